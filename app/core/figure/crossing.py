"""How deep parts of the body lie in each other: limbs as capsules, as thick as the flesh round their bones."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from app.core.figure.bones import Array, Frames

Capsule = tuple[Array, Array, float]

# Metres that two parts may share: flesh gives way, and what touches by design is pressed together.
ALLOWED: dict[frozenset[str], float] = {
    frozenset(("hand",)): 0.045,  # clasped or stacked
    frozenset(("fore",)): 0.035,  # palm on palm
    frozenset(("hand", "head")): 0.045,  # the forehead on the hands, a hand behind the head
    frozenset(("hand", "thigh")): 0.045,  # hands that hold a thigh
    frozenset(("shin", "thigh")): 0.050,  # the other leg laid over it
    frozenset(("shin", "hand")): 0.035,
    frozenset(("fore", "thigh")): 0.040,
    frozenset(("fore", "trunk")): 0.040,  # arms along the body
    frozenset(("hand", "trunk")): 0.035,
}
ALLOWED_ELSE = 0.025


def capsules(frames: Frames) -> dict[str, Capsule]:
    """Return the parts that are measured against each other, by name: two ends and a radius, metres."""
    out: dict[str, Capsule] = {
        "head": (frames.at("head", (0.01, 0, 0.05)), frames.at("head", (0.01, 0, 0.11)), 0.085),
        "trunk": (frames.at("pelvis", (0, 0, 0.02)), frames.at("chest2"), 0.095),
    }
    for side in ("left", "right"):
        out |= {
            f"{side} fore": (frames.at(f"{side} fore1"), frames.at(f"{side} hand"), 0.034),
            f"{side} hand": (frames.at(f"{side} hand"), frames.at(f"{side} finger2b"), 0.022),
            f"{side} thigh": (frames.at(f"{side} thigh2", (0, 0, -0.12)), frames.at(f"{side} shin"), 0.055),
            f"{side} shin": (frames.at(f"{side} shin"), frames.at(f"{side} foot"), 0.042),
        }
    return out


def deepest(frames: Frames) -> tuple[float, str]:
    """Return by how many metres two parts share more than they may (below 0: room is left), and which two."""
    found = capsules(frames)
    worst = (-1.0, "")
    for (name_a, a), (name_b, b) in combinations(found.items(), 2):
        if _joined(name_a, name_b):
            continue
        allowed = ALLOWED.get(frozenset((name_a.split(" ")[-1], name_b.split(" ")[-1])), ALLOWED_ELSE)
        over = a[2] + b[2] - gap(a, b) - allowed
        if over > worst[0]:
            worst = (over, f"{name_a} in {name_b}")
    return worst


def _joined(a: str, b: str) -> bool:
    """Return whether two parts meet at a joint, so that they always share some room."""
    (side_a, _, kind_a), (side_b, _, kind_b) = a.rpartition(" "), b.rpartition(" ")
    kinds, same = {kind_a, kind_b}, side_a == side_b
    return (same and kinds in ({"fore", "hand"}, {"thigh", "shin"})) or kinds in ({"trunk", "thigh"}, {"trunk", "head"})


def gap(a: Capsule, b: Capsule) -> float:
    """Return the distance between the middle lines of two capsules, metres."""
    p, q = a[0], b[0]
    u, v, w = a[1] - p, b[1] - q, p - q
    uu, uv, vv, uw, vw = float(u @ u), float(u @ v), float(v @ v), float(u @ w), float(v @ w)
    flat = uu * vv - uv * uv
    s = 0.0 if flat < 1e-12 else min(1.0, max(0.0, (uv * vw - vv * uw) / flat))
    t = (uv * s + vw) / max(vv, 1e-12)
    if not 0 <= t <= 1:
        t = min(1.0, max(0.0, t))
        s = min(1.0, max(0.0, (uv * t - uw) / max(uu, 1e-12)))
    return float(np.linalg.norm(w + u * s - v * t))
