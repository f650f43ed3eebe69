"""Left against right over time: which side was held longer how often, and whether chance alone would do as much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.lengths import in_words
from app.core.trend_marks import middle_half
from app.core.trends import ExercisePoint

ALIKE = 2.0  # seconds: a key is not pressed more exactly
SELDOM = 0.05  # a split that chance alone brings less often says something
UNEVEN, EVEN = "Chance alone would seldom be so uneven.", "Chance alone could bring that."


@dataclass(frozen=True, slots=True)
class SideDifference:
    """In how many sessions each side was held longer, and both alike: within 2 s.

    `low` and `high`: between what the middle half of the differences lies, in seconds, below 0 where the right was held
    longer. `chance`: how often two like sides would be split so unevenly or more, from 0 to 1.
    """

    left: int
    right: int
    alike: int
    low: float
    high: float
    chance: float

    @property
    def sessions(self) -> int:
        """Return how many sessions had both sides."""
        return self.left + self.right + self.alike

    @property
    def sentence(self) -> str:
        """Return what the numbers say and no more."""
        if self.alike == self.sessions:
            return f"In {_counted(self.sessions)} both sides were held alike."
        counts = {"the left was held longer": self.left, "the right": self.right, "both alike": self.alike}
        if not self.left:
            counts = {"the right was held longer": self.right, "both alike": self.alike}
        said = ", ".join(f"{words} {_times(count)}" for words, count in counts.items() if count)
        judged = UNEVEN if self.chance < SELDOM else EVEN
        half = f" Mostly: {_between(self.low, self.high)}." if self.sessions >= 4 else ""
        return f"In {_counted(self.sessions)} {said}. {judged}{half}"


def side_difference(points: Iterable[ExercisePoint]) -> SideDifference | None:
    """Return left against right over the sessions in which both were begun; None where there is none."""
    differences = [point.difference for point in points if point.difference is not None]
    if not differences:
        return None
    left = sum(difference > ALIKE for difference in differences)
    right = sum(difference < -ALIKE for difference in differences)
    low, high = middle_half(differences)
    return SideDifference(left, right, len(differences) - left - right, low, high, chance_of(left, right))


def chance_of(one: int, other: int) -> float:
    """Return how often a fair coin falls so unevenly or more, from 0 to 1: the sign test, both ways."""
    tosses, fewer = one + other, min(one, other)
    if one == other:
        return 1.0
    ways = many = 1
    for n in range(1, fewer + 1):
        ways = ways * (tosses - n + 1) // n
        many += ways
    return min(1.0, 2 * many / (1 << tosses))


def longer_by(difference: float) -> str:
    """Return a difference in words: "left 20 s longer", "right 20 s longer", "alike"."""
    if abs(difference) <= ALIKE:
        return "alike"
    return f"{'left' if difference > 0 else 'right'} {in_words(round(abs(difference)))} longer"


def _between(low: float, high: float) -> str:
    ends = dict.fromkeys((longer_by(low), longer_by(high)))
    return " to ".join(ends)


def _counted(sessions: int) -> str:
    return f"{sessions} session" + ("" if sessions == 1 else "s")


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
