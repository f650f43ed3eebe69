"""Routines and exercises that are no longer wanted: moved aside, never deleted, and put back where that is asked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that was moved aside: where it was, and where it lies now."""

    was: Path
    lies: Path


def remove(path: Path, folder: Path) -> Removed:
    """Move a file into `folder`, under a name of its own kind that is free; OSError where the disk refuses.

    Pictures stay where they are: another exercise may show them, too.
    """
    kind = folder / path.parent.name
    kind.mkdir(parents=True, exist_ok=True)
    names = (path.name if number == 1 else f"{path.stem}-{number}{path.suffix}" for number in count(1))
    lies = next(place for place in (kind / name for name in names) if not os.path.lexists(place))
    path.rename(lies)
    return Removed(path, lies)


def put_back(removed: Removed) -> None:
    """Move a file back; FileExistsError where another has its place by now, OSError where the disk refuses."""
    if os.path.lexists(removed.was):
        raise FileExistsError(removed.was)
    removed.was.parent.mkdir(parents=True, exist_ok=True)
    removed.lies.rename(removed.was)
