"""What was planned and what was done, one record per step, round, set and position."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a dose ended."""

    DONE = "done"
    ENOUGH = "enough"
    CUT_SHORT = "cut short"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Record:
    """One dose, planned and done; lengths in seconds of work, `started` in the session's own seconds (None: never)."""

    exercise: str
    position: str | None
    round: int
    set: int
    planned: float
    at_least: float | None
    done: float
    reps: int | None  # repetitions done; None for a single hold
    reps_planned: int | None
    reps_at_least: int | None
    own_pace: bool
    started: float | None

    @property
    def outcome(self) -> Outcome:
        """Return how it ended; own pace compares repetitions, all else time."""
        done, planned, least = self.done, self.planned, self.at_least
        if self.own_pace:
            done, planned = float(self.reps or 0), float(self.reps_planned or 0)
            least = None if self.reps_at_least is None else float(self.reps_at_least)
        # A microsecond of arithmetic is no cut: deadlines are sums of floats.
        if done >= planned - 1e-6:
            return Outcome.DONE
        if least is not None and done >= least - 1e-6:
            return Outcome.ENOUGH
        return Outcome.CUT_SHORT if done > 1e-6 else Outcome.SKIPPED

    @property
    def left_out(self) -> float:
        """Return the planned seconds that were not done, 0 or more."""
        return max(0.0, self.planned - self.done)
