"""The bundled exercises and routines, read once by the program's own reader."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.core.exercise import Exercise
from app.core.routine import Routine
from app.paths import bundled
from app.storage.library import Library


@cache
def library() -> Library:
    """Return what comes with the program, with no folder of a person's own."""
    return Library(bundled(), Path("/nonexistent"))


@cache
def exercises() -> dict[str, Exercise]:
    """Return the bundled exercises by key; each is read without a problem or a warning."""
    shelf = library().bundled_exercises
    found: dict[str, Exercise] = {}
    for key in shelf.names():
        read = shelf.read(key)
        assert read is not None
        assert read.faults == (), [str(fault) for fault in read.faults]
        assert read.exercise is not None
        found[key] = read.exercise
    return found


@cache
def routines() -> dict[str, Routine]:
    """Return the bundled routines by key; each is read without a problem, with the warnings left to the tests."""
    found: dict[str, Routine] = {}
    for key in library().bundled_routines:
        read = library().routine(key)
        assert read is not None
        assert read.routine is not None, [str(fault) for fault in read.faults]
        found[key] = read.routine
    return found
