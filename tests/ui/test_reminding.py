"""Reminders in the window: chosen on the settings page, set up for the time without it, and put away again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.clocks import Clocks
from app.paths import Folders, folders
from app.storage.setting import REMIND, REMINDER_MINUTES, REMINDER_ROUTINE, REMINDER_TIMES
from app.ui.main_window import MainWindow
from app.ui.pages.routine_page import RoutinePage
from app.ui.pages.settings_page import SettingsPage
from app.ui.reminding import AT_LOGIN, IN_WINDOW, Reminding
from app.ui.theme import Theme
from app.ui.widgets.label import Label
from app.window_request import WindowRequest
from tests.running import running
from tests.ui.test_reminder import FakeDesktop, bus, desktop

__all__ = ["bus", "desktop"]

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=1)))


class Shown:
    """The window at its settings; what would be started is written down."""

    def __init__(self, places: Folders, qtbot: QtBot) -> None:
        theme = Theme(ROOT / "resources" / "fonts")
        theme.apply()
        self.window = MainWindow(theme, places, Clocks(wall=lambda: NOW))
        self.window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # pictures have tests of their own
        self.started: list[list[str]] = []
        self.window.desk.starter = partial(write_down, self.started)
        self.window.open_with(WindowRequest(), listening=False)
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        qtbot.waitUntil(lambda: self.window.shelf.search is not None)
        self.window.show_page("settings")

    @property
    def reminding(self) -> Reminding:
        assert self.window.desk.reminding is not None
        return self.window.desk.reminding

    @property
    def page(self) -> SettingsPage:
        assert isinstance(self.window.page, SettingsPage)
        return self.window.page

    def choose(self, words: str) -> None:
        box = self.page.field(REMIND).control
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())


def write_down(started: list[list[str]], command: Sequence[str], folder: Path | None) -> None:
    """Start nothing."""
    started.append(list(command))


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Shown]:
    entry = tmp_path / "autostart" / "holdwell-reminders.desktop"
    shown = Shown(replace(folders(tmp_path / "data"), autostart=entry if request.param else None), qtbot)
    yield shown
    shown.window.leave()
    shown.window.close_stores()


@pytest.mark.parametrize("shown", [True], indirect=True)
def test_what_is_wanted_starts_at_login_and_never_takes_it_away_again(shown: Shown) -> None:
    entry = shown.window.desk.folders.autostart
    assert entry is not None
    shown.choose("At these times")
    assert "Exec=" in entry.read_text(encoding="utf-8")
    assert [command[-1] for command in shown.started] == ["remind"]
    saved = json.loads(shown.window.desk.folders.settings.read_text(encoding="utf-8"))
    assert saved["remind"] == "times"  # before the process that reads it
    shown.choose("After a while at the computer")
    shown.choose("Never")
    assert not entry.exists()
    assert len(shown.started) == 1


@pytest.mark.parametrize("shown", [False], indirect=True)
def test_in_a_folder_of_its_own_nothing_is_set_up_outside_it_and_the_page_says_so(shown: Shown) -> None:
    shown.choose("At these times")
    assert shown.started == []
    texts = {label.text() for label in shown.page.findChildren(Label)}
    assert IN_WINDOW in texts
    assert AT_LOGIN not in texts
    assert shown.reminding.reminder is not None
    assert shown.reminding.reminder.waits == 300


@pytest.mark.parametrize("shown", [False], indirect=True)
def test_only_what_belongs_to_the_chosen_way_is_shown(shown: Shown) -> None:
    fields = [shown.page.field(setting) for setting in (REMINDER_TIMES, REMINDER_MINUTES, REMINDER_ROUTINE)]
    for words, seen in (
        ("At these times", [True, False, True]),
        ("After a while at the computer", [False, True, True]),
        ("Never", [False, False, False]),
    ):
        shown.choose(words)
        assert [not field.isHidden() for field in fields] == seen


@pytest.mark.parametrize("shown", [False], indirect=True)
def test_times_that_cannot_be_read_are_told_beside_them_and_not_kept(shown: Shown) -> None:
    shown.choose("At these times")
    field = shown.page.field(REMINDER_TIMES)
    assert isinstance(field.control, QLineEdit)
    field.control.setText("in the evening")
    QTest.keyClick(field.control, Qt.Key.Key_Return)
    assert '"in" is neither a day nor a time.' in field.fault
    assert shown.window.desk.preferences[REMINDER_TIMES] == "18:00"
    field.control.setText("Mon 19:30")
    QTest.keyClick(field.control, Qt.Key.Key_Return)
    assert field.fault == ""
    assert shown.window.desk.preferences[REMINDER_TIMES] == "Mon 19:30"


@pytest.mark.qt_log_ignore("does not support raise")  # a window without a screen has no front
@pytest.mark.parametrize("shown", [False], indirect=True)
def test_a_click_on_a_note_opens_the_routine(shown: Shown) -> None:
    box = shown.page.field(REMINDER_ROUTINE).control
    assert isinstance(box, QComboBox)
    assert box.itemText(0) == "The library, to choose then"
    assert box.findText("Lower back release") > 0
    shown.choose("At these times")
    box.setCurrentIndex(box.findText("Lower back release"))
    box.activated.emit(box.currentIndex())
    assert shown.reminding.reminder is not None
    shown.reminding.reminder.begin_requested.emit("lower-back-release", "")
    page = shown.window.page
    assert isinstance(page, RoutinePage)
    assert page.routine.key == "lower-back-release"


# Without a window


def remind(data: Path, address: str) -> subprocess.Popen[str]:
    environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address, "DISPLAY": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "app", "remind", "--data-dir", str(data)],
        cwd=ROOT, env=environment, text=True, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_without_a_window_a_process_says_the_word_once_and_alone(tmp_path: Path, desktop: FakeDesktop) -> None:
    now = datetime.now().astimezone()
    settings = {"remind": "times", "reminder times": f"{now:%H:%M}", "reminder routine": "evening-ten"}
    (tmp_path / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    with running(remind(tmp_path, desktop.address)):
        assert desktop.shown(1)[0]["text"] == "Evening ten: the short length does."
        with running(remind(tmp_path, desktop.address)) as second:
            assert second.wait(20) == 0
        assert desktop.read() == 1


def test_where_they_are_off_the_process_says_so(tmp_path: Path) -> None:
    with running(remind(tmp_path, "unix:path=/nowhere")) as process:
        assert process.wait(20) == 1
        assert process.stderr is not None
        assert process.stderr.read() == "holdwell: reminders are off. The settings switch them on.\n"
