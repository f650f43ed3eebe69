"""An import and a restore beside the window's open history, for a thread of its own: each one transaction, or nothing.

The window's connection reads on meanwhile; what it writes waits, as its journal waits for any lock. A backup is made
before either.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from app.storage import history_file
from app.storage.backups import Backups
from app.storage.chosen_file import FileRefusedError
from app.storage.history_bundle import Restored, put_over
from app.storage.history_content import Content
from app.storage.history_import import Imported, import_sessions
from app.storage.store_trouble import StoreRefusedError, StoreTrouble, kind_of

PATIENCE = 5.0  # seconds to wait for the window's own writing
TOLD_EVERY = 100  # sessions


def import_beside(
    history: Path, backups: Backups, contents: Sequence[Content], told: Callable[[int], None]
) -> Imported:
    """Add the sessions that are not there yet and return how many; `told` gets how many were looked at so far.

    `StoreRefusedError` where the history cannot be written; it is then as it was.
    """
    with _beside(history) as connection:
        backups.make(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            done = import_sessions(connection, _counting(contents, told))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return done


def restore_beside(history: Path, backups: Backups, file: Path) -> Restored:
    """Put the history of a file in place of the open one and return what it holds; the window then opens it anew.

    `FileRefusedError` where the file is no sound history, `StoreRefusedError` where this one cannot be written.
    """
    try:
        with _beside(history) as connection:
            return put_over(file, history, backups, connection)
    except FileRefusedError as refused:
        raise FileRefusedError(f"{refused} Nothing was changed.") from refused


@contextmanager
def _beside(history: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(history_file.connect(history, "rw", patience=PATIENCE)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            yield connection
    except (sqlite3.Error, OSError) as problem:
        raise StoreRefusedError(StoreTrouble(kind_of(problem), history, str(problem))) from problem


def _counting(contents: Sequence[Content], told: Callable[[int], None]) -> Iterator[Content]:
    for number, content in enumerate(contents):
        if number % TOLD_EVERY == 0:
            told(number)
        yield content
