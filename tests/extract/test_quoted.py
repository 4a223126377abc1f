"""Quotes as an article's record keeps them: by speaker, each in its field."""

from __future__ import annotations

from hanoitv_scraper.extract.quoted import read_quoted

BODY = """Bà Trần Thị Thử, Chủ tịch UBND phường Thử, nói: “Cầu đã xong từ tuần trước”.

Chị Lê Thị Mẫu kể: “Tôi đi qua rồi”."""


def test_officials_and_others_are_kept_apart() -> None:
    officials, others = read_quoted("Cầu mới", None, BODY)
    assert [(one.name, one.position, one.organisation) for one in officials] == [
        ("Trần Thị Thử", "Chủ tịch", "UBND phường Thử")
    ]
    assert [(one.name, one.position) for one in others] == [("Lê Thị Mẫu", None)]


def test_one_speaker_keeps_all_statements_of_all_fields_in_reading_order() -> None:
    title, lead = "Chủ tịch UBND phường Thử: Cầu đã xong trước hạn", "Bà Thử cho biết, đường dẫn cũng đã thông xe."
    (official,), _ = read_quoted(title, lead, BODY)
    assert [quote.field for quote in official.quotes] == ["title", "lead", "body"]
    fields = {"title": title, "lead": lead, "body": BODY}
    for quote in official.quotes:
        assert fields[quote.field][quote.start : quote.end] == quote.text
        assert fields[quote.field][quote.speaker_start : quote.speaker_end] == quote.speaker_text


def test_a_speaker_in_another_field_than_the_quote_has_no_offsets() -> None:
    lead = "Cầu đi bộ qua mương đã xong từ tuần trước."
    (official,), _ = read_quoted("Cầu mới", lead, "Ông Lê Văn Mẫu, Giám đốc Sở Xây dựng, cho biết như trên.")
    (quote,) = official.quotes
    assert (quote.field, quote.text) == ("lead", lead.removesuffix("."))
    assert quote.speaker_text is not None and quote.speaker_start is None


def test_who_is_named_in_a_caption_is_known_but_what_is_said_there_is_left_out() -> None:
    captions = [
        "Ông Lê Văn Mẫu, Giám đốc Sở Xây dựng, tại buổi họp",
        "Ông Mẫu cho biết, cầu sẽ mở vào tháng tới.",
    ]
    (official,), others = read_quoted("Cầu mới", None, "Ông Mẫu nói: “Cầu đã xong từ tuần trước”.", captions)
    assert (official.name, official.position, official.organisation) == ("Lê Văn Mẫu", "Giám đốc", "Sở Xây dựng")
    assert [quote.text for quote in official.quotes] == ["Cầu đã xong từ tuần trước"] and others == ()
