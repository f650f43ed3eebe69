"""Keyframes bear the names by which routines and exercises call for them, and each says what is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.core.routine import Choice, Node, Step
from tests.bundled import exercises, routines
from tests.core.figure.scenes import NAMES, figure


def phases() -> Iterator[tuple[str, str, str]]:
    """Yield routine, exercise and phase of all bundled routines."""
    for key, routine in routines().items():
        for step in steps_of(routine.steps):
            for phase in step.rep:
                yield key, step.exercise.key, phase.name


def steps_of(nodes: tuple[Node, ...]) -> Iterator[Step]:
    """Yield every step, the alternatives' and the circuits' too."""
    for node in nodes:
        if isinstance(node, Step):
            yield node
        else:
            yield from steps_of(node.options if isinstance(node, Choice) else node.steps)


def test_every_exercise_that_is_shown_by_a_figure_has_one() -> None:
    assert {key for key, exercise in exercises().items() if exercise.figure} <= set(NAMES)
    assert len(NAMES) == 26


def test_every_phase_of_a_repetition_is_a_keyframe() -> None:
    found = list(phases())
    assert len(found) > 20
    missing = [(r, e, p) for r, e, p in found if p != "pause" and p not in figure(e).names()]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_three_positions_or_more_and_every_easier_form_have_keyframes_of_their_own(name: str) -> None:
    exercise = exercises()[name]
    wanted = {form.key for form in exercise.easier if form.key is not None}
    if len(exercise.sides) > 2:
        wanted |= set(exercise.sides)
    assert wanted <= set(figure(name).names())


@pytest.mark.parametrize("name", NAMES)
def test_every_keyframe_says_in_a_sentence_what_is_seen(name: str) -> None:
    sentences = [key.describe for key in figure(name).keys]
    assert all(s.endswith(".") and len(s) > 30 for s in sentences)
    assert len(set(sentences)) == len(sentences)
