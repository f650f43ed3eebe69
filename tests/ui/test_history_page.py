"""The history in the real window by keyboard: list, filters, calendar, corrections, files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clocks import Clocks
from app.core.past import CutShort
from app.core.record import Record
from app.paths import folders
from app.storage.history import past_sessions
from app.storage.history_corrections import NewSession, add_session
from app.storage.history_database import HistoryDatabase
from app.storage.history_reader import reading
from app.ui.history_room import HistoryRoom
from app.ui.main_window import MainWindow
from app.ui.pages.history_adding import HistoryAdding
from app.ui.pages.history_editor import HistoryEditor, seconds_of
from app.ui.pages.history_page import HistoryPage
from app.ui.pages.history_trends import TrendView
from app.ui.pages.routine_page import RoutinePage
from app.ui.theme import Theme
from app.ui.widgets.label import Label
from app.ui.widgets.offer_card import OfferCard
from app.ui.widgets.year_calendar import YearCalendar
from app.window_request import WindowRequest

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 21, 19, 0, tzinfo=ZONE)
Key = Qt.Key


def record(exercise: str, position: str | None, done: float, planned: float = 60) -> Record:
    return Record(
        exercise=exercise, position=position, round=1, set=1, planned=planned, at_least=None, done=done, reps=None,
        reps_planned=None, reps_at_least=None, own_pace=False, started=None,
    )  # fmt: skip


def fill(data: Path, count: int) -> None:
    """Put sessions into a history, one a day back from today; each third is a single hold."""
    places = folders(data)
    database = HistoryDatabase(places.history, places.backups)
    database.open()
    with database.transaction(lasting=True) as connection:
        for back in range(count):
            pigeon = [record("pigeon", "right knee forward", 60), record("pigeon", "left knee forward", 20)]
            hold = back % 3 == 2
            session = NewSession(
                routine=None if hold else "lower-back-release",
                name="Sphinx" if hold else "Lower back release",
                started=NOW - timedelta(days=back, hours=1),
                steps=[record("sphinx", None, 60)] if hold else pigeon,
                note="left hip tighter" if back == 0 else "",
            )
            add_session(connection, session)
    database.close()


class Shown:
    """The window at its history."""

    def __init__(self, data: Path, qtbot: QtBot) -> None:
        theme = Theme(FONTS)
        theme.apply()
        self.window = MainWindow(theme, folders(data), Clocks(wall=lambda: NOW))
        self.window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # pictures have tests of their own
        self.window.open_with(WindowRequest(), listening=False)
        with qtbot.waitActive(self.window):
            self.window.activateWindow()
        qtbot.waitUntil(lambda: self.window.shelf.search is not None)
        self.window.show_page("history")

    @property
    def page(self) -> HistoryPage:
        assert isinstance(self.window.page, HistoryPage)
        return self.window.page

    @property
    def room(self) -> HistoryRoom:
        return self.window.desk.findChildren(HistoryRoom)[-1]

    @property
    def names(self) -> list[str]:
        model = self.page.list.sessions
        return [model.session(row).name for row in range(model.rowCount())]


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Shown]:
    fill(tmp_path, request.param)
    shown = Shown(tmp_path, qtbot)
    yield shown
    shown.window.leave()
    shown.window.close_stores()


@pytest.mark.parametrize("shown", [90], indirect=True)
def test_the_list_reads_a_page_at_a_time_and_goes_on_where_it_is_scrolled_to(shown: Shown) -> None:
    assert len(shown.names) == 40
    QTest.keyClick(shown.page.list, Key.Key_End)
    shown.page.list.sessions.fetchMore(shown.page.list.rootIndex())
    shown.page.list.sessions.fetchMore(shown.page.list.rootIndex())
    assert len(shown.names) == 90
    assert not shown.page.list.sessions.canFetchMore(shown.page.list.rootIndex())


@pytest.mark.parametrize("shown", [6], indirect=True)
def test_arrows_go_through_the_list_and_show_each_sessions_steps(shown: Shown) -> None:
    shown.page.list.setFocus()
    QTest.keyClick(shown.page.list, Key.Key_Down)
    QTest.keyClick(shown.page.list, Key.Key_Down)
    assert shown.page.session is not None and shown.page.session.name == "Sphinx"


@pytest.mark.parametrize("shown", [6], indirect=True)
def test_search_and_filters_show_only_what_fits_and_the_choices_are_what_was_done(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    qtbot.waitUntil(lambda: page.exercise.count() == 3)
    assert [page.routine.itemText(n) for n in range(page.routine.count())] == ["Every routine", "Lower back release"]
    QTest.keyClicks(page.search, "tighter")
    qtbot.waitUntil(lambda: len(shown.names) == 1)
    page.search.clear()
    qtbot.waitUntil(lambda: len(shown.names) == 6)
    page.routine.setFocus()
    QTest.keyClick(page.routine, Key.Key_Down)
    assert shown.names == ["Lower back release"] * 4


@pytest.mark.parametrize("shown", [6], indirect=True)
def test_a_day_of_the_calendar_is_said_and_shows_its_sessions_alone(shown: Shown) -> None:
    calendar: YearCalendar = shown.page.calendar
    calendar.setFocus()
    QTest.keyClick(calendar, Key.Key_Up)
    assert calendar.accessibleName() == "The year. Friday, 20 November 2026: 1 session, 1 min"
    QTest.keyClick(calendar, Key.Key_Return)
    assert len(shown.names) == 1
    QTest.keyClick(calendar, Key.Key_Return)
    assert len(shown.names) == 6


@pytest.mark.parametrize("shown", [2], indirect=True)
def test_a_deleted_session_comes_back_with_undo_and_is_gone_once_the_page_is_left(shown: Shown) -> None:
    shown.page.detail.delete_requested.emit()
    assert len(shown.names) == 1
    shown.page.undo_button.setFocus()
    QTest.keyClick(shown.page.undo_button, Key.Key_Return)
    assert len(shown.names) == 2
    shown.page.detail.delete_requested.emit()
    past = shown.window.desk.past
    shown.window.show_page("library")
    assert past.ask(lambda c: c.execute("SELECT count(*) FROM session").fetchone()) == (1,)


@pytest.mark.parametrize("shown", [3], indirect=True)
def test_after_ten_minutes_nothing_is_taken_back_and_what_was_deleted_is_erased(shown: Shown) -> None:
    desk, passed = shown.window.desk, 0.0
    desk.clocks = Clocks(steady=lambda: passed, wall=lambda: NOW + timedelta(seconds=passed))
    desk.past.now = desk.clocks.wall

    def kept() -> int:
        return desk.past.ask(lambda c: int(c.execute("SELECT count(*) FROM session").fetchone()[0])) or 0

    shown.page.detail.delete_requested.emit()
    passed = 300.0
    shown.page.detail.delete_requested.emit()
    passed = 599.0
    shown.room.undo_ending.timeout.emit()
    assert kept() == 3
    passed = 601.0
    shown.room.undo_ending.timeout.emit()
    assert kept() == 2  # the first is gone, the second can still be brought back
    assert 0 < shown.room.undo_ending.remainingTime() <= 300_000
    QTest.keyClick(shown.page.undo_button, Key.Key_Return)
    assert len(shown.names) == 2
    passed = 1000.0
    shown.page.detail.delete_requested.emit()
    passed = 1700.0
    shown.page.undo_requested.emit()
    assert (kept(), len(shown.names)) == (1, 1)
    assert not shown.page.undo_button.isVisible()


@pytest.mark.parametrize("shown", [0], indirect=True)
def test_without_a_session_there_is_a_picture_of_what_will_be_and_the_way_to_the_routines(shown: Shown) -> None:
    page = shown.page
    assert page.empty.isVisible()
    assert not page.calendar.isVisible()
    assert not page.search.isVisible()
    page.empty.choose.setFocus()
    QTest.keyClick(page.empty.choose, Key.Key_Return)
    assert shown.window.page is shown.window.shelf


@pytest.mark.parametrize("shown", [1], indirect=True)
def test_one_session_is_a_whole_history_and_a_search_that_finds_none_says_so(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    assert not page.empty.isVisible()
    assert page.calendar.isVisible()
    QTest.keyClicks(page.search, "nothing of it")
    qtbot.waitUntil(lambda: page.list.sessions.rowCount() == 0)
    assert not page.empty.isVisible()
    assert any("No session fits" in label.text() and label.isVisible() for label in page.findChildren(Label))


@pytest.mark.parametrize("shown", [5], indirect=True)
def test_before_an_import_there_is_a_backup_and_how_far_it_is_is_said(
    shown: Shown, tmp_path: Path, qtbot: QtBot
) -> None:
    files, past = shown.room.files, shown.window.desk.past
    told: list[str] = []
    files.progress.connect(told.append)
    files.ask_path = lambda *asked: str(tmp_path / "out.jsonl")
    with qtbot.waitSignal(past.noticed):
        files.handle("export")
    shown.page.detail.delete_requested.emit()
    with qtbot.waitSignal(files.changed):
        files.handle("import")
    assert told == ["Writing out.jsonl…", "", "Reading out.jsonl…", "Adding sessions: 0 of 5…", ""]
    (backup,) = (tmp_path / "backups").glob("history-*.sqlite")
    with reading(backup) as connection:
        assert connection is not None
        assert len(past_sessions(connection)) == 4
    assert len(past.sessions()) == 5


@pytest.mark.parametrize("shown", [2], indirect=True)
def test_an_import_that_another_program_holds_up_is_refused_in_words_and_nothing_changes(
    shown: Shown, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, past = shown.room.files, shown.window.desk.past
    monkeypatch.setattr("app.storage.history_beside.PATIENCE", 0.05)
    files.ask_path = lambda *asked: str(tmp_path / "out.csv")
    with qtbot.waitSignal(past.noticed):
        files.handle("export")
    history = shown.window.desk.folders.history
    with closing(sqlite3.connect(history, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with qtbot.waitSignal(past.noticed, timeout=8_000) as told:
            files.handle("import")
        other.execute("ROLLBACK")
    assert told.args is not None
    assert str(history) in told.args[0]
    assert len(past.sessions()) == 2


@pytest.mark.parametrize("shown", [1], indirect=True)
def test_what_was_done_can_be_corrected_and_the_correction_taken_back(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    qtbot.waitUntil(lambda: len(page.steps) == 2)
    page.detail.edit_requested.emit()
    form = page.form
    assert isinstance(form, HistoryEditor)
    left = form.fields[1]
    left.done.setText("no length")
    QTest.keyClick(left.done, Key.Key_Return)
    assert "is no length" in form.fault
    left.done.setText("0:45")
    assert left.why is not None
    left.why.setCurrentIndex(1)
    form.after.setFocus()
    QTest.keyClick(form.after, Key.Key_3)
    QTest.keyClick(form.note, Key.Key_Return)
    past = shown.window.desk.past
    (session,) = past.sessions()
    assert (session.stiff_after, session.done_seconds, session.note) == (3, 105, "left hip tighter")
    assert past.steps(session)[1].why is CutShort.HURT
    QTest.keyClick(page.undo_button, Key.Key_Return)
    (session,) = past.sessions()
    assert (session.stiff_after, session.done_seconds) == (None, 80)


@pytest.mark.parametrize("shown", [0], indirect=True)
def test_a_session_is_added_by_hand_where_there_was_none(shown: Shown) -> None:
    page = shown.page
    assert not page.detail.isVisible()
    page.add_button.setFocus()
    QTest.keyClick(page.add_button, Key.Key_Return)
    form = page.form
    assert isinstance(form, HistoryAdding)
    form.what.setCurrentIndex(form.what.findText("One hold: Sphinx"))
    form.minutes.setValue(3)
    form.when.show_moment(NOW.astimezone() - timedelta(hours=2))
    QTest.keyClick(form.add, Key.Key_Return)
    (session,) = shown.window.desk.past.sessions()
    assert (session.name, session.done_seconds, session.by_hand) == ("Sphinx", 180, True)
    assert page.session == session


@pytest.mark.parametrize("shown", [5], indirect=True)
def test_an_export_comes_back_by_import_and_a_backup_by_restore(shown: Shown, tmp_path: Path, qtbot: QtBot) -> None:
    files, past = shown.room.files, shown.window.desk.past
    before = [(s.id, s.name, s.note, s.done_seconds) for s in past.sessions()]
    for wish, back, name in (("export", "import", "out.csv"), ("backup", "restore", "out.sqlite")):
        path = tmp_path / name
        files.ask_path = lambda *asked, path=path: str(path)
        with qtbot.waitSignal(past.noticed):
            files.handle(wish)
        for _ in range(5):
            shown.page.detail.delete_requested.emit()
        assert past.sessions() == []
        with qtbot.waitSignal(files.changed):
            files.handle(back)
        assert [(s.id, s.name, s.note, s.done_seconds) for s in past.sessions()] == before


@pytest.mark.parametrize("shown", [1], indirect=True)
def test_a_foreign_file_is_refused_with_a_sentence_and_nothing_changes(
    shown: Shown, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "foreign.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    shown.room.files.ask_path = lambda *asked: str(tmp_path / "foreign.csv")
    with qtbot.waitSignal(shown.window.desk.past.noticed) as told:
        shown.room.files.handle("import")
    assert told.args is not None and "Nothing was changed." in told.args[0]
    assert len(shown.window.desk.past.sessions()) == 1


@pytest.mark.parametrize("shown", [9], indirect=True)
def test_the_last_four_weeks_are_printed(shown: Shown, tmp_path: Path) -> None:
    shown.room.files.ask_path = lambda *asked: str(tmp_path / "weeks")
    shown.room.files.handle("print")
    assert (tmp_path / "weeks.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("shown", [6], indirect=True)
def test_an_exercise_over_time_says_left_against_right_and_has_a_table(shown: Shown, qtbot: QtBot) -> None:
    trends = shown.page.trends
    qtbot.waitUntil(lambda: trends.what.findText("Pigeon") > 0)
    trends.what.setCurrentIndex(trends.what.findText("Pigeon"))
    qtbot.waitUntil(lambda: any("left was held" in label.text() for label in trends.findChildren(Label)))
    sentence = next(label.text() for label in trends.findChildren(Label) if "left was held" in label.text())
    assert sentence == "In 4 sessions the left was held 1 min 20 s, the right 4 min."
    qtbot.waitUntil(lambda: len([v for v in trends.findChildren(TrendView) if v.isVisible()]) == 2)
    held, sides = (v for v in trends.findChildren(TrendView) if v.isVisible())
    for view, cells in ((held, ["1:00", "0:20"]), (sides, ["1:00", "0:20", "−0:40"])):
        QTest.keyClick(view.numbers, Key.Key_Return)
        assert view.table is not None
        assert view.table.cells(0) == ["21 November 2026", *cells]
    assert sides.trend.sentence.startswith("In 4 sessions the right was held longer 4 times. Chance alone could")


@pytest.mark.parametrize(("take", "level"), [(True, 10), (False, 0)])
@pytest.mark.parametrize("shown", [0], indirect=True)
def test_after_three_whole_sessions_a_longer_one_is_offered_once(shown: Shown, take: bool, level: int) -> None:
    past = shown.window.desk.past
    for back in (3, 2, 1):
        session = NewSession(
            routine="lower-back-release", name="Lower back release", started=NOW - timedelta(days=back),
            steps=[record("sphinx", None, 60)],
        )  # fmt: skip
        past.say(partial(add_session, new=session))
    shown.window.show_routine("lower-back-release")
    page = shown.window.page
    assert isinstance(page, RoutinePage)
    card = page.findChild(OfferCard)
    assert card is not None
    button = card.take if take else card.leave
    button.setFocus()
    QTest.keyClick(button, Key.Key_Return)
    assert page.plan.level == level
    shown.window.show_page("library")
    shown.window.show_routine("lower-back-release")
    again = shown.window.page
    assert isinstance(again, RoutinePage)
    assert again.findChild(OfferCard) is None
    assert again.plan.level == level


@pytest.mark.parametrize(
    ("text", "seconds"), [("3:50", 230), ("1:02:05", 3725), ("90 s", 90), ("2 min", 120), ("0", 0), ("0:00", 0)]
)
def test_a_length_is_read_as_it_is_written(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds
