"""One moment of a scene to a picture: only the covered part is worked on, and what stands still is placed once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.figure.limbs import LIMBS, TOGETHER
from app.core.figure.mixing import Floor, choose, mixed
from app.core.figure.palette import tones
from app.core.figure.raster import Keys, Seen, add, blank, seen, weights
from app.core.figure.shade import (
    EVEN,
    FLAT,
    Lines,
    Lit,
    Picture,
    colours,
    contact,
    drawn,
    in_steps,
    smooth,
    toned,
)
from app.core.figure.shadow import FLOOR, Shadow, falling
from app.core.figure.skin import Floats, Ints
from app.core.figure.solids import Plane, Thing
from app.core.figure.stitching import finish

COARSE = 0.0024  # metres a pixel: where one is larger, a body of fewer triangles looks the same
KEPT_GROUND = 2_000_000  # pixels of a depth buffer worth keeping; a larger one is for a single still picture
_GRID = EVEN  # a crop begins at a multiple of this, so that what stands still is shaded alike in every picture
_TIGHT = 0.75  # how dark it is right beside what touches
_AT_ONCE = 1_600_000  # pixels worked on together
_CLEAR = 0.92  # of the floor's shadow is seen beside the mat


@dataclass(frozen=True, slots=True)
class View:
    """How the world lies in a picture: pixels per metre and the place of the world's middle."""

    scale: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Skin:
    """A bent body: where its points and normals are, its triangles, and a colour for each."""

    points: Floats
    normals: Floats
    faces: Ints
    face_colour: Ints
    far: Floats  # 0..1 for each point: how much it belongs to the arm or leg behind the other one
    clear: Floats | None = None  # 0..1 for each point: how much it fades into the ground; nothing does without it
    part: Ints | None = None  # which side of a seam each triangle is; all are of one without it
    border: Floats | None = None  # metres, how near each point is to where a garment ends (`borders.py`)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be drawn: the body, what moves with it, what stands still, and how all of it is coloured."""

    body: Skin
    shade: Skin  # the body that throws the shadow; it may have fewer triangles
    moving: list[Thing]
    still: list[Thing]
    colours: tuple[str, ...]  # of the body, limb by limb: those of its first limb, of its second one...
    middle: float  # how far the chest is from the viewer: limbs behind it are darker
    theme: str
    skin: int


@dataclass(frozen=True, slots=True)
class _Crop:
    x: int
    y: int
    width: int
    height: int


class Renderer:
    """Draws pictures of one scene through one camera; `camera` has the rows right, up and towards the viewer."""

    def __init__(self, camera: Floats) -> None:
        self._camera = camera
        self._grounds: dict[tuple[object, ...], Keys] = {}

    def picture(self, shown: Shown, view: View, width: int, height: int, fine: int) -> Picture:
        """Return (height, width, 4) red, green, blue, alpha; edges are looked at `fine` times as finely, 1 to 4."""
        whole_view = view
        view = View(view.scale * fine, view.x * fine, view.y * fine)
        w, h = width * fine, height * fine
        still, body, moving = _joined(shown.still), shown.body, _joined(shown.moving)
        screens = [self._screen(p, view) for p in (still.points, body.points, moving.points)]
        shadows = _thrown(self._camera, whole_view, (width, height), shown)
        whole = _crop([*screens, shadows[0].reach() * np.float32(fine)], w, h, _GRID * fine)
        ground = self._ground(shown, screens[0], still.faces, view, (w, h)).reshape(h, w)
        normals = [n @ self._camera.T for n in (still.normals, body.normals, moving.normals)]
        folds = _folds(normals[1], body.faces)
        first = len(still.faces)
        out = np.zeros((height, width, 4), dtype=np.uint8)
        for band, crop in _bands(whole, view, h, _GRID * fine):
            best: Keys = ground[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width].copy().reshape(-1)
            placed = [s - np.array((crop.x, crop.y, 0), dtype=np.float32) for s in screens]
            add(best, placed[1], body.faces, width=crop.width, height=crop.height, first=first, folds=folds)
            add(best, placed[2], moving.faces, width=crop.width, height=crop.height, first=first + len(body.faces))
            image = self._painted(shown, best, (placed, normals), (still, body, moving), view=view, crop=crop,
                                  shadows=shadows, fine=fine)  # fmt: skip
            top, y, x = (band.y - crop.y) // fine, band.y // fine, band.x // fine
            part = image[top : top + band.height // fine]
            out[y : y + part.shape[0], x : x + part.shape[1]] = part
        return out

    def _screen(self, points: Floats, view: View) -> Floats:
        q = points @ self._camera.T
        q *= np.array((view.scale, -view.scale, -1), dtype=np.float32)
        q += np.array((view.x, view.y, 0), dtype=np.float32)
        return np.asarray(q, dtype=np.float32)

    def _ground(self, shown: Shown, screen: Floats, faces: Ints, view: View, size: tuple[int, int]) -> Keys:
        """Return the depth buffer of what stands still, kept for the next picture of this size."""
        w, h = size
        key = (size, view, *(id(t) for t in shown.still))
        if key in self._grounds:
            return self._grounds[key]
        best = blank(w, h)
        add(best, screen, faces, width=w, height=h)
        if w * h <= KEPT_GROUND:
            self._grounds.clear()
            self._grounds[key] = best
        return best

    def _painted(
        self,
        shown: Shown,
        best: Keys,
        placed: tuple[list[Floats], list[Floats]],
        parts: tuple[Skin, Skin, Skin],
        *,
        view: View,
        crop: _Crop,
        shadows: list[Shadow],
        fine: int,
    ) -> Picture:
        body = parts[1]
        things = tuple(dict.fromkeys(t.colour for t in (*shown.still, *shown.moving)))
        names = (*shown.colours, *things)
        number = {name: n for n, name in enumerate(things, len(shown.colours))}
        colour_of = np.concatenate([
            _face_colours(shown.still, number), body.face_colour, _face_colours(shown.moving, number),
        ])  # fmt: skip
        flat = np.array([n in FLAT for n in names])
        table = colours(names, tones(shown.theme, shown.skin))
        lay = np.array([1.0 if n == "mat" else _CLEAR if n == "mat side" else 0.0 for n in names] + [_CLEAR])
        what = seen(best, crop.width, crop.height)
        depth = what.grid(what.depth, float("inf"))
        colour = what.grid(colour_of[what.faces], -1)
        part_of = np.zeros(len(colour_of), dtype=np.int32)
        if body.part is not None:
            first = len(parts[0].faces)
            part_of[first : first + len(body.part)] = body.part
        part = what.grid(part_of[what.faces], 0)
        edged = _edged(shown.colours, len(names))
        lines = drawn(depth, colour, part, pixel=1 / view.scale, table=table, flat=flat, edged=edged)
        clear = _cleared(what, placed[0][0], parts[0])
        if clear is not None:
            solid = np.append(~flat, False)[colour].reshape(-1)
            lines = Lines(lines.at, lines.alpha * _kept(clear, solid, lines.at, crop.width), lines.rgb)
        chosen = choose(what, depth, colour, fine)
        which = chosen.which
        own_colour = colour_of[what.faces[which]]
        pixel = fine / view.scale
        crowd = _crowded(depth[::fine, ::fine], pixel).reshape(-1)[chosen.pixels]
        place = (crop.x // fine, crop.y // fine, crop.width // fine, crop.height // fine)
        ends = None
        if body.border is not None:
            ends = finish(what, which, placed[0][1], body.faces, body.border, first=len(parts[0].faces), pixel=pixel,
                          fine=fine)  # fmt: skip
            _darken(crowd, ends.at, ends.shade)
        curved = np.flatnonzero(~flat[own_colour])
        lit = _lit((what, which[curved]), placed, parts, shown.middle)
        upward = np.ones(len(which), dtype=np.float32)  # sides of a seat are not shaded by what is on it
        upward[curved] = smooth(0.3, 0.8, self._camera[:, 2] @ lit[0])
        falls = np.append(_catching(shown.still)[1], 0)  # what moves catches none
        caught = falls[np.minimum(what.faces[which], len(falls) - 1)]
        some = np.flatnonzero(caught)
        _darken(crowd, some, falling(shadows[1:], caught[some], place, chosen.pixels[some]) * upward[some])
        rgb = toned(own_colour, crowd, Lit(curved, *lit), table)
        if ends is not None:
            rgb[:, ends.at] += (table[own_colour[ends.at], 3].T - rgb[:, ends.at]) * ends.line
        light = shown.theme == "light"
        dark = shadows[0].picture(place)
        floor = Floor(
            dark * np.float32(0.66 if light else 0.80), (0.10, 0.20, 0.18) if light else (0.0, 0.012, 0.01), _CLEAR
        )
        image = mixed(chosen, rgb, lay.astype(np.float32)[colour], lines, floor)
        if clear is not None:
            seen_of = 1 - _of_pixels(clear, solid, (chosen.height, fine, chosen.width))
            image[..., 3] = np.round(image[..., 3] * seen_of)
        return image


def _darken(crowd: Floats, some: NDArray[np.intp], shade: Floats) -> None:
    """Lay a shade (one number for each of `some`) on some of the spots, over the one that is there."""
    crowd[some] = 1 - (1 - crowd[some]) * (1 - shade)


def _edged(body: tuple[str, ...], many: int) -> NDArray[np.bool_]:
    """Return of every two colours whether there is an edge where they meet; the last one is nothing at all."""
    out = ~np.eye(many + 1, dtype=bool)
    kinds = len(body) // LIMBS
    for kind in range(kinds):
        own = np.arange(kind, len(body), kinds)
        out[np.ix_(own, own)] = ~TOGETHER
    return out


def _crowded(depth: Floats, pixel: float) -> Floats:
    """Return 0..1 for each pixel how much other things shade it: broad between limbs, tight where things touch."""
    out: Floats = np.zeros(depth.shape, dtype=np.float32)
    there = ~np.isinf(depth)
    part = _covered(np.flatnonzero(there.any(1))), _covered(np.flatnonzero(there.any(0)))
    broad = contact(depth[part], max(1.5, 0.035 / pixel), 0.03, 0.12)
    tight = contact(depth[part], max(1.0, 0.012 / pixel), 0.008, 0.05, (0.8,))
    out[part] = 1 - (1 - broad) * (1 - np.float32(_TIGHT) * tight)
    return out


def _covered(found: NDArray[np.intp]) -> slice:
    """Return from the first to the last of some rows or columns, begun where crops may begin."""
    return slice(int(found[0]) // EVEN * EVEN, int(found[-1]) + 1) if len(found) else slice(0, 1)


def _of_pixels(clear: Floats, solid: NDArray[np.bool_], size: tuple[int, int, int]) -> Floats:
    """Return how much each pixel fades: as its part that fades most, where something solid is in it as its parts do."""
    parts = (*size, size[1])
    share, whole = clear.reshape(parts), solid.reshape(parts).any((1, 3))
    out: Floats = np.where(whole, share.mean((1, 3)), share.max((1, 3))).astype(np.float32)
    return out


def _cleared(what: Seen, screen: Floats, still: Skin) -> Floats | None:
    """Return 0..1 for each part of a crop how much what stands there fades into the ground; None: nothing does."""
    if still.clear is None:
        return None
    which = np.flatnonzero(what.faces < len(still.faces))
    own = still.faces[what.faces[which]]
    fades = still.clear[own].max(1) > 0
    which, own = which[fades], own[fades]
    share = weights(screen, own, what.pixels[which], what.width)
    out = np.zeros(what.width * what.height, dtype=np.float32)
    out[what.pixels[which]] = np.clip(sum(still.clear[own[:, k]] * share[k] for k in range(3)), 0, 1)
    return out


def _kept(clear: Floats, solid: NDArray[np.bool_], at: NDArray[np.intp], width: int) -> Floats:
    """Return 0..1 how much is left of the lines at some parts: those of what fades do so, those of what is solid stay.

    A line lies on both sides of an edge, so that its neighbours say whose it is.
    """
    out = np.ones(len(at), dtype=np.float32)
    body = np.zeros(len(at), dtype=bool)
    for step in (dx + dy * width for dx in (-4, -2, 0, 2, 4) for dy in (-4, -2, 0, 2, 4)):
        beside = np.clip(at + step, 0, len(clear) - 1)
        out = np.minimum(out, 1 - clear[beside])
        body |= solid[beside]
    return np.where(body, np.float32(1), out)


def _lit(
    some: tuple[Seen, NDArray[np.intp]],
    placed: tuple[list[Floats], list[Floats]],
    parts: tuple[Skin, Skin, Skin],
    middle: float,
) -> tuple[Floats, Floats]:
    """Return the normals (3, n) of some of what is seen, and how far back each is (0..1)."""
    (what, which), (still, body, _) = some, parts
    offsets = np.cumsum([0, *(len(p.points) for p in parts[:2])])
    faces = np.concatenate([p.faces + o for p, o in zip(parts, offsets, strict=True)])
    screens, normals = placed
    own = faces[what.faces[which]]
    share = weights(np.concatenate(screens), own, what.pixels[which], what.width)
    corners = [np.ascontiguousarray(own[:, k]) for k in range(3)]
    out = np.empty((3, len(which)), dtype=np.float32)
    every = np.concatenate(normals)
    for k in range(3):
        values = np.ascontiguousarray(every[:, k])
        out[k] = values[corners[0]] * share[0] + values[corners[1]] * share[1] + values[corners[2]] * share[2]
    out /= np.sqrt(np.einsum("ij,ij->j", out, out)) + np.float32(1e-9)
    behind = np.concatenate([p.far for p in parts])
    far = behind[corners[0]] * share[0] + behind[corners[1]] * share[1] + behind[corners[2]] * share[2]
    ids = what.faces[which] - len(still.faces)
    deep = smooth(0.02, 0.55, what.depth[which] - np.float32(middle)) * np.float32(0.45)
    return out, np.where((ids >= 0) & (ids < len(body.faces)), np.maximum(far, deep), np.float32(0))


def _thrown(camera: Floats, view: View, size: tuple[int, int], shown: Shown) -> list[Shadow]:
    """Return the shadow of all that throws one onto the floor, then the body's on each plane that catches one."""
    body, things = shown.shade, _joined([t for t in (*shown.still, *shown.moving) if t.shadow])
    points, faces = np.concatenate([body.points, things.points]), [body.faces, things.faces + len(body.points)]
    planes, _ = _catching(shown.still)
    out = [Shadow(camera, (view.scale, view.x, view.y), size, plane) for plane in (FLOOR, *planes)]
    out[0].place(points, np.concatenate(faces), len(body.points))
    for shadow in out[1:]:
        shadow.place(body.points, body.faces, len(body.points))
    return out


def _catching(still: list[Thing]) -> tuple[list[Plane], Ints]:
    """Return the planes of what stands still that catch a shadow, and for each triangle which one falls on it.

    Triangles count the planes from 1; 0: none falls there.
    """
    planes = list(dict.fromkeys(t.catches for t in still if t.catches is not None))
    which = [0 if t.catches is None else planes.index(t.catches) + 1 for t in still]
    return planes, np.repeat(np.array(which, dtype=np.int32), [len(t.faces) for t in still])


def _joined(things: list[Thing]) -> Skin:
    """Return several things as one; their colours are asked for elsewhere."""
    if not things:
        none = np.zeros((0, 3), dtype=np.float32)
        return Skin(none, none, none.astype(np.int32), np.zeros(0, dtype=np.int32), none[:, 0])
    offsets = np.cumsum([0, *(len(t.points) for t in things[:-1])]).astype(np.int32)
    return Skin(
        np.concatenate([t.points for t in things]),
        np.concatenate([t.normals for t in things]),
        np.concatenate([t.faces + o for t, o in zip(things, offsets, strict=True)]).astype(np.int32),
        np.zeros(0, dtype=np.int32),
        np.zeros(int(offsets[-1]) + len(things[-1].points), dtype=np.float32),
        None if all(t.clear is None for t in things) else np.concatenate([_clear_of(t) for t in things]),
    )


def _clear_of(thing: Thing) -> Floats:
    return np.zeros(len(thing.points), dtype=np.float32) if thing.clear is None else thing.clear


def _face_colours(things: list[Thing], number: dict[str, int]) -> Ints:
    return np.concatenate(
        [np.zeros(0, dtype=np.int32), *(np.full(len(t.faces), number[t.colour], dtype=np.int32) for t in things)]
    )


def _folds(normals: Floats, faces: Ints) -> NDArray[np.bool_]:
    """Return which triangles may be seen from behind: where skin folds over in a deep crease, its light still faces us.

    All others that face away are hidden by the body before them.
    """
    z = np.ascontiguousarray(normals[:, 2])
    return np.asarray(z[faces[:, 0]] + z[faces[:, 1]] + z[faces[:, 2]] > -0.6)


def _crop(screens: list[Floats], w: int, h: int, grid: int) -> _Crop:
    """Return the part of the picture in which something is, with some room for lines; it never leaves the picture."""
    given = [s[:, :2] for s in screens if len(s)]
    low = np.min([s.min(0) for s in given], axis=0) - 8
    high = np.max([s.max(0) for s in given], axis=0) + 8
    (x, wide), (y, tall) = (in_steps(a, b, most, grid) for a, b, most in zip(low, high, (w, h), strict=True))
    return _Crop(x, y, wide, tall)


def _bands(whole: _Crop, view: View, height: int, grid: int) -> list[tuple[_Crop, _Crop]]:
    """Return the parts that are drawn one after the other, so that a large picture takes little memory.

    With each comes what has to be worked on for it: shade and shadow come from beyond its edges.
    """
    rows = max(grid, _AT_ONCE // whole.width // grid * grid)
    room = -int(-0.30 * view.scale // grid) * grid
    out: list[tuple[_Crop, _Crop]] = []
    for y in range(whole.y, whole.y + whole.height, rows):
        end = min(y + rows, whole.y + whole.height)
        low, high = max(0, y - room), min(height, end + room)
        if len(out) == 0 and end == whole.y + whole.height:
            low, high = y, end
        out.append((_Crop(whole.x, y, whole.width, end - y), _Crop(whole.x, low, whole.width, high - low)))
    return out
