"""Reminders: due once, not over a session, not twice where clocks change, never on a day that is let be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.days import day_of
from app.core.reminders import (
    AWAY,
    LATEST,
    SOONEST,
    Desktop,
    Memory,
    Mode,
    Readings,
    Wish,
    after_saying,
    due,
    due_time,
    next_look,
    not_today,
    use_since,
)
from app.core.weekly_times import read_times
from tests.core.past_sessions import BERLIN, at

AT_SIX = Wish(Mode.TIMES, read_times("18:00"))
HOURLY = Wish(Mode.AFTER, minutes=60)
NOON = at("2026-11-21T12:00")


def is_due(moment: str, memory: Memory | None = None, wish: Wish = AT_SIX, session: str | None = None) -> bool:
    ended = None if session is None else at(session)
    return due(wish, memory or Memory(), Readings(at(moment), ended))


def test_a_chosen_time_is_due_for_an_hour() -> None:
    #        17:59   18:00   18:30   18:59   19:00
    hours = ("17:59", "18:00", "18:30", "18:59", "19:00")
    assert [is_due(f"2026-11-21T{hour}") for hour in hours] == [False, True, True, True, False]


def test_once_said_it_is_said() -> None:
    readings = Readings(at("2026-11-21T18:00"))
    memory = after_saying(AT_SIX, Memory(), readings)
    assert memory == Memory(readings.now, datetime(2026, 11, 21, 18))
    assert not is_due("2026-11-21T18:05", memory)
    assert is_due("2026-11-22T18:05", memory)


def test_of_two_times_within_an_hour_each_has_its_word() -> None:
    wish = replace(AT_SIX, times=read_times("18:00 18:30"))
    memory = after_saying(wish, Memory(), Readings(at("2026-11-21T18:00")))
    assert not is_due("2026-11-21T18:29", memory, wish)
    assert is_due("2026-11-21T18:30", memory, wish)


@pytest.mark.parametrize(
    ("session", "reminded"), [("17:00", True), ("17:01", False), ("18:02", False), ("2026-11-20T18:30", True)]
)
def test_who_did_it_an_hour_before_is_not_reminded(session: str, reminded: bool) -> None:
    ended = session if "T" in session else f"2026-11-21T{session}"
    assert is_due("2026-11-21T18:05", session=ended) is reminded


def test_weekdays_are_those_of_the_time_also_after_midnight() -> None:
    wish = replace(AT_SIX, times=read_times("Sat 23:50"))
    assert is_due("2026-11-22T00:10", wish=wish)  # Sunday, ten past midnight
    assert not is_due("2026-11-21T00:10", wish=wish)


def test_not_today_lasts_until_the_day_ends_and_that_is_in_the_night() -> None:
    wish = replace(AT_SIX, times=read_times("18:00 1:00 5:00"))
    memory = not_today(wish, Memory(), at("2026-11-21T10:00"))
    assert memory.not_today == date(2026, 11, 21)
    assert not is_due("2026-11-21T18:00", memory, wish)
    assert not is_due("2026-11-22T01:00", memory, wish)
    assert is_due("2026-11-22T05:00", memory, wish)
    assert is_due("2026-11-22T01:00", memory, replace(wish, day_ends=0))


def test_switched_off_nothing_is_ever_due() -> None:
    assert not due(Wish(times=read_times("18:00")), Memory(), Readings(at("2026-11-21T18:00"), None, NOON))


# After a while


def after(now: datetime, use: datetime | None, session: datetime | None = None, said: datetime | None = None) -> bool:
    return due(HOURLY, Memory(said), Readings(now, session, use))


def test_an_hour_counts_from_the_session_from_the_last_word_and_from_coming_back() -> None:
    hour, less = NOON + timedelta(hours=1), NOON + timedelta(minutes=59)
    early = NOON - timedelta(hours=5)
    assert after(hour, NOON)
    assert not after(less, NOON)
    assert after(hour, early, session=NOON)
    assert not after(less, early, session=NOON)
    assert after(hour, early, said=NOON)
    assert not after(less, early, said=NOON)
    assert not after(hour, None, session=early)  # nobody is there


def test_a_stretch_goes_by_instants_when_the_clock_changes() -> None:
    # Forward in the night of 29 March: from 1:30 to 3:30 by the clock it is one hour.
    session = at("2026-03-29T01:30")
    assert not after(at("2026-03-29T03:29"), session, session)
    assert after(at("2026-03-29T03:30"), session, session)
    # Back on 25 October: from the first 2:30 to the second one.
    first, second = (datetime.fromisoformat(f"2026-10-25T02:30+0{n}:00") for n in (2, 1))
    assert after(second, first, first)


def test_what_a_wrong_clock_wrote_silences_nothing_for_days() -> None:
    far, near = NOON + timedelta(days=40), NOON + timedelta(hours=3)
    use = NOON - timedelta(hours=2)
    assert after(NOON, use, session=far, said=far)
    assert not after(NOON, use, said=near)  # set back by three hours: it was said just now
    assert is_due("2026-11-21T18:00", Memory(said_for=datetime(2026, 12, 30, 18)), session="2026-12-30T18:00")


def test_who_was_away_or_slept_begins_anew() -> None:
    there, gone, locked = Desktop(idle=10.0), Desktop(idle=AWAY), Desktop(idle=1.0, locked=True)
    later = NOON + timedelta(minutes=5)
    assert use_since(None, NOON, there, 0) == NOON
    assert use_since(NOON, later, there, 0) == NOON
    assert use_since(NOON, later, gone, 0) is None
    assert use_since(NOON, later, locked, 0) is None
    assert use_since(NOON, later, there, AWAY) == later
    assert use_since(later, NOON, there, 0) == NOON  # the clock was set back
    assert use_since(NOON, later, Desktop(), 0) == NOON  # a desktop that tells nothing


# Looks


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clock on the wall of a zone ever shows a time: in spring it leaves some out."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall


zones = st.sampled_from([BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")])
wishes = st.sampled_from(["18:00", "2:30", "0:00", "23:59 0:01", "Mon Wed 4:00", "2:00 2:30 3:00"]).map(
    lambda text: Wish(Mode.TIMES, read_times(text))
)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
# Two days before clocks change somewhere: Berlin, New York, Lord Howe with its half hour.
CHANGES = [
    datetime(2026, month, day, 17, 20, tzinfo=UTC) for month, day in ((3, 27), (10, 23), (3, 6), (10, 2), (4, 3))
]


@settings(max_examples=25, deadline=None)
@given(instants | st.sampled_from(CHANGES), zones, wishes)
def test_each_chosen_time_has_one_word_also_where_clocks_change(start: datetime, zone: ZoneInfo, wish: Wish) -> None:
    memory, said, instant = Memory(), [], start
    while instant < start + timedelta(days=4):
        now = instant.astimezone(zone)
        readings = Readings(now)
        if due(wish, memory, readings):
            said.append(due_time(wish, memory, readings))
            memory = after_saying(wish, memory, readings)
            wall = now.replace(tzinfo=None)
            last = said[-1]
            assert last is not None
            # At most five minutes late, or by the hour that was left out.
            assert timedelta() <= wall - last <= timedelta(minutes=65)
        instant += timedelta(seconds=next_look(wish, memory, readings))
    assert len(said) == len(set(said))
    # Nothing is left out, but for the ends of these four days and a clock that goes over the whole of its hour.
    days = {(start + timedelta(days=n)).astimezone(zone).date() for n in (1, 2)}
    wanted = {
        datetime(day.year, day.month, day.day, time.hour, time.minute)
        for day in days for time in wish.times if day.weekday() in time.weekdays
    }  # fmt: skip
    there = {time for time in wanted if exists(time, zone)}
    assert there <= set(said)


@given(instants, st.integers(15, 300), st.lists(st.integers(-3000, 3000), max_size=6))
def test_words_of_a_stretch_are_never_closer_than_it_and_clocks_set_wrong_end_nothing(
    start: datetime, minutes: int, sets: list[int]
) -> None:
    """Somebody sits there for two days, whose clock is set to and fro; every word is so long after the one before."""
    wish, memory = Wish(Mode.AFTER, minutes=minutes), Memory()
    steady, off, use = 0.0, 0, None
    said: list[float] = []
    while steady < 2 * 86400:
        if sets and steady > len(said) * 7200:
            off += sets.pop() * 60
        now = start + timedelta(seconds=steady + off)
        use = use_since(use, now, Desktop(idle=1.0), 0)
        readings = Readings(now, None, use)
        if due(wish, memory, readings):
            said.append(steady)
            memory = after_saying(wish, memory, readings)
        wait = next_look(wish, memory, readings)
        assert SOONEST <= wait <= LATEST
        steady += wait
    assert said


@given(instants, wishes, st.booleans(), st.integers(0, 90_000))
def test_a_look_is_never_sooner_than_in_a_minute_nor_later_than_in_five(
    now: datetime, wish: Wish, used: bool, ago: int
) -> None:
    readings = Readings(now, now - timedelta(seconds=ago), now - timedelta(seconds=ago) if used else None)
    for one in (wish, HOURLY):
        assert SOONEST <= next_look(one, Memory(), readings) <= LATEST


@given(instants, zones, wishes, st.integers(0, 12), st.integers(0, 86_400))
def test_a_day_that_is_let_be_has_no_word(
    start: datetime, zone: ZoneInfo, wish: Wish, day_ends: int, later: int
) -> None:
    wish = replace(wish, day_ends=day_ends)
    now = start.astimezone(zone)
    memory = not_today(wish, Memory(), now)
    then = (start + timedelta(seconds=later)).astimezone(zone)
    if day_of(then, day_ends) == day_of(now, day_ends):
        assert not due(wish, memory, Readings(then, None, start))
        assert not due(replace(wish, mode=Mode.AFTER, minutes=15), memory, Readings(then, None, start))
