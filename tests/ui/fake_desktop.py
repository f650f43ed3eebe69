"""A desktop of the test's own on a private bus, in a process of its own: it shows notes and tells of its person.

    python -m tests.ui.fake_desktop ADDRESS

Each note that is shown or taken away is a line of JSON on its output. The interface `org.holdwell.Test` sets what it
tells and clicks on notes.
"""

from __future__ import annotations

import json
import sys
from typing import Any, cast

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection

from app.ui.bus import bus_interface

UINT, LONG = cast("type", "uint"), cast("type", "qulonglong")


class Told:
    """What is told at present."""

    silence = False
    actions = 0
    idle = 0
    locked = False
    number = 0


def say(**line: Any) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()


@bus_interface("org.freedesktop.Notifications")
class Notes(QDBusAbstractAdaptor):
    ActionInvoked = Signal(UINT, str)
    ActivationToken = Signal(UINT, str)
    NotificationClosed = Signal(UINT, UINT)

    @Property(bool)
    def Inhibited(self) -> bool:
        return Told.silence

    @Slot(result=cast("type", "QStringList"))
    def GetCapabilities(self) -> list[str]:
        return ["actions", "body"]

    @Slot(str, UINT, str, str, str, cast("type", "QStringList"), cast("type", "QVariantMap"), int, result=UINT)
    def Notify(  # noqa: PLR0917  # the service's own words
        self, app: str, replaces: int, icon: str, title: str, text: str, actions: list[str],
        hints: dict[str, Any], expires: int
    ) -> int:  # fmt: skip
        Told.number = replaces or Told.number + 1
        say(shown=Told.number, replaces=replaces, app=app, title=title, text=text, actions=actions, hints=hints)
        return Told.number

    @Slot(UINT)
    def CloseNotification(self, number: int) -> None:
        say(closed=number)


@bus_interface("org.gnome.SessionManager")
class Manager(QDBusAbstractAdaptor):
    @Property(UINT)
    def InhibitedActions(self) -> int:
        return Told.actions


@bus_interface("org.gnome.Mutter.IdleMonitor")
class Idle(QDBusAbstractAdaptor):
    @Slot(result=LONG)
    def GetIdletime(self) -> int:
        return Told.idle


@bus_interface("org.freedesktop.ScreenSaver")
class Screen(QDBusAbstractAdaptor):
    @Slot(result=bool)
    def GetActive(self) -> bool:
        return Told.locked


@bus_interface("org.holdwell.Test")
class Test(QDBusAbstractAdaptor):
    def __init__(self, host: QObject, notes: Notes) -> None:
        super().__init__(host)
        self._notes = notes

    @Slot(str, int)
    def Tell(self, name: str, value: int) -> None:
        setattr(Told, name, bool(value) if isinstance(getattr(Told, name), bool) else value)

    @Slot(str)
    def Click(self, action: str) -> None:
        self._notes.ActivationToken.emit(Told.number, "a token")
        self._notes.ActionInvoked.emit(Told.number, action)


SERVICES = {
    "org.freedesktop.Notifications": "/org/freedesktop/Notifications",
    "org.gnome.SessionManager": "/org/gnome/SessionManager",
    "org.gnome.Mutter.IdleMonitor": "/org/gnome/Mutter/IdleMonitor/Core",
    "org.freedesktop.ScreenSaver": "/org/freedesktop/ScreenSaver",
    "org.holdwell.Test": "/org/holdwell/Test",
}


def main() -> None:
    """Be a desktop until killed."""
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(sys.argv[1], "desktop")
    hosts = {service: QObject() for service in SERVICES}
    notes = Notes(hosts["org.freedesktop.Notifications"])
    notes.setAutoRelaySignals(True)
    kept = [
        notes,
        Manager(hosts["org.gnome.SessionManager"]),
        Idle(hosts["org.gnome.Mutter.IdleMonitor"]),
        Screen(hosts["org.freedesktop.ScreenSaver"]),
        Test(hosts["org.holdwell.Test"], notes),
    ]
    for service, path in SERVICES.items():
        assert bus.registerObject(path, hosts[service])
        assert bus.registerService(service)
    say(ready=len(kept))
    app.exec()


if __name__ == "__main__":
    main()
