"""Joint angles of a pose, and how far a person of 55 gets with each."""

from __future__ import annotations

import math
from collections.abc import Mapping

from app.core.figure.bones import Array, Frames, cross, unit
from app.core.figure.pose import Pose

# Degrees, from and to. A bent knee or elbow counts up from 0; below 0 it would bend backwards. The hip
# counts from the pelvis' own axis: what the last joint of the low back gives is in it. A knee gets to 155
# where the body's weight bends it: sitting on the heels.
RANGES: dict[str, tuple[float, float]] = {
    "knee": (-3, 155),
    "elbow": (-3, 150),
    "hip bend": (-25, 145),
    "hip out": (-40, 60),
    "hip turn": (-50, 85),
    "ankle": (-30, 80),
    "shoulder raise": (0, 178),
    "shoulder back": (-180, 65),
    "wrist": (0, 95),
    "lumbar bend": (-30, 45),
    "lumbar lean": (-25, 25),
    "lumbar turn": (-25, 25),
    "chest bend": (-25, 35),
    "chest lean": (-30, 30),
    "chest turn": (-42, 42),
    "neck bend": (-50, 45),
    "neck lean": (-40, 40),
    "neck turn": (-60, 60),
}


def spine_angles(pose: Pose, nudge: Mapping[str, float]) -> dict[str, float]:
    """Return how far a keyframe's spine bends forward, leans to the left and turns to the left, degrees by part."""
    out: dict[str, float] = {}
    for part, (bend, lean, turn) in (("lumbar", pose.lumbar), ("chest", pose.chest), ("neck", pose.neck)):
        out |= {f"{part} bend": bend + nudge.get(part, 0.0), f"{part} lean": lean, f"{part} turn": turn}
    return out


def limb_angles(frames: Frames) -> dict[str, float]:
    """Return every joint of arms and legs in degrees, by the words of `RANGES` with the side before them."""
    out: dict[str, float] = {}
    pelvis, chest = frames.turn("pelvis"), frames.turn("chest3")
    for side, s in (("left", 1.0), ("right", -1.0)):
        thigh, shin, foot = (frames.turn(f"{side} {b}") for b in ("thigh2", "shin", "foot"))
        upper, fore, hand = (frames.turn(f"{side} {b}") for b in ("upper2", "fore1", "hand"))
        out[f"{side} knee"] = _bent(-thigh[:, 2], -shin[:, 2], -thigh[:, 0])
        out[f"{side} elbow"] = _bent(-upper[:, 2], -fore[:, 2], upper[:, 0])
        front, left, up = (float(x) for x in pelvis.T @ -thigh[:, 2])
        out[f"{side} hip out"] = math.degrees(math.asin(max(-1.0, min(1.0, s * left))))
        if math.hypot(front, up) > 0.3:  # with the thigh straight out to the side there is no bend to speak of
            bend = math.degrees(math.atan2(front, -up))
            out[f"{side} hip bend"] = bend
            out[f"{side} hip turn"] = s * _turn(pelvis, thigh, bend)
        ahead, _, over = (float(x) for x in shin.T @ foot[:, 0])
        out[f"{side} ankle"] = math.degrees(math.atan2(-over, ahead))
        front, left, up = (float(x) for x in chest.T @ -upper[:, 2])
        out[f"{side} shoulder raise"] = math.degrees(math.acos(max(-1.0, min(1.0, -up))))
        out[f"{side} shoulder back"] = math.degrees(math.asin(max(-1.0, min(1.0, -front))))
        out[f"{side} wrist"] = _bent(-fore[:, 2], -hand[:, 2], None)
    return out


def beyond(name: str, degrees: float) -> float:
    """Return by how many degrees a joint is outside its range; 0 inside it."""
    low, high = RANGES[name.removeprefix("left ").removeprefix("right ")]
    return max(0.0, low - degrees, degrees - high)


def _bent(a: Array, b: Array, towards: Array | None) -> float:
    """Return the angle between two bones' ways; below 0 where the second goes away from `towards`."""
    angle = math.degrees(math.acos(max(-1.0, min(1.0, float(a @ b)))))
    return -angle if towards is not None and float(b @ towards) < -1e-6 and float(a @ b) < 1 - 1e-6 else angle


def _turn(pelvis: Array, thigh: Array, bend: float) -> float:
    """Return how far a thigh is turned about itself, degrees to the left, from a knee that faces on as the hip bends.

    The hip bends first and leads the thigh aside after it, as it is measured on people.
    """
    ahead, over = math.cos(math.radians(bend)), math.sin(math.radians(bend))
    facing = pelvis[:, 0] * ahead + pelvis[:, 2] * over
    way = -thigh[:, 2]
    facing = unit(facing - way * float(facing @ way))
    return math.degrees(math.atan2(float(cross(facing, thigh[:, 0]) @ thigh[:, 2]), float(facing @ thigh[:, 0])))
