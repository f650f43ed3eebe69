"""How an exercise, its two sides, a routine's level and stiffness went over time: points to draw, oldest first.

A point is a session. Nothing is smoothed, guessed or drawn out into the future: each number is one that was recorded,
and a summary only counts. Sessions are in order of the instant at which they started, wherever that was; the day that
a point is labelled with is `days.day_of` of its start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.core.exercise import Side, side_of
from app.core.lengths import in_words
from app.core.past import PastSession


@dataclass(frozen=True, slots=True)
class Held:
    """What one session, no rehearsal, gave one position of an exercise, its sets and rounds together, in seconds."""

    session: str  # its id
    started: datetime  # the session's start
    position: str | None
    seconds: float
    reps: int | None  # repetitions done; None where it has none


@dataclass(frozen=True, slots=True)
class ExercisePoint:
    """One session's work at an exercise, in seconds; `right` and `left` are None where it has no such position."""

    session: str
    started: datetime
    seconds: float  # all positions together
    reps: int | None
    right: float | None
    left: float | None

    @property
    def difference(self) -> float | None:
        """Return by how many seconds the left was held longer than the right, below 0 shorter.

        None where there were not two sides, or one of them was not begun: that says nothing of the other.
        """
        return self.left - self.right if self.left and self.right else None


@dataclass(frozen=True, slots=True)
class SideBalance:
    """Both sides over the sessions in which both were begun, in seconds; `one_sided` counts the sessions left out."""

    sessions: int
    right: float
    left: float
    one_sided: int

    @property
    def difference(self) -> float:
        """Return by how many seconds the left was held longer than the right, below 0 shorter."""
        return self.left - self.right

    @property
    def sentence(self) -> str:
        """Return what the numbers say and no more; an empty text where no session had both sides."""
        if not self.sessions:
            return ""
        count = f"{self.sessions} session" + ("s" if self.sessions > 1 else "")
        left, right = in_words(round(self.left)), in_words(round(self.right))
        if left == right:
            return f"In {count} left and right were held {left} each."
        return f"In {count} the left was held {left}, the right {right}."


@dataclass(frozen=True, slots=True)
class LevelPoint:
    """The level from 0 to 100 at which a routine was done, and whether every step was done or enough."""

    session: str
    started: datetime
    level: int
    whole: bool


@dataclass(frozen=True, slots=True)
class StiffnessPoint:
    """How stiff it was before and after a session, from 0 to 10; None where nobody said."""

    session: str
    started: datetime
    before: int | None
    after: int | None


def exercise_points(held: Iterable[Held]) -> tuple[ExercisePoint, ...]:
    """Return a point for each session in which the exercise was worked at, oldest first."""
    sessions: dict[str, list[Held]] = {}
    for part in held:
        sessions.setdefault(part.session, []).append(part)
    points = [_point(parts) for parts in sessions.values() if any(part.seconds > 0 or part.reps for part in parts)]
    return tuple(sorted(points, key=lambda point: (point.started.timestamp(), point.session)))


def side_balance(points: Iterable[ExercisePoint]) -> SideBalance | None:
    """Return left against right over the points; None where the exercise never had both."""
    sided = [point for point in points if point.right is not None and point.left is not None]
    if not sided:
        return None
    both = [point for point in sided if point.difference is not None]
    return SideBalance(
        sessions=len(both),
        right=sum(point.right or 0.0 for point in both),
        left=sum(point.left or 0.0 for point in both),
        one_sided=len(sided) - len(both),
    )


def level_points(sessions: Iterable[PastSession], routine: str) -> tuple[LevelPoint, ...]:
    """Return the level of each session of a routine, oldest first, without rehearsals."""
    return tuple(LevelPoint(s.id, s.started, s.level, s.whole) for s in _in_order(sessions, routine))


def stiffness_points(sessions: Iterable[PastSession], routine: str | None = None) -> tuple[StiffnessPoint, ...]:
    """Return stiffness before and after, oldest first, without rehearsals; of all sessions or of one routine's.

    A session with neither number gives no point.
    """
    return tuple(
        StiffnessPoint(s.id, s.started, s.stiff_before, s.stiff_after)
        for s in _in_order(sessions, routine)
        if s.stiff_before is not None or s.stiff_after is not None
    )


def _in_order(sessions: Iterable[PastSession], routine: str | None) -> list[PastSession]:
    wanted = [s for s in sessions if not s.rehearsal and routine in (None, s.routine)]
    return sorted(wanted, key=lambda s: (s.started.timestamp(), s.number))


def _point(parts: list[Held]) -> ExercisePoint:
    sides: dict[Side, float] = {}
    reps: int | None = None
    for part in parts:
        side = side_of(part.position)
        if side is not None:
            sides[side] = sides.get(side, 0.0) + part.seconds
        if part.reps is not None:
            reps = (reps or 0) + part.reps
    return ExercisePoint(
        session=parts[0].session,
        started=parts[0].started,
        seconds=sum(part.seconds for part in parts),
        reps=reps,
        right=sides.get(Side.RIGHT),
        left=sides.get(Side.LEFT),
    )
