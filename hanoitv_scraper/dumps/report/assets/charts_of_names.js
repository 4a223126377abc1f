"use strict";
// Charts with a line or a bar for each name.
function nameLabels(width) {
  const room = Math.min(280, width * 0.4);
  return { color: INK, width: room, overflow: "truncate", interval: 0, hideOverlap: false };
}

const upright = (names, width) => ({ ...categories(names, nameLabels(width)), inverse: true, axisLine: { show: false } });

function speakersChart({ names, offices, articles, forms }, width) {
  const keys = Object.keys(FORMS);
  return base({
    xAxis: numbers(),
    yAxis: { ...upright(names.map((_, at) => at), width), axisLabel: { ...nameLabels(width), formatter: (at) => names[at] } },
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { type: "shadow" },
      formatter: (points) => {
        const at = points[0].dataIndex;
        const rows = keys.map((key, form) => [word(key), showNumber(forms[form][at]), FORMS[key]]);
        rows.push([word("n_articles"), showNumber(articles[at])]);
        return tip([names[at], offices[at]].filter(Boolean).join(", "), rows);
      },
    },
    series: keys.map((key, form) => ({ ...stacked(word(key), forms[form], FORMS[key]), barMaxWidth: 20 })),
  });
}

function formsChart({ types, forms }, width) {
  const keys = Object.keys(FORMS);
  const sums = types.map((_, at) => forms.reduce((sum, form) => sum + form[at], 0));
  return base({
    xAxis: numbers({ min: 0, max: 1, interval: 0.25, axisLabel: { color: FAINT, formatter: showShare } }),
    yAxis: upright(types.map((type) => word("type_" + type)), width),
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { type: "shadow" },
      formatter: (points) => {
        const at = points[0].dataIndex;
        const told = (form) => `${showNumber(forms[form][at])} (${showShare(forms[form][at] / sums[at])})`;
        return tip(points[0].name, keys.map((key, form) => [word(key), told(form), FORMS[key]]));
      },
    },
    series: keys.map((key, form) => ({
      ...stacked(word(key), forms[form].map((count, at) => count / sums[at]), FORMS[key]),
      barMaxWidth: 24,
      label: {
        show: true,
        color: key === "direct" ? "#fff" : INK,
        formatter: ({ value }) => (value * width > 90 ? showShare(value) : ""),
      },
    })),
  });
}

// Twice as much and half as much are as far from no change.
function keywordsChart(trends, width) {
  const colourOf = (trend) => (trend.ratio >= 1 ? COLOURS[0] : "#b5562a");
  const log = trends.map((trend) => Math.log2(trend.ratio));
  const most = Math.ceil(Math.max(1, ...log.map(Math.abs)) * 1.15);
  return base({
    xAxis: numbers({ min: -most, max: most, axisLabel: { color: FAINT, formatter: (power) => (power ? showRatio(2 ** power).replace(/[.,]0$/, "") : "=") } }),
    yAxis: upright(trends.map((trend) => trend.name), width),
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { type: "shadow" },
      formatter: ([{ dataIndex }]) => {
        const { name, ratio, before, recent } = trends[dataIndex];
        return tip(name, [[word("before"), showNumber(before)], [word("recent"), showNumber(recent)], [showRatio(ratio), ""]]);
      },
    },
    series: [
      {
        type: "bar",
        data: trends.map((trend, at) => ({
          value: log[at],
          itemStyle: { color: colourOf(trend) },
          label: { show: true, color: INK, position: trend.ratio >= 1 ? "right" : "left", formatter: () => showRatio(trend.ratio) },
        })),
        barMaxWidth: 14,
        emphasis: { disabled: true },
      },
    ],
  });
}
