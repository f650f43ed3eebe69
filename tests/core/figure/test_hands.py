"""Hands read as hands: lines part the fingers, a fist has its thumb across them, nothing is torn where lines lie."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.figure.anatomy import REST
from app.core.figure.bones import GRIP, Frames
from app.core.figure.posing import assemble
from app.core.figure.seams import PARTS, STRENGTH, cut_along, number_of
from app.storage.body_files import BUILDS, load_body


def a_hand(grip: float) -> Frames:
    """Return the bones of somebody whose left hand has this grip."""
    return assemble(replace(REST, left_arm=replace(REST.left_arm, grip=grip)), {})


def tip(frames: Frames, bone: str, length: float = 0.02) -> np.ndarray:
    """Return where a finger's last bone ends, in the hand's frame."""
    return np.asarray((frames.at(f"left {bone}", (0, 0, -length)) - frames.at("left hand")) @ frames.turn("left hand"))


def test_neighbouring_fingers_are_parted_and_a_finger_is_not_parted_from_its_hand() -> None:
    hand, index, middle = (number_of(s, "left") for s in ("", "near odd", "near even"))
    assert STRENGTH[index, middle] > 0.3
    assert STRENGTH[hand, index] == STRENGTH[index, index] == 0
    assert STRENGTH[number_of("far odd", "left"), hand] > 0.3  # a fingertip on the palm
    assert STRENGTH[number_of("", "left"), number_of("", "right")] > 0.3  # one hand on the other
    assert (STRENGTH == STRENGTH.T).all()


@pytest.mark.parametrize("build", BUILDS)
def test_hands_feet_and_head_are_whole_where_seams_cut_them(build: str) -> None:
    body = load_body(build)
    for garment in ("left hand", "right foot", "head"):
        start, stop = body.garments[garment]
        own = (body.faces[:, 0] >= start) & (body.faces[:, 0] < stop)
        sides = np.sort(np.concatenate([body.faces[own][:, [a, b]] for a, b in ((0, 1), (1, 2), (2, 0))]), axis=1)
        assert np.unique(sides, axis=0, return_counts=True)[1].min() == 2  # no edge has one triangle alone
        assert len(set(body.face_part[own].tolist())) >= 3
        assert body.face_part[own].max() < PARTS


def test_a_cut_mesh_has_no_triangle_on_both_sides_of_its_seam() -> None:
    points = np.array([[0.0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
    faces = np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32)
    normals = np.tile([0.0, 0, 1], (4, 1))

    def apart(p: np.ndarray) -> np.ndarray:
        return np.stack([p[:, 0], 0.6 - p[:, 0]], 1)

    cut, _, made, which = cut_along(points, normals, faces, ("jaw", "neck"), apart)
    x = cut[made][:, :, 0]
    assert ((x <= 0.3 + 1e-9).all(1) | (x >= 0.3 - 1e-9).all(1)).all()
    assert (which == (x.mean(1) > 0.3)).all()
    one, other = (cut[made][:, k] - cut[made][:, 0] for k in (1, 2))
    assert np.linalg.norm(np.cross(one, other), axis=1).sum() / 2 == pytest.approx(1.0)


def test_round_a_bar_every_finger_goes_round_its_middle_line() -> None:
    frames = a_hand(0.95)
    for k in range(1, 5):
        joints = [tip(frames, f"finger{k}{j}", 0.0) for j in "abc"] + [tip(frames, f"finger{k}c")]
        angles = [np.arctan2(p[2] - GRIP[2], p[0] - GRIP[0]) for p in joints]
        turned = np.unwrap(angles)[-1] - angles[0]
        assert abs(np.degrees(turned)) > 150
        assert max(np.hypot(p[0] - GRIP[0], p[2] - GRIP[2]) for p in joints[1:]) < 0.04


@pytest.mark.parametrize("grip", [0.92, 0.95, 1.0])
def test_a_closed_hand_has_its_thumb_across_the_fingers(grip: float) -> None:
    frames = a_hand(grip)
    thumb, index = tip(frames, "thumb3"), tip(frames, "finger1b", 0.0)
    assert abs(thumb[1] - index[1]) < 0.03  # over index and middle finger, not beside the hand
    assert thumb[0] > index[0]  # outside of them, seen from the palm


def test_fingertips_of_a_fist_are_at_the_palm() -> None:
    frames = a_hand(1.0)
    for k in range(1, 5):
        assert tip(frames, f"finger{k}c")[0] < 0.022
