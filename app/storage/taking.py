"""What of a parcel would be taken, and under which names; then taking it, all of it or nothing.

What comes from elsewhere is checked by the checker of all files first. Nothing of the person's own is overwritten: a
name that is given already gets a number, and the routine's text is changed where it speaks of it; only where the
person says so does a routine take the place of theirs. What is there already, the same to the byte, stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.core.faults import Fault
from app.core.routine import Routine
from app.paths import Folders, bundled
from app.storage.chosen_file import FileRefusedError
from app.storage.exercise_files import read_exercise
from app.storage.library import ExerciseShelf, Library
from app.storage.naming import Naming, OfferedExercise, Standing
from app.storage.own_names import OwnNames
from app.storage.parcel import ENDING, Parcel
from app.storage.put_together import alone, put_together, set_out
from app.storage.routine_files import read_routine
from app.storage.schema_files import provide_schemas
from app.storage.store_trouble import StoreTrouble, kind_of
from app.storage.yaml_writing import NotEditedError


@dataclass(frozen=True, slots=True)
class Offer:
    """What a parcel holds and what taking it would do; nothing can be taken where there is no routine."""

    parcel: Parcel
    faults: tuple[Fault, ...] = ()  # problems and warnings
    routine: Routine | None = None  # as the file has it
    key: str = ""
    name: str = ""
    standing: Standing = Standing.NEW
    clash: Path | None = None  # the person's own routine that has its name, or another's of the program
    replaceable: bool = False  # the clash is the person's own
    exercises: tuple[OfferedExercise, ...] = ()
    uses_own: tuple[str, ...] = ()  # exercises that it names and that are the person's own
    writes: Mapping[str, bytes] = field(default_factory=dict)  # what taking it puts into the data folder
    there: Mapping[str, bytes] = field(default_factory=dict)  # pictures that it speaks of and that are there

    @property
    def good(self) -> bool:
        """Return whether it can be taken."""
        return self.routine is not None


def offer_of(
    parcel: Parcel, folders: Folders, library: Library, *, name: str | None = None, in_place: bool = False
) -> Offer:
    """Return what taking a parcel would do; `name` is the routine's new one, `in_place`: over the person's own.

    FileRefusedError where the disk refuses to have it looked at.
    """
    try:
        with set_out(folders.data, parcel.files) as folder:
            routine, faults = checked(parcel, folder, folders)
    except OSError as problem:
        raise _refused(problem, folders.data) from problem
    if routine is None:
        return Offer(parcel, faults)
    own = OwnNames(folders.data, library, bundled())
    try:
        named = Naming(parcel, routine, own, in_place=in_place).named(name)
    except NotEditedError as problem:
        raise FileRefusedError(
            f"{parcel.shown} cannot be taken under another name: {problem} Nothing was taken."
        ) from None
    brought = set(parcel.exercises)
    keys = dict.fromkeys(s.exercise.key for s in routine.every_step() if not s.exercise.inline)
    uses_own = tuple(key for key in keys if key not in brought and own.yaml("exercises", key))
    return Offer(
        parcel, faults, routine, named.key, named.name, named.standing, named.clash, named.replaceable,
        named.exercises, uses_own, named.writes, named.there,
    )  # fmt: skip


def take_now(offer: Offer, folders: Folders, *, name: str | None = None, in_place: bool = False) -> Offer:
    """Take what was offered under the names that are free by now, and return what was taken; as `offer_of` and `take`.

    However long the person thought, and whoever takes something at the same moment, nothing of theirs is written over.
    """
    try:
        with alone(folders.data):
            library = Library(bundled(), folders.data)
            fresh = offer_of(offer.parcel, folders, library, name=name, in_place=in_place)
            if not fresh.good:
                raise FileRefusedError(f"{fresh.faults[0]} Nothing was taken.")
            take(fresh, folders)
            return fresh
    except OSError as problem:
        raise _refused(problem, folders.data) from problem


def take(offer: Offer, folders: Folders) -> None:
    """Put what is offered into the data folder, all or nothing; FileRefusedError where the disk refuses."""
    if not offer.writes:
        return
    try:
        with set_out(folders.data, {**offer.there, **offer.writes}) as folder:
            _check_names(offer, folder, folders)
        put_together(folders.data, offer.writes)
        provide_schemas(folders.data)
    except OSError as problem:
        raise _refused(problem, folders.data) from problem


def _check_names(offer: Offer, folder: Path, folders: Folders) -> None:
    """Refuse what was good and is not any more, now that the names in it are others."""
    path = f"routines/{offer.key}{ENDING}"
    if path in offer.writes:
        faults = [f for f in read_routine(folder / path, shelf_of(folder, folders), path).faults if not f.warning]
        if faults:
            raise FileRefusedError(f"It cannot be taken under these names: {faults[0]} Nothing was taken.")


def shelf_of(folder: Path, folders: Folders) -> ExerciseShelf:
    """Return the exercises that a parcel's routine may name: bundled ones, own ones, before both those it brings."""
    resources = bundled() / "resources"
    figures = (folder / "figures", folders.figures, resources / "figures")
    return ExerciseShelf(resources / "exercises", folders.exercises, folder / "exercises", figures=figures)


def checked(parcel: Parcel, folder: Path, folders: Folders) -> tuple[Routine | None, tuple[Fault, ...]]:
    """Return the routine of a parcel that is set out in a folder, None where it has problems, and what was found."""
    shelf = shelf_of(folder, folders)
    read = read_routine(folder / parcel.routine_path, shelf, _shown(parcel, parcel.routine_path))
    faults = list(read.faults)
    for path in parcel.files:
        if path.startswith("exercises/") and path.endswith(ENDING):
            faults += read_exercise(folder / path, _shown(parcel, path), poses=shelf).faults
        elif path.startswith("figures/"):
            from app.storage.figure_files import load_figure  # noqa: PLC0415  # needs numpy, and few bring a figure

            found = load_figure(folder / path, _shown(parcel, path))
            faults += found if isinstance(found, list) else []
    good = all(fault.warning for fault in faults)
    return (read.routine if good else None), tuple(faults)


def _shown(parcel: Parcel, path: str) -> str:
    """Return how a file of a parcel is called: by itself where the parcel is one file."""
    return parcel.shown if len(parcel.files) == 1 else f"{parcel.shown}/{path}"


def _refused(problem: OSError, data: Path) -> FileRefusedError:
    trouble = StoreTrouble(kind_of(problem), data, problem.strerror or str(problem))
    return FileRefusedError(f"{trouble.sentence} Nothing was taken.")
