"""What the hands hold, and how the body meets what stands beside it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from app.core.figure.bones import Array, Frames, joint, vec
from app.core.figure.pose import Figure, Pose, Prop
from app.core.figure.posing import place
from app.core.figure.props import Settings
from app.core.figure.skin import Floats

FIST = 0.8  # an arm's `grip` from which the hand holds something
TAIL = 0.35  # metres of a strap that may hang out of a hand
NOT_HELD = 9.0
_SOFT = {"cushion": 0.05, "pad": 0.012, "bench": 0.010}  # metres that a thing gives way
_TOUCHED = ("wall", "bench", "stool", "chair", "cushion", "pad")  # what is there to be touched; a box may be a machine

Box = tuple[Array, Array]  # its lower and its upper corner


def lines_of(figure: Figure, pose: Pose, frames: Frames) -> list[tuple[Prop, Array]]:
    """Return the middle lines of everything that a hand can hold, each as places (n, 3)."""
    out: list[tuple[Prop, Array]] = []
    for prop in figure.props:
        if prop.name in pose.without:
            continue
        s = Settings(prop)
        if prop.kind in ("strap", "band", "cable"):
            out.append((prop, np.array([place(frames, t) for t in s.places("through")])))
        elif prop.kind == "rod":
            a, b = (place(frames, t) for t in s.places("ends"))
            out.append((prop, np.array([a + (a - b) * 0.5, b + (b - a) * 0.5])))
        elif prop.kind == "bar":
            out.append((prop, np.array([vec(s.triple("from")), vec(s.triple("to"))])))
        elif prop.kind == "barbell":
            out.append((prop, np.array([joint(frames, "right grip"), joint(frames, "left grip")])))
        elif prop.kind == "dumbbell":
            for side in s.words("hands"):
                grip, way = joint(frames, f"{side} grip"), frames.turn(f"{side} hand")[:, 1] * 0.085
                out.append((prop, np.array([grip - way, grip + way])))
    return out


def unheld(figure: Figure, poses: tuple[Pose, ...], frames: Frames) -> tuple[float, str]:
    """Return the metres from a fist to what it holds, or from a strap's end to the hand, at worst; and which.

    `poses` are the keyframes at both ends of the way; a hand counts as a fist where it is one in all of them.
    """
    lines = [(p, line) for p, line in lines_of(figure, poses[0], frames) if len(line) > 1]
    worst = (0.0, "")
    grips = []
    for side in ("left", "right"):
        if min((p.left_arm if side == "left" else p.right_arm).grip for p in poses) < FIST:
            continue
        grip = joint(frames, f"{side} grip")
        grips.append(grip)
        near = min((_near(line, grip)[0] for _, line in lines), default=NOT_HELD)
        worst = max(worst, (near, f"the {side} hand"))
    for prop, line in lines:
        if prop.kind not in ("strap", "band") or not grips:
            continue
        anchored = [t.ref is None and t.mid is None for t in Settings(prop).places("through")]
        for way, fixed in ((line, anchored[0]), (line[::-1], anchored[-1])):
            if not fixed:  # a band may be made fast to the wall
                worst = max(worst, (min(_end(way, grip) for grip in grips), f"an end of the {prop.name}"))
    return worst


def _end(line: Array, grip: Array) -> float:
    """Return how far a hand is from the end of a line: its distance from it, and what hangs out beyond `TAIL`."""
    away, along = _near(line, grip)
    return max(away, along - TAIL)


def _near(line: Array, place_: Array) -> tuple[float, float]:
    """Return the distance of a place from a line, and how far along it the nearest point lies, metres."""
    best, passed = (NOT_HELD, 0.0), 0.0
    for a, b in pairwise(line):
        d = b - a
        length = float(np.linalg.norm(d))
        t = min(1.0, max(0.0, float((place_ - a) @ d) / max(length * length, 1e-12)))
        best = min(best, (float(np.linalg.norm(place_ - a - d * t)), passed + t * length))
        passed += length
    return best


def boxes_of(prop: Prop) -> list[Box]:
    """Return the solid blocks of a thing that the body must not enter: the seat of a bench, a box, a wall."""
    s = Settings(prop)
    if prop.kind == "wall":
        x, (y0, y1), way = s.number("x"), s.pair("y"), 1.0 if s.number("facing") > 0 else -1.0
        ends = sorted((x, x - way))
        return [(np.array((ends[0], y0, 0.0)), np.array((ends[1], y1, s.number("high"))))]
    if prop.kind in ("box", "cushion", "pad"):
        at, size = vec(s.triple("at")), vec(s.triple("size"))
        half = size * (0.5, 0.5, 0.0)
        return [(at - half, at + half + size * (0.0, 0.0, 1.0))]
    if prop.kind in ("bench", "stool", "chair"):
        x, y, _ = s.triple("at")
        long, wide, tall = (0.42, 0.42, s.number("high")) if prop.kind == "chair" else s.triple("size")
        thick = 0.07 if prop.kind == "bench" else 0.04
        return [(np.array((x - long / 2, y - wide / 2, tall - thick)), np.array((x + long / 2, y + wide / 2, tall)))]
    return []


def entered(figure: Figure, pose: Pose, points: Floats) -> tuple[float, str]:
    """Return how many metres the body is inside a solid thing, beyond what that gives way; and the thing's name."""
    worst = (0.0, "")
    for prop in figure.props:
        if prop.name in pose.without:
            continue
        for low, high in boxes_of(prop):
            depth = float(np.minimum(points - low, high - points).min(1).max()) - _SOFT.get(prop.kind, 0.0)
            worst = max(worst, (depth, f"in the {prop.name}"))
    return worst


def apart(figure: Figure, poses: list[tuple[Pose, Floats]]) -> tuple[float, str]:
    """Return how many metres the body stays from a thing that is there to be touched, at its nearest keyframe."""
    worst = (0.0, "")
    for prop in figure.props:
        if prop.kind not in _TOUCHED:
            continue
        for low, high in boxes_of(prop):
            gaps = [
                float(np.linalg.norm(np.maximum(np.maximum(low - p, p - high), 0), axis=1).min())
                for pose, p in poses
                if prop.name not in pose.without
            ]
            if gaps:
                worst = max(worst, (min(gaps), f"the {prop.name}"))
    return worst
