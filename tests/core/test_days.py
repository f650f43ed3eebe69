"""A session belongs to the day of its start, by the clock on the wall where it was recorded."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.days import (
    NOTHING,
    CalendarDay,
    DayTotal,
    calendar,
    day_of,
    day_totals,
    first_needed,
    shade,
    week_of,
)
from tests.core.past_sessions import at, past

TOKYO, HONOLULU, KIRITIMATI = ZoneInfo("Asia/Tokyo"), ZoneInfo("Pacific/Honolulu"), ZoneInfo("Pacific/Kiritimati")

moments = st.datetimes(
    datetime(1980, 1, 1),
    datetime(2080, 1, 1),
    timezones=st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
)


@pytest.mark.parametrize(
    ("started", "day"),
    [
        ("2026-11-20T23:59:59", "2026-11-20"),
        ("2026-11-21T00:00", "2026-11-20"),  # midnight is no end of a day
        ("2026-11-21T03:59:59.999", "2026-11-20"),
        ("2026-11-21T04:00", "2026-11-21"),
        ("2026-01-01T02:00", "2025-12-31"),  # the night of the new year is the old one's
        ("2028-02-29T12:00", "2028-02-29"),
        ("2028-03-01T01:00", "2028-02-29"),
        ("2027-03-01T01:00", "2027-02-28"),
        # Clocks go forward at 2:00 and back at 3:00: the day still ends when the clock on the wall says four.
        ("2026-03-29T03:30", "2026-03-28"),
        ("2026-03-29T04:00", "2026-03-29"),
        ("2026-10-25T03:59", "2026-10-24"),
        ("2026-10-25T04:00", "2026-10-25"),
    ],
)
def test_a_day_ends_at_four_in_the_night(started: str, day: str) -> None:
    assert day_of(at(started)) == date.fromisoformat(day)


def test_both_hours_that_are_called_half_past_two_belong_to_the_evening_before() -> None:
    first, second = "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"
    assert {day_of(datetime.fromisoformat(text)) for text in (first, second)} == {date(2026, 10, 24)}


def test_the_end_of_the_day_can_be_set() -> None:
    assert day_of(at("2026-11-21T00:30"), 0) == date(2026, 11, 21)
    assert day_of(at("2026-11-21T05:30"), 6) == date(2026, 11, 20)


def test_a_journey_moves_no_session_to_another_day() -> None:
    # Recorded in Tokyo on Saturday morning; the same instant was still Friday in Honolulu.
    saturday = at("2026-11-21T07:00", TOKYO)
    assert day_of(saturday) == date(2026, 11, 21)
    assert day_of(saturday.astimezone(HONOLULU)) == date(2026, 11, 20)


def test_flying_across_the_date_line_can_give_one_day_two_mornings() -> None:
    totals = day_totals([past(at("2026-11-21T07:00", KIRITIMATI)), past(at("2026-11-21T07:00", HONOLULU))])
    assert totals == {date(2026, 11, 21): DayTotal(2, 1200.0)}


def test_a_day_adds_up_its_sessions_and_leaves_rehearsals_out() -> None:
    sessions = [past("2026-11-20T08:00"), past("2026-11-21T02:00"), past("2026-11-20T12:00", rehearsal=True)]
    assert day_totals(sessions) == {date(2026, 11, 20): DayTotal(2, 1200.0)}


def test_a_day_of_rehearsals_alone_is_an_empty_day() -> None:
    assert day_totals([past("2026-11-20T08:00", rehearsal=True)]) == {}


def test_little_work_is_a_minute_and_none_is_none() -> None:
    assert [DayTotal(1, s).minutes for s in (0.0, 10.0, 89.0, 90.0, 3600.0)] == [0, 1, 1, 2, 60]


def test_a_day_is_drawn_darker_from_twenty_and_from_thirty_minutes_on() -> None:
    assert [shade(DayTotal(1, 60.0 * m)) for m in (0, 1, 19.9, 20, 29.9, 30, 300)] == [0, 1, 1, 2, 2, 3, 3]


def test_a_week_begins_on_the_day_that_is_wanted() -> None:
    saturday = date(2026, 11, 21)
    assert week_of(saturday) == date(2026, 11, 16)
    assert week_of(saturday, 6) == date(2026, 11, 15)
    assert week_of(date(2026, 11, 15), 6) == date(2026, 11, 15)


def test_the_calendar_ends_today_and_holds_the_same_day_of_last_year() -> None:
    weeks = calendar({date(2026, 11, 20): DayTotal(1, 60.0)}, date(2026, 11, 21))
    assert len(weeks) == 53
    assert weeks[0][0] == CalendarDay(date(2025, 11, 17), NOTHING)
    assert weeks[-1][-1].day == date(2026, 11, 21)
    assert weeks[-1][-2] == CalendarDay(date(2026, 11, 20), DayTotal(1, 60.0))


@given(st.dates(date(1980, 1, 1), date(2080, 1, 1)), st.integers(0, 6), st.integers(1, 60))
def test_the_calendar_has_every_day_once_in_order(today: date, first_weekday: int, weeks: int) -> None:
    days = [entry.day for week in calendar({}, today, weeks=weeks, first_weekday=first_weekday) for entry in week]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert days[0].weekday() == first_weekday
    assert days[-1] == today


@example(date(2012, 12, 31))  # the last of 366 days is a Monday: the calendar begins on the second
@given(st.dates(date(1980, 1, 1), date(2080, 1, 1)))
def test_what_is_read_reaches_back_over_the_calendar_and_the_whole_year(today: date) -> None:
    first = first_needed(today)
    assert first <= calendar({}, today)[0][0].day
    assert first <= date(today.year, 1, 1)
    assert (today - first).days <= 371


@given(moments, st.integers(0, 12))
def test_a_day_is_that_of_the_wall_clock_or_the_one_before(moment: datetime, day_ends: int) -> None:
    day = day_of(moment, day_ends)
    assert day == moment.date() - timedelta(days=1 if moment.hour < day_ends else 0)


@given(st.lists(st.tuples(moments, st.floats(0, 1e5), st.booleans())), st.integers(0, 12))
def test_no_second_of_work_is_lost_or_counted_twice(rows: list[tuple[datetime, float, bool]], day_ends: int) -> None:
    sessions = [past(moment, seconds=seconds, rehearsal=rehearsal) for moment, seconds, rehearsal in rows]
    totals = day_totals(sessions, day_ends)
    real = [session for session in sessions if not session.rehearsal]
    assert sum(total.sessions for total in totals.values()) == len(real)
    assert sum(total.seconds for total in totals.values()) == pytest.approx(sum(s.done_seconds for s in real))
    backwards = day_totals(reversed(sessions), day_ends)
    assert {day: total.sessions for day, total in backwards.items()} == {d: t.sessions for d, t in totals.items()}
