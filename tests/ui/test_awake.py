"""The screen stays on: with a screen saver that grants it, without one, and let go again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection
from pytestqt.qtbot import QtBot

from app.ui.awake import MAY_SLEEP, Awake, LoginKeeper, ScreenSaverKeeper
from app.ui.bus import bus_interface
from tests.ui.private_bus import bus_address, clients, connected

__all__ = ["bus_address"]


@bus_interface("org.freedesktop.ScreenSaver")
class ScreenSaver(QDBusAbstractAdaptor):
    """What a desktop offers."""

    def __init__(self, host: QObject) -> None:
        super().__init__(host)
        self.asked: list[tuple[str, str]] = []

    @Slot(str, str, result="uint")
    def Inhibit(self, who: str, why: str) -> int:
        self.asked.append((who, why))
        return 7


@pytest.fixture
def desktop(bus_address: str) -> Iterator[tuple[str, QDBusConnection, ScreenSaver]]:
    bus = connected(bus_address, "desktop")
    host = QObject()
    saver = ScreenSaver(host)
    assert bus.registerObject("/org/freedesktop/ScreenSaver", host)
    assert bus.registerService("org.freedesktop.ScreenSaver")
    yield bus_address, bus, saver
    host.deleteLater()


class Refusing:
    """A way that never works."""

    def __init__(self) -> None:
        self.released = 0

    def hold(self, answered: Callable[[bool], None]) -> None:
        answered(False)

    def release(self) -> None:
        self.released += 1


class Granting(Refusing):
    """A way that works."""

    def hold(self, answered: Callable[[bool], None]) -> None:
        answered(True)


def test_the_desktop_is_asked_once_and_let_go_by_leaving_the_bus(
    qtbot: QtBot, desktop: tuple[str, QDBusConnection, ScreenSaver]
) -> None:
    address, bus, saver = desktop
    before = clients(bus)
    awake = Awake((ScreenSaverKeeper(address),))
    with qtbot.waitSignal(awake.held, timeout=3000):
        awake.hold()
        awake.hold()
    assert saver.asked == [("Holdwell", "A session is running")]
    assert clients(bus) == before + 1
    awake.release()
    qtbot.waitUntil(lambda: clients(bus) == before)


def test_where_no_screen_saver_answers_the_next_way_is_taken(qtbot: QtBot, bus_address: str) -> None:
    awake = Awake((ScreenSaverKeeper(bus_address), Granting()))
    with qtbot.waitSignal(awake.held, timeout=3000):
        awake.hold()
    awake.release()


def test_login1_without_a_service_refuses(qtbot: QtBot, bus_address: str) -> None:
    bus = connected(bus_address, "system")
    awake = Awake((LoginKeeper(bus),))
    with qtbot.waitSignal(awake.refused, timeout=3000) as refused:
        awake.hold()
    assert refused.args == [MAY_SLEEP]
    awake.release()


def test_without_any_bus_it_is_said_at_once_and_nothing_is_raised(
    qtbot: QtBot,
) -> None:
    awake = Awake((ScreenSaverKeeper("unix:path=/nonexistent/bus"),))
    with qtbot.waitSignal(awake.refused, timeout=1000):
        awake.hold()
    awake.release()


def test_an_answer_that_comes_after_it_was_let_go_means_nothing(
    qtbot: QtBot, desktop: tuple[str, QDBusConnection, ScreenSaver]
) -> None:
    awake = Awake((ScreenSaverKeeper(desktop[0]),))
    with qtbot.assertNotEmitted(awake.held, wait=200), qtbot.assertNotEmitted(awake.refused, wait=200):
        awake.hold()
        awake.release()


def test_held_again_after_a_pause_it_asks_again() -> None:
    awake = Awake((first := Refusing(), Granting()))
    held: list[None] = []
    awake.held.connect(lambda: held.append(None))
    awake.hold()
    awake.release()
    awake.hold()
    assert len(held) == 2
    assert first.released >= 2
