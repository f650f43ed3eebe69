"""How large and how long a routine's plan becomes, told before it is built.

A circuit in a circuit in a circuit is a long row, and the length of a long one follows what is typed.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.lengths import Span, in_words
from app.core.routine import Choice, Circuit, Each, Node, Routine, Step

MOST_SEGMENTS = 10_000
MOST_SECONDS = 24 * 3600
# Alternatives are built as well, so that the person can change in the middle; this bounds them.
MOST_BUILT = 50_000
SECONDS_PER_REP = 4.0
REST_BETWEEN_SETS = Span(30, 30)


def size_problem(routine: Routine) -> tuple[str, str] | None:
    """Return what is too much at the upper ends, with a hint; None where the plan can be built."""
    segments, built, seconds = size_at_most(routine)
    if segments > MOST_SEGMENTS:
        return (
            f"in all this is {segments:,.0f} segments; {MOST_SEGMENTS:,} are the most.",
            "Write fewer rounds or sets.",
        )
    if seconds > MOST_SECONDS:
        hours = in_words(round(seconds / 60) * 60.0)
        return f"in all this is {hours}; 24 h are the most.", "Write shorter holds, fewer rounds or fewer sets."
    if built > MOST_BUILT:
        text = f"with all alternatives this is {built:,.0f} segments; {MOST_BUILT:,} are the most."
        return text, "Write fewer alternatives or rounds."
    return None


def size_at_most(routine: Routine) -> tuple[float, float, float]:
    """Return segments, segments with all alternatives, and seconds, of a routine at its upper ends."""
    sizes = [_size(node, routine) for node in routine.steps]
    segments, built, seconds = (sum(size[i] for size in sizes) for i in range(3))
    if routine.first_get_ready is None:
        return segments, built, seconds
    more, longer = _first_ready(routine)
    return segments + more, built + more, seconds + longer


def plan_seconds(routine: Routine, level: int, choices: Mapping[int, int] | None = None) -> float:
    """Return the length of the plan that `make_plan` makes of these, in seconds, without making it."""
    at = 0 if routine.fixed_level else min(100, max(0, level))
    picked = choices or {}
    seconds = sum(_seconds(node, routine, at, picked.get(n, 1)) for n, node in enumerate(routine.steps, 1))
    if routine.first_get_ready is not None:
        first = _first_step(routine.steps[0], picked.get(1, 1))
        seconds += routine.first_get_ready.at(at) - (first.get_ready or routine.get_ready).at(at)
    return round(seconds, 3)


def _seconds(node: Node, routine: Routine, level: int, alternative: int) -> float:
    """Return the length of a node at a level, of its choices the alternative of that number, from 1."""
    if isinstance(node, Circuit):
        rounds = node.repeat.at(level)
        inner = sum(_seconds(step, routine, level, alternative) for step in node.steps)
        return rounds * inner + (rounds - 1) * _at(node.rest or routine.rest, level, 0.0)
    return _step_size(_first_step(node, alternative), routine, level)[1]


def _first_step(node: Node, alternative: int) -> Step:
    """Return the step that a node begins with; a choice that has not so many alternatives takes the first."""
    if isinstance(node, Circuit):
        return _first_step(node.steps[0], alternative)
    if isinstance(node, Choice):
        return node.options[alternative - 1 if alternative <= len(node.options) else 0]
    return node


def _at(span: Span | None, level: int, otherwise: float) -> float:
    return otherwise if span is None else span.at(level)


def _upper(span: Span | None, otherwise: float) -> float:
    return otherwise if span is None else span.upper


def _first_ready(routine: Routine) -> tuple[int, float]:
    """Return what `first get ready` adds to the segments and the seconds, below 0 where it takes away."""
    first = next(routine.every_step())
    usual = (first.get_ready or routine.get_ready).upper
    given = routine.first_get_ready.upper if routine.first_get_ready else usual
    return bool(given) - bool(usual), given - usual


def _size(node: Node, routine: Routine) -> tuple[float, float, float]:
    """Return segments, segments with all alternatives, and seconds, of a node at its upper ends."""
    if isinstance(node, Choice):
        options = [_step_size(step, routine) for step in node.options]
        return max(o[0] for o in options), sum(o[0] for o in options), max(o[1] for o in options)
    if isinstance(node, Circuit):
        inner = [_size(step, routine) for step in node.steps]
        segments, built, seconds = (sum(size[i] for size in inner) for i in range(3))
        rounds = node.repeat.upper
        rest = _upper(node.rest or routine.rest, 0.0)
        rests = rounds - 1 if rest else 0
        return segments * rounds + rests, built * rounds + rests, seconds * rounds + rests * rest
    size = _step_size(node, routine)
    return size[0], size[0], size[1]


def _step_size(step: Step, routine: Routine, level: int = 100) -> tuple[float, float]:
    """Return segments and seconds of one step at a level; its upper ends are that of 100."""
    positions = max(1, len(step.positions)) if step.each is not Each.FIRST else 1
    sets, reps = step.sets.at(level), step.reps.at(level) if step.reps else 1
    phases = sum(phase.length.at(level) for phase in step.rep)
    if step.own_pace:
        works = 1 if step.each is Each.ALTERNATE else positions
        work = reps * positions * (phases or SECONDS_PER_REP)
    else:
        works = positions * reps * max(1, len(step.rep))
        work = positions * reps * (phases or (step.hold.at(level) if step.hold else 0.0))
    ready = (step.get_ready or routine.get_ready).at(level)
    change = _at(step.switch if step.each is Each.ALTERNATE else step.switch or routine.switch, level, 0.0)
    rest = _at(step.rest or routine.rest, level, REST_BETWEEN_SETS.at(level))
    if step.each is Each.ALTERNATE:
        switches = positions * reps - 1 if change and not step.own_pace else 0
    else:
        switches = positions - 1 if change else 0
    # Between sets stands the rest; where it is nothing, the switch back to the first position.
    between = rest or (change if positions > 1 and not (step.own_pace and step.each is Each.ALTERNATE) else 0.0)
    segments = sets * (works + switches) + (sets - 1) * bool(between) + bool(ready)
    seconds = sets * (work + switches * change) + (sets - 1) * between + ready
    return segments, seconds
