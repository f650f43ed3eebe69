"""The exercise that a person means by a name typed without care for hyphens, capitals or the last letter.

A wrong guess is worse than none: a word that is missing, or another word, makes another exercise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.exercise import Exercise

# Words that people add to an exercise's name, or leave away.
_ADDED = {"pose", "stretch", "exercise", "hold", "asana", "the"}
# Shorter words differ in meaning where they differ in a letter: band, hand; T, Y.
_LEAST_TO_MISTYPE = 5
_LEAST_FOR_TWO = 8
_MOST_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Found:
    """The exercise that a name means; `near` where the name is only nearly its own."""

    exercise: Exercise
    near: bool = False


class Names:
    """The names of all exercises, ready to be looked up: key, name and `called` of each."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        """Take the exercises; their order does not matter."""
        ranks: tuple[dict[str, list[Exercise]], ...] = ({}, {}, {})
        for exercise in exercises:
            for rank, name in zip(ranks, (exercise.key, exercise.name, exercise.called), strict=True):
                words = _words(name)
                # "cat cow", "cat-cow" and "catcow" are one name.
                for form in {" ".join(words), "".join(words)} - {""}:
                    rank.setdefault(form, []).append(exercise)
        self._ranks = ranks
        self._found: dict[str, Found | None] = {}
        self._all = {form: found[0] for rank in reversed(ranks) for form, found in rank.items() if len(found) == 1}

    def find(self, name: str) -> Found | None:
        """Return the one exercise that a name means; None where there is none, or more than one."""
        if name not in self._found:
            self._found[name] = self._look(name)
        return self._found[name]

    def _look(self, name: str) -> Found | None:
        words = _words(name) if len(name) <= _MOST_CHARACTERS else []
        plain = [word for word in words if word not in _ADDED]
        for wanted in (words, plain):
            if exercise := self._exact(" ".join(wanted)) or self._exact("".join(wanted)):
                return Found(exercise)
        near = {e.key: e for form, e in self._all.items() if any(_near(w, form.split()) for w in (words, plain) if w)}
        return Found(next(iter(near.values())), near=True) if len(near) == 1 else None

    def like(self, name: str) -> Exercise | None:
        """Return the only exercise whose name has all words of this one and more: to be offered, never taken."""
        words = set(_words(name)) - _ADDED
        found = {e.key: e for form, e in self._all.items() if words and words < set(form.split())}
        return next(iter(found.values())) if len(found) == 1 else None

    def _exact(self, form: str) -> Exercise | None:
        for rank in self._ranks:
            if form in rank:
                return rank[form][0] if len(rank[form]) == 1 else None
        return None


def _words(name: str) -> list[str]:
    """Return a name's words in small letters, without accents, apostrophes and the plural's s."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    bare = bare.replace("'", "").replace("’", "")
    words = "".join(c if c.isalnum() else " " for c in bare).split()
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words]


def _near(typed: list[str], known: list[str]) -> bool:
    """Return whether two names differ by slips of the finger alone: one in a word, two in a long one and in all."""
    if len(typed) != len(known):
        return False
    slips = 0
    for one, other in zip(typed, known, strict=True):
        shortest = min(len(one), len(other))
        most = 0 if shortest < _LEAST_TO_MISTYPE or one[0] != other[0] else 2 if shortest >= _LEAST_FOR_TWO else 1
        slips += 0 if one == other else _distance(one, other) if _distance(one, other) <= most else 3
    return slips <= 2


def _distance(one: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many or swapped; 3 stands for more."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        new = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return min(3, row[-1])
