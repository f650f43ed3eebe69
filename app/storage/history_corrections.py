"""What a person corrects in the history: a session edited, a step set right, one deleted, one added by hand; and undo.

Every correction works inside a transaction of the window's connection and answers with what takes it back. A deleted
session is out of every list at once and is erased for good by `erase_deleted`, a while later or at the next start:
until then it can be brought back. Totals and whether a session was whole follow from its steps.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.core.past import CutShort
from app.core.record import Outcome, Record
from app.storage.history_content import SESSION, STEP, Content, content_of, erase, insert_content
from app.storage.history_database import HistoryDatabase
from app.storage.history_table import NotContentError, check_value
from app.storage.session_draft import iso, rounded

UNDO_FOR = timedelta(minutes=10)
_GOOD = (Outcome.DONE.value, Outcome.ENOUGH.value)


class CorrectionRefusedError(Exception):
    """The correction makes no sense; the text is a sentence for the person. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes a correction back: the session as it was before; None where there was none."""

    session_id: str
    number: int
    before: Content | None


@dataclass(frozen=True, slots=True)
class SessionEdit:
    """What can be changed of a session as a whole; every value is the new one, also where it stays."""

    started: datetime  # with zone; its steps and its end move along
    stiff_before: int | None
    stiff_after: int | None
    note: str


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that was done away from the program; `steps` with what was planned and what was done."""

    routine: str | None  # None: a single exercise
    name: str
    started: datetime  # with zone
    steps: Sequence[Record]
    level: int = 0
    stiff_before: int | None = None
    stiff_after: int | None = None
    note: str = ""


def edit_session(connection: sqlite3.Connection, session_id: str, edit: SessionEdit, *, now: datetime) -> Undo:
    """Change a session's start, stiffness and note."""
    number, before = _past(connection, session_id)
    content = {
        **before,
        "stiff_before": edit.stiff_before,
        "stiff_after": edit.stiff_after,
        "note": edit.note,
        "edited": iso(now),
    }
    if edit.started.tzinfo is None:
        raise CorrectionRefusedError("The start of a session needs a zone.")
    started = datetime.fromisoformat(before["started"])
    if (edit.started, edit.started.utcoffset()) != (started, started.utcoffset()):
        moved = edit.started - started
        content["started"] = iso(edit.started)
        content["ended"] = iso((datetime.fromisoformat(before["ended"]) + moved).astimezone(edit.started.tzinfo))
        content["steps"] = [
            {**step, "started": step["started"] and _moved(step["started"], moved, edit.started)}
            for step in before["steps"]
        ]
    _replace(connection, number, content)
    return Undo(session_id, number, before)


def edit_step(
    connection: sqlite3.Connection,
    session_id: str,
    place: int,
    *,
    done: float,
    reps: int | None,
    why: CutShort | None,
    now: datetime,
) -> Undo:
    """Change what was done in a step: seconds of work, repetitions (None where it has none), why it was cut short.

    The outcome follows; a reason stays only with a step that was not enough.
    """
    number, before = _past(connection, session_id)
    step = {**_step(before, place), "done": rounded(done), "reps": reps}
    step["outcome"] = _outcome(step).value
    step["why"] = None if why is None or step["outcome"] in _GOOD else why.value
    steps = [*before["steps"][:place], step, *before["steps"][place + 1 :]]
    _replace(connection, number, {**before, "steps": steps, "edited": iso(now)})
    return Undo(session_id, number, before)


def tell_after(connection: sqlite3.Connection, session_id: str, *, stiff_after: int | None, note: str) -> None:
    """Keep what the person says when the session is over: how stiff it is now, from 0 to 10, and a note."""
    number, before = _past(connection, session_id)
    _replace(connection, number, {**before, "stiff_after": stiff_after, "note": note})


def tell_why(connection: sqlite3.Connection, session_id: str, place: int, why: CutShort | None) -> None:
    """Keep why a step was cut short, as the person says when the session is over; None takes it back."""
    number, before = _past(connection, session_id)
    step = {**_step(before, place), "why": None if why is None else why.value}
    if why is not None and step["outcome"] in _GOOD:
        raise CorrectionRefusedError("This step was not cut short.")
    _replace(connection, number, {**before, "steps": [*before["steps"][:place], step, *before["steps"][place + 1 :]]})


def delete_session(connection: sqlite3.Connection, session_id: str, *, now: datetime) -> Undo:
    """Take a session out of every list; `undo` brings it back until `erase_deleted` erases it."""
    number, before = _past(connection, session_id)
    connection.execute("UPDATE session SET deleted = ? WHERE number = ?", (iso(now), number))
    return Undo(session_id, number, before)


def add_session(connection: sqlite3.Connection, new: NewSession) -> Undo:
    """Add a session by hand; `Undo.session_id` is its id."""
    if new.started.tzinfo is None:
        raise CorrectionRefusedError("The start of a session needs a zone.")
    if not any(record.done > 0 or record.reps for record in new.steps):
        raise CorrectionRefusedError("A session without any work is none.")
    worked = sum(record.done for record in new.steps)
    content: Content = {
        "id": str(uuid.uuid4()),
        "routine": new.routine,
        "name": new.name,
        "level": new.level,
        "started": iso(new.started),
        "ended": iso(new.started + timedelta(seconds=worked)),
        "finished": True,
        "rehearsal": False,
        "stiff_before": new.stiff_before,
        "stiff_after": new.stiff_after,
        "note": new.note,
        "needs": [],
        "by_hand": True,
        "edited": None,
        "steps": [_step_of(record) for record in new.steps],
    }
    number = insert_content(connection, _sound(content))
    return Undo(content["id"], number, None)


def undo(connection: sqlite3.Connection, taken_back: Undo) -> None:
    """Put the session back as it was before the correction; the newest correction first, where there were several."""
    erase(connection, taken_back.number)
    if taken_back.before is not None:
        insert_content(connection, taken_back.before, taken_back.number)


def erase_deleted(database: HistoryDatabase, now: datetime, *, undo_for: timedelta = UNDO_FOR) -> int:
    """Erase the sessions that were deleted longer ago than they can be brought back, and return how many.

    At the start and when the history is left, `undo_for` is nothing. Backups made before keep them until they are
    thinned out. A deletion that lies ahead was made before the clock was set back, and is done now.
    """
    with database.transaction(lasting=True) as connection:
        rows = connection.execute("SELECT number, deleted FROM session WHERE deleted IS NOT NULL").fetchall()
        gone = [n for n, deleted in rows if not now - undo_for < datetime.fromisoformat(deleted) <= now]
        for number in gone:
            erase(connection, number)
    if gone:
        # What is erased still stands in the log until that is folded in.
        database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return len(gone)


def _past(connection: sqlite3.Connection, session_id: str) -> tuple[int, Content]:
    row = connection.execute(
        "SELECT number FROM session WHERE id = ? AND ended IS NOT NULL AND deleted IS NULL", (session_id,)
    ).fetchone()
    if row is None:
        raise CorrectionRefusedError("This session is not in the history any more.")
    return row[0], content_of(connection, row[0])


def _step(content: Content, place: int) -> dict[str, Any]:
    if not 0 <= place < len(content["steps"]):
        raise CorrectionRefusedError("This session has no such step.")
    found: dict[str, Any] = content["steps"][place]
    return found


def _replace(connection: sqlite3.Connection, number: int, content: Content) -> None:
    sound = _sound(content)
    erase(connection, number)
    insert_content(connection, sound, number)


def _sound(content: Content) -> Content:
    """Return the session with its totals counted anew; `CorrectionRefusedError` where a value is impossible."""
    steps = content["steps"]
    content = {
        **content,
        "planned_seconds": 0,
        "done_seconds": 0,
        "whole": content["finished"] and all(step["outcome"] in _GOOD for step in steps),
    }
    try:
        for columns, values in ((SESSION, content), *((STEP, step) for step in steps)):
            for column in columns:
                check_value(column, values[column.name])
    except NotContentError as problem:
        raise CorrectionRefusedError(f"That cannot be: {problem}") from problem
    content["planned_seconds"] = rounded(sum(step["planned"] for step in steps))
    content["done_seconds"] = rounded(sum(step["done"] for step in steps))
    return content


def _outcome(step: dict[str, Any]) -> Outcome:
    return Record(
        exercise=step["exercise"],
        position=step["position"],
        round=step["round"],
        set=step["set"],
        planned=step["planned"],
        at_least=step["at_least"],
        done=step["done"],
        reps=step["reps"],
        reps_planned=step["reps_planned"],
        reps_at_least=step["reps_at_least"],
        own_pace=step["own_pace"],
        started=None,
    ).outcome


def _step_of(record: Record) -> dict[str, Any]:
    return {
        "exercise": record.exercise,
        "position": record.position,
        "round": record.round,
        "set": record.set,
        "reps": record.reps,
        "planned": rounded(record.planned),
        "at_least": rounded(record.at_least),
        "done": rounded(record.done),
        "outcome": record.outcome.value,
        "started": None,
        "why": None,
        "reps_planned": record.reps_planned,
        "reps_at_least": record.reps_at_least,
        "own_pace": record.own_pace,
        "clock": None,
    }


def _moved(moment: str, by: timedelta, like: datetime) -> str:
    return iso((datetime.fromisoformat(moment) + by).astimezone(like.tzinfo))
