"""The offer of a longer session, and what the person said to it; `core.progress` says when one is due."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from app.core.progress import next_level
from app.storage.history import past_sessions
from app.storage.history_trends import hurt_sessions

LOOK_BACK = 60  # sessions


@dataclass(frozen=True, slots=True)
class Offer:
    """A routine was done three times at a level: it can be done at a longer one."""

    routine: str
    level: int
    longer: int


def offer_for(connection: sqlite3.Connection, routine: str, *, fixed: bool) -> Offer | None:
    """Return the offer that is due for a routine, or None; `fixed`: its level is nobody's to move."""
    sessions = past_sessions(connection, routine=routine, rehearsals=False, limit=LOOK_BACK)
    answered = {level for (level,) in connection.execute("SELECT level FROM offer WHERE routine = ?", (routine,))}
    longer = next_level(sessions, hurt=hurt_sessions(connection, routine), answered=answered, fixed=fixed)
    return None if longer is None else Offer(routine, sessions[0].level, longer)


def answer(connection: sqlite3.Connection, offer: Offer, *, taken: bool, now: datetime) -> None:
    """Keep the answer, inside a transaction: the offer is not made again at this level."""
    connection.execute(
        "INSERT OR REPLACE INTO offer (routine, level, offered, taken, at_seconds) VALUES (?, ?, ?, ?, ?)",
        (offer.routine, offer.level, offer.longer, taken, now.timestamp()),
    )


def level_taken(connection: sqlite3.Connection, routine: str) -> int | None:
    """Return the level that was taken and not played since: the one to begin with; None: as last time."""
    row = connection.execute(
        "SELECT offered FROM offer WHERE routine = ? AND taken = 1 AND at_seconds >"
        " (SELECT coalesce(max(started_at), 0) FROM session"
        "  WHERE routine = ? AND deleted IS NULL AND rehearsal = 0)"
        " ORDER BY at_seconds DESC LIMIT 1",
        (routine, routine),
    ).fetchone()
    return None if row is None else int(row[0])
