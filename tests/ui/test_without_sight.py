"""Every page by keyboard and by ear, with larger letters and higher contrast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.routine import Profile
from app.paths import folders
from app.storage.setting import HIGH_CONTRAST, TEXT_SIZE
from app.ui.main_window import MainWindow
from app.ui.pages.summary_page import SummaryPage
from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.ui.widgets.number_scale import NumberScale
from app.window_request import WindowRequest
from tests.core.plans import hold, phases, plan
from tests.ui.player_driving import drive, theme_of
from tests.ui.test_main_window import FONTS
from tests.ui.test_summary import summed

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSlider)


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    theme = Theme(FONTS)
    theme.apply()
    window = MainWindow(theme, folders(tmp_path))
    window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # pictures have tests of their own
    window.open_with(WindowRequest(), listening=False)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.waitUntil(lambda: bool(window.shelf.grid.cards))
    yield window
    window.desk.preferences.change(TEXT_SIZE, 100)
    window.desk.preferences.change(HIGH_CONTRAST, "system")
    window.leave()
    window.close_stores()


def to_routine(window: MainWindow) -> None:
    window.show_routine("lower-back-release")


def to_before(window: MainWindow) -> None:
    window.show_routine("lower-back-release")
    QTest.keyClick(window.page, Qt.Key.Key_Return)


PAGES: dict[str, Callable[[MainWindow], None]] = {
    "library": lambda window: window.show_page("library"),
    "hold": lambda window: window.show_page("hold"),
    "history": lambda window: window.show_page("history"),
    "settings": lambda window: window.show_page("settings"),
    "routine": to_routine,
    "before": to_before,
}
every_page = pytest.mark.parametrize("name", PAGES)


def controls(window: MainWindow) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if isinstance(w, CONTROLS) and w.isVisibleTo(window)
            and not w.objectName().startswith("qt_")]  # fmt: skip


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@every_page
def test_every_control_has_a_name_for_those_who_hear_it(window: MainWindow, name: str) -> None:
    PAGES[name](window)
    settle()
    found = [w for w in controls(window) if type(w).__name__ != "QScrollBar"]
    assert found
    assert [w for w in found if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))] == []


@every_page
def test_the_keyboard_gets_to_every_control_and_shows_where_it_is(window: MainWindow, name: str) -> None:
    PAGES[name](window)
    settle()
    page = window.page
    wanted = {w for w in page.findChildren(QWidget) if isinstance(w, CONTROLS) and w.isVisibleTo(page)
              and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus}  # fmt: skip
    reached: list[QWidget] = []
    for _ in range(len(wanted) * 2 + 40):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is not None and focus not in reached:
            reached.append(focus)
    groups = {w for w in wanted if isinstance(w, QAbstractButton) and w.group() is not None}
    assert wanted - set(reached) - groups == set()
    assert not {page, window} & set(reached)
    for widget in reached[:12]:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        place = widget.rect().translated(widget.mapTo(window, QPoint(0, 0))).adjusted(-6, -6, 6, 6)
        with_focus = window.grab(place).toImage()
        widget.clearFocus()
        settle()
        assert window.grab(place).toImage() != with_focus, widget.accessibleName()


@every_page
@pytest.mark.parametrize("strong", ["off", "on"])
def test_no_text_is_cut_at_the_largest_size(window: MainWindow, name: str, strong: str) -> None:
    window.desk.preferences.change(TEXT_SIZE, 150)
    window.desk.preferences.change(HIGH_CONTRAST, strong)
    PAGES[name](window)
    settle()
    cut = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QLabel) and widget.text():
            short = (
                widget.heightForWidth(widget.width()) > widget.height() + 1
                if widget.wordWrap()
                else widget.sizeHint().width() > widget.width() + 1
            )
            cut += [widget.text()] if short else []
        elif isinstance(widget, QPushButton) and widget.sizeHint().width() > widget.width() + 1:
            cut.append(widget.accessibleName())
    assert cut == []
    assert window.page.width() <= window.width()


def test_every_part_of_the_player_has_a_name_for_those_who_hear_it(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold("pigeon", 60, positions=("right knee", "left knee"))))
    driven.pass_seconds(20)
    driven.page.show_controls()
    settle()
    buttons = [b for b in driven.page.findChildren(QAbstractButton) if b.isVisibleTo(driven.page)]
    assert len(buttons) >= 8
    assert [b for b in buttons if not b.accessibleName()] == []
    # "Hold" is read as pause by people, so nothing is called that.
    assert [b.accessibleName() for b in buttons if b.accessibleName().lower().startswith("hold")] == []
    driven.page.ask()
    settle()
    asked = [b for b in driven.page.view.question.findChildren(QAbstractButton) if b.isVisibleTo(driven.page)]
    assert len(asked) == 3
    assert [b for b in asked if not (b.accessibleName() or b.text())] == []


def test_the_summary_is_reached_and_named_by_keyboard(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold("pigeon", 60), hold("sphinx", 60)))
    driven.pass_seconds(30)
    driven.player.end_here()
    theme = theme_of()
    page = SummaryPage(theme, Pictures(theme))
    qtbot.addWidget(page)
    page.show_summary(summed(driven, finished=False, stiff=6))
    page.resize(1366, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    wanted = {w for w in page.findChildren(QWidget) if isinstance(w, (*CONTROLS, NumberScale)) and w.isVisibleTo(page)
              and w.focusPolicy() & Qt.FocusPolicy.TabFocus}  # fmt: skip
    assert len(wanted) >= 6
    assert [w for w in wanted if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))] == []
    reached = set()
    for _ in range(len(wanted) * 2 + 10):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    groups = {w for w in wanted if isinstance(w, QAbstractButton) and w.group() is not None}
    assert wanted - reached - groups == set()


def test_name_side_and_time_are_announced_as_a_segment_starts_and_not_every_second(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold("pigeon", 60, positions=("right knee", "left knee"))))
    told: list[str] = []
    driven.page.notes.announced.connect(told.append)
    driven.pass_seconds(78)
    assert told == [
        "Pigeon. Right knee. 1 minute left.",
        "Change sides. Pigeon. Left knee. 8 seconds left.",
        "Pigeon. Left knee. 1 minute left.",
    ]
    del told[:]
    driven.pass_seconds(20)
    driven.press(Qt.Key.Key_T)
    assert told == ["Pigeon. Left knee. 40 seconds left."]


def test_the_phases_of_a_repetition_are_not_announced_one_by_one(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(phases(reps=4)))
    told: list[str] = []
    driven.page.notes.announced.connect(told.append)
    driven.pass_seconds(25)
    assert len(told) <= 2


def test_where_the_coach_speaks_it_is_not_said_twice_and_without_its_voice_it_is(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold("pigeon", 60)), voice=True)
    while driven.player.profile is not Profile.COACH:
        driven.player.next_profile()
    assert driven.page.notes.coached
    told: list[str] = []
    driven.page.notes.announced.connect(told.append)
    driven.pass_seconds(12)
    assert told == []
    driven.player.note_trouble("voice", "No voice: bells instead")
    assert not driven.page.notes.coached
