"""A routine typed or pasted as plain text, one step a line: "pigeon 2 min each side", "10 x 5 s bridge, rest 30 s".

Every line is answered: what was understood of it, in words, and what was left out. An exercise is found by its key,
its name, what it is called, or a name that differs by a slip of the finger, which is then said; any other name is an
exercise of its own. Nothing here is guessed that a person would not see in the answer.

Decided where plain text leaves it open:
- sides that a line does not mention are all done where there are a right and a left one, as in `holdwell hold`; an
  exercise that begins in the middle is done there;
- "10 x 5 s" is ten holds in a row; with a rest it is ten sets, because a rest stands between sets;
- "5 min rest" on a line of its own is a step of five minutes named Rest, at once; so is a rest after an exercise that
  has one set;
- the first line may be the routine's name where it asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.exercise import Exercise, Side, side_of
from app.core.lengths import Count, Span, in_words, quoted
from app.core.plain_doses import CUT, TypedDose, take_dose
from app.core.plain_line import cleaned, with_plain_signs, without_bullet
from app.core.plain_names import Names
from app.core.plain_telling import BREATHS, told
from app.core.plan_size import MOST_SECONDS, MOST_SEGMENTS, size_at_most
from app.core.routine import Each, Routine, Step

MOST_CHARACTERS = 100_000
MOST_LINES = 1000
MOST_IN_A_LINE = 300
MOST_IN_A_NAME = 80
_MOST_WORDS_OF_A_TITLE = 10
_MOST_STEPS_OF_A_LINE = 12
# The sides of an exercise that nobody knows.
SIDES = (Side.RIGHT.value, Side.LEFT.value)
REST = "Rest"  # what a rest is called that is a step of its own
_RESTS = {"rest", "break", "pause", "recover", "recovery"}
_COMMENT = re.compile(r"#|//|;|<!--|%|---|===|\*\*\*|___")
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*\w.*)")
# Words around an exercise's name that are none of it. Before it:
_BEFORE = {"hold", "do", "then", "next", "and", "in", "with", "for", "of", "now", "a", "an", "x", "at", "on", "-", "+"}
# After it; `hold` stays with a name that nobody knows: a hollow hold.
_AFTER = {"for", "of", "x", "with", "then", "and", "at", "on", "in", "about", "ca", "approx", "approximately", "hold",
          "holds", "held", "long", "time", "times", "-", "+", "~", "@", "/", "."}  # fmt: skip
_PIECES = re.compile(r"[\0,;()\[\]{}|]|\s[-‐‑–—]+(?=\s|$|\0)|(?<=\0)\s*[-‐‑–—:]|:(?=\s|$|\0)")
_SPLIT = re.compile(r"\s*(?:;|,\s+then\s|\bthen\s|,\s|\s\+\s)\s*", re.IGNORECASE)
_ONE_SIDE = re.compile(
    r"\b(right|left|(?-i:[RL]))\b(?:\s+(?:side|leg|arm|hip|knee|foot|hand))?(?:\s+only)?", re.IGNORECASE
)


class LineKind(StrEnum):
    """What a line was taken for."""

    STEP = "step"  # one or more steps
    NAME = "name"  # the routine's name
    HEADING = "heading"  # a heading, a comment or a rule: no step is meant
    LEFT_OUT = "left out"  # nothing could be made of it


@dataclass(frozen=True, slots=True)
class PlainLine:
    """One line that is not blank, and what came of it."""

    number: int  # from 1
    text: str  # as typed, blanks made single
    kind: LineKind
    steps: tuple[Step, ...] = ()
    understood: str = ""  # in words; empty where nothing was
    left_out: tuple[str, ...] = ()  # words of the line that mean nothing here; they stand in the step's note
    why: str = ""  # a sentence: what is unclear, or what was taken for something near

    def told(self) -> str:
        """Return the answer to the line in one line of text, without its number."""
        parts = [self.understood] if self.understood else []
        if self.kind is LineKind.HEADING:
            parts = ["no step"]
        elif self.kind is LineKind.LEFT_OUT:
            parts = [f"left out: {quoted(self.text.rstrip('.'))}"]
        if self.steps and self.left_out:
            parts.append(f"Not understood, kept as a note: {'; '.join(self.left_out)}")
        said = ". ".join(parts)
        return f"{said}. {self.why}" if self.why else f"{said}."


@dataclass(frozen=True, slots=True)
class PlainRoutine:
    """A whole text: its lines, and the routine's name where one was given."""

    lines: tuple[PlainLine, ...]
    name: str | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return all steps in order; empty where nothing was understood."""
        return tuple(step for line in self.lines for step in line.steps)

    def routine(self, key: str = "") -> Routine | None:
        """Return the routine, named after its exercises where it has no name; None where it has no step.

        Without a key it is one made on the spot: its plan and its sessions belong to no routine.
        """
        return Routine(key, self.name or _named_after(self.steps), self.steps) if self.steps else None


def _named_after(steps: tuple[Step, ...]) -> str:
    """Return a name for steps that have none: `Pigeon`, `Pigeon and Sphinx`, `Pigeon and 2 more`."""
    names = list(dict.fromkeys(step.exercise.name for step in steps if step.exercise.name != REST)) or [REST]
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} more"
    return " and ".join(names)


def read_plain_text(text: str, exercises: Iterable[Exercise], *, titled: bool = True) -> PlainRoutine:
    """Return what a text of one step a line says; never an exception, whatever the text is.

    `exercises` are those that may be found by name. With `titled` the first line may be the routine's name.
    Text beyond the bounds is left out, and a last line says so.
    """
    names = Names(exercises)
    lines: list[PlainLine] = []
    name: str | None = None
    typed = text[:MOST_CHARACTERS].splitlines()
    for number, raw in enumerate(typed[:MOST_LINES], 1):
        line = cleaned(raw[: 4 * MOST_IN_A_LINE])
        if not line:
            continue
        if titled and not lines and (name := _title(line, names)) is not None:
            lines.append(PlainLine(number, line, LineKind.NAME, understood=f"the routine's name: {name}"))
        else:
            lines.append(_read_line(number, line, names))
    if len(text) > MOST_CHARACTERS or len(typed) > MOST_LINES:
        why = f"What stands after {MOST_LINES:,} lines or {MOST_CHARACTERS:,} characters was not read."
        lines.append(PlainLine(min(len(typed), MOST_LINES) + 1, "…", LineKind.LEFT_OUT, why=why))
    return PlainRoutine(_within_a_day(lines), name)


def _within_a_day(lines: list[PlainLine]) -> tuple[PlainLine, ...]:
    """Return the lines, those without their steps that would make the routine larger than any may be."""
    kept: list[PlainLine] = []
    segments = seconds = 0.0
    for line in lines:
        more, _, longer = size_at_most(Routine("", "", line.steps)) if line.steps else (0.0, 0.0, 0.0)
        if segments + more > MOST_SEGMENTS or seconds + longer > MOST_SECONDS:
            why = f"With it the routine is more than {in_words(MOST_SECONDS)} or {MOST_SEGMENTS:,} segments."
            kept.append(PlainLine(line.number, line.text, LineKind.LEFT_OUT, why=why))
        else:
            segments, seconds = segments + more, seconds + longer
            kept.append(line)
    return tuple(kept)


def _title(line: str, names: Names) -> str | None:
    """Return the routine's name that a first line gives; None where it is a step, a remark or an exercise."""
    heading = _HEADING.fullmatch(line)
    if heading is None and _COMMENT.match(line):
        return None
    bare = (heading["words"] if heading else without_bullet(line)).strip().rstrip("#").strip()
    words = bare.rstrip(":").strip(" *_")
    if not any(c.isalpha() for c in words) or words.endswith((".", "!", "?")) or len(words) > MOST_IN_A_NAME:
        return None
    if len(words.split()) > _MOST_WORDS_OF_A_TITLE or names.find(words) is not None:
        return None
    dose = take_dose(with_plain_signs(words))
    return words if heading or (dose.empty and not dose.rest and not dose.said_wrong and not dose.sets) else None


def _read_line(number: int, line: str, names: Names) -> PlainLine:
    if _COMMENT.match(line):
        return PlainLine(number, line, LineKind.HEADING)
    if len(line) > MOST_IN_A_LINE:
        why = f"A line has at most {MOST_IN_A_LINE} characters."
        return PlainLine(number, line[:MOST_IN_A_LINE], LineKind.LEFT_OUT, why=why)
    bare = with_plain_signs(without_bullet(line).strip("*_ "))
    parts = [part for part in _SPLIT.split(bare) if part]
    readers = [_Reader(part, names) for part in parts] if 1 < len(parts) <= _MOST_STEPS_OF_A_LINE else []
    # Several steps on one line: only where each is an exercise that is known, with a dose of its own, or a rest.
    exercises = [reader for reader in readers if reader.known and reader.steps]
    if len(exercises) < 2 or not all(reader.steps and (reader.known or reader.rest) for reader in readers):
        readers = [_Reader(bare, names)]
    steps = tuple(step for reader in readers for step in reader.steps)
    why = " ".join(reader.why for reader in readers if reader.why)
    if not steps:
        heading = line.endswith(":") and not readers[0].dose.said_wrong
        kind = LineKind.HEADING if heading else LineKind.LEFT_OUT
        return PlainLine(number, line, kind, why="" if heading else why)
    left_out = tuple(words for reader in readers for words in reader.left_out)
    return PlainLine(number, line, LineKind.STEP, steps, "; ".join(told(step) for step in steps), left_out, why)


class _Reader:
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
            return replace(step, each=Each.SIDE, positions=wanted)
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
