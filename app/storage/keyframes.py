"""The names of figures' keyframes, without the figures: what the window asks at every change needs no numpy."""

from __future__ import annotations

from pathlib import Path

from app.core.figure.positions import START
from app.storage.yaml_reader import Fields, read_yaml


class Keyframes:
    """Knows them for each exercise whose figure lies in one of some folders, the first folder first."""

    def __init__(self, *folders: Path) -> None:
        """Take the folders; nothing is read yet."""
        self._folders = folders
        self._names: dict[str, frozenset[str] | None] = {}

    def names(self, exercise: str) -> frozenset[str] | None:
        """Return the names of an exercise's keyframes; None where it has no figure that can be read."""
        if exercise not in self._names:
            paths = (folder / f"{exercise}.yaml" for folder in self._folders)
            path = next((path for path in paths if path.is_file()), None)
            self._names[exercise] = None if path is None else keyframe_names(path)
        return self._names[exercise]


def keyframe_names(path: Path) -> frozenset[str] | None:
    """Return the names of the keyframes in a figure's file, its start with them; None: there are none to be read."""
    root = read_yaml(path).root
    top = {e.key: e.value for e in root.entries} if isinstance(root, Fields) else {}
    keys = top.get("keys")
    if not isinstance(keys, Fields):
        return None
    return frozenset((*(e.key for e in keys.entries), *([START] if "start" in top else [])))
