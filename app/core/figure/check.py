"""A figure measured: what touches, what goes through what, how far joints bend, and whether all of it is in sight."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from app.core.figure.bones import BONES, FORE, LIMBS, NOD, SHIN, THIGH, UPPER, Array, Frames, joint
from app.core.figure.contact import measure
from app.core.figure.crossing import deepest
from app.core.figure.holding import apart, entered, unheld
from app.core.figure.limits import beyond, limb_angles, spine_angles
from app.core.figure.pose import Figure, Pose
from app.core.figure.positions import START
from app.core.figure.scene import Moment, Scene
from app.core.figure.skin import Floats, bend, moves, rest_frames

STEPS = 6  # of the way between two keyframes: five pictures lie between them
FLOOR, TOUCH, HELD, ENTERED = 0.010, 0.010, 0.020, 0.012  # metres
BONE = 0.0001
SINKS = 0.004  # metres that soft flesh round a contact which is meant to sink in may go deeper than the contact
_BONES = (
    *((f"{s} hip", f"{s} knee", THIGH) for s in ("left", "right")),
    *((f"{s} knee", f"{s} ankle", SHIN) for s in ("left", "right")),
    *((f"{s} shoulder", f"{s} elbow", UPPER) for s in ("left", "right")),
    *((f"{s} elbow", f"{s} wrist", FORE) for s in ("left", "right")),
)
_BESIDE = [n for n, name in enumerate(BONES) if name.partition(" ")[2] in LIMBS[1:-5]]
_SPINE = (
    "pelvis",
    "lumbar1",
    "lumbar2",
    "lumbar3",
    "chest1",
    "chest2",
    "chest3",
    "neck1",
    "neck2",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured at its worst: how bad, what may be, in which unit, and where it is so."""

    name: str
    worst: float
    bound: float
    unit: str
    where: str = ""

    @property
    def good(self) -> bool:
        """Return whether it is in bounds."""
        return self.worst <= self.bound


@dataclass(frozen=True, slots=True)
class _Still:
    """One picture of the way: its name, the keyframes at both ends, bones and skin."""

    name: str
    ends: tuple[Pose, ...]
    share: float
    frames: Frames
    points: Floats
    move: Floats
    moment: Moment


def ways(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return the pairs of keyframes between which a routine may move: every two of them, each way once."""
    into = ((START, name) for name in entered_keys(scene.figure))
    return (*combinations(scene.figure.names(), 2), *into)


def entered_keys(figure: Figure) -> tuple[str, ...]:
    """Return the keyframes into which one goes from the start: the first one, which is a position's own."""
    return figure.names()[:1] if figure.start is not None else ()


def stills(scene: Scene, pairs: tuple[tuple[str, str], ...]) -> Iterator[_Still]:
    """Yield every keyframe, then the pictures between each two."""
    for key in (*scene.figure.keys, *([scene.figure.start] if scene.figure.start is not None else [])):
        yield _still(scene, Moment(key.name), (key,), 0.0)
    for a, b in pairs:
        for step in range(1, STEPS):
            share = step / STEPS
            yield _still(scene, Moment(a, b, share), (scene.figure.key(a), scene.figure.key(b)), share)


def _still(scene: Scene, moment: Moment, ends: tuple[Pose, ...], share: float) -> _Still:
    frames = scene.frames(moment)
    move = moves(frames)
    points = bend(scene.body.points, None, scene.body.weights, move)[0]
    name = moment.key if moment.to is None else f"{moment.key} to {moment.to} {share:.2f}"
    return _Still(name, ends, share, frames, points, move, moment)


class _Worst:
    """Keeps the worst of each measure."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[float, str]] = {}

    def take(self, name: str, value: float, where: str) -> None:
        """Keep a value where it is worse than what is held."""
        if name not in self.found or value > self.found[name][0]:
            self.found[name] = (value, where)


def check(scene: Scene, pairs: tuple[tuple[str, str], ...] | None = None) -> tuple[Measure, ...]:
    """Return all measures of a figure, each at its worst over all keyframes and the ways between them."""
    worst = _Worst()
    keyframes: list[tuple[Pose, Floats]] = []
    for still in stills(scene, ways(scene) if pairs is None else pairs):
        between = len(still.ends) > 1
        if not between:
            keyframes.append((still.ends[0], still.points))
            for contact in scene.solved[still.ends[0].name].misses:
                worst.take("contacts", _metres(contact.what, contact.by), f"{still.name}: {contact.what}")
            for name, degrees in spine_angles(still.ends[0], scene.solved[still.ends[0].name].nudge).items():
                worst.take("joints", beyond(name, degrees), f"{still.name}: {name} {degrees:.0f}")
        else:
            for what, goal in _common(still):
                miss = _metres(what, measure(still.frames, still.move, scene.parts, what) - goal)
                worst.take("contacts between", miss, f"{still.name}: {what}")
        worst.take("below the floor", *_below(scene, still))
        for name, degrees in limb_angles(still.frames).items():
            worst.take("joints", beyond(name, degrees), f"{still.name}: {name} {degrees:.0f}")
        for bone, off in _bones(still.frames):
            worst.take("bones", off, f"{still.name}: {bone}")
        for name, (value, what) in (
            ("parts in parts", deepest(still.frames)),
            ("in the hands", unheld(scene.figure, still.ends, still.frames)),
            ("in things", entered(scene.figure, still.ends[0], still.points)),
        ):
            worst.take(name, value, f"{still.name}: {what}")
        worst.take("out of the picture", _outside(scene, still), still.name)
        if not between or still.ends[0].name != START:  # on the way into a pose a hand may pass beside the mat
            worst.take("off the mat", _off_mat(scene, still), still.name)
    away, what = apart(scene.figure, keyframes)
    worst.take("things touched", away, what)
    return tuple(_measure(name, *found) for name, found in worst.found.items())


def _measure(name: str, value: float, where: str) -> Measure:
    bounds = {
        "contacts": (TOUCH, "mm"),
        "contacts between": (2 * TOUCH, "mm"),
        "below the floor": (0.0, "mm"),
        "joints": (0.0, "degrees"),
        "bones": (BONE, "mm"),
        "parts in parts": (0.0, "mm"),
        "in the hands": (HELD, "mm"),
        "in things": (ENTERED, "mm"),
        "out of the picture": (0.0, "pixels"),
        "off the mat": (0.0, "mm"),
        "things touched": (TOUCH, "mm"),
    }
    bound, unit = bounds[name]
    factor = 1000.0 if unit == "mm" else 1.0
    return Measure(name, max(0.0, value) * factor, bound * factor, unit, where if value > 0 else "")


def _metres(what: str, by: float) -> float:
    """Return a contact's miss in metres: how far an arm is stretched is measured in arms."""
    return abs(by) * (UPPER + FORE if what.endswith(" reach") else 1.0)


def _common(still: _Still) -> list[tuple[str, float]]:
    """Return the heights that both ends of a way share, with what they should be in between."""
    a, b = still.ends
    goals = {c.what: c.goal for c in b.touch}
    heights = [c for c in a.touch if c.what in goals and not c.what.endswith((" reach", " x", " y"))]
    # goals that differ are passed through with the ease of the movement; only what stays is measured
    return [(c.what, c.goal) for c in heights if abs(c.goal - goals[c.what]) < 1e-6]


def _below(scene: Scene, still: _Still) -> tuple[float, str]:
    """Return how many metres the body is deeper than it may be; what is meant to sink in may do so, and its flesh."""
    soft = min((c.goal for pose in still.ends for c in pose.touch if c.what in scene.parts), default=0.0)
    low = float(-still.points[:, 2].min()) - max(FLOOR, SINKS - soft)
    return low, f"{still.name}: {_lowest(scene, still)}"


def _lowest(scene: Scene, still: _Still) -> str:
    """Return the garment that is lowest."""
    lowest = int(still.points[:, 2].argmin())
    return next(name for name, (start, stop) in scene.body.garments.items() if start <= lowest < stop)


def _bones(frames: Frames) -> Iterator[tuple[str, float]]:
    """Yield each bone with the metres by which its length is off."""
    for a, b, length in _BONES:
        yield f"{a} to {b.split(' ')[1]}", abs(float(np.linalg.norm(joint(frames, a) - joint(frames, b))) - length)
    for name, off in zip(_SPINE, np.abs(_spine(frames) - _SPINE_AT_REST), strict=False):
        yield name, float(off)


def _spine(frames: Frames) -> Array:
    """Return the lengths of the spine's bones; the last one ends where the head turns on it."""
    places = [*(frames.at(name) for name in _SPINE), frames.at("head", (-NOD[0], -NOD[1], -NOD[2]))]
    return np.asarray(np.linalg.norm(np.diff(np.array(places), axis=0), axis=1))


_SPINE_AT_REST = _spine(rest_frames())


def _outside(scene: Scene, still: _Still) -> float:
    """Return by how many pixels of a picture 1200 wide the body leaves it."""
    worst = -math.inf
    for moment in (still.moment, replace(still.moment, turns=True)):
        sight = scene.sight(moment)
        view = scene.view(1200, 900, sight)
        q = still.points @ sight.camera[:2].T
        x, y = view.x + q[:, 0] * view.scale, view.y - q[:, 1] * view.scale
        worst = max(worst, float(max(-x.min(), x.max() - 1200, -y.min(), y.max() - 900)))
    return worst


def _off_mat(scene: Scene, still: _Still) -> float:
    """Return by how many metres what lies on the floor is beside the mat; 0 without a mat.

    Where a mat has its own breadth, as a real one, arms may lie beside it.
    """
    things = [t for t in scene.things(still.ends[0].name, still.frames) if t.colour in ("mat", "mat side")]
    low = still.points[:, 2] < 0.03
    if any(prop.kind == "mat" and "wide" in prop.settings for prop in scene.figure.props):
        low &= scene.body.weights[:, _BESIDE].sum(1) < 0.5
    low_points = still.points[low][:, :2]
    if not things or not len(low_points):
        return 0.0
    mat = np.concatenate([t.points for t in things])[:, :2]
    return float(max((mat.min(0) - low_points.min(0)).max(), (low_points.max(0) - mat.max(0)).max()))
