"""The bundled figures, solved once for all tests of a process."""

from __future__ import annotations

from functools import cache

from app.core.figure.pose import Figure
from app.core.figure.scene import Scene
from app.storage.body_files import load_body, load_parts
from app.storage.figures import Figures
from tests.bundled import exercises

NAMES = Figures().names()
SIDED = tuple(name for name in NAMES if name in exercises() and exercises()[name].sides)


@cache
def figure(name: str) -> Figure:
    """Return a bundled figure; its file has no problem."""
    found = Figures().figure_for(name)
    assert isinstance(found, Figure), [str(fault) for fault in found or ()]
    return found


@cache
def scene(name: str) -> Scene:
    """Return a bundled figure with the woman's body in it."""
    return Scene(figure(name), load_body("woman"), load_parts("woman"))
