"""From what is seen more finely to pixels: a plain pixel is shaded once, one with an edge in it part by part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.figure.raster import Seen
from app.core.figure.shade import Floats, Ints, Lines, Picture

EDGE = 0.008  # metres between the parts of a pixel that make an edge of it
_NEAR = np.float32(0.125)  # of the neighbouring part in a row of four (1 3 3 1): slanted edges show no steps
_UNSEEN = np.float32(0.002)  # a shadow fainter than this changes no colour
_FULL = 1.2  # beside the body a line is as dark as on it, where what is under it adds to it
Place = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Floor:
    """The floor's shadow: how dark each pixel is, in which ink, and how much of it is seen on the clear ground."""

    dark: Floats  # (height, width), 0..1
    ink: tuple[float, float, float]
    on_clear: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """The parts that are shaded: one of each plain pixel, all that show something of each other one."""

    fine: int  # parts in each direction of a pixel
    width: int  # of the picture, pixels
    height: int
    plain: Place  # pixels, row after row
    edges: Place
    which: Place  # the parts, as numbers into what is seen: those of plain pixels, then part by part of edges
    shows: NDArray[np.bool_]  # (parts of a pixel, edges): whether something is seen there

    @property
    def pixels(self) -> Place:
        """Return in which pixel each of `which` lies."""
        return np.concatenate([self.plain, *(self.edges[shows] for shows in self.shows)])

    def parts(self, pixels: Place) -> list[Place]:
        """Return the parts of pixels in the grid of parts, the upper left ones first."""
        rows, cols = np.divmod(pixels, self.width)
        wide = self.width * self.fine
        first = rows * (self.fine * wide) + cols * self.fine
        return [first + i * wide + j for i in range(self.fine) for j in range(self.fine)]


def choose(what: Seen, depth: Floats, colour: Ints, fine: int) -> Chosen:
    """Return which parts are to be shaded; `depth` (inf: nothing) and `colour` (-1) are the grids of what is seen."""
    h, w = what.height // fine, what.width // fine
    place = np.full(what.width * what.height, -1, dtype=np.int32)
    place[what.pixels] = np.arange(len(what.pixels), dtype=np.int32)
    spots = [(i, j) for i in range(fine) for j in range(fine)]
    colours = [colour[i::fine, j::fine] for i, j in spots]
    depths = [depth[i::fine, j::fine] for i, j in spots]
    plain = colours[0] >= 0
    some = plain
    near = far = depths[0]
    for c, d in zip(colours[1:], depths[1:], strict=True):
        plain = plain & (c == colours[0])
        some = some | (c >= 0)
        near, far = np.minimum(near, d), np.maximum(far, d)
    plain &= far < near + np.float32(EDGE)
    chosen = Chosen(fine, w, h, np.flatnonzero(plain), np.flatnonzero(some & ~plain), _NONE, _NO_PARTS)
    ones = place[chosen.parts(chosen.plain)[0]]
    edges = np.stack([place[parts] for parts in chosen.parts(chosen.edges)])
    shows = edges >= 0
    which = np.concatenate([ones, edges[shows]]).astype(np.intp)
    return Chosen(fine, w, h, chosen.plain, chosen.edges, which, shows)


_NONE = np.zeros(0, dtype=np.intp)
_NO_PARTS = np.zeros((0, 0), dtype=bool)


def mixed(chosen: Chosen, rgb: Floats, lay: Floats, lines: Lines, floor: Floor) -> Picture:
    """Return (height, width, 4) red, green, blue, alpha of a crop.

    `rgb` (3, n) are the colours of the chosen parts; `lay` says of every part how strongly the floor's shadow lies on
    it.
    """
    size, end = chosen.height * chosen.width, len(chosen.plain)
    dark = np.where(floor.dark < _UNSEEN, np.float32(0), floor.dark).reshape(-1)
    lays = lay.reshape(-1)
    veil = dark * np.float32(floor.on_clear)
    out = [veil * np.float32(ink) for ink in (*floor.ink, 1.0)]
    shadow = dark[chosen.plain] * lays[chosen.parts(chosen.plain)[0]]
    for channel, tone, ink in zip(out[:3], rgb, floor.ink, strict=True):
        channel[chosen.plain] = tone[:end] + (np.float32(ink) - tone[:end]) * shadow
    out[3][chosen.plain] = 1
    line_of = np.zeros(size * chosen.fine**2, dtype=np.int32)
    line_of[lines.at] = np.arange(1, len(lines.at) + 1, dtype=np.int32)
    rows, cols = np.divmod(lines.at, chosen.width * chosen.fine)
    lined = np.zeros(size, dtype=bool)
    lined[(rows // chosen.fine) * chosen.width + cols // chosen.fine] = True
    lined[chosen.edges] = False
    plain = np.flatnonzero(lined[chosen.plain])
    lined[chosen.plain] = False
    clear = np.flatnonzero(lined)
    pixels = np.concatenate([chosen.edges, chosen.plain[plain], clear])
    under = np.zeros((3, len(chosen.shows), len(chosen.edges)), dtype=np.float32)
    under[:, chosen.shows] = rgb[:, end:]
    same, nothing = rgb[:, plain], np.zeros((3, len(clear)), dtype=np.float32)
    alphas = np.append(np.float32(0), lines.alpha)
    inks = np.concatenate([np.zeros((3, 1), dtype=np.float32), lines.rgb], 1)
    seen = np.zeros(len(pixels), dtype=np.float32)
    seen[len(chosen.edges) : len(chosen.edges) + len(plain)] = 1
    values = np.empty((4, len(chosen.shows), len(pixels)), dtype=np.float32)
    for n, parts in enumerate(chosen.parts(pixels)):
        seen[: len(chosen.edges)] = chosen.shows[n]
        line = line_of[parts]
        alpha, shadow = alphas[line], dark[pixels] * lays[parts]
        alpha = np.where(seen > 0, alpha, np.minimum(alpha * np.float32(_FULL), np.float32(1)))
        for k in range(3):
            tone = np.concatenate([under[k, n], same[k], nothing[k]])
            tone += (inks[k][line] - tone) * alpha
            values[k, n] = tone + (np.float32(floor.ink[k]) - tone) * shadow
        cover = np.maximum(seen, alpha)
        values[3, n] = cover + (1 - cover) * shadow
    means = values.mean(1)
    for channel, mean in zip(out, means, strict=True):
        channel[pixels] = mean
    if chosen.fine == 2:
        apart = values - means[:, None]
        out = [_spread(channel, (pixels, off), chosen) for channel, off in zip(out, apart, strict=True)]
    return _whole_numbers(out, chosen)


def _spread(channel: Floats, edges: tuple[Place, Floats], chosen: Chosen) -> Floats:
    """Return a channel in which each pixel is made of four parts in a row and four in a column, by 1 3 3 1.

    `edges` are the pixels whose four parts differ, and by how much each differs from the channel's value.
    """
    (pixels, (a, b, c, d)), wide = edges, chosen.width + 2
    room = np.pad(channel.reshape(chosen.height, chosen.width), 1, mode="edge")
    for _ in range(2):
        middle = room * (1 - 2 * _NEAR)
        middle[1:-1] += (room[:-2] + room[2:]) * _NEAR
        room = middle.T
    out = np.ascontiguousarray(room).reshape(-1)
    rows, cols = np.divmod(pixels, chosen.width)
    at = (rows + 1) * wide + cols + 1
    straight, slanted = _NEAR * (np.float32(0.5) - _NEAR), _NEAR * _NEAR
    own = (np.float32(0.5) - _NEAR) ** 2
    for step, off in (
        (0, (a + b + c + d) * own),
        (-wide, (a + b) * straight), (wide, (c + d) * straight), (-1, (a + c) * straight), (1, (b + d) * straight),
        (-wide - 1, a * slanted), (1 - wide, b * slanted), (wide - 1, c * slanted), (wide + 1, d * slanted),
    ):  # fmt: skip
        out[at + step] += off
    return out.reshape(chosen.height + 2, wide)[1:-1, 1:-1].reshape(-1)


def _whole_numbers(channels: list[Floats], chosen: Chosen) -> Picture:
    """Return channels, multiplied by the last one, as whole numbers that are not."""
    alpha = channels[3]
    found = np.flatnonzero(alpha > 0)
    whole = np.float32(255) / np.maximum(alpha[found], np.float32(1e-4))
    out = np.zeros((chosen.height * chosen.width, 4), dtype=np.uint8)
    for k, channel in enumerate(channels):
        by = whole if k < 3 else np.float32(255)
        out[found, k] = np.clip(channel[found] * by + np.float32(0.5), 0, 255).astype(np.uint8)
    out[out[:, 3] == 0] = 0
    return out.reshape(chosen.height, chosen.width, 4)
