"""Legacy encodings are told by their words; Unicode text, in whatever language, is never taken for one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoitv_scraper.vietnamese.legacy import (
    find_legacy_encoding,
    is_damaged,
    is_syllable,
    mend_utf8,
    shows_odd_letters,
)
from tests.newsroom.wordlists import topics, words

# The tables the other way round from the reader's: what a font shows, in the order of its bytes from 0xA1 (TCVN
# 5712:1993 VN3; RFC 1456), a dot where there is no letter for us; and a spelling of VNI by base, shape and tone.
TCVN3 = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
VISCII = "ắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
VPS = {
    "đ": "Ç", "Đ": "ñ", "ạ": "å", "ă": "æ", "ằ": "¢", "ắ": "¡", "ẳ": "£", "ẵ": "¤", "ặ": "¥", "ả": "ä", "ầ": "À",
    "ấ": "Ã", "ẩ": "Ä", "ẫ": "Å", "ậ": "Æ", "ẻ": "È", "ẽ": "ë", "ẹ": "Ë", "ề": "Š", "ế": "‰", "ể": "‹", "ễ": "Í",
    "ệ": "Œ", "ỉ": "Ì", "ĩ": "ï", "ị": "Î", "ỏ": "Õ", "ọ": "†", "ồ": "Ò", "ố": "Ó", "ổ": "°", "ỗ": "‡", "ộ": "¶",
    "ơ": "Ö", "ờ": "©", "ớ": "§", "ở": "ª", "ỡ": "«", "ợ": "®", "ủ": "û", "ũ": "Û", "ụ": "ø", "ư": "Ü", "ừ": "Ø",
    "ứ": "Ù", "ử": "º", "ữ": "»", "ự": "¿", "ỳ": "ÿ", "ý": "š", "ỷ": "›", "ỹ": "Ï", "ỵ": "œ",
}  # fmt: skip
VNI_WHOLE = {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}
VNI_TONES = {"\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï"}
VNI_CIRCUMFLEX = {"": "â", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0301": "á", "\u0323": "ä"}
VNI_BREVE = {"": "ê", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0301": "é", "\u0323": "ë"}


def from_a1(letters: str) -> dict[str, str]:
    return {letter: chr(0xA1 + place) for place, letter in enumerate(letters) if letter != "."}


def to_vni(letter: str) -> str:
    low = unicodedata.normalize("NFC", letter.lower())
    parts = unicodedata.normalize("NFD", low)
    tone = next((mark for mark in parts if mark in VNI_TONES), "")
    if low in VNI_WHOLE or low.isascii():
        shown = VNI_WHOLE.get(low, low)
    elif "\u031b" in parts:
        shown = {"o": "ô", "u": "ö"}[parts[0]] + VNI_TONES[tone]
    else:
        marks = VNI_CIRCUMFLEX if "\u0302" in parts else VNI_BREVE if "\u0306" in parts else VNI_TONES
        shown = parts[0] + marks[tone]
    return shown.upper() if letter != low else shown


def to_windows_1258(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in parts if mark in VNI_TONES)
    rest = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in VNI_TONES))
    return (rest + tones).encode("cp1258").decode("cp1252")


def by_table(table: dict[str, str]) -> Callable[[str], str]:
    return lambda letter: table.get(letter, letter)


ENCODERS: dict[str, Callable[[str], str]] = {
    "TCVN3 (ABC)": by_table(from_a1(TCVN3)),
    "VISCII": by_table(from_a1(VISCII)),
    "VPS": by_table(VPS),
    "VNI": to_vni,
    "windows-1258": to_windows_1258,
}


def to_legacy(text: str, encoding: str) -> str:
    """Return Vietnamese text as it looks when its bytes in `encoding` are read as Windows-1252."""
    encode = ENCODERS[encoding]
    return "".join(encode(letter) if letter.isalpha() and not letter.isascii() else letter for letter in text)


def plain_sentences() -> list[str]:
    lists = (words(name) for name in ("common", *(f"topics/{topic}" for topic in topics())))
    lines = {line for entries in lists for heading in entries.values() for line in heading}
    return sorted(" ".join(re.sub(r"\{\w+\}|[«»|]", "", line).split()) for line in lines)


SENTENCES = plain_sentences()
LONG = [line for line in SENTENCES if sum(map(str.isalpha, line)) >= 60]
encodings = st.sampled_from(sorted(ENCODERS))


def test_the_encoders_write_what_old_fonts_show() -> None:
    shown = [to_legacy("Hà Nội, tiếng Việt ở đây", encoding) for encoding in ("TCVN3 (ABC)", "VNI", "VISCII")]
    assert shown == ["Hµ Néi, tiÕng ViÖt ë ®©y", "Haø Noäi, tieáng Vieät ôû ñaây", "Hà Nµi, tiªng Vi®t · ðây"]


@given(st.sampled_from(LONG), encodings)
def test_every_sentence_of_sixty_letters_in_a_legacy_encoding_is_told_by_name(sentence: str, encoding: str) -> None:
    shown = to_legacy(sentence, encoding)
    assert find_legacy_encoding(shown) == encoding
    # Windows-1258 has letters of its own for đ alone; bytes in it are told without this look.
    assert shows_odd_letters(shown * 3) or (encoding == "windows-1258" and "đ" not in sentence.lower())


@given(st.lists(st.sampled_from(SENTENCES), max_size=30).map(" ".join))
def test_vietnamese_in_unicode_is_in_no_legacy_encoding(text: str) -> None:
    assert find_legacy_encoding(text) is None and mend_utf8(text) == text


@given(
    st.lists(st.sampled_from(SENTENCES), max_size=60).map(" ".join),
    st.lists(st.sampled_from(LONG), min_size=3, unique=True).map(" ".join),
    encodings,
)
def test_a_legacy_paragraph_among_unicode_menus_is_told(menus: str, paragraph: str, encoding: str) -> None:
    assert find_legacy_encoding(f"{menus} {to_legacy(paragraph, encoding)}") == encoding


@pytest.mark.parametrize(
    "text",
    [
        "L'été dernier, les élèves du lycée français ont créé une pièce très drôle où le héros, déçu, préfère rêver à "
        "côté du théâtre; la mère, fâchée, répète qu'il a été bête, et voilà déjà la fin. Né à Genève, il a bu du thé.",
        "Amanhã não há reunião: a direção já avisou os alunos e os pais que só terão lições à tarde, até às três.",
        "Das Mädchen übte früh am Morgen, während die Brüder draußen größere Bäume fällten und Äpfel für süßes Müsli.",
        "På lördag går många små båtar över sjön så att barnen får se hur fåglarna på öarna matas, då åker vår båt.",
        "El niño pidió más té; su mamá le dijo que sí, que mañana también habría café y maíz para él en el jardín.",
        "Çocuklar öğleden sonra gölün kıyısında büyük köprüyü çizdi, sonra çay içip güzel türküler söylediler.",
        "Þórður fór út á sjó, en Guðrún beið heima; þau sögðu að veðrið væri gott og bátarnir kæmu aftur í kvöld.",
        "The café's résumé named Zoë, a naïve protégé; © 2021 Søren Müller Ltd ® ± 5 µm × 3 ² ½ £5 ¥7 § 4 ¶ 2.",
        "© ® µ ± ² ³ ¼ ½ ¾ × ß ø å ä ö ü æ",
    ],
    ids=["French", "Portuguese", "German", "Swedish", "Spanish", "Turkish", "Icelandic", "English", "signs"],
)
def test_other_languages_are_in_no_legacy_encoding(text: str) -> None:
    assert find_legacy_encoding(text) is None
    assert find_legacy_encoding(text * 3) is None
    assert mend_utf8(text) == text


@given(st.sampled_from(LONG), st.sampled_from(["latin-1", "cp1252"]))
def test_utf8_that_was_read_as_latin_1_is_read_right(sentence: str, read_as: str) -> None:
    shown = "".join(bytes([code]).decode(read_as, "ignore") or chr(code) for code in sentence.encode())
    assert is_damaged(shown) and mend_utf8(shown) == sentence
    assert mend_utf8(f"Trang chủ: {shown} — hết") == f"Trang chủ: {sentence} — hết"


def test_utf8_that_was_read_as_latin_1_and_cut_stays_damaged() -> None:
    shown = LONG[0].encode().decode("latin-1").replace("\x87", "").replace("\x9b", "").replace("\xa1", "?") * 3
    assert is_damaged(mend_utf8(shown))


@pytest.mark.parametrize("text", ["bóng «đá»", "RAÇÃO", "Ã", "á»", "XÃ HỘI «đá»… «quá», «cá» «xá»” «lá»\xa0cây"])
def test_a_chance_likeness_to_damaged_utf8_is_left_alone(text: str) -> None:
    assert mend_utf8(text) == text and not is_damaged(text)


@pytest.mark.parametrize(
    "word", "Nguyễn quyết nghiêng khuỷu xoèn giếng Đường hoà hòa uỷ quốc loằng ngoằng yêu thuở".split()
)
def test_syllables_of_vietnamese_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["été", "né®", "ộ", "tốc̀", "cẩt", "größe", "strà", "ã" * 30, "", "Ñ", "àà"])
def test_what_nobody_says_in_vietnamese_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
