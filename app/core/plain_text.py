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
- the first line may be the routine's name where it asks for nothing;
- "3 rounds of:" is a circuit of the lines that belong to it (`plain_rounds`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.exercise import Exercise
from app.core.lengths import in_words, quoted
from app.core.plain_doses import take_dose
from app.core.plain_line import cleaned, with_plain_signs, without_bullet
from app.core.plain_names import Names
from app.core.plain_rounds import Rounds, RoundsOpen, rounds_in
from app.core.plain_step import MOST_IN_A_NAME, REST, StepReader
from app.core.plain_telling import told
from app.core.plan_size import MOST_SECONDS, MOST_SEGMENTS, size_at_most
from app.core.routine import Circuit, Routine, Step

MOST_CHARACTERS = 100_000
MOST_LINES = 1000
MOST_IN_A_LINE = 300
_MOST_WORDS_OF_A_TITLE = 10
_MOST_STEPS_OF_A_LINE = 12
_COMMENT = re.compile(r"#|//|;|<!--|%|---|===|\*\*\*|___")
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*\w.*)")
_SPLIT = re.compile(r"\s*(?:;|,\s+then\s|\bthen\s|,\s|\s\+\s)\s*", re.IGNORECASE)


class LineKind(StrEnum):
    """What a line was taken for."""

    STEP = "step"  # one or more steps
    ROUNDS = "rounds"  # how often the lines that follow are done
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
    rounds: Rounds | None = None  # of the lines that follow, or of its own steps
    within: bool = False  # it belongs to the rounds that a line before it begins

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

    @property
    def nodes(self) -> tuple[Step | Circuit, ...]:
        """Return the steps in order, those of rounds as circuits."""
        found: list[Step | Circuit] = []
        rounds: Rounds | None = None
        inner: list[Step] = []
        for line in (*self.lines, PlainLine(0, "", LineKind.HEADING)):
            if inner and not line.within:
                assert rounds is not None
                found.append(Circuit(rounds.repeat, tuple(inner), rounds.rest))
                inner = []
            if line.within:
                inner += line.steps
            elif line.rounds is not None and line.steps:
                found.append(Circuit(line.rounds.repeat, line.steps, line.rounds.rest))
            else:
                rounds = line.rounds or rounds
                found += line.steps
        return tuple(found)

    def routine(self, key: str = "") -> Routine | None:
        """Return the routine, named after its exercises where it has no name; None where it has no step.

        Without a key it is one made on the spot: its plan and its sessions belong to no routine.
        """
        return Routine(key, self.name or _named_after(self.steps), self.nodes) if self.steps else None


def _named_after(steps: tuple[Step, ...]) -> str:
    """Return a name for steps that have none: `Pigeon`, `Pigeon and Sphinx`, `Pigeon and 2 more`."""
    names = list(dict.fromkeys(step.exercise.name for step in steps if step.exercise.name != REST)) or [REST]
    if len(names) > 2:
        return f"{names[0]} and {len(names) - 1} more"
    return " and ".join(names)


def read_plain_text(text: str, exercises: Iterable[Exercise], *, titled: bool = True) -> PlainRoutine:
    """Return what a text of one step a line says; never an exception, whatever the text is.

    `exercises` are those that may be found by name. With `titled` the first line may be the routine's name, where any
    step follows. Text beyond the bounds is left out, and a last line says so.
    """
    names = Names(exercises)
    read = _read(text, names, titled=titled)
    return read if read.steps or read.name is None else _read(text, names, titled=False)


def _read(text: str, names: Names, *, titled: bool) -> PlainRoutine:
    lines: list[PlainLine] = []
    name: str | None = None
    rounds = RoundsOpen()
    typed = text[:MOST_CHARACTERS].splitlines()
    for number, raw in enumerate(typed[:MOST_LINES], 1):
        line = cleaned(raw[: 4 * MOST_IN_A_LINE])
        if not line:
            rounds.take_break()
            continue
        if titled and not lines and (name := _title(line, names)) is not None:
            lines.append(PlainLine(number, line, LineKind.NAME, understood=f"the routine's name: {name}"))
        else:
            lines.append(_within(rounds, raw, _read_line(number, line, names)))
    if len(text) > MOST_CHARACTERS or len(typed) > MOST_LINES:
        why = f"What stands after {MOST_LINES:,} lines or {MOST_CHARACTERS:,} characters was not read."
        lines.append(PlainLine(min(len(typed), MOST_LINES) + 1, "…", LineKind.LEFT_OUT, why=why))
    return PlainRoutine(_within_a_day(_with_something_in_them(lines)), name)


def _within(rounds: RoundsOpen, raw: str, line: PlainLine) -> PlainLine:
    """Return a line with the rounds that it belongs to or begins."""
    if line.rounds is not None:
        rounds.end()
        if not line.steps:
            rounds.begin(raw)
        return line
    if line.kind is LineKind.HEADING:
        rounds.take_break()
    if not rounds.take(raw):
        return line
    return replace(line, within=True, understood=f"Each round: {line.understood}" if line.understood else "")


def _with_something_in_them(lines: list[PlainLine]) -> list[PlainLine]:
    """Return the lines, those that begin rounds in which there is nothing as left out."""
    kept: list[PlainLine] = []
    follows = False  # a step of rounds stands further below, with no other line between
    for line in reversed(lines):
        empty = line.kind is LineKind.ROUNDS and not follows
        follows = line.within and (follows or bool(line.steps))
        kept.append(PlainLine(line.number, line.text, LineKind.LEFT_OUT, why="No step follows it.") if empty else line)
    return kept[::-1]


def _within_a_day(lines: list[PlainLine]) -> tuple[PlainLine, ...]:
    """Return the lines, those without their steps that would make the routine larger than any may be."""
    kept: list[PlainLine] = []
    segments = seconds = 0.0
    rounds: Rounds | None = None
    for line in lines:
        rounds = line.rounds or (rounds if line.within else None)
        nodes = (Circuit(rounds.repeat, line.steps, rounds.rest),) if rounds else line.steps
        more, _, longer = size_at_most(Routine("", "", nodes)) if line.steps else (0.0, 0.0, 0.0)
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
    rounds = rounds_in(line) if len(line) <= MOST_IN_A_LINE else None
    if rounds is not None and not rounds.tail:
        return PlainLine(number, line, LineKind.ROUNDS, understood=rounds.told, rounds=rounds)
    readers = [StepReader(part, names) for part in _SPLIT.split(rounds.tail) if part] if rounds else []
    if rounds and readers and all(reader.steps for reader in readers):
        stepped = _stepped(number, line, readers)
        return replace(stepped, rounds=rounds, understood=f"{rounds.told}: {stepped.understood}")
    if _COMMENT.match(line):
        return PlainLine(number, line, LineKind.HEADING)
    if len(line) > MOST_IN_A_LINE:
        why = f"A line has at most {MOST_IN_A_LINE} characters."
        return PlainLine(number, line[:MOST_IN_A_LINE], LineKind.LEFT_OUT, why=why)
    bare = with_plain_signs(without_bullet(line).strip("*_ "))
    parts = [part for part in _SPLIT.split(bare) if part]
    readers = [StepReader(part, names) for part in parts] if 1 < len(parts) <= _MOST_STEPS_OF_A_LINE else []
    # Several steps on one line: only where each is an exercise that is known, with a dose of its own, or a rest.
    exercises = [reader for reader in readers if reader.known and reader.steps]
    if len(exercises) < 2 or not all(reader.steps and (reader.known or reader.rest) for reader in readers):
        readers = [StepReader(bare, names)]
    steps = tuple(step for reader in readers for step in reader.steps)
    why = " ".join(reader.why for reader in readers if reader.why)
    if not steps:
        heading = line.endswith(":") and not readers[0].dose.said_wrong
        kind = LineKind.HEADING if heading else LineKind.LEFT_OUT
        return PlainLine(number, line, kind, why="" if heading else why)
    return _stepped(number, line, readers)


def _stepped(number: int, line: str, readers: list[StepReader]) -> PlainLine:
    """Return a line with the steps that were read of it."""
    steps = tuple(step for reader in readers for step in reader.steps)
    why = " ".join(reader.why for reader in readers if reader.why)
    left_out = tuple(words for reader in readers for words in reader.left_out)
    return PlainLine(number, line, LineKind.STEP, steps, "; ".join(told(step) for step in steps), left_out, why)
