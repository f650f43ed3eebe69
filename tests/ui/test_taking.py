"""Files from elsewhere in the window: opened, dropped or chosen, shown first, taken by a key, left without a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFileOpenEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.lengths import Span
from app.core.planning import hold_plan
from app.storage.shared_file import read_shared, shared_bytes
from app.ui.file_openings import FileOpenings
from app.ui.main_window import MainWindow
from app.ui.pages.player_page import PlayerPage
from app.ui.pages.routine_page import RoutinePage
from app.ui.pages.taking_page import TakingPage
from app.ui.widgets.notice import NoticeBoard
from app.window_request import Opening, WindowRequest
from tests.storage.giving import FILES, ROUTINE, content, put, sent
from tests.storage.test_workrave_file import XML
from tests.ui.test_main_window import Opened

OTHER = b"format: 1\nname: Evening\nsteps: [{do: sphinx, hold: 1 min}]\n"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Return a folder with files to take."""
    put(tmp_path / "giver", FILES)
    folder = tmp_path / "given"
    put(folder, {
        "evening.holdwell": shared_bytes(sent(tmp_path / "giver")), "plan.txt": b"My plan\nsphinx 1 min\nhm hm\n",
        "exercises.xml": XML.encode(), "bad.yaml": b"format: 1\nname: B\nsteps: [{do: sphynx, hold: 1 min}]\n",
        "photo.png": b"",
    })  # fmt: skip
    return folder


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    (tmp_path / "mine").mkdir()
    opened = Opened(tmp_path / "mine", qtbot)
    yield opened
    opened.shut()


@pytest.fixture
def look(opened: Opened, qtbot: QtBot) -> Callable[[Path], TakingPage]:
    """Return what offers a file to the window and waits until its page says what is in it."""

    def looked(file: Path) -> TakingPage:
        opened.window.offer_files([file])
        page = opened.page(TakingPage)
        assert isinstance(page, TakingPage)
        qtbot.waitUntil(lambda: bool(page.title))
        return page

    return looked


Look = Callable[[Path], TakingPage]


def own(data: Path) -> dict[str, bytes]:
    """Return the person's own files: routines and exercises, and what is hidden."""
    kept = ("routines/", "exercises/", "figures/", ".")
    return {name: words for name, words in content(data).items() if name.startswith(kept)}


def texts(page: QWidget) -> str:
    """Return all that can be read on a page."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def shows(opened: Opened, title: str) -> bool:
    """Return whether a file's page is shown and says what is in it."""
    page = opened.window.page
    return isinstance(page, TakingPage) and page.title == title


def press(window: MainWindow, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(window.focusWidget() or window.page, key)


def test_enter_takes_it_and_shows_the_routine(opened: Opened, given: Path, look: Look) -> None:
    page = look(given / "evening.holdwell")
    said = texts(page)
    for words in ("Evening", "From evening.holdwell", "Slide", "Pigeon", "a new exercise", "3 steps"):
        assert words in said
    press(opened.window, Qt.Key.Key_Return)
    routine = opened.page(RoutinePage)
    assert isinstance(routine, RoutinePage) and routine.routine.name == "Evening"
    assert own(opened.data) == dict(FILES)
    assert "evening" in [card.face.card.key for card in opened.window.shelf.grid.cards]


def test_escape_leaves_it_and_nothing_of_it(opened: Opened, given: Path, look: Look) -> None:
    look(given / "evening.holdwell")
    press(opened.window, Qt.Key.Key_Escape)
    assert opened.window.page is opened.window.shelf
    assert own(opened.data) == {}


def test_another_page_lets_it_go_too(opened: Opened, given: Path, look: Look) -> None:
    look(given / "evening.holdwell")
    opened.window.show_page("settings")
    assert opened.window.taking is None
    assert own(opened.data) == {}


def test_it_is_taken_under_the_name_that_is_typed(opened: Opened, given: Path, look: Look) -> None:
    page = look(given / "evening.holdwell")
    page.panel.name.setText("Late: evening")
    QTest.keyClick(page.panel.name, Qt.Key.Key_Return)
    routine = opened.page(RoutinePage)
    assert isinstance(routine, RoutinePage) and routine.routine.name == "Late: evening"
    assert "routines/late-evening.yaml" in own(opened.data)


def test_another_of_that_name_is_said_and_gives_way_only_when_asked(
    opened: Opened, given: Path, look: Look, qtbot: QtBot
) -> None:
    put(opened.data, {"routines/evening.yaml": OTHER})
    page = look(given / "evening.holdwell")
    assert page.panel.name.text() == "Evening 2"
    assert page.panel.clash == "It is kept as Evening 2: there is another Evening."
    page.replace_requested.emit()
    opened.page(RoutinePage)
    assert own(opened.data)["routines/evening.yaml"] == ROUTINE


def test_what_is_there_already_is_only_shown(opened: Opened, given: Path, look: Look) -> None:
    put(opened.data, FILES)
    page = look(given / "evening.holdwell")
    assert page.panel.clash == "Evening is there already, just as it is here."
    press(opened.window, Qt.Key.Key_Return)
    opened.page(RoutinePage)
    assert own(opened.data) == dict(FILES)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("bad.yaml", 'bad.yaml:3:14: do: there is no exercise "sphynx". Did you mean sphinx?'),
        ("gone.holdwell", "gone.holdwell: there is no such file."),
        ("photo.png", "photo.png"),
    ],
)
def test_what_cannot_be_taken_says_why_and_goes_with_a_key(
    file: str, said: str, opened: Opened, given: Path, look: Look
) -> None:
    page = look(given / file)
    assert page.title == "This cannot be taken"
    assert said in texts(page)
    press(opened.window, Qt.Key.Key_Return)
    assert opened.window.page is opened.window.shelf
    assert own(opened.data) == {}


def test_what_was_left_out_is_said_line_by_line(given: Path, look: Look) -> None:
    said = texts(look(given / "plan.txt"))
    assert 'Line 3: "hm hm".' in said
    assert "Line 2: Sphinx: 1 min." in said


def dragged(files: list[Path]) -> QMimeData:
    """Return what a file manager hands over."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def test_files_that_are_dropped_are_shown_one_after_the_other(opened: Opened, given: Path, qtbot: QtBot) -> None:
    mime = dragged([given / "plan.txt", given / "photo.png", given / "evening.holdwell"])
    every = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(9, 9), *every)
    enter.setAccepted(False)
    QApplication.sendEvent(opened.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(opened.window, QDropEvent(QPoint(9, 9), *every))
    for title, key in (("My plan", Qt.Key.Key_Return), ("Evening", Qt.Key.Key_Escape)):
        qtbot.waitUntil(partial(shows, opened, title))
        press(opened.window, key)
    qtbot.waitUntil(lambda: opened.window.page is opened.window.shelf)
    assert list(own(opened.data)) == ["routines/my-plan.yaml"]


def test_a_drag_that_holds_no_routine_is_not_taken_in(opened: Opened, given: Path) -> None:
    mime = dragged([given / "photo.png"])
    event = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.setAccepted(False)
    QApplication.sendEvent(opened.window, event)
    assert not event.isAccepted()


@pytest.mark.qt_log_ignore("does not support raise")  # a window without a screen has no front
def test_while_a_session_runs_a_file_waits_and_comes_when_it_is_over(opened: Opened, given: Path, qtbot: QtBot) -> None:
    exercise = opened.window.desk.library.exercises.find("sphinx")
    assert exercise is not None
    opened.window.play(hold_plan(exercise, Span(60, 60)))
    opened.page(PlayerPage)
    request = WindowRequest(opening=Opening.TAKE, file=str(given / "evening.holdwell"))
    assert opened.window.take_request(request) == ""
    page = opened.window.page
    assert isinstance(page, PlayerPage)
    assert "evening.holdwell was opened. It is shown when the session is over." in page.view.notice.words
    assert opened.window.room is not None and opened.window.room.player is not None
    opened.window.room.player.end_here()
    qtbot.waitUntil(lambda: shows(opened, "Evening"))


def test_an_editor_with_changes_goes_first_and_the_file_comes_after_it(
    opened: Opened, given: Path, qtbot: QtBot
) -> None:
    opened.window.edit(str(opened.window.desk.library.bundled_routines["upper-back-opener"]))
    editor = opened.window.editor
    assert editor is not None and editor.unsaved
    opened.window.offer_files([given / "plan.txt"])
    assert opened.window.page is editor.page
    editor.left.emit()
    qtbot.waitUntil(lambda: shows(opened, "My plan"))


def test_a_second_start_hands_its_file_over(given: Path) -> None:
    request = WindowRequest(opening=Opening.TAKE, file=str(given / "evening.holdwell"))
    assert WindowRequest.from_json(request.to_json()) == request


def test_a_file_that_the_system_hands_over_is_heard(qapp: QApplication, given: Path) -> None:
    heard: list[str] = []
    watched = QObject()
    openings = FileOpenings(watched)
    openings.opened.connect(heard.append)
    watched.installEventFilter(openings)
    QApplication.sendEvent(watched, QFileOpenEvent(str(given / "plan.txt")))
    assert heard == [str(given / "plan.txt")]


def test_the_library_asks_for_a_file_and_shows_it(opened: Opened, given: Path, qtbot: QtBot) -> None:
    opened.window.ask_path = lambda *_: str(given / "plan.txt")
    QTest.keyClick(opened.window.shelf.take, Qt.Key.Key_Return)
    opened.page(TakingPage)


def test_a_routine_s_page_writes_it_into_a_file_and_says_what_is_personal(opened: Opened, given: Path) -> None:
    put(opened.data, {**FILES, "routines/evening.yaml": ROUTINE + b"by: Dr. Grey\n"})
    opened.window.desk.forget_library()
    opened.window.show_routine("evening")
    opened.window.ask_path = lambda *_: str(given / "mine")
    page = opened.page(RoutinePage)
    assert isinstance(page, RoutinePage)
    QTest.keyClick(page.share, Qt.Key.Key_Return)
    assert sorted(read_shared((given / "mine.holdwell").read_bytes(), "x").files) == sorted(FILES)
    board = opened.window.findChild(NoticeBoard)
    assert board is not None
    (notice,) = board.sentences
    assert notice.startswith(f'Evening is in {given / "mine.holdwell"}. Whoever gets it can read by: "Dr. Grey"')
