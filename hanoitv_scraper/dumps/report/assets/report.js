"use strict";
// What happens when: as the page opens, as its language is switched, as its width changes, as it is printed.
const PAPER = 690;

function afterwards(then) {
  let waiting = 0;
  return () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(then);
  };
}

switchTo(recall());
startTables();
startCharts();
drawAll();
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    remember(button.dataset.language);
    switchTo(button.dataset.language);
    drawAll();
  });
}
let width = innerWidth;
addEventListener("resize", afterwards(() => {
  if (innerWidth !== width) resizeAll();
  width = innerWidth;
}));

// Paper has one width, and nobody opens anything on it.
let closed = [];
addEventListener("beforeprint", () => {
  closed = Array.from(document.querySelectorAll("details:not([open])"));
  for (const details of closed) details.open = true;
  resizeAll(PAPER);
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
  resizeAll();
});
