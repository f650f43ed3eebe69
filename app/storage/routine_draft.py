"""A routine's file while it is changed: what begins one, what it reads as, and what its places are called."""

from __future__ import annotations

from pathlib import Path

from app.core.routine_format import FORMAT
from app.storage import yaml_editing
from app.storage.doses import DOSE_KEYS
from app.storage.exercise_files import EXERCISE_KEYS
from app.storage.file_draft import Changed, FileDraft, Kept, text_of
from app.storage.plain_routine import SCHEMA_LINE
from app.storage.routine_files import ROUTINE_KEYS, RoutineRead, routine_of
from app.storage.routine_steps import CHOICE_KEYS, TIMING_KEYS, Exercises
from app.storage.yaml_reader import Document, read_bounded
from app.storage.yaml_spans import At
from app.storage.yaml_writing import Habits, NotEditedError, text_written

__all__ = ["HABITS", "Changed", "Kept", "RoutineDraft"]

_STEP = ("do", *EXERCISE_KEYS, *DOSE_KEYS, *TIMING_KEYS, "when", "optional", "note", "load")
_CIRCUIT = ("repeat", *TIMING_KEYS, "optional", "steps")
HABITS = Habits(
    orders=(ROUTINE_KEYS, _STEP, _CIRCUIT, CHOICE_KEYS),
    block=frozenset({"steps", "choose"}),
    yes=frozenset({"optional"}),
)
_KINDS = {"choose": "The choice", "repeat": "The circuit", "steps": "The circuit"}


class RoutineDraft(FileDraft[RoutineRead]):
    """One routine's file in the editor. Changes raise NotEditedError where they are refused; the text then stands."""

    HABITS = HABITS

    def __init__(self, path: Path, exercises: Exercises, text: str, on_disk: bytes | None) -> None:
        """Take a text, and the bytes that the file had when it was read; None where there is no file yet."""
        super().__init__(path, text, on_disk)
        self.exercises = exercises

    @classmethod
    def opened(cls, path: Path, exercises: Exercises) -> RoutineDraft:
        """Return the draft of a file; raises NotTakenError where it cannot be read, or is no text in UTF-8."""
        data = read_bounded(path)
        return cls(path, exercises, text_of(data), data)

    @classmethod
    def begun(cls, path: Path, exercises: Exercises, name: str) -> RoutineDraft:
        """Return the draft of a new routine that has a name and no steps, not on the disk yet."""
        written = text_written(" ".join(name.split()), False, "name")
        return cls(path, exercises, f"{SCHEMA_LINE}\nformat: {FORMAT}\nname: {written}\nsteps: []\n", None)

    @classmethod
    def copied(cls, source: Path, path: Path, exercises: Exercises, name: str) -> RoutineDraft:
        """Return the draft of a new routine with another's text, comments and all, under another name.

        Raises NotTakenError where the source cannot be read. Where it is too broken for the name to be put in, its
        text comes as it is.
        """
        text = text_of(read_bounded(source))
        try:
            text = yaml_editing.with_value(text, ("name",), " ".join(name.split()), HABITS)
        except NotEditedError:
            return cls(path, exercises, text, None)
        return cls(path, exercises, text, None)

    def take_exercises(self, exercises: Exercises) -> None:
        """Read the text with other exercises from now on: their files have changed."""
        self.exercises, self._read = exercises, None

    def _read_as(self, document: Document) -> RoutineRead:
        return routine_of(document, self.path, self.exercises, self.path.name)

    def _named(self, at: At) -> str:
        """Return what a person calls a place: "Pigeon's hold", "Pigeon", "The name"."""
        depth = max((n for n, step in enumerate(at) if isinstance(step, int) and _steps(at[:n])), default=None)
        if depth is None:
            key = next((step for step in at if isinstance(step, str)), "file")
            return f"The {key}"
        whose = self._step_named(at[: depth + 1])
        key = next((step for step in at[depth + 1 :] if isinstance(step, str)), "")
        return whose if not key else f"{whose}'s {key}"

    def _step_named(self, at: At) -> str:
        keys = self.keys(at)
        if "do" in keys:
            written = self.value((*at, "do")) or ""
            found = self.exercises.find(written)
            return (found.name if found is not None else written) or "The step"
        if "name" in keys:
            return self.value((*at, "name")) or "The step"
        return next((name for key, name in _KINDS.items() if key in keys), "The step")


def _steps(at: At) -> bool:
    return bool(at) and at[-1] in ("steps", "choose")
