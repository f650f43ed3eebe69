"""The rows of a routine's page: one for each step, a circuit's steps once, each with the block that plays it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.core.plan import Block, Kind, Option, Plan
from app.core.routine import Choice, Circuit, Node, Routine, Step


@dataclass(frozen=True, slots=True)
class Row:
    """One step: its place in the routine, its first block in the plan (None where it is left out), its circuit.

    `rounds` is more than 1 on the first row of a circuit alone; `depth` counts the circuits it stands in.
    """

    place: tuple[int, ...]
    node: Step | Choice
    block: Block | None
    rounds: int = 1
    depth: int = 0

    @property
    def number(self) -> int:
        """Return the number of the top-level step, from 1."""
        return self.place[0] + 1


@dataclass(frozen=True, slots=True)
class Dose:
    """What one row asks for: `sets` doses on each of `positions`: a hold, repetitions, or repetitions of a hold."""

    sets: int
    positions: tuple[str, ...]
    alternating: bool
    reps: int | None
    seconds: float | None  # of one hold, or of one repetition; None at own pace
    total: float  # seconds of the whole block, get ready and changes included
    estimated: bool


def outline(routine: Routine, plan: Plan, dropped: Collection[tuple[int, ...]] = ()) -> tuple[Row, ...]:
    """Return the rows of a routine as it is planned."""
    rows: list[Row] = []
    blocks = list(plan.blocks)
    left_out = frozenset(dropped)

    def walk(nodes: tuple[Node, ...], above: tuple[int, ...], at: int) -> int:
        """Add the rows of these nodes, whose blocks begin at `at`; return where the next ones begin."""
        for i, node in enumerate(nodes):
            place = (*above, i)
            gone = any(place[:n] in left_out for n in range(1, len(place) + 1))
            if isinstance(node, Circuit):
                first = len(rows)
                after = walk(node.steps, place, at)
                rounds = node.repeat.at(plan.level)
                if first < len(rows) and not gone:
                    rows[first] = _with_rounds(rows[first], rounds)
                # The other rounds are the same blocks once more.
                at = after + (after - at) * (rounds - 1)
            elif gone:
                rows.append(Row(place, node, None, depth=len(above)))
            else:
                rows.append(Row(place, node, blocks[at] if at < len(blocks) else None, depth=len(above)))
                at += 1
        return at

    walk(routine.steps, (), 0)
    return tuple(rows)


def _with_rounds(row: Row, rounds: int) -> Row:
    return Row(row.place, row.node, row.block, rounds, row.depth)


def dose_of(option: Option) -> Dose:
    """Return what an option asks for, read off its planned segments."""
    work = [s for s in option.segments if s.kind is Kind.WORK]
    first = option.records[0]
    positions = tuple(dict.fromkeys(s.position for s in work if s.position is not None))
    doses = len({s.dose for s in work})
    alternating = len(positions) > 1 and doses == max(s.sets for s in work)
    if not positions and len({r.position for r in option.records}) > 1:
        positions = tuple(dict.fromkeys(r.position for r in option.records if r.position is not None))
        alternating = True  # own pace, changing side at every repetition
    if first.own_pace:
        seconds: float | None = None
    elif first.reps is not None:
        seconds = first.planned / first.reps if first.reps else None
    else:
        seconds = first.planned
    return Dose(
        sets=max(s.sets for s in work),
        positions=positions,
        alternating=alternating,
        reps=first.reps,
        seconds=seconds,
        total=option.seconds,
        estimated=first.own_pace,
    )
