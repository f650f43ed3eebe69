"""Frames between keyframes: bones keep their length, pictures are the same each time and in every piece."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from app.core.figure import render
from app.core.figure.bones import FORE, SHIN, THIGH, UPPER, Frames, joint
from app.core.figure.coarse import coarser
from app.core.figure.few_colours import FewColours
from app.core.figure.scene import Moment, Scene
from app.core.figure.shade import even
from app.paths import bundled
from app.storage.body_files import load_body, load_few, load_parts
from app.storage.figure_files import load_figure

SIZE = (320, 240)
MOVING = ("cat-cow", "deadlift", "thread-the-needle", "single-arm-row")
LIMBS = (("hip", "knee", THIGH), ("knee", "ankle", SHIN), ("shoulder", "elbow", UPPER), ("elbow", "wrist", FORE))


@cache
def scene(name: str) -> Scene:
    """Return the bundled scene of this name."""
    figure = load_figure(bundled() / "resources" / "figures" / f"{name}.yaml")
    assert not isinstance(figure, list)
    return Scene(figure, load_body("woman"), load_parts("woman"), load_few("woman"))


def lengths(frames: Frames) -> list[float]:
    """Return the lengths of all long bones, metres."""
    return [
        float(np.linalg.norm(joint(frames, f"{side} {a}") - joint(frames, f"{side} {b}")))
        for side in ("left", "right")
        for a, b, _ in LIMBS
    ]


@pytest.mark.parametrize("name", MOVING)
def test_bones_keep_their_length_to_a_tenth_of_a_millimetre_on_the_way(name: str) -> None:
    told = [length for _ in ("left", "right") for *_, length in LIMBS]
    keys = scene(name).figure.names()
    for start, end in pairwise(keys):
        for share in np.linspace(0, 1, 9):
            found = lengths(scene(name).frames(Moment(start, end, float(share))))
            assert np.abs(np.array(found) - told).max() < 1e-4, (start, end, share)


@pytest.mark.parametrize("name", ["lat-pulldown", "deadlift", "seated-cable-row", "inverted-row"])
def test_fists_on_a_bar_do_not_slide_along_it_on_the_way(name: str) -> None:
    found = scene(name)
    first, second = found.figure.names()
    apart = [
        float(np.linalg.norm(joint(frames, "left grip") - joint(frames, "right grip")))
        for frames in (found.frames(Moment(first, second, share / 12)) for share in range(13))
    ]
    assert min(apart[0], apart[-1]) - 0.002 < min(apart)
    assert max(apart) < max(apart[0], apart[-1]) + 0.002


def test_a_frame_is_the_same_in_every_scene_and_every_time() -> None:
    one = scene("cat-cow")
    moment = Moment("cow", "cat", 0.4)
    first = one.picture(moment, *SIZE, fine=1)
    one.picture(Moment("cat"), *SIZE, fine=1)
    again = one.picture(moment, *SIZE, fine=1)
    later = Scene(one.figure, one.body, one.parts, load_few("woman"), one.setup).picture(moment, *SIZE, fine=1)
    assert np.array_equal(first, again)
    assert np.array_equal(first, later)


def test_there_and_back_are_the_same_pictures() -> None:
    one = scene("cat-cow")
    there = one.picture(Moment("cow", "cat", 0.3), *SIZE, fine=1).astype(int)
    back = one.picture(Moment("cat", "cow", 0.7), *SIZE, fine=1).astype(int)
    assert (np.abs(there - back).max(-1) > 24).mean() < 0.002


def test_a_picture_drawn_in_bands_is_the_picture_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one = scene("single-arm-row")
    whole = one.picture(Moment("down"), *SIZE, fine=2).astype(int)
    monkeypatch.setattr(render, "_AT_ONCE", 40_000)
    bands = one.picture(Moment("down"), *SIZE, fine=2).astype(int)
    assert np.abs(whole - bands).max() <= 2


@pytest.mark.parametrize("fine", [1, 2, 4])
def test_a_picture_of_a_few_pixels_is_drawn_as_any_other(fine: int) -> None:
    one, key = scene("cat-cow"), Moment("cow")
    small = [one.picture(key, *size, fine=fine) for size in ((16, 12), (25, 19))]
    assert [picture.shape for picture in small] == [(12, 16, 4), (19, 25, 4)]
    assert all((picture[..., 3] > 200).mean() > 0.1 for picture in small)


def test_what_stands_still_is_not_changed_by_what_moves_before_it() -> None:
    one = scene("legs-up-the-wall")
    key = one.figure.names()[0]
    first = one.picture(Moment(key), *SIZE, fine=1)
    assert np.array_equal(first, one.picture(Moment(key), *SIZE, fine=1))


def test_a_quick_picture_looks_like_the_smooth_one() -> None:
    one = scene("pigeon")
    key = one.figure.names()[0]
    quick, fine = (one.picture(Moment(key), *SIZE, fine=n).astype(int) for n in (1, 2))
    assert (np.abs(quick[..., 3] - fine[..., 3]) > 200).mean() < 0.004
    both = (quick[..., 3] == 255) & (fine[..., 3] == 255)
    assert np.abs(quick - fine)[both].mean() < 4


def test_the_coarse_body_has_a_third_of_the_triangles_and_fills_the_same_room() -> None:
    full = load_body("man")
    few = coarser(full)
    assert len(few.faces) < 0.4 * len(full.faces)
    assert np.abs(few.points.min(0) - full.points.min(0)).max() < 0.012
    assert np.abs(few.points.max(0) - full.points.max(0)).max() < 0.012
    assert np.allclose(few.weights.sum(1), 1, atol=1e-3)
    assert set(few.garments) == set(full.garments)


def test_steps_always_divide_the_grid_of_crops() -> None:
    assert {24 % even(step / 7) for step in range(1, 300)} == {0}


def test_in_few_colours_the_shade_on_the_floor_has_no_steps_that_are_seen() -> None:
    ends = [scene("deadlift").picture(Moment(key), *SIZE, fine=1, moves=True) for key in ("floor", "stand")]
    few = FewColours(ends)
    between = scene("deadlift").picture(Moment("floor", "stand", 0.6), *SIZE, fine=1, moves=True)
    shown = few.table[few.numbers(between)].astype(int)
    ink = np.abs(between[..., :3].astype(int) - (26, 51, 46)).max(2) <= 8
    faint = ink & (between[..., 3] > 0) & (between[..., 3] < 60)
    off = np.abs(shown[..., 3] - between[..., 3])[faint]
    assert faint.sum() > 500
    assert len(few.table) <= 256
    assert off.max() <= 2
    assert not few.numbers(between)[between[..., 3] == 0].any()
