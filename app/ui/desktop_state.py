"""What the desktop tells of its person: away, locked, not to be disturbed. Asked over the bus, never waited for.

Each desktop tells some of it. Do-not-disturb: the notification service's `Inhibited` (Plasma, which also sets it while
the screen is shared or mirrored); GNOME and Xfce keep a quiet word back by themselves. A film, a talk, a call: whoever
keeps the screen on (GNOME's session manager, login1). A full screen: X alone. That the screen is shared through the
portal, nobody can be asked. No service is started only to be asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant

from app.core.reminders import Desktop
from app.ui.bus import BusCall
from app.ui.full_screen import full_screen

IDLE_IS_INHIBITED = 8  # of the actions that GNOME's session manager names
LOGIN = "org.freedesktop.login1"
PROPERTIES = "org.freedesktop.DBus.Properties"
# What is asked: key, on the session's bus, service, path, interface, method, words.
Question = tuple[str, bool, str, str, str, str, tuple[str, ...]]


def _property(key: str, *, session: bool, at: tuple[str, str], interface: str, name: str) -> Question:
    service, path = at
    return key, session, service, path, PROPERTIES, "Get", (interface, name)


_SCREEN, _LOCK = "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"
_NOTES, _MANAGER, _IDLE = "org.freedesktop.Notifications", "org.gnome.SessionManager", "org.gnome.Mutter.IdleMonitor"
_NOTES_AT, _MANAGER_AT = (_NOTES, "/org/freedesktop/Notifications"), (_MANAGER, "/org/gnome/SessionManager")
_LOGIN_AT, _SESSION_AT = (LOGIN, "/org/freedesktop/login1"), (LOGIN, "/org/freedesktop/login1/session/auto")
QUESTIONS: tuple[Question, ...] = (
    _property("silence", session=True, at=_NOTES_AT, interface=_NOTES, name="Inhibited"),
    _property("inhibited actions", session=True, at=_MANAGER_AT, interface=_MANAGER, name="InhibitedActions"),
    _property("block", session=False, at=_LOGIN_AT, interface=f"{LOGIN}.Manager", name="BlockInhibited"),
    _property("locked", session=False, at=_SESSION_AT, interface=f"{LOGIN}.Session", name="LockedHint"),
    _property("idle hint", session=False, at=_SESSION_AT, interface=f"{LOGIN}.Session", name="IdleHint"),
    ("screen saver", True, _SCREEN, "/org/freedesktop/ScreenSaver", _SCREEN, "GetActive", ()),
    ("gnome screen saver", True, _LOCK, "/org/gnome/ScreenSaver", _LOCK, "GetActive", ()),
    ("mutter idle", True, _IDLE, "/org/gnome/Mutter/IdleMonitor/Core", _IDLE, "GetIdletime", ()),
    ("session idle", True, _SCREEN, "/org/freedesktop/ScreenSaver", _SCREEN, "GetSessionIdleTime", ()),
)


class DesktopState(QObject):
    """Asks all that can be asked; `ask` again only once the former answer came."""

    def __init__(
        self,
        session: QDBusConnection | None = None,
        system: QDBusConnection | None = None,
        fills_screen: Callable[[], bool] = full_screen,
        parent: QObject | None = None,
    ) -> None:
        """Take the session's and the system's bus, or those handed in."""
        super().__init__(parent)
        self._session = session or QDBusConnection.sessionBus()
        self._system = system or QDBusConnection.systemBus()
        self._fills_screen = fills_screen
        self._calls: list[BusCall] = []
        self._told: dict[str, Any] = {}
        self._open = 0
        self._answered: Callable[[Desktop], None] | None = None

    @property
    def asking(self) -> bool:
        """Return whether somebody waits for an answer."""
        return self._answered is not None

    def ask(self, answered: Callable[[Desktop], None]) -> None:
        """Ask; `answered` gets what was told, at the latest after the bus's own limit. A second asking waits too."""
        busy = self.asking
        self._answered = answered
        if busy:
            return
        self._told, self._open = {}, len(QUESTIONS)
        self._calls = [BusCall() for _ in QUESTIONS]
        for call, (key, session, service, path, interface, method, words) in zip(self._calls, QUESTIONS, strict=True):
            message = QDBusMessage.createMethodCall(service, path, interface, method)
            message.setArguments(list(words))
            message.setAutoStartService(False)
            call.make(self._session if session else self._system, message, partial(self._take, key))

    def forget(self) -> None:
        """Answer nobody any more."""
        self._answered = None
        for call in self._calls:
            call.forget()

    def _take(self, key: str, reply: QDBusMessage | None) -> None:
        value = reply.arguments()[0] if reply is not None and reply.arguments() else None
        while isinstance(value, QDBusVariant):
            value = value.variant()
        if value is not None:
            self._told[key] = value
        self._open -= 1
        answered = self._answered
        if not self._open and answered is not None:
            self._answered = None
            answered(desktop_of(self._told, fills_screen=self._fills_screen()))


def desktop_of(told: dict[str, Any], *, fills_screen: bool, desktop: str | None = None) -> Desktop:
    """Return what the answers, by their keys, come to; `desktop`: its name, the environment's where none is given."""
    name = os.environ.get("XDG_CURRENT_DESKTOP", "") if desktop is None else desktop
    idle: float | None = None
    if _is_count(told.get("mutter idle")):
        idle = told["mutter idle"] / 1000
    elif _is_count(told.get("session idle")):
        # Plasma counts milliseconds, all others seconds.
        idle = told["session idle"] / (1000 if "KDE" in name.split(":") else 1)
    locked = any(told.get(key) is True for key in ("locked", "screen saver", "gnome screen saver"))
    blocked = told.get("block")
    actions = told.get("inhibited actions")
    return Desktop(
        idle=idle,
        locked=locked or (idle is None and told.get("idle hint") is True),
        disturbed=told.get("silence") is True
        or (isinstance(actions, int) and bool(actions & IDLE_IS_INHIBITED))
        or (isinstance(blocked, str) and "idle" in blocked.split(":"))
        or fills_screen,
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
