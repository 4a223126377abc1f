"use strict";
// What charts are made of: the page's data, colours, axes, tooltips.
const data = JSON.parse(document.getElementById("data").textContent);
const INK = "#22282e";
const FAINT = "#5c6670";
const RULE = "#e3e6e9";
// Told apart by people who see few colours, too: they differ in lightness, and the order of a legend is that of a chart.
const COLOURS = ["#0b4f79", "#e08e2b", "#3fa08f", "#8c3b63", "#8fbfe0", "#8a7d2c"];
const OTHERS = "#c3c9cf";
const FORMS = { direct: "#0b4f79", mixed: "#6ea6cc", indirect: "#c9d3db" };
const OUTCOMES = { new: "#0b4f79", edited: "#3fa08f", gone: "#e08e2b", missed: "#a8325a" };
const FONT = getComputedStyle(document.body).fontFamily;

const word = (key) => data.words[language][key];

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

// A tooltip as elements: names come from the web and are text, never HTML.
function tip(heading, rows) {
  const lines = rows.map(([name, value, colour]) => {
    const mark = element("i");
    mark.style.background = colour || "none";
    return element("div", "", mark, element("span", name), element("b", value));
  });
  const box = element("div", "", element("strong", heading), ...lines);
  box.className = "tip";
  return box;
}

function base(more) {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, fontSize: 13, color: INK },
    grid: { left: 8, right: 28, top: 14, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    legend: { show: false },
    ...more,
  };
}

const numbers = (more) => ({
  type: "value",
  minInterval: 1,
  splitNumber: 4,
  axisLabel: { color: FAINT, formatter: (number) => showNumber(number) },
  splitLine: { lineStyle: { color: RULE } },
  ...more,
});

const categories = (names, more) => ({
  type: "category",
  data: names,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: "#aab2b9" } },
  axisLabel: { color: FAINT, hideOverlap: true, ...more },
});
