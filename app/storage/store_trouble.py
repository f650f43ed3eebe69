"""What the disk refuses and what was found damaged, as values that a screen or a terminal can say."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class TroubleKind(StrEnum):
    """Why a store cannot be used just now."""

    FULL = "full"
    READ_ONLY = "read-only"
    LOCKED = "locked"
    DAMAGED = "damaged"
    NEWER = "newer"
    FAILED = "failed"


_REASONS = {
    TroubleKind.FULL: "The disk is full",
    TroubleKind.READ_ONLY: "The folder or the file cannot be written to",
    TroubleKind.LOCKED: "Another program holds the file",
    TroubleKind.DAMAGED: "The file is damaged",
    TroubleKind.NEWER: "The file was written by a newer Holdwell",
    TroubleKind.FAILED: "The file cannot be used",
}


@dataclass(frozen=True, slots=True)
class StoreTrouble:
    """What stands in the way of a store, and where; `waiting` sessions are held in memory until it passes."""

    kind: TroubleKind
    path: Path
    detail: str = ""
    waiting: int = 0

    @property
    def sentence(self) -> str:
        """Return what to tell the person, with the path."""
        reason = _REASONS[self.kind]
        detail = f" ({self.detail})" if self.detail and self.kind is TroubleKind.FAILED else ""
        said = f"{reason}{detail}: {self.path}."
        if self.kind is TroubleKind.NEWER:
            lost = " What is done now cannot be kept." if self.waiting else ""
            return f"{said} Nothing is changed in it; please update Holdwell.{lost}"
        if self.waiting:
            return f"{said} The session goes on and is kept in memory until it can be written."
        return said


class NoticeKind(StrEnum):
    """What was done about a damaged file."""

    RESTORED = "restored"
    BEGUN_ANEW = "begun anew"


@dataclass(frozen=True, slots=True)
class StoreNotice:
    """What was found at the start and put right; `set_aside` is None where the file was simply not there."""

    kind: NoticeKind
    path: Path
    set_aside: Path | None = None
    backup: Path | None = None
    rescued: int = 0  # past sessions that the backup did not have, read from what was set aside

    @property
    def sentence(self) -> str:
        """Return what to tell the person, with both paths."""
        if self.set_aside is None:
            found = f"The history {self.path} was missing."
        else:
            found = f"The history was damaged. What was left of it is kept as {self.set_aside}."
        sessions = "1 session" if self.rescued == 1 else f"{self.rescued} sessions"
        saved = f" {sessions} more could be saved from what was damaged." if self.rescued else ""
        if self.backup is not None:
            return f"{found} It was restored from the backup {self.backup}.{saved}"
        return f"{found} There was no good backup, so a new history begins at {self.path}.{saved}"


class StoreRefusedError(Exception):
    """A store could not be opened or written; `trouble` says why."""

    def __init__(self, trouble: StoreTrouble) -> None:
        super().__init__(trouble.sentence)
        self.trouble = trouble


def kind_of(problem: Exception) -> TroubleKind:
    """Return what an error of SQLite or of the file system means for the person."""
    if isinstance(problem, OSError):
        return _KIND_OF_ERRNO.get(problem.errno or 0, TroubleKind.FAILED)
    code = getattr(problem, "sqlite_errorcode", None)
    if not isinstance(problem, sqlite3.Error) or code is None:
        return TroubleKind.FAILED
    return _KIND_OF_CODE.get(code & 0xFF, TroubleKind.FAILED)


_KIND_OF_ERRNO = {
    errno.ENOSPC: TroubleKind.FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): TroubleKind.FULL,  # a quota; Windows has none by this name
    errno.EACCES: TroubleKind.READ_ONLY,
    errno.EPERM: TroubleKind.READ_ONLY,
    errno.EROFS: TroubleKind.READ_ONLY,
}
# The low byte of SQLite's extended codes.
_KIND_OF_CODE = {
    sqlite3.SQLITE_FULL: TroubleKind.FULL,
    sqlite3.SQLITE_READONLY: TroubleKind.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: TroubleKind.READ_ONLY,
    sqlite3.SQLITE_PERM: TroubleKind.READ_ONLY,
    sqlite3.SQLITE_BUSY: TroubleKind.LOCKED,
    sqlite3.SQLITE_LOCKED: TroubleKind.LOCKED,
    sqlite3.SQLITE_CORRUPT: TroubleKind.DAMAGED,
    sqlite3.SQLITE_NOTADB: TroubleKind.DAMAGED,
}
