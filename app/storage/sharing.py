"""What goes into a shared file: a routine, the person's own exercises that it names, and their pictures and figures."""

from __future__ import annotations

from pathlib import Path

from app.core.exercise import Exercise, Image
from app.core.faults import Fault
from app.core.lengths import quoted
from app.core.routine import Routine
from app.paths import is_file
from app.storage.chosen_file import FileRefusedError
from app.storage.exercise_files import key_of
from app.storage.library import Library
from app.storage.parcel import ENDING, MOST_PICTURE_BYTES, Parcel, ParcelRefusedError
from app.storage.picture_kind import carries_camera_data
from app.storage.yaml_reader import NotTakenError, read_bounded


class Sharing:
    """Puts together what one routine of the library, or one in a file anywhere, needs elsewhere."""

    def __init__(self, library: Library, own_figures: Path) -> None:
        """Take the library, and the folder of the person's own figures."""
        self._library, self._figures = library, own_figures
        self._files: dict[str, bytes] = {}

    def parcel(self, path: Path, shown: str | None = None) -> tuple[Parcel, Routine]:
        """Return what is shared, with the routine.

        Raises ParcelRefusedError where the routine has problems, FileRefusedError where a file cannot be read.
        """
        self._files = {}
        read = self._library.routine_at(path, shown)
        if read.routine is None:
            raise ParcelRefusedError(*(fault for fault in read.faults if not fault.warning))
        key = key_of(path)
        self._add(f"routines/{key}{ENDING}", path)
        for step in read.routine.every_step():
            if step.exercise.inline:
                self._add_images("routines", path.parent, step.exercise.images)
                self._add_figure(step.exercise)
            elif path not in self._library.bundled_routines.values():
                self._add_exercise(step.exercise)
        return Parcel(shown or path.name, key, dict(sorted(self._files.items()))), read.routine

    def _add_exercise(self, exercise: Exercise) -> None:
        """Add an exercise's file, unless it comes with every Holdwell."""
        path = self._library.exercises.paths[exercise.key]
        name = f"exercises/{exercise.key}{ENDING}"
        if path in self._library.bundled_exercises.paths.values() or name in self._files:
            return
        self._add(name, path)
        self._add_images("exercises", path.parent, exercise.images)
        self._add_figure(exercise)

    def _add_figure(self, exercise: Exercise) -> None:
        """Add the figure that an exercise shows, with the exercise whose it is."""
        if not exercise.figure:
            return
        figure = self._figures / f"{exercise.pictured_as}{ENDING}"
        if is_file(figure):
            self._add(f"figures/{exercise.pictured_as}{ENDING}", figure)
        owner = self._library.exercises.find(exercise.pose) if exercise.pose else None
        if owner is not None and not owner.pose:
            self._add_exercise(owner)

    def _add_images(self, folder: str, beside: Path, images: tuple[Image, ...]) -> None:
        for image in images:
            self._add(f"{folder}/{image.file}", beside / image.file, MOST_PICTURE_BYTES)

    def _add(self, name: str, path: Path, most: int | None = None) -> None:
        try:
            self._files[name] = read_bounded(path) if most is None else read_bounded(path, most)
        except NotTakenError as problem:
            raise FileRefusedError(str(Fault(str(path), 0, 0, problem.text, problem.hint))) from None


def personal_in(parcel: Parcel, routine: Routine) -> tuple[str, ...]:
    """Return what a shared file tells about people, a line each: who gave it, notes, remarks, cameras' data."""
    found = [f"by: {quoted(routine.by)}"] if routine.by else []
    found += [f"note: {quoted(note)}" for note in dict.fromkeys(s.note for s in routine.every_step()) if note]
    found += [f"load: {quoted(load)}" for load in dict.fromkeys(s.load for s in routine.every_step()) if load]
    for name, content in parcel.files.items():
        if name.endswith(ENDING):
            lines = content.decode("utf-8", "replace").splitlines()
            remarks = sum(line.lstrip().startswith("#") and "yaml-language-server" not in line for line in lines)
            if remarks:
                found.append(f"{name}: {remarks} {'remark' if remarks == 1 else 'remarks'} behind a #")
        elif carries_camera_data(content):
            found.append(f"{name}: what the camera wrote into it, perhaps the place")
    return tuple(found)
