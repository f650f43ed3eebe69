"""Find anew what takes time when our own figures are set up: `python -m bench.make_setups`, after a change in a pose.

A test compares: it also fails after a change in the body, or in the code that draws.
"""

from __future__ import annotations

import json
from typing import Any

from app.core.figure.pose import Figure
from app.core.figure.scene import Scene
from app.storage.body_files import BUILDS, load_body, load_few, load_parts
from app.storage.figure_setups import as_kept, shipped_file
from app.storage.figures import Figures
from app.ui.figure_drawing import FigureDrawing


def setups() -> str:
    """Return the file's text: for each person the set-ups by the content of the figures' files."""
    figures, made = Figures(None), dict[str, Any]()
    for person in BUILDS:
        drawing, own = FigureDrawing(person=person), dict[str, Any]()
        for name in sorted(figures.names()):
            figure, stamp = figures.figure_for(name), drawing.stamp(name)
            assert isinstance(figure, Figure) and stamp is not None
            content, _, _, made["looks"] = stamp.split("|")
            own[content] = as_kept(Scene(figure, load_body(person), load_parts(person), load_few(person)).setup)
        made[person] = own
    return json.dumps(made, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    shipped_file().write_text(setups(), encoding="utf-8")
    print(f"{shipped_file().name}: {shipped_file().stat().st_size // 1000} kB")
