"""The four figures above the history: this week, time held, weeks in a row, sessions after which it was less stiff.

All are functions of what is handed in; `today` is `days.day_of` of the moment and its zone. Days that lie after today
(recorded before a clock was set back) are kept where they were recorded and are in no figure of this week or this row.
Nothing here is ever called lost: a week without a session pauses the row, two end it, and the next session begins one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.days import DAY_ENDS, MONDAY, NOTHING, DayTotal, day_of, week_of
from app.core.past import PastSession

ENDED_BY = 2  # weeks without a session
RECENTLY = 30  # days
PRACTISED_WITHIN = 28  # days


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """On how many days of this week there was a session; `aim` is None where nothing says how often."""

    days: int
    aim: int | None


@dataclass(frozen=True, slots=True)
class WeeksInARow:
    """How many weeks of the row had a session; `paused`: the week before this one had none, and this one not yet."""

    weeks: int
    paused: bool


@dataclass(frozen=True, slots=True)
class Stiffness:
    """Of the sessions with a number before and after: after how many it was lower, the same, higher."""

    lower: int
    same: int
    higher: int

    @property
    def sessions(self) -> int:
        """Return how many sessions had both numbers."""
        return self.lower + self.same + self.higher

    @property
    def sentence(self) -> str:
        """Return what the numbers say and no more; an empty text where there are none."""
        counts = {"lower": self.lower, "the same": self.same, "higher": self.higher}
        said = [(word, count) for word, count in counts.items() if count]
        if not said:
            return ""
        many = f"In {self.sessions} session" + ("s" if self.sessions > 1 else "")
        (word, count), *rest = said
        if not rest:
            return f"{many} it was {word} afterwards" + (" each time." if count > 1 else ".")
        return (
            ", ".join([f"{many} it was {word} afterwards {_times(count)}", *(f"{w} {_times(c)}" for w, c in rest)])
            + "."
        )


def weekly_aim(
    own: int, often: Mapping[str, int], sessions: Iterable[PastSession], today: date, *, day_ends: int = DAY_ENDS
) -> int | None:
    """Return how many days a week are meant, at most 7; None where nothing says so.

    One's `own` aim where it is above 0; else the most that one of the routines done in the last four weeks asks for
    (`often`: sessions a week, by routine).
    """
    if own > 0:
        return min(own, 7)
    since = today - timedelta(days=PRACTISED_WITHIN)
    asked = (
        often.get(session.routine, 0)
        for session in sessions
        if session.routine is not None and not session.rehearsal and since < day_of(session.started, day_ends) <= today
    )
    return min(max(asked, default=0), 7) or None


def this_week(
    totals: Mapping[date, DayTotal], today: date, aim: int | None = None, *, first_weekday: int = MONDAY
) -> ThisWeek:
    """Return on how many days of the week until today there was a session, against the aim."""
    monday = week_of(today, first_weekday)
    days = (monday + timedelta(days=n) for n in range((today - monday).days + 1))
    return ThisWeek(sum(totals.get(day, NOTHING).sessions > 0 for day in days), aim)


def held_in(totals: Mapping[date, DayTotal], year: int) -> DayTotal:
    """Return the sessions of a year and their seconds of work; the year of a session is that of its day."""
    of_year = [total for day, total in totals.items() if day.year == year]
    return DayTotal(sum(total.sessions for total in of_year), sum((total.seconds for total in of_year), 0.0))


def weeks_in_a_row(days: Iterable[date], today: date, *, first_weekday: int = MONDAY) -> WeeksInARow:
    """Return the row of weeks with a session that reaches to this week; 0 where two weeks without one ended it.

    A missed week is not counted and does not end the row; this week is not missed while it lasts.
    """
    weeks = {week_of(day, first_weekday) for day in days if day <= today}
    if not weeks:
        return WeeksInARow(0, paused=False)
    week = week_of(today, first_weekday)
    quiet = week not in weeks and week - timedelta(weeks=1) not in weeks
    count, missed, oldest = int(week in weeks), 0, min(weeks)
    while week > oldest and missed < ENDED_BY:
        week -= timedelta(weeks=1)
        if week in weeks:
            count, missed = count + 1, 0
        else:
            missed += 1
    return WeeksInARow(count, paused=quiet and count > 0)


def stiffness(sessions: Iterable[PastSession]) -> Stiffness:
    """Return how stiffness changed over the sessions; rehearsals and those without both numbers are left out."""
    lower = same = higher = 0
    for session in sessions:
        before, after = session.stiff_before, session.stiff_after
        if before is not None and after is not None and not session.rehearsal:
            lower += after < before
            same += after == before
            higher += after > before
    return Stiffness(lower, same, higher)


def recent_stiffness(
    sessions: Iterable[PastSession], today: date, *, days: int = RECENTLY, day_ends: int = DAY_ENDS
) -> Stiffness:
    """Return how stiffness changed over the sessions of the last days, today among them."""
    since = today - timedelta(days=days)
    return stiffness(session for session in sessions if since < day_of(session.started, day_ends) <= today)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
