"""The history to be read beside a running window, from a folder that cannot be written, or of an older version."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from app.storage import history_file
from app.storage.history_file import DamagedError
from app.storage.migrations import MIGRATIONS, Migration
from app.storage.store_trouble import StoreRefusedError, StoreTrouble, TroubleKind, kind_of


@contextmanager
def reading(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Iterator[sqlite3.Connection | None]:
    """Give a connection that sees one instant of the history and changes nothing in it; None where there is no file.

    `StoreRefusedError` where it is damaged, locked, newer than this Holdwell, or may not be read.
    """
    with ExitStack() as stack:
        try:
            connection = _opened(path, migrations, stack)
        except DamagedError as problem:
            raise StoreRefusedError(StoreTrouble(TroubleKind.DAMAGED, path, str(problem))) from problem
        except (sqlite3.Error, OSError) as problem:
            raise StoreRefusedError(StoreTrouble(kind_of(problem), path, str(problem))) from problem
        try:
            yield connection
        except sqlite3.Error as problem:
            # Broken pages are sometimes found only where they are touched.
            raise StoreRefusedError(StoreTrouble(kind_of(problem), path, str(problem))) from problem


def _opened(path: Path, migrations: Sequence[Migration], stack: ExitStack) -> sqlite3.Connection | None:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return None
    if size == 0:
        raise DamagedError("it is empty")
    try:
        connection, version = _connected(path, "ro", stack)
    except sqlite3.OperationalError as problem:
        # A log needs its index beside it, which cannot be made in a folder without permission to write.
        if kind_of(problem) is not TroubleKind.READ_ONLY:
            raise
        connection, version = _in_closed_folder(path, stack)
    if version > len(migrations):
        raise StoreRefusedError(StoreTrouble(TroubleKind.NEWER, path))
    if version < len(migrations):
        # Only the window may migrate; what is read here is a copy in memory.
        copy = stack.enter_context(closing(sqlite3.connect(":memory:", isolation_level=None)))
        history_file.copy_into(connection, copy)
        history_file.migrate(copy, migrations, version)
        connection = copy
    connection.execute("BEGIN")
    return connection


def _connected(path: Path, mode: str, stack: ExitStack) -> tuple[sqlite3.Connection, int]:
    """Return an open connection, closed with the stack, and the version of the layout."""
    connection = history_file.connect(path, mode, patience=2.0)
    try:
        version = history_file.version_of(connection)
    except BaseException:
        connection.close()
        raise
    stack.enter_context(closing(connection))
    return connection, version


def _in_closed_folder(path: Path, stack: ExitStack) -> tuple[sqlite3.Connection, int]:
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or log.stat().st_size == 0:
        # Without a log the file is all there is, and nobody can be writing to it.
        return _connected(path, "ro&immutable=1", stack)
    # What stands in the log alone would be missed: both are read elsewhere.
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="holdwell-")))
    copied = folder / path.name
    for source in (path, log):
        shutil.copyfile(source, folder / source.name)
    return _connected(copied, "rw", stack)
