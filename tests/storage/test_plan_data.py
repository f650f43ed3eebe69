"""A stored plan comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.exercise import Easier, Exercise, Image, Mirror
from app.core.plan import Block, Kind, Option, Plan, PlannedRecord, Segment
from app.core.routine import Profile, Say
from app.storage.plan_data import plan_from_text, plan_to_text
from tests.core.plans import hold, own_pace, phases, plan

texts = st.text(max_size=8)
numbers = st.floats(0, 1e6)
some: Any = {
    str: texts,
    float: numbers,
    Easier: st.builds(Easier, text=texts, key=st.none() | texts),
    Image: st.builds(Image, file=texts, seconds=st.none() | numbers, mirror=st.sampled_from(Mirror)),
    Exercise: st.builds(
        Exercise,
        key=texts,
        name=texts,
        setup=st.lists(texts, max_size=2).map(tuple),
        easier=st.lists(st.builds(Easier, text=texts, key=st.none() | texts), max_size=2).map(tuple),
        images=st.lists(st.builds(Image, file=texts, mirror=st.sampled_from(Mirror), key=texts), max_size=2).map(tuple),
        settle=st.none() | numbers,
        figure=st.booleans(),
        pose=texts,
        pose_sides=st.lists(texts, max_size=2).map(tuple),
        folder=texts,
    ),
}
segments = st.builds(
    Segment,
    kind=st.sampled_from(Kind),
    sound=st.sampled_from(Profile),
    seconds=st.none() | numbers,
    at_least=st.none() | numbers,
    estimate=numbers,
)
options = st.builds(
    Option,
    exercise=some[Exercise],
    segments=st.lists(segments, max_size=3).map(tuple),
    records=st.lists(st.builds(PlannedRecord, planned=numbers, at_least=st.none() | numbers), max_size=3).map(tuple),
    say=st.lists(st.builds(Say, text=texts, at=st.none() | numbers), max_size=2).map(tuple),
)
blocks = st.builds(Block, options=st.lists(options, min_size=1, max_size=2).map(tuple), chosen=st.integers(0, 1))
plans = st.builds(Plan, routine=st.none() | texts, name=texts, blocks=st.lists(blocks, max_size=3).map(tuple))


@settings(max_examples=60, deadline=None)
@given(plans)
def test_any_plan_comes_back_as_it_was(made: Plan) -> None:
    assert plan_from_text(plan_to_text(made)) == made


def test_a_field_that_this_version_does_not_know_is_passed_over_and_a_new_one_has_its_default() -> None:
    made = plan(hold("sphinx", 60), own_pace(), phases())
    data = json.loads(plan_to_text(made))
    data["plan"]["blocks"][0]["options"][0]["exercise"]["scent"] = "lavender"
    data["plan"]["blocks"][0]["options"][0].pop("note", None)
    assert plan_from_text(json.dumps(data)) == made


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"format": 2, "plan": {}}', '{"format": 1, "plan": {"name": "x"}}',
             '{"format": 1, "plan": {"routine": null, "name": 3, "level": 0, "blocks": []}}',
             '{"format": 1, "plan": {"routine": null, "name": "x", "level": 0, "blocks": [7]}}']
)  # fmt: skip
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        plan_from_text(text)


def test_a_long_plan_is_stored_small() -> None:
    made = plan(*(hold(f"hold-{n}", 60, positions=("right", "left")) for n in range(50)))
    assert len(plan_to_text(replace(made, name="Long"))) < 200_000
