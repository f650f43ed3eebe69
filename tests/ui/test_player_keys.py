"""Whole sessions by keyboard alone, on a fake clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.core.lengths import Span
from app.core.moments import Finished, Ready, Resting, Switching, Waiting, Working
from app.core.plan import Kind
from app.core.planning import hold_plan
from app.core.record import Outcome
from app.core.routine import Profile
from app.ui.player_keys import Action
from tests.core.plans import hold, own_pace, phases, plan
from tests.ui.player_driving import Driven, drive

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TWO_SIDES = ("right leg", "left leg")


def outcomes(driven: Driven) -> list[Outcome]:
    return [record.outcome for record in driven.player.records]


def test_a_session_left_alone_runs_to_its_end(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=30, positions=TWO_SIDES), hold("pigeon", 20)))
    with qtbot.waitSignal(driven.page.session_ended):
        driven.pass_seconds(10 + 30 + 8 + 30 + 10 + 20)
    assert outcomes(driven) == [Outcome.DONE] * 3
    assert driven.player.session.state == Finished(at_end_of_plan=True)


def test_right_alone_goes_through_the_whole_session(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=30, at_least=20, positions=TWO_SIDES)))
    driven.press(Key.Key_Right)
    driven.pass_seconds(25)
    driven.press(Key.Key_Right, Key.Key_Right)
    driven.pass_seconds(5)
    driven.press(Key.Key_Right)
    assert outcomes(driven) == [Outcome.ENOUGH, Outcome.CUT_SHORT]
    assert not driven.player.running


MEDIA = [Key.Key_MediaTogglePlayPause, Key.Key_MediaPlay, Key.Key_MediaPause]


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Period, Key.Key_B, *MEDIA])
def test_each_key_of_pause_pauses_and_goes_on_after_a_count(qtbot: QtBot, key: Qt.Key) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)))
    driven.pass_seconds(20)
    driven.press(key)
    assert driven.player.paused
    driven.pass_seconds(2)
    driven.press(key)
    assert driven.page.view.countdown.face.large == "3"
    driven.pass_seconds(3)
    assert isinstance(driven.player.moment.state, Working)
    assert driven.player.moment.elapsed == pytest.approx(10)


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_PageDown, Key.Key_MediaNext])
def test_each_key_of_next_starts_the_work(qtbot: QtBot, key: Qt.Key) -> None:
    driven = drive(qtbot, plan(hold()))
    driven.press(key)
    assert isinstance(driven.player.moment.state, Working)


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_PageUp, Key.Key_MediaPrevious])
def test_each_key_of_back_takes_back_what_right_left(qtbot: QtBot, key: Qt.Key) -> None:
    driven = drive(qtbot, plan(hold(seconds=60, positions=TWO_SIDES)))
    driven.press(Key.Key_Right)
    driven.pass_seconds(20)
    driven.press(Key.Key_Right)
    assert isinstance(driven.player.moment.state, Switching)
    driven.press(key)
    driven.pass_seconds(3)
    assert driven.player.moment.segment.position == "right leg"
    assert driven.player.moment.elapsed == pytest.approx(20)


def test_shift_right_leaves_the_exercise_with_all_its_sides(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(positions=TWO_SIDES), hold("pigeon")))
    driven.press(Key.Key_Right, modifier=SHIFT)
    assert driven.player.moment.segment.exercise == "pigeon"


def test_plus_and_minus_move_the_end_and_say_so(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=90)))
    driven.press(Key.Key_Right, Key.Key_Plus)
    assert driven.player.moment.length == 120
    assert driven.page.view.notice.words == "30 seconds more"
    driven.press(Key.Key_Minus, Key.Key_Minus)
    assert driven.player.moment.length == 60


def test_s_holds_on_past_zero_until_right(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=30)))
    driven.press(Key.Key_Right, Key.Key_S)
    driven.pass_seconds(45)
    assert driven.page.view.countdown.face.text == "+0:15"
    driven.press(Key.Key_Right)
    assert driven.player.records[0].done == pytest.approx(45)


def test_a_number_typed_before_enter_says_how_many(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(own_pace(reps=12)))
    driven.press(Key.Key_Right)
    assert isinstance(driven.player.moment.state, Waiting)
    driven.pass_seconds(20)
    driven.press(Key.Key_1, Key.Key_1, Key.Key_Backspace, Key.Key_0)
    assert driven.page.view.countdown.face.text == "10×"
    driven.press(Key.Key_Return)
    assert driven.player.records[0].reps == 10
    assert isinstance(driven.player.moment.state, Resting)
    driven.press(Key.Key_Right, Key.Key_Enter)
    assert driven.player.records[1].reps == 12


def test_a_number_typed_before_right_counts_too_and_is_forgotten_in_the_next_set(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(own_pace(reps=12)))
    driven.press(Key.Key_Right, Key.Key_7, Key.Key_Right)
    assert driven.player.records[0].reps == 7
    driven.press(Key.Key_Right)
    assert driven.page.view.countdown.face.text == "12×"


def test_digits_do_nothing_in_a_hold(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=30)))
    driven.press(Key.Key_Right, Key.Key_5)
    assert driven.page.view.countdown.face.text == "0:30"


def test_a_takes_another_choice_and_e_an_easier_form(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan((hold("pigeon", easier=2), hold("thread"))))
    driven.press(Key.Key_Right, Key.Key_E)
    assert driven.page.view.notice.words == "Easier: form 0"
    driven.press(Key.Key_A)
    assert driven.player.exercise().key == "thread"
    assert isinstance(driven.player.moment.state, Ready)
    assert driven.page.view.headline.words.name == "Thread"


def test_d_shows_the_setup_and_t_name_side_and_time(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60, positions=TWO_SIDES)))
    driven.press(Key.Key_Right, Key.Key_T)
    words = driven.page.view.words
    assert words.isVisible() and words.accessibleName() == "Sphinx. Right leg. 1 minute left."
    driven.press(Key.Key_D)
    assert words.isVisible() and words.accessibleName().startswith("Sphinx")
    driven.press(Key.Key_D)
    assert not words.isVisible()


def test_d_shows_what_to_look_out_for_as_well(qtbot: QtBot) -> None:
    careful = Exercise("pigeon", "Pigeon", setup=("Kneel.",), care=("Does the knee complain?",))
    driven = drive(qtbot, hold_plan(careful, Span(60, 60)))
    driven.press(Key.Key_D)
    assert "Kneel.. Does the knee complain?" in driven.page.view.words.accessibleName()


def test_the_question_mark_shows_all_keys_and_any_key_hides_them(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold()))
    driven.press(Key.Key_Question)
    assert driven.page.view.keys.isVisible()
    driven.press(Key.Key_Space)
    assert not driven.page.view.keys.isVisible()
    assert not driven.player.paused


def test_m_p_up_and_down_lead_the_sound(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold()))
    driven.press(Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert driven.player.volume == 70
    driven.press(Key.Key_M)
    assert driven.page.view.notice.words == "Muted"
    driven.press(Key.Key_M)
    assert driven.page.view.notice.words == "Sound on, volume 70 %"
    driven.press(Key.Key_P)
    assert driven.player.profile is Profile.QUIET


def test_esc_pauses_and_asks_in_the_page_and_space_goes_on(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)))
    driven.pass_seconds(20)
    driven.press(Key.Key_Escape)
    assert driven.player.paused
    assert driven.page.view.question.isVisible()
    driven.press(Key.Key_Space)
    assert not driven.page.view.question.isVisible()
    driven.pass_seconds(4)
    assert isinstance(driven.player.moment.state, Working)


def test_the_question_answered_with_leave_keeps_the_session_and_leaves(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)))
    driven.pass_seconds(20)
    driven.press(Key.Key_Escape)
    with qtbot.waitSignal(driven.page.left_requested):
        driven.press(Key.Key_Down, Key.Key_Return)
    assert not driven.player.running and not driven.player.timer_armed
    assert driven.player.session.state != Finished(at_end_of_plan=False)


def test_the_question_answered_with_end_here_ends_the_session(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)))
    driven.pass_seconds(25)
    assert driven.page.ask()
    with qtbot.waitSignal(driven.page.session_ended):
        driven.press(Key.Key_Up, Key.Key_Return)
    assert driven.player.session.state == Finished(at_end_of_plan=False)
    assert driven.player.records[0].done == pytest.approx(15)


def test_the_question_left_alone_loses_nothing(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)))
    driven.pass_seconds(20)
    driven.press(Key.Key_Escape, Key.Key_Right, Key.Key_Escape)
    assert driven.player.paused
    assert driven.player.moment.elapsed == pytest.approx(10)


def test_in_full_screen_the_first_esc_only_leaves_it(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold()))
    driven.press(Key.Key_F)
    assert driven.page.isFullScreen()
    driven.press(Key.Key_Escape)
    assert not driven.page.isFullScreen() and not driven.player.paused
    driven.press(Key.Key_Escape)
    assert driven.player.paused


def test_a_click_on_the_stage_pauses(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold()))
    QTest.mouseClick(driven.page.view.stage, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert driven.player.paused


def test_one_key_alone_leads_through_a_session_of_everything(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(own_pace(reps=5), hold(seconds=20, positions=TWO_SIDES), phases()), one_key=True)
    seen = []
    for _ in range(120):
        if not driven.player.running:
            break
        state = driven.player.session.state
        seen.append(type(state))
        if isinstance(state, Working):
            driven.pass_seconds(1)
        else:
            driven.press(Key.Key_Space)
    assert not driven.player.running and {Ready, Waiting, Resting, Switching, Working} <= set(seen)
    assert all(outcome is Outcome.DONE for outcome in outcomes(driven))


def test_one_key_pauses_a_hold_and_goes_on(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)), one_key=True)
    driven.press(Key.Key_Space, Key.Key_Space)
    assert driven.player.paused
    driven.press(Key.Key_Space)
    assert not driven.player.paused


def test_a_key_held_down_acts_once(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(), hold("pigeon"), hold("bridge")))
    driven.press(Key.Key_Right)
    for _ in range(5):
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", True)
        QCoreApplication.sendEvent(driven.page, event)
    assert driven.player.moment.segment.exercise == "sphinx"
    assert driven.player.moment.segment.kind is Kind.WORK


def test_every_command_has_a_button_with_a_name_and_none_is_called_hold(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan((hold(easier=1, seconds=90), hold("thread"))))
    driven.press(Key.Key_Right)
    driven.page.show_controls()
    buttons = driven.page.view.strip.buttons
    assert {b.words.action for b in buttons} == set(Action) - {Action.DONE}
    assert all(b.accessibleName() and "hold" not in b.accessibleName().lower() for b in buttons)
    before = driven.player.moment.length
    next(b for b in buttons if b.words.action is Action.LONGER).click()
    assert before is not None and driven.player.moment.length == before + 30


def test_the_buttons_come_with_a_key_or_the_pointer_and_go_again(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold()))
    strip = driven.page.view.strip
    assert not strip.isVisible()
    QTest.mouseMove(driven.page.view.stage, QPoint(200, 200))
    QTest.mouseMove(driven.page.view.stage, QPoint(220, 220))
    qtbot.waitUntil(strip.isVisible)
    driven.page._hide_controls()
    assert not strip.isVisible() or strip.underMouse()
    driven.press(Key.Key_D)
    assert strip.isVisible()


def test_tab_reaches_the_buttons_and_enter_presses_while_space_still_pauses(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=90)))
    with qtbot.waitActive(driven.page):
        driven.page.activateWindow()
    driven.press(Key.Key_Tab)
    strip = driven.page.view.strip
    focused = next(b for b in strip.buttons if b.hasFocus())
    assert focused.words.action is Action.BACK
    QTest.keyClick(focused, Key.Key_Space)
    assert driven.player.paused


def test_the_keys_of_a_session_do_not_reach_shortcuts_of_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    driven = drive(qtbot, plan(hold()))
    layout = QVBoxLayout(window)
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    layout.addWidget(driven.page)
    fired: list[str] = []
    catch: Callable[[], None] = lambda: fired.append("space")  # noqa: E731 - one line says it
    QShortcut(QKeySequence(Key.Key_Space), window).activated.connect(catch)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    driven.page.setFocus()
    QTest.keyClick(driven.page, Key.Key_Space)
    assert driven.player.paused and not fired
    driven.page.setParent(None)  # so that the window does not take it along
