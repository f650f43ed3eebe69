"""Outlines of maps of pixels: they enclose what the map shows, with few points, and mirror exactly."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from app.core.figure.trace import Floats, area, fewer, outlines, path


def disc(radius: float, size: int = 80) -> Floats:
    y, x = np.mgrid[0:size, 0:size] + 0.5
    return np.asarray(np.clip(radius - np.hypot(x - size / 2, y - size / 2) + 0.5, 0, 1), dtype=np.float32)


def test_the_outline_of_a_disc_is_one_ring_of_its_area() -> None:
    (ring,) = outlines(disc(20))
    assert area(ring) == pytest.approx(np.pi * 400, rel=0.01)
    assert np.hypot(*(ring - 40).T) == pytest.approx(20, abs=0.3)


def test_a_hole_is_a_ring_that_runs_the_other_way() -> None:
    rings = outlines(disc(30) - disc(10))
    assert sorted(round(area(r) / np.pi) for r in rings) == pytest.approx([100, 900], rel=0.05)
    signs = [np.sign(r[:, 0] @ np.roll(r[:, 1], -1) - r[:, 1] @ np.roll(r[:, 0], -1)) for r in rings]
    assert signs[0] == -signs[1]


def test_fewer_points_stay_near_the_line() -> None:
    (ring,) = outlines(disc(30))
    few = fewer(ring, 0.3)
    assert len(few) < len(ring) / 4
    assert area(few) == pytest.approx(area(ring), rel=0.02)


@given(hnp.arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9))))
@settings(max_examples=60, deadline=None)
def test_outlines_enclose_as_much_as_the_map_holds(mask: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> None:
    rings = outlines(mask.astype(np.float32))
    inside = sum(r[:, 0] @ np.roll(r[:, 1], -1) - r[:, 1] @ np.roll(r[:, 0], -1) for r in rings) / 2
    # each corner of a square of pixels is cut at half a pixel: an eighth of a pixel is lost or won there
    corners = sum(len(r) for r in rings)
    assert abs(abs(inside) - mask.sum()) <= corners / 8 + 1e-6


def test_a_mirrored_path_has_the_same_curves_the_other_way_round() -> None:
    ring = [np.array([(1.0, 2.0), (9.0, 2.0), (9.0, 7.0)])]
    straight, mirrored = path(ring), path(ring, 20.0)
    numbers = [[float(n) for n in re.findall(r"-?\d*\.?\d+", text)] for text in (straight, mirrored)]
    assert numbers[0][0] + numbers[1][0] == 20.0
    assert [-n for n in numbers[0][2::2]] == numbers[1][2::2]
    assert numbers[0][1::2] == numbers[1][1::2]


def test_a_long_edge_is_straight_and_its_corner_is_rounded_by_less_than_a_pixel() -> None:
    ring = [np.array([(0.0, 0.0), (300.0, 0.0), (300.0, 80.0), (0.0, 80.0)])]
    words = re.findall(r"([Mlq])([^Mlqz]+)", path(ring))
    assert [letter for letter, _ in words] == ["M", *"lq" * 4]
    x, y = 0.0, 0.0
    for letter, text in words:
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", text)]
        if letter == "q":
            corner, end = (x + numbers[0], y + numbers[1]), (x + numbers[2], y + numbers[3])
            middle = ((x + 2 * corner[0] + end[0]) / 4, (y + 2 * corner[1] + end[1]) / 4)
            assert 0 < math.dist(corner, middle) < 1
            assert round(corner[0], 6) in (0, 300) and round(corner[1], 6) in (0, 80)
        x, y = numbers[-2:] if letter == "M" else (x + numbers[-2], y + numbers[-1])
