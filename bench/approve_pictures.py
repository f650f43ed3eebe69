"""Write the small approved pictures with which tests compare what is drawn: `python bench/approve_pictures.py`.

Run it after a change that is meant to be seen, look at every picture, and only then keep them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.core.figure.pose import Figure
from app.core.figure.scene import Moment, Scene
from app.core.figure.shade import Picture
from app.storage.body_files import load_body, load_parts
from app.storage.figures import Figures

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "pictures"
SIZE = (200, 150)
APPROVED = (  # exercise, keyframe, theme
    ("cat-cow", "cow", "light"),
    ("pigeon", "hold", "light"),
    ("supine-hamstring-stretch", "hold", "dark"),
    ("legs-up-the-wall", "hold", "light"),
    ("single-arm-row", "up", "dark"),
    ("deadlift", "stand", "light"),
)


def approved_name(case: tuple[str, str, str]) -> str:
    """Return a picture's file name without its ending."""
    return "-".join(case).replace(" ", "-")


def small_picture(scene: Scene, case: tuple[str, str, str]) -> Picture:
    """Return the picture of a case, small and on a clear ground."""
    return scene.picture(Moment(case[1]), *SIZE, theme=case[2])


def main() -> None:
    """Write all of them."""
    from app.ui.widgets.figure_painter import image_of  # noqa: PLC0415 - Qt only where pictures are written

    FOLDER.mkdir(parents=True, exist_ok=True)
    for case in APPROVED:
        figure = Figures().figure_for(case[0])
        if not isinstance(figure, Figure):
            raise SystemExit(f"{case[0]} has no good figure.")
        scene = Scene(figure, load_body("woman"), load_parts("woman"))
        path = FOLDER / f"{approved_name(case)}.png"
        image_of(small_picture(scene, case)).save(str(path))
        print(path)


if __name__ == "__main__":
    main()
