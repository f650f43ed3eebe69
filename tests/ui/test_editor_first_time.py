"""A new user makes a routine of five exercises and rehearses it, by keyboard alone, the actions counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.planning import make_plan
from app.storage.library import Library
from app.ui.pages.editor_page import EditorPage
from app.ui.pages.player_page import PlayerPage
from tests.ui.editor_driving import CONTROL, Editing

SECONDS_PER_KEY = 1.2  # a slow typist, one finger at a time
SECONDS_TO_THINK = 8.0  # before each action that is no mere letter: reading, looking at the figure, deciding
CHOSEN = (("pigeon", "2-3 min"), ("bridge", "2 x 10"), ("sph", "1:30"), ("cat", ""), ("wall", "5-10 min"))


@pytest.fixture
def editing(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Editing]:
    editing = Editing(tmp_path, qtbot)
    yield editing
    editing.shut()


def make_five(editing: Editing) -> None:
    """Ctrl N, the name; then for each Ctrl Enter, a part of its name, Enter, its dose; Ctrl S."""
    editing.press(Qt.Key.Key_N, CONTROL)
    editing.type("Evening five")
    for name, dose in CHOSEN:
        editing.press(Qt.Key.Key_Return, CONTROL)
        editing.type(name)
        editing.press(Qt.Key.Key_Return)
        if dose:
            editing.type(dose)
    editing.press(Qt.Key.Key_S, CONTROL)


def test_five_exercises_from_the_library_to_the_rehearsal_take_under_60_actions_and_five_minutes(
    editing: Editing,
) -> None:
    """A key pressed is an action, keys held with it included; a text typed into one field is one action.

    Counted so it takes 23 of them. The time is the strict one: every single letter is a key for a slow typist, and
    each action has its time to think.
    """
    make_five(editing)
    editing.press(Qt.Key.Key_Home)
    editing.press(Qt.Key.Key_R, CONTROL)
    editing.qtbot.waitUntil(lambda: isinstance(editing.window.page, PlayerPage))
    assert editing.actions < 60
    assert editing.presses * SECONDS_PER_KEY + editing.actions * SECONDS_TO_THINK < 300
    assert editing.window.room is not None
    assert editing.window.room.player is not None
    assert editing.window.room.player.session.speed == 20


def test_the_five_stand_in_the_file_as_they_were_typed_and_in_the_library(editing: Editing) -> None:
    make_five(editing)
    text = (editing.data / "routines" / "evening-five.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[1:] == [
        "format: 1",
        "name: Evening five",
        "steps:",
        "  - do: pigeon",
        "    hold: 2-3 min",
        "    each: side",
        "  - name: Bridge",
        "    reps: 10",
        "    sets: 2",
        "  - do: sphinx",
        "    hold: 1:30",
        "  - do: cat-cow",
        "    reps: 6",
        "    rep: [{name: cow, for: 5 s, breath: in}, {name: cat, for: 5 s, breath: out}]",
        "  - do: legs-up-the-wall",
        "    hold: 5-10 min",
    ]
    read = Library(Path(__file__).resolve().parents[2], editing.data).routine("evening-five")
    assert read is not None
    assert read.routine is not None
    assert make_plan(read.routine, 0).seconds > 0
    editing.press(Qt.Key.Key_Escape)  # to the steps
    editing.press(Qt.Key.Key_Escape)  # to the library
    editing.qtbot.waitUntil(lambda: editing.window.page is editing.window.shelf)
    card = editing.focus
    assert card.accessibleName().startswith("Evening five")


def test_a_rehearsal_begins_at_the_chosen_step_and_escape_comes_back_with_nothing_lost(editing: Editing) -> None:
    make_five(editing)
    editing.choose("steps", 2)
    editing.fill("hold", "2 min")
    before = editing.page.draft.text
    editing.press(Qt.Key.Key_R, CONTROL)
    editing.qtbot.waitUntil(lambda: isinstance(editing.window.page, PlayerPage))
    assert editing.window.room is not None
    assert editing.window.room.player is not None
    assert [block.option.exercise.key for block in editing.window.room.player.plan.blocks] == [
        "sphinx", "cat-cow", "legs-up-the-wall",
    ]  # fmt: skip
    editing.press(Qt.Key.Key_Escape)
    editing.qtbot.waitUntil(lambda: isinstance(editing.window.page, EditorPage))
    assert editing.page.draft.text == before
    assert editing.page.at == ("steps", 2)
    assert editing.page.draft.can_undo
    assert editing.page.steps.hasFocus()
    assert editing.window.desk.past.unfinished() is None
    assert editing.window.desk.past.sessions() == []
