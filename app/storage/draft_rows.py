"""The rows of a routine that is being changed: read from its text, so that they stand while a dose is half typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.exercise import Exercise
from app.core.faults import Fault

if TYPE_CHECKING:
    from app.storage.routine_draft import RoutineDraft
    from app.storage.routine_steps import Exercises
    from app.storage.yaml_spans import At


class RowKind(StrEnum):
    """What stands at a row's place."""

    ROUTINE = "routine"
    STEP = "step"
    CIRCUIT = "circuit"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row; `at` is its place in the file, () for the routine itself, `depth` how many groups it stands in."""

    at: At
    kind: RowKind
    depth: int
    title: str
    dose: str = ""
    detail: str = ""
    exercise: Exercise | None = None
    position: str | None = None
    problems: int = 0
    number: str = ""  # "3", within a circuit "3.1"; an alternative is "or" from the second on

    @property
    def words(self) -> str:
        """Return the row as one line, for those who hear it."""
        faults = "" if not self.problems else "one problem" if self.problems == 1 else f"{self.problems} problems"
        return ", ".join(filter(None, (f"{self.number} {self.title}".strip(), self.dose, self.detail, faults)))


class KnownRows:
    """The rows of steps as they were made last: of a thousand steps one is another after a change."""

    def __init__(self) -> None:
        """Know none."""
        self._rows: dict[tuple[At, int, str, str], DraftRow] = {}
        self._exercises: Exercises | None = None

    def take_up(self, exercises: Exercises) -> dict[tuple[At, int, str, str], DraftRow]:
        """Return the rows that are known, none where the exercises are others; those that come are known next time."""
        known = self._rows if exercises is self._exercises else {}
        self._rows, self._exercises = {}, exercises
        return known

    def keep(self, key: tuple[At, int, str, str], row: DraftRow) -> DraftRow:
        """Return a row, which is known from now on."""
        self._rows[key] = row
        return row


def rows_of(draft: RoutineDraft, exercises: Exercises, known: KnownRows | None = None) -> tuple[DraftRow, ...]:
    """Return the routine's own row, then one for every step, group, inner step and alternative, in order.

    `known` are those of the same routine before, which are not made anew where they are the same.
    """
    name = draft.value(("name",)) or "No name yet"
    first = DraftRow((), RowKind.ROUTINE, 0, name, detail=draft.value(("summary",)) or "")
    places = [draft.place_of(fault) for fault in draft.read.faults if not fault.warning]
    if is_empty(draft):
        places = [place for place in places if place != ("steps",)]  # it waits for its first step
    bad = Counter(row_of(place) for place in places)
    rows = (first, *_Listing(draft, exercises, known or KnownRows()).rows(("steps",), 0, ""))
    return tuple(replace(row, problems=bad[row.at]) if row.at in bad else row for row in rows)


def row_of(place: At) -> At:
    """Return the place of the row in which a place of the file stands: of a step, a group, or () for the routine."""
    end = 0
    while len(place) > end + 1 and place[end] in ("steps", "choose") and isinstance(place[end + 1], int):
        end += 2
    return place[:end]


class _Listing:
    """One way through the steps, in order."""

    def __init__(self, draft: RoutineDraft, exercises: Exercises, known: KnownRows) -> None:
        self._draft, self._exercises, self._keep = draft, exercises, known.keep
        self._known = known.take_up(exercises)

    def rows(self, places: At, depth: int, above: str) -> Iterator[DraftRow]:
        """Yield the rows of the list at a place."""
        draft = self._draft
        for index in range(draft.count(places)):
            at = (*places, index)
            number = f"{above}{index + 1}"
            keys = draft.keys(at)
            if "choose" in keys:
                yield _group(draft, at, RowKind.CHOICE, depth, number)
                inner = (*at, "choose")
                for i in range(draft.count(inner)):
                    yield self._step((*inner, i), depth + 1, "or" if i else "")
            elif {"steps", "repeat"} & set(keys) and not {"do", "name"} & set(keys):
                yield _group(draft, at, RowKind.CIRCUIT, depth, number)
                yield from self.rows((*at, "steps"), depth + 1, f"{number}.")
            else:
                yield self._step(at, depth, number)

    def _step(self, at: At, depth: int, number: str) -> DraftRow:
        key = (at, depth, number, self._draft.source(at))
        row = self._known.get(key)
        return self._keep(key, row if row is not None else _step(self._draft, self._exercises, at, depth, number))


def _group(draft: RoutineDraft, at: At, kind: RowKind, depth: int, number: str) -> DraftRow:
    if kind is RowKind.CHOICE:
        title, inside = "One of these", draft.count((*at, "choose"))
        dose = "" if inside else "none yet"
    else:
        rounds = draft.value((*at, "repeat")) or "?"
        title = "1 round" if rounds == "1" else f"{rounds} rounds"
        dose = "" if draft.count((*at, "steps")) else "nothing in it yet"
    return DraftRow(
        at, kind, depth, title, dose, _details(draft, at, ("rest", "sound", "note")), number=number,
    )  # fmt: skip


def _step(draft: RoutineDraft, exercises: Exercises, at: At, depth: int, number: str) -> DraftRow:
    key = draft.value((*at, "do"))
    exercise = exercises.find(key) if key else None
    written = draft.value((*at, "name")) or key or "No exercise yet"
    sides = draft.texts((*at, "each")) or (exercise.sides if exercise is not None else ())
    named = sides[0] if sides and sides[0] not in ("side", "alternate") else None
    first = named or (exercise.sides[0] if exercise is not None and exercise.sides else None)
    return DraftRow(
        at,
        RowKind.STEP,
        depth,
        exercise.name if exercise is not None else written,
        dose_of_text(draft, at),
        _details(draft, at, ("rest", "load", "note", "sound", "when", "optional")),
        exercise,
        first,
        number=number,
    )


def dose_of_text(draft: RoutineDraft, at: At) -> str:
    """Return a step's dose in a few words, as it is written: 2 sets of 10 × 5 s, each side."""
    hold, reps, sets = (draft.value((*at, key)) for key in ("hold", "reps", "sets"))
    once = f"{reps} × {hold}" if hold and reps else hold or (f"{reps} times" if reps else "no dose yet")
    if hold and hold.isdigit():
        once += " s"
    if sets and sets != "1":
        once = f"{sets} sets of {reps}" if reps and not hold else f"{sets} sets of {once}"
    each = draft.texts((*at, "each"))
    if each == ("side",):
        return f"{once}, each side"
    if each == ("alternate",):
        return f"{once} a side, in turn"
    return f"{once}, {', then '.join(each)}" if each else once


def phases_of(draft: RoutineDraft, at: At) -> tuple[str, ...]:
    """Return the phases of a repetition as they are typed: lift 2 s, lower 3 s (out)."""
    found = []
    for index in range(draft.count((*at, "rep"))):
        entry = (*at, "rep", index)
        line = draft.value(entry)
        if line is None:
            name, length, breath = (draft.value((*entry, key)) for key in ("name", "for", "breath"))
            line = " ".join(filter(None, (name, length, f"({breath})" if breath else "")))
        found.append(line)
    return tuple(found)


def _details(draft: RoutineDraft, at: At, keys: tuple[str, ...]) -> str:
    """Return what else is said there, in words."""
    said = {
        "rest": "rest {}", "load": "{}", "note": "{}", "sound": "{}", "when": "when {}", "optional": "may be left out",
    }  # fmt: skip
    found = []
    if phases := phases_of(draft, at):
        found.append(", ".join(phases))
    for key in keys:
        value = draft.value((*at, key))
        if value and not (key == "optional" and value.lower() in ("no", "false")):
            found.append(said[key].format(value))
    return " · ".join(found)


def own_faults(draft: RoutineDraft, at: At) -> list[Fault]:
    """Return the faults of a step, a group or the routine itself, without those of the steps in it.

    That a routine has no step yet is none of them: it waits for its first one.
    """
    empty = is_empty(draft)
    places = [(fault, draft.place_of(fault)) for fault in draft.read.faults]
    return [fault for fault, place in places if row_of(place) == at and not (empty and place == ("steps",))]


def is_empty(draft: RoutineDraft) -> bool:
    """Return whether a routine waits for its first step: nothing is wrong with that while it is begun."""
    return not draft.count(("steps",)) and "steps" in draft.keys(())
