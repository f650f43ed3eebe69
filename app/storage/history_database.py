"""The history's database in the one process that may write to it: opened, checked, put right, written to.

What is promised: a change of segment is on the disk when `transaction(lasting=True)` returns; a beat survives the
death of the process and may be lost with the power; a damaged file is set aside whole and never deleted; a file of a
newer Holdwell is not touched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from app.storage import history_file
from app.storage.backups import Backups
from app.storage.history_file import DamagedError
from app.storage.history_reader import reading
from app.storage.migrations import MIGRATIONS, Migration
from app.storage.network_folder import lies_on_network
from app.storage.salvage import salvage
from app.storage.store_trouble import (
    NoticeKind,
    StoreNotice,
    StoreRefusedError,
    StoreTrouble,
    TroubleKind,
    kind_of,
)

Answer = TypeVar("Answer")

# Files that belong to a database and are never parted from it.
COMPANIONS = ("-wal", "-shm", "-journal")


def local_now() -> datetime:
    """Return the wall clock's reading with its zone."""
    return datetime.now().astimezone()


class HistoryDatabase:
    """The one connection of the one window; it opens itself again after trouble when `open` is called again."""

    def __init__(
        self,
        path: Path,
        backups: Path,
        *,
        now: Callable[[], datetime] = local_now,
        migrations: Sequence[Migration] = MIGRATIONS,
        on_network: Callable[[Path], bool] = lies_on_network,
    ) -> None:
        """Know where the history and its backups lie; nothing is opened or made yet."""
        self.path = path
        self.backups = Backups(path, backups, now=now, newest_version=len(migrations))
        self.notices: list[StoreNotice] = []
        self.opened = 0  # how often: whoever keeps numbers of rows forgets them when it changes
        self._now, self._migrations, self._on_network = now, migrations, on_network
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        self._lasting: bool | None = None
        self._log = True

    @property
    def connection(self) -> sqlite3.Connection:
        """Return the open connection; `StoreRefusedError` where there is none."""
        if self._connection is None:
            raise StoreRefusedError(StoreTrouble(TroubleKind.FAILED, self.path, "it is not open"))
        return self._connection

    @property
    def is_open(self) -> bool:
        """Return whether there is a connection."""
        return self._connection is not None

    def open(self, *, patience: float = 0.25) -> None:
        """Open the history, made, migrated or put right where needed; `StoreRefusedError` where that cannot be.

        `patience`: seconds to wait for another program's lock. What was put right is added to `notices`.
        """
        self.close()
        since = len(self.notices)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._provide()
            try:
                self._connect(patience)
            except DamagedError:
                self._put_right()
                self._connect(patience)
        except DamagedError as problem:
            raise StoreRefusedError(StoreTrouble(TroubleKind.DAMAGED, self.path, str(problem))) from problem
        except (sqlite3.Error, OSError) as problem:
            raise StoreRefusedError(StoreTrouble(kind_of(problem), self.path, str(problem))) from problem
        self.opened += 1
        self._salvage(since)

    def close(self) -> None:
        """Let the file go; the log is folded into it where nobody else reads."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with suppress(sqlite3.Error):  # A full disk may refuse the folding in; the log then stays, and is read.
                connection.close()

    def ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
        """Return the answer to a question about the history; None where there is no file yet.

        Where it cannot be opened for writing, it is read all the same: from a closed folder, beside a lock.
        `StoreRefusedError` where that is refused too.
        """
        if self._connection is None:
            with reading(self.path, self._migrations) as connection:
                return None if connection is None else question(connection)
        try:
            return question(self._connection)
        except sqlite3.Error as problem:
            raise StoreRefusedError(StoreTrouble(kind_of(problem), self.path, str(problem))) from problem

    def vanished(self) -> bool:
        """Return whether the file was removed or replaced while it was open, so that writing would go nowhere."""
        try:
            return self._connection is not None and self.path.stat().st_ino != self._inode
        except OSError:
            return True

    @contextmanager
    def transaction(self, *, lasting: bool) -> Iterator[sqlite3.Connection]:
        """Write all or nothing; `lasting` waits for the disk, so that not even a power cut takes it back.

        sqlite3's errors and `StoreRefusedError` pass through, with nothing written.
        """
        connection = self.connection
        if self._log and lasting is not self._lasting:
            connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            self._lasting = lasting
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _provide(self) -> None:
        """See to it that there is a file: with backups but without a file it was lost, and is no new user's."""
        if self.path.exists() or self.path.is_symlink():
            if self.path.stat().st_size == 0:
                self._put_right()
        elif any(self._companion(end).exists() for end in COMPANIONS) or self.backups.newest_good() is not None:
            self._put_right()
        else:
            history_file.make(self.path, self._migrations)

    def _connect(self, patience: float) -> None:
        connection = history_file.connect(self.path, patience=patience)
        try:
            version = self._understood(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")  # Deleted is gone, not merely unlisted.
            connection.execute("PRAGMA fullfsync = ON")  # On macOS fsync alone does not reach the disk.
            mode = "TRUNCATE" if self._on_network(self.path.parent) else "WAL"
            self._log = history_file.pragma(connection, f"journal_mode = {mode}") == "wal"
            connection.execute("PRAGMA synchronous = FULL")
            if version < len(self._migrations):
                self.backups.make(connection)
                history_file.migrate(connection, self._migrations, version)
            # From here on a lock is not waited for: a session must not stand still for another program.
            connection.execute("PRAGMA busy_timeout = 0")
        except BaseException:
            connection.close()
            raise
        self._connection, self._lasting = connection, True
        self._inode = self.path.stat().st_ino

    def _understood(self, connection: sqlite3.Connection) -> int:
        """Return the version of a sound history that this Holdwell may write to."""
        try:
            version = history_file.check(connection)
        except sqlite3.Error as problem:
            if kind_of(problem) is TroubleKind.DAMAGED:
                raise DamagedError(str(problem)) from problem
            raise
        if version > len(self._migrations):
            raise StoreRefusedError(StoreTrouble(TroubleKind.NEWER, self.path))
        return version

    def _put_right(self) -> None:
        """Set a damaged file aside with all that belongs to it, and take the newest good backup, or begin anew."""
        backup = self.backups.newest_good()
        set_aside = self._set_aside()
        if backup is None:
            history_file.make(self.path, self._migrations)
            self.notices.append(StoreNotice(NoticeKind.BEGUN_ANEW, self.path, set_aside))
        else:
            self.backups.restore(backup)
            self.notices.append(StoreNotice(NoticeKind.RESTORED, self.path, set_aside, backup))

    def _salvage(self, since: int) -> None:
        """Take from what was just set aside the past sessions that the backup did not have."""
        for number, notice in enumerate(self.notices[since:], since):
            if notice.set_aside is not None:
                self.notices[number] = replace(notice, rescued=salvage(notice.set_aside, self.connection))

    def _set_aside(self) -> Path | None:
        """Return the new name of the damaged file; None where there was none."""
        stem, ending = self.path.stem, self.path.suffix
        base = f"{stem}.corrupt-{self._now():%Y-%m-%d-%H%M%S}"
        name, count = self.path.with_name(f"{base}{ending}"), 1
        while any(name.with_name(name.name + end).exists() for end in ("", *COMPANIONS)):
            count += 1
            name = self.path.with_name(f"{base}-{count}{ending}")
        moved = False
        # The log first: should this be cut short, a database without its log is still found damaged next time, but a
        # log beside a restored database must never be.
        for end in (*COMPANIONS, ""):
            with suppress(FileNotFoundError):
                self._companion(end).rename(name.with_name(name.name + end))
                moved = True
        return name if moved else None

    def _companion(self, end: str) -> Path:
        return self.path.with_name(self.path.name + end)
