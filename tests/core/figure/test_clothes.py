"""Clothes end in clean edges, in the fine body and in the one with fewer triangles."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.figure.bones import INDEX
from app.core.figure.skin import Body
from app.storage.body_files import BUILDS, load_body, load_few


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
