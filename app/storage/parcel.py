"""One routine with all that it brings, in memory: what a shared file holds, and what any other file is turned into.

The paths are those of a data folder: `routines/evening.yaml`, `exercises/slide.yaml`, `exercises/start.jpg`. A parcel
has been read within bounds and its paths cannot leave a folder; what stands in the files is not checked yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.core.faults import Fault

FOLDERS = ("routines", "exercises", "figures")
MOST_FILES = 200
MOST_BYTES = 32 * 2**20  # of all files together
MOST_PICTURE_BYTES = 8 * 2**20
ENDING = ".yaml"


class ParcelRefusedError(Exception):
    """The file is none that can be taken; `faults` say why, with line and column where there are any."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Note:
    """A line of a file, and what it was understood as, or why it was left out; line 0 is the file as a whole."""

    line: int
    text: str
    left_out: bool = False

    def __str__(self) -> str:
        """Return the line as a terminal shows it."""
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{'left out: ' if self.left_out else ''}{self.text}"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A routine's file and what it needs; `shown` is how the file is spoken of, `key` the routine's name in it."""

    shown: str
    key: str
    files: Mapping[str, bytes]
    notes: tuple[Note, ...] = ()

    @property
    def routine_path(self) -> str:
        """Return the routine's path."""
        return f"routines/{self.key}{ENDING}"

    @property
    def exercises(self) -> tuple[str, ...]:
        """Return the keys of the exercises it brings."""
        return tuple(key_in(p) for p in self.files if p.startswith("exercises/") and p.endswith(ENDING))


def key_in(path: str) -> str:
    """Return the key that a path gives its file: its name without the ending."""
    return PurePosixPath(path).stem
