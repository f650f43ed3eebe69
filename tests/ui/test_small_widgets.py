"""The small widgets that many pages share: what they do at their ends and with what a person's own file may hold."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.core.faults import Fault
from app.core.player_words import Face
from app.ui.pictures import Pictures
from app.ui.theme import Appearance, Role, Theme
from app.ui.widgets.button import Button
from app.ui.widgets.countdown import Countdown
from app.ui.widgets.exercise_tile import ExerciseTile
from app.ui.widgets.file_text import FileText
from app.ui.widgets.length_slider import LengthSlider
from app.ui.widgets.look import Type, theme_look
from app.ui.widgets.moment_field import MomentField
from app.ui.widgets.picture_painting import fitted_font
from app.ui.widgets.question import Question
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.widgets.top_bar import Tab, TopBar
from app.ui.widgets.written_field import WrittenField

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    found = Theme(FONTS)
    found.set_appearance(Appearance.LIGHT)
    found.apply()
    return found


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> ScrollPage:
    """Return a page that has the keyboard."""
    found = ScrollPage()
    qtbot.addWidget(found)
    found.resize(600, 700)
    found.show()
    with qtbot.waitActive(found):
        found.activateWindow()
    return found


@pytest.fixture
def slider(theme: Theme, page: ScrollPage) -> LengthSlider:
    found = LengthSlider(theme)
    found.setFixedSize(300, 32)
    found.setValue(50)
    page.column.addWidget(found)
    found.show()
    return found


def test_the_wheel_scrolls_the_page_and_leaves_a_slider_as_it_is(slider: LengthSlider) -> None:
    place = QPointF(100, 10)
    turn = QWheelEvent(
        place, slider.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slider, turn)
    assert slider.value() == 50
    assert not turn.isAccepted()


def test_the_left_button_alone_takes_hold_of_a_slider(slider: LengthSlider) -> None:
    QTest.mouseClick(slider, Qt.MouseButton.RightButton, pos=QPoint(30, 10))
    assert slider.value() == 50
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(2, 10))
    assert slider.value() == 0
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(298, 10))
    assert slider.value() == 100


@pytest.mark.parametrize("level", [0, 100])
def test_the_ring_of_a_slider_is_whole_at_its_ends(level: int, slider: LengthSlider, theme: Theme) -> None:
    slider.setValue(level)
    slider.setFocus()
    image = slider.grab().toImage()
    ink = theme.colour(Role.INK)
    dark = [x for x in range(image.width()) if _near(image.pixelColor(x, image.height() // 2), ink)]
    assert max(dark) - min(dark) >= 28  # both sides of the ring
    assert min(dark) > 0 and max(dark) < image.width() - 1


def _near(one: QColor, other: QColor) -> bool:
    apart = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return max(map(abs, apart)) < 40


def test_the_arrows_stay_within_a_question(theme: Theme, page: ScrollPage) -> None:
    question = Question(theme)
    for widget in (Button(theme, "before"), question, Button(theme, "after")):
        page.column.addWidget(widget)
    question.open("Keep it?", (("keep", "Keep"), ("drop", "Drop"), ("back", "Back")))
    seen = []
    for key in (*[Qt.Key.Key_Right] * 3, *[Qt.Key.Key_Up] * 4):
        before = QApplication.focusWidget()
        assert before is not None
        QTest.keyClick(before, key)
        after = QApplication.focusWidget()
        assert isinstance(after, Button)
        seen.append(after.text())
    assert seen == ["Drop", "Back", "Back", "Drop", "Keep", "Keep", "Keep"]


@pytest.mark.usefixtures("in_berlin")
def test_a_moment_that_this_places_clock_left_out_is_shown_as_it_was(theme: Theme, qtbot: QtBot) -> None:
    field = MomentField(theme, "When it began")
    qtbot.addWidget(field)
    moment = datetime(2026, 3, 29, 2, 30)
    field.show_moment(moment)
    assert field.moment() == moment
    assert field.lineEdit().text() == "29 March 2026  2:30"


def test_no_word_is_wider_than_its_room_however_few_letters_it_has(theme: Theme) -> None:
    text, room = "MMMMMMMM illiillilli", QSizeF(100, 80)
    metrics = QFontMetricsF(fitted_font(theme, text, room, 20, 600))
    assert max(metrics.horizontalAdvance(word) for word in text.split()) <= room.width()


def test_the_page_that_is_shown_stays_marked_when_its_word_is_pressed(theme: Theme, qtbot: QtBot) -> None:
    bar = TopBar(theme)
    qtbot.addWidget(bar)
    bar.show_page("history")
    here = next(tab for tab in bar.findChildren(Tab) if tab.key == "history")
    with qtbot.waitSignal(bar.page_requested):
        here.click()
    assert here.isChecked()


def test_an_ampersand_in_a_name_is_no_shortcut(theme: Theme, qtbot: QtBot) -> None:
    tile = ExerciseTile(theme, Pictures(theme), Exercise("pair", "Push&pull"))
    qtbot.addWidget(tile)
    assert tile.shortcut().isEmpty()
    assert tile.accessibleName() == "Hold Push&pull"


def test_a_problem_behind_an_emoji_leads_to_its_character(theme: Theme, qtbot: QtBot) -> None:
    file = FileText(theme)
    qtbot.addWidget(file)
    text = "name: 🧘🧘 calm\nhold: soon\n"
    fault = Fault("", 1, 10, "calm is no word.", "")
    file.show_text(text, [fault])
    file.take_focus()
    cursor = file.text.textCursor()
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "calm"


def test_the_numbers_of_a_thousand_lines_have_room(theme: Theme, page: ScrollPage) -> None:
    file = FileText(theme)
    page.column.addWidget(file)
    file.show_text("- x\n" * 1200, [])
    assert file.text.viewport().x() >= file.text.margin_width


def test_problems_are_read_whole_after_the_text_became_larger(theme: Theme, page: ScrollPage) -> None:
    file = FileText(theme)
    page.column.addWidget(file)
    file.show_text("hold: soon\n", [Fault("", 1, 7, "soon is no time. " * 12, "Write 30 s.")])
    before = file.problems.item(0).sizeHint().height()
    theme.set_text_scale(1.5)
    room = file.problems.fontMetrics().boundingRect(
        0, 0, file.width() - 70, 10_000, int(Qt.TextFlag.TextWordWrap), file.problems.item(0).text()
    )
    assert file.problems.item(0).sizeHint().height() >= room.height() > before


@pytest.mark.parametrize(("many", "end", "key"), [(True, "\n", Qt.Key.Key_Return), (False, ",", Qt.Key.Key_Comma)])
def test_the_end_of_what_is_typed_stays_while_one_thinks_how_it_goes_on(
    many: bool, end: str, key: Qt.Key, theme: Theme, page: ScrollPage
) -> None:
    field, after = WrittenField(theme, "Words", many=many), Button(theme, "after")
    for widget in (field, after):
        page.column.addWidget(widget)
        widget.show()
    file: list[str] = []

    def write(text: str) -> None:
        file.append(text.strip(end))
        field.show_text(file[-1])

    field.given.connect(write)
    field.control.setFocus()
    QTest.keyClicks(field.control, "one")
    QTest.keyClick(field.control, key)
    field.control.give()
    assert (file, field.control.text()) == (["one"], f"one{end}")
    field.show_text("one")  # as after a change elsewhere
    QTest.keyClicks(field.control, "two")
    QTest.keyClick(field.control, key)
    field.control.give()
    assert (file, field.control.text()) == (["one", f"one{end}two"], f"one{end}two{end}")
    after.setFocus()
    field.control.give()
    assert (len(file), field.control.text()) == (2, f"one{end}two")
    field.control.setFocus()
    field.show_text("one")  # taken back
    assert field.control.text() == "one"


def test_lines_that_the_file_says_otherwise_leave_the_cursor_where_it_was(theme: Theme, page: ScrollPage) -> None:
    field = WrittenField(theme, "Words", many=True)
    page.column.addWidget(field)
    field.show()
    field.control.setFocus()
    QTest.keyClicks(field.control, "one")
    field.show_text("one more")
    QTest.keyClicks(field.control, "!")
    assert field.control.text() == "one! more"


class OnTwoScreens(Countdown):
    """Figures on a screen of some fineness, and then on another one."""

    ratio = 1.0

    def devicePixelRatioF(self) -> float:
        """Return how fine the screen is."""
        return self.ratio

    def picture(self) -> QImage:
        """Return what is painted, in so many physical pixels."""
        image = QImage(self.size() * self.ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self.ratio)
        self.render(image)
        return image


def test_the_large_figures_are_as_sharp_on_a_finer_screen_to_which_the_window_is_moved(
    theme: Theme, qtbot: QtBot
) -> None:
    moved, there = (OnTwoScreens(theme_look(theme), Type(theme)) for _ in range(2))
    for one in (moved, there):
        qtbot.addWidget(one)
        one.resize(300, 120)
        one.set_px(100)
        one.set_face(Face("3:58"))
    moved.picture()
    moved.ratio = there.ratio = 2.0
    assert moved.picture() == there.picture()
