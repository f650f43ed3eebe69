"""What a damaged history still gives: past sessions that the backup does not have, one by one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.storage import history_file
from app.storage.history_file import DamagedError


def salvage(damaged: Path, connection: sqlite3.Connection) -> int:
    """Return how many past sessions were copied from a damaged file into an open history that does not have them.

    Whatever cannot be read whole is passed over: the file stays where it is, for whoever can read more in it.
    """
    # From a copy: even opened to read, SQLite removes the log of a database that is empty.
    try:
        with TemporaryDirectory(prefix=".salvage-", dir=damaged.parent, ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / damaged.name
            for end in ("", "-wal"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(damaged.with_name(damaged.name + end), copy.with_name(copy.name + end))
            with closing(history_file.connect(copy)) as source:
                if history_file.version_of(source) == history_file.version_of(connection):
                    return _copied(source, connection)
    except (sqlite3.Error, OSError, DamagedError):
        return 0
    return 0


def _copied(source: sqlite3.Connection, connection: sqlite3.Connection) -> int:
    columns = _columns(connection, "session")
    step_columns = _columns(connection, "step")
    known = {row[0] for row in connection.execute("SELECT id FROM session WHERE ended IS NOT NULL")}
    count = 0
    for row in _rows(source, ", ".join(columns)):
        session = dict(zip(columns, row, strict=True))
        if session["id"] in known or session["ended"] is None:
            continue
        known.add(session["id"])
        number = session.pop("number")
        try:
            steps = source.execute(
                f"SELECT {', '.join(step_columns)} FROM step WHERE session = ?", (number,)
            ).fetchall()
            connection.execute("BEGIN IMMEDIATE")
            # The backup may have it as the unfinished one; here it is over.
            connection.execute("DELETE FROM session WHERE id = ?", (session["id"],))
            connection.execute("DELETE FROM unfinished_part WHERE NOT EXISTS (SELECT 1 FROM unfinished)")
            new = _insert(connection, "session", session)
            for step in steps:
                _insert(connection, "step", {**dict(zip(step_columns, step, strict=True)), "session": new})
            connection.execute("COMMIT")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            continue
        count += 1
    return count


def _rows(source: sqlite3.Connection, columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield sessions from the newest back and from the oldest on, each until a broken page ends it."""
    for order in ("DESC", "ASC"):
        try:
            yield from source.execute(f"SELECT {columns} FROM session NOT INDEXED ORDER BY number {order}")
        except sqlite3.Error:
            continue


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> int | None:
    marks = ", ".join("?" * len(values))
    return connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    ).lastrowid
