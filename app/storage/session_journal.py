"""Keeps a running session so that no crash can lose it, and keeps it in memory while the disk refuses.

Theory of operation
-------------------
What should be on the disk is held here as drafts: the running session, and sessions that ended while nothing could be
written. Each call brings a draft up to date and then tries to write, in one transaction, whatever of the drafts is
not on the disk yet. A refused transaction leaves the draft as it was, so that the next call tries again with
everything; nothing is queued row by row, and nothing is written twice in different words.

A change of segment waits for the disk. A beat does not, and writes two small rows: where the session stands, and the
step that runs. Calls never raise for what the disk refuses: `trouble` says it.
"""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Thread

from app.core.moments import Finished
from app.core.plan import Plan
from app.core.session import Session
from app.core.snapshot import SessionSnapshot
from app.storage.history_database import HistoryDatabase, local_now
from app.storage.plan_data import plan_from_text, plan_to_text
from app.storage.session_draft import Draft, end_in_database
from app.storage.store_trouble import StoreRefusedError, StoreTrouble, TroubleKind, kind_of

OPEN_AGAIN_AFTER = 5.0  # seconds between two attempts to open a file that could not be opened


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The session that can be gone on with; `at` is when it was last known to run, `left_seconds` as in the history."""

    id: str
    name: str
    at: datetime
    exercise: str
    position: str | None
    left_seconds: float | None
    rehearsal: bool
    plan: Plan
    snapshot: SessionSnapshot


class SessionJournal:
    """The journal of the one session that runs in this process."""

    def __init__(
        self,
        database: HistoryDatabase,
        *,
        now: Callable[[], datetime] = local_now,
        clock: Callable[[], float] = time.monotonic,
        backs_up: bool = True,
    ) -> None:
        """Keep in a database, opened or not; `now` is the wall clock, `clock` only spaces out attempts to open.

        `backs_up`: whether a backup is made, where one is due, after a session on a thread and when closing.
        """
        self._database, self._now, self._clock = database, now, clock
        self._backs_up = backs_up
        self._backup: Thread | None = None
        self._patience = 0.0
        self._drafts: list[Draft] = []  # the running one is the last
        self._running: Draft | None = None
        self._keep_other = False  # an unfinished session on the disk is to be ended before the drafts are written
        self._trouble: StoreTrouble | None = None
        self._refusals = 0
        self._opened = database.opened
        self._try_open_at = 0.0

    @property
    def trouble(self) -> StoreTrouble | None:
        """Return what keeps the sessions from being written just now, with how many wait in memory; None: nothing.

        Another program's lock is told from the second refusal on: most are over before anybody could read of them.
        """
        if self._trouble is None or (self._trouble.kind is TroubleKind.LOCKED and self._refusals < 2):
            return None
        return self._trouble

    @property
    def backup_trouble(self) -> str:
        """Return a sentence about why the last backup could not be made; "" where it could."""
        trouble = self._database.backups.trouble
        return "" if trouble is None else f"The history is kept, but not backed up. {trouble.sentence}"

    @property
    def waiting(self) -> int:
        """Return how many sessions are not on the disk as they should be."""
        return sum(draft.dirty for draft in self._drafts)

    def begin(
        self,
        session: Session,
        now: float,
        *,
        needs: Sequence[str] = (),
        stiff_before: int | None = None,
    ) -> str:
        """Start keeping a session that has begun, and return its id; an unfinished one is first kept as ended.

        `needs`: what the routine asks for, to notice when that changes.
        """
        self.keep_unfinished()
        draft = Draft(
            id=str(uuid.uuid4()),
            plan=session.plan,
            plan_text=plan_to_text(session.plan),
            # It began a moment ago: making its page takes time, and that moment is counted in its clock.
            started=self._now() - timedelta(seconds=session.snapshot(now).clock / session.speed),
            rehearsal=session.speed != 1,
            needs=tuple(needs),
            stiff_before=stiff_before,
        )
        self._keep_other = True
        self._drafts.append(draft)
        self._running = draft
        self.segment_changed(session, now)
        return draft.id

    def unfinished(self) -> Unfinished | None:
        """Return the session that can be gone on with, as the disk has it; None where there is none, or it is refused.

        A stored session that no longer makes sense is kept as ended.
        """
        if self._running is not None or not self._ready():
            return None if self._running is not None else self._left_waiting()
        if self.waiting:
            self._write(lasting=True)
            if (left := self._left_waiting()) is not None:
                return left
        try:
            row = self._database.connection.execute(
                "SELECT s.id, s.name, u.at, u.exercise, u.position, u.left_seconds, s.rehearsal, u.beat,"
                " (SELECT data FROM unfinished_part WHERE part = 'plan'),"
                " (SELECT data FROM unfinished_part WHERE part = 'state')"
                " FROM unfinished u JOIN session s ON s.number = u.session"
            ).fetchone()
        except sqlite3.Error as problem:
            self._refused(problem)
            return None
        if row is None:
            return None
        *words, beat, plan, state = row
        try:
            snapshot = SessionSnapshot.from_data({**json.loads(state), **json.loads(beat)})
            stored = plan_from_text(plan)
            at = datetime.fromisoformat(words[2])
            Session.resumed(stored, snapshot)
        except (ValueError, TypeError, IndexError):
            self.keep_unfinished()
            return None
        return Unfinished(
            id=words[0],
            name=words[1],
            at=at,
            exercise=words[3],
            position=words[4],
            left_seconds=words[5],
            rehearsal=bool(words[6]),
            plan=stored,
            snapshot=snapshot,
        )

    def _left_waiting(self) -> Unfinished | None:
        """Return the session that was left while the disk refused it: memory alone knows of it."""
        for draft in self._drafts:
            if draft.open and draft.snapshot is not None and draft.at is not None:
                return Unfinished(
                    id=draft.id,
                    name=draft.plan.name,
                    at=draft.at,
                    exercise=draft.snapshot.exercise,
                    position=draft.snapshot.position,
                    left_seconds=draft.snapshot.left_seconds,
                    rehearsal=draft.rehearsal,
                    plan=draft.plan,
                    snapshot=draft.snapshot,
                )
        return None

    def go_on(self, unfinished: Unfinished, session: Session, now: float) -> None:
        """Keep the session on under the id that it had; at a speed other than 1 it becomes a rehearsal."""
        draft = next((waiting for waiting in self._drafts if waiting.id == unfinished.id), None)
        if draft is None:
            draft = Draft(id=unfinished.id, plan=session.plan, plan_text=None, started=unfinished.at, rehearsal=False)
            if self._ready():
                try:
                    draft.take_from(self._database.connection)
                except sqlite3.Error as problem:
                    self._refused(problem)
            self._drafts.append(draft)
        draft.go_on(rehearsal=unfinished.rehearsal or session.speed != 1)
        self._keep_other = False
        self._running = draft
        self.segment_changed(session, now)

    def segment_changed(self, session: Session, now: float) -> None:
        """Keep the session as it is now, for good."""
        if self._running is not None:
            snapshot = session.snapshot(now)
            self._running.update(session.records, snapshot, self._now(), session.speed)
            self._running.change(session.plan, snapshot)
            self._write(lasting=True)

    def beat(self, session: Session, now: float) -> None:
        """Keep how far the running work is; the death of the process loses nothing of it."""
        if self._running is not None:
            snapshot = session.snapshot(now)
            self._running.update(session.records, snapshot, self._now(), session.speed)
            self._write(lasting=False)

    def ended(self, session: Session, now: float) -> None:
        """Keep the session as over; with under 10 s of work it leaves no trace."""
        if self._running is None:
            return
        state = session.state
        self._running.update(session.records, session.snapshot(now), self._now(), session.speed)
        self._running.end(self._now(), finished=isinstance(state, Finished) and state.at_end_of_plan)
        self._running = None
        self._write(lasting=True)
        if self._backs_up and self._database.is_open and (self._backup is None or not self._backup.is_alive()):
            # It opens the file for itself, to read: the window goes on meanwhile.
            self._backup = Thread(target=self._database.backups.try_if_due, name="history backup")
            self._backup.start()

    def left(self) -> None:
        """Stop keeping the running session up to date; it stays unfinished, as the last call left it."""
        self._running = None

    def keep_unfinished(self) -> None:
        """Keep what was done of the unfinished session as ended when it was last known to run."""
        for draft in self._drafts:
            if draft.open:
                draft.end(self._now() if draft is self._running else draft.at or self._now(), finished=False)
        self._running = None
        self._keep_other = True
        self._write(lasting=True)

    def retry(self) -> bool:
        """Try once more to write what waits; return whether nothing waits any more."""
        self._write(lasting=True)
        return not self.waiting

    def close(self, *, patience: float = 2.0) -> bool:
        """Try a last time, waiting some seconds for another program's lock, and let the file go.

        Return whether all was kept.
        """
        self.left()
        self._try_open_at, self._patience = 0.0, patience
        if self.waiting and self._database.is_open:
            with suppress(sqlite3.Error):
                self._database.connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
        kept = self.retry() if self.waiting else True
        self._patience = 0.0
        if self._backup is not None:
            self._backup.join()
        if self._backs_up and self._database.is_open:
            self._database.backups.try_if_due()
        self._database.close()
        return kept

    def _ready(self) -> bool:
        """Return whether the database is open, after trying where that makes sense."""
        if self._database.is_open and self._database.vanished():
            self._database.close()
        if not self._database.is_open:
            if self._clock() < self._try_open_at:
                return False
            try:
                self._database.open(patience=self._patience)
            except StoreRefusedError as refused:
                self._try_open_at = self._clock() + OPEN_AGAIN_AFTER
                self._tell(refused.trouble)
                return False
        if self._opened != self._database.opened:
            self._opened = self._database.opened
            # Perhaps another file, restored from a backup: all of what is held here is written again.
            for draft in self._drafts:
                draft.forget_disk()
            # A restored one may hold another unfinished session, and there is room for one.
            self._keep_other = self._keep_other or self._running is not None
        return True

    def _write(self, *, lasting: bool) -> None:
        if not (self.waiting or self._keep_other) or not self._ready():
            self._count_waiting()
            return
        try:
            with self._database.transaction(lasting=lasting) as connection:
                if self._keep_other:
                    end_in_database(connection, other_than={draft.id for draft in self._drafts})
                written = [(draft, draft.write(connection)) for draft in self._drafts]
        except sqlite3.Error as problem:
            self._refused(problem)
            return
        for draft, number in written:
            draft.written(number)
        self._drafts = [draft for draft in self._drafts if draft is self._running]
        self._keep_other = False
        self._trouble, self._refusals = None, 0

    def _refused(self, problem: sqlite3.Error) -> None:
        kind = kind_of(problem)
        self._tell(StoreTrouble(kind, self._database.path, str(problem)))
        if kind is TroubleKind.FULL and self._database.is_open:
            # The log may take room that its pages have in the file already; what is folded in is free for the next try.
            with suppress(sqlite3.Error):
                self._database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if kind is TroubleKind.DAMAGED:
            # Opening again checks it, sets it aside and restores the newest backup.
            self._database.close()
            self._try_open_at = 0.0

    def _tell(self, trouble: StoreTrouble) -> None:
        self._refusals += 1
        self._trouble = trouble
        self._count_waiting()

    def _count_waiting(self) -> None:
        if self._trouble is not None:
            self._trouble = replace(self._trouble, waiting=self.waiting)
