"""The parts of the body that touch things, and the solver that brings a pose to where they touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.core.figure.bones import FORE, INDEX, UPPER, Array, Frames, is_joint, joint
from app.core.figure.limits import RANGES
from app.core.figure.pose import Pose
from app.core.figure.posing import assemble
from app.core.figure.skin import Body, Floats, bend, moves, rest_frames

MOST = 260  # points that stand for a part, and with them those that lie outermost
STEPS = {
    "x": 0.01,
    "y": 0.01,
    "z": 0.01,
    "pitch": 1.0,
    "roll": 1.0,
    "yaw": 1.0,
    "neck": 2.0,
    "lumbar": 1.5,
    "chest": 1.5,
}
TIPPED = 45.0  # degrees: further than that the pelvis is not turned to meet contacts that contradict each other
_SPINE = ("chest1", "chest2", "chest3")

Parts = dict[str, tuple[Floats, Floats]]  # name -> points at rest and their weights


def _ways(many: int) -> Floats:
    """Return directions evenly spread all round."""
    z = 1 - (2 * np.arange(many) + 1) / many
    turn = np.arange(many) * (np.pi * (3 - np.sqrt(5)))
    flat = np.sqrt(1 - z * z)
    return np.stack([flat * np.cos(turn), flat * np.sin(turn), z], 1).astype(np.float32)


_WAYS = _ways(96)


def part_names() -> tuple[str, ...]:
    """Return all names of parts that a pose file may let touch something."""
    both = ("knee", "shin", "thigh", "foot", "heel", "toes", "instep", "hand", "fore", "elbow", "upper", "shoulder")
    return (
        "pelvis",
        "back",
        "chest",
        "belly",
        "head",
        "face",
        "forehead",
        *(f"{s} {p}" for s in ("left", "right") for p in both),
    )


def parts_of(body: Body) -> Parts:
    """Return the points of every part of a body."""
    rest = rest_frames()
    w = body.weights
    garment = np.zeros(len(body.points), dtype="U16")
    for name, (start, stop) in body.garments.items():
        garment[start:stop] = name.split(" ")[-1]

    def held(*bones: str) -> Floats:
        return np.asarray(w[:, [INDEX[b] for b in bones]].sum(1))

    def local(bone: str) -> Array:
        i = INDEX[bone]
        return np.asarray((body.points.astype(np.float64) - rest.origin[i]) @ rest.axes[i])

    trunk, head = held(*_SPINE) > 0.5, local("head")
    front = local("pelvis")[:, 0]
    seat = (front < 0.0) & (local("pelvis")[:, 2] > -0.15)  # goes over into the thighs
    masks: dict[str, object] = {
        "pelvis": (garment == "trousers") & ((held("pelvis") > 0.5) | seat),
        "back": (garment == "shirt") & trunk & (front < -0.02),
        "chest": (garment == "shirt") & trunk & (front > 0.0),
        "belly": (garment == "shirt") & (held("lumbar1", "lumbar2", "lumbar3") > 0.5) & (front > 0.0),
        "head": (garment == "head") | (garment == "hair"),
        "face": (garment == "head") & (head[:, 0] > 0.04),
        "forehead": (garment != "shirt") & (held("head") > 0.9) & (head[:, 0] > 0.05) & (head[:, 2] > 0.075),
    }
    for side in ("left", "right"):
        shin, foot, fore = local(f"{side} shin"), local(f"{side} foot"), local(f"{side} fore2")
        on_shin, on_foot = held(f"{side} shin"), held(f"{side} foot", f"{side} toes")
        on_fore = held(f"{side} fore1", f"{side} fore2")
        on_hand = 1 - held(
            *(
                b
                for b in INDEX
                if not b.startswith(f"{side} ") or not b.split(" ")[1].startswith(("hand", "finger", "thumb"))
            )
        )
        masks |= {
            f"{side} knee": (garment == "trousers") & (on_shin > 0.35) & (shin[:, 2] > -0.07),
            f"{side} shin": (garment == "trousers") & (on_shin > 0.5),
            f"{side} thigh": (garment == "trousers") & (held(f"{side} thigh1", f"{side} thigh2") > 0.6),
            f"{side} foot": (garment == "foot") & (on_foot > 0.5),
            f"{side} instep": (garment == "foot") & (on_foot > 0.5),
            f"{side} heel": (garment == "foot") & (on_foot > 0.5) & (foot[:, 0] < 0.0) & (foot[:, 2] < -0.02),
            f"{side} toes": (garment == "foot") & (held(f"{side} toes") > 0.5),
            f"{side} hand": (garment == "hand") & (on_hand > 0.6),
            f"{side} fore": (garment == "arm") & (on_fore > 0.5),
            f"{side} elbow": (garment == "arm") & (on_fore > 0.2) & (fore[:, 2] > -0.05),
            f"{side} upper": ((garment == "arm") | (garment == "shirt"))
            & (held(f"{side} upper1", f"{side} upper2") > 0.5),
            f"{side} shoulder": (garment == "shirt") & (held(f"{side} upper1", f"{side} clavicle") > 0.5),
        }
    out: Parts = {}
    for name, mask in masks.items():
        ids = np.nonzero(np.asarray(mask, dtype=bool))[0]
        ends = ids[np.unique((body.points[ids] @ _WAYS.T).argmax(0))] if len(ids) else ids
        ids = np.union1d(ids[:: max(1, len(ids) // MOST)], ends)
        out[name] = (body.points[ids], body.weights[ids])
    return out


@dataclass(frozen=True, slots=True)
class Miss:
    """A contact and by how many metres it is missed."""

    what: str
    by: float


@dataclass(slots=True)
class Solved:
    """A pose with its contacts met: the bones, what was nudged, and what is left of each contact."""

    frames: Frames
    nudge: dict[str, float]
    misses: tuple[Miss, ...]


def is_measure(what: str) -> bool:
    """Return whether `measure` knows this."""
    head, _, last = what.rpartition(" ")
    if what in part_names() or (last == "reach" and head in ("left", "right")):
        return True
    return (last in ("x", "y", "z") and is_joint(head)) or (
        last in ("back", "front", "top", "left", "right") and head in part_names()
    )


def measure(frames: Frames, move: Floats, parts: Parts, what: str) -> float:
    """Return what a contact measures, metres.

    A part's lowest point or its end to one side, a joint's x, y or z, or how far an arm is stretched (0..1).
    """
    head, _, last = what.rpartition(" ")
    if what in parts:
        points, weights = parts[what]
        return float(bend(points, None, weights, move)[0][:, 2].min())
    if last == "reach":
        a = joint(frames, f"{head} shoulder")
        b = frames.asked.get(head, joint(frames, f"{head} wrist"))
        return float(np.linalg.norm(b - a)) / (UPPER + FORE)
    if last in ("x", "y", "z"):
        return float(joint(frames, head)["xyz".index(last)])
    points, weights = parts[head]
    p = bend(points, None, weights, move)[0]
    return float(
        {"back": p[:, 0].min, "front": p[:, 0].max, "top": p[:, 2].max, "left": p[:, 1].max, "right": p[:, 1].min}[
            last
        ]()
    )


def _kept(pose: Pose, nudge: dict[str, float]) -> dict[str, float]:
    """Return nudges that keep the spine within its range, where the pose itself is, and the pelvis near its place."""
    out = {k: float(np.clip(v, -TIPPED, TIPPED)) if k in ("pitch", "roll", "yaw") else v for k, v in nudge.items()}
    for part, own in (("neck", pose.neck[0]), ("chest", pose.chest[0]), ("lumbar", pose.lumbar[0])):
        if part in out:
            low, high = RANGES[f"{part} bend"]
            out[part] = float(np.clip(out[part], min(0.0, low - own), max(0.0, high - own)))
    return out


def solve(pose: Pose, parts: Parts, start: Mapping[str, float] | None = None, steps: int = 10) -> Solved:
    """Return the pose with pelvis and spine moved, a little at a time, until all contacts are met as well as may be.

    `start` is where to begin; 0 `steps` stay there.
    """
    nudge = dict(start or {})
    free = pose.fit or (("z",) if len(pose.touch) == 1 else ("z", "pitch") if pose.touch else ())

    def errors(n: Mapping[str, float]) -> tuple[Frames, Array]:
        frames = assemble(pose, n)
        move = moves(frames)
        return frames, np.array([measure(frames, move, parts, c.what) - c.goal for c in pose.touch])

    frames, r = errors(nudge)
    best = (float(np.abs(r).max()) if len(r) else 0.0, dict(nudge), frames, r)
    for _ in range(steps):
        if best[0] < 0.0008 or not free:
            break
        slopes = np.zeros((len(r), len(free)))
        for j, name in enumerate(free):
            slopes[:, j] = errors({**nudge, name: nudge.get(name, 0.0) + STEPS[name]})[1] - r
        step = np.linalg.solve(slopes.T @ slopes + 2e-7 * np.eye(len(free)), -slopes.T @ r)
        for j, name in enumerate(free):
            nudge[name] = nudge.get(name, 0.0) + float(np.clip(step[j], -10, 10)) * STEPS[name]
        nudge = _kept(pose, nudge)
        frames, r = errors(nudge)
        worst = float(np.abs(r).max())
        if worst < best[0]:
            best = (worst, dict(nudge), frames, r)
    _, nudge, frames, r = best
    return Solved(frames, nudge, tuple(Miss(c.what, float(e)) for c, e in zip(pose.touch, r, strict=True)))
