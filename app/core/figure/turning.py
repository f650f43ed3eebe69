"""Which keyframe a position shows, whether it is mirrored, which limb works, and where its letter stands."""

from __future__ import annotations

import numpy as np

from app.core.exercise import Side, side_of
from app.core.figure import positions
from app.core.figure.bones import Frames
from app.core.figure.pose import Figure
from app.core.figure.positions import Shown
from app.core.figure.scene import Moment, Scene
from app.core.figure.skin import bend, moves

_LIMBS = {
    "leg": "leg",
    "knee": "leg",
    "knees": "leg",
    "ankle": "leg",
    "foot": "leg",
    "arm": "arm",
    "elbow": "arm",
    "hand": "arm",
}
_MIDDLES = {  # where a limb is marked: names of joints and the share of the way between them
    "leg": (("knee", "ankle", 0.35), ("hip", "knee", 0.7), ("ankle", "ball", 0.3)),
    "arm": (("elbow", "wrist", 0.5), ("shoulder", "elbow", 0.8), ("wrist", "palm", 0.5)),
}


def shown(figure: Figure, sides: tuple[str, ...], position: str | None, key: str | None = None) -> Shown:
    """Return the keyframe of a position's own name; else the first (or `key`), mirrored for the second of two."""
    return positions.shown(figure.names(), sides, position, key)


def described(figure: Figure, sides: tuple[str, ...], position: str | None, key: str | None = None) -> str:
    """Return what is seen in a position's picture, right and left changed over where it is mirrored."""
    return positions.described({k.name: k.describe for k in figure.keys}, sides, position, key)


def limb_of(figure: Figure, position: str | None) -> tuple[Side, str] | None:
    """Return the side and the limb (leg or arm) that a position speaks of; None where it names no side."""
    side = side_of(position)
    if side is None:
        return None
    words = (position or "").lower().replace(",", " ").split()
    found = next((_LIMBS[w] for w in words if w in _LIMBS), "leg")
    return side, figure.letter or found


def letter_spot(
    scene: Scene, key: str, working: tuple[Side, str], size: tuple[float, float], radius: float
) -> tuple[float, float]:
    """Return where the ring's middle stands in the unmirrored picture, pixels: beside the limb, over little.

    `working` is the limb's side in the unmirrored figure, and leg or arm; `size` the picture's.
    """
    (side, limb), (width, height) = working, size
    moment = Moment(key)
    frames: Frames = scene.frames(moment)
    view = scene.view(width, height)
    points = bend(scene.body.points[::7], None, scene.body.weights[::7], moves(frames))[0]
    crowd = [points, *(t.points[::3] for t in scene.things(key, frames) if t.shadow)]
    q = np.concatenate(crowd) @ scene.camera[:2].T
    spots = np.stack([view.x + q[:, 0] * view.scale, view.y - q[:, 1] * view.scale], 1)
    best: tuple[float, tuple[float, float]] | None = None
    for rank, (a, b, share) in enumerate(_MIDDLES.get(limb, _MIDDLES["leg"])):
        pa = np.array(scene.spot(frames, f"{side} {a}", width, height))
        pb = np.array(scene.spot(frames, f"{side} {b}", width, height))
        middle = pa + (pb - pa) * share
        for step in range(16):
            way = np.array((np.cos(step * np.pi / 8), np.sin(step * np.pi / 8)))
            for far in (1.7, 2.1, 2.6):
                c = middle + way * (radius * far)
                if not (radius * 1.15 < c[0] < width - radius * 1.15 and radius * 1.15 < c[1] < height - radius * 1.15):
                    continue
                away = np.hypot(spots[:, 0] - c[0], spots[:, 1] - c[1])
                covered = float((away < radius * 1.12).sum())
                price = covered * 4 + far * 2.0 + rank * 3.0 + (1.0 if way[1] > 0.3 else 0.0)
                if best is None or price < best[0]:
                    best = (price, (float(c[0]), float(c[1])))
    assert best is not None
    return best[1]
