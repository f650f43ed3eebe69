"""The way into a pose and round to the other side: both ends are where they should be, and nothing jumps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.figure.bones import BONES, INDEX
from app.core.figure.check import entered_keys
from app.core.figure.entering import camera, turned
from app.core.figure.positions import START
from app.core.figure.scene import Moment
from app.core.figure.turning import shown
from app.storage.figure_files import load_figure
from tests.bundled import exercises
from tests.core.figure.scenes import NAMES, figure, scene

MIRRORED = tuple(
    name for name in NAMES if name in exercises() and len(exercises()[name].sides) == 2
    and shown(figure(name), exercises()[name].sides, exercises()[name].sides[1]).mirrored
)  # fmt: skip
ONE_SIDED = ("single-arm-row",)  # a chair stands on one side of the body: the turn changes over with a soft change


@pytest.mark.parametrize("name", NAMES)
def test_every_bundled_exercise_tells_from_where_one_goes_into_it(name: str) -> None:
    assert figure(name).start is not None
    assert START not in figure(name).names()
    assert entered_keys(figure(name)) == figure(name).names()[:1]


@pytest.mark.parametrize("name", NAMES)
def test_the_way_into_a_pose_ends_in_the_pose_itself_seen_as_it_always_is(name: str) -> None:
    one, key = scene(name), figure(name).names()[0]
    for turns in (False, True):
        end = one.sight(Moment(START, key, 1.0, turns))
        assert np.allclose(end.camera, one.camera, atol=1e-6)
        assert one.view(400, 300, end) == one.view(400, 300)
    assert np.allclose(one.frames(Moment(START, key, 1.0)).origin, one.frames(Moment(key)).origin)


@pytest.mark.parametrize("name", NAMES)
def test_on_the_way_into_a_pose_the_viewer_does_not_step_back_and_come_near_again(name: str) -> None:
    one, key = scene(name), figure(name).names()[0]
    scales = [one.view(400, 300, one.sight(Moment(START, key, share / 8))).scale for share in range(9)]
    assert min(scales) > 0.96 * min(scales[0], scales[-1])


@pytest.mark.parametrize("name", MIRRORED)
def test_a_turn_changes_over_where_the_body_is_its_own_mirror(name: str) -> None:
    if name in ONE_SIDED:
        pytest.skip("its start leans on a seat with one hand")
    one = scene(name)
    # both sides of a body look alike from its head, its feet, before or behind it: right is the world's left there
    right = one.sight(Moment(START, None, 0.0, True)).camera[0]
    assert abs(abs(float(right[1])) - 1) < 1e-6
    frames = one.frames(Moment(START))
    apart = 0.0
    for bone in BONES:
        if bone.startswith("left ") and not bone.split(" ")[1].startswith(("finger", "thumb")):
            left, other = frames.origin[INDEX[bone]], frames.origin[INDEX["right " + bone[5:]]]
            apart = max(apart, float(np.abs(left * (1, -1, 1) - other).max()))
    assert apart < (0.25 if name == "thread-the-needle" else 0.02)


@pytest.mark.parametrize("name", [n for n in NAMES if n in ("pigeon", "supine-hamstring-stretch", "sphinx")])
def test_the_way_into_a_pose_has_no_leaps(name: str) -> None:
    one, key = scene(name), figure(name).names()[0]
    shares = np.linspace(0, 1, 41)
    places = np.array([one.frames(Moment(START, key, float(t))).origin for t in shares])
    steps = np.linalg.norm(np.diff(places, axis=0), axis=2).max(1)
    assert steps.max() < 0.12
    assert steps[[0, -1]].max() < 0.02


def test_the_viewer_goes_the_short_way_round() -> None:
    assert [turned(turn, 0.0) for turn in (14, 130, 158, -22, -164, 180)] == [90, 90, 90, -90, -90, 90]
    assert turned(14, 1.0) == 14
    assert np.allclose(camera(90, 0) @ np.array((1.0, 0.0, 0.0)), (0, 0, 1), atol=1e-6)


def test_a_picture_on_the_way_is_drawn_and_the_same_each_time() -> None:
    moment = Moment(START, "hold", 0.4, True)
    first = scene("pigeon").picture(moment, 160, 120, moves=True)
    assert (first[..., 3] > 200).mean() > 0.05
    assert np.array_equal(first, scene("pigeon").picture(moment, 160, 120, moves=True))


@pytest.mark.parametrize(
    ("start", "fault"),
    [
        ("start: dwon", "there is no keyframe 'dwon'."),
        ("start: {legs: {thihg: [1, 0, 0]}}", "thihg"),
        ("start: {without: [towel]}", "there is no prop 'towel'."),
        ("start: [1, 2]", "keys with values are wanted here."),
    ],
)
def test_a_wrong_start_is_told_with_its_line(start: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"camera: [0, 10]\nkeys:\n  down: {{}}\n  up: {{}}\n{start}\n", encoding="utf-8")
    found = load_figure(path)
    assert isinstance(found, list)
    assert any(fault in str(one).replace("“", "'").replace("”", "'").replace('"', "'") for one in found), found
