"""Names for all that a parcel brings: its own where they are free, else with a number, and the texts that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from app.core.file_names import file_key, folded
from app.core.plain_line import cleaned
from app.core.routine import Routine
from app.storage.chosen_file import FileRefusedError
from app.storage.exercise_pictures import FIGURE, FIGURE_OF, as_key, named_pose
from app.storage.own_names import OwnNames, content_of
from app.storage.parcel import ENDING, Parcel, key_in
from app.storage.renaming import picture_word, renamed_exercise, renamed_routine

MOST_NUMBERS = 1000


class Standing(StrEnum):
    """How something that is offered stands to what is there."""

    NEW = "new"
    THERE = "there"  # the same is there already
    RENAMED = "renamed"  # another of that name is there
    REPLACES = "replaces"  # takes the place of the person's own


@dataclass(frozen=True, slots=True)
class OfferedExercise:
    """An exercise that comes with a routine: its key in the file, and the key that it gets."""

    key: str
    name: str
    becomes: str
    standing: Standing


@dataclass(slots=True)
class Named:
    """The names that were found, and the files that are to be written under them."""

    key: str = ""
    name: str = ""
    standing: Standing = Standing.NEW
    clash: Path | None = None  # the routine that has its name
    replaceable: bool = False  # and is the person's own
    exercises: tuple[OfferedExercise, ...] = ()
    writes: dict[str, bytes] = field(default_factory=dict)
    there: dict[str, bytes] = field(default_factory=dict)  # pictures that are there already


class Naming:
    """Finds a name for everything in a parcel whose routine was read without a problem."""

    def __init__(self, parcel: Parcel, routine: Routine, own: OwnNames, *, in_place: bool = False) -> None:
        """Take what was read and what is there; `in_place`: what is the person's own gives way."""
        self._parcel, self._routine, self._own, self._in_place = parcel, routine, own, in_place
        self._keys: dict[str, str] = {}  # of exercises, and of figures by themselves -> what they become
        self._named = Named()

    def named(self, name: str | None = None) -> Named:
        """Return the names; `name` is what the routine is to be called.

        Raises FileRefusedError where none is left, NotEditedError where a text cannot be changed in its place.
        """
        pictures = self._pictures("exercises")
        lent = {key: picture_word(self._exercise_data(key)) for key in self._parcel.exercises}
        for path in self._parcel.files:
            if path.startswith("figures/") and key_in(path) not in lent:
                self._figure(key_in(path))
        # Those that show another one's figure come after it.
        ordered = sorted(lent, key=lambda key: named_pose(lent[key]) is not None)
        self._named.exercises = tuple(self._exercise(key, pictures) for key in ordered)
        self._routine_named(cleaned(name or "") or None)
        return self._named

    def _exercise_data(self, key: str) -> bytes:
        return self._parcel.files[f"exercises/{key}{ENDING}"]

    # The routine

    def _routine_named(self, name: str | None) -> None:
        brought = {one.key: one.becomes for one in self._named.exercises}
        pictures = self._pictures("routines")
        data = self._parcel.files[self._parcel.routine_path]
        key, first = (file_key(name, "routine"), name) if name else (self._parcel.key, self._routine.name)
        self._named.clash, self._named.replaceable = self._clash(key, first)
        free = not self._own.is_called(first)  # where the file's name alone is another's
        for number in _numbers(first):
            called = first if number == 1 or free else f"{first} {number}"
            content = renamed_routine(data, brought, pictures, called if called != self._routine.name else None)
            place, standing = self._routine_standing(_numbered(key, number), called, content)
            if standing is None:
                continue
            if standing is not Standing.THERE:
                self._named.writes[place] = content
            renamed = standing is Standing.NEW and number > 1
            self._named.key, self._named.name = key_in(place), called
            self._named.standing = Standing.RENAMED if renamed else standing
            return

    def _clash(self, key: str, name: str) -> tuple[Path | None, bool]:
        """Return the routine that has this key or name already, and whether it is the person's own."""
        own = self._own.yaml("routines", key) or self._own.routine_called(name)
        return (own, True) if own else (self._own.bundled("routines", key), False)

    def _routine_standing(self, key: str, name: str, content: bytes) -> tuple[str, Standing | None]:
        """Return path and standing of the routine under a key and a name; None where they are another's."""
        clash, replaceable = self._clash(key, name)
        place = f"routines/{key}{ENDING}"
        if clash is None:
            return place, Standing.NEW
        if content_of(clash) == content:
            return f"routines/{clash.name}", Standing.THERE
        if self._in_place and replaceable:
            return self._own.relative(clash), Standing.REPLACES
        return place, None

    # Pictures

    def _pictures(self, folder: str) -> dict[str, str]:
        """Return the pictures of a folder that get another name, and keep what is to be written of them."""
        renamed: dict[str, str] = {}
        given: set[str] = set()
        for path, content in self._parcel.files.items():
            if path.startswith(f"{folder}/") and not path.endswith(ENDING):
                wanted = PurePosixPath(path).name
                name = self._picture(folder, wanted, content, given)
                given.add(folded(name))
                if name != wanted:
                    renamed[wanted] = name
        return renamed

    def _picture(self, folder: str, wanted: str, content: bytes, given: set[str]) -> str:
        """Return the name that a picture gets; its own is never taken from another one, not even in place."""
        for number in _numbers(wanted):
            name = _numbered(wanted, number)
            there = self._own.file(folder, name)
            if folded(name) in given or (there is not None and content_of(there) != content):
                continue
            kept = self._named.writes if there is None else self._named.there
            name = name if there is None else there.name
            kept[f"{folder}/{name}"] = content
            return name
        return wanted

    # Exercises and figures

    def _exercise(self, key: str, pictures: Mapping[str, str]) -> OfferedExercise:
        """Return under which key an exercise is taken, and keep what is to be written of it."""
        figure = self._parcel.files.get(f"figures/{key}{ENDING}")
        name = next((s.exercise.name for s in self._routine.every_step() if s.exercise.key == key), key)
        for number in _numbers(key):
            becomes = _numbered(key, number)
            content = self._exercise_text(key, becomes, pictures)
            standing = self._exercise_standing(becomes, content, figure, first=number == 1)
            if standing is None:
                continue
            if standing is not Standing.THERE:
                there = self._own.yaml("exercises", becomes)
                self._named.writes[self._own.relative(there) if there else f"exercises/{becomes}{ENDING}"] = content
                if figure is not None:
                    self._named.writes[f"figures/{becomes}{ENDING}"] = figure
            self._keys[key] = becomes
            renamed = standing is Standing.NEW and number > 1
            return OfferedExercise(key, name, becomes, Standing.RENAMED if renamed else standing)
        return OfferedExercise(key, name, key, Standing.THERE)

    def _exercise_text(self, key: str, becomes: str, pictures: Mapping[str, str]) -> bytes:
        """Return an exercise's text under another key: pictures and figures are named as they are called now."""
        data = self._exercise_data(key)
        word = picture_word(data)
        lender = named_pose(word)
        new = word
        if lender is not None:
            lender = lender if lender in self._keys else as_key(lender)
            new = f"{FIGURE_OF} {becomes if lender == key else self._keys.get(lender, lender)}"
        elif word == FIGURE and becomes != key and f"figures/{key}{ENDING}" not in self._parcel.files:
            # The figure of its own name comes with the program.
            new = f"{FIGURE_OF} {key}" if self._own.bundled("figures", key) else word
        changed = lender is None or new != f"{FIGURE_OF} {lender}"
        return renamed_exercise(data, pictures, {word: new} if word and changed else {})

    def _exercise_standing(self, key: str, content: bytes, figure: bytes | None, *, first: bool) -> Standing | None:
        """Return how an exercise stands under a key; None where the key is another's."""
        bundled_one = self._own.bundled("exercises", key)
        if bundled_one is not None:
            return Standing.THERE if figure is None and content_of(bundled_one) == content else None
        own, own_figure = self._own.yaml("exercises", key), self._own.yaml("figures", key)
        if own is None:
            return Standing.NEW if own_figure is None or content_of(own_figure) == figure else None
        if content_of(own) == content and (figure is None or content_of(own_figure) == figure):
            return Standing.THERE
        return Standing.REPLACES if self._in_place and first else None

    def _figure(self, key: str) -> None:
        """Keep a figure that an exercise shows and that is no other exercise's in the parcel."""
        content = self._parcel.files[f"figures/{key}{ENDING}"]
        for number in _numbers(key):
            becomes = _numbered(key, number)
            there = self._own.yaml("figures", becomes) or self._own.bundled("figures", becomes)
            if there is None and self._own.yaml("exercises", becomes) is None:
                self._named.writes[f"figures/{becomes}{ENDING}"] = content
            elif content_of(there) != content:
                continue
            self._keys[key] = becomes
            return


def _numbered(name: str, number: int) -> str:
    """Return a file's name or key with a number, the first time without."""
    path = PurePosixPath(name)
    return name if number == 1 else f"{path.stem}-{number}{path.suffix}"


def _numbers(name: str) -> Iterator[int]:
    """Yield the numbers that make a name another; FileRefusedError where all of them are given."""
    yield from range(1, MOST_NUMBERS)
    raise FileRefusedError(f"There are too many files called {name} already. Nothing was taken.")
