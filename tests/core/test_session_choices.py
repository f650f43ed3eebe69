"""Another choice and the easier form, sentence by sentence."""

from __future__ import annotations

from app.core.moments import ChoiceChanged, Command, EasierTaken, Ready, Working
from app.core.plan import Kind
from tests.core.driving import Drive
from tests.core.plans import hold, own_pace, phases, plan

NEXT, BACK, LONGER = Command.NEXT, Command.BACK, Command.LONGER
OTHER, EASIER = Command.OTHER, Command.EASIER
READY, WORK, REST = Kind.READY, Kind.WORK, Kind.REST
SIDES = ("right", "left")


# A


def choice() -> Drive:
    return Drive(
        plan(
            hold("z", 30, ready=0),
            (hold("a", 60, positions=SIDES), hold("b", 90, positions=SIDES), hold("c", 20)),
            hold("d"),
        )
    ).wait(30)


def test_a_replaces_the_step_at_once_from_its_first_position_with_a_fresh_get_ready() -> None:
    drive = choice().wait(10 + 60 + 8 + 12).press(OTHER)
    assert drive.heard(ChoiceChanged)[0].exercise == "b"
    assert drive.where == (READY, "b", "right", 1)
    assert drive.left == 10
    assert drive.session.plan.blocks[1].option.exercise.key == "b"


def test_a_keeps_what_was_held_of_the_old_exercise_and_drops_what_was_not_begun() -> None:
    drive = choice().wait(10 + 20).press(OTHER)
    told = [(r.exercise, r.position, r.done) for r in drive.records]
    assert told == [
        ("z", None, 30),
        ("a", "right", 20),
        ("b", "right", 0),
        ("b", "left", 0),
        ("d", None, 0),
    ]


def test_a_cycles() -> None:
    drive = choice().wait(3).press(OTHER).press(OTHER)
    assert drive.where == (READY, "c", None, 1)
    assert drive.press(OTHER).where == (READY, "a", "right", 1)
    assert [r.exercise for r in drive.records] == ["z", "a", "a", "d"]


def test_a_in_the_rest_of_a_round_goes_straight_to_the_get_ready_of_the_other() -> None:
    second = (hold("a", 60, round_=2, rounds=2, rest_before=40), hold("b", 60, round_=2, rounds=2, rest_before=40))
    drive = Drive(plan(hold("a", 60, rounds=2), second)).wait(10 + 60 + 5)
    assert drive.segment.kind is REST
    assert drive.press(OTHER).where == (READY, "b", None, 1)


def test_a_drops_work_that_was_reached_and_not_begun() -> None:
    assert [r.exercise for r in choice().press(NEXT, OTHER).records] == ["z", "b", "b", "d"]


def test_a_goes_for_the_later_rounds_too() -> None:
    rounds = plan(*((hold("a", 60, round_=n, rounds=2), hold("b", 60, round_=n, rounds=2)) for n in (1, 2)))
    same_step = [type(b)(1, b.options) for b in rounds.blocks]
    drive = Drive(type(rounds)(rounds.routine, rounds.name, 0, tuple(same_step))).wait(15).press(OTHER)
    assert [b.option.exercise.key for b in drive.session.plan.blocks] == ["b", "b"]


def test_a_where_there_is_no_choice_does_nothing() -> None:
    drive = Drive(plan(hold("a", 60))).wait(20).press(OTHER)
    assert drive.answer == ()
    assert drive.left == 50


# E


def test_e_gets_ready_anew_and_keeps_position_and_time_left() -> None:
    drive = Drive(plan(hold("a", 60, positions=SIDES, easier=2))).wait(10 + 60 + 8 + 25).press(EASIER)
    assert drive.heard(EasierTaken)[0].number == 0
    assert (drive.where, drive.left) == ((READY, "a", "left", 1), 10)
    assert drive.moment.dose_left == 35
    drive.wait(10)
    assert (drive.where, drive.left) == ((WORK, "a", "left", 1), 35)
    assert drive.moment.easier == 0
    drive.wait(35)
    assert drive.done == [60, 60]


def test_e_goes_round_to_the_full_form() -> None:
    drive = Drive(plan(hold("a", 60, easier=2))).wait(2).press(EASIER, EASIER)
    assert drive.moment.easier == 1
    assert drive.press(EASIER).moment.easier is None


def test_e_in_ready_starts_it_anew() -> None:
    drive = Drive(plan(hold("a", 60, easier=1))).wait(8).press(EASIER)
    assert (drive.state, drive.left) == (Ready(), 10)


def test_e_keeps_a_hold_that_was_made_longer() -> None:
    drive = Drive(plan(hold("a", 60, easier=1))).wait(10 + 20).press(LONGER, EASIER, NEXT)
    assert (drive.state, drive.left) == (Working(), 70)


def test_left_in_the_get_ready_that_e_put_in_starts_the_dose_again() -> None:
    drive = (
        Drive(plan(hold("a", 60, positions=SIDES, easier=1))).wait(10 + 60 + 8 + 25).press(EASIER).wait(2).press(BACK)
    )
    assert drive.where == (WORK, "a", "left", 1)
    assert drive.done == [60, 0]


def test_e_where_there_is_no_easier_form_does_nothing() -> None:
    assert Drive(plan(hold("a", 60))).wait(20).press(EASIER).answer == ()


def test_e_without_a_get_ready_changes_the_form_alone() -> None:
    drive = Drive(plan(hold("a", 60, easier=1, ready=0))).wait(20).press(EASIER)
    assert (drive.moment.easier, drive.left, drive.state) == (0, 40, Working())


def test_e_in_a_rest_leaves_room_for_a_get_ready_and_no_more() -> None:
    drive = Drive(plan(hold("a", 60, sets=2, easier=2))).wait(10 + 60 + 4).press(EASIER)
    assert (drive.segment.kind, drive.left) == (REST, 26)
    assert drive.wait(23).press(EASIER).left == 10


def test_e_at_own_pace_gets_ready_and_counts_the_time_on() -> None:
    drive = Drive(plan(own_pace(easier=1))).wait(10 + 25).press(EASIER)
    assert (drive.segment.kind, drive.left) == (READY, 10)
    assert drive.wait(10 + 5).moment.elapsed == 30


def test_e_in_phases_goes_on_in_the_phase_where_it_stood() -> None:
    drive = Drive(plan(phases(easier=1))).wait(10 + 5 + 3).press(EASIER).wait(10)
    assert (drive.segment.rep, drive.segment.phase, drive.left) == (2, "phase 1", 2)
    assert drive.done == [8]
