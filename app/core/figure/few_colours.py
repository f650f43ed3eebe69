"""A picture in 255 colours and a clear one: a quarter of the memory for what is gone after a moment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.figure.shade import Picture

MOST = 255
_ALPHA = 0.6  # how much a step of alpha counts beside one of a colour
_RARE = 0.6  # power of how often a colour is there: rare ones at edges get their share
_SHADE = 1 << 22  # numbers of pixels from here on are those of the floor's shade on the clear ground: how dark it is
_DARKEST, _STEP = 140, 3  # the most alpha that a shade has, and by how much its tones differ: no edge is seen in it
_NEAR = 8  # by how much a shade's colour may differ from its ink: it was a whole number before it was divided
Numbers = NDArray[np.uint8]


class FewColours:
    """The colours of one movement, chosen from a few of its pictures."""

    def __init__(self, pictures: list[Picture]) -> None:
        self._ink = _ink(pictures)
        every = np.concatenate([_keys(p, self._ink).reshape(-1) for p in pictures])
        keys, counts = np.unique(every, return_counts=True)
        shades = keys[keys > _SHADE] - _SHADE
        seen = (keys != 0) & (keys < _SHADE)
        self.table: NDArray[np.uint8] = np.zeros((1, 4), dtype=np.uint8)  # red, green, blue, alpha; 0: clear
        tones = np.arange(_STEP, int(shades.max(initial=0)) + _STEP, _STEP) if len(shades) else shades
        if seen.any():
            most = MOST - len(tones)
            chosen = _chosen(_colours(keys[seen]), counts[seen].astype(np.float64) ** _RARE, most)
            self.table = np.concatenate([self.table, chosen])
        self._number: NDArray[np.int16] = np.full(_SHADE + _DARKEST + 1, -1, dtype=np.int16)
        self._number[0] = 0
        if len(tones):
            alphas = np.arange(_DARKEST + 1)
            self._number[_SHADE:] = len(self.table) - 1 + np.clip((alphas + _STEP // 2) // _STEP, 0, len(tones))
            self._number[_SHADE : _SHADE + _STEP - _STEP // 2] = 0
            shade = np.concatenate([np.tile(self._ink, (len(tones), 1)), tones[:, None]], 1)
            self.table = np.concatenate([self.table, shade.astype(np.uint8)])
        self._own = len(self.table) - len(tones)

    def numbers(self, picture: Picture) -> Numbers:
        """Return for each pixel the number of the nearest colour."""
        keys = _keys(picture, self._ink)
        out = self._number[keys]
        if (out < 0).any():
            new = np.unique(keys[out < 0])
            for part in np.array_split(new, 1 + len(new) // 2000):
                gap = _spread(_colours(part))[:, None] - _spread(self.table[1 : self._own])[None]
                self._number[part] = (gap * gap).sum(2).argmin(1) + 1
            out = self._number[keys]
        return out.astype(np.uint8)


def _ink(pictures: list[Picture]) -> NDArray[np.int32]:
    """Return the colour of the floor's shade: of what is seen through at the most, the middle."""
    through = np.concatenate([p[(p[..., 3] > 0) & (p[..., 3] < _DARKEST)] for p in pictures])[:, :3]
    return np.median(through, axis=0).astype(np.int32) if len(through) else np.zeros(3, dtype=np.int32)


def _keys(picture: Picture, ink: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return a number for each pixel: six bits of each colour and four of alpha, or how dark the floor's shade is.

    It is 0 where the picture is clear.
    """
    p = picture.astype(np.int32)
    alpha = p[..., 3]
    key = ((p[..., 0] >> 2) << 16) | ((p[..., 1] >> 2) << 10) | ((p[..., 2] >> 2) << 4) | (alpha >> 4)
    through = np.nonzero((alpha > 0) & (alpha <= _DARKEST))
    some, own = alpha[through], key[through]
    # what is hardly there has no colour to speak of
    shade = (np.abs(p[through][:, :3] - ink).max(1) <= _NEAR) | (some < 16)
    key[alpha == 0] = 0
    key[through] = np.where(shade, _SHADE + some, own)
    return np.asarray(key, dtype=np.int32)


def _colours(keys: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Return the middle colour (n, 4) of each number."""
    alpha = (keys & 15) * 17
    parts = [((keys >> shift) & 63) * 4 + 2 for shift in (16, 10, 4)]
    return np.stack([*parts, alpha], 1).astype(np.uint8)


def _spread(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return colours as places whose distance is how different they look."""
    return colours.astype(np.float64) * (1.0, 1.0, 1.0, _ALPHA)


def _chosen(colours: NDArray[np.uint8], weights: NDArray[np.float64], most: int) -> NDArray[np.uint8]:
    """Return the colours that stand for all: the most varied group is parted at its middle until there are enough."""
    places = _spread(colours)
    groups = [np.arange(len(places))]
    spreads = [_varied(places, weights)]
    while len(groups) < min(most, len(places)):
        n = int(np.argmax(spreads))
        group = groups[n]
        own, weight = places[group], weights[group]
        mean = np.average(own, axis=0, weights=weight)
        axis = int(np.argmax((((own - mean) ** 2) * weight[:, None]).sum(0)))
        high = own[:, axis] > mean[axis]
        if high.all() or not high.any():
            break
        groups[n], spreads[n] = group[~high], _varied(own[~high], weight[~high])
        groups.append(group[high])
        spreads.append(_varied(own[high], weight[high]))
    means = [np.average(colours[g].astype(np.float64), axis=0, weights=weights[g]) for g in groups]
    return np.round(np.array(means)).astype(np.uint8)


def _varied(places: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    if len(places) < 2:
        return 0.0
    mean = np.average(places, axis=0, weights=weights)
    return float((((places - mean) ** 2) * weights[:, None]).sum())
