"use strict";
// Charts of offices: who held one when, and where somebody went.
// Lines under the heading of their group: an office with its people, or a person with their offices.
function linesChart(lines, width, key, heading, each) {
  const rows = [];
  const series = [];
  const groups = [];
  const day = (machine) => Date.parse(machine + "T00:00Z");
  for (const line of lines) {
    if (groups.at(-1) !== line[key]) {
      groups.push(line[key]);
      rows.push({ heading: line[heading] });
    }
    series.push({
      type: "line",
      name: line.name,
      color: COLOURS[groups.length % 2 ? 0 : 2],
      data: [[day(line.first), rows.length], [day(line.last), rows.length]],
      symbol: "circle",
      symbolSize: 11,
      lineStyle: { width: 7, cap: "round" },
      emphasis: { disabled: true },
    });
    rows.push({ text: line[each] });
  }
  const span = Math.max(...lines.map((line) => day(line.last))) - Math.min(...lines.map((line) => day(line.first)));
  const exact = span > 2e10 ? 7 : 10;
  const { width: room } = nameLabels(width);
  const label = { width: room, align: "right" };
  return base({
    useUTC: true,
    xAxis: {
      type: "time",
      splitNumber: Math.max(2, Math.round(width / 190)),
      axisLabel: { color: FAINT, hideOverlap: true, formatter: (at) => showDate(new Date(at).toISOString().slice(0, exact)) },
      splitLine: { show: true, lineStyle: { color: RULE } },
      axisLine: { show: false },
    },
    yAxis: {
      ...upright(rows.map((_, at) => at), width),
      axisLabel: {
        ...nameLabels(width),
        formatter: (at) => (rows[at].heading ? `{heading|${fit(rows[at].heading, room, 600)}}` : `{text|${fit(rows[at].text, room, 400)}}`),
        rich: { heading: { ...label, color: INK, fontWeight: 600 }, text: { ...label, color: FAINT } },
      },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { axis: "y", type: "shadow" },
      formatter: (points) => {
        if (!points.length) return "";
        const line = lines[points[0].seriesIndex];
        const when = `${showDate(line.first)} – ${showDate(line.last)}`;
        return tip(line.name, [[line.office, ""], [when, ""], [word("n_quotes"), showNumber(line.quotes)]]);
      },
    },
    series,
  });
}

// As much of a label as there is room for: parts of labels are never cut by the library. Without the signs of such parts.
const fit = (text, room, weight) =>
  echarts.format.truncateText(text.replace(/[{}|]/g, " "), room, `${weight} 12px ${FONT}`, "…");
