"""The entries of a feed or sitemap, made of the tags that come one by one, some of them missing or too many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from hanoitv_scraper.discover.feed_dates import read_date, read_printed_date
from hanoitv_scraper.discover.xml_stream import Token, unescape

# Five times what a sitemap may name (sitemaps.org/protocol.html: 2,048 letters).
LONGEST_ADDRESS = 10_000
# One that is longer is so before it is read whole: a letter has ten as a reference, &#1114111;.
LONGEST_PRINTED = 10 * LONGEST_ADDRESS + 10
# Tags within an entry; Atom may hold a page's own markup, which is 20 deep.
DEEPEST = 100
# Dates in forms of a site's own, of which each may cost a millisecond.
MOST_PRINTED_DATES = 5_000

# The root of each form, and what its entries are called.
ROOTS = {"rss": "item", "RDF": "item", "feed": "entry", "urlset": "url", "sitemapindex": "sitemap"}
# Where an entry's address stands, the best first. `href` is that of a link; FeedBurner, which counts clicks, puts an
# address of its own there, and the page's into origLink.
ADDRESSES = {
    "item": ("origLink", "link", "href", "guid"),
    "entry": ("origLink", "href", "link"),
    "url": ("loc",),
    "sitemap": ("loc",),
}
# Children of an entry that count whatever vocabulary they come from; loc, link and guid are the form's own.
BORROWED = {
    "lastmod": "modified", "updated": "modified", "modified": "modified", "origLink": "origLink",
    "pubDate": "published", "published": "published", "issued": "published", "date": "published",
}  # fmt: skip

ATTRIBUTE = re.compile(r"""([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"']++))""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed or sitemap says of one page."""

    address: str
    """As printed, without white space around it: it may be relative, or no address at all."""
    published: datetime | None = None
    """Aware; None where the file does not tell it, or not so that it can be read."""
    modified: datetime | None = None
    """Aware: Atom's `updated`, a sitemap's `lastmod`."""
    is_sitemap: bool = False
    """A further sitemap, which a sitemap index names."""


class EntryReader:
    """Makes entries of the tokens behind a root, one at a time."""

    def __init__(self, root: str, *, closed: bool) -> None:
        self.root = root
        self.closed = closed
        """Whether the root's end came, and no entry behind it."""
        self.count = 0
        self.lost = 0
        """Entries that named no address because they are broken, or one too long."""
        self._entry = ROOTS[root]
        self._places = ADDRESSES[self._entry]
        self._tag: str | None = None
        """The tag of an entry as printed, its prefix included: that of the first one."""
        self._prefix = ""
        self._open: list[str] = []
        """The tags that are open, from the entry's own on."""
        self._broken = False
        self._found: dict[str, str] = {}
        self._field: str | None = None
        """Whose text is being read."""
        self._text = ""
        self._printed_dates = 0

    def take(self, token: Token) -> Entry | None:
        """Return the entry that a token ends; raises ValueError for one nested too deep."""
        end, name, attributes, cdata, text, ended, _ = token.groups()
        if name is None:
            if self._field and len(self._text) <= LONGEST_ADDRESS:
                self._text += (cdata or "") + _unescape(text)
            return None
        if self._field:
            self._keep(self._field, self._text)
            self._field = None
        if end:
            return self._close(name)
        if name == self._tag or (self._tag is None and local_name(name) == self._entry):
            return self._begin(name, is_empty=bool(ended) or attributes.endswith("/"))
        if self._open:
            self._start(name.removeprefix(self._prefix), attributes, text, ended)
        return None

    def finish(self) -> Entry | None:
        """Return the entry whose end is missing; None where none is open or it names no address that is whole."""
        self._broken = True
        return self._make() if self._open else None

    def _begin(self, printed: str, *, is_empty: bool) -> Entry | None:
        """Begin an entry, and return the one before it if that is open still."""
        entry = self.finish()
        self.closed = self._broken = False
        self._tag, self._prefix = printed, printed.removesuffix(self._entry)
        if not is_empty:
            self._open.append(self._entry)
        return entry

    def _start(self, name: str, attributes: str, text: str, ended: str | None) -> None:
        """Take in a tag within an entry: the text of a child that matters begins behind it."""
        field = self._to_field(name, attributes)
        if field and ended:
            self._keep(field, _unescape(text))
        elif field:
            self._field, self._text = field, _unescape(text)
        if ended or attributes.endswith("/"):
            return
        if len(self._open) == DEEPEST:
            raise ValueError(f"tags more than {DEEPEST} deep")
        self._open.append(name)

    def _to_field(self, name: str, attributes: str) -> str | None:
        """Return what the text of a tag is kept as, None for one that tells us nothing."""
        if len(self._open) > 1:
            is_news = local_name(name) == "publication_date" and local_name(self._open[-1]) == "news"
            return "published" if is_news else None
        if name == "loc":
            return name
        local = local_name(name)
        if local == "link" and "href" in attributes:
            given = _read_attributes(attributes)
            if (given.get("rel") or "alternate") == "alternate":
                self._keep("href", given.get("href", ""))
            return None
        if name == "guid":
            return None if _read_attributes(attributes).get("isPermaLink") == "false" else name
        return name if name == "link" else BORROWED.get(local)

    def _keep(self, field: str, text: str) -> None:
        """Keep what a child says, unless it is nothing or another one said it before; a guid may be any text."""
        text = text.strip()
        if not text or (field == "guid" and not text.startswith("http")):
            return
        self._found.setdefault(field, text)

    def _close(self, printed: str) -> Entry | None:
        """Take in an end tag, and return the entry it ends: one that nothing is open for closes nothing."""
        name = printed.removeprefix(self._prefix)
        if name in self._open:
            while self._open.pop() != name:
                self._broken = True
            return None if self._open else self._make()
        if local_name(printed) == self.root:
            self.closed = True
            return self.finish()
        self._broken = True
        return None

    def _make(self) -> Entry | None:
        """Return the entry that was read, None if it names no address, and begin anew."""
        found, broken = self._found, self._broken
        self._found, self._broken, self._field = {}, False, None
        self._open.clear()
        address = next((found[place] for place in self._places if place in found), "")
        if not address or len(address) > LONGEST_ADDRESS:
            self.lost += bool(address) or broken
            return None
        self.count += 1
        return Entry(
            address=address,
            published=self._date(found.get("published")),
            modified=self._date(found.get("modified")),
            is_sitemap=self._entry == "sitemap",
        )

    def _date(self, text: str | None) -> datetime | None:
        if text is None:
            return None
        if when := read_date(text):
            return when
        self._printed_dates += 1
        return read_printed_date(text) if self._printed_dates <= MOST_PRINTED_DATES else None


def local_name(name: str) -> str:
    """Return a tag's name without its prefix."""
    return name.rpartition(":")[2]


def _unescape(text: str) -> str:
    return unescape(text[:LONGEST_PRINTED])


def _read_attributes(printed: str) -> dict[str, str]:
    found = ATTRIBUTE.findall(printed[:LONGEST_PRINTED])
    return {name: unescape(double or single or bare).strip() for name, double, single, bare in found}
