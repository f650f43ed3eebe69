"""Lengths of time and counts, with ranges, and what a level makes of them."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in seconds, from a lower to an upper end; both alike where it is no range."""

    lower: float
    upper: float

    @property
    def ranged(self) -> bool:
        """Return whether the ends differ."""
        return self.lower != self.upper

    def at(self, level: int) -> float:
        """Return the seconds at a level from 0 to 100: to the nearest 5 s, half up, kept within the range."""
        if not self.ranged:
            return self.lower
        exact = self.lower + (self.upper - self.lower) * level / 100
        return min(self.upper, max(self.lower, math.floor(exact / 5 + 0.5) * 5))


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number, from a lower to an upper end."""

    lower: int
    upper: int

    @property
    def ranged(self) -> bool:
        """Return whether the ends differ."""
        return self.lower != self.upper

    def at(self, level: int) -> int:
        """Return the number at a level from 0 to 100: to the nearest whole, half up."""
        return math.floor(self.lower + (self.upper - self.lower) * level / 100 + 0.5)
