"use strict";
// Numbers and dates in the reader's language, as formats.py writes them into the page.
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
let language = "vi";

function showNumber(number, digits = 0) {
  const [whole, part] = number.toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === "vi" ? "." : ",");
  return part ? grouped + (language === "vi" ? "," : ".") + part : grouped;
}

function showShare(share) {
  const isPart = share > 0 && share < 1;
  const told = isPart ? Math.min(share, 0.999) : share;
  return showNumber(told * 100, isPart && (share < 0.0995 || share >= 0.995) ? 1 : 0) + "%";
}

function showRatio(ratio) {
  const times = Math.max(ratio, 1 / ratio);
  return (ratio >= 1 ? "×" : "÷") + showNumber(times, times < 9.95 ? 1 : 0);
}

// A year, a month, a day or a minute, as the element `time` has it.
function showDate(machine) {
  const [day, clock] = machine.split("T");
  const [year, month, number] = day.split("-");
  if (month === undefined) return year;
  const before = number === undefined ? "" : language === "vi" ? number + "/" : Number(number) + " ";
  const rest = language === "vi" ? month + "/" + year : MONTHS[month - 1] + " " + year;
  return before + rest + (clock ? " " + clock : "");
}

function rewrite() {
  for (const data of document.querySelectorAll("data")) {
    const show = { p: showShare, x: showRatio }[data.className] || showNumber;
    data.textContent = show(Number(data.value));
  }
  for (const time of document.querySelectorAll("time")) time.textContent = showDate(time.dateTime);
}

function switchTo(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  const title = document.querySelector("title");
  title.textContent = title.dataset[chosen];
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
  }
  rewrite();
}

// A browser that keeps nothing for pages from a disk still shows the page.
function recall() {
  try {
    return localStorage.getItem("hanoitv-report-language") === "en" ? "en" : "vi";
  } catch {
    return "vi";
  }
}

function remember(chosen) {
  try {
    localStorage.setItem("hanoitv-report-language", chosen);
  } catch {
    // Then the next page begins in Vietnamese again.
  }
}
