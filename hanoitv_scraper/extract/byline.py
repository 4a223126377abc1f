"""What a line that signs a story says: names of people, and the agency or outlet it was taken from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hanoitv_scraper.vietnamese.fold import fold
from hanoitv_scraper.vietnamese.patterns import folded_words

# "Bài, ảnh: …", "Thực hiện: …", "Tác giả …", "By …": what the names did.
TASK = re.compile(
    r"^(?:(?:tin|bài|bài viết|ảnh|clip|video|đồ họa|đồ hoạ|thiết kế|thực hiện|tác giả|tác giả bài viết"
    r"|nội dung|người viết|người thực hiện|nhóm thực hiện|biên tập)"
    r"(?:\s*(?:,|và|&|-|/)\s*(?:tin|bài|ảnh|clip|video|đồ họa|đồ hoạ))*\s*[:：]|tác giả|by|bởi)\s+",
    re.IGNORECASE,
)
# "Ảnh: …", "Ảnh, clip: …" name no author.
PICTURES = re.compile(
    r"^(?:ảnh|clip|video|đồ họa|đồ hoạ|thiết kế)(?:\s*[,&-]\s*(?:ảnh|clip|video|đồ họa|đồ hoạ))*\s*[:：]", re.IGNORECASE
)
# The letter that stands for an author's picture: "K Kim Phong" (vneconomy.vn).
AVATAR = re.compile(r"^(\w) (?=\1)")
FROM = re.compile(r"^(?:theo|nguồn(?:\s+tin)?|source)\s*:?\s+", re.IGNORECASE)
REMARK = re.compile(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*")
# What parts two names of one line: "HÀ THU - MINH ANH", "Thu Hà, Văn Tú", "Lan và Hương".
BETWEEN = re.compile(r"\s+[-–—|•]\s+|\s*[,;|•]\s+|\s+(?:và|&)\s+|\s*[;|]\s*")
# "và 1 tác giả khác" (tuoitre.vn): the full list stands elsewhere.
MORE = re.compile(r"\s*(?:và|cùng)\s+\d+\s+tác giả khác.*$", re.IGNORECASE)
# Letters and the marks of a pen name: "H.Y.", "Minh-Anh", "T.Ú", "Nguyễn Văn A.".
WORD = re.compile(r"^[^\W\d_][\w.'’-]*$")
OUTLET = re.compile(
    r"(?i:\.(?:vn|com|net|org)\b)|^[A-Z][A-Z+]{2,}\d*$|^[A-Z]\w{3,}\+$|^(?:[Bb]áo|[Tt]ạp chí|[Đđ]ài) [A-ZĐ]"
)

LONGEST_NAME = 40
LONGEST_SOURCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    names: tuple[str, ...] = ()
    source: str | None = None
    signs: bool = False
    """Whether the line signs at all; PV (reporter) names nobody, and is no text either."""


def read_byline(text: str) -> Byline:
    """Return the names a signing line holds, as printed, and the outlet it credits; both empty where it signs nothing.

    `Hà Thu (tổng hợp)` → Hà Thu; `Theo TTXVN` → source TTXVN; `Theo Hồ Hương` → the name, as a person wrote it;
    `Tâm Hằng (TTXVN)` → both; `PV/VOV.VN` → source alone, as PV (reporter) names nobody.
    """
    text = AVATAR.sub("", text.strip(' -–—|•,;:*"“”'))
    if PICTURES.match(text):
        return Byline(signs=True)
    text = MORE.sub("", TASK.sub("", text))
    credited = next(filter(None, map(_credit, REMARK.findall(text))), None)
    text = REMARK.sub(" ", text).strip()
    rest = FROM.sub("", text)
    if rest != text and not is_person(rest) and not (credited and is_name(rest)):
        source = rest if len(rest) <= LONGEST_SOURCE and rest[:1].isupper() else credited
        return Byline(source=source, signs=source is not None)
    whole = [rest] if is_outlet(rest) else BETWEEN.split(rest)
    parts = [_split_outlet(part) for part in map(_trim, whole) if part]
    names = [name for name, _ in parts if name and not names_nobody(name)]
    if not all(map(is_name, names)):
        return Byline()
    outlets = (outlet for _, outlet in parts if outlet)
    return Byline(
        names=tuple(dict.fromkeys(names)), source=credited or next(outlets, None), signs=bool(parts or credited)
    )


def _credit(remark: str) -> str | None:
    """Return the outlet that a remark in brackets credits: `Theo Reuters, CNN` → Reuters, CNN; None for `tổng hợp`."""
    rest = FROM.sub("", remark)
    return rest if rest != remark or any(map(is_outlet, re.split(r"\s*[,/]\s*", remark))) else None


def _trim(part: str) -> str:
    """Return a part without stops and dashes about it, but the last stop of initials: `H.M.`."""
    return part.strip(" .:*-") if len(part) > 4 else part.strip(" :*-")


def _split_outlet(part: str) -> tuple[str, str]:
    """Return name and outlet of `Hải Anh/VOV-Miền Trung`; all of `PV/VOV.VN` is outlet, as it names nobody."""
    name, slash, outlet = part.partition("/")
    if slash and is_outlet(outlet.split("-")[0].strip()) and (is_name(name) or is_outlet(name) or names_nobody(name)):
        return (name, outlet) if is_name(name) and not is_outlet(name) else ("", part)
    return ("", part) if is_outlet(part) else (part, "")


def is_outlet(text: str) -> bool:
    """Tell whether a text is an agency's or outlet's name: `TTXVN`, `VOV.VN`, `Vietnam+`, or one of the list."""
    return bool(text) and (
        fold(text) in folded_words("outlets") or (OUTLET.search(text) is not None and len(text) < 40)
    )


def names_nobody(text: str) -> bool:
    """Tell whether a text names no author: PV, Nhóm PV, Ban biên tập, a button's Facebook."""
    return fold(text) in folded_words("not_bylines") or fold(text) in folded_words("page_furniture")


def is_name(text: str) -> bool:
    """Tell whether a text may be a person's name or pen name: up to six words with capitals; no reporter's PV."""
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > LONGEST_NAME or names_nobody(text):
        return False
    return all(WORD.match(word) and word[0].isupper() for word in words)


def is_person(text: str) -> bool:
    """Tell whether a text is a full name that begins with a Vietnamese family name."""
    words = text.split()
    return 2 <= len(words) <= 5 and is_name(text) and fold(words[0]) in _surnames() and not _is_no_person(text)


def _is_no_person(text: str) -> bool:
    return is_outlet(text) or fold(text) in folded_words("places")


@cache
def _surnames() -> frozenset[str]:
    return folded_words("surnames") | folded_words("common_surnames")
