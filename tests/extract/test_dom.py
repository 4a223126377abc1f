"""From bytes to text and paragraphs."""

from __future__ import annotations

import pytest

from hanoitv_scraper.extract.dom import decode

TEXT = "Cầu mới qua mương, phường Thử"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "windows-1252"),
        (b"<meta charset=iso-8859-1>" + TEXT.encode(), "windows-1252"),
        (b"\xef\xbb\xbf" + TEXT.encode(), None),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-8") + "ử".encode()[:2], "iso-8859-1"),
    ],
    ids=["utf-8", "declared wrong by http", "declared wrong twice", "bom", "declared right", "cut short"],
)
def test_text_is_decoded_by_what_it_is_before_what_is_declared(content: bytes, charset: str | None) -> None:
    assert TEXT in decode(content, charset)


def test_text_in_another_charset_is_decoded_as_declared() -> None:
    french = "Les élèves de l'école d'Hà Đông".replace("Đ", "D")
    assert decode(french.encode("windows-1252"), "windows-1252") == french
    assert french in decode(b"<meta charset='windows-1252'>" + french.encode("windows-1252"))
    assert "\ufffd" in decode(french.encode("windows-1252"), "no-such-charset")
