"""Pictures of figures for the window's worker: scenes are set up once, pictures made when they are asked for."""

from __future__ import annotations

import hashlib
import sys
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.ui.pictures import LetterSpot

if TYPE_CHECKING:
    from app.core.figure.scene import Scene
    from app.ui.pictures import Wanted

LETTERED = 1000  # pixels of width: smaller pictures wear no letter
RING = 0.062  # the ring's radius, of the picture's height
SCENES = 6  # kept set up; each holds its keyframes' points, about 2 MB a keyframe


class FigureDrawer:
    """Draws figures for `Pictures`; everything but `stamp` belongs to one worker thread."""

    def __init__(self, own: Path | None = None, person: str = "woman", skin: int = 1) -> None:
        """Take the folder of the person's own figures and who is drawn."""
        self._own, self._person, self._skin = own, person, skin
        self._scenes: OrderedDict[str, Scene] = OrderedDict()
        self._looks: str | None = None
        self._letters: dict[tuple[str, str | None, str | None], LetterSpot] = {}

    def stamp(self, exercise: str) -> str | None:
        """Return what changes when the figure, the body or the way it is drawn changes; None: there is no figure."""
        from app.paths import bundled  # noqa: PLC0415 - the first paint does not need it

        for folder in (self._own, bundled() / "resources" / "figures"):
            path = None if folder is None else folder / f"{exercise}.yaml"
            if path is not None and path.is_file():
                if self._looks is None:
                    self._looks = _looks(bundled())
                return f"{path}|{path.stat().st_mtime_ns}|{self._person}|{self._skin}|{self._looks}"
        return None

    def scene(self, exercise: str) -> Scene | None:
        """Return an exercise's scene, set up where it was not; None where there is no good figure."""
        # numpy comes with these, on the worker
        from app.core.figure.pose import Figure  # noqa: PLC0415
        from app.core.figure.scene import Scene  # noqa: PLC0415
        from app.storage.body_files import load_body, load_few, load_parts  # noqa: PLC0415
        from app.storage.figures import Figures  # noqa: PLC0415

        stamp = self.stamp(exercise)
        if stamp is None:
            return None
        if stamp in self._scenes:
            self._scenes.move_to_end(stamp)
            return self._scenes[stamp]
        figure = Figures(self._own).figure_for(exercise)
        if not isinstance(figure, Figure):
            return None
        scene = Scene(figure, load_body(self._person), load_parts(self._person), load_few(self._person))
        self._scenes[stamp] = scene
        while len(self._scenes) > SCENES:
            self._scenes.popitem(last=False)
        return scene

    def rest(self) -> None:
        """Let go of the scenes: no picture is wanted just now."""
        self._scenes.clear()
        import ctypes  # noqa: PLC0415 - long after the first paint

        # The GNU library keeps some 20 MB of freed arrays for itself unless it is asked; others have no such function.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
        if trim is not None:
            trim(0)

    def letter(self, exercise: str, position: str | None, frame: str | None) -> LetterSpot | None:
        """Return where the ring of a large picture drawn before stands; None where it has none. From any thread."""
        return self._letters.get((exercise, position, frame))

    def draw(self, wanted: Wanted) -> QImage | None:
        """Return the figure of a position on a clear ground; None where it cannot be drawn."""
        from app.core.figure.scene import Moment  # noqa: PLC0415
        from app.core.figure.turning import letter_spot, limb_of, shown  # noqa: PLC0415
        from app.ui.widgets.figure_painter import image_of  # noqa: PLC0415

        scene = self.scene(wanted.exercise)
        if scene is None:
            return None
        what = shown(scene.figure, wanted.sides, wanted.position, wanted.frame)
        width, height = wanted.size
        limb = limb_of(scene.figure, wanted.position)
        if limb is not None and width >= LETTERED:
            side, name = limb
            radius = RING * height
            drawn = side.other if what.mirrored else side
            x, y = letter_spot(scene, what.key, (drawn, name), (float(width), float(height)), radius)
            spot = LetterSpot((width - x if what.mirrored else x) / width, y / height, side.value[0].upper())
            self._letters[wanted.exercise, wanted.position, wanted.frame] = spot
        fine = 2 if width * height < 900_000 else 1
        picture = scene.picture(
            Moment(what.key), width, height, theme="dark" if wanted.dark else "light", skin=self._skin, fine=fine
        )
        return image_of(picture, what.mirrored)


def _looks(bundled: Path) -> str:
    """Return what changes when bodies or the drawing change."""
    digest = hashlib.sha256()
    for folder, pattern in (
        (bundled / "resources" / "figures" / "bodies", "*.npz"),
        (Path(__file__).resolve().parent.parent / "core" / "figure", "*.py"),
    ):
        for path in sorted(folder.glob(pattern)):
            digest.update(f"{path.name}|{path.stat().st_size}|{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:12]
