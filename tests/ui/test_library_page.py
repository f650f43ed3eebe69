"""The library by keyboard: filters, search, cards, bad files, the session that was left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.core.shelf import Card, Wish
from app.ui.pages.library_page import Left, LibraryPage
from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.ui.widgets.label import Label
from app.ui.widgets.routine_card import Face, card_height, name_box
from app.ui.wording import breakable

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LOWER = Card("lower", "Lower back release", "/r/lower.yaml", "Long holds", ("relax",), ("lower back", "hips"),
             1154, 2054, ("mat", "wall", "strap or towel"), words="Sphinx Pigeon")  # fmt: skip
OPENER = Card("opener", "Upper back opener", "/r/opener.yaml", "Slow turns", ("mobility",), ("upper back",),
              258, 258, ("mat",))  # fmt: skip
GYM = Card("gym", "Gym upper back", "/r/gym.yaml", "Heavy", ("strength",), ("upper back",),
           1384, 3436, ("barbell", "rack"))  # fmt: skip
BAD = Card(
    "mine", "mine.yaml", "/r/mine.yaml", own=True, faults=("mine.yaml:3:9: hold: no length.", "mine.yaml:5:1: x")
)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> LibraryPage:
    theme = Theme(FONTS)
    theme.apply()
    page = LibraryPage(theme, Pictures(theme))
    qtbot.addWidget(page)
    page.complete()
    page.show_cards([LOWER, OPENER, GYM, BAD])
    page.resize(1366, 768)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    return page


def names(page: LibraryPage) -> list[str]:
    return [card.face.card.name for card in page.grid.cards]


def texts(page: LibraryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisibleTo(page))


def test_enter_on_a_card_opens_its_routine(page: LibraryPage, qtbot: QtBot) -> None:
    card = page.grid.cards[1]
    card.setFocus()
    with qtbot.waitSignal(page.routine_requested) as asked:
        QTest.keyClick(card, Qt.Key.Key_Return)
    assert asked.args == ["/r/opener.yaml"]


def test_arrows_go_from_card_to_card(page: LibraryPage, qtbot: QtBot) -> None:
    page.grid.cards[0].setFocus()
    QTest.keyClick(page.grid.cards[0], Qt.Key.Key_Right)
    assert page.grid.cards[1].hasFocus()


def test_slash_goes_to_the_search_and_a_word_of_an_exercise_finds_its_routine(page: LibraryPage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_Slash)
    assert page.search is not None
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "pige")
    assert names(page) == ["Lower back release"]
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(names(page)) == 3


def test_a_search_for_nothing_says_so_and_names_the_way_out(page: LibraryPage, qtbot: QtBot) -> None:
    assert page.search is not None
    QTest.keyClicks(page.search, "trampoline")
    assert names(page) == []
    assert "Escape" in texts(page)


def test_a_part_of_the_body_shows_what_helps_it(page: LibraryPage, qtbot: QtBot) -> None:
    chip = next(b for b in page.filters.findChildren(QPushButton) if b.text() == "Lower back")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert names(page) == ["Lower back release"]
    assert page.filters.wish == Wish(part="lower back")


def test_the_chips_are_those_that_some_routine_fits(page: LibraryPage) -> None:
    words = [b.text() for b in page.filters.findChildren(QPushButton)]
    assert {"All", "Lower back", "Upper back", "Hips", "Strength"} <= set(words)
    assert "Neck" not in words


def test_a_bad_file_stands_there_with_every_problem(page: LibraryPage) -> None:
    shown = texts(page)
    assert "mine.yaml has 2 problems and cannot be played" in shown
    assert "mine.yaml:3:9: hold: no length." in shown


def test_the_session_that_was_left_offers_to_go_on_or_to_be_kept(page: LibraryPage, qtbot: QtBot) -> None:
    page.show_left(Left("Lower back release", "stopped in Pigeon, left side, 1:12 to go"))
    buttons = {b.text(): b for b in page.findChildren(QPushButton)}
    with qtbot.waitSignal(page.go_on_requested):
        QTest.keyClick(buttons["Go on"], Qt.Key.Key_Return)
    with qtbot.waitSignal(page.keep_requested):
        QTest.keyClick(buttons["Keep what I did"], Qt.Key.Key_Return)
    page.show_left(None)
    qtbot.waitUntil(lambda: not any(b.text() == "Go on" for b in page.findChildren(QPushButton)))


def test_every_control_has_a_name(page: LibraryPage) -> None:
    page.show_left(Left("Lower back release", "stopped"))
    nameless = [b for b in page.findChildren(QPushButton) if not b.accessibleName()]
    assert nameless == []
    assert page.grid.cards[0].accessibleName() == "Lower back release, 19 to 34 minutes"


def test_of_five_hundred_cards_those_come_that_the_person_comes_near(page: LibraryPage, qtbot: QtBot) -> None:
    many = [Card(f"r{i}", f"Routine {i}", f"/r/{i}.yaml", shortest=60, longest=60) for i in range(500)]
    page.show_cards(many)
    assert len(page.grid.cards) < 60
    while len(page.grid.cards) < 500:
        before = len(page.grid.cards)
        page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
        qtbot.waitUntil(lambda before=before: len(page.grid.cards) > before)  # type: ignore[misc]  # as the loop has it
    assert page.grid.cards[-1].visibleRegion().boundingRect().height() > 50


def test_the_tab_key_reaches_cards_that_were_not_made_yet(page: LibraryPage, qtbot: QtBot) -> None:
    many = [Card(f"r{i}", f"Routine {i}", f"/r/{i}.yaml", shortest=60, longest=60) for i in range(120)]
    page.show_cards(many)
    page.grid.cards[0].setFocus()
    for number in range(119):
        QTest.keyClick(page.grid.cards[number], Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda number=number: len(page.grid.cards) > min(118, number + 3))  # type: ignore[misc]  # as above
    assert page.grid.cards[119].hasFocus()


@pytest.mark.parametrize("width", [280, 330, 440, 700])
def test_a_card_grows_with_its_words(page: LibraryPage, width: int, qapp: QApplication) -> None:
    theme = Theme(FONTS)
    long = Card("x", "Donaudampfschifffahrtsgesellschaft und ein langer Name dazu", "/x", "Viele Worte " * 30,
                needs=("strap or towel", "chair or bench", "dumbbells or bag", "barbell"))  # fmt: skip
    assert card_height(Face(long), width, theme) > card_height(Face(OPENER), width, theme)
    narrow, wide = card_height(Face(long), width, theme), card_height(Face(long), width + 300, theme)
    assert narrow >= wide


def test_a_name_of_one_endless_word_is_broken_beside_the_length(qapp: QApplication) -> None:
    theme = Theme(FONTS)
    endless = Face(Card("x", "X" * 200, "/x", shortest=60, longest=60))
    assert name_box(endless, 400, theme).width() <= 400
    assert breakable("Donaudampfschifffahrtsgesellschaft") == "Donaudampfschifffahrtsgesellschaft"
    assert breakable("a " + "X" * 200).replace("\u200b", "") == "a " + "X" * 200
