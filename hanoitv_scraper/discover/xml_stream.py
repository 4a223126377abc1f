"""XML as feeds and sitemaps have it, well formed or not, a piece at a time: no tree, no entities, nothing that grows.

libxml2 is not asked: fed piece by piece and told to recover, it drops all that follows a bare `&` or `<`, takes an end
tag that matches nothing for the end of whatever is open, and so loses the articles behind one careless description.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Generator, Iterator
from itertools import chain

from hanoitv_scraper.extract.decoding import BOMS, LATIN, NO_CHARSETS

# Ten times what a sitemap may have unpacked (sitemaps.org/protocol.html: 50 MiB).
MOST_BYTES = 512 * 2**20
# Two million addresses, each with four facts beside it.
MOST_TAGS = 20_000_000
# Between two tags, in a comment or in CDATA: a law printed whole, the longest page seen, has 450,000 letters.
LONGEST_PIECE = 2**20

STEP = 2**17
GZIP = b"\x1f\x8b"
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")

# A tag, a section of CDATA, a comment or a declaration, with the text up to the next one; and the end tag behind the
# text, where that is the tag's own. A `<` that begins none of these is text. No tag reaches beyond the next `<`, which
# no attribute may hold: one that is not closed spoils no other.
TOKEN = re.compile(
    r"<(?:"
    r"(?P<end>/?)(?P<name>[\w.-]++(?::[\w.-]++)?+)"
    r"(?P<attributes>[^<>\"']*+(?:(?:\"[^<\"]*+\"|'[^<']*+')[^<>\"']*+)*+(?=>)|[^<>]*+)>"
    r"|!\[CDATA\[(?P<cdata>[^\]]*+(?:\](?!\]>)[^\]]*+)*+)\]\]>"
    r"|!--[^-]*+(?:-(?!->)[^-]*+)*+-->"
    r"|(?!!--|!\[CDATA\[)[!?][^<>]*+>"
    r")(?P<text>[^<]*+)(?P<ended></(?P=name)\s*+>)?+"
    r"|<(?P<unfinished>!--|!\[CDATA\[|(?:/?\w|[!?])[^<>]*+\Z|\Z)"
)
Token = re.Match[str]

REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));", re.ASCII)
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def read_tokens(content: bytes) -> Iterator[Token]:
    """Yield tags, CDATA, comments and declarations in order, each with what is behind it; gzip is unpacked.

    Raises ValueError, saying what and where, behind the last that is whole: where the file ends within one, where gzip
    is broken, and at the bounds above.
    """
    buffer, passed, tags = "", 0, 0
    for piece in _decode(_unpack(content)):
        buffer += piece
        tags += piece.count("<")
        # The text behind the last `<` may go on in the next piece.
        done = yield from _tokens_before(max(buffer.rfind("<"), 0), buffer)
        buffer, passed = buffer[done:], passed + done
        if tags > MOST_TAGS:
            raise ValueError(f"more than {MOST_TAGS:,} tags")
        if len(buffer) > LONGEST_PIECE:
            raise ValueError(f"more than {LONGEST_PIECE:,} letters without a tag, from letter {passed:,} on")
    done = yield from _tokens_before(len(buffer), buffer)
    if done < len(buffer):
        raise ValueError(f"it ends within {buffer[done : done + 9]!r} at letter {passed + done:,}")


def _tokens_before(end: int, buffer: str) -> Generator[Token, None, int]:
    """Yield the tokens before `end`, and return where the one begins that is not finished there."""
    for token in TOKEN.finditer(buffer, 0, end):
        if token.lastgroup == "unfinished":
            return token.start()
        yield token
    return end


def unescape(text: str) -> str:
    """Return text with the references that XML itself knows replaced, once; what else begins with `&` stays."""
    return REFERENCE.sub(_to_letter, text) if "&" in text else text


def _to_letter(reference: re.Match[str]) -> str:
    name, decimal, hexadecimal = reference.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    # Neither half a letter nor beyond Unicode.
    return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else reference[0]


def _decode(pieces: Iterator[bytes]) -> Iterator[str]:
    """Yield the text of a file, in the encoding that its first piece shows."""
    first = next(pieces, b"")
    bom, encoding = _find_encoding(first)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in chain((first.removeprefix(bom),), pieces):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _find_encoding(head: bytes) -> tuple[bytes, str]:
    """Return the BOM and the encoding of a file: UTF-8 where its head is that, whatever it declares."""
    for bom, encoding in BOMS.items():
        if head.startswith(bom):
            return bom, encoding
    if b"\0" in head[:2]:
        return b"", "utf-16-be" if head.startswith(b"\0") else "utf-16-le"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return b"", _declared(head) or "cp1252"
    return b"", "utf-8"


def _declared(head: bytes) -> str | None:
    """Return the encoding that a file declares, None where it declares none of text, or Latin-1: see LATIN."""
    found = DECLARED.search(head[:1000])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else None
        b"<".decode(name or "ascii")
    except (LookupError, ValueError):
        return None
    return None if name in NO_CHARSETS | LATIN else name


def _unpack(content: bytes) -> Iterator[bytes]:
    """Yield a file in pieces, without the gzip around it: servers pack what is packed already, once."""
    view = memoryview(content)
    pieces: Iterator[bytes] = (bytes(view[at : at + STEP]) for at in range(0, len(content), STEP))
    for _ in range(2):
        first = next(pieces, b"")
        pieces = chain((first,), pieces)
        if not first.startswith(GZIP):
            break
        pieces = _gunzip(pieces)
    return pieces


def _gunzip(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is packed in one gzip file or several on end; what follows them is left out."""
    unpacked, unpacker = 0, zlib.decompressobj(wbits=31)
    for piece in packed:
        while piece:
            if unpacker.eof:
                if not GZIP.startswith(piece[:2]):
                    return
                unpacker = zlib.decompressobj(wbits=31)
            try:
                found = unpacker.decompress(piece, STEP)
            except zlib.error as error:
                raise ValueError(f"its gzip is broken ({error}) behind {unpacked:,} bytes") from error
            unpacked += len(found)
            if unpacked > MOST_BYTES:
                raise ValueError(f"more than {MOST_BYTES:,} bytes in gzip")
            if found:
                yield found
            piece = unpacker.unconsumed_tail or unpacker.unused_data
    yield unpacker.flush()
