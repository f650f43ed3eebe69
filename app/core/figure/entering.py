"""From where one looks on the way into a pose, and round to the other side, and how much of the way is in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.core.figure.bones import Array
from app.core.figure.skin import Floats

SHAPE = (4.0, 3.0)  # of pictures, width and height
ROUND = 90.0  # degrees: from there both sides of a body look alike, so that a turn changes over there


@dataclass(frozen=True, slots=True)
class Sight:
    """A camera, and the corners of what has to be in the picture, in its plane."""

    camera: Floats  # rows: right, up, towards the viewer
    low: Array
    high: Array


def camera(turn: float, height: float) -> Floats:
    """Return the rows right, up and towards the viewer of a camera: degrees round the person and above the horizon."""
    a, e = np.radians(turn), np.radians(height)
    to = np.array((np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)))
    right = np.array((np.cos(a), np.sin(a), 0.0))
    return np.stack([right, np.cross(to, right), to]).astype(np.float32)


def turned(turn: float, share: float) -> float:
    """Return how far round a camera is at a share (0: where both sides look alike, 1: at `turn`) of the way."""
    nearest = min((ROUND, -ROUND, ROUND + 180.0), key=lambda place: abs(place - turn))
    return nearest + (turn - nearest) * share


@dataclass(frozen=True, slots=True)
class Swing:
    """What is in sight from the start to the pose: corners at both ends, and how much wider it is on the middle."""

    start: tuple[Array, Array]
    end: tuple[Array, Array]
    wider: float = 0.0
    reach: tuple[Array, Array] | None = None  # corners of what is held in sight on the way: it need be no wider

    def at(self, share: float) -> tuple[Array, Array]:
        """Return the corners at a share of the way."""
        low, high = self._straight(share)
        more = self.wider * share * (1 - share) * np.maximum(high - low, 0.2)
        far_low, far_high = self._far()
        return np.maximum(low - more, far_low), np.minimum(high + more, far_high)

    def _straight(self, share: float) -> tuple[Array, Array]:
        low, high = (a * (1 - share) + b * share for a, b in zip(self.start, self.end, strict=True))
        return low, high

    def _far(self) -> tuple[Array, Array]:
        """Return the corners of all that is ever in sight."""
        every = [self.start, self.end, *([] if self.reach is None else [self.reach])]
        return np.min([low for low, _ in every], axis=0), np.max([high for _, high in every], axis=0)

    def no_nearer(self, *, centred: bool) -> Swing:
        """Return the swing whose start is shown no larger than its end.

        Where that leaves room about it, it stands where it will stand at the end, or `centred`.
        """
        (low, high), (end_low, end_high) = self.start, self.end
        size, middle = np.maximum(high - low, 0.2), (low + high) / 2
        shape = np.array(SHAPE)
        size = size * max(1.0, float(((end_high - end_low) / shape).max() / (size / shape).max()))
        if not centred:
            middle = np.clip((end_low + end_high) / 2, high - size / 2, low + size / 2)
        return replace(self, start=(middle - size / 2, middle + size / 2))

    def holding(self, share: float, low: Array, high: Array) -> Swing:
        """Return the swing made wide enough for what reaches so far at a share of the way."""
        own_low, own_high = self._straight(share)
        out = np.maximum(own_low - low, high - own_high) / np.maximum(own_high - own_low, 0.2)
        wider = max(self.wider, float(out.max()) / (share * (1 - share)))
        far_low, far_high = self._far()
        return replace(self, wider=wider, reach=(np.minimum(far_low, low), np.maximum(far_high, high)))
