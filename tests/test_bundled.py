"""The bundled routines and exercises, against a table of every dose that is written out here.

Lengths are seconds. A row of two numbers is a range, one number is both ends. Doses in the table are the
articles'; where those give none, what we chose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from app.core.exercise import side_of
from app.core.lengths import Count, Span
from app.core.routine import Choice, Circuit, Each, Profile, Step
from tests.bundled import exercises, library, routines

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose as the table says it; None and empty where the file has nothing to say."""

    exercise: str
    hold: Ends | None = None
    reps: Ends | None = None
    rep: tuple[tuple[str, int, int], ...] = ()
    own_pace: bool = False
    each: Each = Each.FIRST
    positions: tuple[str, ...] = ()
    sets: Ends = (1, 1)
    rest: int | None = None
    switch: int | None = None
    sound: Profile | None = None
    when: str = ""


ELBOWS = ("right elbow up", "left elbow up")
LEGS = ("right leg", "left leg")
KNEES = ("knees to the right", "knees to the left")
FORWARD = ("right knee forward", "left knee forward")
ANKLES = ("right ankle across", "left ankle across")
OPENS = ("right arm opens", "left arm opens")
ROUND = ("centre", "right", "left")
CROSSED = ("right arm with left leg", "left arm with right leg")
ARMS = ("right arm", "left arm")
STANDING = ("on the right leg", "on the left leg")
SIDE = Each.SIDE

# Routine -> its steps in order -> the alternatives of a step, the first of them first.
TABLE: dict[str, tuple[tuple[Dose, ...], ...]] = {
    "upper-back-opener": (
        (
            Dose(
                "corkscrew",
                reps=(20, 20),
                rep=(("up", 2, 2), ("pause", 2, 2), ("down", 2, 2)),
                each=SIDE,
                positions=ELBOWS,
            ),
        ),
    ),
    "lower-back-release": (
        (Dose("supine-hamstring-stretch", hold=(180, 300), each=SIDE, positions=LEGS),),
        (Dose("two-knee-twist", hold=(60, 120), each=SIDE, positions=KNEES),),
        (Dose("sphinx", hold=(60, 180)),),
        (
            Dose("pigeon", hold=(120, 180), each=SIDE, positions=FORWARD),
            Dose(
                "thread-the-needle",
                hold=(120, 180),
                each=SIDE,
                positions=ANKLES,
                when="pigeon bothers your knees",
            ),
        ),
        (Dose("legs-up-the-wall", hold=(300, 600), sound=Profile.QUIET),),
    ),
    "upper-back-relief": (
        (Dose("cat-cow", reps=(5, 10), rep=(("cow", 15, 30), ("cat", 15, 30))),),
        (
            Dose(
                "side-lying-thoracic-rotation",
                reps=(5, 10),
                rep=(("open", 3, 3), ("pause", 3, 3), ("closed", 3, 3)),
                each=SIDE,
                positions=OPENS,
            ),
        ),
        (Dose("childs-pose-with-rotation", hold=(30, 30), each=SIDE, positions=ROUND, sets=(2, 2), rest=10),),
        (Dose("kneeling-thoracic-extension", hold=(5, 5), sets=(5, 5), rest=10),),
        (
            Dose(
                "quadruped-arm-and-leg-raise",
                hold=(5, 5),
                reps=(8, 8),
                each=Each.ALTERNATE,
                positions=CROSSED,
                switch=4,
            ),
        ),
        (Dose("locust", hold=(10, 10), sets=(2, 3), rest=10),),
        (Dose("sphinx", hold=(15, 15)),),
        (Dose("seated-forward-bend", hold=(30, 60)),),
    ),
    "band-and-dumbbells": (
        (Dose("seated-band-row", reps=(12, 12), rep=(("pull", 2, 2), ("reach", 2, 2)), own_pace=True, sets=(2, 2)),),
        (Dose("cat-cow", reps=(6, 6), rep=(("cow", 5, 5), ("cat", 5, 5))),),
        (Dose("reverse-fly", reps=(10, 10), rep=(("out", 2, 2), ("down", 2, 2)), own_pace=True, sets=(2, 2)),),
        (
            Dose(
                "side-lying-thoracic-rotation",
                reps=(8, 8),
                rep=(("open", 4, 4), ("closed", 4, 4)),
                each=SIDE,
                positions=OPENS,
            ),
        ),
    ),
    "upper-back-strength": (
        (
            Dose(
                "single-arm-row",
                reps=(10, 10),
                rep=(("up", 2, 2), ("down", 2, 2)),
                own_pace=True,
                each=SIDE,
                positions=ARMS,
                sets=(3, 3),
                rest=30,
            ),
        ),
        (Dose("bent-over-row", reps=(10, 10), rep=(("up", 2, 2), ("down", 2, 2)), own_pace=True, sets=(3, 3)),),
        (
            Dose(
                "single-leg-deadlift",
                reps=(8, 8),
                rep=(("hinge", 3, 3), ("stand", 2, 2)),
                own_pace=True,
                each=SIDE,
                positions=STANDING,
                sets=(2, 2),
                rest=30,
            ),
        ),
        (Dose("forearm-plank", hold=(20, 40), sets=(3, 3), rest=30),),
    ),
    "gym-upper-back": (
        (
            Dose(
                "seated-cable-row",
                reps=(10, 10),
                rep=(("pull", 2, 2), ("pause", 3, 3), ("reach", 2, 2)),
                sets=(3, 3),
            ),
        ),
        (Dose("t-raise", reps=(12, 12), rep=(("up", 2, 2), ("down", 2, 2)), own_pace=True, sets=(2, 2)),),
        (Dose("lat-pulldown", reps=(10, 12), rep=(("down", 2, 2), ("pause", 1, 1), ("up", 3, 3))),),
        (
            Dose(
                "deadlift",
                reps=(6, 6),
                rep=(("stand", 2, 2), ("floor", 3, 3)),
                own_pace=True,
                sets=(3, 3),
                rest=90,
            ),
        ),
        (Dose("inverted-row", reps=(10, 10), rep=(("up", 2, 2), ("down", 2, 2)), own_pace=True, sets=(2, 2)),),
        (Dose("corkscrew-stretch", hold=(60, 60), reps=(3, 20), each=SIDE, positions=ELBOWS),),
    ),
}

# Routine -> goal, helps, rest between sets where a step names none.
ROUTINES: dict[str, tuple[tuple[str, ...], tuple[str, ...], int | None]] = {
    "upper-back-opener": (("mobility",), ("upper back", "lower back", "at the desk"), None),
    "lower-back-release": (("relax",), ("lower back", "hips"), None),
    "upper-back-relief": (("mobility",), ("upper back", "lower back", "at the desk"), None),
    "band-and-dumbbells": (("strength", "mobility"), ("upper back",), 30),
    "upper-back-strength": (("strength",), ("upper back",), 60),
    "gym-upper-back": (("strength",), ("upper back",), 60),
}

# Exercise -> what it needs, its positions, and the name for the player where it has one of its own.
EXERCISES: dict[str, tuple[tuple[str, ...], tuple[str, ...], str | None]] = {
    "bent-over-row": (("dumbbells or bag",), (), None),
    "cat-cow": (("mat",), (), None),
    "childs-pose-with-rotation": (("mat",), ROUND, "Child's pose"),
    "corkscrew": (("mat",), ELBOWS, None),
    "corkscrew-stretch": (("mat",), ELBOWS, None),
    "deadlift": (("barbell",), (), None),
    "forearm-plank": (("mat",), (), None),
    "inverted-row": (("rack", "barbell"), (), None),
    "kneeling-thoracic-extension": (("chair or bench", "pad", "stick"), (), "Kneeling extension"),
    "lat-pulldown": (("pulldown",), (), None),
    "legs-up-the-wall": (("wall", "mat"), (), None),
    "locust": (("mat",), (), None),
    "pigeon": (("mat",), FORWARD, None),
    "quadruped-arm-and-leg-raise": (("mat",), CROSSED, "Bird dog"),
    "reverse-fly": (("dumbbells",), (), None),
    "seated-band-row": (("band",), (), None),
    "seated-cable-row": (("cable",), (), None),
    "seated-forward-bend": (("strap",), (), None),
    "side-lying-thoracic-rotation": (("mat",), OPENS, "Open book"),
    "single-arm-row": (("chair or bench", "dumbbells or bag"), ARMS, None),
    "single-leg-deadlift": ((), STANDING, None),
    "sphinx": (("mat",), (), None),
    "supine-hamstring-stretch": (("strap or towel", "mat"), LEGS, "Hamstring stretch"),
    "t-raise": (("band",), (), None),
    "thread-the-needle": (("mat",), ANKLES, None),
    "two-knee-twist": (("mat",), KNEES, None),
}

# Exercise -> the easier forms that have a picture of their own.
EASIER_PICTURES = {
    "supine-hamstring-stretch": ["bent knee"],
    "locust": ["one leg", "palms down", "towel"],
}


def ends(span: Span | Count | None) -> Ends | None:
    """Return both ends as whole numbers; None where there is no length."""
    if span is None:
        return None
    lower, upper = int(span.lower), int(span.upper)
    assert (lower, upper) == (span.lower, span.upper)
    return lower, upper


def only(span: Span | None) -> int | None:
    """Return the one length of a span that is no range."""
    both = ends(span)
    assert both is None or both[0] == both[1]
    return None if both is None else both[0]


def dose(step: Step) -> Dose:
    """Return what a step prescribes, in the table's words."""
    sets = ends(step.sets)
    assert sets is not None
    return Dose(
        exercise=step.exercise.key,
        hold=ends(step.hold),
        reps=ends(step.reps),
        rep=tuple((phase.name, int(phase.length.lower), int(phase.length.upper)) for phase in step.rep),
        own_pace=step.own_pace,
        each=step.each,
        positions=step.positions if step.each is not Each.FIRST else (),
        sets=sets,
        rest=only(step.rest),
        switch=only(step.switch),
        sound=step.sound,
        when=step.when,
    )


def alternatives(node: Step | Choice | Circuit) -> tuple[Dose, ...]:
    """Return the doses of one step of a bundled routine; none of them has a circuit."""
    assert not isinstance(node, Circuit)
    return tuple(dose(step) for step in (node.options if isinstance(node, Choice) else (node,)))


def test_there_are_the_26_exercises_and_the_six_routines() -> None:
    assert set(exercises()) == set(EXERCISES)
    assert len(exercises()) == 26
    assert set(routines()) == set(TABLE)
    assert len(routines()) == 6


@pytest.mark.parametrize("key", TABLE)
def test_every_dose_of_a_routine_is_the_tables_in_its_order(key: str) -> None:
    found = [alternatives(node) for node in routines()[key].steps]
    assert found == list(TABLE[key])


@pytest.mark.parametrize("key", ROUTINES)
def test_a_routine_says_its_goal_its_part_of_the_body_and_the_usual_pauses(key: str) -> None:
    routine = routines()[key]
    assert (routine.goal, routine.helps, only(routine.rest)) == ROUTINES[key]
    assert (only(routine.get_ready), routine.first_get_ready, only(routine.switch)) == (10, None, 8)
    assert routine.sound is Profile.BELLS
    assert not routine.fixed_level
    assert not any(step.optional for step in routine.every_step())


@pytest.mark.parametrize("key", EXERCISES)
def test_an_exercise_needs_what_the_table_says_and_starts_on_its_first_side(key: str) -> None:
    exercise = exercises()[key]
    assert (exercise.needs, exercise.sides, exercise.short_name) == EXERCISES[key]
    assert exercise.figure


def test_the_right_comes_first_wherever_there_are_two_sides() -> None:
    for exercise in exercises().values():
        sides = [side_of(position) for position in exercise.sides]
        assert sides in ([], ["right", "left"], [None, "right", "left"]), exercise.key


def test_the_breath_marks_cow_and_cat() -> None:
    for key in ("upper-back-relief", "band-and-dumbbells"):
        (cat_cow,) = (step for step in routines()[key].every_step() if step.exercise.key == "cat-cow")
        assert [(phase.name, phase.breath) for phase in cat_cow.rep] == [("cow", "in"), ("cat", "out")]


def test_every_exercise_is_used() -> None:
    used = {step.exercise.key for routine in routines().values() for step in routine.every_step()}
    assert used == set(exercises())


def test_a_file_has_its_exercises_name() -> None:
    for exercise in exercises().values():
        joined = re.sub(r"[^a-z0-9]+", "-", exercise.name.lower().replace("'", ""))
        assert exercise.key == joined


def test_the_easier_forms_of_the_table_have_their_pictures() -> None:
    found = {key: [form.key for form in exercise.easier if form.key] for key, exercise in exercises().items()}
    assert {key: keys for key, keys in found.items() if keys} == EASIER_PICTURES


def test_the_one_leg_locust_changes_legs_at_half_time() -> None:
    (one_leg,) = (form for form in exercises()["locust"].easier if form.key == "one leg")
    assert one_leg.half == "Now the other leg."


def test_the_only_warning_is_about_that_long_stretch() -> None:
    for key in TABLE:
        read = library().routine(key)
        assert read is not None
        assert len(read.faults) == (1 if key == "gym-upper-back" else 0), [str(fault) for fault in read.faults]
