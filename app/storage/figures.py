"""Finding an exercise's figure: the person's own first, then the bundled one."""

from __future__ import annotations

from pathlib import Path

from app.core.faults import Fault
from app.core.figure.pose import Figure
from app.paths import bundled, is_file
from app.storage.figure_files import load_figure


class Figures:
    """The figures' files in their folders, read once each until the file changes."""

    def __init__(self, own: Path | None = None) -> None:
        """Look into the person's own folder, where there is one, before the bundled one."""
        self._folders = [*([own] if own is not None else []), bundled() / "resources" / "figures"]
        self._read: dict[Path, tuple[int, Figure | list[Fault]]] = {}

    def file(self, exercise: str) -> Path | None:
        """Return an exercise's figure file; None where it has none."""
        for folder in self._folders:
            path = folder / f"{exercise}.yaml"
            if path.parent == folder and is_file(path):
                return path
        return None

    def names(self) -> tuple[str, ...]:
        """Return all exercises that have a figure, in alphabetical order."""
        return tuple(sorted({p.stem for folder in self._folders if folder.is_dir() for p in folder.glob("*.yaml")}))

    def figure_for(self, exercise: str) -> Figure | list[Fault] | None:
        """Return an exercise's figure, what is wrong with its file, or None where it has none."""
        path = self.file(exercise)
        if path is None:
            return None
        stamp = path.stat().st_mtime_ns
        held = self._read.get(path)
        if held is None or held[0] != stamp:
            held = (stamp, load_figure(path))
            self._read[path] = held
        return held[1]
