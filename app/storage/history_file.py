"""One file of the history by itself: how it is told from any other, connected to, made and checked."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from app.storage.migrations import Migration
from app.storage.whole_file import put_in_place

APPLICATION_ID = 0x486F6C64  # "Hold"
WAITS_FOR_OTHERS = 2.0  # seconds that a copy waits for another program's lock


class DamagedError(Exception):
    """A file that is no history, or a broken one."""


def connect(path: Path, mode: str = "rw", *, patience: float = 0.0) -> sqlite3.Connection:
    """Return a connection without transactions of its own; `mode` as in SQLite's URIs, `patience` in seconds.

    It may be handed from thread to thread, one at a time.
    """
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=patience,
        check_same_thread=False,
    )


def pragma(connection: sqlite3.Connection, name: str) -> object:
    """Return the first value that a pragma answers, or None."""
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return None if row is None else row[0]


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the layout; `DamagedError` where the file is no history at all."""
    if pragma(connection, "application_id") != APPLICATION_ID:
        raise DamagedError("it is not a history of Holdwell")
    version = pragma(connection, "user_version")
    if not isinstance(version, int) or version < 1:
        raise DamagedError("it has no version")
    return version


def check(connection: sqlite3.Connection) -> int:
    """Return the version after reading through the whole file; `DamagedError` where a page of it is broken."""
    version = version_of(connection)
    # The pages are what is in doubt; looking at every value's constraint again takes four times as long.
    connection.execute("PRAGMA ignore_check_constraints = ON")
    answer = pragma(connection, "quick_check(1)")
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    if answer != "ok":
        raise DamagedError(str(answer))
    return version


def good_version(path: Path) -> int | None:
    """Return the version of a whole, sound file that nobody has open, such as a backup; None where it is not sound."""
    if not path.is_file() or path.stat().st_size == 0:
        return None
    try:
        connection = connect(path, "ro")
        try:
            return check(connection)
        finally:
            connection.close()
    except (sqlite3.Error, DamagedError):
        return None


def copy_into(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy a whole file into another one; sqlite3.OperationalError where another program holds one of them.

    Left to itself Python would ask for the lock again and again, for as long as the other program has it.
    """
    since = time.monotonic()

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() - since >= WAITS_FOR_OTHERS:
            locked = sqlite3.OperationalError("database is locked")
            locked.sqlite_errorcode = status
            raise locked

    source.backup(target, progress=give_up)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration], version: int) -> None:
    """Bring a history of a version to the newest one, all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in migrations[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
    except BaseException:
        # A full disk may have rolled it back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def make(path: Path, migrations: Sequence[Migration]) -> None:
    """Make an empty history; it gets its name once it is whole, so that none is ever found half made."""
    new = path.with_name(f"{path.name}.new")
    parts = (new, new.with_name(f"{new.name}-journal"))
    for old in parts:
        old.unlink(missing_ok=True)
    try:
        connection = connect(new, "rwc")
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection, migrations, 0)
        finally:
            connection.close()
        put_in_place(new, path)
    except BaseException:
        # On a full disk nothing of it stays either.
        for part in parts:
            part.unlink(missing_ok=True)
        raise
