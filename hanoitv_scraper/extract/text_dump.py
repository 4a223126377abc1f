"""An article read off text that was saved from a page: headline, date, lead and paragraphs, and the line of tags."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hanoitv_scraper import __version__
from hanoitv_scraper.digests import article_digest, sha256
from hanoitv_scraper.errors import NotAnArticle
from hanoitv_scraper.extract.address import unruled_address
from hanoitv_scraper.extract.bounds import MAX_LETTERS
from hanoitv_scraper.extract.keywords import LABEL, split_glued
from hanoitv_scraper.extract.language import find_language
from hanoitv_scraper.extract.lead import split_dateline
from hanoitv_scraper.extract.moment import Moment, parse_moment
from hanoitv_scraper.extract.quoted import read_quoted
from hanoitv_scraper.extract.rules_digest import rules_digest
from hanoitv_scraper.items import Article, ReadBy
from hanoitv_scraper.sites import load_site, site_names
from hanoitv_scraper.vietnamese.text import clean

# Longer lines hold a date among other words; a line that is a date and nothing else is the article's.
LONGEST_DATE_LINE = 60
# Menus may stand above it, but not more than this.
LINES_ABOVE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    title: str
    moment: Moment
    paragraphs: tuple[str, ...]
    """The lead first."""
    tags: str


def read_text_dump(text: str) -> Article:
    """Read an article off the text of a page: headline, a line `08/11/2021 21:21`, lead, paragraphs, `Từ khóa: …`.

    What stands above the headline is page furniture. The text has no address: its `url` names its digest instead.
    Raises NotAnArticle where no line is a date with a headline above and text below.
    """
    if len(text) > MAX_LETTERS:
        raise NotAnArticle("", f"{len(text):,} letters of text, more than the {MAX_LETTERS:,} we read")
    parts = _parts(text)
    digest = sha256(text.encode("utf-8", "replace"))
    dateline, lead = split_dateline(parts.paragraphs[0])
    body = "\n\n".join(parts.paragraphs[1:]) or None
    address = unruled_address(f"urn:{digest}", _site_called(dateline))
    officials, others = read_quoted(parts.title, lead, body)
    article = Article(
        id=address.id, site=address.site, url=address.url, title=parts.title,
        timestamp=parts.moment.when, timestamp_precision=parts.moment.precision, timestamp_text=parts.moment.text,
        dateline=dateline, lead=lead, body=body, quoted_officials=officials, quoted_others=others,
        keywords=split_glued(parts.tags), language=find_language(text, None),
        read_by=ReadBy(version=__version__, rules=rules_digest(None)),
    )  # fmt: skip
    return replace(article, digest=article_digest(article))


def _parts(text: str) -> Parts:
    lines = [clean(line) for line in text.splitlines()]
    dated = ((i, moment) for i, line in enumerate(lines[:LINES_ABOVE]) if (moment := _date_line(line)))
    place, moment = next(dated, (0, None))
    above = [line for line in lines[:place] if line]
    below = [line for line in lines[place + 1 :] if line]
    if moment is None or not above or not below:
        raise NotAnArticle("", "no text dump: expected a line with a date alone, a headline above it and text below")
    end = next((i for i, line in enumerate(below) if LABEL.match(line) and ":" in line), len(below))
    tags = LABEL.sub("", below[end]) if end < len(below) else ""
    if end == 0:
        raise NotAnArticle("", f"no text between the date {moment.text!r} and the tags")
    return Parts(title=above[-1], moment=moment, paragraphs=tuple(below[:end]), tags=tags)


def _date_line(line: str) -> Moment | None:
    if not line or len(line) > LONGEST_DATE_LINE or not any(map(str.isdigit, line)):
        return None
    moment = parse_moment(line)
    return moment if moment and re.fullmatch(r"[\s\W]*", line.replace(moment.text, "", 1)) else None


def _site_called(dateline: str | None) -> str:
    """Return the name of the site whose title stands before the lead, "text" where there is none."""
    return next((name for name in site_names() if dateline and load_site(name).title == dateline), "text")
