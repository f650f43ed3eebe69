"""Lengths and counts are read as people write them, written so that they are read again, and settled by a level."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.lengths import (
    Count,
    NotReadableError,
    Span,
    clock,
    in_words,
    plain_number,
    read_count,
    read_length,
    read_span,
    write_count,
    write_span,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90), ("90 s", 90), ("90s", 90), ("1:30", 90), ("1.5 min", 90), ("2 minutes", 120), ("1 h", 3600),
        ("0:45", 45), ("1:02:03", 3723), ("90:00", 5400), ("2 min 30 s", 150), ("1 h 30 min", 5400), ("45 sec", 45),
        ("1 hour", 3600), ("2.5 s", 2.5), ("  3 min ", 180), ("3 Min", 180), ("08", 8), ("4 h", 14400),
        ("3\u00a0min", 180), ("\uff13 min", 180), ("\uff11\uff1a\uff13\uff10", 90), ("\uff11\uff0e\uff15 min", 90),
    ],
)  # fmt: skip
def test_a_length_is_read(text: str, seconds: float) -> None:
    assert read_span(text) == Span(seconds, seconds)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("3-5 min", 180, 300), ("3–5 min", 180, 300), ("3-5min", 180, 300), ("15 to 30 seconds", 15, 30),
        ("1:00-1:30", 60, 90), ("60 s - 2 min", 60, 120), ("30-60", 30, 60), ("3 - 5 min", 180, 300),
        ("90 s to 1:45", 90, 105), ("\uff13\uff0d\uff15 min", 180, 300), ("0.5-1 h", 1800, 3600), ("5-5 s", 5, 5),
    ],
)  # fmt: skip
def test_a_range_is_read_and_its_unit_holds_for_both_ends(text: str, lower: float, upper: float) -> None:
    assert read_span(text) == Span(lower, upper)


@pytest.mark.parametrize(
    "text",
    ["three minutes", "", "-5 s", "5 -", "3-4-5 s", "1:75", "1:5", "1e3", "nan", "5 m", "5 days", "1,5 min", "٣ s",
     "90 s s",
     "30 s 2 min", "1-2 min 30 s", "1:30 min", "0x10", "1_0", "~", "to", "5to6", "x" * 500, "9" * 500],
)  # fmt: skip
def test_what_is_no_length_gets_the_sentence_with_examples(text: str) -> None:
    with pytest.raises(NotReadableError, match="is not a length of time") as caught:
        read_span(text)
    assert caught.value.hint == "Write 90 s, 1:30, 3 min or a range such as 3-5 min."
    assert len(caught.value.text) < 120


def test_the_sentence_is_the_one_of_the_format() -> None:
    with pytest.raises(NotReadableError) as caught:
        read_span("three minutes")
    assert caught.value.text == '"three minutes" is not a length of time.'


def test_a_range_that_is_the_wrong_way_round_is_offered_the_right_way_round() -> None:
    with pytest.raises(NotReadableError, match="lower end is the higher one") as caught:
        read_span("5-3 min")
    assert caught.value.hint == "Write 3-5 min."


@pytest.mark.parametrize(
    ("text", "says"), [("4:00:01", "too long"), ("5 h", "too long"), ("0 s", "too short"), ("0.9 s", "too short")]
)
def test_a_length_has_bounds(text: str, says: str) -> None:
    with pytest.raises(NotReadableError, match=says) as caught:
        read_span(text)
    assert caught.value.hint == "A length here goes from 1 s to 4 h."


def test_a_get_ready_may_be_nothing_and_a_settle_is_no_range() -> None:
    assert read_span("0 s", least=0) == Span(0, 0)
    with pytest.raises(NotReadableError, match="is a range"):
        read_length("20-30 s")


@pytest.mark.parametrize(
    ("text", "count"),
    [("10", Count(10, 10)), ("5-10", Count(5, 10)), ("5 to 10", Count(5, 10)), ("5–10", Count(5, 10))],
)
def test_a_count_is_read(text: str, count: Count) -> None:
    assert read_count(text, 1000) == count


@pytest.mark.parametrize(
    ("text", "says"),
    [("ten", "not a whole"), ("2.5", "not a whole"), ("", "not a whole"), ("-3", "not a whole"), ("0", "too few"),
     ("1001", "too many"), ("10-5", "the lower end is the higher one"),
     ("9" * 5000, "not a whole"), ("5 x", "not a whole")],
)  # fmt: skip
def test_what_is_no_count_is_said(text: str, says: str) -> None:
    with pytest.raises(NotReadableError, match=says):
        read_count(text, 1000)


milliseconds = st.integers(1000, 14_400_000).map(lambda n: n / 1000)
seconds_of_all_kinds = milliseconds | st.integers(1, 14400).map(float) | st.integers(1, 240).map(lambda n: n * 60.0)
spans = st.tuples(seconds_of_all_kinds, seconds_of_all_kinds).map(lambda ends: Span(min(ends), max(ends)))


@given(spans)
def test_what_is_written_is_read_again(span: Span) -> None:
    assert read_span(write_span(span)) == span


@given(seconds_of_all_kinds)
def test_words_for_a_length_are_read_again(seconds: float) -> None:
    assert read_length(in_words(seconds)) == seconds


@given(st.integers(1, 14400))
def test_a_clock_time_is_read_again(seconds: int) -> None:
    assert read_length(clock(seconds)) == seconds


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_a_count_that_is_written_is_read_again(one: int, other: int) -> None:
    count = Count(min(one, other), max(one, other))
    assert read_count(write_count(count), 1000) == count


@given(st.text(max_size=30))
def test_any_text_is_a_length_or_gets_a_sentence(text: str) -> None:
    try:
        span = read_span(text)
    except NotReadableError as problem:
        assert problem.text.endswith(".") and problem.hint
    else:
        assert 1 <= span.lower <= span.upper <= 14400


@pytest.mark.parametrize(
    ("span", "written"),
    [(Span(180, 300), "3-5 min"), (Span(90, 90), "90 s"), (Span(150, 150), "2:30"), (Span(60, 60), "1 min"),
     (Span(15, 30), "15-30 s"), (Span(60, 150), "1:00-2:30"), (Span(3600, 3600), "1 h"), (Span(120, 120), "2 min"),
     (Span(2.5, 4), "2.5-4 s"), (Span(60, 90), "60-90 s"), (Span(0, 0), "0 s")],
)  # fmt: skip
def test_a_length_is_written_as_people_write_it(span: Span, written: str) -> None:
    assert write_span(span) == written


@pytest.mark.parametrize(
    ("seconds", "words"), [(150, "2 min 30 s"), (45, "45 s"), (3600, "1 h"), (0, "0 s"), (3723, "1 h 2 min 3 s")]
)
def test_a_length_is_told_in_units(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def test_whole_seconds_are_whole_numbers_in_json() -> None:
    assert repr(plain_number(1154.0)) == "1154" and repr(plain_number(2.5)) == "2.5"


@given(spans, st.integers(0, 100))
def test_a_level_stays_within_the_range_and_on_whole_fives(span: Span, level: int) -> None:
    at = span.at(level)
    assert span.lower <= at <= span.upper
    assert at in (span.lower, span.upper) or at % 5 == 0


@given(spans)
def test_both_ends_of_the_level_are_exact_and_it_never_falls(span: Span) -> None:
    row = [span.at(level) for level in range(101)]
    assert (row[0], row[-1]) == (span.lower, span.upper)
    assert row == sorted(row)


@pytest.mark.parametrize(
    ("span", "level", "seconds"),
    [(Span(60, 120), 50, 90), (Span(120, 180), 40, 145), (Span(60, 65), 50, 65), (Span(3, 7), 100, 7),
     (Span(3, 7), 0, 3),
     (Span(3, 7), 1, 5), (Span(0, 45), 50, 25), (Span(90, 90), 33, 90), (Span(7, 7), 50, 7)],
)  # fmt: skip
def test_a_ranged_length_goes_to_the_nearest_five_seconds_half_up(span: Span, level: int, seconds: float) -> None:
    assert span.at(level) == seconds


@pytest.mark.parametrize(
    ("count", "level", "number"),
    [(Count(5, 10), 50, 8), (Count(2, 3), 50, 3), (Count(2, 3), 49, 2), (Count(3, 20), 100, 20)],
)
def test_a_ranged_count_goes_to_the_nearest_whole_half_up(count: Count, level: int, number: int) -> None:
    assert count.at(level) == number
