"""Frames between two keyframes: every joint turns on its own arc; what is planted in both stays where it is."""

from __future__ import annotations

import math

import numpy as np

from app.core.figure.bones import (
    BONES,
    FORE,
    INDEX,
    NOD,
    PARENT,
    SHIN,
    THIGH,
    UPPER,
    Array,
    Frames,
    frame,
    joint,
    least_turn,
    two_bones,
    unit,
    vec,
)
from app.core.figure.contact import Parts, measure
from app.core.figure.holding import FIST
from app.core.figure.pose import Pose, Target
from app.core.figure.skin import moves

GLIDES = 0.004  # metres that a hand or foot on its way may press into the mat
SINKS = 0.006  # metres that flesh may press into the mat on the way, beyond what is told of either keyframe
_FEW = 0.001  # metres by which skin may lie deeper than the points that stand for it
_LYING = ("pelvis", "back", "chest", "belly", "left shoulder", "right shoulder", "left upper", "right upper",
          "left fore", "right fore", "left thigh", "right thigh")  # fmt: skip
PLANTED = 0.02  # metres between two keyframes' targets that still count as one place


def eased(t: float) -> float:
    """Return a share of the way that starts and ends at rest."""
    return (1 - math.cos(math.pi * min(1.0, max(0.0, t)))) / 2


def _turned(a: Array, b: Array, t: float) -> Array:
    """Return the share `t` of the shortest turn from each matrix of `a` to that of `b`."""
    d = a.transpose(0, 2, 1) @ b
    angle = np.arccos(np.clip((np.trace(d, axis1=1, axis2=2) - 1) / 2, -1, 1))
    axis = np.stack([d[:, 2, 1] - d[:, 1, 2], d[:, 0, 2] - d[:, 2, 0], d[:, 1, 0] - d[:, 0, 1]], 1)
    length = np.linalg.norm(axis, axis=1)
    for i in np.nonzero((length < 1e-6) & (angle > 3.0))[0]:  # half a turn has no axis of its own
        col = int(np.argmax(np.diag(d[i])))
        axis[i], length[i] = d[i][:, col] + np.eye(3)[col], 1.0
        length[i] = float(np.linalg.norm(axis[i]))
    n = axis / np.maximum(length, 1e-9)[:, None]
    s, c = np.sin(angle * t)[:, None, None], np.cos(angle * t)[:, None, None]
    k = np.zeros_like(d)
    k[:, 0, 1], k[:, 0, 2], k[:, 1, 2] = -n[:, 2], n[:, 1], -n[:, 0]
    k[:, 1, 0], k[:, 2, 0], k[:, 2, 1] = n[:, 2], -n[:, 1], n[:, 0]
    return np.asarray(a @ (np.eye(3) + s * k + (1 - c) * (k @ k)))


def _locals(f: Frames) -> tuple[Array, Array]:
    turn, place = f.axes.copy(), f.origin.copy()
    for i in range(1, len(BONES)):
        p = PARENT[i]
        turn[i] = f.axes[p].T @ f.axes[i]
        place[i] = f.axes[p].T @ (f.origin[i] - f.origin[p])
    return turn, place


def mixed(a: Frames, b: Frames, t: float) -> Frames:
    """Return the frames at share `t` from `a` to `b`, every joint turned by its share; bones keep their length."""
    ta, pa = _locals(a)
    tb, pb = _locals(b)
    turn = _turned(ta, tb, t)
    place = pa * (1 - t) + pb * t
    head, nod = INDEX["head"], vec(NOD)  # the head turns on the neck's end, not about its own place
    place[head] += turn[head] @ nod - (ta[head] * (1 - t) + tb[head] * t) @ nod
    out = Frames(np.zeros_like(a.origin), np.zeros_like(a.axes))
    for i in range(len(BONES)):
        p = PARENT[i]
        out.axes[i] = turn[i] if p < 0 else out.axes[p] @ turn[i]
        out.origin[i] = place[i] if p < 0 else out.origin[p] + out.axes[p] @ place[i]
    return out


def _same(a: Target | None, b: Target | None) -> bool:
    if a is None or b is None or a.ref or b.ref or a.mid or b.mid:
        return a is not None and a == b
    return math.dist(np.add(a.at, a.off), np.add(b.at, b.off)) < PLANTED


def _walks(a: Target | None, b: Target | None) -> bool:
    """Return whether a hand goes from one place on the floor to another: it stays down on the way."""
    if a is None or b is None or a.ref or b.ref or a.mid or b.mid:
        return False
    return max(a.at[2] + a.off[2], b.at[2] + b.off[2]) < PLANTED


def planted(a: Pose, b: Pose) -> tuple[str, ...]:
    """Return the limbs (`left leg`, ...) whose end stays in one place, or on the floor, between both keyframes."""
    out = []
    for side in ("left", "right"):
        la, lb = (a.left_leg, b.left_leg) if side == "left" else (a.right_leg, b.right_leg)
        aa, ab = (a.left_arm, b.left_arm) if side == "left" else (a.right_arm, b.right_arm)
        if _same(la.foot, lb.foot) or _same(la.ankle, lb.ankle):
            out.append(f"{side} leg")
        if (
            _same(aa.hand, ab.hand)
            or _walks(aa.hand, ab.hand)
            or _same(aa.wrist, ab.wrist)
            or _same(aa.grip_at, ab.grip_at)
        ):
            out.append(f"{side} arm")
    return tuple(out)


def _on_one_bar(pose: Pose) -> bool:
    """Return whether both fists are told where to hold: what they hold is as long on the way as before."""
    return all(arm.grip_at is not None and arm.grip >= FIST for arm in (pose.left_arm, pose.right_arm))


def _apart(frames: Frames) -> float:
    """Return how far apart the fists are, metres."""
    return float(np.linalg.norm(joint(frames, "left grip") - joint(frames, "right grip")))


def _keep_apart(out: Frames, wide: float) -> None:
    """Bend both arms so that the fists are `wide` metres apart: they do not slide along what they hold."""
    way = joint(out, "left grip") - joint(out, "right grip")
    more = unit(way) * (wide - float(np.linalg.norm(way))) / 2
    for side, step in (("left", more), ("right", -more)):
        i = INDEX[f"{side} hand"]
        _reach(out, f"{side} arm", out.origin[i] + step, out.axes[i].copy())


def _carry(frames: Frames, bones: tuple[str, ...], root: Array, turn: Array, to: Array) -> None:
    """Turn some bones about `root` and put `root` at `to`."""
    ids = [INDEX[b] for b in bones]
    frames.origin[ids] = (frames.origin[ids] - root) @ turn.T + to
    frames.axes[ids] = turn @ frames.axes[ids]


def _reach(frames: Frames, limb: str, end: Array, hand: Array) -> None:
    """Bend one limb so that its wrist or ankle is at `end`, turned as `hand`; the elbow or knee stays on its side."""
    side, kind = limb.split(" ")
    leg = kind == "leg"
    near, far = (("thigh1", "thigh2"), ("shin",)) if leg else (("upper1", "upper2"), ("fore1", "fore2"))
    tip = [
        b
        for b in BONES
        if b.startswith(f"{side} ")
        and b.split(" ")[1].startswith(("foot", "toes") if leg else ("hand", "finger", "thumb"))
    ]
    a, b = (THIGH, SHIN) if leg else (UPPER, FORE)
    root = frames.origin[INDEX[f"{side} {near[0]}"]].copy()
    middle = frames.origin[INDEX[f"{side} {far[0]}"]].copy()
    last = frames.origin[INDEX[tip[0]]].copy()
    way = unit(last - root)
    pole = (middle - root) - way * float((middle - root) @ way)
    if float(pole @ pole) < 1e-6:
        pole = frames.axes[INDEX[f"{side} {near[1]}"]][:, 0] * (1 if leg else -1)
    m, e = two_bones(root, end, pole, a, b)
    turn = least_turn(unit(middle - root), unit(m - root))
    _carry(frames, tuple(f"{side} {x}" for x in near), root, turn, root)
    turn = least_turn(unit(last - middle), unit(e - m))
    _carry(frames, tuple(f"{side} {x}" for x in far), middle, turn, m)
    now = frames.axes[INDEX[tip[0]]]
    _carry(frames, tuple(tip), last, hand @ now.T, e)


def between(a: tuple[Pose, Frames], b: tuple[Pose, Frames], t: float, parts: Parts) -> Frames:
    """Return the bones at share `t` of the way (not eased) from one solved keyframe to another."""
    if t <= 0:
        return a[1]
    if t >= 1:
        return b[1]
    (pose_a, fa), (pose_b, fb) = a, b
    out = mixed(fa, fb, t)
    fixed = planted(pose_a, pose_b)
    for limb in fixed:
        _hold(out, fa, fb, limb, t)
    if _on_one_bar(pose_a) and _on_one_bar(pose_b):
        _keep_apart(out, _apart(fa) * (1 - t) + _apart(fb) * t)
    goals_b = {c.what: c.goal for c in pose_b.touch}
    common = [(c.what, c.goal * (1 - t) + goals_b[c.what] * t) for c in pose_a.touch if c.what in goals_b]
    heights = [(w, g) for w, g in common if w in parts or w.endswith(" z")]
    for _ in range(2):
        if heights:
            move = moves(out)
            gap = [g - measure(out, move, parts, w) for w, g in heights]
            lift = float(np.mean(gap))
            out.origin[:, 2] += lift
            for limb in fixed:
                _hold(out, fa, fb, limb, t)
    _lift_ends(out, fixed, parts)
    soft = min((c.goal for pose in (pose_a, pose_b) for c in pose.touch if c.what in parts), default=0.0)
    _lift_all(out, min(0.0, soft) - SINKS + _FEW, parts)
    return out


def _lift_all(out: Frames, depth: float, parts: Parts) -> None:
    """Lift the body where it would lie deeper in the floor than `depth`: someone who rolls over rises a little."""
    move = moves(out)
    low = min(measure(out, move, parts, part) for part in _LYING)
    out.origin[:, 2] += max(0.0, depth - low)


def _lift_ends(out: Frames, fixed: tuple[str, ...], parts: Parts) -> None:
    """Bend a limb so that its hand or foot glides over the floor, where its arc would lead through it."""
    move = moves(out)
    for side in ("left", "right"):
        for kind, part, bone in (("leg", "foot", "foot"), ("arm", "hand", "hand")):
            limb = f"{side} {kind}"
            low = 0.0 if limb in fixed else measure(out, move, parts, f"{side} {part}")
            if low < -GLIDES:
                i = INDEX[f"{side} {bone}"]
                up = np.array((0.0, 0.0, -GLIDES - low))
                _reach(out, limb, out.origin[i] + up, out.axes[i].copy())


def _hold(out: Frames, fa: Frames, fb: Frames, limb: str, t: float) -> None:
    side, kind = limb.split(" ")
    bone, name = (f"{side} foot", "ankle") if kind == "leg" else (f"{side} hand", "wrist")
    end = joint(fa, f"{side} {name}") * (1 - t) + joint(fb, f"{side} {name}") * t
    i = INDEX[bone]
    hand = _turned(fa.axes[i : i + 1], fb.axes[i : i + 1], t)[0]
    _reach(out, limb, end, frame(hand[:, 2], hand[:, 0]))
