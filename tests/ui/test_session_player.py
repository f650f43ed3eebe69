"""The player's engine room: one timer, what is kept, what is told when something fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from pytestqt.qtbot import QtBot

from app.core.cues import Change
from app.core.moments import Command, Event, Moment, Paused, PauseReason, SegmentStarted, Working
from app.core.plan import Plan
from app.core.routine import Profile
from app.core.session import Session
from app.storage.history_database import HistoryDatabase
from app.storage.session_journal import SessionJournal
from app.ui.player_light import LightWanted
from app.ui.senses import SCREEN, SOUND
from app.ui.session_player import LET_GO_OF_SCREEN_AFTER, SessionPlayer
from app.ui.widgets.countdown import Countdown
from app.ui.widgets.figure_stage import FigureStage
from app.ui.widgets.headline import HeadlineView
from app.ui.widgets.session_timeline import Part
from tests.core.plans import hold, own_pace, phases, plan
from tests.ui.player_driving import Driven, FakeClock, drive


class Listener:
    """Hears what would sound: a recording in place of a loudspeaker."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.near: float | None = None

    def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
        self.heard += [type(event).__name__ for event in events if not event.late]

    def take_due(self, moment: Moment) -> None: ...

    def next_at(self) -> float | None:
        return None

    def prepare_for(self, seconds: float | None) -> None:
        self.near = seconds

    def say(self, words: str) -> None:
        self.heard.append(words)

    def set_profile(self, profile: Profile | None, moment: Moment, plan: Plan) -> None:
        self.heard.append(f"profile {profile}")

    def hush(self) -> None:
        self.heard.append("hush")

    def set_muted(self, muted: bool) -> None:
        self.heard.append("muted" if muted else "unmuted")

    def set_volume(self, percent: int) -> None:
        self.heard.append(f"volume {percent}")


class Screen:
    """Stands for the desktop that keeps its screen on."""

    def __init__(self) -> None:
        self.on = False

    def is_on(self) -> bool:
        return self.on

    def hold(self) -> None:
        self.on = True

    def release(self) -> None:
        self.on = False


def test_paused_no_timer_runs_and_going_on_arms_it_again(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)))
    driven.pass_seconds(20)
    assert is_timed(driven)
    driven.player.pause()
    assert not is_timed(driven)
    driven.player.go_on()
    assert is_timed(driven)


def test_the_timer_waits_for_the_next_second_or_the_next_event_whichever_comes_first(qtbot: QtBot) -> None:
    clock = FakeClock()
    player = SessionPlayer(Session(plan(hold(seconds=30.4, ready=2))), clock=clock)
    player.begin()
    assert player.milliseconds_to_wake == pytest.approx(1000, abs=1)
    clock.now += 0.3
    player.wake()
    assert player.milliseconds_to_wake == pytest.approx(700, abs=1)
    clock.now += 2.0
    player.wake()
    assert player.milliseconds_to_wake == pytest.approx(100, abs=1)  # 30.1 s left: the shown 31 ends in 0.1 s
    player.leave()


def test_a_late_tick_shows_where_the_session_is_and_the_end_stays_where_it_was(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=20), hold("pigeon", 20)))
    for _ in range(14):
        driven.clock.now += 4.3
        driven.player.wake()
    assert not driven.player.running
    assert [record.done for record in driven.player.records] == pytest.approx([20, 20])


def test_after_sleep_the_session_waits_and_says_how_long_it_was_away(qtbot: QtBot) -> None:
    listener = Listener()
    driven = drive(qtbot, plan(hold(seconds=60)), cues=listener)
    driven.pass_seconds(30)
    listener.heard.clear()
    driven.clock.now += 400
    driven.player.wake()
    state = driven.player.moment.state
    assert isinstance(state, Paused) and state.reason is PauseReason.AWAY
    value = driven.page.view.stage.value
    assert value is not None and value.lines == (
        "The computer was away for 6 minutes 40 seconds. Paused where you were.",
    )
    assert listener.heard == ["hush", "PausedNow"]


def test_a_pause_stops_what_sounds_before_anything_else_is_told(qtbot: QtBot) -> None:
    listener = Listener()
    driven = drive(qtbot, plan(hold()), cues=listener)
    driven.press(Qt.Key.Key_Space)
    assert listener.heard[-2:] == ["hush", "PausedNow"]
    assert listener.near is None


def test_what_is_near_is_told_so_that_the_device_can_be_opened(qtbot: QtBot) -> None:
    listener = Listener()
    driven = drive(qtbot, plan(hold(seconds=60)), cues=listener)
    driven.pass_seconds(6.5)
    assert listener.near == pytest.approx(0.5)


def test_the_screen_is_kept_on_while_it_runs_and_let_go_after_a_long_pause(qtbot: QtBot) -> None:
    screen = Screen()
    driven = drive(qtbot, plan(hold(seconds=60)), awake=screen)
    assert screen.is_on()
    driven.player.pause()
    assert screen.is_on()
    assert driven.player.long_pause.isActive() and driven.player.long_pause.interval() == LET_GO_OF_SCREEN_AFTER
    driven.player.long_pause.timeout.emit()
    assert not screen.is_on()
    driven.player.go_on()
    assert screen.is_on() and not driven.player.long_pause.isActive()
    driven.player.end_here()
    assert not screen.is_on()


def kept(tmp_path: Path) -> tuple[HistoryDatabase, SessionJournal]:
    database = HistoryDatabase(tmp_path / "history.sqlite", backups=tmp_path / "backups")
    database.open()
    return database, SessionJournal(database)


def test_a_session_is_kept_while_it_runs_and_can_be_gone_on_with_in_the_same_hold(qtbot: QtBot, tmp_path: Path) -> None:
    database, journal = kept(tmp_path)
    session = Session(plan(hold(seconds=60)))
    driven = drive(qtbot, session.plan, session=session, journal=journal)
    journal.begin(session, driven.clock.now)
    driven.pass_seconds(35)
    driven.player.leave()
    left = journal.unfinished()
    assert left is not None and left.left_seconds == pytest.approx(35)
    again = Session.resumed(left.plan, left.snapshot)
    resumed = drive(qtbot, left.plan, session=again, journal=journal)
    journal.go_on(left, again, resumed.clock.now)
    assert resumed.player.paused
    resumed.press(Qt.Key.Key_Space)
    resumed.pass_seconds(10)
    assert isinstance(resumed.player.moment.state, Working)
    assert resumed.player.moment.elapsed == pytest.approx(25)
    resumed.player.end_here()
    assert journal.unfinished() is None
    database.close()


def test_a_disk_that_refuses_is_said_on_the_screen_and_the_session_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    database, journal = kept(tmp_path)
    session = Session(plan(hold(seconds=60)))
    driven = drive(qtbot, session.plan, session=session, journal=journal)
    journal.begin(session, driven.clock.now)
    holder = sqlite3.connect(tmp_path / "history.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    driven.pass_seconds(15)
    assert driven.page.view.notice.words == "The history cannot be written: kept in memory"
    assert isinstance(driven.player.moment.state, Working)
    holder.execute("ROLLBACK")
    holder.close()
    driven.pass_seconds(5)
    assert driven.page.view.notice.words == ""
    driven.player.leave()
    database.close()


def test_sound_that_is_lost_is_said_and_unsaid(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold()))
    driven.player.note_trouble(SOUND, "Nothing is heard", "The device does not answer.")
    assert driven.page.view.notice.words == "Nothing is heard"
    driven.player.note_trouble(SCREEN, "The screen may go dark", "Nobody could be asked.")
    assert driven.page.view.notice.words == "Nothing is heard · The screen may go dark"
    driven.player.note_trouble(SOUND, "")
    assert driven.page.view.notice.words == "The screen may go dark"
    driven.player.note_trouble(SCREEN, "")
    assert driven.page.view.notice.words == ""


def test_what_does_not_work_leaves_the_picture_free_once_it_is_no_news(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold()))
    driven.player.note_trouble(SOUND, "Nothing is heard", "The device does not answer.")
    assert (driven.page.view.notice.words, driven.page.view.band.trouble) == ("Nothing is heard", "Nothing is heard")
    card = driven.page.notes.card_timer
    card.stop()
    card.timeout.emit()
    assert (driven.page.view.notice.words, driven.page.view.band.trouble) == ("", "Nothing is heard")
    driven.player.note_trouble(SOUND, "")
    assert driven.page.view.band.trouble == ""


def test_the_question_of_a_pause_lies_under_nothing(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold()))
    driven.page.ask()
    driven.player.note_trouble(SOUND, "Nothing is heard", "The device does not answer.")
    assert (driven.page.view.notice.words, driven.page.view.band.trouble) == ("", "Nothing is heard")


def test_a_second_of_a_still_hold_paints_the_figures_and_nothing_large(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    for part in (Countdown, HeadlineView, FigureStage):
        plain = part.paintEvent

        def told(self: object, event: QPaintEvent, plain: object = plain, name: str = part.__name__) -> None:
            painted.append(name)
            assert callable(plain)
            plain(self, event)

        monkeypatch.setattr(part, "paintEvent", told)
    driven = drive(qtbot, plan(hold(seconds=60)))
    driven.pass_seconds(20)
    qtbot.waitUntil(lambda: "Countdown" in painted)
    qtbot.wait(10)
    painted.clear()
    driven.pass_seconds(1)
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == ["Countdown"]


def test_hidden_nothing_is_shown_but_the_session_goes_on(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)))
    driven.pass_seconds(20)
    shown = driven.page.view.countdown.face
    driven.page.hide()
    driven.pass_seconds(5)
    assert driven.page.view.countdown.face == shown
    assert driven.player.moment.elapsed == pytest.approx(15)
    driven.page.show()
    assert driven.page.view.countdown.face.text == "0:45"


def test_the_timeline_says_by_shape_how_each_part_stands(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60), hold("b", 60), hold("c", 60), hold("d", 60)))
    driven.press(Qt.Key.Key_Right)
    driven.pass_seconds(60)
    driven.press(Qt.Key.Key_Right)
    driven.pass_seconds(15)
    driven.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    driven.pass_seconds(30)
    parts = driven.page.view.timeline.parts
    assert [part.state for part in parts] == [Part.DONE, Part.CUT_SHORT, Part.NOW, Part.TO_COME]
    assert [part.done for part in parts[1:3]] == pytest.approx([0.25, 0.5])


def is_dark(driven: Driven) -> bool:
    return driven.page.view.quiet


def is_timed(driven: Driven) -> bool:
    return driven.player.timer_armed


def paper_is_dark(driven: Driven) -> bool:
    return driven.page.view.look.dark


def test_a_quiet_hold_of_two_minutes_goes_dark_after_its_first_minute(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=120)))
    while driven.player.profile is not Profile.QUIET:
        driven.player.next_profile()
    driven.press(Qt.Key.Key_Right)
    driven.pass_seconds(59)
    assert not is_dark(driven)
    driven.pass_seconds(1)
    assert is_dark(driven) and paper_is_dark(driven)
    driven.press(Qt.Key.Key_Shift)
    assert driven.page.view.strip.isVisible()
    driven.player.pause()
    assert not is_dark(driven)


def test_a_shorter_hold_stays_as_it_is(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=110)))
    while driven.player.profile is not Profile.QUIET:
        driven.player.next_profile()
    driven.press(Qt.Key.Key_Right)
    driven.pass_seconds(100)
    assert not is_dark(driven)


def test_under_silent_a_change_turns_the_window_to_the_other_paper_with_its_word(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)))
    while driven.player.profile is not Profile.SILENT:
        driven.player.next_profile()
    assert not paper_is_dark(driven)
    driven.press(Qt.Key.Key_Right)
    assert paper_is_dark(driven)
    assert driven.page.view.notice.words == "Begin"


def test_with_sound_a_change_is_a_wash_of_colour_and_off_is_off(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=60)))
    calm = driven.page.view.look
    driven.press(Qt.Key.Key_Right)
    assert driven.page.view.look != calm and not paper_is_dark(driven)
    still = drive(qtbot, plan(hold(seconds=60)), light=LightWanted.NEVER)
    still.press(Qt.Key.Key_Right)
    assert still.page.view.look == calm


def test_phases_and_repetitions_turn_no_light(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(phases()))
    seen: list[Change] = []
    driven.player.changed_over.connect(seen.append)
    driven.pass_seconds(25)
    assert len(seen) == 1


def test_own_pace_left_alone_ends_by_itself_where_nobody_is_there(qtbot: QtBot) -> None:
    what = plan(own_pace(reps=5, sets=2, rest=10))
    driven = drive(qtbot, what, session=Session(what, unattended=True))
    driven.pass_seconds(10 + 20 + 10 + 20 + 1)
    assert not driven.player.running
    assert [record.reps for record in driven.player.records] == [5, 5]


def test_a_session_at_speed_shows_its_own_seconds_and_beats_in_real_ones(qtbot: QtBot) -> None:
    what = plan(hold(seconds=60))
    driven = drive(qtbot, what, session=Session(what, speed=20.0))
    assert driven.player.milliseconds_to_wake == pytest.approx(100, abs=1)
    driven.clock.now += 1.0
    driven.player.wake()
    assert driven.player.moment.elapsed == pytest.approx(10)
    driven.player.leave()


def test_every_event_is_told_in_order(qtbot: QtBot) -> None:
    driven = drive(qtbot, plan(hold(seconds=10)), begin=False)
    told: list[Event] = []
    driven.player.happened.connect(told.append)
    driven.player.begin()
    driven.player.command(Command.NEXT)
    assert [type(event) for event in told] == [SegmentStarted, SegmentStarted]
