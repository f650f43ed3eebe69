"""Which bones hold each point of a garment, and how much: what makes joints bend as one smooth skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.figure.anatomy import Garment
from app.core.figure.bones import BONES, FORE, INDEX, THIGH, UPPER, Array, Frames
from app.core.figure.distance import distance, local

Ints = NDArray[np.int32]

_TRUNK = ("pelvis", "lumbar1", "lumbar2", "lumbar3", "chest1", "chest2", "chest3")
_NECK = ("chest3", "neck1", "neck2", "head")
_SHARED = (-0.040, -0.020, 0.0, 0.020, 0.040)  # metres over which the trunk's bones share the skin: it bends as a bow
_HINGES = (  # the two parts, the two bones, and the metres on either side over which the hold goes over
    ("thigh", "shin", "thigh2", "shin", 0.066),
    ("arm", "fore", "upper2", "fore1", 0.050),
    ("fore", "hand", "fore2", "hand", 0.036),
    ("shin", "foot", "shin", "foot", 0.034),
)
_HEEL = 0.20  # how much of the heel stays with the shin
_SEAT = (-0.12, 0.20)  # metres down from the hip between which the seat goes over into the thigh
_SLEEVE = ((0.010, 0.095), (0.030, 0.115))  # metres down the arm between which a sleeve goes over to it
_ARMPIT = (-0.050, 0.030)  # metres up the top of the chest between which the shoulder blade begins to hold
_TO_BLADE = (0.030, 0.150)  # metres out between which the chest goes over into it
_TO_ARM = (-0.080, 0.115)  # metres down the arm between which that one goes over into the arm
_COLLAR = (0.030, 0.095)  # metres out between which the collar's hold ends
_LAST = 8  # how often the hold is evened out after sleeves and waist have been held once more


def spread(values: Array, faces: Ints, times: int) -> Array:
    """Return values per point, evened out with their neighbours' several times."""
    a = np.concatenate([faces[:, 0], faces[:, 1], faces[:, 2]])
    b = np.concatenate([faces[:, 1], faces[:, 2], faces[:, 0]])
    near = np.bincount(a, minlength=len(values)) + 1e-9
    for _ in range(times):
        mean = np.stack([np.bincount(a, values[b, k], len(values)) / near for k in range(values.shape[1])], 1)
        values = values * 0.5 + mean * 0.5
    return values


def weights(garment: Garment, frames: Frames, p: Array, faces: Ints) -> Array:
    """Return each point's share of every bone (points, bones); each point's shares make 1."""
    hold = _Hold.of(garment, frames, p)
    for side in ("left", "right"):
        hold.hinged(side)
        hold.heeled(side)
        hold.sleeved(side, *_SLEEVE[0])
        hold.girdled(side)
        hold.seated(side)
    hold.waisted()
    hold.share = spread(hold.share, faces, garment.even)
    for side in ("left", "right"):
        hold.sleeved(side, *_SLEEVE[1])
    hold.collared()
    hold.waisted()
    hold.share = spread(hold.share, faces, _LAST)
    return hold.bones()


def _smoothstep(lo: float, hi: float, x: Array) -> Array:
    t = np.clip((x - lo) / (hi - lo), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def _along(frames: Frames, names: tuple[str, ...], z: Array) -> Array:
    """Return each spine bone's share by height: the nearest two bones' middles, blended."""
    middle: list[float] = []
    for k, name in enumerate(names):
        a = frames.at(name)[2]
        b = frames.at(names[k + 1])[2] if k + 1 < len(names) else a + 0.1
        middle.append((a + b) / 2 if name != "pelvis" else 0.045)
    total = np.zeros((len(z), len(names)))
    for off in _SHARED if names[0] == "pelvis" else (0.0,):
        out = np.zeros((len(z), len(names)))
        for k in range(len(names)):
            left = 1.0 if k == 0 else _smoothstep(middle[k - 1], middle[k], z + off)
            right = 1.0 if k == len(names) - 1 else 1 - _smoothstep(middle[k], middle[k + 1], z + off)
            out[:, k] = np.minimum(left, right)
        total += out / out.sum(1, keepdims=True)
    return np.asarray(total / total.sum(1, keepdims=True))


@dataclass(slots=True)
class _Hold:
    """How much each part of a garment holds each of its points."""

    frames: Frames
    names: list[str]  # of the parts
    p: Array  # points
    share: Array  # (points, parts)

    @classmethod
    def of(cls, garment: Garment, frames: Frames, p: Array) -> _Hold:
        """Return the hold by nearness alone."""
        names = list(dict.fromkeys(s.part for s in garment.solids))
        near = [
            np.min([distance(frames, s, p, garment.grow) for s in garment.solids if s.part == n], axis=0) for n in names
        ]
        share = np.exp(-np.maximum(np.stack(near, 1), -0.02) / garment.weigh)
        return cls(frames, names, p, share / share.sum(1, keepdims=True))

    def _has(self, *names: str) -> bool:
        return all(n in self.names for n in names)

    def _shared(self, near: str, far: str, t: Array, much: Array | float = 1.0) -> None:
        """Share what two parts hold together anew: `t` of it goes to the far one; `much` 0..1: how far this goes."""
        a, b = self.names.index(near), self.names.index(far)
        both = self.share[:, a] + self.share[:, b]
        self.share[:, b] += (both * t - self.share[:, b]) * much
        self.share[:, a] = both - self.share[:, b]

    def _down(self, joint: str, upper: str, lower: str) -> Array:
        """Return how far points lie beyond a joint, along the middle of the two bones that meet there, metres."""
        down = -(self.frames.turn(upper)[:, 2] + self.frames.turn(lower)[:, 2])
        return np.asarray((self.p - self.frames.at(joint)) @ (down / np.linalg.norm(down)))

    def hinged(self, side: str) -> None:
        """Let the two parts of a limb share its hinge along the limb: a straight knee or elbow shows no step."""
        for near, far, upper, joint, soft in _HINGES:
            name = far if far in ("hand", "foot") else f"{side} {far}"  # these are made for the left alone
            if self._has(f"{side} {near}", name):
                along = self._down(f"{side} {joint}", f"{side} {upper}", f"{side} {joint}")
                self._shared(f"{side} {near}", name, _smoothstep(-soft, soft, along))

    def heeled(self, side: str) -> None:
        """Leave a part of the heel to the shin: a pointed foot bends in its middle, too."""
        if self._has(f"{side} shin", "foot"):
            shin, foot = self.names.index(f"{side} shin"), self.names.index("foot")
            behind = -local(self.frames, f"{side} foot", self.p)[:, 0]
            kept = self.share[:, foot] * _HEEL * _smoothstep(0.0, 0.045, behind)
            self.share[:, foot] -= kept
            self.share[:, shin] += kept

    def girdled(self, side: str) -> None:
        """Let the top of the chest go over into the shoulder blade on its way out, and that one into the arm along it.

        Each takes its share of the turn, so that a raised arm lifts the shoulder as a whole and folds nothing.
        """
        if self._has(f"{side} yoke"):
            trunk, yoke, arm = (self.names.index(n) for n in ("trunk", f"{side} yoke", f"{side} arm"))
            at = local(self.frames, "chest3", self.p)
            along = -local(self.frames, f"{side} upper2", self.p)[:, 2]
            out = at[:, 1] * (1 if side == "left" else -1)
            high = _smoothstep(*_ARMPIT, at[:, 2])
            every = self.share[:, trunk] + self.share[:, yoke] + self.share[:, arm]
            much = every * _smoothstep(*_TO_ARM, along)
            new = self.share[:, arm] + (much - self.share[:, arm]) * high
            both = every - new
            much = both * _smoothstep(*_TO_BLADE, out)
            blade = np.minimum(self.share[:, yoke], both)
            self.share[:, yoke] = blade + (much - blade) * high
            self.share[:, arm] = new
            self.share[:, trunk] = both - self.share[:, yoke]

    def collared(self) -> None:
        """Let the collar go with the trunk alone: a raised shoulder does not crumple it."""
        if self._has("trunk", "left yoke"):
            at = local(self.frames, "chest3", self.p)
            keep = (1 - _smoothstep(*_COLLAR, np.abs(at[:, 1]))) * _smoothstep(0.0, 0.06, at[:, 2])
            self.share *= (1 - keep)[:, None]
            self.share[:, self.names.index("trunk")] += keep

    def sleeved(self, side: str, begin: float, end: float) -> None:
        """Let a sleeve go with the arm alone, however near the trunk's side is: wholly so `end` metres down the arm."""
        if self._has(f"{side} yoke"):
            q = local(self.frames, f"{side} upper2", self.p)
            hold = _smoothstep(begin, end, -q[:, 2]) * (1 - _smoothstep(0.063, 0.090, np.hypot(q[:, 0], q[:, 1])))
            self.share *= (1 - hold)[:, None]
            self.share[:, self.names.index(f"{side} arm")] += hold

    def seated(self, side: str) -> None:
        """Let the seat go over into the thigh along it: somebody who stands has no fold under the seat."""
        if self._has("trunk", f"{side} thigh"):
            at = local(self.frames, "pelvis", self.p)
            out = at[:, 1] * (1 if side == "left" else -1)
            much = _smoothstep(-0.015, 0.035, out) * (1 - _smoothstep(-0.02, 0.05, at[:, 0]))
            along = self._down(f"{side} thigh2", "pelvis", f"{side} thigh2")
            self._shared("trunk", f"{side} thigh", _smoothstep(*_SEAT, along), much)

    def waisted(self) -> None:
        """Let the waist go with the trunk alone: a raised thigh does not lift the trousers through the shirt."""
        if self._has("left thigh", "trunk"):
            keep = 1 - _smoothstep(0.03, 0.085, local(self.frames, "pelvis", self.p)[:, 2])
            for side in ("left", "right"):
                self.share[:, self.names.index(f"{side} thigh")] *= keep
            self.share /= self.share.sum(1, keepdims=True)

    def bones(self) -> Array:
        """Return each point's share of every bone."""
        out = np.zeros((len(self.p), len(BONES)))
        for n, name in enumerate(self.names):
            w = self.share[:, n]
            side, _, part = name.partition(" ")
            if name in ("trunk", "neck"):
                chain = _TRUNK if name == "trunk" else _NECK
                along = _along(self.frames, chain, self.p[:, 2])
                for k, bone in enumerate(chain):
                    out[:, INDEX[bone]] += w * along[:, k]
            elif part in ("arm", "fore", "thigh"):
                bone, length = {"arm": ("upper", UPPER), "fore": ("fore", FORE), "thigh": ("thigh", THIGH)}[part]
                t = _smoothstep(0.05, 0.85, -local(self.frames, f"{side} {bone}2", self.p)[:, 2] / length)
                out[:, INDEX[f"{side} {bone}1"]] += w * (1 - t)
                out[:, INDEX[f"{side} {bone}2"]] += w * t
            else:
                out[:, INDEX[_bone_of(name)]] += w
        return np.asarray(out / out.sum(1, keepdims=True))


def _bone_of(part: str) -> str:
    """Return the bone that alone holds a part."""
    side, _, rest = part.partition(" ")
    if rest:
        return f"{side} clavicle" if rest == "yoke" else part
    return "head" if part in ("head", "nose", "ear", "bun") else f"left {part}"
