"""The routines and exercises there are: those that come with the program and the person's own.

A person's own file of a bundled one's name takes its place in the list and for the person's own routines, and says so.
Bundled routines always use the bundled exercises, so that an own one cannot break them.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

from app.core.exercise import Exercise
from app.core.faults import Fault
from app.core.file_names import folded
from app.core.routine import Routine
from app.paths import is_file, is_there, typed_path
from app.storage.exercise_files import ExerciseRead, key_of, read_exercise
from app.storage.exercise_pictures import Pose, as_key, pose_in
from app.storage.put_together import finish_taking
from app.storage.routine_files import RoutineRead, read_routine

ENDINGS = (".yaml", ".yml")


def yaml_files(folder: Path) -> dict[str, Path]:
    """Return a folder's YAML files by key, sorted; empty where there is no such folder."""
    try:
        found = sorted(p for p in folder.iterdir() if p.suffix.lower() in ENDINGS and not p.name.startswith("."))
    except OSError:
        return {}
    files: dict[str, Path] = {}
    for path in found:
        files.setdefault(key_of(path), path)
    return files


class ExerciseShelf:
    """The exercises of some folders, the later folder's first where both have one; read when first asked for."""

    def __init__(self, *folders: Path, figures: tuple[Path, ...] = ()) -> None:
        """Take the folders, and those of the figures; nothing is read yet."""
        self.paths: dict[str, Path] = {}
        for folder in folders:
            self.paths |= yaml_files(folder)
        self._figures = figures
        self._read: dict[str, ExerciseRead] = {}
        self._poses: dict[str, Pose | None] = {}

    def names(self) -> tuple[str, ...]:
        """Return the keys of all exercises, bad ones included."""
        return tuple(self.paths)

    def read(self, key: str) -> ExerciseRead | None:
        """Return what came of an exercise's file; None where there is none."""
        if key not in self.paths:
            return None
        if key not in self._read:
            self._read[key] = read_exercise(self.paths[key], poses=self)
        return self._read[key]

    def pose(self, key: str) -> Pose | None:
        """Return what an exercise gives another one to be shown by; None where there is no such exercise.

        Only the words about its picture are read: two exercises that name each other do not go round for ever.
        """
        if key not in self._poses:
            path = self.paths.get(key)
            posed = bool(self._figures) and self.has_figure(key)
            # A figure may be posed before its exercise is written.
            self._poses[key] = pose_in(path) if path is not None else Pose(figure=True) if posed else None
        return self._poses[key]

    def has_figure(self, key: str) -> bool:
        """Return whether there is a figure of that name; True as well where no folder of figures is known."""
        return not self._figures or any(is_file(folder / f"{key}.yaml") for folder in self._figures)

    def find(self, key: str) -> Exercise | None:
        """Return an exercise; None where there is none or its file has problems."""
        read = self.read(key)
        return read.exercise if read else None

    def every(self) -> tuple[Exercise, ...]:
        """Return all exercises that can be read."""
        return tuple(found for key in self.paths if (found := self.find(key)) is not None)


class Library:
    """What there is to do. Files are read when they are asked for, and kept."""

    def __init__(self, bundled: Path, own: Path) -> None:
        """Take the folder with `resources` and `routines`, and the person's with `exercises` and `routines`."""
        finish_taking(own)
        exercises, figures = bundled / "resources" / "exercises", bundled / "resources" / "figures"
        self.bundled_exercises = ExerciseShelf(exercises, figures=(figures,))
        self.exercises = ExerciseShelf(exercises, own / "exercises", figures=(own / "figures", figures))
        self.bundled_routines = yaml_files(bundled / "routines")
        self.own_routines = yaml_files(own / "routines")
        self._read: dict[Path, RoutineRead] = {}

    def routine_keys(self) -> tuple[str, ...]:
        """Return the keys of all routines, the bundled ones first, then the person's own."""
        return tuple(dict.fromkeys((*self.bundled_routines, *self.own_routines)))

    def is_own(self, key: str) -> bool:
        """Return whether a routine's file is the person's."""
        return key in self.own_routines

    def path(self, key: str) -> Path | None:
        """Return a routine's file; None where there is none of that key."""
        return self.own_routines.get(key) or self.bundled_routines.get(key)

    def routine(self, key: str) -> RoutineRead | None:
        """Return what came of a routine's file; None where there is none of that key."""
        path = self.path(key)
        return None if path is None else self.routine_at(path)

    def routine_at(self, path: Path, shown: str | None = None) -> RoutineRead:
        """Return what came of a routine's file anywhere; `shown` is its name in the faults."""
        bundled = path in self.bundled_routines.values()
        if path not in self._read:
            shelf = self.bundled_exercises if bundled else self.exercises
            self._read[path] = self._with_warning(read_routine(path, shelf, shown, own=not bundled), path)
        return self._read[path]

    def _with_warning(self, read: RoutineRead, path: Path) -> RoutineRead:
        key = key_of(path)
        if self.own_routines.get(key) != path or key not in self.bundled_routines:
            return read
        text = "this file takes the place of the bundled routine of the same name."
        warning = Fault(read.faults[0].file if read.faults else str(path), 1, 1, text, "Rename it to have both.", True)
        return replace(read, faults=(*read.faults, warning))

    def file_of(self, routine: Routine) -> Path | None:
        """Return the file that a routine was read from here; None where it came from no file."""
        return next((path for path, read in self._read.items() if read.routine is routine), None)

    def find(self, name: str) -> tuple[RoutineRead | None, str]:
        """Return a routine by its name or file, with a sentence where there is none.

        A name is a key (`lower-back-release`) or the routine's name as it is read (`Lower back release`).
        """
        key = self.key_for(name)
        if key is not None:
            return self.routine(key), ""
        path = typed_path(name)
        if not name.strip():
            return None, f"There is no routine without a name. {did_you_mean(name, ())}"
        if path.suffix.lower() in ENDINGS or "/" in name or "\\" in name or is_there(path):
            return self.routine_at(path, shown=name), ""
        return None, f"There is no routine {name!r}. {did_you_mean(name, self.routine_keys())}"

    def key_for(self, name: str) -> str | None:
        """Return the key that a name stands for; None where it is none."""
        for key in (name, slug(name)):
            if key in self.own_routines or key in self.bundled_routines:
                return key
        # Its file may be called otherwise, as of two that were taken under one file's name.
        wanted = folded(name)
        for key in self.own_routines:
            read = self.routine(key)
            if read is not None and read.routine is not None and folded(read.routine.name) == wanted:
                return key
        return None

    def exercise(self, name: str) -> tuple[ExerciseRead | None, str]:
        """Return an exercise by its name, with a sentence where there is none."""
        for key in (name, slug(name)):
            if (read := self.exercises.read(key)) is not None:
                return read, ""
        return None, f"There is no exercise {name!r}. {did_you_mean(name, self.exercises.names())}"


def slug(name: str) -> str:
    """Return a name as its file is called: small letters, words joined by hyphens, apostrophes dropped."""
    return as_key(name)


def did_you_mean(name: str, known: tuple[str, ...]) -> str:
    """Return a sentence with the nearest of the known names, or with where to see all of them."""
    near = difflib.get_close_matches(slug(name), known, 1, 0.5)
    return f"Did you mean {near[0]}?" if near else "`holdwell list` shows what there is."
