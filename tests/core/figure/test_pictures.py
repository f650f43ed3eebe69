"""Pictures: the same every time, mirrored to the pixel, not empty, and near those that were approved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.figure.bones import joint
from app.core.figure.pose import Prop
from app.core.figure.scene import Moment, Scene
from bench.approve_pictures import APPROVED, FOLDER, SIZE, approved_name, small_picture
from tests.core.figure.scenes import NAMES, scene


@pytest.mark.parametrize("name", NAMES)
def test_every_keyframe_shows_something_in_clear_corners_and_otherwise_in_the_dark(name: str) -> None:
    found = scene(name)
    for key in found.figure.names()[:1]:
        light = found.picture(Moment(key), 120, 90, theme="light", fine=1)
        dark = found.picture(Moment(key), 120, 90, theme="dark", fine=1)
        assert (light[..., 3] > 200).mean() > 0.03
        assert light[0, 0, 3] == light[-1, -1, 3] == 0
        assert np.abs(light[..., :3].astype(int) - dark[..., :3])[light[..., 3] > 200].mean() > 4


def test_a_keyframe_by_itself_fills_its_picture_and_others_keep_the_frame_they_share() -> None:
    def height(found: Scene) -> float:
        rows = np.flatnonzero((found.picture(Moment("floor"), 160, 120, fine=1)[..., 3] > 200).any(1))
        return float(rows[-1] - rows[0]) / 120

    shared = scene("deadlift")
    before = height(shared)
    assert before < 0.75
    assert 0.85 < height(shared.alone("floor")) < 0.97
    assert height(shared) == before


def test_a_picture_is_the_same_when_it_is_drawn_again() -> None:
    found = scene("pigeon")
    first = found.picture(Moment("hold"), 160, 120)
    found.picture(Moment("hold"), 90, 60, theme="dark")
    assert np.array_equal(first, found.picture(Moment("hold"), 160, 120))


def test_a_wall_that_fades_ends_in_nothing_and_what_stands_before_it_is_whole() -> None:
    wall = Prop("wall", "wall", {"x": -0.15, "y": (-0.83, 0.83), "high": 1.27, "fade": 0.20})
    known = scene("legs-up-the-wall")
    found = Scene(replace(known.figure, props=(wall,)), known.body, known.parts)
    alpha = found.picture(Moment("hold"), 400, 300)[..., 3].astype(int)
    view = found.view(400, 300)

    def at(x: float, y: float, z: float) -> int:
        q = found.camera @ np.array((x, y, z))
        return int(alpha[round(view.y - float(q[1]) * view.scale), round(view.x + float(q[0]) * view.scale)])

    assert at(-0.15, -0.30, 0.60) == 255
    assert 60 < at(-0.15, -0.30, 1.17) < 200
    assert at(-0.15, -0.30, 1.265) < 8
    assert at(-0.15, -0.829, 0.60) < 8  # a pixel is 12 mm of the wall here: it may reach into what fades
    assert at(-0.15, -0.845, 0.60) == 0
    heel = found.frames(Moment("hold")).at("left foot")
    assert at(*heel) == 255


def test_a_wall_is_darker_beside_the_legs_that_lean_on_it() -> None:
    found = scene("legs-up-the-wall")
    tone = found.picture(Moment("hold"), 400, 300)[..., :3].astype(int).sum(2)

    def at(y: float, z: float) -> int:
        q = found.camera @ np.array((-0.15, y, z))
        view = found.view(400, 300)
        return int(tone[round(view.y - float(q[1]) * view.scale), round(view.x + float(q[0]) * view.scale)])

    heel = found.frames(Moment("hold")).at("left foot")
    beside, far = at(float(heel[1]) + 0.12, float(heel[2])), at(0.7, float(heel[2]))
    assert beside < far - 4
    assert abs(at(0.7, 0.5) - far) < 4


def test_a_hand_that_rests_on_a_seat_shades_it() -> None:
    found = scene("single-arm-row")
    tone = found.picture(Moment("up"), 600, 450)[..., :3].astype(int).sum(2)
    palm = joint(found.frames(Moment("up")), "left palm")
    towards = found.camera[2, :2] / np.linalg.norm(found.camera[2, :2])

    def at(off: float) -> int:
        q = found.camera @ np.array((*(palm[:2] + towards * off), 0.44))
        view = found.view(600, 450)
        return int(tone[round(view.y - float(q[1]) * view.scale), round(view.x + float(q[0]) * view.scale)])

    assert at(0.07) < at(0.18) - 30


def test_a_figure_stands_in_a_shade_of_its_own_and_a_bar_held_high_throws_none() -> None:
    found = scene("deadlift")
    bare = Scene(replace(found.figure, props=()), found.body, found.parts)
    bare._low, bare._high = found._low, found._high
    alpha, without = (s.picture(Moment("stand"), 400, 300)[..., 3].astype(int) for s in (found, bare))
    view, frames = found.view(400, 300), found.frames(Moment("stand"))

    def under(x: float, y: float) -> tuple[int, int]:
        q = found.camera @ np.array((x, y, 0.0))
        row, col = round(view.y - float(q[1]) * view.scale), round(view.x + float(q[0]) * view.scale)
        return int(alpha[row, col]), int(without[row, col])

    feet = (frames.at("left foot") + frames.at("right foot")) / 2
    there, _ = under(float(feet[0]) + 0.20, float(feet[1]))
    assert 12 < there < 140
    ends = [frames.at(f"{side} hand") for side in ("left", "right")]
    for one, other in (ends, ends[::-1]):
        plate = other + (other - one) / np.linalg.norm(other - one) * 0.45
        with_bar, without_bar = under(float(plate[0]), float(plate[1]))
        assert with_bar - without_bar < 12


@pytest.mark.parametrize("case", APPROVED, ids=approved_name)
def test_a_picture_is_near_the_approved_one(case: tuple[str, str, str]) -> None:
    from PySide6.QtGui import QImage

    image = QImage(str(FOLDER / f"{approved_name(case)}.png")).convertToFormat(QImage.Format.Format_RGBA8888)
    width, height = SIZE
    assert (image.width(), image.height()) == SIZE, "run python bench/approve_pictures.py and look at what it wrote"
    approved = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(height, width, 4).astype(float)
    now = small_picture(scene(case[0]), case).astype(float)
    off = np.abs(approved * (approved[..., 3:] / 255) - now * (now[..., 3:] / 255)).max(2)
    # single pixels at an edge may differ with numpy's build; a limb that moved may not
    assert off.mean() < 1.5
    assert (off > 40).mean() < 0.01


def test_every_approved_picture_is_compared() -> None:
    assert {p.stem for p in Path(FOLDER).glob("*.png")} == {approved_name(case) for case in APPROVED}
