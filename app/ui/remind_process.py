"""Reminders without a window: a process that sleeps, looks every few minutes, and says one quiet word when it is due.

It needs no screen and no windows of Qt's. While a window of the same folder is open that one reminds, and this process
waits; it ends when reminders are switched off, and with the desktop's session.
"""

from __future__ import annotations

import signal

from PySide6.QtCore import QCoreApplication, QLockFile, QObject, Qt, Slot
from PySide6.QtDBus import QDBusConnection

from app.clocks import Clocks
from app.core.reminders import Mode, Wish
from app.paths import Folders
from app.storage.autostart import own_command
from app.storage.reminder_wish import wish_of
from app.storage.settings import Settings
from app.storage.window_lock import window_runs
from app.ui.desktop_state import DesktopState
from app.ui.detached import start_detached
from app.ui.notification import Notification
from app.ui.reminder import Reminder
from app.ui.suspend import SleepWatch


def wished(folders: Folders) -> Wish:
    """Return what the settings wish now."""
    return wish_of(Settings(folders.settings))


def remind(folders: Folders) -> int:
    """Remind until that is switched off, and return the exit status; at once where another process does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = QCoreApplication(["holdwell"])
    lock = QLockFile(str(folders.reminder_lock))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        return 0
    process = RemindProcess(folders)
    process.reminder.look()
    try:
        return app.exec()
    finally:
        process.reminder.stop()
        lock.unlock()


class RemindProcess(QObject):
    """What lives in the process."""

    def __init__(self, folders: Folders) -> None:
        super().__init__()
        self._folders = folders
        self.reminder = Reminder(
            folders, self._wish, Notification(parent=self), DesktopState(parent=self),
            clocks=Clocks(), busy=self._window_runs, parent=self,
        )  # fmt: skip
        self.reminder.begin_requested.connect(self._begin)
        self.reminder.switched_off.connect(QCoreApplication.quit, Qt.ConnectionType.QueuedConnection)
        self._sleep = SleepWatch(parent=self)
        self._sleep.sleep_ended.connect(self.reminder.look)

    def _wish(self) -> Wish:
        """Return what is wished; nothing more where the desktop's session is over."""
        return wished(self._folders) if QDBusConnection.sessionBus().isConnected() else Wish(Mode.OFF)

    def _window_runs(self) -> bool:
        return window_runs(self._folders.lock)

    @Slot(str, str)
    def _begin(self, routine: str, token: str) -> None:
        """Start the window."""
        place = [] if self._folders.autostart is not None else ["--data-dir", str(self._folders.data)]
        command, folder = own_command([*(["play", routine] if routine else []), *place])
        start_detached(command, folder, token)
