"""What reminders remember between two looks and two processes: little, and no loss where it is gone."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime
from pathlib import Path

from app.core.reminders import Memory
from app.storage.whole_file import write_whole


def read_memory(path: Path) -> Memory:
    """Return what the file remembers; nothing where there is none or it cannot be understood."""
    try:
        data = json.loads(path.read_bytes())
        said, said_for, not_today = (data.get(key) for key in ("said", "said for", "not today"))
        memory = Memory(
            None if said is None else datetime.fromisoformat(said),
            None if said_for is None else datetime.fromisoformat(said_for),
            None if not_today is None else date.fromisoformat(not_today),
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return Memory()
    zoned = memory.said is not None and memory.said.tzinfo is None
    return Memory() if zoned or (memory.said_for is not None and memory.said_for.tzinfo is not None) else memory


def write_memory(path: Path, memory: Memory) -> None:
    """Remember; OSError where the disk refuses."""
    parts = {"said": memory.said, "said for": memory.said_for, "not today": memory.not_today}
    text = json.dumps({key: None if part is None else part.isoformat() for key, part in parts.items()}, indent=2)
    write_whole(path, f"{text}\n".encode())


def last_end(connection: sqlite3.Connection | None) -> datetime | None:
    """Return when the last session ended, or was left unfinished; rehearsals are none. None: there was none."""
    if connection is None:
        return None
    found = connection.execute(
        "SELECT ended FROM session WHERE ended IS NOT NULL AND deleted IS NULL AND rehearsal = 0"
        " ORDER BY started_at DESC LIMIT 1"
    ).fetchone()
    left = connection.execute(
        "SELECT u.at FROM unfinished u JOIN session s ON s.number = u.session WHERE s.rehearsal = 0"
    ).fetchone()
    ends = [datetime.fromisoformat(row[0]) for row in (found, left) if row is not None]
    return max(ends, default=None)


def name_of_routine(connection: sqlite3.Connection | None, routine: str) -> str:
    """Return a routine's name as it was called when last done, else its key in words."""
    row = None
    if connection is not None:
        row = connection.execute(
            "SELECT name FROM session WHERE routine = ? AND deleted IS NULL ORDER BY started_at DESC LIMIT 1",
            (routine,),
        ).fetchone()
    return str(row[0]) if row is not None else routine.replace("-", " ").capitalize()
