"""How long a newcomer gets to get into an exercise."""

from __future__ import annotations

from collections.abc import Collection

from app.core.exercise import worded
from app.core.plan import Option, Plan
from app.core.routine import Profile
from app.core.script import spoken_setup
from app.core.speech_fit import GAP, SecondsOf

LINE = 4.0  # seconds that one line of the setup takes to be read


def first_times(plan: Plan, known: Collection[str], seconds_of: SecondsOf | None = None) -> dict[str, float]:
    """Return, by exercise that was never done, how many seconds its get ready lasts at least.

    That is the longer of its `settle` and of its setup: at 4 s a line, or as long as the coach takes for it where that
    is longer. `seconds_of` says how long a spoken line takes, None where nobody says the setup. The engine takes get
    ready itself where that is longer still.
    """
    found: dict[str, float] = {}
    for block in plan.blocks:
        for option in block.options:
            key = option.exercise.key
            if key not in known:
                settle = option.exercise.settle or 0.0
                found[key] = max(found.get(key, 0.0), settle, _told(option, seconds_of))
    return found


def _told(option: Option, seconds_of: SecondsOf | None) -> float:
    """Return the seconds of an option's setup, read or spoken."""
    first = option.segments[0] if option.segments else None
    read = LINE * len(worded(option.exercise.setup, None if first is None else first.position))
    if first is None or seconds_of is None or first.sound is not Profile.COACH:
        return read
    lines = spoken_setup(first, option)
    return max(read, sum(seconds_of(line) + GAP for line in lines))
