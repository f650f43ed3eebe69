"""Reminders on a private bus: one quiet note, two buttons, and silence wherever it would disturb."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from app.clocks import Clocks
from app.core.reminders import Desktop, Mode, Wish
from app.core.weekly_times import read_times
from app.paths import Folders, folders
from app.storage.history_corrections import NewSession, add_session
from app.storage.history_database import HistoryDatabase
from app.storage.reminder_memory import read_memory
from app.ui.desktop_state import DesktopState, desktop_of
from app.ui.notification import Note, Notification
from app.ui.reminder import Reminder
from tests.ui.private_bus import connected, private_bus
from tests.ui.test_history_page import record

ROOT = Path(__file__).resolve().parents[2]
SIX = datetime(2026, 11, 21, 18, 0, tzinfo=timezone(timedelta(hours=1)))
AT_SIX = Wish(Mode.TIMES, read_times("18:00"), routine="lower-back-release")
NOTE = Note("Title", "Text", "Begin it")


class Bus(NamedTuple):
    """A bus of the tests' own, and one connection to it for all of them, as a process has: none is ever closed."""

    address: str
    connection: QDBusConnection


class FakeDesktop:
    """A desktop in a process of its own."""

    def __init__(self, qtbot: QtBot, bus: Bus) -> None:
        self.qtbot, self.address, self.bus = qtbot, bus.address, bus.connection
        self.notes: list[dict[str, Any]] = []
        self._process = QProcess()
        self._process.setWorkingDirectory(str(ROOT))
        self._process.start(sys.executable, ["-m", "tests.ui.fake_desktop", self.address])
        qtbot.waitUntil(lambda: self.read() == 1, timeout=10_000)
        self.notes.clear()

    def read(self) -> int:
        """Return how many notes were shown or taken away so far."""
        while self._process.canReadLine():
            self.notes.append(json.loads(self._process.readLine().toStdString()))
        return len(self.notes)

    def shown(self, count: int) -> list[dict[str, Any]]:
        """Return the notes once there are so many."""
        self.qtbot.waitUntil(lambda: self.read() >= count, timeout=5_000)
        assert len(self.notes) == count
        return self.notes

    def call(self, method: str, *words: object) -> None:
        message = QDBusMessage.createMethodCall("org.holdwell.Test", "/org/holdwell/Test", "org.holdwell.Test", method)
        message.setArguments(list(words))
        assert self.bus.call(message).type() is QDBusMessage.MessageType.ReplyMessage

    def close(self) -> None:
        self._process.kill()
        self._process.waitForFinished()


@pytest.fixture(scope="module")
def bus() -> Iterator[Bus]:
    with private_bus() as address:
        yield Bus(address, connected(address, "reminders"))


@pytest.fixture
def desktop(qtbot: QtBot, bus: Bus) -> Iterator[FakeDesktop]:
    desktop = FakeDesktop(qtbot, bus)
    yield desktop
    desktop.close()


class Sitting:
    """Somebody at a computer whose clocks the test moves."""

    def __init__(self, qtbot: QtBot, desktop: FakeDesktop, places: Folders) -> None:
        self.qtbot, self.desktop, self.places = qtbot, desktop, places
        self.now, self.wish, self.busy = SIX, AT_SIX, False
        self.notification = Notification(desktop.bus)
        self.state = DesktopState(desktop.bus, desktop.bus, lambda: False)
        self.reminder = Reminder(
            places, lambda: self.wish, self.notification, self.state,
            clocks=Clocks(steady=self.steady, wall=lambda: self.now), busy=lambda: self.busy,
        )  # fmt: skip

    def steady(self) -> float:
        return self.now.timestamp()

    def look(self) -> None:
        """Look, and come back when the desktop has answered."""
        self.reminder.look()
        self.qtbot.waitUntil(lambda: not self.state.asking, timeout=5_000)

    def said(self) -> datetime | None:
        """Return when a word was said last: that is remembered before it goes out."""
        return read_memory(self.places.reminders).said

    def later(self, **passed: float) -> None:
        """Let time pass as the timer would, look by look."""
        end = self.now + timedelta(**passed)
        while self.now < end:
            self.now = min(end, self.now + timedelta(seconds=self.reminder.waits or 300))
            self.look()

    def close(self) -> None:
        self.reminder.stop()


@pytest.fixture
def sitting(qtbot: QtBot, desktop: FakeDesktop, tmp_path: Path) -> Iterator[Sitting]:
    sitting = Sitting(qtbot, desktop, folders(tmp_path))
    yield sitting
    sitting.close()


def test_a_note_is_low_silent_and_has_two_buttons(sitting: Sitting, desktop: FakeDesktop) -> None:
    sitting.look()
    (note,) = desktop.shown(1)
    assert (note["title"], note["text"]) == ("Time for your back", "Lower back release: the short length does.")
    assert note["hints"]["urgency"] == 0
    assert note["hints"]["suppress-sound"] is True
    begin = "Open Lower back release"
    assert note["actions"] == ["default", begin, "begin", begin, "not-today", "Not today"]
    assert sitting.said() == SIX


def test_the_next_note_takes_the_place_of_the_one_before(sitting: Sitting, desktop: FakeDesktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sitting.notification.shown):
        sitting.look()
    sitting.now += timedelta(days=1)
    with qtbot.waitSignal(sitting.notification.shown):
        sitting.look()
    first, second = desktop.shown(2)
    assert (first["replaces"], second["replaces"]) == (0, first["shown"])


@pytest.mark.parametrize("action", ["default", "begin"])
def test_a_click_opens_the_chosen_routine_with_leave_to_come_forward(
    sitting: Sitting, desktop: FakeDesktop, qtbot: QtBot, action: str
) -> None:
    with qtbot.waitSignal(sitting.notification.shown):
        sitting.look()
    with qtbot.waitSignal(sitting.reminder.begin_requested) as asked:
        desktop.call("Click", action)
    assert asked.args == ["lower-back-release", "a token"]


def test_not_today_is_one_click_and_lasts_until_tomorrow(sitting: Sitting, desktop: FakeDesktop, qtbot: QtBot) -> None:
    sitting.wish = replace(AT_SIX, times=read_times("18:00 20:00"))
    with qtbot.waitSignal(sitting.notification.shown):
        sitting.look()
    with qtbot.waitSignal(sitting.notification.not_today_requested):
        desktop.call("Click", "not-today")
    sitting.later(hours=6)
    assert sitting.said() == SIX
    sitting.later(hours=20)
    assert sitting.said() == SIX + timedelta(days=1, hours=2)


DISTURBING = [("silence", 1), ("actions", 8), ("idle", 400_000), ("locked", 1)]


@pytest.mark.parametrize(("name", "value"), DISTURBING)
def test_nobody_is_disturbed_and_the_word_comes_when_that_is_over(
    sitting: Sitting, desktop: FakeDesktop, name: str, value: int
) -> None:
    desktop.call("Tell", name, value)
    sitting.look()
    assert sitting.said() is None
    desktop.call("Tell", name, 0)
    sitting.later(minutes=10)
    said = sitting.said()
    assert said is not None
    assert said - SIX <= timedelta(minutes=2)
    desktop.shown(1)


def test_who_is_disturbed_for_an_hour_is_let_be(sitting: Sitting, desktop: FakeDesktop) -> None:
    desktop.call("Tell", "silence", 1)
    sitting.later(minutes=59)
    desktop.call("Tell", "silence", 0)
    sitting.later(hours=3)
    assert sitting.said() is None


def test_a_player_that_keeps_the_computer_awake_is_no_talk(sitting: Sitting, desktop: FakeDesktop) -> None:
    desktop.call("Tell", "actions", 4)  # not to be suspended; the screen may go dark
    sitting.look()
    desktop.shown(1)


def test_a_running_session_is_not_reminded_of_and_takes_a_note_away(
    sitting: Sitting, desktop: FakeDesktop, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(sitting.notification.shown) as shown:
        sitting.look()
    sitting.busy = True
    sitting.now += timedelta(days=1)
    sitting.look()
    assert desktop.shown(2)[1] == {"closed": shown.args and shown.args[0]}
    assert sitting.said() == SIX


def test_after_an_hour_of_use_since_the_session_and_not_before(sitting: Sitting, desktop: FakeDesktop) -> None:
    sitting.wish = Wish(Mode.AFTER, minutes=60)
    fill(sitting.places, ended=SIX - timedelta(minutes=30))
    sitting.look()
    sitting.later(minutes=59)
    assert sitting.said() is None
    sitting.later(minutes=2)
    assert sitting.said() is not None
    assert desktop.shown(1)[0]["text"] == "A few quiet minutes do."


def test_who_was_away_has_the_whole_stretch_again(sitting: Sitting, desktop: FakeDesktop) -> None:
    sitting.wish = Wish(Mode.AFTER, minutes=60)
    sitting.look()
    sitting.later(minutes=50)
    desktop.call("Tell", "idle", 600_000)
    sitting.later(minutes=5)
    desktop.call("Tell", "idle", 0)
    sitting.later(minutes=60)
    assert sitting.said() is None
    sitting.later(minutes=6)
    assert sitting.said() is not None


def test_a_computer_that_slept_has_the_whole_stretch_again(sitting: Sitting) -> None:
    sitting.wish = Wish(Mode.AFTER, minutes=60)
    sitting.look()
    sitting.later(minutes=50)
    sitting.now += timedelta(hours=8)
    sitting.look()
    assert sitting.said() is None
    sitting.later(minutes=61)
    assert sitting.said() is not None


def test_nothing_is_asked_while_no_time_is_near_and_nothing_at_all_while_it_is_off(
    sitting: Sitting, qtbot: QtBot
) -> None:
    sitting.now = SIX - timedelta(hours=2)
    sitting.reminder.look()
    assert not sitting.state.asking
    assert sitting.reminder.waits == 300
    sitting.wish = Wish()
    with qtbot.waitSignal(sitting.reminder.switched_off):
        sitting.reminder.look()
    assert sitting.reminder.waits == 0


def test_what_cannot_be_written_is_remembered_while_the_process_lives(sitting: Sitting, desktop: FakeDesktop) -> None:
    sitting.places.reminders.mkdir(parents=True)  # no file can take this place
    sitting.look()
    sitting.later(minutes=30)
    desktop.shown(1)


def test_without_a_service_it_is_told_and_nothing_blocks(qtbot: QtBot, bus: Bus) -> None:
    for connection in (bus.connection, QDBusConnection("none")):
        notification = Notification(connection)
        with qtbot.waitSignal(notification.refused, timeout=3_000):
            notification.show(NOTE)
        notification.close()


def test_a_desktop_that_tells_nothing_is_taken_to_be_in_use(qtbot: QtBot, bus: Bus) -> None:
    answers: list[Desktop] = []
    state = DesktopState(bus.connection, bus.connection, lambda: False)
    state.ask(answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=5_000)
    assert answers == [Desktop(idle=None, locked=False, disturbed=False)]


@pytest.mark.parametrize(
    ("told", "desktop", "expected"),
    [
        ({"session idle": 400}, "XFCE", Desktop(idle=400.0)),
        ({"session idle": 400}, "KDE", Desktop(idle=0.4)),
        ({"mutter idle": 400, "session idle": 9}, "ubuntu:GNOME", Desktop(idle=0.4)),
        ({"block": "sleep:handle-lid-switch"}, "", Desktop()),
        ({"block": "sleep:idle"}, "", Desktop(disturbed=True)),
        ({"idle hint": True}, "sway", Desktop(locked=True)),
        ({"idle hint": True, "mutter idle": 5}, "GNOME", Desktop(idle=0.005)),
        ({"gnome screen saver": True}, "GNOME", Desktop(locked=True)),
        ({"locked": True}, "", Desktop(locked=True)),
        ({"silence": "yes", "inhibited actions": "8", "block": 3, "mutter idle": "x"}, "", Desktop()),
    ],
)
def test_what_desktops_tell_is_understood(told: dict[str, Any], desktop: str, expected: Desktop) -> None:
    assert desktop_of(told, fills_screen=False, desktop=desktop) == expected
    assert desktop_of(told, fills_screen=True, desktop=desktop).disturbed


def fill(places: Folders, ended: datetime) -> None:
    database = HistoryDatabase(places.history, places.backups)
    database.open()
    with database.transaction(lasting=True) as connection:
        session = NewSession(None, "Sphinx", ended - timedelta(seconds=60), [record("sphinx", None, 60)])
        add_session(connection, session)
    database.close()
