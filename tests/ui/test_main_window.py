"""The real window by keyboard: from the library to the summary, leaving, going on, one hold, settings, history."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.lengths import Span
from app.core.moments import Working
from app.paths import folders
from app.storage.setting import FULL_SCREEN, THEME
from app.ui.main_window import MainWindow
from app.ui.pages.before_page import BeforePage
from app.ui.pages.history_page import HistoryPage
from app.ui.pages.hold_page import HoldPage
from app.ui.pages.player_page import PlayerPage
from app.ui.pages.routine_page import RoutinePage
from app.ui.pages.settings_page import SettingsPage
from app.ui.pages.summary_page import SummaryPage
from app.ui.theme import Appearance, Theme
from app.ui.widgets.setting_field import SettingField
from app.window_request import Opening, WindowRequest

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


class Opened:
    """A window on a data folder; reopened as another start would."""

    def __init__(self, data: Path, qtbot: QtBot) -> None:
        self.data, self.qtbot = data, qtbot
        self.window = self.open(WindowRequest())

    def open(self, request: WindowRequest) -> MainWindow:
        theme = Theme(FONTS)
        theme.apply()
        window = MainWindow(theme, folders(self.data))
        window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # pictures have tests of their own
        window.open_with(request, listening=False)
        with self.qtbot.waitActive(window):
            window.activateWindow()
        self.qtbot.waitUntil(lambda: window.shelf.search is not None)
        self.window = window
        return window

    def shut(self) -> None:
        self.window.leave()
        self.window.close_stores()

    def again(self, request: WindowRequest) -> MainWindow:
        self.shut()
        return self.open(request)

    def page(self, kind: type[QWidget]) -> QWidget:
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, kind), timeout=10_000)
        return self.window.page


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    opened = Opened(tmp_path, qtbot)
    yield opened
    opened.shut()


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def start_by_keyboard(opened: Opened) -> PlayerPage:
    """Go from the library through the routine's page and the page before the start into the session."""
    card = next(c for c in opened.window.shelf.grid.cards if c.face.card.key == "lower-back-release")
    card.setFocus()
    press(card, Qt.Key.Key_Return)
    press(opened.page(RoutinePage), Qt.Key.Key_Return)
    if isinstance(opened.window.page, BeforePage):
        press(opened.window.page, Qt.Key.Key_Return)
    page = opened.page(PlayerPage)
    assert isinstance(page, PlayerPage)
    return page


def test_a_whole_session_by_enter_alone_ends_in_its_summary_and_stands_in_the_history(opened: Opened) -> None:
    opened.again(WindowRequest(opening=Opening.PLAY, routine="lower-back-release", speed=1000.0))
    press(opened.page(RoutinePage), Qt.Key.Key_Return)
    press(opened.page(BeforePage), Qt.Key.Key_Return)
    press(opened.page(SummaryPage), Qt.Key.Key_Return)
    assert opened.window.page is opened.window.shelf
    sessions = opened.window.desk.past.sessions()
    assert [(s.routine, s.finished, s.rehearsal) for s in sessions] == [("lower-back-release", True, True)]


def test_a_backup_that_cannot_be_made_is_said_when_the_session_is_over(opened: Opened, qtbot: QtBot) -> None:
    (opened.data / "backups").write_text("a file where the folder should be")
    opened.again(WindowRequest(opening=Opening.PLAY, routine="lower-back-release", speed=1000.0, start=True))
    summary = opened.page(SummaryPage)
    qtbot.waitUntil(lambda: not any(thread.name == "history backup" for thread in threading.enumerate()))
    with qtbot.waitSignal(opened.window.desk.past.noticed) as told:
        press(summary, Qt.Key.Key_Return)
    assert str(told.args[0]).startswith("The history is kept, but not backed up. ")


def test_the_page_before_the_start_comes_the_first_time_and_its_answer_is_kept(opened: Opened, qtbot: QtBot) -> None:
    opened.window.show_routine("lower-back-release")
    press(opened.page(RoutinePage), Qt.Key.Key_Return)
    before = opened.page(BeforePage)
    assert isinstance(before, BeforePage)
    press(before, Qt.Key.Key_6)
    assert before.stiffness == 6
    press(before, Qt.Key.Key_Escape)
    opened.page(RoutinePage)


def test_closing_asks_in_the_page_and_closing_again_keeps_the_session_for_later(opened: Opened) -> None:
    page = start_by_keyboard(opened)
    assert not opened.window.close()
    assert not page.view.question.isHidden()
    assert opened.window.close()
    again = opened.again(WindowRequest())
    buttons = {b.text(): b for b in again.shelf.findChildren(QPushButton)}
    press(buttons["Go on"], Qt.Key.Key_Return)
    resumed = opened.page(PlayerPage)
    assert isinstance(resumed, PlayerPage)
    assert again.room is not None
    assert again.room.player is not None
    assert again.room.player.paused


def test_keep_what_i_did_ends_the_session_that_was_left(opened: Opened) -> None:
    start_by_keyboard(opened)
    again = opened.again(WindowRequest())
    buttons = {b.text(): b for b in again.shelf.findChildren(QPushButton)}
    press(buttons["Keep what I did"], Qt.Key.Key_Return)
    assert again.desk.where_left() is None


def test_start_on_the_command_line_skips_every_page_before(opened: Opened) -> None:
    window = opened.again(
        WindowRequest(opening=Opening.HOLD, exercise="sphinx", length="7 min", start=True, speed=50.0)
    )
    opened.page(PlayerPage)
    assert window.room is not None
    player = window.room.player
    assert player is not None
    opened.qtbot.waitUntil(lambda: isinstance(player.moment.state, Working), timeout=5000)
    assert player.plan.routine is None
    assert player.moment.length == 420


def test_one_hold_takes_two_actions(opened: Opened) -> None:
    QTest.keyClick(opened.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = opened.page(HoldPage)
    assert isinstance(page, HoldPage)
    page.set_length("7 min")
    asked: list[tuple[str, Span]] = []
    page.hold_requested.connect(lambda key, length: asked.append((key, length)))
    page.look_for("legs-up-the-wall")
    focus = opened.window.focusWidget()
    assert focus is not None
    press(focus, Qt.Key.Key_Return)
    assert asked == [("legs-up-the-wall", Span(420, 420))]
    opened.page(PlayerPage)


def test_a_length_that_is_none_is_said_and_begins_nothing(opened: Opened) -> None:
    opened.window.show_page("hold")
    page = opened.page(HoldPage)
    assert isinstance(page, HoldPage)
    page.set_length("three minutes")
    page.look_for("sphinx")
    focus = opened.window.focusWidget()
    assert focus is not None
    press(focus, Qt.Key.Key_Return)
    assert opened.window.page is page


@pytest.mark.qt_log_ignore("does not support raise")  # a window without a screen has no front
def test_a_running_session_is_not_broken_into(opened: Opened) -> None:
    start_by_keyboard(opened)
    answer = opened.window.take_request(WindowRequest(opening=Opening.PLAY, routine="upper-back-relief"))
    assert "session runs" in answer
    page = opened.window.page
    assert isinstance(page, PlayerPage)
    assert "Another routine was asked for" in page.view.notice.words
    assert opened.window.take_request(WindowRequest()) == ""


@pytest.mark.qt_log_ignore("does not support raise")  # as above
def test_a_request_of_a_second_start_is_followed_where_nothing_runs(opened: Opened) -> None:
    request = WindowRequest(opening=Opening.PLAY, routine="lower-back-release", minutes=25.0, choices=((4, 2),))
    assert opened.window.take_request(request) == ""
    page = opened.page(RoutinePage)
    assert isinstance(page, RoutinePage)
    assert page.plan.seconds <= 25 * 60
    assert page.plan.blocks[3].option.exercise.key == "thread-the-needle"


def test_a_setting_holds_at_once_and_after_the_next_start(opened: Opened, qtbot: QtBot) -> None:
    opened.window.show_page("settings")
    page = opened.page(SettingsPage)
    assert isinstance(page, SettingsPage)
    control = page.field(THEME).control
    control.setFocus()
    press(control, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: opened.window.desk.preferences[THEME] == "dark")
    assert opened.window.desk.theme.dark
    assert opened.again(WindowRequest()).desk.theme.dark
    opened.window.desk.theme.set_appearance(Appearance.LIGHT)


def test_every_setting_has_a_control_with_its_name(opened: Opened) -> None:
    opened.window.show_page("settings")
    fields = opened.page(SettingsPage).findChildren(SettingField)
    assert len(fields) >= 20
    assert all(field.control.accessibleName() for field in fields)


def test_the_history_shows_the_chosen_sessions_steps(opened: Opened) -> None:
    opened.again(WindowRequest(opening=Opening.HOLD, exercise="pigeon", length="60 s", start=True, speed=1000.0))
    press(opened.page(SummaryPage), Qt.Key.Key_Return)
    opened.window.show_page("history")
    page = opened.page(HistoryPage)
    assert isinstance(page, HistoryPage)
    assert page.list.sessions.rowCount() == 1
    words = page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Pigeon" in words
    assert "rehearsal" in words
    assert page.session is not None


@pytest.mark.qt_log_ignore("does not support raise")  # as above
def test_a_session_that_starts_in_full_screen_leaves_it_at_its_end(opened: Opened) -> None:
    opened.window.desk.preferences.change(FULL_SCREEN, True)
    window = opened.window
    window.take_request(WindowRequest(opening=Opening.HOLD, exercise="sphinx", length="60 s", start=True))
    page = opened.page(PlayerPage)
    assert window.isFullScreen()
    assert isinstance(page, PlayerPage)
    assert window.room is not None
    assert window.room.player is not None
    press(page, Qt.Key.Key_Escape)  # the first one only leaves the full screen
    assert (window.isFullScreen(), window.room.player.paused) == (False, False)
    press(page, Qt.Key.Key_F)
    assert window.isFullScreen()
    window.room.player.end_here()
    assert not window.isFullScreen()


def write_routine(opened: Opened, name: str, text: str) -> None:
    folder = opened.data / "routines"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def shown_names(opened: Opened) -> set[str]:
    return {card.face.card.name for card in opened.window.shelf.grid.cards}


def test_an_own_routine_that_is_saved_shows_up_in_the_open_window(opened: Opened, qtbot: QtBot) -> None:
    write_routine(opened, "mine.yaml", "format: 1\nname: Mine\nsteps: [{do: sphinx, hold: 1 min}]\n")
    qtbot.waitUntil(lambda: "Mine" in shown_names(opened), timeout=10_000)
    write_routine(opened, "mine.yaml", "format: 1\nname: Mine, longer\nsteps: [{do: sphinx, hold: 2 min}]\n")
    qtbot.waitUntil(lambda: "Mine, longer" in shown_names(opened), timeout=10_000)
    (opened.data / "routines" / "mine.yaml").unlink()
    qtbot.waitUntil(lambda: not shown_names(opened) & {"Mine", "Mine, longer"}, timeout=10_000)


def test_a_routine_saved_during_a_session_waits_for_its_end(opened: Opened, qtbot: QtBot) -> None:
    page = start_by_keyboard(opened)
    assert page.isVisible()
    files, room = opened.window.own_files, opened.window.room
    assert files is not None
    assert room is not None
    assert room.player is not None
    with qtbot.waitSignal(files.changed, timeout=10_000):
        write_routine(opened, "mine.yaml", "format: 1\nname: Mine\nsteps: [{do: sphinx, hold: 1 min}]\n")
    assert "Mine" not in shown_names(opened)
    room.player.end_here()
    assert "Mine" in shown_names(opened)


def test_the_window_comes_back_where_it_was(opened: Opened) -> None:
    opened.window.resize(720, 600)
    QApplication.processEvents()
    assert opened.again(WindowRequest()).size().toTuple() == (720, 600)
