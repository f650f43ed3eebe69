"""Which limb each triangle of a body belongs to, so that two limbs in one garment have an edge where they lie together.

Skin goes on from a thigh to its shin, so there is no edge between those; between two thighs, or a calf and the back of
its thigh, there is one, however near they lie.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.figure.bones import BONES
from app.core.figure.skin import Body

Ints = NDArray[np.int32]

# Trunk and head are one, with the shoulders and hips that grow out of them.
_OWN = {"upper2": 1, "fore1": 2, "fore2": 2, "hand": 2, "thigh2": 3, "shin": 4, "foot": 5, "toes": 5}
_SIDE = 5
LIMBS = 2 * _SIDE + 1
_GROWN = ((0, 1), (1, 2), (0, 3), (3, 4), (4, 5))  # which grow into each other


def _limb(bone: str) -> int:
    side, _, part = bone.partition(" ")
    own = _OWN.get(part, 2 if part.startswith(("thumb", "finger")) else 0)
    return own + _SIDE if own and side == "right" else own


_LIMB_OF = np.array([_limb(bone) for bone in BONES], dtype=np.int32)


def limbs(body: Body) -> Ints:
    """Return which limb each triangle belongs to, 0 up to `LIMBS`."""
    return np.asarray(_LIMB_OF[body.weights.argmax(1)][body.faces[:, 0]], dtype=np.int32)


def _together() -> NDArray[np.bool_]:
    out = np.eye(LIMBS, dtype=bool)
    for side in (0, _SIDE):
        for a, b in _GROWN:
            one, other = (n + side if n else 0 for n in (a, b))
            out[one, other] = out[other, one] = True
    return out


TOGETHER = _together()  # whether there is no edge between two limbs, as one grows out of the other
