"""What a session tells while it runs: lower ends, half time, spoken lines, the last seconds, first times."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.marks import say_moments
from app.core.moments import (
    Command,
    CountdownBeat,
    DoseEnded,
    Event,
    HalfReached,
    LineDue,
    MinimumReached,
    MinutesLeft,
    SegmentStarted,
    Waiting,
)
from app.core.plan import Option
from app.core.record import Outcome
from app.core.routine import Say
from tests.core.driving import Drive
from tests.core.plans import hold, own_pace, phases, plan

SIDES = ("right", "left")


def dues(kind: type[Event], *options: Option, seconds: int = 400) -> list[float]:
    """Return when a kind of event happens in a plan left to itself."""
    return [e.due for e in Drive(plan(*options), unattended=True).wait(seconds).events if isinstance(e, kind)]


def test_the_lower_end_of_a_hold_is_told_once() -> None:
    assert dues(MinimumReached, hold("a", 60, at_least=40)) == [50]


def test_there_is_no_tock_where_the_lower_end_is_also_the_end() -> None:
    assert dues(MinimumReached, hold("a", 60, at_least=60)) == []


def test_a_hold_made_longer_has_its_tock_at_the_planned_end() -> None:
    drive = Drive(plan(hold("a", 60, at_least=60))).wait(30).press(Command.LONGER).wait(45)
    assert [e.due for e in drive.events if isinstance(e, MinimumReached)] == [70]


def test_a_hold_cut_to_its_lower_end_or_below_has_no_tock() -> None:
    drive = Drive(plan(hold("a", 60, at_least=40))).wait(12).press(Command.SHORTER).wait(60)
    assert not [e for e in drive.events if isinstance(e, MinimumReached)]


def test_the_tock_is_not_repeated_by_plus_or_after_a_pause() -> None:
    drive = Drive(plan(hold("a", 60, at_least=40))).wait(50).press(Command.LONGER, Command.PAUSE, Command.PAUSE)
    drive.wait(60)
    assert [e.due for e in drive.events if isinstance(e, MinimumReached)] == [50]


def test_ranged_repetitions_have_their_tock_once_when_the_lower_count_is_complete() -> None:
    assert dues(MinimumReached, phases(lengths=(2, 3), reps=4, least=2)) == [20]


def test_where_positions_alternate_the_lower_count_is_complete_on_the_last_of_them() -> None:
    assert dues(MinimumReached, phases(lengths=(5,), reps=4, least=2, positions=SIDES, alternate=True)) == [30]


def test_each_side_has_the_tock_of_its_own_repetitions() -> None:
    assert dues(MinimumReached, phases(lengths=(5,), reps=4, least=2, positions=SIDES)) == [20, 48]


def test_repetitions_whose_lower_count_is_all_have_no_tock() -> None:
    assert dues(MinimumReached, phases(reps=4, least=4)) == []


def test_phases_never_have_a_tock() -> None:
    made = phases(lengths=(20, 20))
    ranged = replace(made, segments=tuple(replace(s, at_least=15.0) for s in made.segments))
    assert dues(MinimumReached, ranged) == []


def test_half_time_and_whole_minutes_left_are_told_in_a_single_hold() -> None:
    assert dues(HalfReached, hold("a", 150)) == [10 + 75]
    drive = Drive(plan(hold("a", 150))).wait(170)
    assert [(e.due, e.minutes) for e in drive.events if isinstance(e, MinutesLeft)] == [(40, 2), (100, 1)]


def test_a_hold_of_a_whole_minute_does_not_begin_with_a_minute_left() -> None:
    assert dues(MinutesLeft, hold("a", 60)) == []


def test_minutes_left_follow_plus() -> None:
    drive = Drive(plan(hold("a", 90))).wait(20).press(Command.LONGER).wait(100)
    assert [e.due for e in drive.events if isinstance(e, MinutesLeft)] == [70]


def test_the_last_three_seconds_of_every_segment_are_told() -> None:
    drive = Drive(plan(hold("a", 20, positions=SIDES))).wait(60)
    beats = [(e.due, e.left) for e in drive.events if isinstance(e, CountdownBeat)]
    assert beats[:6] == [(7, 3), (8, 2), (9, 1), (27, 3), (28, 2), (29, 1)]
    assert len(beats) == 4 * 3


def test_a_segment_shorter_than_three_seconds_has_the_beats_it_has_room_for() -> None:
    assert dues(CountdownBeat, hold("a", 2, ready=0)) == [1]


def test_a_hold_that_stays_has_no_last_seconds() -> None:
    drive = Drive(plan(hold("a", 20))).wait(15).press(Command.STAY).wait(30)
    assert len([e for e in drive.events if isinstance(e, CountdownBeat)]) == 3  # those of get ready


@pytest.mark.parametrize(
    ("line", "moments"),
    [
        (Say("x", half=True), [60]),
        (Say("x", left=60), [60]),
        (Say("x", left=120), [0]),
        (Say("x", left=121), []),
        (Say("x", at=0), [0]),
        (Say("x", at=119), [119]),
        (Say("x", at=120), []),
        (Say("x", every=30), [30, 60, 90]),
        (Say("x", every=23), [23, 46, 69, 92]),
        (Say("x", every=114), [114]),
        (Say("x", every=200), []),
    ],
)
def test_spoken_lines_have_their_moments_in_a_hold_of_two_minutes(line: Say, moments: list[float]) -> None:
    assert [at for at, _ in say_moments((line,), 120)] == moments


def test_lines_are_told_in_the_hold_and_not_around_it() -> None:
    drive = Drive(plan(hold("a", 60, say=(Say("breathe", half=True), Say("nearly", left=10))))).wait(80)
    assert [(e.due, e.text) for e in drive.events if isinstance(e, LineDue)] == [(40, "breathe"), (60, "nearly")]


def test_lines_count_from_the_planned_length_whatever_plus_makes_of_it() -> None:
    drive = Drive(plan(hold("a", 60, say=(Say("nearly", left=10),)))).wait(20).press(Command.LONGER).wait(90)
    assert [e.due for e in drive.events if isinstance(e, LineDue)] == [60]


def test_a_dose_that_ends_says_how_and_whether_the_exercise_is_over() -> None:
    drive = Drive(plan(hold("a", 30, positions=SIDES), hold("b", 30))).wait(150)
    ended = [(e.due, e.exercise_over, e.record.outcome) for e in drive.events if isinstance(e, DoseEnded) and e.record]
    assert ended == [(40, False, Outcome.DONE), (78, True, Outcome.DONE), (118, True, Outcome.DONE)]


# First times


def test_a_first_get_ready_lasts_as_long_as_it_is_told_and_all_later_moments_move() -> None:
    made = plan(hold("a", 60, positions=SIDES), hold("b", 60))
    drive = Drive(made, first_time={"a": 45, "b": 4})
    assert drive.left == 45
    assert drive.moment.session_left == made.seconds + 35
    drive.wait(300)
    assert [due for due, _ in drive.starts()] == [0, 45, 105, 113, 173, 183]
    assert drive.session.plan == made


def test_right_starts_a_first_time_at_once_and_plus_gives_twenty_seconds_more() -> None:
    drive = Drive(plan(hold("a", 60)), first_time={"a": 45}).press(Command.LONGER)
    assert drive.left == 65
    assert drive.press(Command.NEXT).left == 60


def test_a_first_time_is_one_only() -> None:
    rounds = plan(*(hold("a", 60, round_=n, rounds=2) for n in (1, 2)))
    assert [due for due, _ in Drive(rounds, first_time={"a": 30}).wait(200).starts()] == [0, 30, 90, 100]


def test_no_get_ready_is_no_first_get_ready() -> None:
    drive = Drive(plan(hold("a", 60, ready=0)), first_time={"a": 45})
    assert drive.left == 60


def test_another_choice_has_its_own_first_time() -> None:
    drive = Drive(plan((hold("a", 60), hold("b", 60))), first_time={"b": 30}).wait(20).press(Command.OTHER)
    assert drive.left == 30


# Own pace


def test_own_pace_with_nobody_there_ends_after_its_estimate_with_all_repetitions() -> None:
    drive = Drive(plan(own_pace(reps=12, sets=2)), unattended=True).wait(10 + 47)
    assert drive.state == Waiting()
    assert drive.left is None
    drive.wait(1 + 30 + 48)
    assert [(r.reps, r.done, r.outcome) for r in drive.records] == [(12, 48, Outcome.DONE)] * 2


def test_own_pace_counts_up_and_is_estimated_in_what_is_left() -> None:
    drive = Drive(plan(own_pace(reps=12, sets=1), hold("b", 60))).wait(10 + 20)
    assert (drive.moment.elapsed, drive.moment.session_left) == (20, 28 + 70)
    assert drive.wait(100).moment.session_left == 70


def test_the_screen_never_shows_past_what_has_not_happened() -> None:
    drive = Drive(plan(hold("a", 60))).wait(69)
    assert drive.session.moment(drive.now + 3).left == 0
    assert [e for e in drive.events if isinstance(e, SegmentStarted)][-1].index == 1
