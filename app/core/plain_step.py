"""One step's words in a plain text, taken apart: which exercise, how much of it, on which sides, and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from app.core.exercise import Exercise, Side, side_of
from app.core.lengths import Count, Span, quoted
from app.core.plain_doses import CUT, TypedDose, take_dose
from app.core.plain_names import Names
from app.core.plain_telling import BREATHS
from app.core.routine import Each, Step

MOST_IN_A_NAME = 80
# The sides of an exercise that nobody knows.
SIDES = (Side.RIGHT.value, Side.LEFT.value)
REST = "Rest"  # what a rest is called that is a step of its own
_RESTS = {"rest", "break", "pause", "recover", "recovery"}
# Words around an exercise's name that are none of it. Before it:
_BEFORE = {"hold", "do", "then", "next", "and", "in", "with", "for", "of", "now", "a", "an", "x", "at", "on", "-", "+"}
# After it; `hold` stays with a name that nobody knows: a hollow hold.
_AFTER = {"for", "of", "x", "with", "then", "and", "at", "on", "in", "about", "ca", "approx", "approximately", "hold",
          "holds", "held", "long", "time", "times", "-", "+", "~", "@", "/", "."}  # fmt: skip
_PIECES = re.compile(r"[\0,;()\[\]{}|]|\s[-‐‑–—]+(?=\s|$|\0)|(?<=\0)\s*[-‐‑–—:]|:(?=\s|$|\0)")
_ONE_SIDE = re.compile(
    r"\b(right|left|(?-i:[RL]))\b(?:\s+(?:side|leg|arm|hip|knee|foot|hand))?(?:\s+only)?", re.IGNORECASE
)


class StepReader:
    """One step's words taken apart; no `steps` where they make none, and `why` then says what is missing."""

    def __init__(self, words: str, names: Names) -> None:
        self.dose: TypedDose = take_dose(words)
        self.known = False  # the exercise is one of those there are
        self.rest = False  # a rest and nothing else
        self.steps: tuple[Step, ...] = ()
        self.left_out: tuple[str, ...] = ()
        self._why: list[str] = []
        pieces = _pieces(self.dose.left)
        if self._is_rest([name for _, name in pieces]):
            self.rest = True
            self.steps = (_rest(self.dose.rest or self.dose.hold),)
        elif not any(name for _, name in pieces):
            between = "A rest between sets stands on the line of its exercise."
            self._why.append(between if self.dose.rest else "There is no exercise in it.")
        elif self.dose.empty:
            self._no_dose()
        else:
            self._read(pieces, names)
        self._why += self.dose.said_wrong

    @property
    def why(self) -> str:
        """Return what is to be said of it, in sentences; empty for nothing."""
        return " ".join(self._why)

    def _is_rest(self, pieces: list[str]) -> bool:
        """Return whether the line is a rest alone, and how long it lasts is known."""
        dose = self.dose
        if not pieces and dose.rest and dose.rest.lower >= 1 and dose.empty and not dose.between:
            return True
        named = len(pieces) == 1 and pieces[0].lower() in _RESTS
        return named and dose.hold is not None and dose.reps is None and not dose.sets

    def _no_dose(self) -> None:
        if not self.dose.said_wrong:
            number = re.search(r"(?<![\w.])\d+(?![\w.])", self.dose.left)
            self._why.append(
                f"{number[0]} of what? Write {number[0]} s, {number[0]} min or {number[0]} x."
                if number
                else "There is no length and no number in it. Write 2 min or 10 x."
            )

    def _read(self, pieces: list[tuple[str, str]], names: Names) -> None:
        exercise, side, used = self._exercise([name for _, name in pieces if name], names)
        if exercise is None:
            self._why.append(f"A name has at most {MOST_IN_A_NAME} characters.")
            return
        others = [words for words, name in pieces if name != used] + self.dose.how_often
        if side is None and exercise.sides and self.known:
            of_sides = {words: match for words in others if (match := _ONE_SIDE.fullmatch(words))}
            if len(of_sides) == 1:
                side = _side(next(iter(of_sides.values())))
                others = [words for words in others if words not in of_sides]
        self.left_out = tuple(others)
        dose = self.dose
        step = Step(
            exercise,
            hold=dose.hold,
            reps=dose.reps,
            own_pace=dose.hold is None,
            sets=dose.sets or Count(1, 1),
            rest=dose.rest if dose.sets else None,
            switch=dose.switch,
            optional=dose.optional,
            note="; ".join([*([BREATHS] if dose.breaths else []), *others]),
            load=dose.load,
        )
        self.steps = (self._with_sides(step, side),)
        if dose.rest and not dose.sets and dose.between:
            self._why.append("There is one set only: the rest between sets is left out.")
        elif dose.rest and not dose.sets and dose.rest.lower >= 1:
            self.steps += (_rest(dose.rest),)

    def _exercise(self, pieces: list[str], names: Names) -> tuple[Exercise | None, Side | None, str]:
        """Return the exercise, the one side that was asked for, and the piece that names it."""
        for near_too in (False, True):
            for piece in pieces:
                for words, side in _readings(piece):
                    found = names.find(words)
                    if found is not None and (near_too or not found.near):
                        if found.near:
                            self._why.append(f"{quoted(words)} was taken for {found.exercise.name}.")
                        self.known = True
                        return found.exercise, side, piece
        name = pieces[0]
        if len(name) > MOST_IN_A_NAME:
            return None, None, name
        sides = SIDES if self.dose.each_side or self.dose.alternating else ()
        like = names.like(name)
        offer = f" There is {like.name}." if like else ""
        self._why.append(f"No exercise of that name is known: it stands as it is written.{offer}")
        return _unknown(name[0].upper() + name[1:], sides), None, name

    def _with_sides(self, step: Step, side: Side | None) -> Step:
        """Return the step over the sides that were asked for, or that an exercise has."""
        sides, dose = step.exercise.sides, self.dose
        if dose.alternating and step.reps is not None and len(sides) > 1:
            return replace(step, each=Each.ALTERNATE, positions=sides)
        if (dose.alternating or dose.each_side) and not sides:
            self._why.append(f"{step.exercise.name} has no sides: it is done once.")
            return step
        if not sides:
            return step
        if dose.alternating:
            self._why.append("A hold does not alternate: it is held on each side.")
        if side is not None:
            wanted = tuple(name for name in sides if side_of(name) is side)
            if not wanted:
                self._why.append(f"{step.exercise.name} has no {side} side: each position is done.")
            return replace(step, each=Each.SIDE, positions=wanted or sides)
        asked = dose.each_side or dose.alternating
        if not asked and side_of(sides[0]) is None and any(side_of(name) for name in sides):
            return replace(step, each=Each.SIDE, positions=sides[:1])
        return replace(step, each=Each.SIDE, positions=sides)


def _unknown(name: str, sides: tuple[str, ...]) -> Exercise:
    return Exercise(key=name, name=name, sides=sides, inline=True)


def _readings(piece: str) -> Iterable[tuple[str, Side | None]]:
    """Yield the names that a piece may hold: itself, and without the one side that it asks for."""
    yield piece, None
    match = _ONE_SIDE.search(piece)
    if match is not None and (rest := _stripped(piece[: match.start()] + " " + piece[match.end() :])):
        yield rest, _side(match)


def _side(match: re.Match[str]) -> Side:
    """Return the side that a word or its first letter names."""
    return Side.RIGHT if match[1].lower().startswith("r") else Side.LEFT


def _rest(length: Span | None) -> Step:
    """Return a rest as a step of its own: nothing to get ready for."""
    return Step(_unknown(REST, ()), hold=length, get_ready=Span(0, 0))


def _pieces(left: str) -> list[tuple[str, str]]:
    """Return what stays of a line without its dose, each piece once: as it stands, and as a name ("": it is none)."""
    found = [words for piece in _PIECES.split(left.replace(CUT, f" {CUT} ")) if (words := _trimmed(piece))]
    pieces = [(words, _stripped(words)) for words in dict.fromkeys(found)]
    return [(words, name) for words, name in pieces if name or words.lower() not in _BEFORE | _AFTER]


def _trimmed(piece: str) -> str:
    """Return a piece without the signs around it; empty where no letter or digit is in it."""
    words = " ".join(piece.split()).strip(' .,:;!*_~+@/-–—"`')
    return words if any(c.isalnum() for c in words) else ""


def _stripped(words: str) -> str:
    """Return a piece without the words around it that belong to no name."""
    kept = words.split()
    while kept and kept[0].lower().strip(".:") in _BEFORE:
        kept = kept[1:]
    # "bridge hold" is a name, "hold" alone is none.
    while kept and kept[-1].lower().strip(".:") in _AFTER - ({"hold"} if len(kept) > 1 else set()):
        kept = kept[:-1]
    return _trimmed(" ".join(kept))
