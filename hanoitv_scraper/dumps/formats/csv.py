"""CSV that spreadsheets open as it is: UTF-8 with BOM, RFC 4180, no cell that they take for a formula.

Text stands in quotation marks always, numbers, times and `true` `false` never; what is missing is nothing at all. Lists
and records are JSON. Columns of `articles` that are tables of their own are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from unicodedata import normalize

import msgspec

from hanoitv_scraper.dumps.columns import flat_types, scalar
from hanoitv_scraper.dumps.formats import Compression, Write
from hanoitv_scraper.dumps.tables import TableName
from hanoitv_scraper.items import Record

BOM = b"\xef\xbb\xbf"
FORMULA_SIGNS = frozenset("=+-@\u2212")
NUL, SHOWN_NUL = "\0", "\u2400"


def made_by(compression: Compression) -> str:
    return ""


@contextmanager
def opened(path: Path, table: TableName, compression: Compression) -> Iterator[Write]:
    to_line = line_writer(table)
    with path.open("xb") as file:
        file.write(BOM + ",".join(flat_types(table)).encode() + b"\r\n")
        yield lambda row: file.write(to_line(row))


def line_writer(table: TableName) -> Callable[[Record], bytes]:
    """Return what makes a line of a table's row."""
    columns = flat_types(table)
    pick = attrgetter(*columns)
    shown = [SHOWN.get(scalar(hint), _to_json) for hint in columns.values()]

    def to_line(row: Record) -> bytes:
        cells = ["" if value is None else show(value) for show, value in zip(shown, pick(row), strict=True)]
        return (",".join(cells) + "\r\n").encode()

    return to_line


def to_cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula: such a one gets an apostrophe before it.

    That is text whose first sign that is seen is one of = + - @, in any width, or that begins with TAB, CR or LF. Text
    that begins with an apostrophe gets one more, so that `from_cell` finds each text again. A NUL, which most readers
    of CSV stop at, is shown as U+2400.
    """
    text = text.replace(NUL, SHOWN_NUL)
    return f"'{text}" if text.startswith(("'", "\t", "\r", "\n")) or _is_formula(text) else text


def from_cell(cell: str) -> str:
    """Return the text that `to_cell` made a cell of."""
    return cell.removeprefix("'")


def _is_formula(text: str) -> bool:
    first = next((sign for sign in text if sign.isprintable() and not sign.isspace()), "")
    return normalize("NFKC", first)[:1] in FORMULA_SIGNS


def _to_text(text: str) -> str:
    return '"' + to_cell(text).replace('"', '""') + '"'


def _to_json(value: Any) -> str:
    return _to_text(msgspec.json.encode(value).decode())


def _to_time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _to_number(number: float) -> str:
    shown = repr(number)
    return f"{Decimal(shown):f}" if "e" in shown else shown


SHOWN: MappingProxyType[Any, Callable[[Any], str]] = MappingProxyType(
    {
        str: _to_text, Literal: _to_text, int: str, float: _to_number, datetime: _to_time,
        bool: lambda value: "true" if value else "false",
    }
)  # fmt: skip
"""How a value stands in a line, by the kind of its column; others are JSON."""
