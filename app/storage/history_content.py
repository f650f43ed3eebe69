"""A past session and its steps as plain data, the same in exports, imports and undone corrections.

The columns are named once, here. Everything that lasts of a session is among them; the number of its row is not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

Content = dict[str, Any]  # a session's values by column name, its steps under "steps"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    TEXTS = "list of texts"
    COUNT = "whole number"
    SECONDS = "seconds"
    YES_NO = "yes or no"
    MOMENT = "time with zone"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, what it holds, and whether it may be empty (null).

    `field`: its name in the database where that is another. `least`, `most`: limits of a number. `among`: all words.
    """

    name: str
    kind: Kind
    empty: bool = False
    field: str = ""
    least: int = 0
    most: int = 1_000_000_000
    among: tuple[str, ...] = ()

    @property
    def stored(self) -> str:
        """Return its name in the database."""
        return self.field or self.name


SESSION = (
    Column("id", Kind.TEXT),
    Column("routine", Kind.TEXT, empty=True),
    Column("name", Kind.TEXT),
    Column("level", Kind.COUNT, most=100),
    Column("started", Kind.MOMENT),
    Column("ended", Kind.MOMENT),
    Column("finished", Kind.YES_NO),
    Column("whole", Kind.YES_NO),
    Column("rehearsal", Kind.YES_NO),
    Column("planned_seconds", Kind.SECONDS),
    Column("done_seconds", Kind.SECONDS),
    Column("stiff_before", Kind.COUNT, empty=True, most=10),
    Column("stiff_after", Kind.COUNT, empty=True, most=10),
    Column("note", Kind.TEXT),
    Column("needs", Kind.TEXTS),
    Column("by_hand", Kind.YES_NO),
    Column("edited", Kind.MOMENT, empty=True),
)
STEP = (
    Column("exercise", Kind.TEXT),
    Column("position", Kind.TEXT, empty=True),
    Column("round", Kind.COUNT, least=1),
    Column("set", Kind.COUNT, least=1, field="set_number"),
    Column("reps", Kind.COUNT, empty=True),
    Column("planned", Kind.SECONDS),
    Column("at_least", Kind.SECONDS, empty=True),
    Column("done", Kind.SECONDS),
    Column("outcome", Kind.TEXT, among=("done", "enough", "cut short", "skipped")),
    Column("started", Kind.MOMENT, empty=True),
    Column("why", Kind.TEXT, empty=True, among=("hurt", "too long", "disturbed")),
    Column("reps_planned", Kind.COUNT, empty=True),
    Column("reps_at_least", Kind.COUNT, empty=True),
    Column("own_pace", Kind.YES_NO),
    Column("clock", Kind.SECONDS, empty=True),
)
_SESSION_FIELDS = ", ".join(column.stored for column in SESSION)
_STEP_FIELDS = ", ".join(column.stored for column in STEP)
_INSERT_SESSION = (
    f"INSERT INTO session (number, started_at, {_SESSION_FIELDS}) VALUES ({', '.join('?' * (len(SESSION) + 2))})"
)
_INSERT_STEP = f"INSERT INTO step (session, place, {_STEP_FIELDS}) VALUES ({', '.join('?' * (len(STEP) + 2))})"
_PAST = "ended IS NOT NULL AND deleted IS NULL"


def _plain(seconds: float | None) -> int | float | None:
    """Return seconds exactly as they are kept, whole ones without a decimal point."""
    return int(seconds) if seconds is not None and seconds == int(seconds) else seconds


_FROM_STORE: dict[Kind, Callable[[Any], Any]] = {Kind.YES_NO: bool, Kind.SECONDS: _plain, Kind.TEXTS: json.loads}
_SESSION_READERS = [(n, _FROM_STORE[c.kind]) for n, c in enumerate(SESSION) if c.kind in _FROM_STORE]
_STEP_READERS = [(n, _FROM_STORE[c.kind]) for n, c in enumerate(STEP) if c.kind in _FROM_STORE]
_SESSION_NAMES = [column.name for column in SESSION]
_STEP_NAMES = [column.name for column in STEP]


def past_contents(connection: sqlite3.Connection, *, rehearsals: bool) -> Iterator[Content]:
    """Yield past sessions with their steps, oldest first, one at a time."""
    numbers = connection.execute(
        f"SELECT number FROM session WHERE {_PAST} AND (? OR rehearsal = 0) ORDER BY started_at, number", (rehearsals,)
    )
    for (number,) in numbers:
        yield content_of(connection, number)


def content_of(connection: sqlite3.Connection, number: int) -> Content:
    """Return the session of a row with its steps; KeyError where there is none."""
    row = connection.execute(f"SELECT {_SESSION_FIELDS} FROM session WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise KeyError(number)
    values = list(row)
    for place, read in _SESSION_READERS:
        values[place] = read(values[place])
    content: Content = dict(zip(_SESSION_NAMES, values, strict=True))
    content["steps"] = steps = []
    for step in connection.execute(f"SELECT {_STEP_FIELDS} FROM step WHERE session = ? ORDER BY place", (number,)):
        values = list(step)
        for place, read in _STEP_READERS:
            values[place] = read(values[place])
        steps.append(dict(zip(_STEP_NAMES, values, strict=True)))
    return content


def insert_content(connection: sqlite3.Connection, content: Content, number: int | None = None) -> int:
    """Write a session and its steps, inside a transaction, and return the number of its row."""
    values = [content[column.name] for column in SESSION]
    for place, column in enumerate(SESSION):
        if column.kind is Kind.TEXTS:
            values[place] = json.dumps(values[place], ensure_ascii=False)
    started_at = datetime.fromisoformat(content["started"]).timestamp()
    made = connection.execute(_INSERT_SESSION, (number, started_at, *values)).lastrowid
    assert made is not None  # the row was inserted
    connection.executemany(
        _INSERT_STEP,
        ((made, place, *(step[name] for name in _STEP_NAMES)) for place, step in enumerate(content["steps"])),
    )
    return made


def erase(connection: sqlite3.Connection, number: int) -> None:
    """Delete a session and its steps for good, inside a transaction."""
    connection.execute("DELETE FROM step WHERE session = ?", (number,))
    connection.execute("DELETE FROM session WHERE number = ?", (number,))


def probe(connection: sqlite3.Connection) -> None:
    """Ask for every column once; sqlite3.OperationalError where one is missing."""
    for fields, table in ((_SESSION_FIELDS, "session"), (_STEP_FIELDS, "step"), ("session, at, beat", "unfinished")):
        connection.execute(f"SELECT {fields} FROM {table} LIMIT 1").fetchall()
