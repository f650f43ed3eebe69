"""The four figures: this week, time held, weeks in a row, sessions after which it was less stiff."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.days import DayTotal, day_totals, week_of
from app.core.statistics import (
    Stiffness,
    ThisWeek,
    WeeksInARow,
    held_in,
    recent_stiffness,
    stiffness,
    this_week,
    weekly_aim,
    weeks_in_a_row,
)
from tests.core.past_sessions import past

SATURDAY = date(2026, 11, 21)


def days_ago(*numbers: int) -> list[date]:
    return [SATURDAY - timedelta(days=n) for n in numbers]


def test_this_week_counts_days_and_not_sessions() -> None:
    sessions = [past("2026-11-16T08:00"), past("2026-11-16T20:00"), past("2026-11-20T08:00"), past("2026-11-15T08:00")]
    assert this_week(day_totals(sessions), SATURDAY, 3) == ThisWeek(days=2, aim=3)


def test_sunday_night_after_midnight_is_still_last_week() -> None:
    assert this_week(day_totals([past("2026-11-16T01:00")]), SATURDAY).days == 0


def test_a_week_that_begins_on_sunday_has_the_sunday() -> None:
    assert this_week(day_totals([past("2026-11-15T08:00")]), SATURDAY, first_weekday=6).days == 1


def test_ones_own_aim_goes_before_what_a_routine_asks_for() -> None:
    sessions = [past("2026-11-20T08:00", routine="relief"), past("2026-11-19T08:00", routine="opener")]
    often = {"relief": 3, "opener": 5, "never-done": 7}
    assert weekly_aim(4, often, sessions, SATURDAY) == 4
    assert weekly_aim(0, often, sessions, SATURDAY) == 5
    assert weekly_aim(0, {"relief": 14}, sessions, SATURDAY) == 7


def test_nobody_is_given_an_aim_that_they_did_not_choose() -> None:
    long_ago = [past("2026-08-20T08:00", routine="relief"), past("2026-11-20T08:00", routine=None)]
    assert weekly_aim(0, {"relief": 3}, long_ago, SATURDAY) is None
    assert weekly_aim(0, {"relief": 3}, [past("2026-11-20T08:00", routine="relief", rehearsal=True)], SATURDAY) is None


def test_what_a_wrong_clock_wrote_into_the_future_asks_for_nothing() -> None:
    ahead = [past("2027-03-01T08:00", routine="relief")]
    assert weekly_aim(0, {"relief": 3}, ahead, SATURDAY) is None


def test_the_night_belongs_to_the_day_that_the_person_ends_then() -> None:
    # Four weeks back by the calendar; who ends the day at midnight did it on the first day that counts.
    night = [past("2026-10-25T00:30", routine="relief")]
    assert weekly_aim(0, {"relief": 3}, night, SATURDAY) is None
    assert weekly_aim(0, {"relief": 3}, night, SATURDAY, day_ends=0) == 3


def test_time_held_goes_by_the_year_of_the_day() -> None:
    sessions = [
        past("2025-12-31T23:00", seconds=60.0),
        past("2026-01-01T01:00", seconds=120.0),  # still the old year's last evening
        past("2026-01-01T09:00", seconds=240.0),
        past("2026-05-01T09:00", seconds=480.0, rehearsal=True),
    ]
    totals = day_totals(sessions)
    assert held_in(totals, 2025) == DayTotal(2, 180.0)
    assert held_in(totals, 2026) == DayTotal(1, 240.0)
    assert held_in(totals, 2024) == DayTotal(0, 0.0)


@pytest.mark.parametrize(
    ("weeks", "row"),
    [
        # Each letter is a week, the last is this one: x with a session, . without.
        ("x", WeeksInARow(1, paused=False)),
        ("xx.", WeeksInARow(2, paused=False)),  # this week is not over
        ("xxx", WeeksInARow(3, paused=False)),
        ("xx..", WeeksInARow(2, paused=True)),  # one missed, this one not yet: it pauses
        ("xx.x", WeeksInARow(3, paused=False)),  # and goes on
        ("xx...", WeeksInARow(0, paused=False)),  # two missed: ended
        ("xx..x", WeeksInARow(1, paused=False)),  # and begun anew
        ("x.x.x.x.", WeeksInARow(4, paused=False)),
        ("x.x.x..", WeeksInARow(3, paused=True)),
        ("xx..x.xx", WeeksInARow(3, paused=False)),
        ("....", WeeksInARow(0, paused=False)),
    ],
)
def test_a_missed_week_pauses_the_row_and_two_end_it(weeks: str, row: WeeksInARow) -> None:
    days = [SATURDAY - timedelta(weeks=len(weeks) - 1 - n) for n, mark in enumerate(weeks) if mark == "x"]
    assert weeks_in_a_row(days, SATURDAY) == row


def test_weeks_in_a_row_cross_the_new_year_and_a_leap_day() -> None:
    days = [date(2028, 3, 4) - timedelta(weeks=n) for n in range(12)]
    assert weeks_in_a_row(days, date(2028, 3, 4)).weeks == 12


def test_sessions_from_before_the_clock_was_set_back_lie_ahead_and_do_not_count_yet() -> None:
    ahead = SATURDAY + timedelta(weeks=60)
    assert weeks_in_a_row([ahead, *days_ago(0, 7)], SATURDAY) == WeeksInARow(2, paused=False)
    assert this_week({SATURDAY + timedelta(days=1): DayTotal(1, 60.0)}, SATURDAY).days == 0


def test_less_stiff_counts_only_sessions_with_both_numbers() -> None:
    sessions = [
        past("2026-11-20T08:00", stiff=(6, 2)),
        past("2026-11-19T08:00", stiff=(3, 3)),
        past("2026-11-18T08:00", stiff=(2, 4)),
        past("2026-11-17T08:00", stiff=(6, None)),
        past("2026-11-16T08:00", stiff=(None, 0)),
        past("2026-11-15T08:00", stiff=(9, 0), rehearsal=True),
        past("2026-11-14T08:00", stiff=(0, 0)),  # nothing at all is a number too
    ]
    assert stiffness(sessions) == Stiffness(lower=1, same=2, higher=1)


def test_the_last_thirty_days_have_today_among_them() -> None:
    sessions = [past(f"{day}T08:00", stiff=(5, 1)) for day in days_ago(-1, 0, 29, 30)]
    assert recent_stiffness(sessions, SATURDAY).lower == 2


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (Stiffness(11, 2, 1), "In 14 sessions it was lower afterwards 11 times, the same twice, higher once."),
        (Stiffness(11, 0, 3), "In 14 sessions it was lower afterwards 11 times, higher 3 times."),
        (Stiffness(0, 3, 2), "In 5 sessions it was the same afterwards 3 times, higher twice."),
        (Stiffness(4, 0, 0), "In 4 sessions it was lower afterwards each time."),
        (Stiffness(1, 0, 0), "In 1 session it was lower afterwards."),
        (Stiffness(0, 0, 1), "In 1 session it was higher afterwards."),
        (Stiffness(0, 0, 0), ""),
    ],
)
def test_the_sentence_says_what_the_numbers_carry(counts: Stiffness, sentence: str) -> None:
    assert counts.sentence == sentence


some_days = st.lists(st.integers(0, 200).map(lambda n: SATURDAY - timedelta(days=n)))


@given(some_days, st.integers(0, 200), st.integers(0, 6))
def test_another_day_never_shortens_the_row(days: list[date], ago: int, first_weekday: int) -> None:
    before = weeks_in_a_row(days, SATURDAY, first_weekday=first_weekday)
    after = weeks_in_a_row([*days, SATURDAY - timedelta(days=ago)], SATURDAY, first_weekday=first_weekday)
    assert after.weeks >= before.weeks


@given(some_days)
def test_the_row_is_at_most_the_weeks_with_a_session_and_paused_only_while_it_lasts(days: list[date]) -> None:
    row = weeks_in_a_row(days, SATURDAY)
    assert row.weeks <= len({week_of(day) for day in days})
    assert row.weeks > 0 or not row.paused
    # A session today always ends the pause.
    assert not weeks_in_a_row([*days, SATURDAY], SATURDAY).paused


@given(some_days)
def test_every_day_of_a_week_says_the_same_of_the_row_before_it(days: list[date]) -> None:
    monday = week_of(SATURDAY) + timedelta(weeks=1)
    rows = {weeks_in_a_row(days, monday + timedelta(days=n)) for n in range(7)}
    assert len(rows) == 1


@given(st.lists(st.tuples(st.none() | st.integers(0, 10), st.none() | st.integers(0, 10), st.booleans())))
def test_lower_the_same_and_higher_are_all_sessions_with_both(rows: list[tuple[int | None, int | None, bool]]) -> None:
    sessions = [past("2026-11-20T08:00", stiff=(before, after), rehearsal=r) for before, after, r in rows]
    found = stiffness(sessions)
    assert found.sessions == sum(b is not None and a is not None and not r for b, a, r in rows)
    mirrored = stiffness([past("2026-11-20T08:00", stiff=(a, b), rehearsal=r) for b, a, r in rows])
    assert (mirrored.lower, mirrored.same, mirrored.higher) == (found.higher, found.same, found.lower)
