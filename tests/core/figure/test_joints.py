"""What a body does by itself: hands rest, and a head nods on its neck's end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.core.figure.between import mixed
from app.core.figure.bones import NOD, Frames
from app.core.figure.pose import Arm, Pose
from app.core.figure.posing import assemble

STANDING = Pose(name="standing", at=(0.0, 0.0, 0.905))


def tip(frames: Frames, finger: int) -> float:
    """Return how far a finger's last bone lies on the palm's side of the hand, metres."""
    return float((frames.turn("left hand").T @ (frames.at(f"left finger{finger}c") - frames.at("left hand")))[0])


def neck(frames: Frames) -> float:
    """Return the length of the neck's upper bone, metres."""
    end = frames.at("head", (-NOD[0], -NOD[1], -NOD[2]))
    return float(np.linalg.norm(end - frames.at("neck2")))


def test_a_hand_at_rest_curls_more_from_the_index_to_the_little_finger() -> None:
    frames = assemble(replace(STANDING, left_arm=Arm(upper=(0, 0, -1), grip=0.16)), {})
    middle, ring = tip(frames, 2), tip(frames, 3)
    assert tip(frames, 1) + 0.003 < middle + 0.002 < ring


def test_a_flat_hand_has_all_fingers_in_one_plane() -> None:
    frames = assemble(replace(STANDING, left_arm=Arm(upper=(0, 0, -1), grip=0.0)), {})
    assert np.ptp([tip(frames, k) for k in (1, 2, 3, 4)]) < 0.002


def test_the_neck_keeps_its_length_on_the_way_from_far_back_to_far_down() -> None:
    ends = [assemble(replace(STANDING, neck=(bend, 0.0, 0.0)), {}) for bend in (-45.0, 45.0)]
    for share in (0.25, 0.5, 0.75):
        assert abs(neck(mixed(ends[0], ends[1], share)) - neck(ends[0])) < 1e-6
