"""Straps and bands: soft ends that fall and lie, breadth across every corner, nothing under the mat."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.figure.bones import Array
from app.core.figure.ribbon import Loose, ribbon

HELD = [True, True, False, False, True, True]


def places(high: float) -> Array:
    """Return two fists at a height, each with two edges, and a sole on the floor between them."""
    return np.array(
        (
            (0.05, 0.5, high),
            (-0.05, 0.5, high),
            (0.0, 0.08, 0.002),
            (0.0, -0.08, 0.002),
            (-0.05, -0.5, high),
            (0.05, -0.5, high),
        )
    )


def test_the_loose_ends_hang_below_the_fists() -> None:
    line = ribbon(places(1.2), HELD, Loose(tail=0.2), 0.02)
    for end, fist in ((line.path[0], places(1.2)[0]), (line.path[-1], places(1.2)[-1])):
        assert fist[2] - 0.21 < end[2] < fist[2] - 0.15
        assert np.linalg.norm((end - fist)[:2]) < 0.05


def test_a_long_loose_end_lies_on_the_mat_with_what_is_left_of_it() -> None:
    line = ribbon(places(0.25), HELD, Loose(tail=0.5), 0.02)
    lying = line.path[line.path[:, 2] < 0.006]
    for end, fist in ((line.path[0], places(0.25)[0]), (line.path[-1], places(0.25)[-1])):
        assert end[2] < 0.006 and end[0] - fist[0] > 0.15  # it goes on the way it left the fist
    assert abs(line.wide[0][2]) < 0.05  # flat on the mat
    assert len(lying) > 8


@given(high=st.floats(0.02, 1.6), tail=st.floats(0.02, 0.6), lean=st.floats(0, 0.1), rest=st.floats(0, 1.5))
def test_a_ribbon_never_goes_under_the_mat_and_its_breadth_lies_across_it(
    high: float, tail: float, lean: float, rest: float
) -> None:
    line = ribbon(places(high), HELD, Loose(tail, lean, rest), 0.02, np.array((0.0, 1.0, 0.0)))
    assert line.path[:, 2].min() > -1e-6
    assert np.isfinite(line.path).all() and np.isfinite(line.wide).all()
    assert line.share.min() > 0 and line.share.max() <= 1
    assert len(line.path) < 160  # a moving picture has no time for more


def test_its_ends_are_round() -> None:
    share = ribbon(places(1.2), HELD, Loose(tail=0.2), 0.02).share
    assert share[0] < 0.2 and share[-1] < 0.2
    assert (np.diff(share[:6]) > 0).all()


@pytest.mark.parametrize(("rest", "bowed"), [(0.0, False), (1.2, True), (5.0, True)])
def test_a_stretch_shorter_than_its_rest_hangs_through_a_little(rest: float, bowed: bool) -> None:
    line = ribbon(places(0.8), HELD, Loose(rest=rest), 0.02)
    a, b = places(0.8)[1], places(0.8)[2]
    middle = line.path[(line.path[:, 1] > 0.2) & (line.path[:, 1] < 0.4)]
    off = np.linalg.norm(np.cross(middle - a, (b - a) / np.linalg.norm(b - a)), axis=1).max()
    assert bool(off > 0.02) is bowed
    assert off < 0.08
