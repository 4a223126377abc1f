"use strict";
// Charts are drawn as the page opens, and anew where their width or the language changes.
const charts = new Map();
const KINDS = {
  articles: articlesChart,
  people: speakersChart,
  bodies: speakersChart,
  forms: formsChart,
  succession: (lines, width) => linesChart(lines, width, "office", "office", "name"),
  careers: (lines, width) => linesChart(lines, width, "id", "name", "office"),
  keywords: keywordsChart,
  runs: runsChart,
  coverage: coverageChart,
};

function drawLegend(name, chart, option) {
  const legend = document.getElementById("legend-" + name);
  const shown = option.series.filter((series) => series.name && series.color);
  if (shown.length < 2 || ["succession", "careers"].includes(name)) return;
  legend.replaceChildren(
    ...shown.map((series) => {
      const mark = element("i");
      mark.style.background = series.color;
      const button = element("button", "", mark, element("bdi", series.name));
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => {
        chart.dispatchAction({ type: "legendToggleSelect", name: series.name });
        button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      });
      return button;
    }),
  );
}

function draw(name, chart) {
  const option = KINDS[name](data[name], chart.getWidth());
  chart.setOption(option, true);
  drawLegend(name, chart, option);
  const drawing = chart.getDom().querySelector("svg");
  drawing.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
}

function drawAll() {
  for (const [name, chart] of charts) draw(name, chart);
}

function startCharts() {
  for (const name of Object.keys(KINDS)) {
    const place = document.getElementById("chart-" + name);
    if (place) charts.set(name, echarts.init(place, null, { renderer: "svg" }));
  }
}

function resizeAll(width) {
  for (const chart of charts.values()) chart.resize({ width: width || "auto" });
  drawAll();
}
