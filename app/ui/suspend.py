"""Hears that the computer is about to sleep, so that the session pauses before rather than after.

A hint and no more: what really slept is seen by the engine, from the gap between two readings of the clock.
"""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

SERVICE, PATH, MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"


class SleepWatch(QObject):
    """Tells when the computer falls asleep and when it woke; silent where there is no login1."""

    sleep_began = Signal()
    sleep_ended = Signal()

    def __init__(self, bus: QDBusConnection | None = None, parent: QObject | None = None) -> None:
        """Take the system's bus, or the one handed in."""
        super().__init__(parent)
        self._bus = bus or QDBusConnection.systemBus()
        self.listens = self._bus.isConnected() and self._bus.connect(
            SERVICE,
            PATH,
            MANAGER,
            "PrepareForSleep",
            self,
            SLOT("prepare(bool)"),  # type: ignore[call-overload]  # the stubs want bytes, Qt takes the text
        )

    @Slot(bool)
    def prepare(self, begins: bool) -> None:
        """Pass it on."""
        (self.sleep_began if begins else self.sleep_ended).emit()
