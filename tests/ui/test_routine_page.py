"""A routine's page: lengths live, the minutes at hand, choices, needs and Start."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.core.lengths import Count, Span
from app.core.outline import dose_of, outline
from app.core.planning import make_plan
from app.core.routine import Choice, Circuit, Each, Profile, Routine, Step
from app.ui.dose_words import dose_words
from app.ui.pages.routine_page import RoutinePage
from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.ui.widgets.button import Button, KeyedButton
from app.ui.widgets.label import Label

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LEGS = ("right leg", "left leg")
STRETCH = Exercise("stretch", "Hamstring stretch", needs=("strap or towel", "mat"), sides=LEGS)
PIGEON = Exercise("pigeon", "Pigeon", needs=("mat",))
THREAD = Exercise("thread", "Thread the needle", needs=("mat", "wall"))
PLANK = Exercise("plank", "Plank", needs=("mat",))
ROUTINE = Routine(
    "release", "Release", summary="Long holds.",
    steps=(
        Step(STRETCH, hold=Span(180, 300), each=Each.SIDE, positions=LEGS),
        Choice((Step(PIGEON, hold=Span(120, 180)), Step(THREAD, hold=Span(120, 180), when="knees complain"))),
        Step(PLANK, hold=Span(60, 60), optional=True),
    ),
)  # fmt: skip


def opened(qtbot: QtBot, routine: Routine) -> RoutinePage:
    theme = Theme(FONTS)
    theme.apply()
    page = RoutinePage(theme, Pictures(theme), routine, now=lambda: datetime(2026, 11, 21, 18, 0, 30))
    page.show_profile(None)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> RoutinePage:
    return opened(qtbot, ROUTINE)


def texts(page: RoutinePage) -> list[str]:
    return [label.text() for label in page.findChildren(Label) if label.isVisibleTo(page)]


def test_the_slider_changes_total_doses_and_the_time_at_the_end(page: RoutinePage, qtbot: QtBot) -> None:
    assert page.panel.time == "9:38"
    assert "2 × 3:00" in texts(page)
    assert "done at 18:10" in texts(page)
    page.panel.slider.setFocus()
    QTest.keyClick(page.panel.slider, Qt.Key.Key_End)
    assert page.plan.level == 100
    assert page.panel.time == "14:38"
    assert "2 × 5:00" in texts(page)
    assert "done at 18:15" in texts(page)


def test_the_minutes_at_hand_find_the_length_and_say_so(page: RoutinePage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.panel.minutes, "12")
    QTest.keyClick(page.panel.minutes, Qt.Key.Key_Return)
    assert page.plan.seconds <= 12 * 60
    assert page.panel.fits == f"fits: {page.panel.time}"


def test_too_few_minutes_leave_out_what_is_optional_and_say_by_how_much_it_is_over(
    page: RoutinePage, qtbot: QtBot
) -> None:
    QTest.keyClicks(page.panel.minutes, "9")
    QTest.keyClick(page.panel.minutes, Qt.Key.Key_Return)
    assert page.panel.fits.endswith("Left out: Plank.")
    assert {"left out", "to fit the time you have"} <= set(texts(page))
    page.set_minutes(5)
    assert "too long even at its shortest" in page.panel.fits


def test_sliding_lets_go_of_the_minutes(page: RoutinePage) -> None:
    page.set_minutes(9)
    page.set_level(50)
    assert page.panel.minutes.minutes == 0
    assert "left out" not in texts(page)


def test_another_choice_changes_the_step_and_what_is_needed(page: RoutinePage) -> None:
    assert set(page.needs) == {"mat", "strap or towel"}
    page.choose(2, 2)
    assert "Thread the needle" in texts(page)
    assert set(page.needs) == {"mat", "wall", "strap or towel"}


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")  # a window without a screen has no front
def test_a_menu_is_gone_once_it_is_shut_and_what_was_taken_in_it_counts(page: RoutinePage, qtbot: QtBot) -> None:
    for words, number in (("or thread the needle ▾", 1), ("or pigeon ▾", 0), ("change", 2)):
        button = next(button for button in page.findChildren(Button) if button.text() == words)
        button.click()
        menu = page.findChild(QMenu)
        assert menu is not None and menu.isVisible()
        menu.setActiveAction(menu.actions()[number])
        QTest.keyClick(menu, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not page.findChildren(QMenu))
        assert ("Thread the needle" in texts(page)) == (number == 1)


def test_enter_starts_from_wherever_the_focus_is_and_escape_goes_back(page: RoutinePage, qtbot: QtBot) -> None:
    for widget in (page, page.panel.slider):
        with qtbot.waitSignal(page.start_requested):
            QTest.keyClick(widget, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.back_requested):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_a_fixed_level_cannot_be_slid(qtbot: QtBot, qapp: QApplication) -> None:
    page = opened(qtbot, Routine("f", "Fixed", (Step(PIGEON, hold=Span(60, 120)),), fixed_level=True))
    assert not page.panel.slider.isVisibleTo(page)
    page.set_level(80)
    assert page.plan.level == 0


def test_the_profile_stands_there_in_words(page: RoutinePage) -> None:
    assert "Bells" in texts(page)
    page.show_profile(Profile.COACH)
    assert "Bells and a voice. Your choice." in texts(page)


def test_nothing_is_wider_than_a_small_window(page: RoutinePage) -> None:
    page.resize(1024, 640)
    QApplication.processEvents()
    assert page.page.width() <= page.viewport().width()


def test_a_circuit_stands_there_once_with_its_rounds() -> None:
    inner = (Step(PIGEON, hold=Span(30, 30)), Step(PLANK, hold=Span(20, 20)))
    routine = Routine("c", "Circuit", (Circuit(Count(3, 3), inner), Step(THREAD, hold=Span(60, 60))))
    rows = outline(routine, make_plan(routine))
    assert [(r.rounds, r.depth, r.block.option.exercise.key if r.block else None) for r in rows] == [
        (3, 1, "pigeon"), (1, 1, "plank"), (1, 0, "thread"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(PLANK, hold=Span(45, 45)), "45 s"),
        (Step(PLANK, hold=Span(45, 45), sets=Count(3, 3)), "3 × 45 s"),
        (Step(STRETCH, hold=Span(180, 180), each=Each.SIDE, positions=LEGS), "2 × 3:00"),
        (Step(STRETCH, hold=Span(30, 30), each=Each.SIDE, positions=LEGS, sets=Count(2, 2)), "2 × 2 × 30 s"),
        (Step(PLANK, reps=Count(10, 10), own_pace=True), "10 times"),
        (Step(STRETCH, reps=Count(10, 10), own_pace=True, each=Each.SIDE, positions=LEGS, sets=Count(3, 3)),
         "3 sets of 10 a side"),
        (Step(STRETCH, reps=Count(8, 8), hold=Span(5, 5), each=Each.ALTERNATE, positions=LEGS), "8 × 5 s a side"),
    ],
)  # fmt: skip
def test_a_dose_is_said_in_a_few_words(step: Step, words: str) -> None:
    plan = make_plan(Routine("d", "Dose", (step,)))
    assert dose_words(dose_of(plan.blocks[0].option)) == words


def test_a_name_of_one_endless_word_leaves_the_rest_of_the_page_in_sight(qtbot: QtBot, qapp: QApplication) -> None:
    page = opened(qtbot, replace(ROUTINE, name="X" * 300))
    (start,) = page.findChildren(KeyedButton)
    qtbot.waitUntil(lambda: 0 < start.mapTo(page, start.rect().bottomRight()).x() < page.width())


def test_a_side_in_a_step_s_note_is_written_out(qtbot: QtBot) -> None:
    pigeon = Exercise("pigeon", "Pigeon", sides=("right leg", "left leg"))
    step = Step(pigeon, hold=Span(60, 60), each=Each.SIDE, positions=pigeon.sides, note="Press the {side} foot.")
    page = opened(qtbot, Routine("r", "R", (step,)))
    assert any("Press the right foot." in text for text in texts(page))
    assert not any("{side}" in text for text in texts(page))
