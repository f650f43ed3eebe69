"""From a keyframe to bone frames: the spine is bent, limbs are laid by directions or towards their targets."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from app.core.figure.bones import (
    CHEST,
    FORE,
    GRIP,
    HIP_SIDE,
    INDEX,
    JOINTS,
    LUMBAR,
    NECK,
    NOD,
    PALM,
    SHIN,
    SHOULDER,
    SOLE,
    THIGH,
    UPPER,
    Array,
    Frames,
    Triple,
    about,
    cross,
    frame,
    joint,
    least_turn,
    two_bones,
    unit,
    vec,
)
from app.core.figure.pose import Arm, Leg, Pose, Target

Nudge = Mapping[str, float]  # what the solver has changed: x, y, z in metres; pitch, roll, yaw, neck, lumbar, chest
_SPACES = {"pelvis": "pelvis", "chest": "chest3", "head": "head"}


def place(frames: Frames, target: Target) -> Array:
    """Return where a target is."""
    if target.mid is not None:
        return (place(frames, target.mid[0]) + place(frames, target.mid[1])) / 2 + vec(target.off)
    if target.ref is None:
        return vec(target.at) + vec(target.off)
    spot = joint(frames, target.ref)
    if target.local != (0.0, 0.0, 0.0):
        side, _, part = target.ref.partition(" ")
        bone = target.ref if target.ref in INDEX else f"{side} {_BONE_OF_JOINT[part]}"
        spot = spot + frames.turn(bone) @ vec(target.local)
    return spot + vec(target.off)


_BONE_OF_JOINT = {name: bone for name, (bone, _) in JOINTS.items()}


def assemble(pose: Pose, nudge: Nudge) -> Frames:
    """Return the bone frames of a keyframe with the solver's changes put in."""
    frames = Frames.empty()
    base = frame(pose.up, pose.front)
    base = base @ about(1, nudge.get("pitch", 0.0)) @ about(0, nudge.get("roll", 0.0)) @ about(2, nudge.get("yaw", 0.0))
    at = vec(pose.at) + np.array([nudge.get(k, 0.0) for k in "xyz"])
    frames.put("pelvis", at, base)
    _spine(frames, pose, nudge)
    for side in ("left", "right"):
        if not (_leans(pose.left_leg, "right") and side == "left"):
            _leg(frames, side, pose.left_leg if side == "left" else pose.right_leg)
    if _leans(pose.left_leg, "right"):
        _leg(frames, "left", pose.left_leg)
    first, second = ("right", "left") if _leans(pose.left_arm, "right") else ("left", "right")
    for side in (first, second):
        _arm(frames, side, pose.left_arm if side == "left" else pose.right_arm)
    return frames


def _leans(limb: Leg | Arm, other: str) -> bool:
    """Return whether a limb is laid with the help of the other side's one."""
    return f"ref='{other} " in repr(limb)


def _spine(frames: Frames, pose: Pose, nudge: Nudge) -> None:
    axes = frames.turn("pelvis")
    origin = frames.at("pelvis", (-0.020, 0.0, 0.09))
    plan = (
        ("lumbar", pose.lumbar, 3, LUMBAR, -4.0),
        ("chest", pose.chest, 3, CHEST, 5.0),
        ("neck", pose.neck, 2, NECK, 4.0),
    )
    for prefix, (flex, side, turn), n, length, rest in plan:
        share = 1 / n if n == 3 else 0.4
        flex_all = flex + nudge.get(prefix, 0.0)
        step = about(1, flex_all * share) @ about(0, -side * share) @ about(2, turn * share) @ about(1, rest)
        for i in range(n):
            axes = axes @ step
            frames.put(f"{prefix}{i + 1}", origin, axes)
            origin = origin + axes[:, 2] * (length / n)
    flex, side, turn = pose.neck
    flex += nudge.get("neck", 0.0)
    axes = axes @ about(1, flex * 0.2) @ about(0, -side * 0.2) @ about(2, turn * 0.2) @ about(1, -10.0)
    frames.put("head", origin + axes @ vec(NOD), axes)


def _world(frames: Frames, space: str, direction: Triple) -> Array:
    """Return a direction given in a bone's frame as one in the world."""
    d = unit(direction)
    return d if space == "world" else frames.turn(_SPACES[space]) @ d


_POINTED, _FOLLOW = 25.0, 0.4  # from so many degrees on the toes go on with the bow of a pointed foot, by this share


def _leg(frames: Frames, side: str, leg: Leg) -> None:
    s = 1.0 if side == "left" else -1.0
    pelvis = frames.turn("pelvis")
    hip = frames.at("pelvis", (0.0, s * HIP_SIDE, 0.0))
    sole = None if leg.sole is None else _world(frames, leg.space, leg.sole)
    pole = pelvis[:, 0] if leg.knee is None else _world(frames, leg.space, leg.knee)
    if leg.foot is not None or leg.ankle is not None:
        if leg.foot is not None:
            sole = np.array((0.0, 0.0, -1.0)) if sole is None else sole
            ankle = place(frames, leg.foot) - sole * SOLE
        else:
            assert leg.ankle is not None
            ankle = place(frames, leg.ankle)
        knee, ankle = two_bones(hip, ankle, pole, THIGH, SHIN)
    else:
        thigh_way = -pelvis[:, 2] if leg.thigh is None else _world(frames, leg.space, leg.thigh)
        shin_way = thigh_way if leg.shin is None else _world(frames, leg.space, leg.shin)
        knee = hip + thigh_way * THIGH
        ankle = knee + shin_way * SHIN
    t, c = unit(knee - hip), unit(ankle - knee)
    hinge = cross(t, c)
    bent = float(hinge @ hinge)
    front = cross(t, unit(hinge)) if bent > 0.0012 else pole
    if bent < 0.09 and float(front @ pole) < 0:  # a nearly straight knee faces the way it is told
        front = pole
    thigh = frame(-t, front)
    shin = frame(-c, cross(thigh[:, 1], -c)) @ about(2, s * leg.turn)
    swing = least_turn(-pelvis[:, 2], t) @ pelvis
    frames.put(f"{side} thigh1", hip, _halfway(swing, thigh))
    frames.put(f"{side} thigh2", hip, thigh)
    frames.put(f"{side} shin", knee, shin)
    curl = leg.curl
    if leg.toes is not None:
        toes = _world(frames, leg.space, leg.toes)
        top = shin[:, 2] - toes * float(shin[:, 2] @ toes) if sole is None else -sole
        foot = frame(top, toes)
    elif sole is not None:
        foot = frame(-sole, shin[:, 0])
    else:
        foot = shin @ about(1, leg.point)
        curl -= _FOLLOW * max(0.0, leg.point - _POINTED)
    frames.put(f"{side} foot", ankle, foot)
    frames.put(f"{side} toes", ankle + foot @ np.array((0.125, 0.0, -SOLE + 0.012)), foot @ about(1, -curl))


def _halfway(a: Array, b: Array) -> Array:
    """Return the frame between two frames that share an axis or nearly do."""
    return frame(a[:, 2] + b[:, 2], a[:, 0] + b[:, 0] + 1e-6 * a[:, 1])


def _hand_place(frames: Frames, arm: Arm, hand: Array | None) -> Array | None:
    """Return where the wrist is to be; None where the arm is given by directions."""
    if arm.wrist is not None:
        return place(frames, arm.wrist)
    axes = np.eye(3) if hand is None else hand
    if arm.hand is not None:
        return np.asarray(place(frames, arm.hand) - axes @ np.array((PALM, 0.0, -0.055)))
    if arm.grip_at is not None:
        return np.asarray(place(frames, arm.grip_at) - axes @ vec(GRIP))
    return None


_OUT = (0.38, 0.86, -0.34)  # in the chest: from where a shoulder follows its arm, the middle of all that arms do

# With the arm beside the head the slope from the neck comes further up than the shoulder: how steep and how far ahead
# the arm is where it begins and ends to, and how far it comes, metres (in the chest, left)
_OVERHEAD, _AHEAD, _SLOPE = (0.98, 1.26), (0.08, 0.20), (-0.012, -0.006, 0.042)


def _sloped(s: float, lift: float, ahead: float) -> Array:
    """Return how far the slope from the neck comes up above the shoulder, metres in the chest; `s` 1 left, -1 right."""
    return _step(*_OVERHEAD, lift) * (1 - _step(*_AHEAD, ahead)) * vec((_SLOPE[0], s * _SLOPE[1], _SLOPE[2]))


def _arm(frames: Frames, side: str, arm: Arm) -> None:
    s = 1.0 if side == "left" else -1.0
    chest = frames.turn("chest3")
    rest = np.array((SHOULDER[0], s * SHOULDER[1], SHOULDER[2]))
    shoulder = frames.at("chest3", (rest[0], rest[1], rest[2]))
    hand: Array | None = None
    if arm.palm is not None and arm.fingers is not None:
        hand = frame(-_world(frames, arm.space, arm.fingers), _world(frames, arm.space, arm.palm))
    wrist = _hand_place(frames, arm, hand)
    if wrist is not None:
        frames.asked[side] = wrist
        aim = unit(wrist - shoulder)
        stretch = min(1.0, float(np.linalg.norm(wrist - shoulder)) / (UPPER + FORE))
    else:
        aim = -chest[:, 2] if arm.upper is None else _world(frames, arm.space, arm.upper)
        stretch = 1.0
    local = chest.T @ aim
    lift, ahead = max(0.0, float(local[2]) + 0.3), float(local[0])
    move = (  # the shoulder blade follows the arm: up and in when it is raised, forward when it reaches
        (0.04 if ahead > 0 else 0.025) * ahead * stretch + arm.reach,
        -s * (0.020 * lift + 0.012 * max(0.0, ahead)),
        0.042 * lift * stretch + arm.shrug,
    )
    shoulder = frames.at("chest3", (rest[0] + move[0], rest[1] + move[1], rest[2] + move[2]))
    # It is not turned: what lies between neck and shoulder comes up with the arm, or there would be a hollow.
    frames.put(f"{side} clavicle", shoulder + chest @ _sloped(s, lift, ahead), chest)
    pole = -chest[:, 0] * 0.8 - chest[:, 2] * 0.4 + chest[:, 1] * (s * 0.3)
    if arm.elbow is not None:
        pole = _world(frames, arm.space, arm.elbow)
    if wrist is not None:
        elbow, wrist = two_bones(shoulder, wrist, unit(pole), UPPER, FORE)
    else:
        upper_way = aim
        fore_way = upper_way if arm.fore is None else _world(frames, arm.space, arm.fore)
        elbow = shoulder + upper_way * UPPER
        wrist = elbow + fore_way * FORE
    u, f = unit(elbow - shoulder), unit(wrist - elbow)
    bend = f - u * float(f @ u)  # the biceps is on the side to which the forearm turns
    biceps = bend if float(bend @ bend) > 0.0025 else -pole
    upper = frame(-u, biceps)
    fore = frame(-f, cross(upper[:, 1], -f))
    # The shoulder follows the arm alone, not its turn about itself: that one is spread along the arm.
    out = unit((_OUT[0], s * _OUT[1], _OUT[2]))
    swing = least_turn(out, chest.T @ u) @ frame(-out, (1.0, 0.0, 0.0))
    frames.put(f"{side} upper1", shoulder, chest @ swing)
    frames.put(f"{side} upper2", shoulder, upper)
    if hand is None:
        hand = fore @ about(2, -s * arm.roll)
        if arm.palm is not None:
            hand = frame(-f, _world(frames, arm.space, arm.palm))
    turned = hand[:, 0] - f * float(hand[:, 0] @ f)
    twist = frame(-f, unit(turned)) if float(turned @ turned) > 0.05 else fore
    frames.put(f"{side} fore1", elbow, frame(-f, fore[:, 0] * 1.6 + twist[:, 0]))
    frames.put(f"{side} fore2", elbow, twist)
    frames.put(f"{side} hand", wrist, hand)
    fingers(frames, side, arm)


# index to little finger: place of the knuckle across the palm and down from the wrist, lengths of the three bones
KNUCKLES = ((0.030, -0.090), (0.010, -0.094), (-0.010, -0.090), (-0.028, -0.082))
BONES_OF_FINGER = ((0.043, 0.025, 0.021), (0.047, 0.028, 0.022), (0.044, 0.026, 0.021), (0.035, 0.020, 0.019))


_ROUND_A_BAR = 0.95  # a grip above this closes on something thin
_CLOSING = (0.5, 0.92)  # grips between which a hand goes over from curling to lying round a bar
# index to little finger, degrees in each joint: calmly curled (for a whole grip), round a bar, closed to a fist
_CURLED = ((72.0, 92.0, 62.0), (76.0, 92.0, 62.0), (80.0, 92.0, 62.0), (84.0, 92.0, 62.0))
_BAR = ((50.0, 100.0, 42.0), (54.0, 97.0, 42.0), (50.0, 96.0, 45.0), (42.0, 84.0, 50.0))
_FIST = ((80.0, 114.0, 80.0), (84.0, 112.0, 78.0), (86.0, 108.0, 76.0), (86.0, 104.0, 74.0))
# of a left thumb laid across the fingers: each bone's direction round a bar and on a fist, and the way its pad faces,
# in the hand's frame
_ACROSS: tuple[tuple[Triple, Triple, Triple], ...] = (
    ((0.020, 0.020, -0.034), (0.015, 0.020, -0.036), (0.1, -1.0, 0.0)),
    ((0.028, -0.010, -0.015), (0.027, -0.008, -0.018), (-0.3, -0.9, -0.1)),
    ((0.012, -0.020, -0.012), (0.013, -0.022, -0.006), (-0.8, -0.6, 0.0)),
)


def fingers(frames: Frames, side: str, arm: Arm) -> None:
    """Lay fingers and thumb by the arm's grip, spread and thumb."""
    s = 1.0 if side == "left" else -1.0
    hand, wrist = frames.turn(f"{side} hand"), frames.at(f"{side} hand")
    grip = arm.grip
    for k, ((across, down), lengths) in enumerate(zip(KNUCKLES, BONES_OF_FINGER, strict=True)):
        fan = (1.5 - k) * (arm.spread - 1.0) * (1 - 0.9 * min(1.0, grip))
        bends = _bends(grip, k)
        axes = hand @ about(0, s * fan) @ about(1, -3.0 * (1 - grip) - bends[0])
        spot = wrist + hand @ np.array((0.0, s * across, down))
        for j, (letter, length) in enumerate(zip("abc", lengths, strict=True)):
            frames.put(f"{side} finger{k + 1}{letter}", spot, axes)
            spot = spot - axes[:, 2] * length
            axes = axes @ about(1, -(*bends[1:], 0.0)[j])
    _thumb(frames, side, arm)


def _step(lo: float, hi: float, x: float) -> float:
    t = min(1.0, max(0.0, (x - lo) / (hi - lo)))
    return t * t * (3 - 2 * t)


def _bends(grip: float, k: int) -> tuple[float, ...]:
    """Return the degrees in a finger's three joints; `k` counts from the index finger, 0."""
    # A hand at rest curls more from the index to the little finger.
    calm = 1 + 0.20 * k * (1 - grip) * min(1.0, max(0.0, (grip - 0.08) / 0.06))
    bar, tight = _step(*_CLOSING, grip), _step(_ROUND_A_BAR, 1.0, grip)
    curled = (angle * calm * grip for angle in _CURLED[k])
    round_it = (a + (b - a) * bar for a, b in zip(curled, _BAR[k], strict=True))
    return tuple(a + (b - a) * tight for a, b in zip(round_it, _FIST[k], strict=True))


def _thumb(frames: Frames, side: str, arm: Arm) -> None:
    """Lay the thumb: beside the hand, and across the fingers where these are closed."""
    s = 1.0 if side == "left" else -1.0
    hand, wrist = frames.turn(f"{side} hand"), frames.at(f"{side} hand")
    grip = min(arm.grip, _CLOSING[0])
    closed, tight = _step(*_CLOSING, arm.grip), _step(_ROUND_A_BAR, 1.0, arm.grip)
    out = arm.thumb + 22.0
    free = hand @ about(0, s * out * (1 - 0.25 * grip)) @ about(1, -1.0 - 45.0 * grip) @ about(2, -s * (25 + 45 * grip))
    spot = wrist + hand @ np.array((0.002 + 0.004 * arm.grip, s * 0.020, -0.022))
    for j, (bone, length) in enumerate((("thumb1", 0.044), ("thumb2", 0.033), ("thumb3", 0.026))):
        bar, fist, pad = (hand @ (unit(way) * (1.0, s, 1.0)) for way in _ACROSS[j])
        way = unit(bar + (fist - bar) * tight)
        axes = frame(free[:, 2] * (1 - closed) - way * closed, free[:, 0] * (1 - closed) + pad * closed)
        frames.put(f"{side} {bone}", spot, axes)
        spot = spot - axes[:, 2] * length
        free = free @ about(1, -(2 + 42 * grip)) @ about(0, -s * (6 + 14 * grip) * (j == 0))
