"""An exercise's file read into an Exercise, with all that is wrong in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app.core.exercise import Easier, Exercise
from app.core.faults import Fault
from app.core.lengths import quoted
from app.core.routine_format import EASIER, EXERCISE, MOST_CALLED, NEEDS, SIDE_WORDS, names_of
from app.storage.exercise_pictures import Poses, picture_in
from app.storage.fields import Keys, Placed, Problems, any_of, nearest
from app.storage.yaml_reader import Document, Fields, Items, Unread, limited, read_yaml

EXERCISE_KEYS = names_of(EXERCISE)
_EASIER_KEYS = names_of(EASIER)
_IN_BRACES = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class ExerciseRead:
    """What came of an exercise's file; the exercise is None where the file has problems (warnings are none)."""

    exercise: Exercise | None
    faults: tuple[Fault, ...]


def key_of(path: Path) -> str:
    """Return the name by which a file is spoken of: its own without `.yaml`."""
    return path.stem if path.suffix.lower() in (".yaml", ".yml") else path.name


def read_exercise(path: Path, shown: str | None = None, poses: Poses | None = None) -> ExerciseRead:
    """Return the exercise in a file; never an exception, whatever the file is."""
    return exercise_of(read_yaml(path, shown), path, shown, poses)


def exercise_of(document: Document, path: Path, shown: str | None = None, poses: Poses | None = None) -> ExerciseRead:
    """Return the exercise in a file that was read; `poses` are those of the other exercises (None: not looked at)."""
    problems = Problems(shown if shown is not None else str(path), list(document.faults))
    exercise = None
    if isinstance(document.root, Fields):
        keys = Keys(document.root, problems, EXERCISE_KEYS)
        exercise = exercise_in(keys, key_of(path), path.parent, poses)
    elif not problems.found:
        at = document.root or Unread(1, 1)
        text = "the file is empty." if document.root is None else "an exercise is written as `key: value` lines."
        problems.add(at, text, "Only a name is needed: `name: Pigeon`.")
    faults = limited(problems.found)
    return ExerciseRead(None if any(not f.warning for f in faults) else exercise, faults)


def exercise_in(keys: Keys, key: str, folder: Path, poses: Poses | None = None) -> Exercise:
    """Return the exercise that a mapping describes, pictures lying in `folder`; an empty key takes the name's place."""
    name = keys.name("name", "Write `name: Pigeon`.")
    called = keys.text("called")
    if len(called) > MOST_CALLED:
        keys.add("called", f"{quoted(called)} is too long.", f"At most {MOST_CALLED} characters.")
    picture = picture_in(keys, key, name, folder, poses)
    return Exercise(
        key=key or name,
        name=name,
        summary=keys.text("summary"),
        works=keys.texts("works"),
        short_name=called or None,
        needs=_needs(keys),
        sides=positions(keys, "sides"),
        setup=lines(keys, "setup"),
        cues=lines(keys, "cues"),
        easier=_easier(keys),
        care=lines(keys, "care"),
        after=lines(keys, "after"),
        settle=keys.length("settle"),
        describe=keys.text("describe") or None,
        figure=picture.figure,
        images=picture.images,
        inline=not key,
        pose=picture.pose,
        pose_sides=picture.pose_sides,
        folder=str(folder.absolute()) if picture.images else "",
    )


def positions(keys: Keys, key: str) -> tuple[str, ...]:
    """Return a list of names, each once."""
    found: list[str] = []
    for at, name in keys.placed_texts(key):
        if name in found:
            keys.problems.add(at, f"{key}: {quoted(name)} is given twice.", "Keep one of them.")
        else:
            found.append(name)
    return tuple(found)


def lines(keys: Keys, key: str) -> tuple[str, ...]:
    """Return a list of lines; a word in braces that means nothing is a warning."""
    found = keys.placed_texts(key)
    for at, line in found:
        warn_of_braces(keys.problems, at, key, line)
    return tuple(line for _, line in found)


def warn_of_braces(problems: Problems, at: Placed, key: str, line: str) -> None:
    """Warn where a word in braces stands that the program does not know."""
    for match in _IN_BRACES.finditer(line):
        if match[0] not in SIDE_WORDS:
            hint = problems.nearest(match[0], SIDE_WORDS) or any_of(SIDE_WORDS)
            problems.warn(at, f"{key}: {quoted(match[0])} stays as it is written.", hint)


def _needs(keys: Keys) -> tuple[str, ...]:
    found = []
    for at, entry in keys.placed_texts("needs"):
        words = re.split(r"\s+or\s+", entry)
        for word in words:
            if word not in NEEDS:
                hint = keys.problems.nearest(word, NEEDS) or any_of(NEEDS)
                keys.problems.add(at, f"needs: {quoted(word)} is not known.", hint)
        found.append(" or ".join(words))
    return tuple(found)


def _easier(keys: Keys) -> tuple[Easier, ...]:
    found = []
    node = keys.value("easier")
    for entry in node.items if isinstance(node, Items) else ():
        if isinstance(entry, Fields) and _has_keys(entry):
            inner = Keys(entry, keys.problems, _EASIER_KEYS)
            text = inner.name("text", 'Write {text: "Bend the knee.", key: bent}.')
            found.append(Easier(text, inner.text("key") or None, inner.text("half") or None))
            warn_of_braces(keys.problems, entry, "easier", text)
        elif (line := keys.line("easier", entry)) is not None:
            found.append(Easier(line))
            warn_of_braces(keys.problems, entry, "easier", line)
    if node is not None and not isinstance(node, Items):
        keys.nodes("easier")
    return tuple(found)


def _has_keys(fields: Fields) -> bool:
    """Return whether an entry is meant as keys; else it is a text that lacks its quotes."""
    return any(nearest(entry.key, _EASIER_KEYS) for entry in fields.entries)
