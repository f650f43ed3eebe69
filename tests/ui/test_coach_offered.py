"""The coach in the window: offered until a routine was done whole once, sparing of words from the fourth time on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clocks import Clocks
from app.core.routine import Profile
from app.paths import folders
from app.storage.setting import SOUND_PROFILE, VOICE_RATE
from app.ui.main_window import MainWindow
from app.ui.pages.before_page import BeforePage
from app.ui.pages.player_page import PlayerPage
from app.ui.pages.routine_page import RoutinePage
from app.ui.pages.summary_page import SummaryPage
from app.ui.senses import Around
from app.ui.theme import Theme
from app.window_request import WindowRequest
from tests.ui.test_main_window import FONTS
from tests.ui.test_sound import Clock, RecordingOutput
from tests.ui.test_voice import Reciter

SHORT = """\
format: 1
name: Short
sound: bells
get ready: 10 s
steps:
  - do: sphinx
    hold: 20 s
"""
SETUP = "Lie on your stomach, legs long, feet hip-width apart."


class Murmur(Reciter):
    """The same at once: every line takes a tenth of a second."""

    def render(self, text: str, voice: str, words_a_minute: int, path: Path) -> None:
        Reciter().render("a", voice, words_a_minute, path)
        self.asked.append((text, voice, words_a_minute))


class Evenings:
    """The window on a clock of the test, one session after the other."""

    def __init__(self, data: Path, qtbot: QtBot) -> None:
        (data / "routines").mkdir()
        (data / "routines" / "short.yaml").write_text(SHORT)
        self.now, self.qtbot = 1000.0, qtbot
        theme = Theme(FONTS)
        theme.apply()
        self.window = MainWindow(theme, folders(data), Clocks(lambda: self.now, self.wall))
        self.window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # pictures have tests of their own
        self.speech = Murmur()
        clock = Clock()
        self.window.desk.around = Around(RecordingOutput(clock), (), self.speech, "unix:path=/nowhere", None, clock)
        self.window.open_with(WindowRequest(), listening=False)
        qtbot.waitUntil(lambda: bool(self.window.shelf.grid.cards))

    @property
    def said(self) -> list[str]:
        """The lines that were rendered."""
        return [text for text, _, _ in self.speech.asked]

    def wall(self) -> datetime:
        return datetime(2026, 11, 21, 18, tzinfo=timezone(timedelta(hours=1))) + timedelta(seconds=self.now)

    def routine(self) -> RoutinePage:
        self.window.show_routine("short")
        page = self.window.page
        assert isinstance(page, RoutinePage)
        return page

    def lead(self) -> Profile:
        """Go from the page before, where it comes, to the summary's end; return what the session sounded like."""
        if isinstance(self.window.page, BeforePage):
            QTest.keyClick(self.window.page, Qt.Key.Key_Return)
        assert isinstance(self.window.page, PlayerPage)
        room = self.window.room
        assert room is not None and room.player is not None
        profile = room.player.profile
        while room.player.running:
            self.now += 1
            room.player.wake()
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, SummaryPage))
        self.window.show_page("library")
        return profile


@pytest.fixture
def evenings(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Evenings]:
    evenings = Evenings(tmp_path, qtbot)
    yield evenings
    evenings.window.leave()
    evenings.window.close_stores()


def test_the_coach_is_offered_until_a_routine_was_done_whole_and_one_press_starts_with_it(
    evenings: Evenings, qtbot: QtBot
) -> None:
    page = evenings.routine()
    assert page.panel.coach.isVisibleTo(page)
    QTest.mouseClick(page.panel.coach, Qt.MouseButton.LeftButton)
    assert isinstance(evenings.window.page, BeforePage)
    qtbot.waitUntil(lambda: SETUP in evenings.said, timeout=10_000)  # rendered while the page before is read
    assert evenings.lead() is Profile.COACH
    again = evenings.routine()
    assert not again.panel.coach.isVisibleTo(again)
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert evenings.lead() is Profile.BELLS


def test_who_has_the_coach_anyway_is_not_offered_it(evenings: Evenings) -> None:
    evenings.window.desk.preferences.change(SOUND_PROFILE, "coach")
    page = evenings.routine()
    assert not page.panel.coach.isVisibleTo(page)


def test_after_three_whole_sessions_the_coach_leaves_the_setup_out(evenings: Evenings, qtbot: QtBot) -> None:
    evenings.window.desk.preferences.change(SOUND_PROFILE, "coach")
    said_setup = []
    for rate in (100, 101, 102, 103):  # each rate has lines of its own, so that none comes from the cache
        evenings.window.desk.preferences.change(VOICE_RATE, rate)
        QTest.keyClick(evenings.routine(), Qt.Key.Key_Return)
        assert evenings.lead() is Profile.COACH
        qtbot.waitUntil(lambda: "That was all of it." in evenings.said, timeout=10_000)
        said_setup.append(SETUP in evenings.said)
        evenings.speech.asked = []
    assert said_setup == [True, True, True, False]
