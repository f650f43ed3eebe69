"""Clothes end in clean edges, in the fine body and in the one with fewer triangles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.figure.bones import INDEX
from app.core.figure.borders import REACH
from app.core.figure.scene import Moment, Scene
from app.core.figure.skin import Body, rest_frames
from app.storage.body_files import BUILDS, load_body, load_few, load_parts
from tests.core.figure.scenes import figure


def open_end(body: Body, garment: str) -> set[int]:
    """Return the points at which a garment is open: those of edges that one triangle alone has."""
    start, stop = body.garments[garment]
    faces = body.faces[(body.faces[:, 0] >= start) & (body.faces[:, 0] < stop)]
    sides = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    pairs, times = np.unique(sides, axis=0, return_counts=True)
    return set(pairs[times == 1].reshape(-1).tolist())


@pytest.mark.parametrize("build", BUILDS)
def test_a_shirt_s_hem_is_level_with_many_and_with_few_triangles(build: str) -> None:
    for body in (load_body(build), load_few(build)):
        hem = body.points[sorted(open_end(body, "shirt"))]
        assert len(hem) > 24
        assert np.ptp(hem[:, 2]) < 0.001
        assert hem[:, 0].min() < -0.08 < 0.08 < hem[:, 0].max()


@pytest.mark.parametrize("build", BUILDS)
def test_the_waist_goes_with_the_trunk_alone(build: str) -> None:
    body = load_body(build)
    waist = sorted(open_end(body, "trousers"))
    legs = [INDEX[f"{side} thigh{k}"] for side in ("left", "right") for k in (1, 2)]
    assert body.weights[waist][:, legs].max() < 0.01


@pytest.mark.parametrize("build", BUILDS)
def test_cloth_knows_how_far_it_is_from_its_end_and_skin_how_far_from_the_cloth(build: str) -> None:
    body, rest = load_body(build), rest_frames()
    for garment, sign in (("shirt", -1), ("left arm", 1)):
        start, stop = body.garments[garment]
        arm = INDEX["left upper2"]
        down = -((body.points[start:stop] - rest.origin[arm]) @ rest.axes[arm])[:, 2] - 0.126
        near = (np.abs(down) < 0.02) & (sign * down > 0.001) & (body.weights[start:stop, arm] > 0.3)
        told = sign * body.border[start:stop][near]
        assert near.sum() > 20
        assert np.abs(told - (REACH - sign * down[near])).max() < 0.001


@pytest.mark.parametrize("build", BUILDS)
def test_the_middle_of_the_cloth_and_what_is_bare_are_near_no_end(build: str) -> None:
    body = load_body(build)
    for garment in ("left hand", "hair"):
        start, stop = body.garments[garment]
        assert not body.border[start:stop].any()
    start, stop = body.garments["shirt"]
    belly = (np.abs(body.points[start:stop, 2] - 0.22) < 0.05) & (np.abs(body.points[start:stop, 1]) < 0.1)
    assert belly.any() and not body.border[start:stop][belly].any()


def test_a_large_picture_has_the_stitches_of_the_hem_and_a_small_one_does_not() -> None:
    bodies = load_body("woman"), load_few("woman")
    bare = [replace(body, border=np.zeros_like(body.border)) for body in bodies]
    one, plain = (Scene(figure("deadlift"), full, load_parts("woman"), few) for full, few in (bodies, bare))
    moment = Moment("stand")
    for size, stitched in (((900, 675), True), ((160, 120), False)):
        with_ends = one.picture(moment, *size).astype(int)
        without = plain.picture(moment, *size).astype(int)
        darker = (without - with_ends)[..., :3].max(2)
        shirt = (without[..., :3].min(2) > 150) & (without[..., 3] == 255)
        assert bool((darker[shirt] > 12).sum() > 40) == stitched
