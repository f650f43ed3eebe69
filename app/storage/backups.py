"""Backups of the history: each a single, verified file; many of late, few of long ago."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from app.storage import history_file
from app.storage.history_file import DamagedError
from app.storage.store_trouble import StoreTrouble, TroubleKind, kind_of
from app.storage.whole_file import put_in_place

AT_MOST_EVERY = timedelta(minutes=30)
KEEP_ALL = timedelta(days=2)
DAYS, WEEKS, MONTHS = 12, 10, 9
_NAME = "history-%Y-%m-%dT%H%M%S%z.sqlite"


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return which backups stay: all of two days, then the newest of each of 12 days, 10 weeks and 9 months.

    Days, weeks and months are those that hold a backup, so that a long holiday costs nothing. The newest always stays.
    """
    ordered = sorted(moments, reverse=True)
    stay = {m for m in ordered if m > now - KEEP_ALL} | set(ordered[:1])
    older = [m for m in ordered if m not in stay]
    for count, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest: dict[object, datetime] = {}
        for moment in older:
            newest.setdefault(period(moment), moment)
        chosen = list(newest.values())[:count]
        stay.update(chosen)
        # The next, longer period begins where this one ended.
        older = [m for m in older if m < chosen[-1]] if chosen else []
    return stay


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return moment.year, moment.month


class Backups:
    """The folder of backups of one history."""

    def __init__(self, source: Path, folder: Path, *, now: Callable[[], datetime], newest_version: int) -> None:
        """Know both places; nothing is made yet."""
        self._source, self._folder, self._now, self._newest_version = source, folder, now, newest_version
        self.trouble: StoreTrouble | None = None

    def files(self) -> list[tuple[datetime, Path]]:
        """Return the backups with their moments, newest first; files with other names are left alone."""
        found = []
        with suppress(FileNotFoundError, NotADirectoryError):
            for path in self._folder.iterdir():
                with suppress(ValueError):
                    found.append((datetime.strptime(path.name, _NAME), path))
        return sorted(found, reverse=True)

    def newest_good(self) -> Path | None:
        """Return the newest backup that reads well from end to end and that this Holdwell understands."""
        for _, path in self.files():
            version = history_file.good_version(path)
            if version is not None and version <= self._newest_version:
                return path
        return None

    def make_if_due(self) -> Path | None:
        """Return a new backup, or None where the last is under 30 minutes old or nothing has changed since it.

        Opens the history for itself, to read: it may run beside the window's connection, on a thread of its own.
        Raises sqlite3.Error and OSError; the history is then as it was.
        """
        newest = next((moment for moment, _ in self.files()), None)
        if newest is not None and timedelta(0) <= self._now() - newest < AT_MOST_EVERY:
            return None
        source = history_file.connect(self._source, "ro", patience=2.0)
        try:
            return self.make(source)
        finally:
            source.close()

    def try_if_due(self) -> None:
        """Make a backup where one is due; `trouble` then says whether that could be."""
        try:
            self.make_if_due()
            self.trouble = None
        except (sqlite3.Error, OSError) as problem:
            kind = kind_of(problem)
            held = self._source if kind is TroubleKind.LOCKED else self._folder
            self.trouble = StoreTrouble(kind, held, f"no backup: {problem}")

    def make(self, source: sqlite3.Connection) -> Path | None:
        """Return a new, verified backup of an open history; None where it would be the same as the last one."""
        self._folder.mkdir(parents=True, exist_ok=True)
        now = self._now().replace(microsecond=0)
        new = self._folder / ".history.new"
        self._clear(new)
        try:
            copy = history_file.connect(new, "rwc")
            try:
                history_file.copy_into(source, copy)
                # A copy inherits the write-ahead log; alone, and perhaps on a medium that cannot be written, it must
                # be a single file.
                copy.execute("PRAGMA journal_mode = DELETE")
                history_file.check(copy)
            finally:
                copy.close()
            files = self.files()
            if files and _content(files[0][1]) == _content(new):
                return None
            path = self._folder / now.strftime(_NAME)
            put_in_place(new, path)
        except DamagedError as problem:
            raise sqlite3.DatabaseError(f"the backup is not sound: {problem}") from problem
        finally:
            self._clear(new)
        self._thin()
        return path

    def restore(self, backup: Path) -> None:
        """Put a copy of a backup in the history's place; nothing may have the history open."""
        new = self._source.with_name(f"{self._source.name}.new")
        self._clear(new)
        new.write_bytes(backup.read_bytes())
        put_in_place(new, self._source)

    def _thin(self) -> None:
        files = self.files()
        stay = kept((moment for moment, _ in files), self._now())
        for moment, path in files:
            if moment not in stay:
                path.unlink(missing_ok=True)

    @staticmethod
    def _clear(new: Path) -> None:
        for end in ("", "-journal", "-wal", "-shm"):
            new.with_name(new.name + end).unlink(missing_ok=True)


def _content(path: Path) -> bytes:
    """Return a digest of a database without its two change counters, which differ in copies of the same content."""
    content = bytearray(path.read_bytes())
    content[24:28] = content[92:96] = bytes(4)
    return hashlib.sha256(content).digest()
