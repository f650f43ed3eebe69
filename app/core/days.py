"""Days and weeks of the history: to which day a session belongs, what each day held, and the calendar of a year.

A session belongs to the day on which it started by the clock on the wall where it was recorded, so that neither a
journey nor summer time moves it afterwards. A day ends at an hour of the night: who stretches at half past midnight
still has the evening before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.core.past import PastSession

DAY_ENDS = 4  # o'clock
MONDAY = 0
WEEKS_SHOWN = 53  # they hold the same day of last year, leap years too


class DayTotal(NamedTuple):
    """What one day held: how many sessions, and their seconds of work. Rehearsals are in neither."""

    sessions: int
    seconds: float

    @property
    def minutes(self) -> int:
        """Return the work in whole minutes, half up; 1 where there was any at all."""
        return max(1, int(self.seconds / 60 + 0.5)) if self.seconds > 0 else 0


class CalendarDay(NamedTuple):
    """One day of the calendar and what it held."""

    day: date
    total: DayTotal


NOTHING = DayTotal(0, 0.0)


def day_of(moment: datetime, day_ends: int = DAY_ENDS) -> date:
    """Return the day to which a moment belongs, by its own clock and zone; `day_ends` in hours after midnight."""
    return (moment.replace(tzinfo=None) - timedelta(hours=day_ends)).date()


def week_of(day: date, first_weekday: int = MONDAY) -> date:
    """Return the first day of the week that holds a day; weekdays count from Monday, 0, to Sunday, 6."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def day_totals(sessions: Iterable[PastSession], day_ends: int = DAY_ENDS) -> dict[date, DayTotal]:
    """Return what each day held, by day; days without a session are not in it, and rehearsals count nowhere."""
    totals: dict[date, DayTotal] = {}
    for session in sessions:
        if not session.rehearsal:
            day = day_of(session.started, day_ends)
            before = totals.get(day, NOTHING)
            totals[day] = DayTotal(before.sessions + 1, before.seconds + session.done_seconds)
    return totals


def first_needed(today: date, first_weekday: int = MONDAY) -> date:
    """Return the first day of which the calendar and the figures of this year say something."""
    calendar_begins = week_of(today, first_weekday) - timedelta(weeks=WEEKS_SHOWN - 1)
    return min(calendar_begins, date(today.year, 1, 1))


def calendar(
    totals: Mapping[date, DayTotal], today: date, *, weeks: int = WEEKS_SHOWN, first_weekday: int = MONDAY
) -> tuple[tuple[CalendarDay, ...], ...]:
    """Return the last weeks, the oldest first, each from its first day on; the last one ends with today."""
    this_week = week_of(today, first_weekday)
    out = []
    for back in range(weeks - 1, -1, -1):
        first = this_week - timedelta(weeks=back)
        days = (first + timedelta(days=n) for n in range(7))
        out.append(tuple(CalendarDay(day, totals.get(day, NOTHING)) for day in days if day <= today))
    return tuple(out)


def shade(total: DayTotal) -> int:
    """Return how dark a day is drawn: 0 for nothing, 1 for some work, 2 from 20 minutes, 3 from 30 minutes on."""
    if total.seconds <= 0:
        return 0
    return 1 + (total.seconds >= 20 * 60) + (total.seconds >= 30 * 60)
