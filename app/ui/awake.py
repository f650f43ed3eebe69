"""Keeps the screen on while a session runs, by what the system has for that; says so when it cannot.

Linux: org.freedesktop.ScreenSaver on a connection of our own, let go by closing it (UnInhibit wants an unsigned number
that QtDBus cannot be given from Python); where nobody answers there, an idle lock of login1. Windows and macOS: their
own calls; both written after their documentation and not tried. Nothing here blocks: each answer is waited for by the
event loop.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from app.ui.bus import BusCall, private_connection

NAME, WHY = "Holdwell", "A session is running"
MAY_SLEEP = "The screen may go dark: no part of the desktop could be asked to keep it on."
Answered = Callable[[bool], None]


class ScreenKeeper(Protocol):
    """One way of keeping the screen on."""

    def hold(self, answered: Answered) -> None:
        """Ask for it; `answered` is called once, now or later, with whether it is granted."""

    def release(self) -> None:
        """Let go; nothing where nothing is held."""


class Awake(QObject):
    """Holds the screen on; `refused` says in words that it could not, `held` that it could."""

    held = Signal()
    refused = Signal(str)

    def __init__(self, keepers: tuple[ScreenKeeper, ...] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keepers = keepers if keepers is not None else keepers_of_this_system()
        self._wanted = False
        self._attempt = 0  # answers to an earlier attempt mean nothing any more

    def hold(self) -> None:
        """Keep the screen on from now on; asking again changes nothing."""
        if not self._wanted:
            self._wanted = True
            self._attempt += 1
            self._try(0, self._attempt)

    def release(self) -> None:
        """Let the screen sleep again."""
        if self._wanted:
            self._wanted = False
            self._attempt += 1
            for keeper in self._keepers:
                keeper.release()

    def _try(self, number: int, attempt: int) -> None:
        if number >= len(self._keepers):
            self.refused.emit(MAY_SLEEP)
            return
        keeper = self._keepers[number]

        def answered(granted: bool) -> None:
            if attempt != self._attempt:
                return
            if granted:
                self.held.emit()
            else:
                keeper.release()
                self._try(number + 1, attempt)

        keeper.hold(answered)


def keepers_of_this_system() -> tuple[ScreenKeeper, ...]:
    """Return the ways that this system has, the best one first."""
    if sys.platform == "win32":
        return (WindowsKeeper(),)
    if sys.platform == "darwin":
        return (CaffeinateKeeper(),)
    return (ScreenSaverKeeper(), LoginKeeper())


class ScreenSaverKeeper:
    """org.freedesktop.ScreenSaver, as GNOME, KDE, Cinnamon and MATE have it."""

    def __init__(self, address: str | None = None) -> None:
        """Take the session's bus, or the one at an address."""
        self._call = BusCall()
        self._address = address
        self._connection = f"holdwell-screen-{os.getpid()}-{id(self)}"

    def hold(self, answered: Answered) -> None:
        """Ask the screen saver, on a connection of its own."""
        bus = private_connection(self._connection, self._address)
        message = QDBusMessage.createMethodCall(
            "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "Inhibit"
        )
        message.setArguments([NAME, WHY])
        self._call.make(bus, message, lambda reply: answered(reply is not None))

    def release(self) -> None:
        """Close the connection: whoever leaves the bus inhibits nothing."""
        self._call.forget()
        QDBusConnection.disconnectFromBus(self._connection)


class LoginKeeper:
    """An idle lock of login1, for desktops without that service (Xfce, sway); held as long as its descriptor is."""

    def __init__(self, bus: QDBusConnection | None = None) -> None:
        self._call = BusCall()
        self._bus = bus
        self._lock: object | None = None

    def hold(self, answered: Answered) -> None:
        """Ask login1."""
        message = QDBusMessage.createMethodCall(
            "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "Inhibit"
        )
        message.setArguments(["idle", NAME, WHY, "block"])

        def got(reply: QDBusMessage | None) -> None:
            self._lock = reply.arguments()[0] if reply is not None and reply.arguments() else None
            answered(self._lock is not None)

        self._call.make(self._bus or QDBusConnection.systemBus(), message, got)

    def release(self) -> None:
        """Let the descriptor go."""
        self._call.forget()
        self._lock = None


class WindowsKeeper:
    """SetThreadExecutionState: continuous, system and display. Not tried."""

    def hold(self, answered: Answered) -> None:
        """Ask Windows; 0 is a refusal."""
        answered(self._set(0x80000003) != 0)

    def release(self) -> None:
        """Back to continuous alone."""
        self._set(0x80000000)

    def _set(self, state: int) -> int:
        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - is there on Windows alone, for mypy too
        return int(kernel.SetThreadExecutionState(state))


class CaffeinateKeeper:
    """macOS's own `caffeinate`, which ends with this process. Not tried."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def hold(self, answered: Answered) -> None:
        """Start it."""
        try:
            self._process = subprocess.Popen(["caffeinate", "-di", "-w", str(os.getpid())])
        except OSError:
            answered(False)
        else:
            answered(True)

    def release(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait()
