"""A routine fitted to the time at hand: first by its level, then by leaving out optional steps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.lengths import in_words
from app.core.plan import Plan
from app.core.plan_size import plan_seconds
from app.core.planning import PlanError, make_plan, names_of, node_at, optional_places
from app.core.routine import Routine


@dataclass(frozen=True, slots=True)
class Fit:
    """A plan for so many minutes, and what was done to the routine for it."""

    plan: Plan
    minutes: float
    dropped: tuple[str, ...]  # names of what was left out, the last one first
    places: tuple[tuple[int, ...], ...]  # their places, as make_plan takes them
    over: float  # seconds by which it is still too long; 0 where it fits

    @property
    def level(self) -> int:
        """Return the level that was taken, 0 to 100."""
        return self.plan.level

    def told(self) -> str:
        """Return what was done, as a sentence or two."""
        about = "About " if self.plan.estimated else ""
        words = [f"{about}{in_words(round(self.plan.seconds))} at level {self.level}."]
        if self.dropped:
            words.append(f"Left out: {', '.join(self.dropped)}.")
        if self.over:
            words.append(f"That is {in_words(round(self.over) or 1)} more than {in_words(self.minutes * 60)}.")
        return " ".join(words)


def fit_minutes(routine: Routine, minutes: float, choices: Mapping[int, int] | None = None) -> Fit:
    """Return the longest plan of at most so many minutes; raises PlanError as make_plan does.

    The highest whole level that fits; else level 0 less optional steps, the last one first; else that, and by how
    much it is over. A routine of fixed level stays at 0.
    """
    limit = minutes * 60
    fitting = _highest(routine, limit, choices)
    if fitting is not None:
        return Fit(fitting, minutes, (), (), 0.0)
    lowest = make_plan(routine, 0, choices)
    plan, places = lowest, optional_places(routine)
    dropped: tuple[tuple[int, ...], ...] = ()
    for place in reversed(places):
        if plan.seconds <= limit:
            break
        try:
            shorter = make_plan(routine, 0, choices, (*dropped, place))
        except PlanError:
            continue  # nothing would be left to do
        plan, dropped = shorter, (*dropped, place)
    names = tuple(name for place in dropped for name in names_of(node_at(routine, place)))
    return Fit(plan, minutes, names, dropped, max(0.0, plan.seconds - limit))


def _highest(routine: Routine, limit: float, choices: Mapping[int, int] | None) -> Plan | None:
    """Return the plan at the highest level that fits; None where none does."""

    def fits(level: int) -> bool:
        return plan_seconds(routine, level, choices) <= limit

    levels = range(1 if routine.fixed_level else 101)
    if _only_grows(routine):
        level = bisect_left(levels, True, key=lambda level: not fits(level)) - 1
    else:
        level = next((level for level in reversed(levels) if fits(level)), -1)
    return make_plan(routine, level, choices) if level >= 0 else None


def _only_grows(routine: Routine) -> bool:
    """Return whether no length shrinks as the level grows, so that halving finds the highest level.

    One thing can shrink it: a rest that begins at nothing, where the longer change of sides stands until it is some.
    """
    rests = (step.rest or routine.rest for step in routine.every_step())
    return all(rest is None or not rest.ranged or rest.lower > 0 for rest in rests)
