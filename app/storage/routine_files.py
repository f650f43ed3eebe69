"""A routine's file read into a Routine, with all that is wrong in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.faults import Fault
from app.core.lengths import Span, quoted
from app.core.plan_size import size_problem
from app.core.routine import Profile, Routine
from app.core.routine_format import FORMAT, GOALS, MOST_OFTEN, ROUTINE, names_of
from app.core.shelf import HELPS
from app.storage.exercise_files import key_of
from app.storage.fields import Keys, Problems
from app.storage.routine_steps import Exercises, Steps
from app.storage.yaml_reader import Document, Fields, Unread, limited, read_yaml

ROUTINE_KEYS = names_of(ROUTINE)


@dataclass(frozen=True, slots=True)
class RoutineRead:
    """What came of a routine's file; the routine is None where the file has problems (warnings are none)."""

    routine: Routine | None
    faults: tuple[Fault, ...]


def read_routine(path: Path, exercises: Exercises, shown: str | None = None, own: bool = True) -> RoutineRead:
    """Return the routine in a file; never an exception, whatever the file is."""
    return routine_of(read_yaml(path, shown), path, exercises, shown, own)


def routine_of(
    document: Document, path: Path, exercises: Exercises, shown: str | None = None, own: bool = True
) -> RoutineRead:
    """Return the routine in a file that was read."""
    problems = Problems(shown if shown is not None else str(path), list(document.faults))
    routine = None
    if isinstance(document.root, Fields):
        if newer := _newer(document.root):
            return RoutineRead(None, (Fault(problems.file, newer[0], newer[1], newer[2], newer[3]),))
        keys = Keys(document.root, problems, ROUTINE_KEYS)
        routine = _routine(keys, path, exercises, own)
        if not _bad(problems) and (too_much := size_problem(routine)):
            problems.add(keys.place("steps"), *too_much)
    elif not problems.found:
        at = document.root or Unread(1, 1)
        text = "the file is empty." if document.root is None else "a routine is written as `key: value` lines."
        problems.add(at, text, "It needs format, name and steps.")
    return RoutineRead(None if _bad(problems) else routine, limited(problems.found))


def _bad(problems: Problems) -> bool:
    """Return whether there is more than a warning."""
    return any(not f.warning for f in problems.found)


def _newer(root: Fields) -> tuple[int, int, str, str] | None:
    """Return the polite refusal of a later format, with its place; None where the format is not a later one."""
    for entry in root.entries:
        text = getattr(entry.value, "text", "").strip()
        if entry.key == "format" and re.fullmatch("0*[1-9][0-9]{0,17}", text) and int(text) > FORMAT:
            words = f"this routine is written in format {int(text)}, and this Holdwell reads format {FORMAT}."
            return entry.value.line, entry.value.column, words, "A newer Holdwell will read it."
    return None


def _routine(keys: Keys, path: Path, exercises: Exercises, own: bool) -> Routine:
    form = keys.name("format", "Write `format: 1` as the first line.")
    if form and form != str(FORMAT):
        keys.add("format", f"{quoted(form)} is no format.", f"Write `format: {FORMAT}`.")
    if "steps" not in keys:
        keys.missing("steps", "Write `steps:` and under it lines that begin with `- do: `.")
    nodes = Steps(keys.problems, exercises, path.parent).read(keys, "steps")
    return Routine(
        key=key_of(path),
        name=keys.name("name", "Write `name: Lower back release`."),
        steps=nodes,
        summary=keys.text("summary"),
        goal=keys.words("goal", GOALS),
        helps=keys.words("helps", HELPS),
        by=keys.text("by"),
        often=_often(keys),
        until=_until(keys),
        fixed_level=keys.only("level", "fixed"),
        get_ready=keys.span("get ready", least=0) or Span(10, 10),
        first_get_ready=keys.span("first get ready", least=0),
        switch=keys.span("switch", least=0) or Span(8, 8),
        rest=keys.span("rest", least=0),
        sound=keys.word("sound", Profile) or Profile.BELLS,
        own=own,
    )


def _often(keys: Keys) -> int | None:
    text = keys.scalar("often")
    if text is None:
        return None
    match = re.fullmatch(r"([0-9]{1,3}) (?:times )?per week", text)
    if match is None or not 1 <= int(match[1]) <= MOST_OFTEN:
        keys.add("often", f"{quoted(text)} does not say how often.", "Write `often: 3 per week`.")
        return None
    return int(match[1])


def _until(keys: Keys) -> date | None:
    text = keys.scalar("until")
    if text is None:
        return None
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # such as 2027-02-30: said below, as any other text that is no day
    keys.add("until", f"{quoted(text)} is no day.", "Write `until: 2027-01-31`.")
    return None
