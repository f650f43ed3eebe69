"""Text is never cut: it wraps, then its words part, then it shrinks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.widgets.fitted_text import Fitted, fit, wrap

GERMAN = (
    "Oberschenkelrückseitendehnung",
    "Hüftbeugerdehnung im Halbkniestand",
    "Schulterblattmobilisation",
    "Brustwirbelsäulenrotation in Seitenlage",
    "Wadenbeinmuskulaturentspannung",
)


def width(text: str, px: float) -> float:
    """Return a width as of a type whose letters are all half as wide as it is large."""
    return len(text) * px / 2


def fitted(text: str, room: float, height: float, largest: float = 60, least: float = 50) -> Fitted:
    return fit(text, room, height, width, largest=largest, least=least)


def letters(text: str) -> str:
    return "".join(text.replace("-", "").split())


def test_a_short_name_stands_in_one_line_in_the_largest_type() -> None:
    assert fitted("Pigeon", 500, 300) == Fitted(("Pigeon",), 60)


def test_a_name_wraps_at_words_before_it_shrinks() -> None:
    assert fitted("Hamstring stretch", 300, 300).lines == ("Hamstring", "stretch")
    assert fitted("Hamstring stretch", 300, 300).px == 60


def test_a_name_shrinks_only_as_far_as_it_must() -> None:
    assert fitted("Hamstring", 250, 300).px == pytest.approx(55, abs=1)


def test_a_word_too_long_for_the_least_size_parts_where_a_syllable_begins() -> None:
    shown = fitted("Oberschenkelrückseitendehnung", 476, 400)
    assert shown.px >= 50
    assert shown.lines == ("Oberschenkelrück-", "seitendehnung") or all(len(line) > 3 for line in shown.lines)
    assert "".join(shown.lines).replace("-", "") == "Oberschenkelrückseitendehnung"


def test_a_soft_hyphen_is_where_a_word_parts_and_is_not_shown() -> None:
    shown = fitted("Ober\u00adschenkel\u00ad dehnung", 250, 400)
    assert "\u00ad" not in "".join(shown.lines)
    assert fitted("Oberschenkel\u00addehnung", 400, 400).lines == ("Oberschenkel-", "dehnung")


def test_a_hyphen_that_is_written_serves_as_the_break() -> None:
    assert wrap("Single-arm", 180, width, 50, part_words=True) == ("Single-", "arm")


def test_where_nothing_else_is_left_the_type_shrinks_below_the_least() -> None:
    shown = fitted("Brustwirbelsäulenrotation in Seitenlage", 200, 60)
    assert 1 <= shown.px < 50
    assert shown.height <= 60


@pytest.mark.parametrize("name", GERMAN)
@pytest.mark.parametrize("room", [300, 376, 476, 700])
def test_long_german_words_keep_the_least_size_where_four_lines_fit(name: str, room: float) -> None:
    shown = fitted(name, room, 60 * 1.1 * 5)
    assert shown.px >= 50
    assert letters("".join(shown.lines)) == letters(name)


@given(
    st.text(min_size=1, max_size=60),
    st.floats(40, 900),
    st.floats(20, 600),
    st.floats(8, 80),
)
def test_whatever_the_text_no_letter_is_lost_and_no_line_is_too_wide(
    text: str, room: float, height: float, largest: float
) -> None:
    shown = fit(text, room, height, width, largest=largest, least=largest * 0.9)
    assert letters("".join(shown.lines).replace("\u00ad", "")) == letters(text.replace("\u00ad", ""))
    if shown.px > 1.0:
        assert all(width(line, shown.px) <= room + 1e-6 for line in shown.lines)
        assert shown.height <= height + 0.1
