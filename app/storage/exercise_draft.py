"""An exercise's file while it is changed: what begins one, what it reads as, and what its places are called."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.core.exercise import Exercise
from app.storage import yaml_editing
from app.storage.exercise_files import EXERCISE_KEYS, ExerciseRead, exercise_in, exercise_of, key_of
from app.storage.exercise_pictures import FIGURE, FIGURE_OF, IMAGE_KEYS, Poses, named_pose
from app.storage.fields import Keys, Problems
from app.storage.file_draft import FileDraft, text_of
from app.storage.yaml_reader import Document, Fields, parse_yaml, read_bounded
from app.storage.yaml_spans import At
from app.storage.yaml_writing import Habits, NotEditedError, Written, text_written

HABITS = Habits(
    orders=(EXERCISE_KEYS, IMAGE_KEYS, ("text", "key", "half")),
    block=frozenset({"setup", "cues", "easier", "care", "after", "picture"}),
)
# Editors that know the YAML language server complete and check by the schema that this names.
SCHEMA_LINE = "# yaml-language-server: $schema=../schemas/exercise.json"
PICTURE: At = ("picture",)
USUAL = 2.0  # seconds that a picture stands among others


class ExerciseDraft(FileDraft[ExerciseRead]):
    """One exercise's file in the editor. Changes raise NotEditedError where they are refused; the text then stands."""

    HABITS = HABITS

    def __init__(self, path: Path, poses: Poses, text: str, on_disk: bytes | None) -> None:
        """Take a text, and the bytes that the file had when it was read; None where there is no file yet."""
        super().__init__(path, text, on_disk)
        self.poses = poses

    @classmethod
    def opened(cls, path: Path, poses: Poses) -> ExerciseDraft:
        """Return the draft of a file; raises NotTakenError where it cannot be read, or is no text in UTF-8."""
        data = read_bounded(path)
        return cls(path, poses, text_of(data), data)

    @classmethod
    def begun(cls, path: Path, poses: Poses, name: str) -> ExerciseDraft:
        """Return the draft of a new exercise that has a name (none: empty) and nothing else, not on the disk yet."""
        written = f" {text_written(' '.join(name.split()), False, 'name')}" if name.strip() else ""
        return cls(path, poses, f"{SCHEMA_LINE}\nname:{written}\n", None)

    @classmethod
    def copied(cls, source: Path, path: Path, poses: Poses, name: str) -> ExerciseDraft:
        """Return the draft of a new exercise with another's text, comments and all, under another name.

        A figure stays that of the source. Pictures are left out, as they lie beside the source. Raises NotTakenError
        where the source cannot be read; where it is too broken to be changed, its text comes as it is.
        """
        draft = cls(path, poses, text_of(read_bounded(source)), None)
        try:
            text = yaml_editing.with_value(draft.text, ("name",), " ".join(name.split()), HABITS)
            if draft.value(PICTURE) == FIGURE:
                text = yaml_editing.with_value(text, PICTURE, f"{FIGURE_OF} {key_of(source)}", HABITS)
            elif draft.count(PICTURE):
                text = yaml_editing.without(text, PICTURE)
        except NotEditedError:
            return draft
        return cls(path, poses, text, None)

    @property
    def broken(self) -> bool:
        """Return whether it can only be changed as text: it is no whole YAML, or no exercise at all."""
        return self._spans.broken is not None or self.exercise is None

    def take_poses(self, poses: Poses) -> None:
        """Take the other exercises as they are now."""
        self.poses = poses
        self._read = None

    @property
    def untouched(self) -> bool:
        """Return whether nothing was written into a new file yet: it is empty, and nobody's mistake."""
        return self.before is None and not self.can_undo

    @property
    def exercise(self) -> Exercise | None:
        """Return what the text says, to be shown while it is written: what is wrong in it is left out.

        None where it is no mapping at all.
        """
        root = parse_yaml(self.text.encode("utf-8", "surrogatepass"), self.path.name).root
        if not isinstance(root, Fields):
            return None
        keys = Keys(root, Problems(self.path.name), EXERCISE_KEYS)
        return exercise_in(keys, key_of(self.path), self.path.parent, self.poses)

    @property
    def pose(self) -> str | None:
        """Return whose figure is shown: a name as written, the file's own where it says figure; None: no figure."""
        said = self.value(PICTURE)
        if said is None:
            return None
        return key_of(self.path) if said == FIGURE else named_pose(said)

    def set_pose(self, key: str | None) -> None:
        """Show another exercise's figure; None: no picture."""
        if key is None:
            self.set(PICTURE, None)
        else:
            self.set(PICTURE, FIGURE if key == key_of(self.path) else f"{FIGURE_OF} {key}")

    def set_text(self, key: str, text: str) -> None:
        """Put a text under a key; where nothing is left of it, the key goes."""
        text = " ".join(text.split())
        self.set((key,), text or (None if key != "name" else ""))

    def set_texts(self, key: str, texts: Sequence[str]) -> None:
        """Put a list of texts under a key; where none is left, the key goes.

        An easier form keeps what it says beside its text, as long as its text or its place stays.
        """
        lines = [" ".join(text.split()) for text in texts]
        lines = [line for line in lines if line]
        if not lines:
            self.set((key,), None)
        elif key == "easier":
            self.set((key,), easier_written(self, ("easier",), lines))
        else:
            self.set((key,), lines)

    def lines(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list, of an easier form with keys its text."""
        return lines_of(self, (key,))

    def add_images(self, files: Sequence[tuple[str, float | None]], index: int | None = None) -> None:
        """Add pictures, each with the seconds that it stands; a figure gives way to them.

        None of seconds: it stands for ever where it is alone, and as long as is usual where others follow each other.
        """
        count = self.count(PICTURE)
        several = count + len(files) > 1
        usual = USUAL if several else None
        entries: list[Written] = [_entry(file, usual if seconds is None else seconds) for file, seconds in files]
        with self.together("The picture added" if len(entries) == 1 else f"{len(entries)} pictures added"):
            if not count:
                self.set(PICTURE, entries)
                return
            if count == 1 and not self.of_image(0, "for") and not self.of_image(0, "key"):
                # It stood alone, and would never make room for the next.
                self.set((*PICTURE, 0, "for"), f"{USUAL:g} s")
            for number, entry in enumerate(entries):
                self.insert(PICTURE, (count if index is None else index) + number, entry)

    def set_of_image(self, number: int, key: str, text: str) -> None:
        """Put a text under a key of one of the pictures; where nothing is left of it, the key goes."""
        self.set((*PICTURE, number, key), " ".join(text.split()) or None)

    def of_image(self, number: int, key: str) -> str:
        """Return what one of the pictures says under a key; empty where it says nothing."""
        return self.value((*PICTURE, number, key)) or ""

    def remove_image(self, number: int) -> None:
        """Take one of the pictures out; with the last one the key goes."""
        if self.count(PICTURE) == 1:
            self.set(PICTURE, None)
        else:
            self.remove((*PICTURE, number))

    @property
    def image_files(self) -> tuple[str, ...]:
        """Return the names of the pictures' files."""
        return tuple(self.of_image(number, "image") for number in range(self.count(PICTURE)))

    def _read_as(self, document: Document) -> ExerciseRead:
        return exercise_of(document, self.path, self.path.name, self.poses)

    def _named(self, at: At) -> str:
        if len(at) > 1 and at[0] == PICTURE[0] and isinstance(at[1], int):
            return f"Picture {at[1] + 1}"
        key = next((step for step in at if isinstance(step, str)), "file")
        return f"The {key}"


def lines_of(draft: FileDraft[Any], at: At) -> tuple[str, ...]:
    """Return the texts of the list at a place, of an easier form with keys its text."""
    count = draft.count(at)
    if not count:
        return draft.texts(at)
    found = (draft.value((*at, n)) or draft.value((*at, n, "text")) for n in range(count))
    return tuple(text for text in found if text)


def easier_written(draft: FileDraft[Any], at: At, lines: Sequence[str]) -> list[Written]:
    """Return easier forms as they are to be written at a place: a known text, else a known place, keeps its keys."""
    before = [{key: draft.value((*at, n, key)) or "" for key in draft.keys((*at, n))} for n in range(draft.count(at))]
    out: list[Written] = []
    same = len(before) == len(lines)
    for number, line in enumerate(lines):
        kept = next((row for row in before if row.get("text") == line), before[number] if same else {})
        out.append({**kept, "text": line} if kept else line)
    return out


def _entry(file: str, seconds: float | None) -> dict[str, Written]:
    """Return a picture as it is written."""
    return {"image": file} if seconds is None else {"image": file, "for": f"{seconds:g} s"}
