"""What each key does, sentence by sentence of the running session's table and its fine print."""

from __future__ import annotations

import pytest

from app.core.moments import (
    Command,
    DoseEnded,
    Finished,
    LengthChanged,
    Ready,
    Resting,
    SegmentStarted,
    StayBegan,
    Switching,
    Waiting,
    Working,
)
from app.core.plan import Kind
from app.core.record import Outcome
from tests.core.driving import Drive
from tests.core.plans import hold, own_pace, phases, plan

NEXT, BACK, SKIP = Command.NEXT, Command.BACK, Command.SKIP
LONGER, SHORTER, STAY = Command.LONGER, Command.SHORTER, Command.STAY
OTHER, EASIER, DONE, PAUSE = Command.OTHER, Command.EASIER, Command.DONE, Command.PAUSE
READY, WORK, SWITCH, REST = Kind.READY, Kind.WORK, Kind.SWITCH, Kind.REST
SIDES = ("right", "left")


# Right


def test_right_in_work_leaves_it_and_keeps_what_was_done() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(10 + 20).press(NEXT)
    assert drive.where == (READY, "b", None, 1)
    assert drive.done == [20, 0]
    assert drive.records[0].outcome is Outcome.CUT_SHORT


def test_right_past_the_lower_end_counts_as_enough() -> None:
    drive = Drive(plan(hold("a", 60, at_least=40), hold("b"))).wait(10 + 41).press(NEXT)
    assert drive.records[0].outcome is Outcome.ENOUGH


@pytest.mark.parametrize(("wait", "state"), [(4, Ready), (10 + 60 + 3, Switching), (10 + 60 + 8 + 60 + 5, Resting)])
def test_right_in_ready_switch_and_rest_starts_the_work_now(wait: int, state: type) -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES, sets=2))).wait(wait)
    assert isinstance(drive.state, state)
    drive.press(NEXT)
    assert drive.state == Working()
    assert drive.left == 60
    assert drive.counting is None


def test_right_leaves_the_whole_dose_never_a_single_phase() -> None:
    drive = Drive(plan(phases(positions=SIDES, reps=4))).wait(10 + 7).press(NEXT)
    assert drive.where == (SWITCH, "cat-cow", "left", 1)
    assert drive.records[0].reps == 1
    assert drive.done == [7, 0]


def test_right_leaves_the_whole_set_where_positions_alternate() -> None:
    drive = Drive(plan(phases("bird", (5,), positions=SIDES, alternate=True), hold("b"))).wait(10 + 12).press(NEXT)
    assert drive.where == (READY, "b", None, 1)
    assert [(r.position, r.done, r.reps) for r in drive.records[:2]] == [("right", 7.0, 1), ("left", 5.0, 1)]


def test_right_in_the_rest_of_a_round_goes_straight_to_the_work() -> None:
    rounds = plan(hold("a", 60, round_=1, rounds=2), hold("a", 60, round_=2, rounds=2, rest_before=30))
    drive = Drive(rounds).wait(10 + 60 + 5)
    assert drive.state == Resting()
    assert drive.press(NEXT).state == Working()
    assert drive.segment.round == 2


def test_after_the_rest_of_a_round_the_next_step_still_has_its_get_ready() -> None:
    rounds = plan(hold("a", 60, round_=1, rounds=2), hold("a", 60, round_=2, rounds=2, rest_before=30))
    drive = Drive(rounds).wait(10 + 60 + 31)
    assert drive.state == Ready()


def test_right_in_the_last_work_ends_the_session_at_the_plans_end() -> None:
    drive = Drive(plan(hold("a", 60))).wait(20).press(NEXT)
    assert drive.state == Finished(at_end_of_plan=True)
    assert drive.heard(DoseEnded)[0].exercise_over


# Left


def test_left_within_ten_seconds_after_right_in_work_takes_it_back() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(10 + 20).press(NEXT).wait(9)
    assert drive.moment.can_take_back
    drive.press(BACK)
    assert drive.counting == 3
    drive.wait(3)
    assert drive.where == (WORK, "a", None, 1)
    assert drive.left == 40
    assert drive.done == [20, 0]


def test_left_takes_right_back_also_out_of_the_next_work() -> None:
    drive = (
        Drive(plan(hold("a", 60, ready=0), hold("b", ready=0))).wait(20).press(NEXT).wait(8).press(BACK).wait(3 + 40)
    )
    assert drive.where == (WORK, "b", None, 1)
    assert drive.done == [60, 0]
    assert drive.session.spent.given_up == 8


def test_left_later_than_ten_seconds_after_right_takes_nothing_back() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(10 + 20).press(NEXT).wait(11)
    assert not drive.moment.can_take_back
    drive.press(BACK).wait(3)
    assert drive.where == (WORK, "a", None, 1)
    assert drive.left == 60


def test_left_takes_shift_right_in_work_back() -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES), hold("b"))).wait(10 + 20).press(SKIP).wait(5).press(BACK).wait(3)
    assert drive.where == (WORK, "a", "right", 1)
    assert drive.left == 40


def test_two_rights_are_taken_back_by_two_lefts() -> None:
    drive = Drive(plan(hold("a", 60, ready=0), hold("b", ready=0), hold("c", ready=0))).wait(20)
    drive.press(NEXT).wait(2).press(NEXT).wait(2).press(BACK)
    assert drive.where == (WORK, "b", None, 1)
    drive.press(BACK).wait(3)
    assert (drive.where, drive.left) == ((WORK, "a", None, 1), 40)


def test_minus_that_ended_a_hold_can_be_taken_back() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(10 + 40).press(SHORTER)
    assert drive.where == (READY, "b", None, 1)
    drive.press(BACK).wait(3)
    assert (drive.where, drive.left) == ((WORK, "a", None, 1), 20)


def test_left_more_than_three_seconds_into_work_starts_this_dose_again_after_a_count_of_three() -> None:
    drive = Drive(plan(hold("a", 60))).wait(10 + 4).press(BACK)
    assert drive.counting == 3
    drive.wait(3)
    assert drive.left == 60
    assert drive.done == [0]


def test_a_dose_that_starts_again_begins_when_its_count_is_over() -> None:
    drive = Drive(plan(hold("a", 60))).wait(10 + 4)
    assert drive.records[0].started == 10
    assert drive.press(BACK).wait(5).records[0].started == 10 + 4 + 3


def test_left_up_to_three_seconds_into_work_goes_to_the_dose_before() -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES))).wait(10 + 60 + 8 + 3).press(BACK)
    assert drive.where == (WORK, "a", "right", 1)
    assert drive.counting == 3
    assert drive.done == [0, 0]


def test_left_in_the_first_seconds_of_the_first_work_gets_ready_again() -> None:
    drive = Drive(plan(hold("a", 60))).wait(10 + 2).press(BACK)
    assert drive.counting == 3
    drive.wait(3)
    assert (drive.state, drive.left) == (Ready(), 10)


@pytest.mark.parametrize("wait", [10 + 60 + 4, 10 + 60 + 8 + 60 + 5])
def test_left_in_switch_and_rest_starts_the_dose_just_before(wait: int) -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES, sets=2))).wait(wait)
    before = drive.segment
    drive.press(BACK)
    assert drive.segment.kind is WORK
    assert (drive.segment.set, drive.segment.position) != (before.set, before.position)
    assert drive.counting == 3


def test_left_in_the_first_ready_starts_it_again() -> None:
    drive = Drive(plan(hold("a", 60))).wait(7).press(BACK).wait(3)
    assert (drive.state, drive.left) == (Ready(), 10)


def test_left_in_the_ready_of_the_second_exercise_starts_the_last_dose_of_the_first() -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES), hold("b"))).wait(10 + 60 + 8 + 60 + 4).press(BACK)
    assert drive.where == (WORK, "a", "left", 1)


def test_left_in_phases_starts_the_whole_dose_again() -> None:
    drive = Drive(plan(phases(reps=4))).wait(10 + 11).press(BACK).wait(3)
    assert (drive.segment.rep, drive.segment.phase) == (1, "phase 0")
    assert drive.done == [0]
    assert drive.records[0].reps == 0


def test_left_again_and_again_walks_back_dose_by_dose() -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES), hold("b"))).wait(10 + 60 + 8 + 60 + 4)
    drive.press(BACK, BACK)
    assert drive.where == (WORK, "a", "right", 1)
    drive.press(BACK)
    assert drive.where == (READY, "a", "right", 1)


def test_a_dose_that_is_come_to_again_is_counted_from_nothing() -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES))).wait(10 + 60 + 8 + 2).press(BACK).wait(3 + 60 + 8 + 60)
    assert drive.done == [60, 60]
    assert isinstance(drive.state, Finished)


# Shift+Right


def test_shift_right_skips_the_exercise_with_all_its_sides_and_sets() -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES, sets=3), hold("b"))).wait(10 + 20).press(SKIP)
    assert drive.where == (READY, "b", None, 1)
    assert drive.done == [20, 0, 0, 0, 0, 0, 0]
    assert drive.heard(DoseEnded)[0].exercise_over


def test_shift_right_leaves_the_step_in_this_round_only() -> None:
    rounds = plan(*(hold(key, 60, round_=n, rounds=2) for n in (1, 2) for key in ("a", "b")))
    drive = Drive(rounds).wait(15).press(SKIP).wait(10 + 60 + 1)
    assert (drive.segment.exercise, drive.segment.round) == ("a", 2)


# + and -


@pytest.mark.parametrize(("planned", "step"), [(59, 10), (60, 30), (300, 30)])
def test_plus_and_minus_move_the_end_by_thirty_seconds_and_by_ten_where_the_hold_is_under_a_minute(
    planned: int, step: int
) -> None:
    drive = Drive(plan(hold("a", planned))).wait(10 + 5).press(LONGER)
    assert drive.left == planned - 5 + step
    assert drive.heard(LengthChanged)[0].seconds == step
    drive.press(SHORTER, SHORTER)
    assert drive.left == planned - 5 - step


def test_the_size_of_plus_follows_the_planned_length_whatever_it_has_become() -> None:
    drive = Drive(plan(hold("a", 50))).wait(10 + 5).press(LONGER, LONGER, LONGER)
    assert drive.left == 50 - 5 + 30


def test_minus_with_less_left_than_it_takes_ends_the_hold_as_right_would() -> None:
    drive = Drive(plan(hold("a", 60, at_least=30), hold("b"))).wait(10 + 31).press(SHORTER)
    assert drive.where == (READY, "b", None, 1)
    assert drive.records[0].done == 31
    assert drive.records[0].outcome is Outcome.ENOUGH


@pytest.mark.parametrize("wait", [1, 10 + 60 + 2])
def test_plus_gives_ready_and_switch_twenty_seconds(wait: int) -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES))).wait(wait)
    left = drive.left
    assert left is not None
    assert drive.press(LONGER).left == left + 20


def test_minus_takes_twenty_seconds_off_a_rest_and_with_less_left_starts_the_work() -> None:
    drive = Drive(plan(hold("a", 60, sets=2, rest=45))).wait(10 + 60 + 4).press(SHORTER)
    assert (drive.state, drive.left) == (Resting(), 21)
    drive.press(SHORTER).wait(0.5).press(SHORTER)
    assert drive.state == Working()


def test_plus_minus_and_stay_do_nothing_in_phases_and_at_own_pace() -> None:
    for made in (plan(phases()), plan(own_pace())):
        drive = Drive(made).wait(11)
        before = drive.moment
        drive.press(LONGER, SHORTER, STAY)
        assert drive.moment == before


def test_no_key_moves_what_is_planned_and_at_least() -> None:
    drive = Drive(plan(hold("a", 60, at_least=40))).wait(15).press(LONGER, LONGER, SHORTER).wait(85)
    record = drive.records[0]
    assert (record.planned, record.at_least, record.done) == (60, 40, 90)
    assert record.left_out == 0


# S


def test_stay_lets_the_hold_count_up_past_zero_until_right() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(10 + 20).press(STAY)
    assert drive.heard(StayBegan)[0].staying
    drive.wait(40 + 33)
    assert drive.state == Working(staying=True)
    assert (drive.moment.past, drive.left) == (33, None)
    drive.press(NEXT)
    assert drive.where == (READY, "b", None, 1)
    assert drive.records[0].done == 93
    assert drive.records[0].outcome is Outcome.DONE


def test_a_second_stay_before_zero_takes_the_first_back() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(20).press(STAY, STAY).wait(51)
    assert drive.where == (READY, "b", None, 1)


def test_past_zero_neither_stay_nor_plus_ends_or_lengthens_anything() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(20).press(STAY).wait(70).press(STAY, LONGER).wait(10)
    assert drive.moment.past == 30
    drive.press(SHORTER)
    assert drive.where == (READY, "b", None, 1)


# Enter


@pytest.mark.parametrize("key", [DONE, NEXT])
def test_enter_or_right_ends_a_set_at_own_pace_with_all_its_repetitions(key: Command) -> None:
    drive = Drive(plan(own_pace(reps=12))).wait(10 + 33).press(key)
    assert drive.state == Resting()
    assert (drive.records[0].reps, drive.records[0].done) == (12, 33)
    assert drive.records[0].outcome is Outcome.DONE


def test_a_number_typed_before_says_how_many() -> None:
    drive = Drive(plan(own_pace(reps=12, least=8))).wait(20).press(DONE, number=9)
    assert drive.records[0].reps == 9
    assert drive.records[0].outcome is Outcome.ENOUGH


def test_none_is_a_number_of_repetitions_too() -> None:
    drive = Drive(plan(own_pace(reps=12))).wait(20).press(DONE, number=0)
    assert (drive.records[0].reps, drive.records[0].outcome) == (0, Outcome.SKIPPED)


def test_enter_does_nothing_outside_own_pace_work() -> None:
    drive = Drive(plan(hold("a", 60))).wait(5).press(DONE)
    assert drive.state == Ready()
    assert drive.wait(10).press(DONE).state == Working()


def test_left_to_a_set_at_own_pace_comes_after_a_count_of_three() -> None:
    drive = Drive(plan(own_pace())).wait(20).press(DONE).wait(12).press(BACK)
    assert drive.counting == 3
    drive.wait(4)
    assert drive.state == Waiting()
    assert drive.records[0].done == 1
    assert drive.records[0].reps == 0


def test_shift_right_in_own_pace_counts_no_repetition_that_was_not_said() -> None:
    drive = Drive(plan(own_pace(), hold("b"))).wait(20).press(SKIP)
    assert (drive.records[0].reps, drive.records[0].done) == (0, 10)


# All of them


def test_a_finished_session_takes_no_command() -> None:
    drive = Drive(plan(hold("a", 60))).wait(20).press(NEXT)
    for command in Command:
        assert drive.press(command).answer == ()
    assert drive.done == [10]


def test_every_start_names_the_segment_before_it() -> None:
    drive = Drive(plan(hold("a", 60), hold("b"))).wait(15).press(NEXT)
    (start,) = drive.heard(SegmentStarted)
    assert start.previous is not None
    assert (start.previous.kind, start.previous.exercise) == (WORK, "a")
    assert start.index == 2
