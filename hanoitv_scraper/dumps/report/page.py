"""The page: figures put into HTML that needs nothing else, and lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shlex
from collections import Counter
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hanoitv_scraper import __version__
from hanoitv_scraper.dumps.report import formats, people, runs, texts
from hanoitv_scraper.dumps.report.charts import chart_sections, to_charts
from hanoitv_scraper.dumps.report.figures import FORMS, Figures
from hanoitv_scraper.dumps.report.keywords import falling, rising
from hanoitv_scraper.dumps.report.sources import Source
from hanoitv_scraper.dumps.report.tally import FIELDS

FOLDER = Path(__file__).parent
LIBRARY = FOLDER / "echarts" / "echarts.common.min.js"
NOTICE = LIBRARY.parent / "NOTICE"
SCRIPTS = tuple(
    f"{name}.js"
    for name in "language tables chart_parts charts_of_time charts_of_names charts_of_offices charts report".split()
)
# A parser of HTML ends a script at some of these, one of JavaScript of old a string at the others.
IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def to_page(figures: Figures, damaged: int, archive: str) -> str:
    """Return the page. `archive` is the way to the archive from where the page will lie; `damaged` files are told."""
    library, style = _read(LIBRARY), _read(FOLDER / "assets" / "style.css")
    script = "\n".join(_read(FOLDER / "assets" / name) for name in SCRIPTS)
    return _environment().get_template("report.html.jinja").render(
        figures=figures, damaged=damaged, archive=archive, version=__version__, forms=FORMS, fields=FIELDS,
        copy_of=partial(_copy_of, archive), rising=rising(figures.trends), falling=falling(figures.trends),
        succession=people.succession(figures.held), careers=people.careers(figures.held), missed=runs.missed,
        shown_sections=chart_sections(figures), field_columns=[(f"field_{name}", "n") for name in FIELDS],
        coverage=sum((day.having for _, day in figures.periods), Counter()), archive_name=shlex.quote(unquote(archive)),
        data=to_json(to_charts(figures)), policy=_policy(style, (library, script)),
        library=Markup(library), notice=Markup(_read(NOTICE)), script=Markup(script), style=Markup(style),  # noqa: S704 - ours
    )  # fmt: skip


def to_json(value: object) -> Markup:
    """Return a value as JSON that may stand in a script element, whatever its strings hold."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(IN_SCRIPT))  # noqa: S704


def way_to(archive: Path, output: Path) -> str:
    """Return the way to an archive from the folder of a page, as an address has it."""
    return quote(Path(os.path.relpath(archive.resolve(), output.parent.resolve())).as_posix())


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "assets"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    shown = {"number": formats.number, "share": formats.share, "ratio": formats.ratio, "moment": formats.moment}
    environment.globals.update(shown, with_code=formats.with_code, t=texts.text, plain=texts.plain)
    return environment


def _copy_of(archive: str, source: Source) -> str | None:
    """Return the way to the WARC file that holds an article's page."""
    return f"{archive}/{quote(source.file, safe='/=')}" if source.file else None


def _policy(style: str, scripts: tuple[str, ...]) -> str:
    """Return a Content-Security-Policy under which the page's own scripts run and nothing is ever asked for.

    Charts set styles of their own elements, which is allowed where browsers tell these from style sheets.
    """
    ours = " ".join(f"'{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {ours}; style-src 'unsafe-inline'; style-src-elem '{_hash(style)}'; "
        "style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
