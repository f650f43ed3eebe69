"""The skeleton: named bones, their lengths, and how a limb is laid through its joints.

World: x forward, y the person's left when facing +x, z up, metres, the floor at z = 0. A bone is a frame: the
place of its near joint and a matrix whose columns are the person's front, left and up along that bone (`up` of a
limb points from its far joint back to its near one; `front` of a hand is the way the palm faces).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Triple = tuple[float, float, float]

THIGH, SHIN, UPPER, FORE = 0.425, 0.41, 0.285, 0.25
HIP_SIDE, LUMBAR, CHEST, NECK = 0.090, 0.17, 0.285, 0.088
SOLE = 0.075  # from the middle of the ankle down to the sole
PALM = 0.020  # from the middle of the wrist to the palm's skin
GRIP = (0.030, 0.0, -0.088)  # the middle of a bar held in the hand, in the hand's frame
NOD: Triple = (0.012, 0.0, 0.020)  # from where the head turns on the neck to its own place, in its frame
SHOULDER: Triple = (0.004, 0.153, 0.026)  # in the frame of chest3; the right one mirrored

SPINE = ("lumbar1", "lumbar2", "lumbar3", "chest1", "chest2", "chest3", "neck1", "neck2")
FINGERS = tuple(f"finger{k}{j}" for k in range(1, 5) for j in "abc")
LIMBS = (
    *("clavicle", "upper1", "upper2", "fore1", "fore2", "hand"),
    *("thumb1", "thumb2", "thumb3", *FINGERS),
    *("thigh1", "thigh2", "shin", "foot", "toes"),
)
BONES = ("pelvis", *SPINE, "head", *(f"{side} {bone}" for side in ("left", "right") for bone in LIMBS))
INDEX = {name: i for i, name in enumerate(BONES)}

_PARENT = {
    **{"clavicle": "chest3", "upper1": "clavicle", "upper2": "upper1", "fore1": "upper2", "fore2": "fore1"},
    **{"hand": "fore2", "thumb1": "hand", "thumb2": "thumb1", "thumb3": "thumb2"},
    **{"thigh1": "pelvis", "thigh2": "thigh1", "shin": "thigh2", "foot": "shin", "toes": "foot"},
    **{f"finger{k}a": "hand" for k in range(1, 5)},
    **{f"finger{k}b": f"finger{k}a" for k in range(1, 5)},
    **{f"finger{k}c": f"finger{k}b" for k in range(1, 5)},
}


def _parents() -> tuple[int, ...]:
    out = [-1]
    chain = ("pelvis", *SPINE, "head")
    out += [INDEX[name] for name in chain[:-1]]
    for side in ("left", "right"):
        for bone in LIMBS:
            parent = _PARENT[bone]
            out.append(INDEX[parent] if parent in INDEX else INDEX[f"{side} {parent}"])
    return tuple(out)


PARENT = _parents()


def vec(value: object) -> Array:
    """Return three numbers as an array."""
    return np.asarray(value, dtype=np.float64)


def unit(value: object) -> Array:
    """Return the direction of a vector; x where it has none."""
    v = vec(value)
    n = math.sqrt(float(v @ v))
    return v / n if n > 1e-9 else np.array((1.0, 0.0, 0.0))


def cross(a: Array, b: Array) -> Array:
    """Return the cross product of two vectors (numpy's own is ten times slower for a single pair)."""
    return np.array((a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]))


def about(axis: int, degrees: float) -> Array:
    """Return the turn about a frame's own front (0), left (1) or up (2) axis."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    i, j = ((1, 2), (2, 0), (0, 1))[axis]
    m = np.eye(3)
    m[i, i] = m[j, j] = c
    m[i, j], m[j, i] = -s, s
    return m


def frame(up: object, front: object) -> Array:
    """Return the right-handed frame with exactly this `up` and `front` made perpendicular to it."""
    u, f = unit(up), vec(front)
    f = f - u * float(f @ u)
    if float(f @ f) < 1e-10:
        f = cross(u, np.array((0.0, 1.0, 0.03)))
    f = unit(f)
    return np.stack((f, cross(u, f), u), axis=1)


def least_turn(a: Array, b: Array) -> Array:
    """Return the smallest turn that carries direction `a` to direction `b`."""
    c = float(a @ b)
    v = cross(a, b)
    if c < -0.9999:
        n = unit(cross(a, np.array((0.3, 1.0, 0.1))))
        return np.asarray(2.0 * np.outer(n, n) - np.eye(3))
    k = np.array(((0, -v[2], v[1]), (v[2], 0, -v[0]), (-v[1], v[0], 0)))
    return np.asarray(np.eye(3) + k + k @ k / (1.0 + c))


def two_bones(root: Array, target: Array, pole: Array, a: float, b: float) -> tuple[Array, Array]:
    """Return the middle and the end joint of a limb that reaches from `root` to `target`, bent towards `pole`."""
    d = target - root
    dist = max(1e-6, math.sqrt(float(d @ d)))
    reach = min(max(dist, abs(a - b) + 0.02), (a + b) * 0.9995)
    n = d / dist
    p = pole - n * float(pole @ n)
    p = unit(p) if float(p @ p) > 1e-9 else unit(cross(n, np.array((0.0, 1.0, 0.1))))
    x = (a * a - b * b + reach * reach) / (2 * reach)
    return root + n * x + p * math.sqrt(max(0.0, a * a - x * x)), root + n * reach


@dataclass(slots=True)
class Frames:
    """All bones of one pose: `origin` (bones, 3) in metres and `axes` (bones, 3, 3)."""

    origin: Array
    axes: Array
    asked: dict[str, Array] = field(default_factory=dict)  # where a side's wrist was told to be, in reach or not

    @classmethod
    def empty(cls) -> Frames:
        """Return frames that are still to be filled."""
        return cls(np.zeros((len(BONES), 3)), np.tile(np.eye(3), (len(BONES), 1, 1)))

    def put(self, name: str, origin: Array, axes: Array) -> None:
        """Set one bone."""
        self.origin[INDEX[name]] = origin
        self.axes[INDEX[name]] = axes

    def turn(self, name: str) -> Array:
        """Return a bone's matrix."""
        return np.asarray(self.axes[INDEX[name]])

    def at(self, name: str, local: Triple = (0.0, 0.0, 0.0)) -> Array:
        """Return the world place of a point given in a bone's own (front, left, up)."""
        i = INDEX[name]
        return np.asarray(self.origin[i] + self.axes[i] @ vec(local))

    def copy(self) -> Frames:
        """Return frames that can be changed without changing these."""
        return Frames(self.origin.copy(), self.axes.copy())


# joint names as a pose file says them -> the bone and the place in its frame (left limb; y turns over for the right)
JOINTS: dict[str, tuple[str, Triple]] = {
    "hip": ("thigh1", (0, 0, 0)),
    "knee": ("shin", (0, 0, 0)),
    "ankle": ("foot", (0, 0, 0)),
    "heel": ("foot", (-0.055, 0, -SOLE)),
    "sole": ("foot", (0.05, 0, -SOLE)),
    "ball": ("foot", (0.105, 0, -SOLE)),
    "shoulder": ("upper1", (0, 0, 0)),
    "elbow": ("fore1", (0, 0, 0)),
    "wrist": ("hand", (0, 0, 0)),
    "palm": ("hand", (PALM, 0, -0.055)),
    "grip": ("hand", GRIP),
    "thigh": ("thigh2", (0, 0, -THIGH / 2)),
    "hamstring": ("thigh2", (-0.085, 0, -0.27)),
    "front of thigh": ("thigh2", (0.09, 0, -0.30)),
    "shin": ("shin", (0, 0, -SHIN / 2)),
    "calf": ("shin", (-0.055, 0, -0.13)),
}


def joint(frames: Frames, name: str) -> Array:
    """Return the place of a named joint: `left knee`, `right grip`, `head`, `pelvis`, a bone's name."""
    side, _, part = name.partition(" ")
    if part in JOINTS:
        bone, local = JOINTS[part]
        s = 1.0 if side == "left" else -1.0
        return frames.at(f"{side} {bone}", (local[0], s * local[1], local[2]))
    return frames.at(name)


def is_joint(name: str) -> bool:
    """Return whether a name is one that `joint` knows."""
    side, _, part = name.partition(" ")
    return name in INDEX or (side in ("left", "right") and part in JOINTS)
