"""Whether the desktop asks for reduced motion: asked of its settings over the bus, once, without waiting."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant

from app.ui.bus import BusCall

# Where the desktops' portal says it: the newer word for it, and that animations are off.
_KEYS = (("org.freedesktop.appearance", "reduced-motion"), ("org.gnome.desktop.interface", "enable-animations"))


class MotionWish(QObject):
    """`told` comes once the desktop asks for reduced motion; `reduced` is False until then."""

    told = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reduced = False
        self._calls: list[BusCall] = []

    def ask(self, bus: QDBusConnection | None = None) -> None:
        """Ask the desktop on the session's bus, or on another one; asked again, nothing is done."""
        if self._calls:
            return
        there = QDBusConnection.sessionBus() if bus is None else bus
        for space, key in _KEYS:
            message = QDBusMessage.createMethodCall(
                "org.freedesktop.portal.Desktop",
                "/org/freedesktop/portal/desktop",
                "org.freedesktop.portal.Settings",
                "ReadOne",
            )
            message.setArguments([space, key])
            call = BusCall()
            self._calls.append(call)
            call.make(there, message, partial(self._take, key))

    def _take(self, key: str, reply: QDBusMessage | None) -> None:
        if reply is not None and reply.arguments() and asks_for_less(key, reply.arguments()[0]):
            self.reduced = True
            self.told.emit()


def asks_for_less(key: str, value: Any) -> bool:
    """Return whether the value of one of the desktop's settings asks for reduced motion."""
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value is False if key == "enable-animations" else value == 1 and not isinstance(value, bool)
