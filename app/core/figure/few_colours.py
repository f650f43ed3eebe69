"""A picture in 255 colours and a clear one: a quarter of the memory for what is gone after a moment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.figure.shade import Picture

MOST = 255
_ALPHA = 0.6  # how much a step of alpha counts beside one of a colour
_RARE = 0.6  # power of how often a colour is there: rare ones at edges get their share
Numbers = NDArray[np.uint8]


class FewColours:
    """The colours of one movement, chosen from a few of its pictures."""

    def __init__(self, pictures: list[Picture]) -> None:
        keys, counts = np.unique(np.concatenate([_keys(p).reshape(-1) for p in pictures]), return_counts=True)
        seen = keys != 0
        self.table: NDArray[np.uint8] = np.zeros((1, 4), dtype=np.uint8)  # red, green, blue, alpha; 0: clear
        if seen.any():
            chosen = _chosen(_colours(keys[seen]), counts[seen].astype(np.float64) ** _RARE)
            self.table = np.concatenate([self.table, chosen])
        self._number: NDArray[np.int16] = np.full(1 << 22, -1, dtype=np.int16)
        self._number[0] = 0

    def numbers(self, picture: Picture) -> Numbers:
        """Return for each pixel the number of the nearest colour."""
        keys = _keys(picture)
        out = self._number[keys]
        if (out < 0).any():
            new = np.unique(keys[out < 0])
            for part in np.array_split(new, 1 + len(new) // 2000):
                gap = _spread(_colours(part))[:, None] - _spread(self.table[1:])[None]
                self._number[part] = (gap * gap).sum(2).argmin(1) + 1
            out = self._number[keys]
        return out.astype(np.uint8)


def _keys(picture: Picture) -> NDArray[np.int32]:
    """Return a number for each pixel: six bits of each colour and four of alpha; 0 where it is clear."""
    p = picture.astype(np.int32)
    key = ((p[..., 0] >> 2) << 16) | ((p[..., 1] >> 2) << 10) | ((p[..., 2] >> 2) << 4) | (p[..., 3] >> 4)
    return np.where(p[..., 3] < 16, 0, key).astype(np.int32)


def _colours(keys: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Return the middle colour (n, 4) of each number."""
    alpha = (keys & 15) * 17
    parts = [((keys >> shift) & 63) * 4 + 2 for shift in (16, 10, 4)]
    return np.stack([*parts, alpha], 1).astype(np.uint8)


def _spread(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return colours as places whose distance is how different they look."""
    return colours.astype(np.float64) * (1.0, 1.0, 1.0, _ALPHA)


def _chosen(colours: NDArray[np.uint8], weights: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return the colours that stand for all: the most varied group is parted at its middle until there are enough."""
    places = _spread(colours)
    groups = [np.arange(len(places))]
    spreads = [_varied(places, weights)]
    while len(groups) < min(MOST, len(places)):
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
