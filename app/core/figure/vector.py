"""A figure as a real vector picture: each material's tones as smooth filled shapes, one upon the other.

A material lies as a whole in its darkest tone, which is also its line; every lighter tone lies on it, so that no gap
opens between two tones, and lines are what the lighter tones leave free.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from app.core.figure.look import Look
from app.core.figure.positions import Shown
from app.core.figure.raster import add, blank, seen
from app.core.figure.scene import Moment, Scene
from app.core.figure.shade import Picture, blurred
from app.core.figure.trace import Floats, Line, area, fewer, outlines, path

TRACED = 1200  # pixels of the longer side of the map that is traced
SHADE_TONES = 9  # of the floor's shade, which is soft
BESIDE = 4.5  # pixels of the map round the body in which the shade on the floor is not read, but goes on
TONES = 6  # of a material
SMALLEST = 3.0  # square pixels of the map: smaller spots are left out
_LUMA = np.array((0.30, 0.59, 0.11), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Ring:
    """The working limb's letter, pixels of the picture: never mirrored; `letter` is the path of its letter."""

    x: float
    y: float
    radius: float
    letter: str
    colour: str
    paper: str


def svg(scene: Scene, what: Shown, look: Look, *, ground: str, text: str, ring: Ring | None = None) -> str:
    """Return the picture of a keyframe as an SVG file's text; `ground` is the colour behind it, as `#rrggbb`."""
    width, height = look.size
    finer = TRACED / max(width, height)
    w, h = max(1, round(width * finer)), max(1, round(height * finer))
    picture = scene.picture(Moment(what.key), w, h, theme=look.theme, skin=look.skin - 1, fine=1)
    flat = _on(picture, ground)
    materials = _materials(scene, what.key, w, h)
    mirror = float(w) if what.mirrored else None
    body = [f'<rect width="{w}" height="{h}" fill="{ground}"/>', *_shade(picture, flat, materials < 0, mirror)]
    for number in sorted(set(np.unique(materials).tolist()) - {-1}):
        body += _material(flat, materials == number, mirror)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {w} {h}" '
        f'role="img" stroke="none"><title>{escape(scene.figure.name)}</title><desc>{escape(text)}</desc>'
    )
    if ring is not None:
        body.append(
            f'<g transform="scale({w / width:.6g} {h / height:.6g})">'
            f'<circle cx="{ring.x:.1f}" cy="{ring.y:.1f}" r="{ring.radius:.1f}" fill="{ring.paper}" '
            f'stroke="{ring.colour}" stroke-width="{ring.radius * 0.13:.1f}"/>'
            f'<path d="{ring.letter}" fill="{ring.colour}" fill-rule="nonzero"/></g>'
        )
    return "\n".join([head, *body, "</svg>", ""])


def _on(picture: Picture, ground: str) -> Floats:
    """Return the picture's colours on a ground, 0 to 255."""
    back = np.array([int(ground[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float32)
    alpha = picture[..., 3:].astype(np.float32) / 255
    return np.asarray(picture[..., :3] * alpha + back * (1 - alpha), dtype=np.float32)


def _materials(scene: Scene, key: str, w: int, h: int) -> NDArray[np.int32]:
    """Return a number for the material that each pixel shows; -1: none."""
    frames = scene.frames(Moment(key))
    things = scene.things(key, frames)
    names = [*scene.body.colours]
    points, triangles, colour = [scene.skin_points(key)], [scene.body.faces], [scene.body.face_colour]
    offset = len(points[0])
    for thing in things:
        if thing.colour not in names:
            names.append(thing.colour)
        points.append(thing.points)
        triangles.append(thing.faces + offset)
        colour.append(np.full(len(thing.faces), names.index(thing.colour), dtype=np.int32))
        offset += len(thing.points)
    view = scene.view(w, h)
    turned = np.concatenate(points) @ scene.camera.T
    screen = np.stack([view.x + turned[:, 0] * view.scale, view.y - turned[:, 1] * view.scale, -turned[:, 2]], 1)
    faces = np.concatenate(triangles)
    both = np.zeros(len(faces), dtype=bool)
    both[: len(scene.body.faces)] = True
    best = blank(w, h)
    add(best, screen.astype(np.float32), faces.astype(np.int32), width=w, height=h, folds=both)
    found = seen(best, w, h)
    return found.grid(np.concatenate(colour)[found.faces].astype(np.int32), -1)


def _shade(picture: Picture, flat: Floats, open_floor: NDArray[np.bool_], mirror: float | None) -> list[str]:
    """Return the paths of the shadow on the open floor, each darker tone upon the lighter ones."""
    # Beside the body a pixel may be half covered by it: its darkness is the body's edge, and would be a seam round it.
    plain = open_floor & (blurred(np.where(open_floor, 0, 1).astype(np.float32), BESIDE, 1) < 0.02)
    dark = np.where(plain, picture[..., 3], 0).astype(np.float32)
    # there and behind the body the shadow goes on, so that it has no edge of its own where a limb begins
    known = np.maximum(blurred(plain.astype(np.float32), 6.0, 1), 0.05)
    spread = np.where(plain, dark, blurred(dark, 6.0, 1) / known).astype(np.float32)
    out: list[str] = []
    levels = [float(x) for x in np.geomspace(5, max(6.0, float(np.quantile(dark, 0.998))), SHADE_TONES + 1)[:-1]]
    for level, above in zip(levels, [*levels[1:], np.inf], strict=False):
        tone = plain & (dark >= level) & (dark < above)
        if tone.any():
            lines = [fewer(x, 0.7) for x in outlines(blurred(spread, 1.5, 1), level) if area(x) > 60]
            out += _filled(np.median(flat[tone], axis=0), lines, mirror)
    return out


def _material(flat: Floats, mask: NDArray[np.bool_], mirror: float | None) -> list[str]:
    """Return the paths of one material's tones, darkest first."""
    luma = flat @ _LUMA
    inside = luma[mask]
    if inside.size < 4:
        return []
    rows, cols = np.nonzero(mask)
    top, left = max(0, int(rows.min()) - 3), max(0, int(cols.min()) - 3)
    cut = (slice(top, int(rows.max()) + 4), slice(left, int(cols.max()) + 4))
    levels = _levels(inside)
    out: list[str] = []
    for n, (low, high) in enumerate(zip(levels, [*levels[1:], np.inf], strict=False)):
        region = mask[cut] if n == 0 else mask[cut] & (luma[cut] >= low)
        soft = blurred(region.astype(np.float32), 1.0, 1)
        # the whole is a little larger, so that no ground shows between it and its neighbour
        traced = outlines(np.minimum(1, soft * 1.25).astype(np.float32) if n == 0 else soft)
        lines = [fewer(line + np.array((left, top)), 0.35) for line in traced if area(line) > SMALLEST]
        out += _filled(flat[mask][(inside >= low) & (inside < high)].mean(0), lines, mirror)
    return out


def _filled(colour: Floats, lines: list[Line], mirror: float | None) -> list[str]:
    """Return one path of a colour, none where there are no lines."""
    red, green, blue = (round(float(x)) for x in colour)
    return [f'<path fill="#{red:02x}{green:02x}{blue:02x}" d="{path(lines, mirror)}"/>'] if lines else []


def _levels(luma: Floats) -> list[float]:
    """Return where each tone of a material begins, darkest first: tones that many pixels have lie close together."""
    low, high = float(np.quantile(luma, 0.01)), float(np.quantile(luma, 0.995))
    if high - low < 4:
        return [0.0]
    even = np.linspace(low, high, TONES + 1)[1:-1]
    often = np.quantile(luma, np.linspace(0, 1, TONES + 1)[1:-1])
    found = [0.0]
    for level in sorted((0.55 * even + 0.45 * often).tolist()):
        if level - found[-1] > 2.0 and ((luma >= found[-1]) & (luma < level)).any() and (luma >= level).any():
            found.append(float(level))
    return found
