"""The words of the bundled exercises: short, spoken to the person, right for both sides, without a promise."""

from __future__ import annotations

import re

import pytest

from app.core.exercise import Exercise, side_of, worded
from app.paths import bundled
from app.storage.library import yaml_files
from tests.bundled import exercises

# The files' names: what is wrong in one of them is said by the test that reads it.
EXERCISES = tuple(sorted(yaml_files(bundled() / "resources" / "exercises")))
READ_FROM_THE_MAT = 45  # characters of a cue: one or two lines of big type
SPOKEN = 78  # characters of a setup line: under six seconds at an unhurried voice
OTHERS = 85  # characters of the lines that are read at the desk
NOT_SECOND_PERSON = re.compile(r"\b(i|we|us|our|my|me|he|she|his|they|patient|client|user)\b", re.IGNORECASE)
PROMISES = re.compile(r"\b(cures?|heals?|treats?|therapy|guaranteed|prevents?|remedy)\b", re.IGNORECASE)


def every_line(exercise: Exercise) -> list[str]:
    """Return all that an exercise says, with its side words still open."""
    easier = [form.text for form in exercise.easier]
    return [exercise.summary, *exercise.setup, *exercise.cues, *easier, *exercise.care, *exercise.after]


def words_of(lines: list[str]) -> set[str]:
    """Return the words in some lines, in small letters."""
    return set(re.findall(r"[a-z']+", " ".join(lines).lower()))


@pytest.mark.parametrize("key", EXERCISES)
def test_every_line_can_be_read_from_the_mat_and_spoken_in_a_breath(key: str) -> None:
    exercise = exercises()[key]
    assert len(exercise.called) <= 20
    assert len(exercise.summary) <= OTHERS
    for position in exercise.sides or (None,):
        setup = worded(exercise.setup, position)
        assert 3 <= len(setup) <= 6
        assert not [line for line in setup if len(line) > SPOKEN]
        cues = worded(exercise.cues, position)
        assert 3 <= len(cues) <= 6
        assert not [line for line in cues if len(line) > READ_FROM_THE_MAT]
        for line in worded((*(form.text for form in exercise.easier), *exercise.care, *exercise.after), position):
            assert len(line) <= OTHERS


@pytest.mark.parametrize("key", EXERCISES)
def test_every_line_speaks_to_the_person_in_whole_sentences_and_promises_nothing(key: str) -> None:
    exercise = exercises()[key]
    assert words_of(every_line(exercise)) & {"you", "your"}
    assert not [line for line in every_line(exercise) if NOT_SECOND_PERSON.search(line) or PROMISES.search(line)]
    for line in every_line(exercise):
        assert line.endswith((".", "?"))
        assert line[0].isupper() or line[0] == "{"
    assert exercise.easier
    assert exercise.care
    assert exercise.works


@pytest.mark.parametrize("key", EXERCISES)
def test_the_setup_ends_with_where_the_head_goes(key: str) -> None:
    last = words_of([exercises()[key].setup[-1]])
    assert last & {"head", "forehead", "look", "looks", "eyes"}


@pytest.mark.parametrize("key", EXERCISES)
def test_side_words_resolve_in_every_position(key: str) -> None:
    exercise = exercises()[key]
    lines = tuple(every_line(exercise))
    sided = [line for line in lines if "{" in line]
    assert bool(sided) is bool(exercise.sides)
    for position in exercise.sides or (None,):
        resolved = worded(lines, position)
        assert not [line for line in resolved if "{" in line or "}" in line]
        left_out = len(lines) - len(resolved)
        assert left_out == (0 if side_of(position) else len(sided))


def test_two_sides_of_an_exercise_read_as_mirrors_of_each_other() -> None:
    swap = {"right": "left", "left": "right", "Right": "Left", "Left": "Right"}
    for exercise in exercises().values():
        pair = [position for position in exercise.sides if side_of(position)]
        if pair:
            first, second = (worded(tuple(every_line(exercise)), position) for position in pair)
            turned = [re.sub(r"\b([Rr]ight|[Ll]eft)\b", lambda found: swap[found[0]], line) for line in first]
            assert turned == list(second), exercise.key


def test_the_quiet_hold_says_how_to_get_up() -> None:
    after = " ".join(exercises()["legs-up-the-wall"].after).lower()
    moves = ["bend", "roll", "wait", "sit up"]
    assert [move for move in moves if move in after] == moves
    assert [after.index(move) for move in moves] == sorted(after.index(move) for move in moves)


def test_the_cautions_of_the_quiet_hold_are_all_there() -> None:
    care = " ".join(exercises()["legs-up-the-wall"].care).lower()
    for caution in ("glaucoma", "eye operation", "heart failure", "high blood pressure", "pregnant", "tingling feet"):
        assert caution in care


def test_a_newcomer_gets_time_for_the_strap_and_the_wall() -> None:
    for key, exercise in exercises().items():
        assert exercise.settle is not None
        assert exercise.settle >= 15
        least = 45 if "wall" in exercise.needs else 30 if any("strap" in need for need in exercise.needs) else 0
        assert exercise.settle >= least, key
