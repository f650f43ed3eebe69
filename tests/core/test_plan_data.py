"""A plan is kept whole as plain data, and what comes back is checked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.lengths import Count
from app.core.plain_data import DamagedDataError
from app.core.plan_data import listing, plan_from_data, plan_to_data
from app.core.planning import make_plan
from app.core.routine import Routine, Step
from tests.core.routines import STILL, TWO, hold, routine, routines


@settings(max_examples=40, deadline=None)
@given(routines, st.integers(0, 100))
def test_a_plan_that_was_kept_comes_back_as_it_was(made: Routine, level: int) -> None:
    plan = make_plan(made, level)
    assert plan_from_data(json.loads(json.dumps(plan_to_data(plan)))) == plan


@pytest.mark.parametrize(
    "data", [None, [], 3, {}, {"format": 99}, {"format": 1}, {"format": 1, "blocks": 3, "exercises": []}]
)
def test_what_is_no_plan_is_refused(data: object) -> None:
    with pytest.raises(DamagedDataError):
        plan_from_data(data)


def _places(data: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [at, *(place for key, value in inner for place in _places(value, (*at, key)))]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_plan_is_refused_or_read_but_never_breaks(data: st.DataObject) -> None:
    kept = json.loads(json.dumps(plan_to_data(make_plan(routine(hold(5, 9, TWO), hold(4, 8))))))
    *above, last = data.draw(st.sampled_from([place for place in _places(kept) if place]))
    node = kept
    for key in above:
        node = node[key]
    node[last] = data.draw(st.sampled_from([None, -1, 99, "x", [], {}, 1e400, True]))
    try:
        plan_from_data(kept)
    except DamagedDataError as problem:
        assert str(problem)


def test_a_field_that_an_older_program_did_not_know_takes_its_default() -> None:
    kept = plan_to_data(make_plan(routine(hold(5))))
    del kept["exercises"][0]["after"]
    assert plan_from_data(kept).blocks[0].option.exercise.after == ()


def test_the_listing_has_the_public_names_and_whole_numbers() -> None:
    told = listing(make_plan(routine(hold(60, 120, TWO))))
    assert list(told) == ["routine", "level", "seconds", "estimated", "segments"]
    assert json.dumps(told["segments"][1]) == (
        '{"kind": "work", "starts": 10, "seconds": 60, "exercise": "pigeon", "position": "right", "set": 1, "sets": 1, '
        '"round": 1, "rounds": 1, "rep": null, "reps": null, "phase": null, "at_least": 60, "sound": "bells"}'
    )


def test_own_pace_has_no_seconds_and_counts_in_the_starts() -> None:
    own = Step(STILL, reps=Count(5, 5), own_pace=True)
    told = listing(make_plan(routine(own, hold(7))))
    assert [(s["starts"], s["seconds"]) for s in told["segments"]] == [(0, 10), (10, None), (30, 10), (40, 7)]
    assert (told["seconds"], told["estimated"]) == (47, True)
