"""The shade that a body throws is the same, however little of it is asked for."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.figure.shadow import FLOOR, Shadow, falling
from app.core.figure.skin import Floats
from app.core.figure.solids import Plane

CROP = (24, 0, 312, 240)


def from_above(plane: Plane) -> Shadow:
    """Return the shadow of a board that lies two centimetres above a plane, seen from 30 degrees above it."""
    camera = np.array(((0, 1, 0), (-0.5, 0, 0.866), (0.866, 0, 0.5)), dtype=np.float32)
    steps = np.arange(-0.2, 0.21, 0.02)
    x, y = (n.reshape(-1) for n in np.meshgrid(steps, steps))
    points: Floats = np.stack([x, y, np.full(x.shape, plane.height + 0.02)], 1).astype(np.float32)
    many = len(steps)
    corners = np.array([n for n in range(many * (many - 1)) if n % many != many - 1])
    halves = ((0, 1, many), (1, many + 1, many))
    faces = np.concatenate([np.stack([corners + n for n in half], 1) for half in halves]).astype(np.int32)
    shadow = Shadow(camera, (200.0, 180.0, 120.0 + 200.0 * plane.height * 0.866), (360, 240), plane)
    shadow.place(points, faces, len(points))
    return shadow


@pytest.mark.parametrize("plane", [FLOOR, Plane(height=0.4)])
def test_the_shade_on_some_spots_is_that_of_the_whole_picture_there(plane: Plane) -> None:
    whole = from_above(plane).picture(CROP).reshape(-1)
    spots = np.array([y * CROP[2] + x for y in range(95, 150) for x in range(100, 190)])
    assert whole[spots].max() > 0.5
    np.testing.assert_allclose(from_above(plane).at(CROP, spots), whole[spots], atol=1e-4)


def test_spots_that_nothing_comes_near_are_not_shaded() -> None:
    spots = np.array([235 * CROP[2] + x for x in range(280, 310)])
    assert not from_above(Plane(height=0.4)).at(CROP, spots).any()


def test_each_spot_is_shaded_by_the_shadow_that_falls_on_it_and_by_no_other() -> None:
    low, high = from_above(Plane(height=0.1)), from_above(Plane(height=0.4))
    spots = np.array([120 * CROP[2] + x for x in range(130, 160)])
    which = np.array(([0, 1, 2] * 10), dtype=np.int32)
    shaded = falling([low, high], which, CROP, spots)
    assert not shaded[which == 0].any()
    np.testing.assert_allclose(shaded[which == 1], low.at(CROP, spots[which == 1]))
    np.testing.assert_allclose(shaded[which == 2], high.at(CROP, spots[which == 2]))
    assert shaded[which > 0].min() > 0.1
