"use strict";
// Tables: sorted by a click on a heading, long ones folded to their first rows.
const order = new Intl.Collator("vi", { numeric: true });

function keyOf(row, column) {
  const cell = row.cells[column];
  const value = cell.querySelector("data, time");
  if (value) return value.value ? Number(value.value) : value.dateTime;
  const shown = cell.innerText.trim();
  return shown === "–" ? null : shown;
}

// What tells nothing stands last, whichever way a table is sorted.
function compare(one, other) {
  if (one === null || other === null) return (one === null) - (other === null);
  if (typeof one === "number" && typeof other === "number") return one - other;
  return order.compare(String(one), String(other));
}

function sortBy(heading) {
  const table = heading.closest("table");
  const body = table.tBodies[0];
  const isNumber = heading.classList.contains("n");
  const before = heading.getAttribute("aria-sort");
  const direction = before ? (before === "ascending" ? "descending" : "ascending") : isNumber ? "descending" : "ascending";
  const sign = direction === "ascending" ? 1 : -1;
  const keyed = Array.from(body.rows, (row) => [keyOf(row, heading.cellIndex), row]);
  keyed.sort(([one], [other]) => compare(one, other) * (one === null || other === null ? 1 : sign));
  body.append(...keyed.map(([, row]) => row));
  for (const other of heading.parentNode.cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", direction);
}

function fold(table) {
  const button = table.closest(".scroll").nextElementSibling.querySelector("button.all");
  table.classList.add("few");
  button.addEventListener("click", () => {
    const isFew = table.classList.toggle("few");
    button.setAttribute("aria-expanded", String(!isFew));
  });
}

function startTables() {
  for (const table of document.querySelectorAll("table.sortable")) {
    if (table.dataset.first) fold(table);
    table.tHead.addEventListener("click", (event) => {
      const heading = event.target.closest("th");
      if (heading) sortBy(heading);
    });
  }
}
