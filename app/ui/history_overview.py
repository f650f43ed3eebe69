"""The figures above the history and on the summary, asked of the history, with their words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from app.core.days import DayTotal, day_of, first_needed
from app.core.past import PastSession
from app.core.statistics import (
    PRACTISED_WITHIN,
    RECENTLY,
    Stiffness,
    ThisWeek,
    WeeksInARow,
    held_in,
    recent_stiffness,
    this_week,
    weekly_aim,
    weeks_in_a_row,
)
from app.storage.history import day_totals, days_of_weeks, past_sessions
from app.storage.setting import DAY_ENDS, WEEKLY_AIM
from app.ui.past import Past
from app.ui.preferences import Preferences

AT_ONCE = 100  # sessions
ORDINALS = ("", "1st", "2nd", "3rd", "4th", "5th", "6th", "7th")


@dataclass(frozen=True, slots=True)
class Overview:
    """What the history comes to, as of `today`; `totals` by day, of the days that the calendar shows."""

    today: date
    day_ends: int
    totals: Mapping[date, DayTotal]
    week: ThisWeek
    year: DayTotal
    row: WeeksInARow
    stiff: Stiffness


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the four figures: what it is, the large word, and the line under it."""

    title: str
    large: str
    small: str


def overview_of(past: Past, preferences: Preferences, often: Callable[[str], int], now: datetime) -> Overview:
    """Return the figures as of now; `often`: how many sessions a week a routine asks for, 0 where it does not say."""
    day_ends = preferences[DAY_ENDS]
    today = day_of(now, day_ends)
    totals = past.ask(partial(day_totals, day_ends=day_ends, since=first_needed(today))) or {}
    weeks = past.ask(lambda connection: list(days_of_weeks(connection, today, day_ends=day_ends))) or []
    recent = past.ask(partial(_since, day=today - timedelta(days=max(RECENTLY, PRACTISED_WITHIN) + 1))) or []
    asked = {s.routine: often(s.routine) for s in {s.routine: s for s in recent}.values() if s.routine is not None}
    aim = weekly_aim(preferences[WEEKLY_AIM], asked, recent, today, day_ends=day_ends)
    return Overview(
        today=today,
        day_ends=day_ends,
        totals=totals,
        week=this_week(totals, today, aim),
        year=held_in(totals, today.year),
        row=weeks_in_a_row(weeks, today),
        stiff=recent_stiffness(recent, today, day_ends=day_ends),
    )


def figures_of(overview: Overview) -> tuple[Figure, Figure, Figure, Figure]:
    """Return the four figures in words."""
    week, year, row, stiff = overview.week, overview.year, overview.row, overview.stiff
    return (
        Figure("This week", counted(week.days, "day"), "" if week.aim is None else f"your aim: {week.aim}"),
        Figure("Held this year", held_words(year.seconds), f"in {counted(year.sessions, 'session')}"),
        Figure(
            "Weeks in a row",
            str(row.weeks),
            "paused: any session goes on with it" if row.paused else "a missed week pauses it, two end it",
        ),
        Figure(
            "Less stiff afterwards",
            f"{stiff.lower} of {stiff.sessions}" if stiff.sessions else "–",
            "sessions in the last 30 days" if stiff.sessions else "where you said before and after",
        ),
    )


def week_words(week: ThisWeek) -> tuple[str, str] | None:
    """Return "4th day" and "this week; your aim is 3"; None where there was no session this week."""
    if not week.days:
        return None
    return f"{ORDINALS[week.days]} day", "this week" + ("" if week.aim is None else f"; your aim is {week.aim}")


def held_words(seconds: float) -> str:
    """Return a long time as 41 h, a shorter one as 25 min."""
    minutes = round(seconds / 60)
    if minutes < 100:
        return f"{minutes} min"
    hours = minutes / 60
    return f"{hours:.1f} h".replace(".0 h", " h") if hours < 10 else f"{round(hours)} h"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun: 1 day, 4 days."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _since(connection: sqlite3.Connection, day: date) -> list[PastSession]:
    """Return the sessions since a day, newest first, without rehearsals; what is older is not read."""
    found: list[PastSession] = []
    while True:
        more = past_sessions(connection, limit=AT_ONCE, after=found[-1] if found else None, rehearsals=False)
        found += more
        if len(more) < AT_ONCE or more[-1].started.date() < day:
            return found
