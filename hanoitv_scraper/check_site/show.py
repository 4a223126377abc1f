"""The fit of a site file as a person reads it: selectors, fields, and where the two readers differ."""

from __future__ import annotations

from itertools import groupby, zip_longest

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hanoitv_scraper.check_site.fit import Coverage, Difference, Fit, Hits

# Of a field that is read differently on page after page, a few examples tell why.
EXAMPLES = 2
LONGEST = 300


def show(fit: Fit, console: Console, every: bool = False) -> None:
    """Print what was measured; of differences a few a field, or `every` one."""
    refused = f", {len(fit.refused)} of them refused" if fit.refused else ""
    pages = f"{fit.pages} page" if fit.pages == 1 else f"{fit.pages} pages"
    console.print(f"{fit.site.name}: {pages}{refused}\n", markup=False)
    console.print(_hits_table(fit))
    console.print()
    console.print(_fields_table(fit))
    for word, errors in (("refused", fit.refused), ("left out", fit.left_out)):
        for error in errors:
            console.print(Text.assemble((word, "red"), f" {error.url}: {error.reason}"))
    for coverage in fit.fields:
        for difference in coverage.differences[: None if every else EXAMPLES]:
            console.print(_difference(coverage.field, difference))


def _hits_table(fit: Fit) -> Table:
    table = _table("in the file", "", "hits on", "used on")
    for key, group in groupby(fit.hits, key=lambda hits: hits.key):
        for place, hits in enumerate(group):
            table.add_row(key if not place else "", Text(hits.text), _count(hits, fit.pages), str(hits.used or ""))
    return table


def _count(hits: Hits, pages: int) -> Text:
    return Text(f"{hits.pages} of {pages}") if hits.pages else Text("never", style="yellow")


def _fields_table(fit: Fit) -> Table:
    table = _table("field", "on", "expected", "read from", "the generic reader alone")
    for coverage in fit.fields:
        share = fit.site.expect.shares.get(coverage.field)
        below = bool(share) and coverage.pages < (share or 0) * fit.pages
        sources = ", ".join(f"{source} {count}" for source, count in coverage.read_from.items())
        table.add_row(
            coverage.field,
            Text(f"{coverage.pages} of {fit.pages}", style="red" if below else ""),
            f"{share:.0%}" if share else "",
            sources,
            _beside(coverage),
        )
    return table


def _beside(coverage: Coverage) -> str:
    """Return how the generic reader compares: the same on 7, other on 1, nothing on 1, something we miss on 1."""
    counted = {
        "the same on": coverage.same,
        "other on": sum(one.by_rules is not None and one.generically is not None for one in coverage.differences),
        "nothing on": sum(one.generically is None for one in coverage.differences),
        "what we miss on": sum(one.by_rules is None for one in coverage.differences),
    }
    return ", ".join(f"{words} {count}" for words, count in counted.items() if count)


def _table(*headings: str) -> Table:
    return Table(*headings, box=None, header_style="dim", padding=(0, 2, 0, 0), title_justify="left")


def _difference(field: str, difference: Difference) -> Text:
    ours, theirs = _unlike(difference.by_rules, difference.generically)
    return Text.assemble(
        (f"\n{field}", "bold"), f" differs on {difference.url}\n",
        ("  site     ", "dim"), f"{ours}\n", ("  generic  ", "dim"), theirs,
    )  # fmt: skip


def _unlike(ours: str | None, theirs: str | None) -> tuple[str, str]:
    """Return the first paragraphs that are not the same, cut short."""
    pairs = zip_longest((ours or "").split("\n\n"), (theirs or "").split("\n\n"))
    first = next((pair for pair in pairs if pair[0] != pair[1]), (ours, theirs))
    return _short(first[0]), _short(first[1])


def _short(text: str | None) -> str:
    if not text:
        return "(nothing)"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
