"""Routines and exercises of one's own are removed in the window: moved aside, said, and taken back by "Undo"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.pages.exercise_page import ExercisePage
from app.ui.pages.hold_page import HoldPage
from app.ui.pages.routine_page import RoutinePage
from app.ui.widgets.fault_card import FaultCard
from app.ui.widgets.notice import NoticeBoard
from tests.storage.giving import PNG
from tests.ui.test_main_window import Opened

ROUTINE = "format: 1\nname: Mine\nsteps: [{do: slide, hold: 1 min}]\n"


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot) -> Iterator[Opened]:
    for name, text in (("routines/mine.yaml", ROUTINE), ("exercises/slide.yaml", "name: Slide\n")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = Opened(tmp_path, qtbot)
    yield found
    found.shut()


def names(opened: Opened) -> set[str]:
    """Return what the cards in the library are called."""
    return {card.face.card.name for card in opened.window.shelf.grid.cards}


def press(opened: Opened, words: str) -> None:
    """Press the button with these words by keyboard."""

    def found() -> list[QPushButton]:
        return [b for b in opened.window.findChildren(QPushButton) if b.text() == words and b.isVisible()]

    opened.qtbot.waitUntil(lambda: bool(found()))
    button = found()[-1]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def said(opened: Opened) -> str:
    """Return what stands at the top of the window."""
    return " ".join(sentence for board in opened.window.findChildren(NoticeBoard) for sentence in board.sentences)


def broken(opened: Opened) -> list[FaultCard]:
    """Return the cards of files with problems that stand in the library."""
    return [card for card in opened.window.shelf.findChildren(FaultCard) if not card.isHidden()]


def test_an_own_routine_is_removed_said_and_back_by_undo(opened: Opened) -> None:
    opened.window.show_routine("mine")
    press(opened, "Remove")
    assert opened.window.page is opened.window.shelf
    assert "Mine" not in names(opened)
    assert said(opened) == "Mine is removed; the file is kept as removed/routines/mine.yaml."
    press(opened, "Undo")
    assert "Mine" in names(opened)
    assert (opened.data / "routines" / "mine.yaml").read_text(encoding="utf-8") == ROUTINE
    assert said(opened) == ""


def test_a_bundled_routine_cannot_be_removed(opened: Opened) -> None:
    opened.window.show_routine("lower-back-release")
    page = opened.window.page
    assert isinstance(page, RoutinePage)
    assert page.remove.isHidden()


def test_an_own_exercise_is_removed_and_the_routine_that_had_it_is_named(opened: Opened) -> None:
    opened.window.show_page("hold")
    opened.window.edit_exercise("slide")
    assert isinstance(opened.window.page, ExercisePage)
    press(opened, "Remove")
    assert not (opened.data / "exercises" / "slide.yaml").exists()
    assert said(opened).endswith("removed/exercises/slide.yaml. Mine had it.")
    press(opened, "Undo")
    assert "Mine" in names(opened)


def test_an_exercise_that_was_just_made_can_be_removed_once_it_is_saved(opened: Opened) -> None:
    opened.window.make_exercise("Bridge")
    page, room = opened.window.page, opened.window.exercise_room
    assert isinstance(page, ExercisePage) and page.remove.isHidden()
    assert room is not None and room.save()
    press(opened, "Remove")
    assert not (opened.data / "exercises" / "bridge.yaml").exists()
    assert said(opened).startswith("Bridge is removed;")


def test_a_routine_that_cannot_be_read_can_be_removed_where_its_problems_stand(opened: Opened) -> None:
    bad = opened.data / "routines" / "bad.yaml"
    bad.write_text("format: 1\nname: Bad\n", encoding="utf-8")
    opened.window._read_again()
    press(opened, "Remove")
    assert not bad.exists() and not broken(opened)
    assert said(opened) == "bad.yaml is removed; the file is kept as removed/routines/bad.yaml."
    press(opened, "Undo")
    assert bad.read_text(encoding="utf-8") == "format: 1\nname: Bad\n"
    opened.qtbot.waitUntil(lambda: bool(broken(opened)))


def test_an_exercise_that_cannot_be_read_can_be_removed_where_its_problems_stand(opened: Opened) -> None:
    (opened.data / "exercises" / "slide.yaml").write_text("nme: Slide\n", encoding="utf-8")
    opened.window._read_again()
    opened.window.show_page("hold")
    press(opened, "Remove")
    page = opened.window.page
    assert isinstance(page, HoldPage) and page.faults == ()
    assert (opened.data / "removed" / "exercises" / "slide.yaml").exists()
    press(opened, "Undo")
    assert len(page.faults) == 1


def test_pictures_go_along_with_their_exercise_and_come_back(opened: Opened) -> None:
    folder = opened.data / "exercises"
    (folder / "slide.yaml").write_text("name: Slide\npicture: [{image: slide.png}]\n", encoding="utf-8")
    (folder / "slide.png").write_bytes(PNG)
    opened.window._read_again()
    opened.window.edit_exercise("slide")
    page = opened.window.page
    assert isinstance(page, ExercisePage)
    page.remove.click()
    assert list(folder.iterdir()) == []
    assert said(opened) == "Slide is removed; the file and its pictures are kept in removed/exercises. Mine had it."
    press(opened, "Undo")
    assert sorted(path.name for path in folder.iterdir()) == ["slide.png", "slide.yaml"]


def test_undo_after_another_file_took_the_place_keeps_both_and_says_so(opened: Opened) -> None:
    opened.window.show_routine("mine")
    press(opened, "Remove")
    (opened.data / "routines" / "mine.yaml").write_text("another", encoding="utf-8")
    press(opened, "Undo")
    assert said(opened).startswith("There is another mine.yaml by now;")
    assert (opened.data / "removed" / "routines" / "mine.yaml").read_text(encoding="utf-8") == ROUTINE
