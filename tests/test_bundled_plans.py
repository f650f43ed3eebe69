"""What the bundled routines come to, in seconds and in order, from the lowest level to the highest."""

from __future__ import annotations

import pytest

from app.core.plan import Kind, Plan
from app.core.planning import make_plan
from tests.bundled import routines

# Routine -> seconds at level 0 and at 100, as the table's doses come to: get ready 10 s, switch 8 s.
TOTALS = {
    "upper-back-opener": (10 + 2 * 20 * 6 + 8, 10 + 2 * 20 * 6 + 8),
    "lower-back-release": (1154, 2054),
    "upper-back-relief": (
        8 * 10 + 5 * 30 + (2 * 5 * 9 + 8) + (2 * (90 + 16) + 10) + (25 + 40) + (16 * 5 + 15 * 4) + (20 + 10) + 15 + 30,
        8 * 10
        + 10 * 60
        + (2 * 10 * 9 + 8)
        + (2 * (90 + 16) + 10)
        + (25 + 40)
        + (16 * 5 + 15 * 4)
        + (30 + 20)
        + 15
        + 60,
    ),
    "band-and-dumbbells": (4 * 10 + (96 + 30) + 60 + (80 + 30) + (2 * 64 + 8),) * 2,
    "upper-back-strength": (
        4 * 10 + (6 * 40 + 3 * 8 + 2 * 30) + (3 * 40 + 2 * 60) + (4 * 40 + 2 * 8 + 30) + (60 + 2 * 30),
        4 * 10 + (6 * 40 + 3 * 8 + 2 * 30) + (3 * 40 + 2 * 60) + (4 * 40 + 2 * 8 + 30) + (120 + 2 * 30),
    ),
    "gym-upper-back": (
        6 * 10 + (3 * 70 + 120) + (96 + 60) + 60 + (90 + 180) + (80 + 60) + (2 * 3 * 60 + 8),
        6 * 10 + (3 * 70 + 120) + (96 + 60) + 72 + (90 + 180) + (80 + 60) + (2 * 20 * 60 + 8),
    ),
}


def work(plan: Plan, exercise: str) -> list[tuple[str | None, int, int | None, float | None]]:
    """Return an exercise's work in a plan: position, set, repetition, seconds."""
    return [
        (segment.position, segment.set, segment.rep, segment.seconds)
        for segment in plan.segments
        if segment.kind is Kind.WORK and segment.exercise == exercise
    ]


@pytest.mark.parametrize("key", TOTALS)
def test_a_routine_takes_the_time_that_its_doses_come_to(key: str) -> None:
    lower, upper = make_plan(routines()[key], 0), make_plan(routines()[key], 100)
    assert (lower.seconds, upper.seconds) == TOTALS[key]
    own_pace = any(step.own_pace for step in routines()[key].every_step())
    assert lower.estimated is upper.estimated is own_pace


def test_the_other_choice_of_the_lower_back_release_takes_as_long() -> None:
    plan = make_plan(routines()["lower-back-release"], 0, {4: 2})
    assert plan.seconds == 1154
    assert [seconds for *_, seconds in work(plan, "thread-the-needle")] == [120, 120]
    assert not work(plan, "pigeon")


def test_arm_and_leg_change_at_every_hold_and_each_hold_is_a_whole_one() -> None:
    plan = make_plan(routines()["upper-back-relief"])
    crossed = ("right arm with left leg", "left arm with right leg")
    expected = [(side, 1, rep, 5.0) for rep in range(1, 9) for side in crossed]
    assert work(plan, "quadruped-arm-and-leg-raise") == expected


def test_childs_pose_goes_to_the_centre_right_and_left_twice() -> None:
    plan = make_plan(routines()["upper-back-relief"])
    expected = [(place, number, None, 30.0) for number in (1, 2) for place in ("centre", "right", "left")]
    assert work(plan, "childs-pose-with-rotation") == expected


def test_twenty_minutes_of_corkscrew_stretch_a_side_are_shown_honestly() -> None:
    plan = make_plan(routines()["gym-upper-back"], 100)
    expected = [(elbow, 1, rep, 60.0) for elbow in ("right elbow up", "left elbow up") for rep in range(1, 21)]
    assert work(plan, "corkscrew-stretch") == expected
