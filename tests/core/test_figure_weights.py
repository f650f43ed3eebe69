"""The tower of a cable station: what stands, what rises, and where it stops."""

from __future__ import annotations

import pytest

from app.core.figure.solids import Floats
from app.core.figure.weights import tower

AT = (1.2, 0.0, 0.0)


def _plates(lifted: float, high: float = 1.5) -> Floats:
    (plates,) = [t.points for t in tower(AT, high, 0.34, lifted) if t.colour == "plate"]
    return plates


def test_upper_plates_rise_by_what_the_cable_is_drawn_out_and_the_lower_ones_stay() -> None:
    at_rest, drawn = _plates(0.0), _plates(0.30)
    risen = (drawn - at_rest)[:, 2]
    assert {round(float(r), 4) for r in risen} == {0.0, 0.3}
    assert at_rest[risen > 0.1][:, 2].min() > at_rest[risen < 0.1][:, 2].max()


@pytest.mark.parametrize("lifted", [0.0, 0.4, 3.0])
def test_plates_stay_inside_the_frame_however_far_the_cable_is_drawn(lifted: float) -> None:
    plates = _plates(lifted)
    assert plates[:, 2].min() > 0.05
    assert plates[:, 2].max() < 1.5 - 0.07


def test_a_tower_stands_on_the_floor() -> None:
    lowest = min(float(t.points[:, 2].min()) for t in tower(AT, 1.5, 0.34, 0.2))
    assert lowest == pytest.approx(0.0, abs=1e-6)
