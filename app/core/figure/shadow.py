"""The shade that a body throws onto the floor or a wall: dark and tight where it rests, calm and broad all round it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.figure.raster import add, blank, seen
from app.core.figure.shade import blurred, enlarged, even, in_steps, smooth
from app.core.figure.skin import Floats, Ints
from app.core.figure.solids import Plane

_STEPS = 160  # pixels of the picture's smaller side in which a shadow is worked out
_LEAN = 0.10  # metres that a shadow moves to the right, away from the light, for each metre of height
_ROOM = 1.5  # of how far a shadow melts: beyond, nothing is left of it
_SINKS, _ABOVE = 0.05, 0.40  # metres below and above a seat within which the body shades it
_HIGH = 1.3  # metres: what is higher throws none
_EDGE = 0.05  # of the picture's smaller side, over which a shadow fades out at its edge
_THINGS = 5.0  # a thing's height counts so many times: a bar or a disc held high throws no patch of its own
_SQUASHED = 0.45  # a tight shade is no flatter than this, however flat the floor is seen: it has to be seen


@dataclass(frozen=True, slots=True)
class Layer:
    """One part of a shadow: how strong it may be, from how near things it comes (metres, by e), how far it melts.

    `flattest`: the least share of that which is left where its ground is seen flat. `full`: how soon it is as strong
    as it may become, where things cover a part of the spots round a place only.
    """

    strong: float
    near: float
    melts: float
    flattest: float
    full: float
    lifted: float = 0.0  # metres: what is much nearer than this throws none, as all else of it is dark already


ON_A_SEAT = (Layer(0.90, 0.030, 0.025, 0.50, 2.2), Layer(0.60, 0.12, 0.060, 0.40, 1.6))
ON_A_WALL = (Layer(0.78, 0.030, 0.016, 0.0, 1.5), Layer(0.62, 0.16, 0.05, 0.0, 1.4))
ON_THE_FLOOR = (
    Layer(0.88, 0.024, 0.026, _SQUASHED, 2.6),  # where something rests
    Layer(0.30, 0.11, 0.05, 0.30, 1.0),  # under what is a hand's breadth above
    Layer(0.48, 0.85, 0.17, 0.27, 3.5, 0.22),  # the pool in which the whole figure stands
)


FLOOR = Plane()


class Shadow:
    """How dark each spot of a picture is by what stands above the floor or before a wall.

    `camera` has the rows right, up and towards the viewer; `scale`, `x`, `y` place the world in the picture.
    """

    def __init__(
        self, camera: Floats, place: tuple[float, float, float], size: tuple[int, int], plane: Plane = FLOOR
    ) -> None:
        self._camera, self._plane = camera, plane
        self._layers = ON_A_WALL if plane.x is not None else ON_A_SEAT if plane.height > 0 else ON_THE_FLOOR
        self._scale, self._x, self._y = place
        self._size, self._step = size, even(min(size) / _STEPS)
        # how much of a spread across and down is seen: a floor is seen flat from the side, a wall narrow
        self._flat = (1.0, float(camera[2, 2])) if plane.x is None else (abs(float(camera[0, 1])), 1.0)
        self._screen = np.zeros((0, 3), dtype=np.float32)
        self._faces = np.zeros((0, 3), dtype=np.int32)
        self._near: NDArray[np.bool_] | None = None  # which points shade a seat; None: all

    def place(self, points: Floats, faces: Ints, body: int) -> None:
        """Throw the shadow of a mesh, the first points of which are the body's."""
        self._faces, self._near = faces, None
        if self._plane.x is None:
            away = points[:, 2] - np.float32(self._plane.height)
            if self._plane.height > 0:  # what is far above a seat or sits beneath it throws nothing on it
                self._near = (away > -_SINKS) & (away < _ABOVE)
            away = np.maximum(away, 0)
            lean = np.float32(_LEAN) * (self._camera[0, :2] - self._camera[2, :2])
            q = (points[:, :2] + away[:, None] * lean) @ self._camera[:2, :2].T
            q[:, 1] += self._camera[1, 2] * np.float32(self._plane.height)
        else:
            away = np.maximum((points[:, 0] - np.float32(self._plane.x)) * np.float32(self._plane.way), 0)
            on = points.copy()
            on[:, 0] = self._plane.x
            on[:, 1] += away * np.float32(0.3 * np.sign(self._camera[0, 1]))
            on[:, 2] -= away * np.float32(0.3)
            q = on @ self._camera[:2].T
        away[body:] *= np.float32(_THINGS)
        self._screen = np.stack([self._x + q[:, 0] * self._scale, self._y - q[:, 1] * self._scale, away], 1)
        self._screen = self._screen.astype(np.float32)

    def reach(self) -> Floats:
        """Return the corners of what the shadow may cover, pixels."""
        low = self._screen[self._screen[:, 2] < _HIGH]
        if not len(low):
            return low
        room = np.array((*self._flat, 0), dtype=np.float32) * np.float32(_ROOM * self._layers[-1].melts * self._scale)
        return np.stack([low.min(0) - room, low.max(0) + room])

    def at(self, crop: tuple[int, int, int, int], pixels: NDArray[np.intp]) -> Floats:
        """Return 0..1 for some pixels of a crop, counted row by row; only what lies round them is worked out."""
        left, top, width, height = crop
        y, x = np.divmod(pixels, width)
        room = self._melting()
        ends = ((v.min() - room, v.max() + 1 + room, most) for v, most in ((x, width), (y, height)))
        (fro, wide), (start, high) = (in_steps(*end) for end in ends)
        part = (left + fro, top + start, wide, high)
        return self.picture(part)[y - start, x - fro] if self._falls(part) else np.zeros(len(pixels), dtype=np.float32)

    def picture(self, crop: tuple[int, int, int, int]) -> Floats:
        """Return 0..1 for each pixel of a crop: x, y, width, height."""
        # found only now: for most planes nobody asks
        faces = self._faces if self._near is None else self._faces[self._near[self._faces].all(1)]
        step, (x, y, width, height) = self._step, crop
        pixel = step / self._scale
        w, h = -(-width // step), -(-height // step)
        screen = (self._screen - np.array((x, y, 0), dtype=np.float32)) * np.array(
            (1 / step, 1 / step, 1), dtype=np.float32
        )
        best = blank(w, h)
        # seen from the light, either side of a triangle throws a shadow
        add(best, screen, faces, width=w, height=h, folds=np.ones(len(faces), dtype=bool))
        what = seen(best, w, h)
        low = what.grid(what.depth, 9.0)  # the nearest thing above each spot
        clear: Floats = np.ones((h, w), dtype=np.float32)
        for layer in self._layers:
            shade = np.exp(low * np.float32(-1 / layer.near))
            if layer.lifted:
                shade *= (1 - np.exp(low * np.float32(-1 / layer.lifted))) * (1 - smooth(_HIGH - 0.4, _HIGH, low))
            across, down = (max(f, layer.flattest) * layer.melts / pixel for f in self._flat)
            shade = blurred(shade, (down, across))
            shade = (1 - np.exp(-layer.full * shade)) * np.float32(1 / (1 - np.exp(-layer.full)))
            clear *= 1 - np.float32(layer.strong) * shade
        dark = 1 - clear if step == 1 else enlarged(1 - clear, step, (height, width), middle=True)
        return dark * self._fading(y, height, 1)[:, None] * self._fading(x, width, 0)

    def _falls(self, part: tuple[int, int, int, int]) -> bool:
        """Return whether anything may throw its shade on a part: most of a machine's pieces lie in nobody's."""
        x, y, near = self._screen[:, 0], self._screen[:, 1], self._near
        within = (x >= part[0]) & (x < part[0] + part[2]) & (y >= part[1]) & (y < part[1] + part[3])
        return bool((within if near is None else within & near).any())

    def _melting(self) -> int:
        """Return from how many pixels away something may still shade a spot."""
        widest = max(layer.melts for layer in self._layers) * self._scale / self._step
        return 3 * (round(widest) + 2) * self._step

    def _fading(self, start: int, many: int, axis: int) -> Floats:
        """Return how much of a shadow is left at some rows or columns: at the picture's edge it has faded out."""
        at = np.arange(start, start + many, dtype=np.float32) + np.float32(0.5)
        return smooth(0, _EDGE * min(self._size), np.minimum(at, np.float32(self._size[axis]) - at))


def falling(shadows: list[Shadow], which: Ints, crop: tuple[int, int, int, int], pixels: NDArray[np.intp]) -> Floats:
    """Return 0..1 for some pixels of a crop: how dark each is by the shadow that falls on it, counted from 1."""
    out = np.zeros(len(pixels), dtype=np.float32)
    for n, shadow in enumerate(shadows, 1):
        some = np.flatnonzero(which == n)
        if len(some):
            out[some] = shadow.at(crop, pixels[some])
    return out
