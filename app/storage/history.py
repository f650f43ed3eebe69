"""What the history answers: past sessions, what is remembered of a routine or an exercise, days and their totals.

Each question is a function of a connection, so that the window asks its own and a command asks one that only reads.
Sessions that are unfinished or deleted are left out everywhere; rehearsals are in no answer but the list.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.core.days import DAY_ENDS, DayTotal, day_of, week_of
from app.core.past import CutShort, PastSession, PastStep
from app.core.record import Outcome


@dataclass(frozen=True, slots=True)
class RoutineMemory:
    """What is remembered of a routine: the level last used, when it was last done, and what it needed then.

    `last` and `needs` are None and `whole` 0 where it was only ever rehearsed.
    """

    level: int
    last: datetime | None
    needs: tuple[str, ...] | None
    whole: int  # whole sessions so far


_SESSION = (
    "number, id, routine, name, level, started, ended, finished, whole, rehearsal, planned_seconds, done_seconds,"
    " stiff_before, stiff_after, note, by_hand, edited"
)
_PAST = "ended IS NOT NULL AND deleted IS NULL"
_COUNTED = f"{_PAST} AND rehearsal = 0"  # as the index of days has it


def past_sessions(
    connection: sqlite3.Connection,
    *,
    limit: int | None = None,
    after: PastSession | None = None,
    routine: str | None = None,
    exercise: str | None = None,
    search: str = "",
    day: date | None = None,
    day_ends: int = DAY_ENDS,
    rehearsals: bool = True,
) -> list[PastSession]:
    """Return past sessions, newest first: at most `limit`, those that follow `after` in this order.

    `routine`: of this one alone; None: of all, single holds too. `exercise`: those in which it was worked at.
    `search`: what stands in their name, note or exercises, in capitals or not. `day`: those that belong to it.
    """
    where = _PAST
    values: list[float | str] = []
    if after is not None:
        where += " AND (started_at, number) < (?, ?)"
        values += [after.started.timestamp(), after.number]
    if routine is not None:
        where += " AND routine = ?"
        values.append(routine)
    if exercise is not None:
        where += " AND EXISTS (SELECT 1 FROM step WHERE exercise = ? AND session = number AND done > 0)"
        values.append(exercise)
    if search:
        connection.create_function("folded", 1, str.casefold, deterministic=True)
        word = search.casefold()
        named = [e for (e,) in connection.execute("SELECT DISTINCT exercise FROM step") if _spoken(word) in _spoken(e)]
        where += (
            " AND (instr(folded(name), ?) OR instr(folded(note), ?) OR EXISTS"
            f" (SELECT 1 FROM step WHERE session = number AND exercise IN ({', '.join('?' * len(named))})))"
        )
        values += [word, word, *named]
    if day is not None:
        where += " AND date(substr(started, 1, 19), ?) = ?"
        values += [f"-{day_ends} hours", day.isoformat()]
    if not rehearsals:
        where += " AND rehearsal = 0"
    rows = connection.execute(
        f"SELECT {_SESSION} FROM session WHERE {where} ORDER BY started_at DESC, number DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return [_session(row) for row in rows]


def past_session(connection: sqlite3.Connection, session_id: str) -> PastSession | None:
    """Return one past session by its id, or None."""
    row = connection.execute(f"SELECT {_SESSION} FROM session WHERE {_PAST} AND id = ?", (session_id,)).fetchone()
    return None if row is None else _session(row)


def steps(connection: sqlite3.Connection, session: PastSession) -> list[PastStep]:
    """Return a session's steps in order."""
    rows = connection.execute(
        "SELECT place, exercise, position, round, set_number, reps, reps_planned, planned, at_least, done, outcome,"
        " started, why FROM step WHERE session = ? ORDER BY place",
        (session.number,),
    )
    return [_step(row) for row in rows]


def routine_memories(connection: sqlite3.Connection) -> dict[str, RoutineMemory]:
    """Return, by routine, what is remembered of it; a level of a rehearsal counts where there is no other.

    The unfinished session's level is a level used, too.
    """
    found: dict[str, RoutineMemory] = {}
    # A bare column beside max() is, in SQLite, that of the row with the maximum.
    for rehearsal in (True, False):
        for routine, level, last, needs, whole, _ in connection.execute(
            "SELECT routine, level, started, needs, total(whole), max(started_at) FROM session"
            " WHERE routine IS NOT NULL AND deleted IS NULL AND rehearsal = ? GROUP BY routine",
            (rehearsal,),
        ):
            found[routine] = (
                RoutineMemory(level, None, None, 0)
                if rehearsal
                else RoutineMemory(level, datetime.fromisoformat(last), tuple(json.loads(needs)), int(whole))
            )
    return found


def known_exercises(connection: sqlite3.Connection, among: Iterable[str]) -> frozenset[str]:
    """Return which of these exercises were ever worked at in a session that was no rehearsal."""
    return frozenset(
        exercise
        for exercise in among
        if connection.execute(
            "SELECT 1 FROM step JOIN session ON number = session"
            " WHERE exercise = ? AND done > 0 AND rehearsal = 0 AND deleted IS NULL LIMIT 1",
            (exercise,),
        ).fetchone()
    )


def day_totals(
    connection: sqlite3.Connection, *, day_ends: int = DAY_ENDS, since: date = date.min
) -> dict[date, DayTotal]:
    """Return, by day, the number of sessions and their seconds of work; `since`: of this day and those after it.

    A session belongs to the day of its start in the zone in which it was recorded; a day ends at an hour of the night.
    """
    rows = connection.execute(
        "SELECT date(substr(started, 1, 19), ?) AS day, count(*), sum(done_seconds) FROM session"
        f" WHERE {_COUNTED} AND started >= ? GROUP BY day",
        (f"-{day_ends} hours", _begin_of(since, day_ends)),
    )
    return {date.fromisoformat(day): DayTotal(count, seconds) for day, count, seconds in rows}


def days_of_weeks(connection: sqlite3.Connection, today: date, *, day_ends: int = DAY_ENDS) -> Iterator[date]:
    """Yield a day with a session of each week that has one, backwards from the week of today: a look for each."""
    before = today + timedelta(days=1)
    question = f"SELECT max(started) FROM session WHERE {_COUNTED} AND started < ?"
    while (started := connection.execute(question, (_begin_of(before, day_ends),)).fetchone()[0]) is not None:
        day = day_of(datetime.fromisoformat(started), day_ends)
        yield day
        before = week_of(day)


def sessions_as_data(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield past sessions, newest first, as `holdwell history --json` prints them."""
    sessions = connection.execute(
        "SELECT number, id, routine, name, started, ended, finished, rehearsal, level, planned_seconds, done_seconds"
        f" FROM session WHERE {_PAST} ORDER BY started_at DESC, number DESC"
    )
    for number, session_id, routine, name, started, ended, finished, rehearsal, level, planned, done in sessions:
        yield {
            "id": session_id,
            "routine": routine,
            "name": name,
            "started": started,
            "ended": ended,
            "finished": bool(finished),
            "rehearsal": bool(rehearsal),
            "level": level,
            "planned_seconds": _plain(planned),
            "done_seconds": _plain(done),
            "steps": [
                {
                    "exercise": exercise,
                    "position": position,
                    "round": round_,
                    "set": set_,
                    "reps": reps,
                    "planned": _plain(step_planned),
                    "at_least": _plain(least),
                    "done": _plain(step_done),
                    "outcome": outcome,
                    "started": step_started,
                }
                for exercise, position, round_, set_, reps, step_planned, least, step_done, outcome, step_started in (
                    connection.execute(
                        "SELECT exercise, position, round, set_number, reps, planned, at_least, done, outcome, started"
                        " FROM step WHERE session = ? ORDER BY place",
                        (number,),
                    )
                )
            ],
        }


def unfinished_as_data(connection: sqlite3.Connection) -> dict[str, Any] | None:
    """Return the unfinished session as `holdwell history --json` prints it, or None."""
    row = connection.execute(
        "SELECT s.id, s.routine, u.exercise, u.position, u.left_seconds, s.rehearsal"
        " FROM unfinished u JOIN session s ON s.number = u.session"
    ).fetchone()
    if row is None:
        return None
    return {
        "id": row[0],
        "routine": row[1],
        "exercise": row[2],
        "position": row[3],
        "left_seconds": _plain(row[4]),
        "rehearsal": bool(row[5]),
    }


def unfinished_name(connection: sqlite3.Connection) -> str | None:
    """Return the name of the unfinished session's routine, or None where there is none."""
    row = connection.execute("SELECT name FROM unfinished u JOIN session s ON s.number = u.session").fetchone()
    return None if row is None else str(row[0])


def _begin_of(day: date, day_ends: int) -> str:
    """Return what a day's sessions begin at or after, as texts compare: the clock on the wall stands first in them."""
    return f"{day.isoformat()}T{day_ends:02}:00:00"


def _spoken(exercise: str) -> str:
    """Return an exercise's key as it is said, without capitals."""
    return exercise.replace("-", " ").casefold()


def _plain(seconds: float | None) -> float | int | None:
    """Return whole seconds without a decimal point."""
    return int(seconds) if seconds is not None and seconds == int(seconds) else seconds


def _step(row: tuple[Any, ...]) -> PastStep:
    place, exercise, position, round_, set_, reps, reps_planned, planned, least, done, outcome, started, why = row
    return PastStep(
        place=place,
        exercise=exercise,
        position=position,
        round=round_,
        set=set_,
        reps=reps,
        reps_planned=reps_planned,
        planned=planned,
        at_least=least,
        done=done,
        outcome=Outcome(outcome),
        started=None if started is None else datetime.fromisoformat(started),
        why=None if why is None else CutShort(why),
    )


def _session(row: tuple[Any, ...]) -> PastSession:
    number, session_id, routine, name, level, started, ended, finished, whole, rehearsal, *rest = row
    planned_seconds, done_seconds, stiff_before, stiff_after, note, by_hand, edited = rest
    return PastSession(
        number=number,
        id=session_id,
        routine=routine,
        name=name,
        level=level,
        started=datetime.fromisoformat(started),
        ended=datetime.fromisoformat(ended),
        finished=bool(finished),
        whole=bool(whole),
        rehearsal=bool(rehearsal),
        planned_seconds=planned_seconds,
        done_seconds=done_seconds,
        stiff_before=stiff_before,
        stiff_after=stiff_after,
        note=note,
        by_hand=bool(by_hand),
        edited=None if edited is None else datetime.fromisoformat(edited),
    )
