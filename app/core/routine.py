"""A routine as its file says it: steps, circuits and choices, every range still a range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.exercise import Exercise
from app.core.lengths import Count, Span


class Profile(StrEnum):
    """The sound profile of a routine or a step."""

    COACH = "coach"
    BELLS = "bells"
    QUIET = "quiet"
    SILENT = "silent"


class Each(StrEnum):
    """How a dose goes over an exercise's positions."""

    FIRST = "first"  # no `each`: the first position alone
    SIDE = "side"  # the whole dose on every position
    ALTERNATE = "alternate"  # another position at every repetition


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a repetition; `breath` is "in", "out" or None."""

    name: str
    length: Span
    breath: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """A timed line inside a hold; exactly one of the three moments is set (seconds, from the planned length)."""

    text: str
    at: float | None = None  # seconds from the start
    left: float | None = None  # seconds before the end
    half: bool = False
    every: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One exercise with its dose; None means that the routine's own value or the format's default holds."""

    exercise: Exercise
    hold: Span | None = None
    reps: Count | None = None
    rep: tuple[Phase, ...] = ()
    own_pace: bool = False
    each: Each = Each.FIRST
    positions: tuple[str, ...] = ()  # what `each` goes over, named here or taken from the exercise
    sets: Count = Count(1, 1)
    rest: Span | None = None
    get_ready: Span | None = None
    switch: Span | None = None
    sound: Profile | None = None
    say: tuple[Say, ...] = ()
    optional: bool = False
    note: str = ""
    load: str = ""
    when: str = ""  # for whom, as an alternative of a choice
    line: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives of one step, the first one taken unless the person picks another."""

    options: tuple[Step, ...]
    optional: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Circuit:
    """Inner steps, done `repeat` times with a rest between the rounds."""

    repeat: Count
    steps: tuple[Node, ...]
    rest: Span | None = None
    optional: bool = False
    line: int = 0


Node = Step | Choice | Circuit


@dataclass(frozen=True, slots=True)
class Routine:
    """A routine file's whole content."""

    key: str  # the file's name without .yaml
    name: str
    steps: tuple[Node, ...]
    summary: str = ""
    goal: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    by: str = ""
    often: int | None = None  # sessions a week
    until: date | None = None
    fixed_level: bool = False
    get_ready: Span = Span(10, 10)
    first_get_ready: Span | None = None
    switch: Span = Span(8, 8)
    rest: Span | None = None
    sound: Profile = Profile.BELLS
    own: bool = False  # lies in the person's folder, not with the program

    def every_step(self) -> Iterator[Step]:
        """Yield each step of the routine once, alternatives and inner steps included, in the file's order."""

        def walk(nodes: tuple[Node, ...]) -> Iterator[Step]:
            for node in nodes:
                if isinstance(node, Step):
                    yield node
                elif isinstance(node, Choice):
                    yield from node.options
                else:
                    yield from walk(node.steps)

        yield from walk(self.steps)
