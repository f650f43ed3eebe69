"""Where clothes end: how near each point lies to such an end, on the cloth or on what comes out from under it."""

from __future__ import annotations

import numpy as np

from app.core.figure.anatomy import Garment, Solid
from app.core.figure.bones import Array, Frames
from app.core.figure.distance import beyond, distance

REACH = 0.030  # metres from an end that are told
_CLOTH = ("shirt", "trousers")
_DOWN = 0.7  # how much a metre down from the collar counts as one away from the neck
_FLAT = 0.75  # of the end's own direction: what faces that way is the inside of a sleeve or a trouser leg


def border(garment: Garment, frames: Frames, p: Array, normals: Array, neck: tuple[Solid, ...]) -> Array:
    """Return how far points are within `REACH` of an end, metres; 0: none is near.

    Below nought it is the garment's own end, above nought that of another one from under which it comes. `neck` is
    what comes out of a collar.
    """
    own, under = np.zeros(len(p)), np.zeros(len(p))
    for cut in garment.cuts if garment.colour in _CLOTH else ():
        away, concerned = beyond(frames, cut, p)
        if cut.soft < garment.cell / 2:
            own = np.maximum(own, np.where(concerned, REACH - np.clip(-away, 0, REACH), 0))
            ahead = normals @ (frames.turn(cut.bone) @ np.array(cut.normal)) > _FLAT
            under[concerned & ahead & (away > -garment.cell / 4)] = REACH
        else:
            off = np.min([distance(frames, solid, p, 0.0) for solid in neck], axis=0)
            off = np.maximum(off, _DOWN * -away)  # the neck's root lies near the back's skin far below the collar
            own = np.maximum(own, REACH - np.clip(off, 0, REACH))
    for cut in garment.under:
        away, concerned = beyond(frames, cut, p)
        under = np.maximum(under, np.where(concerned, REACH - np.clip(away, 0, REACH), 0))
    return np.asarray(np.where(under > 0, under, -own))
