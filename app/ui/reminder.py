"""Looks from time to time whether a word is due, and says it: in the open window, or in a small process without one.

One timer, armed for the next look, never sooner than in a minute. What is due and what disturbs is decided in
`core/reminders`; here it is asked, said and remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.clocks import Clocks
from app.core.reminders import (
    Desktop,
    Memory,
    Mode,
    Readings,
    Wish,
    after_saying,
    due,
    next_look,
    not_today,
    use_since,
)
from app.paths import Folders
from app.storage.history_reader import reading
from app.storage.reminder_memory import last_end, name_of_routine, read_memory, write_memory
from app.storage.store_trouble import StoreRefusedError
from app.ui.notification import Note, Notification

TITLE = "Time for your back"


class AsksDesktop(Protocol):
    """Whoever can ask the desktop: `DesktopState`, or what stands for it in a test."""

    def ask(self, answered: Callable[[Desktop], None]) -> None:
        """Ask; `answered` is called once."""

    def forget(self) -> None:
        """Answer nobody any more."""


class Reminder(QObject):
    """`begin_requested` carries the routine to open ("": none chosen) and a token to come forward with."""

    begin_requested = Signal(str, str)
    switched_off = Signal()

    def __init__(
        self,
        folders: Folders,
        wish: Callable[[], Wish],
        notification: Notification,
        desktop: AsksDesktop,
        *,
        clocks: Clocks,
        busy: Callable[[], bool] = lambda: False,
        parent: QObject | None = None,
    ) -> None:
        """`busy`: whether a session runs, or another process reminds; then nothing is looked for."""
        super().__init__(parent)
        self._folders, self._wish, self._busy, self._clocks = folders, wish, busy, clocks
        self._notification, self._desktop = notification, desktop
        self._used_since: datetime | None = None
        self._unwritten: Memory | None = None
        self._looked, self._wait = clocks.steady(), 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one comes 5 % early
        self._timer.timeout.connect(self.look)
        notification.begin_requested.connect(self._begin)
        notification.not_today_requested.connect(self._rest)

    @property
    def waits(self) -> float:
        """Return after how many seconds it looks again; 0: not at all."""
        return self._wait if self._timer.isActive() else 0.0

    @Slot()
    def look(self) -> None:
        """Look now, and arm the timer for the next time; not at all where no reminders are wanted."""
        wish = self._wish()
        slept = self._clocks.steady() - self._looked - self._wait
        self._timer.stop()
        if wish.mode is Mode.OFF:
            self._desktop.forget()
            self._notification.withdraw()
            self.switched_off.emit()
            return
        if self._busy():
            self._notification.withdraw()
            self._used_since = None
        elif wish.mode is Mode.AFTER or due(wish, self._memory(), self._readings()):
            self._desktop.ask(partial(self._judge, slept))
        self._arm(wish)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._desktop.forget()
        self._notification.close()

    def _judge(self, slept: float, desktop: Desktop) -> None:
        """Say the word where it is due and nobody is disturbed; `slept`: seconds by which the look came late."""
        wish, now = self._wish(), self._clocks.wall()
        self._used_since = use_since(self._used_since, now, desktop, slept)
        memory, readings = self._memory(), self._readings()
        disturbs = desktop.away or desktop.disturbed or self._busy()
        if due(wish, memory, readings) and not disturbs:
            self._remember(after_saying(wish, memory, readings))
            self._notification.show(self._note(wish))
        self._arm(wish)

    def _arm(self, wish: Wish) -> None:
        self._looked = self._clocks.steady()
        self._wait = next_look(wish, self._memory(), self._readings())
        self._timer.start(round(self._wait * 1000))

    def _memory(self) -> Memory:
        return self._unwritten or read_memory(self._folders.reminders)

    def _remember(self, memory: Memory) -> None:
        """Remember, where the disk refuses for as long as this process lives: nothing is said twice."""
        self._unwritten = None
        try:
            write_memory(self._folders.reminders, memory)
        except OSError:
            self._unwritten = memory

    def _readings(self) -> Readings:
        try:
            with reading(self._folders.history) as connection:
                ended = last_end(connection)
        except StoreRefusedError:  # the window says what is wrong with it; the time of day is known all the same
            ended = None
        return Readings(self._clocks.wall(), ended, self._used_since)

    def _note(self, wish: Wish) -> Note:
        if not wish.routine:
            return Note(TITLE, "A few quiet minutes do.", "Open Holdwell")
        try:
            with reading(self._folders.history) as connection:
                name = name_of_routine(connection, wish.routine)
        except StoreRefusedError:
            name = name_of_routine(None, wish.routine)
        return Note(TITLE, f"{name}: the short length does.", f"Open {name}")

    @Slot(str)
    def _begin(self, token: str) -> None:
        self.begin_requested.emit(self._wish().routine, token)

    @Slot()
    def _rest(self) -> None:
        wish, now = self._wish(), self._clocks.wall()
        self._remember(not_today(wish, self._memory(), now))
        self._arm(wish)
