"""A day ends at the hour that the person chose, wherever the window names a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clocks import Clocks
from app.core.record import Record
from app.paths import folders
from app.storage.history_corrections import NewSession, add_session
from app.storage.history_database import HistoryDatabase
from app.ui.main_window import MainWindow
from app.ui.pages.history_page import HistoryPage
from app.ui.pages.history_trends import TrendView
from app.ui.theme import Theme
from app.ui.widgets.label import Label
from app.window_request import WindowRequest

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
ZONE = timezone(timedelta(hours=1))
SUNDAY_NIGHT = datetime(2026, 11, 23, 1, 30, tzinfo=ZONE)  # by the calendar it is Monday already
ROUTINE = "lower-back-release"


def fill(data: Path, started: datetime, day_ends: int) -> None:
    """Put one session into a history, and the setting beside it."""
    places = folders(data)
    places.settings.write_text(json.dumps({"day ends": day_ends}), encoding="utf-8")
    database = HistoryDatabase(places.history, places.backups)
    database.open()
    step = Record(
        exercise="sphinx", position=None, round=1, set=1, planned=60, at_least=None, done=60, reps=None,
        reps_planned=None, reps_at_least=None, own_pace=False, started=None,
    )  # fmt: skip
    with database.transaction(lasting=True) as connection:
        add_session(
            connection,
            NewSession(ROUTINE, "Lower back release", started, [step], stiff_before=5, stiff_after=2),
        )
    database.close()


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    """The window in the night of a Sunday; one session, and an hour at which the day ends."""
    fill(tmp_path, *request.param)
    theme = Theme(FONTS)
    theme.apply()
    window = MainWindow(theme, folders(tmp_path), Clocks(wall=lambda: SUNDAY_NIGHT))
    window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # pictures have tests of their own
    window.open_with(WindowRequest(), listening=False)
    qtbot.waitUntil(lambda: window.shelf.search is not None)
    yield window
    window.leave()
    window.close_stores()


def day_words(window: MainWindow, qtbot: QtBot) -> tuple[str, str, str, str]:
    """Return the day of the one session as library, list and trend call it, and the days of this week."""
    last = window.desk.past.last_done(window.desk.today(), window.desk.day_ends)[ROUTINE]
    window.show_page("history")
    page = window.page
    assert isinstance(page, HistoryPage)
    qtbot.waitUntil(lambda: bool(page.findChildren(TrendView)))
    (view,) = page.findChildren(TrendView)
    row = page.list.sessions.day_of_row(0)
    texts = [label.text() for label in page.findChildren(Label)]
    return last, row, view.trend.rows[0][0], texts[texts.index("This week") + 1]


EVENING, BEFORE_FOUR = SUNDAY_NIGHT - timedelta(hours=3), SUNDAY_NIGHT - timedelta(hours=1)


@pytest.mark.parametrize(
    ("night", "words"),
    [
        ((EVENING, 4), ("today", "Today", "22 November 2026", "1 day")),
        ((BEFORE_FOUR, 4), ("today", "Today", "22 November 2026", "1 day")),
        # By midnight: the evening is another day, and of last week.
        ((EVENING, 0), ("yesterday", "Yesterday", "22 November 2026", "0 days")),
        ((BEFORE_FOUR, 0), ("today", "Today", "23 November 2026", "1 day")),
        # Ended at one, the night's new day is half an hour old.
        ((BEFORE_FOUR, 1), ("yesterday", "Yesterday", "22 November 2026", "0 days")),
    ],
    indirect=["night"],
)
def test_from_midnight_on_every_page_calls_the_day_the_same(
    night: MainWindow, qtbot: QtBot, words: tuple[str, str, str, str]
) -> None:
    assert day_words(night, qtbot) == words


@pytest.mark.parametrize("night", [(BEFORE_FOUR, 4)], indirect=True)
def test_a_day_of_the_calendar_finds_the_session_of_its_night(night: MainWindow) -> None:
    night.show_page("history")
    page = night.page
    assert isinstance(page, HistoryPage)
    page.calendar.choose(SUNDAY_NIGHT.date() - timedelta(days=1))
    page.query_changed.emit(page.query)
    assert page.list.sessions.rowCount() == 1
    assert night.desk.week() == ("1st day", "this week")
