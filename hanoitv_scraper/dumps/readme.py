"""The README of a dump, in English and in Vietnamese: what it is, and how to load it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from string import Template
from typing import Any

from hanoitv_scraper.dumps.meanings import table_meanings
from hanoitv_scraper.dumps.package import Package, path_of
from hanoitv_scraper.dumps.tables import BY_MONTH, TABLES

TEXTS: dict[str, Any] = {
    "title": "Vietnamese news: articles, and who says what in them",
    "title_vi": "Báo chí Việt Nam: các bài báo, và ai nói gì trong đó",
    "description": "Tables made by `hanoitv dump` from an archive of news pages; README.md says how to load them.",
    "description_vi": "Các bảng do `hanoitv dump` tạo ra từ một kho lưu trữ trang tin; README.md cho biết cách nạp.",
    "licenses": ({"path": "README.md", "title": "The texts and pictures belong to their publishers"},),
}
"""What a dump's package and README say in the same words."""
VERSIONS = {"latest": ("the latest version", "phiên bản mới nhất"), "all": ("all versions", "mọi phiên bản")}

PARTED = (
    "A month's file holds what was published then in Vietnam, `undated` what tells no time.\n",
    "Tệp của một tháng chứa những gì đăng trong tháng đó theo giờ Việt Nam, `undated` là những gì không rõ lúc nào.\n",
)


def to_readme(package: Package) -> bytes:
    """Return the README of a dump; it is the same as long as format and choice are."""
    versions, versions_vi = VERSIONS[package.versions]
    choice, choice_vi = (" ".join(words) for words in zip(*_choice(package), strict=True))
    parted, parted_vi = ("", "") if package.format == "sqlite" else PARTED
    ending = path_of("officials", None, package.format, package.compress).partition(".")[2]
    loading = tomllib.loads(_text("readme.toml"))
    of_format = loading.get(ending, loading[package.format])
    return Template(_text("readme.md")).substitute(
        of_format | {"loading": of_format["loading"].replace("{file}", ending)},
        title=package.title, title_vi=package.title_vi, versions=versions, versions_vi=versions_vi,
        choice=choice, choice_vi=choice_vi, tables=_tables(package, 0), tables_vi=_tables(package, 1),
        parted=parted, parted_vi=parted_vi,
    ).encode()  # fmt: skip


def _choice(package: Package) -> Iterator[tuple[str, str]]:
    """Yield what of the archive a dump holds, in English and in Vietnamese."""
    yield (f"of {package.site}", f"trên trang {package.site}") if package.site else ("of every site", "trên mọi trang")
    if package.since:
        yield f"published from {package.since:%Y-%m-%d %H:%M} on", f"đăng từ {package.since:%d/%m/%Y %H:%M}"
    if package.until:
        yield f"published until {package.until:%Y-%m-%d %H:%M}", f"đăng đến {package.until:%d/%m/%Y %H:%M}"


def _tables(package: Package, language: int) -> str:
    lines = [
        f"| `{table}` | {table_meanings(table)[language].description} | "
        f"`{path_of(table, '*' if table in BY_MONTH else None, package.format, package.compress)}` |\n"
        for table in TABLES
    ]
    return "".join(lines)


def _text(name: str) -> str:
    return (files("hanoitv_scraper.dumps") / name).read_text(encoding="utf-8")
