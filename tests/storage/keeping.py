"""A session that is led and kept, on clocks that the test moves."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Self

from app.core.moments import Command, PausedNow, SegmentStarted, SessionFinished, WentOn
from app.core.plan import Plan
from app.core.session import Session
from app.storage import history
from app.storage.history_database import HistoryDatabase
from app.storage.history_reader import reading
from app.storage.session_journal import SessionJournal, Unfinished

ZONE = timezone(timedelta(hours=1))
BEGAN = datetime(2026, 11, 20, 18, 42, tzinfo=ZONE)


class Keeper:
    """A database in a folder with a journal, and the session that runs; `wait` ticks and beats once a second."""

    def __init__(self, folder: Path, *, began: datetime = BEGAN, database: HistoryDatabase | None = None) -> None:
        """Stand at a moment; nothing is opened yet."""
        self.folder = folder
        self.seconds = 0.0
        self.began = began
        self.file = folder / "history.sqlite"
        self.database = database or HistoryDatabase(self.file, folder / "backups", now=self.wall)
        self.journal = SessionJournal(self.database, now=self.wall, clock=self.clock, backs_up=False)
        self.session: Session | None = None

    def wall(self) -> datetime:
        return self.began + timedelta(seconds=self.seconds)

    def clock(self) -> float:
        return self.seconds

    def begin(self, plan: Plan, *, speed: float = 1.0, **more: Any) -> Self:
        self.session = Session(plan, speed=speed)
        self.session.begin(self.seconds)
        self.journal.begin(self.session, self.seconds, **more)
        return self

    def wait(self, seconds: float) -> Self:
        assert self.session is not None
        for _ in range(round(seconds)):
            self.seconds += 1
            events = self.session.tick(self.seconds)
            self._keep(events, beat=True)
        return self

    def press(self, command: Command) -> Self:
        assert self.session is not None
        self._keep(self.session.command(command, self.seconds), beat=False)
        return self

    def end_here(self) -> Self:
        assert self.session is not None
        self._keep(self.session.finish(self.seconds), beat=False)
        return self

    def go_on(self, *, speed: float = 1.0) -> Self:
        unfinished = self.unfinished()
        self.session = Session.resumed(unfinished.plan, unfinished.snapshot, speed=speed)
        self.session.begin(self.seconds)
        self.journal.go_on(unfinished, self.session, self.seconds)
        self.press(Command.PAUSE)
        return self

    def unfinished(self) -> Unfinished:
        unfinished = self.journal.unfinished()
        assert unfinished is not None
        return unfinished

    def _keep(self, events: tuple[Any, ...], *, beat: bool) -> None:
        assert self.session is not None
        if any(isinstance(event, SessionFinished) for event in events):
            self.journal.ended(self.session, self.seconds)
        elif any(isinstance(event, SegmentStarted | PausedNow | WentOn) for event in events):
            self.journal.segment_changed(self.session, self.seconds)
        elif beat:
            self.journal.beat(self.session, self.seconds)

    def listed(self) -> list[dict[str, Any]]:
        """Return the past sessions as another process reads them."""
        listed: list[dict[str, Any]] = read(self.file)["sessions"]
        return listed

    def listed_unfinished(self) -> dict[str, Any] | None:
        listed: dict[str, Any] | None = read(self.file)["unfinished"]
        return listed


def read(file: Path) -> dict[str, Any]:
    """Return what `history --json` prints of a file."""
    with reading(file) as connection:
        if connection is None:
            return {"sessions": [], "unfinished": None}
        return {
            "sessions": list(history.sessions_as_data(connection)),
            "unfinished": history.unfinished_as_data(connection),
        }
