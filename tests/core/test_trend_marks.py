"""Many sessions in few marks: none left out, none counted twice, every value one that was recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.trend_marks import MOST, Mark, Point, Span, in_marks, middle_half
from tests.core.past_sessions import at

FIRST = datetime(2016, 1, 1, 18, 0, tzinfo=UTC)


def daily(days: int) -> list[Point]:
    return [(FIRST + timedelta(days=n), float(n % 7)) for n in range(days)]


def test_few_sessions_have_a_mark_each() -> None:
    span, (marks,) = in_marks([daily(MOST)], 4)
    assert span is Span.SESSION
    assert marks[2] == Mark(FIRST + timedelta(days=2), 2.0, 2.0, 2.0, 1)


def test_the_more_years_there_are_the_more_a_mark_stands_for() -> None:
    spans = [in_marks([daily(days)], 4)[0] for days in (73, 366, 366 * 2, 366 * 5, 366 * 10, 366 * 60)]
    assert spans == [Span.WEEK, Span.WEEK, Span.MONTH, Span.MONTH, Span.QUARTER, Span.YEAR]


def test_the_night_belongs_to_the_month_of_its_evening() -> None:
    night = (at("2026-12-01T01:00"), 9.0)
    points = [(at(f"2026-{month:02}-28T18:00"), 1.0) for month in range(1, 12)] + [night]
    points += [(at(f"2027-{month:02}-28T18:00"), 1.0) for month in range(1, 3)]
    span, (marks,) = in_marks([points], 4, most=13)
    assert (span, [mark.sessions for mark in marks]) == (Span.MONTH, [1] * 10 + [2, 1, 1])
    assert [mark.sessions for mark in in_marks([points], 0, most=14)[1][0]] == [1] * 14


def test_both_series_are_grouped_alike_though_one_is_short() -> None:
    span, (before, after) = in_marks([daily(400), daily(3)], 4)
    assert span is Span.WEEK
    assert (len(before), len(after)) == (58, 1)
    assert after[0].sessions == 3


def test_the_middle_half_leaves_out_a_quarter_at_each_end() -> None:
    assert middle_half([5.0]) == (5.0, 5.0)
    assert middle_half([4.0, 1.0, 3.0, 2.0, 5.0]) == (2.0, 4.0)


points = st.lists(st.tuples(st.integers(0, 5000), st.floats(-600, 600)), max_size=300).map(
    lambda rows: [(FIRST + timedelta(days=day), value) for day, value in sorted(rows)]
)


@given(points, points, st.integers(1, 40), st.integers(0, 12))
def test_every_session_is_in_one_mark_and_every_value_was_recorded(
    one: list[Point], other: list[Point], most: int, day_ends: int
) -> None:
    span, both = in_marks([one, other], day_ends, most)
    for given_points, marks in zip((one, other), both, strict=True):
        assert sum(mark.sessions for mark in marks) == len(given_points)
        assert [mark.moment for mark in marks] == sorted(mark.moment for mark in marks)
        values = {value for _, value in given_points}
        assert {value for m in marks for value in (m.low, m.middle, m.high)} <= values
        assert all(m.low <= m.middle <= m.high for m in marks)
        assert len(marks) <= most or span is Span.YEAR
