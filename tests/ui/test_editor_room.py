"""The editor and its file: opened, copied, saved, left, kept aside through a kill, and changed by somebody else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.planning import make_plan
from app.paths import bundled
from app.storage.kept_drafts import KeptDrafts
from app.ui.pages.editor_fields import LineField
from app.ui.pages.editor_page import EditorPage
from app.ui.pages.library_page import UnsavedCard
from app.ui.pages.player_page import PlayerPage
from app.ui.pages.routine_page import RoutinePage
from app.ui.widgets.button import Button
from app.ui.widgets.fault_card import FaultCard
from app.ui.widgets.notice import NoticeBoard
from tests.ui.editor_driving import CONTROL, Editing

TEXT = """\
# from my physiotherapist
format: 1
name: Mornings
steps:
  - do: sphinx
    hold: 1 min
  - choose:
      - {do: pigeon, hold: 2 min, each: side}
      - {do: thread-the-needle, hold: 2 min, each: side}
"""
THEIRS = TEXT.replace("1 min", "9 min")


@pytest.fixture
def editing(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Editing]:
    editing = Editing(tmp_path, qtbot)
    yield editing
    editing.shut()


def answer(editing: Editing, words: str) -> None:
    """Give an answer in the page, by the keyboard."""
    button = next(button for button in editing.page.question.buttons if button.text() == words)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def at_library(editing: Editing) -> None:
    editing.qtbot.waitUntil(lambda: editing.window.page is editing.window.shelf)


def press_button(editing: Editing, words: str) -> None:
    page = editing.window.page

    def found() -> list[Button]:
        return [b for b in page.findChildren(Button) if b.text() == words and b.isVisible()]

    editing.qtbot.waitUntil(lambda: bool(found()))
    button = found()[0]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def names(editing: Editing) -> list[str]:
    return [card.face.card.name for card in editing.window.shelf.grid.cards]


# Opened and left


def test_a_bundled_routine_is_edited_as_a_copy_comments_and_all(editing: Editing) -> None:
    source = bundled() / "routines" / "lower-back-release.yaml"
    before = source.read_bytes()
    editing.window.show_routine("lower-back-release")
    press_button(editing, "Edit a copy")
    assert editing.page.head.name.text() == "Lower back release, my way"
    editing.press(Qt.Key.Key_S, CONTROL)
    kept = editing.data / "routines" / "lower-back-release-my-way.yaml"
    name = "name: Lower back release\n"
    assert kept.read_text() == before.decode().replace(name, "name: Lower back release, my way\n")
    assert source.read_bytes() == before
    editing.press(Qt.Key.Key_Escape)
    page = editing.window.page
    assert isinstance(page, RoutinePage)
    assert page.routine.key == "lower-back-release-my-way"
    editing.window.show_page("library")
    assert "Lower back release, my way" in names(editing)


def test_a_routine_of_ones_own_is_edited_in_its_place(editing: Editing) -> None:
    path = editing.file("mornings.yaml", TEXT)
    editing.window.desk.forget_library()
    editing.window.show_routine(str(path))
    press_button(editing, "Edit")
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    editing.press(Qt.Key.Key_S, CONTROL)
    assert path.read_text() == TEXT.replace("1 min", "2 min")
    editing.press(Qt.Key.Key_Escape)
    page = editing.window.page
    assert isinstance(page, RoutinePage)
    assert page.plan.blocks[0].option.seconds == 130


def test_a_new_routine_that_nobody_wrote_into_is_left_without_a_question(editing: Editing) -> None:
    editing.press(Qt.Key.Key_N, CONTROL)
    editing.press(Qt.Key.Key_Escape)
    editing.press(Qt.Key.Key_Escape)
    at_library(editing)
    assert not (editing.data / "routines").exists()
    assert KeptDrafts(editing.data).all() == ()


def test_a_second_routine_of_a_name_takes_nobodys_place(editing: Editing) -> None:
    editing.file("my-routine.yaml", TEXT)
    editing.window.desk.forget_library()
    for _ in range(2):
        editing.press(Qt.Key.Key_N, CONTROL)
        editing.press(Qt.Key.Key_Return, CONTROL)
        editing.type("sphinx")
        editing.press(Qt.Key.Key_Return)
        editing.press(Qt.Key.Key_S, CONTROL)
        editing.press(Qt.Key.Key_Escape)
        editing.press(Qt.Key.Key_Escape)
        at_library(editing)
    assert sorted(p.name for p in (editing.data / "routines").iterdir()) == [
        "my-routine-2.yaml", "my-routine-3.yaml", "my-routine.yaml",
    ]  # fmt: skip
    assert (editing.data / "routines" / "my-routine.yaml").read_text() == TEXT


@pytest.mark.parametrize("words", ["Save and leave", "Leave without saving", "Go on"])
def test_leaving_with_changes_asks_in_the_page_and_does_as_it_is_told(editing: Editing, words: str) -> None:
    path = editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    editing.press(Qt.Key.Key_Escape)
    assert editing.page.question.sentence == "This routine has changes that are not saved."
    answer(editing, words)
    saved = words == "Save and leave"
    assert path.read_text() == (TEXT.replace("1 min", "2 min") if saved else TEXT)
    if words == "Go on":
        assert editing.page.draft.changed
    else:
        at_library(editing)
        assert KeptDrafts(editing.data).all() == ()


def test_escape_in_the_question_goes_on_and_no_key_of_the_window_leads_past_it(editing: Editing) -> None:
    editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_N):
        editing.press(key, CONTROL)
        assert isinstance(editing.window.page, EditorPage)
        assert editing.page.question.sentence
        editing.press(Qt.Key.Key_Escape)
        assert editing.page.question.sentence == ""


def test_closing_the_window_asks_once_and_the_second_time_keeps_the_changes_aside(editing: Editing) -> None:
    path = editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    assert not editing.window.close()
    assert editing.page.question.sentence
    assert editing.window.close()
    kept = KeptDrafts(editing.data).of(path)
    assert kept is not None
    assert kept.text == TEXT.replace("1 min", "2 min")


# A kill


def test_what_was_not_saved_survives_a_kill_and_is_offered_and_here_again(editing: Editing) -> None:
    path = editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    editing.qtbot.waitUntil(lambda: bool(KeptDrafts(editing.data).all()))
    editing.again()
    cards = editing.window.shelf.findChildren(UnsavedCard)
    assert len(cards) == 1
    press_button(editing, "Go on editing")
    assert editing.page.draft.text == TEXT.replace("1 min", "2 min")
    assert "is here again" in editing.page.head.state.text()
    assert editing.page.draft.changed
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text == TEXT
    editing.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    editing.press(Qt.Key.Key_S, CONTROL)
    assert path.read_text() == TEXT.replace("1 min", "2 min")
    assert KeptDrafts(editing.data).all() == ()


def test_keeping_aside_leaves_what_is_being_typed_alone(editing: Editing) -> None:
    path = editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.page.form.take_focus()
    editing.type("2 x 1")
    editing.qtbot.waitUntil(lambda: KeptDrafts(editing.data).of(path) is not None)
    assert editing.page.step_form.hold.line.text() == "2 x 1"
    editing.type("0")
    editing.press(Qt.Key.Key_Return)
    assert editing.value("steps", 0, "reps") == "10"


def test_at_a_logout_what_is_just_being_typed_is_kept_as_well(editing: Editing) -> None:
    editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.page.form.focus_field(editing.field("hold"))
    editing.press(Qt.Key.Key_A, CONTROL)
    editing.type("7 min")
    editing.window.stand_by()
    assert [draft.text for draft in KeptDrafts(editing.data).all()] == [TEXT.replace("1 min", "7 min")]


def test_a_new_routine_survives_a_kill_before_it_was_ever_saved(editing: Editing) -> None:
    editing.press(Qt.Key.Key_N, CONTROL)
    editing.type("Evenings")
    editing.press(Qt.Key.Key_Return, CONTROL)
    editing.type("sphinx")
    editing.press(Qt.Key.Key_Return)
    editing.qtbot.waitUntil(lambda: [d.name for d in KeptDrafts(editing.data).all()] == ["Evenings"])
    editing.again()
    press_button(editing, "Go on editing")
    assert editing.value("steps", 0, "do") == "sphinx"
    editing.press(Qt.Key.Key_S, CONTROL)
    assert (editing.data / "routines" / "evenings.yaml").is_file()
    assert KeptDrafts(editing.data).all() == ()


def test_changes_that_are_not_wanted_any_more_are_forgotten_from_the_library(editing: Editing) -> None:
    editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    editing.room.keep_aside()
    editing.again()
    press_button(editing, "Forget the changes")
    assert KeptDrafts(editing.data).all() == ()
    editing.qtbot.waitUntil(lambda: not editing.window.shelf.findChildren(UnsavedCard))


# Two writers


def test_a_file_changed_by_another_program_while_nothing_is_unsaved_is_shown_as_it_is_now(editing: Editing) -> None:
    editing.edit("mornings.yaml", TEXT)
    editing.file("mornings.yaml", THEIRS)
    editing.qtbot.waitUntil(lambda: editing.value("steps", 0, "hold") == "9 min", timeout=5000)
    assert "Another program changed this file" in editing.page.head.state.text()
    assert not editing.page.draft.changed


def conflict(editing: Editing) -> Path:
    path = editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    editing.file("mornings.yaml", THEIRS)
    editing.qtbot.waitUntil(lambda: bool(editing.page.question.sentence), timeout=5000)
    assert editing.page.question.sentence.startswith("Another program changed this file")
    return path


def test_the_question_does_not_take_the_keyboard_from_who_is_typing(editing: Editing) -> None:
    editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    field = editing.field("note")
    assert isinstance(field, LineField)
    editing.page.form.focus_field(field)
    QTest.keyClicks(field.line, "slowly")
    editing.page.flush()
    editing.file("mornings.yaml", THEIRS)
    editing.qtbot.waitUntil(lambda: bool(editing.page.question.sentence), timeout=5000)
    assert editing.focus is field.line
    editing.type(" down")
    editing.page.flush()
    assert editing.value("steps", 0, "note") == "slowly down"


def test_mine_over_it_keeps_the_other_version_for_undo(editing: Editing) -> None:
    path = conflict(editing)
    answer(editing, "Keep mine over it")
    assert path.read_text() == TEXT.replace("1 min", "2 min")
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text == THEIRS


def test_mine_goes_beside_another_version_that_cannot_be_read(editing: Editing) -> None:
    path = conflict(editing)
    path.write_bytes(b"name: \xff\n")
    answer(editing, "Keep mine over it")
    assert path.read_bytes() == b"name: \xff\n"
    assert (editing.data / "routines" / "mornings-2.yaml").read_text() == TEXT.replace("1 min", "2 min")


def test_theirs_is_taken_and_undo_has_mine(editing: Editing) -> None:
    path = conflict(editing)
    answer(editing, "Take the other one")
    assert editing.page.draft.text == path.read_text() == THEIRS
    assert not editing.page.draft.changed
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text == TEXT.replace("1 min", "2 min")


def test_mine_under_another_name_leaves_both(editing: Editing) -> None:
    path = conflict(editing)
    answer(editing, "Keep mine under another name")
    assert path.read_text() == THEIRS
    assert (editing.data / "routines" / "mornings-2.yaml").read_text() == TEXT.replace("1 min", "2 min")
    assert editing.room.path.name == "mornings-2.yaml"


def test_decided_later_it_is_asked_again_before_anything_is_written(editing: Editing) -> None:
    path = conflict(editing)
    answer(editing, "Decide later")
    editing.press(Qt.Key.Key_S, CONTROL)
    assert path.read_text() == THEIRS
    assert editing.page.question.sentence.startswith("Another program changed this file")


def test_changes_kept_aside_meet_a_file_that_was_changed_since(editing: Editing) -> None:
    path = editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    editing.room.keep_aside()
    editing.again()
    editing.file("mornings.yaml", THEIRS)
    editing.window.edit(str(path))
    assert editing.page.question.sentence.startswith("Another program changed this file")
    assert editing.page.draft.text == TEXT.replace("1 min", "2 min")


def test_a_file_that_was_deleted_is_offered_to_be_written_again(editing: Editing) -> None:
    path = editing.edit("mornings.yaml", TEXT)
    path.unlink()
    editing.qtbot.waitUntil(lambda: bool(editing.page.question.sentence), timeout=5000)
    answer(editing, "Write it again")
    assert path.read_text() == TEXT


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="a folder that refuses, which root does not")
def test_a_disk_that_refuses_is_said_and_nothing_is_lost(editing: Editing) -> None:
    path = editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    path.parent.chmod(0o500)
    editing.press(Qt.Key.Key_S, CONTROL)
    path.parent.chmod(0o700)
    assert "could not be saved" in editing.page.head.state.text()
    assert editing.page.draft.changed


def test_a_folder_in_the_files_place_is_said_and_nothing_is_lost(editing: Editing) -> None:
    path = editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "2 min")
    path.unlink()
    path.mkdir()
    editing.press(Qt.Key.Key_S, CONTROL)
    assert "It could not be saved" in editing.page.head.state.text()
    assert editing.page.draft.text == TEXT.replace("1 min", "2 min")
    path.rmdir()


# Files with problems


def test_a_broken_file_opens_from_its_card_as_text_at_its_first_problem(editing: Editing) -> None:
    editing.file("mornings.yaml", TEXT.replace("1 min", "one"))
    editing.qtbot.waitUntil(lambda: bool(editing.window.shelf.findChildren(FaultCard)), timeout=5000)
    press_button(editing, "Open it here")
    pane = editing.page.text
    assert editing.page.pane is pane
    assert pane.count.text() == "The file as text: one problem."
    cursor = pane.text.textCursor()
    assert (cursor.blockNumber() + 1, cursor.positionInBlock() + 1) == (6, 11)
    assert pane.text.hasFocus()


def test_a_file_of_another_system_keeps_its_ends_of_lines_where_nothing_was_typed(editing: Editing) -> None:
    path = editing.file("mornings.yaml", "")
    data = TEXT.replace("\n", "\r\n").replace("Mornings", "Mor\u00a0nings").encode()
    path.write_bytes(data)
    editing.window.desk.forget_library()
    editing.window.edit(str(path))
    editing.press(Qt.Key.Key_E, CONTROL)
    assert not editing.page.draft.changed
    editing.press(Qt.Key.Key_End, CONTROL)
    editing.type("# mine")
    editing.press(Qt.Key.Key_Return)
    editing.press(Qt.Key.Key_S, CONTROL)
    assert path.read_bytes() == data + b"# mine\r\n"
    editing.press(Qt.Key.Key_Z, CONTROL)
    assert editing.page.draft.text.encode() == data


def test_a_file_that_is_no_yaml_opens_as_text_and_is_put_right_there(editing: Editing) -> None:
    path = editing.edit("mornings.yaml", "name: [\n")
    assert editing.page.pane is editing.page.text
    editing.page.text.text.setPlainText(TEXT)
    editing.press(Qt.Key.Key_S, CONTROL)
    assert path.read_text() == TEXT
    assert editing.page.draft.read.routine is not None


def test_a_routine_with_a_problem_is_saved_and_the_page_says_that_it_cannot_be_played(editing: Editing) -> None:
    path = editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "soon")
    editing.press(Qt.Key.Key_S, CONTROL)
    assert "hold: soon" in path.read_text()
    assert "with one problem: it cannot be played yet" in editing.page.head.state.text()


def test_a_file_that_is_no_text_is_refused_with_a_sentence(editing: Editing) -> None:
    path = editing.file("mornings.yaml", "")
    path.write_bytes(b"name: \xff\n")
    editing.window.edit(str(path))
    assert editing.window.page is editing.window.shelf
    (board,) = editing.window.findChildren(NoticeBoard)
    assert any("mornings.yaml: line 1" in sentence for sentence in board.sentences)


# Rehearsals


def test_an_alternative_is_rehearsed_as_itself_and_the_history_hears_nothing(editing: Editing) -> None:
    editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 1, "choose", 1)
    editing.press(Qt.Key.Key_F5)
    editing.qtbot.waitUntil(lambda: isinstance(editing.window.page, PlayerPage))
    assert editing.window.room is not None
    assert editing.window.room.player is not None
    assert editing.window.room.player.exercise().key == "thread-the-needle"
    assert len(editing.window.room.player.plan.blocks) == 1
    editing.press(Qt.Key.Key_Escape)
    editing.qtbot.waitUntil(lambda: isinstance(editing.window.page, EditorPage))
    assert editing.window.desk.past.sessions() == []


def test_a_rehearsal_that_is_over_comes_back_without_a_summary_and_ends_no_session_that_was_left(
    editing: Editing,
) -> None:
    read = editing.window.desk.library.routine("upper-back-opener")
    assert read is not None
    assert read.routine is not None
    editing.window.play(make_plan(read.routine))
    assert editing.window.room is not None
    editing.window.room.leave()
    editing.window.show_page("library")
    editing.edit("mornings.yaml", TEXT)
    editing.press(Qt.Key.Key_F5)
    editing.qtbot.waitUntil(lambda: isinstance(editing.window.page, PlayerPage))
    assert editing.window.room.player is not None
    editing.window.room.player.end_here()
    editing.qtbot.waitUntil(lambda: isinstance(editing.window.page, EditorPage))
    left = editing.window.desk.past.unfinished()
    assert left is not None
    assert left.name == "Upper back opener"


def test_a_rehearsal_of_a_routine_with_a_problem_goes_to_the_problem(editing: Editing) -> None:
    editing.edit("mornings.yaml", TEXT)
    editing.choose("steps", 0)
    editing.fill("hold", "soon")
    editing.choose()
    editing.press(Qt.Key.Key_F5)
    assert editing.page.at == ("steps", 0)
    assert editing.page.step_form.hold.line.hasFocus()
    assert "not a length" in editing.page.head.state.text()
