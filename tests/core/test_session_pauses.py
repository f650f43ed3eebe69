"""Standing still and going on: pauses, counts, late ticks, sleep."""

from __future__ import annotations

import pytest

from app.core.moments import (
    Command,
    CountBeat,
    CountdownBeat,
    Finished,
    Paused,
    PausedNow,
    PauseReason,
    Ready,
    Resting,
    SegmentStarted,
    SessionFinished,
    Switching,
    Waiting,
    WentOn,
    Working,
)
from app.core.plan import Kind
from app.core.session import Session
from tests.core.driving import START, Drive
from tests.core.plans import hold, own_pace, phases, plan

PAUSE, NEXT, BACK, SKIP = Command.PAUSE, Command.NEXT, Command.BACK, Command.SKIP
SIDES = ("right", "left")


def test_going_on_in_a_hold_counts_three_seconds_that_are_not_taken_from_it() -> None:
    """|ready 10|work 20|pause 8|count 3|work 40|"""
    drive = Drive(plan(hold("a", 60))).wait(30).press(PAUSE).wait(8).press(PAUSE)
    assert drive.counting == 3
    assert drive.wait(2.9).counting == 3
    assert drive.left == 40
    drive.wait(0.1)
    assert (drive.state, drive.left) == (Working(), 40)
    assert drive.heard(WentOn)
    drive.wait(40)
    assert isinstance(drive.state, Finished)
    assert drive.done == [60]
    assert drive.session.clock == 10 + 20 + 8 + 3 + 40


def test_a_count_tells_three_two_one() -> None:
    drive = Drive(plan(hold("a", 60))).wait(30).press(PAUSE, PAUSE)
    assert [e.left for e in drive.heard(CountBeat)] == [3]
    drive.wait(3)
    assert [e.left for e in drive.heard(CountBeat)] == [2, 1]


@pytest.mark.parametrize(("settle", "pause", "count"), [(None, 20, 3), (None, 21, 10), (8, 21, 10), (45, 21, 45)])
def test_after_a_pause_over_twenty_seconds_the_count_is_ten_or_settle_where_longer(
    settle: float | None, pause: int, count: int
) -> None:
    drive = Drive(plan(hold("a", 60, settle=settle))).wait(30).press(PAUSE).wait(pause).press(PAUSE)
    assert drive.counting == count
    assert drive.wait(count).state == Working()


@pytest.mark.parametrize(("wait", "state"), [(4, Ready), (72, Switching), (145, Resting)])
def test_outside_timed_work_time_goes_on_at_once(wait: int, state: type) -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES, sets=2))).wait(wait).press(PAUSE)
    left = drive.left
    drive.wait(100)
    assert drive.left == left
    drive.press(PAUSE)
    assert isinstance(drive.state, state)
    assert drive.left == left


def test_own_pace_work_goes_on_at_once() -> None:
    assert Drive(plan(own_pace())).wait(20).press(PAUSE).wait(60).press(PAUSE).state == Waiting()


def test_phases_go_on_after_a_count_where_they_stood() -> None:
    drive = Drive(plan(phases(lengths=(20, 20)))).wait(10 + 27).press(PAUSE, PAUSE)
    assert drive.counting == 3
    assert drive.wait(3).left == 13


def test_space_in_a_count_pauses_again_and_a_long_pause_stays_long() -> None:
    drive = Drive(plan(hold("a", 60))).wait(30).press(PAUSE).wait(60).press(PAUSE).wait(4).press(PAUSE)
    assert drive.paused
    assert drive.wait(1).press(PAUSE).counting == 10


def test_a_key_of_movement_ends_the_count() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(30).press(PAUSE, PAUSE, NEXT)
    assert drive.state == Ready()
    assert drive.segment.exercise == "b"


def test_plus_in_a_count_lengthens_the_hold_and_the_count_goes_on() -> None:
    drive = Drive(plan(hold("a", 60))).wait(30).press(PAUSE, PAUSE, Command.LONGER)
    assert (drive.counting, drive.left) == (3, 70)


@pytest.mark.parametrize(
    ("command", "where"),
    [
        (NEXT, (Kind.SWITCH, "a", "left", 1)),
        (BACK, (Kind.WORK, "a", "right", 1)),
        (SKIP, (Kind.READY, "b", None, 1)),
        (Command.OTHER, (Kind.READY, "c", None, 1)),
        (Command.EASIER, (Kind.READY, "a", "right", 1)),
    ],
)
def test_in_a_pause_every_command_of_movement_acts_and_the_session_stays_paused(
    command: Command, where: tuple[Kind, str, str | None, int]
) -> None:
    made = plan((hold("a", 60, positions=SIDES, easier=1), hold("c", 40)), hold("b"))
    drive = Drive(made).wait(30).press(PAUSE, command)
    assert drive.paused
    assert drive.where == where
    (start,) = drive.heard(SegmentStarted)
    assert start.standing
    left = drive.left
    assert drive.wait(30).paused
    assert (drive.where, drive.left) == (where, left)


def test_after_moving_in_a_pause_going_on_counts_only_in_timed_work() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(30).press(PAUSE, NEXT, PAUSE)
    assert drive.state == Ready()
    drive.press(PAUSE, NEXT)
    assert drive.paused
    assert drive.left == 60
    assert drive.press(PAUSE).counting == 3


def test_a_right_pressed_in_a_pause_can_be_taken_back_in_it() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(30).press(PAUSE, NEXT).wait(5).press(BACK)
    assert drive.paused
    assert (drive.segment.exercise, drive.left) == ("a", 40)


def test_the_last_right_in_a_pause_ends_the_session() -> None:
    drive = Drive(plan(hold("a", 60))).wait(30).press(PAUSE, NEXT)
    assert drive.state == Finished(at_end_of_plan=True)


def test_ending_here_keeps_what_was_done_and_is_not_the_plans_end() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(30).press(PAUSE).wait(5)
    events = drive.session.finish(drive.now)
    assert isinstance(events[-1], SessionFinished)
    assert drive.state == Finished(at_end_of_plan=False)
    assert drive.done == [20, 0]
    assert drive.session.finish(drive.now + 1) == ()


# Late ticks and sleep


def test_a_late_tick_catches_up_and_boundaries_stay_where_they_were() -> None:
    """|ready 10|a 3|switch 1|a 3|: one tick at 14.5 tells it all."""
    drive = Drive(plan(hold("a", 3, positions=SIDES, switch=1))).wait(10).jump(4.5)
    assert [(s.due, s.segment.kind) for s in drive.heard(SegmentStarted) if s.segment] == [
        (13.0, Kind.SWITCH),
        (14.0, Kind.WORK),
    ]
    assert drive.left == 2.5


def test_only_the_newest_missed_cue_is_heard() -> None:
    drive = Drive(plan(hold("a", 3, positions=SIDES, switch=1))).wait(10).jump(4.5)
    assert [event for event in drive.answer if not event.late] == drive.heard(SegmentStarted)[-1:]
    assert all(event.late for event in drive.heard(CountdownBeat))


def test_events_of_one_instant_are_late_together_or_not_at_all() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(69.5).jump(1)
    assert len(drive.answer) == 2
    assert not any(event.late for event in drive.answer)


def test_five_seconds_without_a_tick_are_late_and_more_are_away() -> None:
    assert not Drive(plan(hold("a", 60))).wait(30).jump(5).paused
    drive = Drive(plan(hold("a", 60))).wait(30).jump(5.25)
    assert drive.state == Paused(PauseReason.AWAY, since=START + 30, away=5.25)


def test_after_sleep_the_session_stands_at_the_last_known_moment_and_says_how_long_it_was_away() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(30).jump(7_200)
    (event,) = drive.answer
    assert event == PausedNow(30.0, reason=PauseReason.AWAY, away=7_200)
    assert (drive.left, drive.done) == (40, [20, 0])
    assert drive.press(PAUSE).counting == 10


def test_five_seconds_without_a_tick_are_real_seconds_at_any_speed() -> None:
    made = plan(hold("a", 3_600))
    assert not Drive(made, speed=100).wait(1).jump(5).paused
    drive = Drive(made, speed=100).wait(1).jump(6)
    assert drive.state == Paused(PauseReason.AWAY, since=START + 1, away=6)
    assert drive.left == 3_600 - 90


def test_space_that_finds_the_session_away_leaves_it_paused() -> None:
    drive = Drive(plan(hold("a", 60))).wait(30)
    drive.now += 30
    drive.press(PAUSE)
    assert drive.paused
    assert drive.press(PAUSE).counting == 10


def test_right_that_finds_the_session_away_moves_in_the_pause() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(30)
    drive.now += 30
    drive.press(NEXT)
    assert drive.paused
    assert drive.segment.exercise == "b"


def test_sleep_in_a_count_pauses_too() -> None:
    drive = Drive(plan(hold("a", 60))).wait(30).press(PAUSE).wait(30).press(PAUSE).jump(30)
    assert drive.paused
    assert drive.press(PAUSE).counting == 10


def test_no_ticks_in_a_pause_are_no_absence() -> None:
    drive = Drive(plan(hold("a", 60))).wait(30).press(PAUSE).jump(600)
    assert drive.state == Paused(PauseReason.ASKED, since=START + 30)


def test_a_clock_that_goes_back_stands_still() -> None:
    drive = Drive(plan(hold("a", 60))).wait(30)
    assert drive.session.tick(START + 10) == ()
    assert drive.session.moment(START + 10).left == 40
    assert drive.wait(1).left == 39


def test_a_simulated_day_ends_on_the_second_in_one_tick_or_in_86400() -> None:
    day = plan(*(hold(f"h{n}", 3_580, ready=20) for n in range(24)))
    one = Session(day, speed=20_000)
    one.begin(0.0)
    one.tick(86_400 / 20_000)
    many = Session(day)
    many.begin(0.0)
    told = [event for second in range(1, 86_401) for event in many.tick(float(second))]
    assert one.state == many.state == Finished(at_end_of_plan=True)
    assert one.records == many.records
    assert told[-1].due == 86_400
    assert many.clock == 86_400


def test_a_day_of_phases_of_a_third_of_a_second_does_not_drift() -> None:
    made = plan(phases(lengths=(0.1, 0.2, 1 / 30), reps=1_000), phases(lengths=(0.1, 0.2, 1 / 30), reps=1_000))
    drive = Drive(made).wait(round(made.seconds) + 1)
    assert drive.events[-1].due == pytest.approx(made.seconds, abs=1e-6)


def test_the_next_deadline_is_the_reading_of_what_comes_next() -> None:
    drive = Drive(plan(hold("a", 600, at_least=200)), speed=10)
    assert drive.session.next_deadline(START) == START + 0.7  # three seconds before the work
    drive.wait(1).wait(0.5)
    assert drive.session.next_deadline(drive.now) == START + 1 + 6  # nine minutes left
    drive.press(PAUSE)
    assert drive.session.next_deadline(drive.now) is None


def test_ticking_at_every_deadline_alone_misses_nothing() -> None:
    made = plan(hold("a", 64, positions=SIDES, at_least=31), phases(), own_pace())
    drive = Drive(made, speed=1.7, unattended=True)
    now = 0.3
    session = Session(made, speed=1.7, unattended=True)
    told = list(session.begin(now))
    while (due := session.next_deadline(now)) is not None:
        now = min(due, now + 4)
        told += session.tick(now)
    drive.wait(made.seconds / 1.7 + 1)
    assert [(type(e), round(e.due, 6)) for e in told] == [(type(e), round(e.due, 6)) for e in drive.events]
