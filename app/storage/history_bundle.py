"""The whole history as one file, and back: everything in it, the unfinished session too.

The file is a database of the same layout, closed and checked; the automatic backups are such files as well. Restoring
copies it over the open history in one transaction of SQLite's, so that whatever happens the old one or the new one
stands; what was there before is kept among the backups.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.storage import history_file
from app.storage.backups import Backups
from app.storage.chosen_file import FileRefusedError, readable, written_whole
from app.storage.history_content import probe
from app.storage.history_database import HistoryDatabase
from app.storage.history_file import DamagedError
from app.storage.history_reader import reading
from app.storage.store_trouble import StoreRefusedError, StoreTrouble, TroubleKind, kind_of


@dataclass(frozen=True, slots=True)
class Restored:
    """How many past sessions the restored history holds, and the backup of what was there before."""

    sessions: int
    before: Path | None  # None: there was no backup to be made, nor an older one


def back_up(connection: sqlite3.Connection, path: Path, *, never: Iterable[Path] = ()) -> int:
    """Write the whole history into one checked file and return how many past sessions it holds.

    `FileRefusedError` where the file cannot be written, is none, or is among those that must `never` be.
    """
    with written_whole(path, never=never) as new:
        try:
            with closing(history_file.connect(new)) as copy:
                history_file.copy_into(connection, copy)
                # A copy inherits the write-ahead log; alone it must be a single file.
                copy.execute("PRAGMA journal_mode = DELETE")
                history_file.check(copy)
                return _past_sessions(copy)
        except (sqlite3.Error, DamagedError) as problem:
            raise FileRefusedError(StoreTrouble(kind_of(problem), path, str(problem)).sentence) from problem


def check_backup(path: Path) -> None:
    """Read through a file that is to be restored; `FileRefusedError` where it is no sound history."""
    with _sound(path):
        pass


def restore(path: Path, database: HistoryDatabase) -> Restored:
    """Put the history of a file in place of the open one and return what it holds.

    `FileRefusedError` where the file is no sound history or a newer Holdwell's, and where the history's own folder
    refuses; the old history is then in place.
    """
    done = put_over(path, database.path, database.backups, database.connection)
    # Whoever kept numbers of rows learns that they are others now.
    database.open()
    return done


def put_over(path: Path, history: Path, backups: Backups, connection: sqlite3.Connection) -> Restored:
    """Do what `restore` does through a connection to the history; whoever has it open then opens it anew."""
    if readable(path).resolve() == history.resolve():
        raise FileRefusedError(f"{path} is the history itself.")
    with _sound(path) as source:
        before = _copy_over(source, history, backups, connection)
        return Restored(_past_sessions(source), before)


@contextmanager
def _sound(path: Path) -> Iterator[sqlite3.Connection]:
    """Give the history in a file, read through; `FileRefusedError` where there is none, and where a store refuses."""
    try:
        with reading(readable(path)) as source:
            if source is None:
                raise FileRefusedError(f"There is no file {path}.")
            _check(source)
            yield source
    except DamagedError as problem:
        raise FileRefusedError(_no_backup(path)) from problem
    except StoreRefusedError as refused:
        if refused.trouble.kind is TroubleKind.DAMAGED and refused.trouble.path == path:
            raise FileRefusedError(_no_backup(path)) from refused
        raise FileRefusedError(refused.trouble.sentence) from refused


def _check(source: sqlite3.Connection) -> None:
    """Read through the whole file; `DamagedError` where a page is broken or something is missing."""
    history_file.check(source)
    try:
        probe(source)
    except sqlite3.OperationalError as problem:
        raise DamagedError(str(problem)) from problem


def _copy_over(
    source: sqlite3.Connection, history: Path, backups: Backups, connection: sqlite3.Connection
) -> Path | None:
    """Put one history in place of the open one and return the backup of what was there."""
    try:
        before = backups.make(connection)
        history_file.copy_into(source, connection)
    except (sqlite3.Error, OSError) as problem:
        raise StoreRefusedError(StoreTrouble(kind_of(problem), history, str(problem))) from problem
    return before or next((backup for _, backup in backups.files()), None)


def _no_backup(path: Path) -> str:
    return f"{path} is no backup of a Holdwell history, or it is damaged."


def _past_sessions(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM session WHERE ended IS NOT NULL AND deleted IS NULL").fetchone()
    return int(count)
