"""An exercise that stands in the routine itself has all its words as fields; the routine goes on paper as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.routine import Step
from app.ui.pages.editor_lines import LinesField
from tests.ui.editor_driving import CONTROL, Alone, Editing

TEXT = """\
# mornings
format: 1
name: Mornings
steps:
  - name: Bridge on one leg   # from Anna
    easier:
      - {text: Both feet down., key: both}   # at first
      - A cushion.
    hold: 1 min
  - do: sphinx
    hold: 1 min
"""


@pytest.fixture
def editing(qtbot: QtBot, qapp: QApplication) -> Alone:
    alone = Alone(TEXT, qtbot)
    alone.choose("steps", 0)
    return alone


def write(editing: Alone, key: str, text: str) -> None:
    """Type lines into a field in place of what stands there, and leave it."""
    field = editing.field(key)
    assert isinstance(field, LinesField)
    field.lines.setFocus()
    QTest.keyClick(field.lines, Qt.Key.Key_A, CONTROL)
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(field.lines, Qt.Key.Key_Return)
        QTest.keyClicks(field.lines, line)
    editing.page.steps.setFocus()


def inline(editing: Alone) -> Step:
    """Return the step as the routine has it."""
    routine = editing.page.draft.read.routine
    assert routine is not None and isinstance(routine.steps[0], Step)
    return routine.steps[0]


def test_every_key_of_an_exercise_has_a_field_where_it_stands_in_the_routine(editing: Alone) -> None:
    write(editing, "setup", "Lie on your back.\n\nCross the {side} ankle.")
    write(editing, "cues", "Breathe: slowly")
    for key, words in (("needs", "mat, strap or towel"), ("works", "hips"), ("called", "Bridge"), ("settle", "20 s"),
                       ("summary", "Wakes the seat."), ("picture", "figure of pigeon")):  # fmt: skip
        editing.fill(key, words)
    exercise = inline(editing).exercise
    assert exercise.setup == ("Lie on your back.", "Cross the {side} ankle.")
    assert exercise.cues == ("Breathe: slowly",)
    assert (exercise.needs, exercise.works, exercise.short_name) == (("mat", "strap or towel"), ("hips",), "Bridge")
    assert "  - name: Bridge on one leg   # from Anna\n" in editing.page.draft.text


def test_only_the_lines_concerned_change_and_undo_returns_to_the_same_bytes(editing: Alone) -> None:
    write(editing, "easier", "Both feet down.\nA thick cushion.")
    assert editing.page.draft.text == TEXT.replace("A cushion.", "A thick cushion.")
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text == TEXT
    field = editing.field("easier")
    assert isinstance(field, LinesField) and field.lines.text() == "Both feet down.\nA cushion."


def test_what_is_wrong_in_a_line_stands_below_it_and_an_empty_field_takes_its_key_away(editing: Alone) -> None:
    editing.fill("needs", "mat, trampoline")
    assert '"trampoline" is not known' in editing.field("needs").fault
    editing.fill("needs", "")
    write(editing, "cues", "One")
    QTest.keyClick(editing.focus, Qt.Key.Key_Up)
    editing.choose("steps", 0)
    field = editing.field("cues")
    assert isinstance(field, LinesField) and field.lines.text() == "One"
    field.lines.clear()
    field.flush()
    assert editing.page.draft.text == TEXT


def test_an_exercise_from_a_file_does_not_ask_for_words(editing: Alone) -> None:
    editing.choose("steps", 1)
    assert all(field.isHidden() for field in editing.page.step_form.own_words)
    editing.choose("steps", 0)
    assert all(not field.isHidden() for field in editing.page.step_form.own_words)


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Editing:
    return Editing(tmp_path, qtbot)


def test_the_routine_goes_on_paper_as_it_stands_with_what_is_not_saved(
    window: Editing, tmp_path: Path, qtbot: QtBot
) -> None:
    window.edit("mine.yaml", TEXT)
    window.choose()
    window.fill("name", "Mornings anew")
    window.window.desk.sheets.ask_path = lambda title, name, kinds, save: str(tmp_path / f"x-{name}")
    with qtbot.waitSignal(window.window.desk.past.noticed, timeout=20_000):
        window.page.routine_form.save_sheet.click()
    assert (tmp_path / "x-mine.pdf").read_bytes().startswith(b"%PDF")
    printers: list[str] = []
    window.window.desk.sheets.ask_printer = printers.append
    window.press(Qt.Key.Key_P, CONTROL)
    assert printers == ["Mornings anew"]
    window.shut()


def test_a_routine_with_problems_goes_to_the_first_of_them_instead_of_to_paper(window: Editing) -> None:
    window.edit("mine.yaml", TEXT.replace("hold: 1 min\n  - do", "hold: soon\n  - do"))
    window.window.desk.sheets.ask_path = lambda *asked: pytest.fail("nothing is to be asked")
    window.page.show_fields()
    window.choose()
    window.page.routine_form.save_sheet.click()
    assert window.page.at == ("steps", 0)
    assert "Before it can be printed" in window.page.head.state.text()
    window.shut()
