"""Headings of rounds in a plain text: "3 rounds of:", "Repeat twice, rest 1 min:", and which lines belong to them.

The lines of a round are those that stand further in, or have bullets where the heading has none, as far as they do;
where they do not, those up to a blank line or the next heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.lengths import Count, Span, write_count
from app.core.plain_doses import take_dose
from app.core.plain_line import cleaned, with_plain_signs, without_bullet
from app.core.plain_telling import span_words
from app.core.routine_format import MOST_SETS

_HASHES = re.compile(r"#{1,6}\s+")
_COLON = re.compile(r"\s*:(?=\s|$)\s*")
# What may stand around the number: a heading of rounds names no exercise.
_FILLERS = {
    "a", "all", "an", "and", "circuit", "circuits", "complete", "do", "each", "everything", "exercises", "following",
    "for", "go", "in", "it", "of", "perform", "repeat", "round", "rounds", "set", "superset", "supersets", "the",
    "them", "then", "these", "this", "through", "time", "times", "total", "with", "x",
}  # fmt: skip
_LEADS_ON = re.compile(r"\b(?:of|following|these|this)\W*$", re.IGNORECASE)
_GROUPS = {"circuit", "circuits", "superset", "supersets"}


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often what follows is done, and the rest between; `tail` is what follows on the heading's own line."""

    repeat: Count
    rest: Span | None = None
    tail: str = ""

    @property
    def told(self) -> str:
        """Return it in words: `3 rounds of what follows, 1 min of rest between them`."""
        words = f"{write_count(self.repeat)} round{'' if self.repeat.upper == 1 else 's'}"
        words += "" if self.tail else " of what follows"
        return f"{words}, {span_words(self.rest)} of rest between them" if self.rest and self.rest.upper else words


def rounds_in(line: str) -> Rounds | None:
    """Return the rounds that a cleaned line is a heading of; None where it is none."""
    bare = with_plain_signs(_HASHES.sub("", without_bullet(line), count=1).strip("*_ "))
    head, *tails = _COLON.split(bare, maxsplit=1)
    dose = take_dose(re.sub(r"\btwice\b", "2 times", head, flags=re.IGNORECASE))
    count = dose.sets or dose.reps
    if count is None or (dose.sets and dose.reps) or count.upper > MOST_SETS or dose.hold is not None:
        return None
    if dose.load or dose.each_side or dose.alternating or dose.optional or dose.how_often or dose.said_wrong:
        return None
    words = set(re.findall(r"[^\W_]+", dose.left.lower()))
    if dose.breaths or not words <= _FILLERS:
        return None
    if not (tails or words & _GROUPS or _LEADS_ON.search(dose.left)):
        return None
    return Rounds(count, dose.rest, tails[0].strip("*_ ") if tails else "")


class RoundsOpen:
    """The rounds that were begun last, while the lines of a text come one after the other."""

    def __init__(self) -> None:
        """Begin with none."""
        self._head: tuple[int, bool] | None = None
        self._inner: tuple[int, bool] | None = None

    def begin(self, raw: str) -> None:
        """Take a line as the heading of rounds."""
        self._head, self._inner = _depth(raw), None

    def end(self) -> None:
        """Let no further line belong to them."""
        self._head = None

    def take(self, raw: str) -> bool:
        """Return whether a line that is not blank belongs to them."""
        if self._head is None:
            return False
        depth = _depth(raw)
        if self._inner is None:
            self._inner = depth
        elif self._deeper and depth <= self._head:
            self._head = None
        return self._head is not None

    def take_break(self) -> None:
        """Take a blank line or a heading, which ends lines that stand no further in."""
        if self._inner is not None and not self._deeper:
            self._head = None

    @property
    def _deeper(self) -> bool:
        """Return whether the lines stand further in than the heading."""
        return self._head is not None and self._inner is not None and self._inner > self._head


def _depth(raw: str) -> tuple[int, bool]:
    """Return how far in a line stands, and whether it has a bullet or a number."""
    wide = raw.expandtabs(4)
    line = cleaned(raw)
    return len(wide) - len(wide.lstrip()), without_bullet(line) != line
