"""D-Bus through Qt, never blocking: calls answered by the event loop, and names for our own interfaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

ANSWER_WITHIN = 1500  # milliseconds
T = TypeVar("T")


def bus_interface(name: str) -> Callable[[type[T]], type[T]]:
    """Return a decorator that makes an adaptor's class a D-Bus interface of this name."""
    # PySide's stubs describe ClassInfo as a plain class; it is called with a mapping and gives a decorator.
    return cast("Callable[[type[T]], type[T]]", cast("Any", ClassInfo)({"D-Bus Interface": name}))


def private_connection(name: str, address: str | None = None) -> QDBusConnection:
    """Return a connection of our own to the session's bus, or to the one at an address; connected or not."""
    if address is not None:
        return QDBusConnection.connectToBus(address, name)
    return QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, name)


class BusCall(QObject):
    """One call on a bus whose answer comes through the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self._watcher: QDBusPendingCallWatcher | None = None
        self._answered: Callable[[QDBusMessage | None], None] | None = None

    def make(
        self, bus: QDBusConnection, message: QDBusMessage, answered: Callable[[QDBusMessage | None], None]
    ) -> None:
        """Send the message; `answered` gets the reply, None for an error or no answer in time."""
        if not bus.isConnected():
            answered(None)
            return
        self._answered = answered
        self._watcher = QDBusPendingCallWatcher(bus.asyncCall(message, ANSWER_WITHIN), self)
        self._watcher.finished.connect(self._finish)

    def forget(self) -> None:
        """Wait for nothing any more."""
        self._answered = None

    @Slot(QDBusPendingCallWatcher)
    def _finish(self, watcher: QDBusPendingCallWatcher) -> None:
        answered, self._answered = self._answered, None
        reply = None if watcher.isError() else watcher.reply()
        watcher.deleteLater()
        if answered is not None:
            answered(reply)
