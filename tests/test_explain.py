"""What `preview --explain` shows: the text with who speaks and what is said, and a line for each quote."""

from __future__ import annotations

from hanoitv_scraper.explain import explain, explain_text
from hanoitv_scraper.extract.text_dump import read_text_dump

DUMP = """Ông Kha: Đường đã thông
03/04/2021 10:00
Chiều 3/4, phường Bờ Sông họp về đường mới.
Ông Đỗ Minh Kha, Chủ tịch UBND phường Bờ Sông, cho biết, đường đã thông. “Tôi đi làm sớm hơn”, chị Ngô Thị Mận nói.
"""


def test_speakers_and_quotes_are_marked_by_number_in_all_fields() -> None:
    shown = explain(read_text_dump(DUMP)).plain
    assert "⟨1|Ông Kha⟩: ⟦1|Đường đã thông⟧" in shown
    assert "⟨2|Ông Đỗ Minh Kha, Chủ tịch UBND phường Bờ Sông⟩, cho biết, ⟦2|đường đã thông⟧" in shown
    assert "“⟦3|Tôi đi làm sớm hơn⟧”, ⟨3|chị Ngô Thị Mận⟩ nói" in shown


def test_each_quote_has_a_line_that_tells_its_rule() -> None:
    *_, first, second, third = explain(read_text_dump(DUMP)).plain.splitlines()
    assert first.startswith("  1 Đỗ Minh Kha, Chủ tịch UBND phường Bờ Sông (official): indirect, ")
    assert "“cho biết”, by rule cue-before, confidence 0." in second
    assert third.startswith("  3 Ngô Thị Mận (person): direct, “nói”, by rule cue-after, confidence 0.")


def test_joint_speakers_share_the_number_of_what_they_said() -> None:
    lines = explain_text("Ông Đỗ Minh Kha và bà Ngô Thị Mận cho biết, đường đã thông.").plain.splitlines()
    assert [line.split(" (")[0] for line in lines[-2:]] == ["  1 Đỗ Minh Kha", "  1 Ngô Thị Mận"]


def test_a_mark_within_a_mark_closes_first() -> None:
    shown = explain_text("Ông Đỗ Minh Kha nói: “Bà Ngô Thị Mận cho biết, đường đã thông từ sáng nay”.").plain
    assert shown.count("⟦") == shown.count("⟧") and shown.count("⟨") == shown.count("⟩")


def test_without_the_marks_the_text_is_what_it_was() -> None:
    shown = explain_text(DUMP).plain
    for mark in ("⟨1|", "⟨2|", "⟨3|", "⟦1|", "⟦2|", "⟦3|", "⟩", "⟧"):
        shown = shown.replace(mark, "")
    assert shown.startswith(DUMP)


def test_a_text_without_quotes_says_so() -> None:
    assert explain_text("Đường đã thông.").plain == "Đường đã thông.\n\nno quotes found\n"


def test_what_would_steer_a_terminal_or_mark_up_is_shown_as_text() -> None:
    assert explain_text("[bold]Đường\x1b[31m đã\x9b thông.").plain.startswith("[bold]Đường�[31m đã� thông.")


def test_lines_may_end_as_on_any_system() -> None:
    text = "Đường đã thông.\n\nÔng Đỗ Minh Kha cho biết, cầu đã xong."
    assert explain_text(text.replace("\n", "\r\n")).plain == explain_text(text).plain
