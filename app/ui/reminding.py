"""Reminders of the open window: it says them itself, and what says them without it is set up and put away here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.core.reminders import Mode, Wish
from app.paths import Folders
from app.storage.autostart import own_command, remove_entry, write_entry
from app.storage.reminder_wish import wish_of
from app.storage.store_trouble import StoreTrouble, kind_of
from app.ui.detached import start_detached
from app.window_request import Opening, WindowRequest

if TYPE_CHECKING:
    from app.ui.reminder import Reminder
    from app.ui.stores import Stores

ELSEWHERE = "Reminders are there on Linux alone so far: on this system nothing happens."
IN_WINDOW = (
    "With a folder of your own choice (--data-dir) they come while the window is open: nothing is set up outside it."
)
AT_LOGIN = (
    "They come while the window is closed too: a small entry in the desktop's autostart sees to it, and Never removes "
    "it. Do-not-disturb and a shared screen are respected as far as the desktop tells of them."
)
Starter = Callable[[list[str], Path | None], object]
NOBODY_SHOWS = "This desktop shows no notifications, so nobody is reminded."


def reach_of_reminders(folders: Folders) -> str:
    """Return where and when reminders come, in words."""
    if sys.platform != "linux":
        return ELSEWHERE
    return IN_WINDOW if folders.autostart is None else AT_LOGIN


class Reminding(QObject):
    """Made once reminders are wanted; it stays, and waits while they are not."""

    def __init__(
        self,
        desk: Stores,
        busy: Callable[[], bool],
        follow: Callable[[WindowRequest], object],
        *,
        newly: bool,
        start: Starter | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`busy`: whether a session runs; `follow`: opens what a note was clicked for; `newly`: wanted just now."""
        super().__init__(parent)
        self._desk, self._busy, self._open = desk, busy, follow
        self._start = start or start_detached
        self._reminder: Reminder | None = None
        self._followed = wish_of(desk.preferences)
        desk.preferences.changed.connect(self._follow)
        if newly:
            self._set_up(self._followed)
        self._look()

    @property
    def reminder(self) -> Reminder | None:
        """Return what looks whether a word is due; None before reminders were first wanted."""
        return self._reminder

    def close(self) -> None:
        """Remind no more."""
        if self._reminder is not None:
            self._reminder.stop()

    @Slot()
    def _follow(self) -> None:
        """Follow the settings as they are now."""
        before, self._followed = self._followed, wish_of(self._desk.preferences)
        if before == self._followed:
            return
        if (before.mode is Mode.OFF) is not (self._followed.mode is Mode.OFF):
            self._set_up(self._followed)
        self._look()

    def _look(self) -> None:
        if self._reminder is None:
            if self._followed.mode is Mode.OFF:
                return
            self._reminder = self._made()
        self._reminder.look()

    def _made(self) -> Reminder:
        from app.ui.desktop_state import DesktopState  # noqa: PLC0415  # only where reminders are wanted
        from app.ui.notification import Notification  # noqa: PLC0415  # as above
        from app.ui.reminder import Reminder  # noqa: PLC0415  # as above
        from app.ui.suspend import SleepWatch  # noqa: PLC0415  # as above

        notification = Notification(parent=self)
        notification.refused.connect(self._tell_refused)
        reminder = Reminder(
            self._desk.folders, self._wish, notification, DesktopState(parent=self),
            clocks=self._desk.clocks, busy=self._busy, parent=self,
        )  # fmt: skip
        reminder.begin_requested.connect(self._begin)
        self._sleep = SleepWatch(parent=self)
        self._sleep.sleep_ended.connect(reminder.look)
        return reminder

    def _wish(self) -> Wish:
        return self._followed

    def _set_up(self, wish: Wish) -> None:
        """Let the desktop start reminders at login, or no more; nowhere outside a folder of the person's choice."""
        entry = self._desk.folders.autostart
        if entry is None:
            return
        command, folder = own_command(["remind"])
        try:
            if wish.mode is Mode.OFF:
                remove_entry(entry)
            else:
                write_entry(entry, command, folder)
        except OSError as problem:
            trouble = StoreTrouble(kind_of(problem), entry, problem.strerror or str(problem))
            self._desk.preferences.noticed.emit(f"Reminders come while the window is open. {trouble.sentence}")
            return
        if wish.mode is not Mode.OFF:
            # It waits beside the window, and takes over when that is closed; a second one ends by itself.
            self._desk.preferences.save()
            self._start(command, folder)

    @Slot(str, str)
    def _begin(self, routine: str, token: str) -> None:
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Wayland's leave to come to the front; Qt reads it there
        self._open(WindowRequest(Opening.PLAY, routine) if routine else WindowRequest())

    @Slot()
    def _tell_refused(self) -> None:
        self._desk.preferences.noticed.emit(NOBODY_SHOWS)
