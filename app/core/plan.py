"""A routine made into a plan: what happens, in order, to the second.

A plan is a row of blocks. A block is one step of the routine in one round of its circuit; where the step
is a choice it holds every alternative ready at the same level, so that the person can change in the middle.
The flat list of segments that `holdwell plan` prints is the chosen option of every block, one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.exercise import Exercise
from app.core.routine import Profile, Say


class Kind(StrEnum):
    """What a segment is."""

    READY = "ready"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a plan.

    `seconds` is None for own-pace work, whose estimate is `estimate`. A ready, a switch and a rest bear the
    exercise, position, set and round of the work that follows.
    """

    kind: Kind
    seconds: float | None
    exercise: str
    position: str | None
    set: int
    sets: int
    round: int
    rounds: int
    rep: int | None
    reps: int | None
    phase: str | None
    at_least: float | None  # lower end of a ranged hold, in seconds
    sound: Profile
    dose: int  # number of the dose in its option: what Left, Right, S, + and - speak of (alternate: the whole set)
    record: int  # number of the record in its option that this work counts to, or that the work after it does
    estimate: float = 0.0  # seconds that count in the total: `seconds`, or the estimate of own-pace work
    breath: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """What is planned for one step, round, set and position; lengths in seconds of work."""

    exercise: str
    position: str | None
    round: int
    set: int
    planned: float
    at_least: float | None  # the dose at all lower ends; None without a range
    reps: int | None  # repetitions planned; None for a single hold
    reps_at_least: int | None  # None without a range
    own_pace: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One way to do a block: the exercise with its words, the segments in order, the records they count to."""

    exercise: Exercise
    segments: tuple[Segment, ...]
    records: tuple[PlannedRecord, ...]
    say: tuple[Say, ...] = ()
    note: str = ""
    load: str = ""
    when: str = ""
    pace: tuple[tuple[str, float], ...] = ()  # phases of own-pace work with their seconds: they serve the figure alone

    @property
    def seconds(self) -> float:
        """Return the length, own-pace work counted by its estimate."""
        return sum(s.estimate for s in self.segments)


@dataclass(frozen=True, slots=True)
class Block:
    """One step of the routine in one round, with its alternatives."""

    step: int  # number of the top-level step, from 1
    options: tuple[Option, ...]
    chosen: int = 0

    @property
    def option(self) -> Option:
        """Return the chosen option."""
        return self.options[self.chosen]


@dataclass(frozen=True, slots=True)
class Plan:
    """What will happen; `routine` is None for what was made on the spot: one hold, or steps typed in."""

    routine: str | None
    name: str
    level: int
    blocks: tuple[Block, ...]

    @property
    def seconds(self) -> float:
        """Return the whole length in seconds, own-pace work counted by its estimate."""
        return sum(b.option.seconds for b in self.blocks)

    @property
    def estimated(self) -> bool:
        """Return whether any work is at the person's own pace, so that the length is a guess."""
        return any(s.seconds is None for s in self.segments)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Return the flat row of segments."""
        return tuple(s for b in self.blocks for s in b.option.segments)

    def choosing(self, block: int, option: int) -> Plan:
        """Return the plan with another option of a block (both counted from 0)."""
        changed = replace(self.blocks[block], chosen=option)
        return replace(self, blocks=(*self.blocks[:block], changed, *self.blocks[block + 1 :]))
