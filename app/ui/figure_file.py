"""A figure as the bytes of a picture file, on the ground that the session's stage has."""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath

from app.core.figure.look import Look
from app.core.figure.pose import Figure
from app.core.figure.positions import Shown
from app.core.figure.scene import Moment, Scene
from app.core.figure.turning import described, letter_spot, limb_of, shown
from app.core.figure.vector import Ring, svg
from app.paths import bundled
from app.storage.body_files import load_body, load_parts
from app.ui.image_coding import encoded
from app.ui.theme import Role, colours, load_family
from app.ui.widgets.figure_painter import RING, image_of, letter_font, paint_letter, ring_colours

# How finely edges are looked at, up to how many pixels: the fewer there are, the more each edge shows.
FINE_UP_TO = ((4, 700_000), (3, 2_200_000), (2, 5_000_000))


@dataclass(frozen=True, slots=True)
class _Letter:
    """Where the ring stands in the picture as it is shown, pixels, and what is in it."""

    x: float
    y: float
    radius: float
    text: str


def drawn(
    figure: Figure, sides: tuple[str, ...], position: str | None, key: str | None, *, look: Look, vector: bool
) -> bytes:
    """Return a position's picture as a PNG file's bytes, or an SVG's; MemoryError and OSError pass through."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a picture needs no screen
    app = QGuiApplication.instance() or QGuiApplication([])
    load_family(bundled() / "resources" / "fonts")
    what = shown(figure, sides, position, key)
    scene = Scene(figure, load_body(look.person), load_parts(look.person)).alone(what.key)
    letter = _letter(scene, what, position, look) if look.letter else None
    ground = QColor(colours(look.dark, False)[Role.STAGE])
    if vector:
        text = described(figure, sides, position, key)
        return svg(scene, what, look, ground=ground.name(), text=text, ring=_ring(letter, look.dark)).encode()
    width, height = look.size
    fine = next((fine for fine, pixels in FINE_UP_TO if width * height <= pixels), 1)
    picture = scene.picture(Moment(what.key), width, height, theme=look.theme, skin=look.skin - 1, fine=fine)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    painter.drawImage(0, 0, image_of(picture, what.mirrored))
    if letter is not None:
        paint_letter(painter, QPointF(letter.x, letter.y), letter.radius, letter.text, look.dark)
    painter.end()
    del app
    return encoded(image, "png")


def _letter(scene: Scene, what: Shown, position: str | None, look: Look) -> _Letter | None:
    """Return the working limb's letter; None where no limb works more than the other."""
    limb = limb_of(scene.figure, position)
    if limb is None:
        return None
    side, name = limb
    width, height = (float(n) for n in look.size)
    radius = RING * min(width, height)
    x, y = letter_spot(scene, what.key, (side.other if what.mirrored else side, name), (width, height), radius)
    return _Letter(width - x if what.mirrored else x, y, radius, side.value[0].upper())


def _ring(letter: _Letter | None, dark: bool) -> Ring | None:
    """Return the ring as paths: a viewer of the file may not have our type."""
    if letter is None:
        return None
    path = QPainterPath()
    path.addText(0, 0, letter_font(letter.radius), letter.text)
    box = path.boundingRect()
    path.translate(letter.x - box.center().x(), letter.y - box.center().y())
    lines = [
        " ".join(f"{'M' if n == 0 else 'L'}{p.x():.1f} {p.y():.1f}" for n, p in enumerate(polygon.toList())) + "Z"
        for polygon in path.toSubpathPolygons()
    ]
    return Ring(letter.x, letter.y, letter.radius, "".join(lines), *ring_colours(dark))
