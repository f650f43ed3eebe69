"""What is typed over a file's text changes what was typed over, and leaves every other end of a line as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.typed_text import lines_shown, typed_into

PIECES = st.sampled_from(["a", "b", " ", "\n", "\r\n", "\r", "\u2029", "ü"])
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("a\r\nb\r\nc\r\n", "a\nB\nc\n", "a\r\nB\r\nc\r\n"),
        ("a\r\nb\r\n", "a\nb\nc\n", "a\r\nb\r\nc\r\n"),
        ("a\nb\r\nc\nd\n", "a\nb\nc\nD\n", "a\nb\r\nc\nD\n"),
        ("a\r\n\r\nb", "a\nb", "a\r\nb"),
        ("a\r\nb", "a\nb", "a\r\nb"),
        ("", "x\n", "x\n"),
        ("a\r\n", "", ""),
    ],
)
def test_only_what_was_typed_over_changes(before: str, typed: str, after: str) -> None:
    assert typed_into(before, typed) == after


@given(TEXTS, TEXTS)
def test_whatever_is_typed_is_shown_as_it_was_typed(before: str, other: str) -> None:
    typed = lines_shown(other)
    assert lines_shown(typed_into(before, typed)) == typed


@given(TEXTS)
def test_a_text_that_nobody_touched_stays_to_the_byte(before: str) -> None:
    assert typed_into(before, lines_shown(before)) == before
