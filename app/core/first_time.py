"""How long a newcomer gets to get into an exercise."""

from __future__ import annotations

from collections.abc import Collection

from app.core.exercise import worded
from app.core.plan import Plan

LINE = 4.0  # seconds that one line of the setup takes to be read or heard


def first_times(plan: Plan, known: Collection[str]) -> dict[str, float]:
    """Return, by exercise that was never done, how many seconds its get ready lasts at least.

    That is the longer of its `settle` and of its setup at 4 s a line; the engine takes get ready itself where longer.
    """
    found: dict[str, float] = {}
    for block in plan.blocks:
        for option in block.options:
            exercise = option.exercise
            if exercise.key not in known:
                position = option.segments[0].position if option.segments else None
                lines = worded(exercise.setup, position)
                found[exercise.key] = max(exercise.settle or 0.0, LINE * len(lines))
    return found
