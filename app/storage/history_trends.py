"""What trends and the offer of a longer session are made of, asked of the history: no rehearsal is in any answer."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from app.core.past import CutShort
from app.core.trends import Held

_COUNTED = "s.ended IS NOT NULL AND s.deleted IS NULL AND s.rehearsal = 0"


@dataclass(frozen=True, slots=True)
class Practised:
    """A routine or an exercise by its name in the history, in how many sessions it was done, and when last."""

    name: str  # as it was called when last done
    key: str
    sessions: int
    last: datetime


def practised_routines(connection: sqlite3.Connection) -> list[Practised]:
    """Return the routines with a session, the last done first; single holds are none."""
    # A bare column beside max() is, in SQLite, that of the row with the maximum.
    rows = connection.execute(
        f"SELECT name, routine, count(*), started, max(started_at) AS last FROM session s"
        f" WHERE {_COUNTED} AND routine IS NOT NULL GROUP BY routine ORDER BY last DESC, routine"
    )
    return [Practised(name, key, count, datetime.fromisoformat(started)) for name, key, count, started, _ in rows]


def practised_exercises(connection: sqlite3.Connection) -> list[Practised]:
    """Return the exercises that were worked at, the last done first; `name` is the exercise's key."""
    rows = connection.execute(
        "SELECT t.exercise, count(DISTINCT t.session), s.started, max(s.started_at) AS last"
        f" FROM step t JOIN session s ON s.number = t.session WHERE {_COUNTED} AND t.done > 0"
        " GROUP BY t.exercise ORDER BY last DESC, t.exercise"
    )
    return [Practised(key, key, count, datetime.fromisoformat(started)) for key, count, started, _ in rows]


def held(connection: sqlite3.Connection, exercise: str) -> list[Held]:
    """Return what each session gave each position of an exercise, oldest first, as `trends.exercise_points` takes it.

    A position that was planned and not begun is there with 0 seconds.
    """
    rows = connection.execute(
        "SELECT s.id, s.started, t.position, total(t.done), sum(t.reps)"
        f" FROM step t JOIN session s ON s.number = t.session WHERE t.exercise = ? AND {_COUNTED}"
        " GROUP BY t.session, t.position ORDER BY s.started_at, s.number, min(t.place)",
        (exercise,),
    )
    return [Held(key, datetime.fromisoformat(started), *rest) for key, started, *rest in rows]


def hurt_sessions(connection: sqlite3.Connection, routine: str) -> frozenset[str]:
    """Return the ids of a routine's sessions with a step that was cut short because it hurt."""
    rows = connection.execute(
        "SELECT DISTINCT s.id FROM session s JOIN step t ON t.session = s.number"
        f" WHERE s.routine = ? AND t.why = ? AND {_COUNTED}",
        (routine, CutShort.HURT.value),
    )
    return frozenset(session_id for (session_id,) in rows)
