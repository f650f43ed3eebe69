"""What is said on the summary stands in the history afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.clocks import Clocks
from app.core.moments import Command
from app.core.past import CutShort
from app.core.plan import Kind
from app.core.statistics import ThisWeek
from app.paths import folders
from app.ui.history_overview import week_words
from app.ui.main_window import MainWindow
from app.ui.pages.summary_page import SummaryPage
from app.ui.session_room import Manner
from app.ui.theme import Theme
from app.window_request import WindowRequest
from tests.core.plans import hold, plan

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
EVENING = datetime(2026, 11, 21, 18, 17, tzinfo=timezone(timedelta(hours=1)))


class Evening:
    """A window whose clocks move only when they are told to."""

    def __init__(self, data: Path, qtbot: QtBot) -> None:
        self.now = 1000.0
        theme = Theme(FONTS)
        theme.apply()
        self.window = MainWindow(theme, folders(data), Clocks(steady=self.read, wall=self.wall))
        self.window.desk.draw_figures = lambda: None  # type: ignore[method-assign]  # pictures have tests of their own
        self.window.open_with(WindowRequest(), listening=False)
        with qtbot.waitActive(self.window):
            self.window.activateWindow()

    def read(self) -> float:
        return self.now

    def wall(self) -> datetime:
        return EVENING + timedelta(seconds=self.now - 1000)

    def cut_a_hold_short(self, qtbot: QtBot) -> SummaryPage:
        """Play two holds, leave the first after 20 s, and come to the summary."""
        self.window.play(plan(hold(seconds=60), hold("pigeon", 60)), manner=Manner(at_once=True, stiff_before=6))
        room = self.window.room
        assert room is not None and room.player is not None
        player, held = room.player, 0
        while player.running:
            if player.moment.segment.kind is Kind.WORK:
                held += 1
                if held == 21:
                    player.command(Command.NEXT)
            self.now += 1
            player.wake()
        qtbot.waitUntil(lambda: isinstance(self.window.page, SummaryPage), timeout=8000)
        page = self.window.page
        assert isinstance(page, SummaryPage)
        return page


def test_answers_on_the_summary_stand_in_the_history(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    evening = Evening(tmp_path, qtbot)
    page = evening.cut_a_hold_short(qtbot)
    QTest.keyClick(page, Qt.Key.Key_2)
    chip = next(b for b in page.findChildren(QPushButton) if b.text() == "It hurt")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    page.open_note()
    QTest.keyClicks(page.note, "left hip tighter")
    QTest.keyClick(page.note, Qt.Key.Key_Return)
    past = evening.window.desk.past
    (session,) = past.sessions()
    assert (session.stiff_before, session.stiff_after, session.note) == (6, 2, "left hip tighter")
    assert [step.why for step in past.steps(session)] == [CutShort.HURT, None]
    evening.window.leave()
    evening.window.close_stores()


@pytest.mark.parametrize(
    ("days", "aim", "words"),
    [(4, 3, ("4th day", "this week; your aim is 3")), (1, None, ("1st day", "this week")), (0, 3, None)],
)
def test_the_summary_says_which_day_of_the_week_it_is(
    days: int, aim: int | None, words: tuple[str, str] | None
) -> None:
    assert week_words(ThisWeek(days, aim)) == words
