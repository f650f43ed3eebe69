"""A routine made into a plan: every length settled by the level, every second of the session in a row.

The order within a step is: get ready; then per set and position the dose, a switch between positions and a rest
between sets, none after the last. The rest between rounds of a circuit stands at the start of the step after it, as
it bears what follows. A segment of no length is left out, and with it all that would flash or sound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from app.core.exercise import Exercise
from app.core.lengths import Span
from app.core.option_building import Surroundings, build_option
from app.core.plan import Block, Plan
from app.core.plan_size import size_problem
from app.core.routine import Choice, Circuit, Each, Node, Routine, Step

# Where a node stands in its routine: its number among the steps, then among the inner steps; all from 0.
Path = tuple[int, ...]
NO_REST = Span(0, 0)


class PlanError(ValueError):
    """What was asked for cannot be planned; its text is a sentence for the person."""


def make_plan(
    routine: Routine,
    level: int = 0,
    choices: Mapping[int, int] | None = None,
    dropped: Collection[Path] = frozenset(),
) -> Plan:
    """Return the plan of a routine at a level from 0 to 100; a routine of fixed level is planned at 0.

    `choices` names alternatives by top-level step, both counted from 1; in a circuit it holds for every choice that
    has so many alternatives. `dropped` are the places of optional steps to leave out. The plan's `routine` is None
    where the routine has no key. Raises PlanError.
    """
    if too_much := size_problem(routine):
        raise PlanError(" ".join(too_much))
    picked = dict(choices or {})
    for step, number in picked.items():
        if problem := choice_problem(routine, step, number):
            raise PlanError(problem)
    level = 0 if routine.fixed_level else min(100, max(0, level))
    blocks: list[Block] = []
    for turn in _turns(routine, level, frozenset(dropped)):
        number = turn.path[0] + 1
        surroundings = Surroundings(
            routine, level, first=not blocks, round=turn.round, rounds=turn.rounds, rest_before=turn.rest
        )
        node = turn.node
        steps = node.options if isinstance(node, Choice) else (node,)
        options = tuple(build_option(step, surroundings) for step in steps)
        wanted = picked.get(number, 1) - 1 if isinstance(node, Choice) else 0
        blocks.append(Block(number, options, wanted if wanted < len(options) else 0))
    if not blocks:
        raise PlanError("No step is left to do.")
    return Plan(routine.key or None, routine.name, level, tuple(blocks))


def choice_problem(routine: Routine, step: int, number: int) -> str | None:
    """Return why alternative `number` of top-level step `step` (both from 1) cannot be taken; None where it can."""
    count = len(routine.steps)
    if not 1 <= step <= count:
        steps = "one step" if count == 1 else f"{count} steps"
        return f"There is no step {step}: {routine.name} has {steps}."
    most = max((len(choice.options) for choice in _choices(routine.steps[step - 1])), default=0)
    if not most:
        with_choice = [str(i) for i, node in enumerate(routine.steps, 1) if any(_choices(node))]
        where = f" Steps with a choice: {', '.join(with_choice)}." if with_choice else " No step has."
        return f"Step {step} has no choice.{where}"
    if not 1 <= number <= most:
        return f"Step {step} has {most} alternatives; {number} is none of them."
    return None


def hold_plan(exercise: Exercise, length: Span, level: int = 0) -> Plan:
    """Return the plan of one hold made on the spot: each side where there are sides, in no routine."""
    each = Each.SIDE if exercise.sides else Each.FIRST
    step = Step(exercise, hold=length, each=each, positions=exercise.sides)
    return make_plan(Routine("", exercise.name, (step,)), level)


def optional_places(routine: Routine) -> tuple[Path, ...]:
    """Return the places of the steps that may be dropped, in the file's order."""

    def walk(nodes: tuple[Node, ...], above: Path) -> Iterator[Path]:
        for i, node in enumerate(nodes):
            if node.optional or (isinstance(node, Choice) and any(step.optional for step in node.options)):
                yield (*above, i)
            if isinstance(node, Circuit):
                yield from walk(node.steps, (*above, i))

    return tuple(walk(routine.steps, ()))


def node_at(routine: Routine, place: Path) -> Node:
    """Return the node that stands at a place."""
    node = routine.steps[place[0]]
    for number in place[1:]:
        if isinstance(node, Circuit):
            node = node.steps[number]
    return node


def names_of(node: Node) -> tuple[str, ...]:
    """Return the names of a node's exercises, the first alternative of a choice."""
    if isinstance(node, Step):
        return (node.exercise.name,)
    if isinstance(node, Choice):
        return (node.options[0].exercise.name,)
    return tuple(name for inner in node.steps for name in names_of(inner))


@dataclass(frozen=True, slots=True)
class _Turn:
    """A step or choice in its round, with the rest before it."""

    node: Step | Choice
    path: Path
    round: int
    rounds: int
    rest: float


def _turns(routine: Routine, level: int, dropped: frozenset[Path]) -> Iterator[_Turn]:
    """Yield what is to be done in order, circuits unrolled, dropped steps left out."""

    def walk(nodes: tuple[Node, ...], above: Path, number: int, of: int) -> Iterator[_Turn]:
        for i, node in enumerate(nodes):
            path = (*above, i)
            if path in dropped:
                continue
            if isinstance(node, Circuit):
                yield from rounds(node, path)
            else:
                yield _Turn(node, path, number, of, 0.0)

    def rounds(circuit: Circuit, path: Path) -> Iterator[_Turn]:
        count = circuit.repeat.at(level)
        rest = (circuit.rest or routine.rest or NO_REST).at(level)
        for number in range(1, count + 1):
            for i, turn in enumerate(walk(circuit.steps, path, number, count)):
                # The rest between rounds goes before the first thing of the next round. A circuit within, whose
                # first round begins here too, brings no rest of its own there.
                yield replace(turn, rest=rest) if i == 0 and number > 1 else turn

    yield from walk(routine.steps, (), 1, 1)


def _choices(node: Node) -> Iterator[Choice]:
    """Yield the choices in a node."""
    if isinstance(node, Choice):
        yield node
    elif isinstance(node, Circuit):
        for inner in node.steps:
            yield from _choices(inner)
