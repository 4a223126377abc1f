"use strict";
// Charts over days, weeks, months or years.
function periodName(machine, step) {
  return (step === "week" ? word("week") + " " : "") + showDate(machine);
}

function byPeriod({ periods, step }, series, show = showNumber) {
  return base({
    xAxis: categories(periods, { formatter: (machine) => showDate(machine) }),
    yAxis: numbers(show === showShare ? { min: 0, max: 1, interval: 0.25, axisLabel: { color: FAINT, formatter: show } } : {}),
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { type: series[0].type === "bar" ? "shadow" : "line" },
      formatter: (points) => {
        // Of what is counted, none is no news; of a field it is.
        const isTold = (value) => (show === showNumber ? value : value != null);
        const rows = points.filter((point) => isTold(point.value)).map((point) => [point.seriesName, show(point.value), point.color]);
        const total = points.reduce((sum, point) => sum + (point.value || 0), 0);
        if (show === showNumber) rows.push([word("total"), showNumber(total)]);
        return tip(periodName(points[0].name, step), rows);
      },
    },
    series,
  });
}

const stacked = (name, values, colour) => ({
  type: "bar",
  name,
  data: values,
  stack: "all",
  color: colour,
  barCategoryGap: "18%",
  barMaxWidth: 42,
  emphasis: { disabled: true },
});

function articlesChart({ sections, values, others, ...time }) {
  const series = sections.map((name, at) => stacked(name ?? word("no_section"), values[at], COLOURS[at]));
  if (others) series.push(stacked(word("others"), others, OTHERS));
  return byPeriod(time, series);
}

function runsChart({ values, ...time }) {
  return byPeriod(time, Object.entries(OUTCOMES).map(([name, colour], at) => stacked(word(name), values[at], colour)));
}

function coverageChart({ fields, values, ...time }) {
  const symbols = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle"];
  const colours = [...COLOURS, "#5c6670"];
  const lines = fields.map((name, at) => ({
    type: "line",
    name: word("field_" + name),
    data: values[at],
    color: colours[at],
    symbol: symbols[at],
    symbolSize: 7,
    showSymbol: time.periods.length < 40,
    lineStyle: { width: 2 },
    connectNulls: true,
    emphasis: { disabled: true },
  }));
  return byPeriod(time, lines, showShare);
}
