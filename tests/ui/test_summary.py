"""The summary's words follow what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.core.lengths import Span
from app.core.plan import Plan
from app.core.planning import hold_plan
from app.core.record import Outcome
from app.ui.pages.summary_page import SummaryPage
from app.ui.pictures import Pictures
from app.ui.session_summary import SessionSummary, summary_of
from tests.core.plans import hold, own_pace, phases, plan
from tests.ui.player_driving import Driven, drive, theme_of

Key = Qt.Key
BEGAN = datetime(2026, 11, 21, 18, 17)


def summed(driven: Driven, *, finished: bool, rehearsal: bool = False, stiff: int | None = None) -> SessionSummary:
    return summary_of(
        driven.player.plan,
        driven.player.records,
        finished=finished,
        started=BEGAN,
        ended=BEGAN + timedelta(minutes=26),
        rehearsal=rehearsal,
        week=("4th day", "this week; your aim is 3"),
        stiff_before=stiff,
    )


def two_sides() -> Plan:
    return plan(hold(seconds=60, positions=("right leg", "left leg")), hold("pigeon", 100, at_least=40))


def test_a_whole_session_is_well_held(qtbot: QtBot) -> None:
    driven = drive(qtbot, two_sides())
    driven.pass_seconds(400)
    summary = summed(driven, finished=True)
    assert summary.title == "Well held."
    assert (summary.held, summary.when) == ("3:40", "of work, from 18:17 to 18:43")
    assert (summary.count, summary.cut) == ("2 of 2", "exercises, nothing cut short")
    assert [row.words for row in summary.rows] == ["R 1:00 · L 1:00", "1:40"]


def test_a_side_cut_short_is_said_and_hatched_and_past_the_lower_end_it_is_neither(qtbot: QtBot) -> None:
    driven = drive(qtbot, two_sides())
    driven.press(Key.Key_Right)
    driven.pass_seconds(60 + 8 + 40)
    driven.press(Key.Key_Right, Key.Key_Right)
    driven.pass_seconds(80)
    driven.press(Key.Key_Right)
    summary = summed(driven, finished=True)
    assert summary.title == "Well held."
    assert summary.cut == "exercises, one side cut short"
    right, left = summary.rows[0].bars
    assert (right.letter, right.outcome, left.letter, left.outcome) == ("R", Outcome.DONE, "L", Outcome.CUT_SHORT)
    assert left.share == pytest.approx(2 / 3)
    assert summary.rows[1].bars[0].outcome is Outcome.ENOUGH


@pytest.mark.parametrize(
    ("held", "finished", "title"),
    [(30, False, "Enough for today."), (0, False, "Another time."), (25, True, "Enough for today.")],
)
def test_a_session_that_was_ended_is_enough_for_today(qtbot: QtBot, held: float, finished: bool, title: str) -> None:
    driven = drive(qtbot, two_sides())
    if held:
        driven.press(Key.Key_Right)
        driven.pass_seconds(held)
    if finished:
        driven.press(Key.Key_Right, *[Key.Key_Right] * 6)
    else:
        driven.player.end_here()
    assert not driven.player.running
    assert summed(driven, finished=finished).title == title


def test_under_ten_seconds_of_work_nothing_is_kept_and_that_is_said(qtbot: QtBot) -> None:
    driven = drive(qtbot, two_sides())
    driven.press(Key.Key_Right)
    driven.pass_seconds(5)
    driven.player.end_here()
    assert summed(driven, finished=False).under_title == "Under ten seconds of work: nothing is kept."


def test_what_the_history_keeps_is_not_told_to_be_gone(qtbot: QtBot) -> None:
    driven = drive(qtbot, two_sides())
    records = tuple(replace(record, done=(10 - 5e-7) / 2) for record in driven.player.records[:2])
    summary = summary_of(driven.player.plan, records, finished=False, started=BEGAN, ended=BEGAN)
    assert "nothing is kept" not in summary.under_title  # a microsecond of arithmetic takes no session away


def test_repetitions_are_counted_over_all_sets(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(own_pace(reps=12), phases(reps=4, lengths=(2, 2))))
    driven.press(Key.Key_Right, Key.Key_9, Key.Key_Return, Key.Key_Right, Key.Key_Return, Key.Key_Right)
    driven.pass_seconds(16)
    assert [row.words for row in summed(driven, finished=True).rows] == ["21 of 24", "4 of 4"]


def test_what_was_left_out_is_said_as_such(qtbot: QtBot) -> None:
    driven = drive(qtbot, two_sides())
    driven.press(Key.Key_Right)
    driven.pass_seconds(61)
    QTest.keyClick(driven.page, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    driven.pass_seconds(200)
    assert summed(driven, finished=True).rows[0].words == "R 1:00 · L left out"


def test_a_rehearsal_says_so_and_asks_nothing(qtbot: QtBot) -> None:
    driven = drive(qtbot, two_sides())
    driven.pass_seconds(400)
    summary = summed(driven, finished=True, rehearsal=True)
    assert summary.under_title == "A rehearsal, counted in no statistic."
    assert summary.week is None and not summary.asks_stiffness


def test_the_end_says_how_to_get_up(qtbot: QtBot) -> None:
    lying = Exercise("legs", "Legs up the wall", after=("Bend the knees, roll to your side.",))
    driven = drive(qtbot, hold_plan(lying, Span(60, 60)))
    driven.pass_seconds(71)
    assert summed(driven, finished=True).under_title == "Bend the knees, roll to your side."


def shown(qtbot: QtBot, summary: SessionSummary) -> SummaryPage:
    theme = theme_of()
    page = SummaryPage(theme, Pictures(theme))
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show_summary(summary)
    page.show()
    return page


def test_the_page_shows_it_asks_how_stiff_the_back_is_and_enter_leaves(qtbot: QtBot) -> None:
    driven = drive(qtbot, two_sides())
    driven.pass_seconds(400)
    page = shown(qtbot, summed(driven, finished=True, stiff=6))
    assert page.title == "Well held."
    with qtbot.waitSignal(page.stiffness_chosen) as answer:
        QTest.keyClick(page, Key.Key_2)
    assert answer.args == [2]
    with qtbot.waitSignal(page.done_requested):
        QTest.keyClick(page, Key.Key_Return)


def test_a_note_is_told_before_the_page_is_left(qtbot: QtBot) -> None:
    driven = drive(qtbot, two_sides())
    driven.pass_seconds(400)
    page = shown(qtbot, summed(driven, finished=True))
    told: list[str] = []
    page.note_written.connect(told.append)
    page.open_note()
    QTest.keyClicks(page.note, "Left hip is tight")
    with qtbot.waitSignal(page.done_requested):
        QTest.keyClick(page.note, Key.Key_Return)
    assert told == ["Left hip is tight"]
