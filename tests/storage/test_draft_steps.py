"""Steps are put in, grouped, moved, doubled and taken out, each as one step of undo; the rows say what stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.exercise import Exercise
from app.core.lengths import Count, Span
from app.core.plain_text import read_plain_text
from app.core.routine import Circuit
from app.paths import bundled
from app.storage.draft_rows import DraftRow, KnownRows, RowKind, rows_of
from app.storage.draft_steps import (
    add_alternative,
    add_circuit,
    add_step,
    add_steps,
    duplicate,
    exchange,
    inline_step,
    make_circuit,
    move_by,
    move_to,
    node_written,
    remove_step,
    step_written,
    usual_step,
)
from app.storage.library import Library
from app.storage.routine_draft import RoutineDraft
from app.storage.yaml_spans import At

LIBRARY = Library(bundled(), Path("/nonexistent"))
SHELF = LIBRARY.exercises
TEXT = """\
# mornings
format: 1
name: Mixed
steps:
  # the first one
  - do: sphinx
    hold: 1-2 min
  - repeat: 3
    rest: 20 s
    steps:
      - do: cat-cow  # slowly
        reps: 6
        rep: [cow 5 s, {name: cat, for: 5 s, breath: out}]
      - {name: Bridge, reps: 10, hold: 5 s, sets: 2, load: 8 kg}
  - choose:
      - {do: pigeon, hold: 2 min, each: side}
      - {do: thread-the-needle, hold: 2 min, each: side, when: knees complain}
  - do: legs-up-the-wall
    hold: 5 min
    optional: yes
"""


@pytest.fixture
def draft() -> RoutineDraft:
    return draft_of(TEXT)


def draft_of(text: str) -> RoutineDraft:
    return RoutineDraft(Path("/nowhere/mixed.yaml"), SHELF, text, text.encode())


def rows(draft: RoutineDraft) -> tuple[DraftRow, ...]:
    return rows_of(draft, SHELF)


def lines(draft: RoutineDraft) -> list[str]:
    return [f"{'  ' * row.depth}{row.number} {row.title}".strip(" ") for row in rows(draft)]


def test_the_rows_are_the_routine_its_steps_and_its_groups_in_order(draft: RoutineDraft) -> None:
    assert [(row.depth, row.number, row.title, row.dose) for row in rows(draft)] == [
        (0, "", "Mixed", ""),
        (0, "1", "Sphinx", "1-2 min"),
        (0, "2", "3 rounds", ""),
        (1, "2.1", "Cat-cow", "6 times"),
        (1, "2.2", "Bridge", "2 sets of 10 × 5 s"),
        (0, "3", "One of these", ""),
        (1, "", "Pigeon", "2 min, each side"),
        (1, "or", "Thread the needle", "2 min, each side"),
        (0, "4", "Legs up the wall", "5 min"),
    ]
    details = [row.detail for row in rows(draft)]
    assert "cow 5 s, cat 5 s (out)" in details
    assert "when knees complain" in details
    assert "may be left out" in details


def test_rows_of_steps_that_stay_are_not_made_anew(draft: RoutineDraft) -> None:
    known = KnownRows()
    before = rows_of(draft, draft.exercises, known)
    draft.set(("steps", 0, "hold"), "9 min")
    after = rows_of(draft, draft.exercises, known)
    assert after == rows(draft)
    steps = [n for n, row in enumerate(after) if row.kind is RowKind.STEP]
    assert [n for n in steps if after[n] is not before[n]] == steps[:1]


def test_rows_are_made_anew_where_the_exercises_are_others(draft: RoutineDraft, tmp_path: Path) -> None:
    known = KnownRows()
    rows_of(draft, draft.exercises, known)
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "sphinx.yaml").write_text("name: My sphinx\n", encoding="utf-8")
    draft.insert(("steps",), 0, {"do": "sphinx", "hold": "1 min"})
    rows_of(draft, draft.exercises, known)
    others = Library(bundled(), tmp_path).exercises
    draft.take_exercises(others)
    assert rows_of(draft, others, known)[1].title == "My sphinx"


def test_a_row_says_how_many_problems_stand_in_it() -> None:
    draft = draft_of(TEXT.replace("hold: 5 min", "hold: five"))
    assert [row.problems for row in rows(draft)] == [0] * 8 + [1]
    assert rows(draft)[-1].words.endswith("may be left out, one problem")


def test_a_routine_that_cannot_be_read_has_the_row_of_its_name_alone() -> None:
    draft = draft_of("name: [\n")
    assert [row.kind for row in rows(draft)] == [RowKind.ROUTINE]


@pytest.mark.parametrize(
    ("chosen", "place"),
    [
        ((), ("steps", 4)),
        (("steps", 0), ("steps", 1)),
        (("steps", 1), ("steps", 1, "steps", 2)),
        (("steps", 1, "steps", 0), ("steps", 1, "steps", 1)),
        (("steps", 2), ("steps", 2, "choose", 2)),
        (("steps", 2, "choose", 0), ("steps", 2, "choose", 1)),
    ],
)
def test_a_step_goes_after_the_chosen_one_or_last_into_the_chosen_group(
    draft: RoutineDraft, chosen: At, place: At
) -> None:
    at = add_step(draft, chosen, inline_step("Squat"))
    assert at == place
    assert draft.value((*at, "name")) == "Squat"
    assert draft.read.routine is not None


def test_an_alternative_makes_a_choice_of_a_step_and_its_own_lines_move_along(draft: RoutineDraft) -> None:
    at = add_alternative(draft, ("steps", 0), inline_step("Cobra"))
    assert at == ("steps", 0, "choose", 1)
    assert draft.value(("steps", 0, "choose", 0, "do")) == "sphinx"
    assert draft.read.routine is not None
    assert "# the first one" in draft.text
    draft.undo()
    assert draft.text == TEXT


def test_a_circuit_takes_the_chosen_step_or_a_first_exercise(draft: RoutineDraft) -> None:
    assert make_circuit(draft, ("steps", 0)) == ("steps", 0, "steps", 0)
    assert draft.value(("steps", 0, "steps", 0, "do")) == "sphinx"
    assert draft.read.routine is not None
    draft.undo()
    assert draft.text == TEXT
    assert add_circuit(draft, ("steps", 2, "choose", 0), inline_step("Squat")) == ("steps", 3, "steps", 0)
    assert draft.read.routine is not None


@pytest.mark.parametrize(
    ("at", "by", "to"),
    [
        (("steps", 0), -1, ("steps", 0)),
        (("steps", 0), 1, ("steps", 0, "steps", 0)),  # into the circuit, which moves up by one
        (("steps", 1, "steps", 0), -1, ("steps", 1)),  # out of it
        (("steps", 1, "steps", 1), 1, ("steps", 2)),
        (("steps", 1, "steps", 0), 1, ("steps", 1, "steps", 1)),
        (("steps", 2), -1, ("steps", 1, "steps", 2)),  # a choice goes into a circuit as a step does
        (("steps", 1), 1, ("steps", 2)),  # a circuit goes past a choice
        (("steps", 2, "choose", 1), -1, ("steps", 2, "choose", 0)),
        (("steps", 2, "choose", 1), 1, ("steps", 2, "choose", 1)),
        (("steps", 3), 1, ("steps", 3)),
    ],
)
def test_a_step_moves_up_and_down_into_circuits_and_out_of_them(draft: RoutineDraft, at: At, by: int, to: At) -> None:
    moved = {key: draft.value((*at, key)) for key in draft.keys(at)}
    assert move_by(draft, at, by) == to
    assert {key: draft.value((*to, key)) for key in draft.keys(to)} == moved
    assert draft.read.routine is not None
    while draft.can_undo:
        draft.undo()
    assert draft.text == TEXT


@pytest.mark.parametrize(
    ("at", "row", "below", "to"),
    [
        (("steps", 3), ("steps", 0), False, ("steps", 0)),
        (("steps", 0), ("steps", 3), True, ("steps", 3)),
        (("steps", 0), ("steps", 1), True, ("steps", 0, "steps", 0)),
        (("steps", 3), ("steps", 1, "steps", 0), True, ("steps", 1, "steps", 1)),
        (("steps", 3), (), True, ("steps", 0)),
        (("steps", 1), ("steps", 1, "steps", 0), True, ("steps", 1)),  # no group goes into itself
        (("steps", 2, "choose", 0), ("steps", 0), False, ("steps", 2, "choose", 0)),  # an alternative stays one
        (("steps", 0), ("steps", 2, "choose", 0), False, ("steps", 0)),  # and a step becomes none by a slip
    ],
)
def test_a_dragged_step_goes_where_it_is_dropped(draft: RoutineDraft, at: At, row: At, below: bool, to: At) -> None:
    keys = draft.keys(at)
    assert move_to(draft, at, row, below=below) == to
    assert draft.keys(to) == keys
    assert draft.read.routine is not None


def test_the_last_step_of_a_circuit_takes_the_circuit_along(draft: RoutineDraft) -> None:
    remove_step(draft, ("steps", 1, "steps", 0))
    assert remove_step(draft, ("steps", 1, "steps", 0)) == ("steps", 1)
    assert "repeat" not in draft.text
    for _ in range(3):
        at = remove_step(draft, ("steps", 0))
    assert at == ()
    assert draft.count(("steps",)) == 0
    while draft.can_undo:
        draft.undo()
    assert draft.text == TEXT


def test_a_copy_of_a_group_has_all_that_is_in_it(draft: RoutineDraft) -> None:
    at = duplicate(draft, ("steps", 1))
    routine = draft.read.routine
    assert at == ("steps", 2)
    assert routine is not None
    first, second = routine.steps[1], routine.steps[2]
    assert isinstance(first, Circuit)
    assert isinstance(second, Circuit)
    assert [replace(step, line=0) for step in first.steps] == [replace(step, line=0) for step in second.steps]


def test_another_exercise_keeps_the_dose_and_loses_the_sides_that_it_has_not(draft: RoutineDraft) -> None:
    at: At = ("steps", 2, "choose", 0)
    exchange(draft, at, {"do": "sphinx", "hold": "1 min"})
    assert [draft.value((*at, key)) for key in ("do", "hold", "each")] == ["sphinx", "2 min", None]
    exchange(draft, at, {"name": "Frog"})
    assert (draft.value((*at, "name")), draft.value((*at, "do"))) == ("Frog", None)


def test_an_exercise_comes_with_the_dose_of_a_routine_that_has_it() -> None:
    routines = [read.routine for key in LIBRARY.routine_keys() if (read := LIBRARY.routine(key)) and read.routine]
    pigeon = SHELF.find("pigeon")
    assert pigeon is not None
    assert usual_step(pigeon, routines) == {"do": "pigeon", "hold": "2-3 min", "each": "side"}
    assert usual_step(Exercise("new", "New", sides=("right", "left")), routines) == {
        "do": "new", "hold": "1 min", "each": "side",
    }  # fmt: skip


def test_every_bundled_exercise_is_put_in_without_a_problem() -> None:
    routines = [read.routine for key in LIBRARY.routine_keys() if (read := LIBRARY.routine(key)) and read.routine]
    draft = RoutineDraft.begun(Path("/nowhere/all.yaml"), SHELF, "All")
    for exercise in SHELF.every():
        add_step(draft, (), usual_step(exercise, routines))
    assert draft.read.routine is not None
    assert len(draft.read.routine.steps) == len(SHELF.every())
    assert not [fault for fault in draft.read.faults if fault.text.startswith("only the first")]


def test_steps_from_plain_text_read_back_as_they_were_understood(draft: RoutineDraft) -> None:
    text = "pigeon 2 min each side\n10 x 5 s bridge, rest 30 s\nsphinx 90 s\nlegs up the wall 5-10 min, optional"
    read = read_plain_text(text, SHELF.every())
    at = add_steps(draft, ("steps", 2, "choose", 1), [step_written(step) for step in read.steps])
    assert at == ("steps", 6)
    routine = draft.read.routine
    assert routine is not None
    taken = routine.steps[3:7]
    assert [getattr(step, "hold", None) for step in taken] == [step.hold for step in read.steps]
    assert [getattr(step, "rest", None) for step in taken] == [step.rest for step in read.steps]
    assert [getattr(step, "sets", None) for step in taken] == [step.sets for step in read.steps]
    draft.undo()
    assert draft.text == TEXT


def test_rounds_from_plain_text_become_a_circuit(draft: RoutineDraft) -> None:
    read = read_plain_text("3 rounds of, rest 1 min:\n  squats 10 x\n  sphinx 90 s\npigeon 1 min", SHELF.every())
    at = add_steps(draft, ("steps", 0), [node_written(node) for node in read.nodes])
    assert at == ("steps", 2) and draft.read.routine is not None
    circuit = draft.read.routine.steps[1]
    assert isinstance(circuit, Circuit) and circuit.rest == Span(60, 60)
    assert (circuit.repeat, len(circuit.steps)) == (Count(3, 3), 2)
    draft.undo()
    assert draft.text == TEXT


ACTS: tuple[Callable[[RoutineDraft, At], At], ...] = (
    lambda draft, at: add_step(draft, at, inline_step("Squat")),
    lambda draft, at: add_alternative(draft, at, inline_step("Frog")) if at else at,
    lambda draft, at: add_circuit(draft, at, inline_step("Plank")),
    lambda draft, at: make_circuit(draft, at) if at else at,
    lambda draft, at: move_by(draft, at, 1) if at else at,
    lambda draft, at: move_by(draft, at, -1) if at else at,
    lambda draft, at: duplicate(draft, at) if at else at,
    lambda draft, at: remove_step(draft, at) if at else at,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, len(ACTS) - 1)), max_size=8))
def test_whatever_is_done_the_chosen_place_is_there_and_undo_returns_to_the_same_bytes(
    acts: list[tuple[int, int]],
) -> None:
    draft = draft_of(TEXT)
    for where, what in acts:
        places = [row.at for row in rows(draft)]
        at = ACTS[what](draft, places[where % len(places)])
        assert at in [row.at for row in rows(draft)]
        assert all(not fault.text.startswith("a step is") for fault in draft.read.faults), draft.text
    while draft.can_undo:
        draft.undo()
    assert draft.text == TEXT
