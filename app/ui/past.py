"""The window's side of the history: opened after the first paint, asked for what the pages show, never in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app.clocks import local_now
from app.paths import Folders
from app.ui.wording import clock, days_ago, time_of_day

if TYPE_CHECKING:  # SQLite is not for the first paint
    import sqlite3
    from pathlib import Path

    from app.core.past import PastSession, PastStep
    from app.storage.backups import Backups
    from app.storage.history import RoutineMemory
    from app.storage.session_journal import SessionJournal, Unfinished

T = TypeVar("T")


class Past(QObject):
    """`noticed` carries what the disk refused or what was put right, as a sentence."""

    noticed = Signal(str)

    def __init__(
        self, folders: Folders, now: Callable[[], datetime] = local_now, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folders, self.now = folders, now
        self._journal: SessionJournal | None = None
        self._told: set[str] = set()
        self._closed = False

    @property
    def journal(self) -> SessionJournal:
        """Return the journal of sessions; the history is opened when it is first asked for."""
        if self._journal is None:
            self._journal = self._opened()
        return self._journal

    def _opened(self) -> SessionJournal:
        from app.storage.history_database import HistoryDatabase  # noqa: PLC0415  # not for the first paint
        from app.storage.session_journal import SessionJournal  # noqa: PLC0415  # as above
        from app.storage.store_trouble import StoreRefusedError  # noqa: PLC0415  # as above

        self._database = HistoryDatabase(self._folders.history, self._folders.backups)
        try:
            self._database.open()
        except StoreRefusedError as refusal:
            self._tell(refusal.trouble.sentence)
        for notice in self._database.notices:
            self._tell(notice.sentence)
        return SessionJournal(self._database, now=self.now)

    def unfinished(self) -> Unfinished | None:
        """Return the session that was left, or None."""
        return self.journal.unfinished()

    def memories(self) -> dict[str, RoutineMemory]:
        """Return what is remembered of each routine; empty where the history cannot be read."""
        from app.storage.history import routine_memories  # noqa: PLC0415  # not for the first paint

        return self._asked(routine_memories) or {}

    def known_exercises(self, among: Iterable[str]) -> frozenset[str]:
        """Return which exercises were done before; none where the history cannot be read: more time harms nobody."""
        from app.storage.history import known_exercises  # noqa: PLC0415  # as above

        keys = tuple(among)
        return self._asked(known_exercises, keys) or frozenset()

    def sessions(self, limit: int | None = None, after: PastSession | None = None) -> list[PastSession]:
        """Return past sessions, newest first; none where the history cannot be read."""
        from app.storage.history import past_sessions  # noqa: PLC0415  # as above

        return self._asked(partial(past_sessions, limit=limit, after=after)) or []

    def steps(self, session: PastSession) -> list[PastStep]:
        """Return a past session's steps."""
        from app.storage.history import steps  # noqa: PLC0415  # as above

        return self._asked(steps, session) or []

    def say(self, correct: Callable[[sqlite3.Connection], T]) -> T | None:
        """Change the history, all or nothing, and return the answer; None where it was refused, which is then told."""
        import sqlite3  # noqa: PLC0415  # not for the first paint

        from app.storage.history_corrections import CorrectionRefusedError  # noqa: PLC0415  # as above
        from app.storage.store_trouble import StoreRefusedError, StoreTrouble, kind_of  # noqa: PLC0415  # as above

        if self.journal.waiting and not self.journal.retry():
            self.noticed.emit("The history cannot be written just now, so this is not kept.")
            return None
        try:
            with self._database.transaction(lasting=True) as connection:
                return correct(connection)
        except CorrectionRefusedError as refusal:
            self.noticed.emit(str(refusal))
        except StoreRefusedError as refusal:
            self.noticed.emit(refusal.trouble.sentence)
        except sqlite3.Error as problem:
            self.noticed.emit(StoreTrouble(kind_of(problem), self._folders.history, str(problem)).sentence)
        return None

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return the answer to a question of the history; None where it cannot be read, which is then told."""
        return self._asked(question)

    def erase_deleted(self, undo_for: timedelta = timedelta()) -> None:
        """Erase for good what was deleted so long ago: nothing brings it back. Not once the history is closed."""
        if self._closed:
            return
        import sqlite3  # noqa: PLC0415  # not for the first paint

        from app.storage.history_corrections import erase_deleted  # noqa: PLC0415  # as above
        from app.storage.store_trouble import StoreRefusedError, StoreTrouble, kind_of  # noqa: PLC0415  # as above

        self._journal = self.journal
        try:
            erase_deleted(self._database, self.now(), undo_for=undo_for)
        except StoreRefusedError as refusal:
            self._tell(refusal.trouble.sentence)
        except sqlite3.Error as problem:
            self._tell(StoreTrouble(kind_of(problem), self._folders.history, str(problem)).sentence)

    def beside(self) -> tuple[Path, Backups]:
        """Return the history's file and its backups, for work on another thread with a connection of its own."""
        self._journal = self.journal
        return self._folders.history, self._database.backups

    def reopen(self) -> None:
        """Open the history anew: it is another one now."""
        from app.storage.store_trouble import StoreRefusedError  # noqa: PLC0415  # not for the first paint

        self._journal = self.journal
        try:
            self._database.open()
        except StoreRefusedError as refusal:
            self._tell(refusal.trouble.sentence)

    def last_done(self, today: date, day_ends: int) -> dict[str, str]:
        """Return when each routine was done last, in words; `day_ends`: hours after midnight."""
        from app.core.days import day_of  # noqa: PLC0415  # not for the first paint

        return {
            routine: days_ago(day_of(memory.last, day_ends), today)
            for routine, memory in self.memories().items()
            if memory.last is not None
        }

    def tell_backup(self) -> None:
        """Say, once, why there is no new backup, where there is none."""
        if self._journal is not None and self._journal.backup_trouble:
            self._tell(self._journal.backup_trouble)

    def close(self) -> None:
        """Write what waits and let the history go."""
        self._closed = True
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _asked(self, question: Callable[..., T], *words: object) -> T | None:
        """Return the answer to a question of the history, or None where it cannot be read, which is then told."""
        import sqlite3  # noqa: PLC0415  # not for the first paint

        from app.storage.store_trouble import StoreRefusedError, StoreTrouble, kind_of  # noqa: PLC0415  # as above

        self._journal = self.journal
        try:
            return question(self._database.connection, *words)
        except StoreRefusedError as refusal:
            self._tell(refusal.trouble.sentence)
        except sqlite3.Error as problem:
            self._tell(StoreTrouble(kind_of(problem), self._folders.history, str(problem)).sentence)
        return None

    def _tell(self, sentence: str) -> None:
        """Say a thing once."""
        if sentence not in self._told:
            self._told.add(sentence)
            self.noticed.emit(sentence)


def left_words(left: Unfinished, today: date, day_ends: int) -> str:
    """Return where a session was left: "stopped in Pigeon, left side, 1:12 to go · today 7:40"."""
    from app.core.days import day_of  # noqa: PLC0415  # not for the first paint
    from app.core.shown_seconds import left_shown  # noqa: PLC0415  # as above

    exercise = next(
        (o.exercise.name for b in left.plan.blocks for o in b.options if o.exercise.key == left.exercise), left.exercise
    )
    place = ", ".join(filter(None, (exercise, left.position)))
    to_go = f", {clock(left_shown(left.left_seconds))} to go" if left.left_seconds is not None else ""
    at = left.at.astimezone()
    return f"stopped in {place}{to_go} · {days_ago(day_of(at, day_ends), today)} {time_of_day(at)}"
