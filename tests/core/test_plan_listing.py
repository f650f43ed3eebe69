"""The listing of a plan is a public interface: its names, its order, its whole numbers."""

from __future__ import annotations

import json

from app.core.lengths import Count
from app.core.plan_listing import listing
from app.core.planning import make_plan
from app.core.routine import Step
from tests.core.routines import STILL, TWO, hold, routine


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
