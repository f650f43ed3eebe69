"""Every bundled figure is a body that a person has, on a floor that is there; the check notices what is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.core.figure.bones import Triple
from app.core.figure.check import BONE, Measure, check, stills, ways
from app.core.figure.limits import RANGES, beyond, limb_angles
from app.core.figure.pose import Arm, Contact, Figure, Leg, Pose, Prop, Target
from app.core.figure.positions import START
from app.core.figure.scene import Moment, Scene
from app.storage.body_files import load_body, load_parts
from tests.core.figure.scenes import NAMES, figure, scene


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_in_bounds_in_every_keyframe_and_on_every_way_between_two(name: str) -> None:
    assert [m for m in check(scene(name)) if not m.good] == []


def test_there_are_at_least_five_pictures_between_every_two_keyframes() -> None:
    locust = scene("locust")
    assert len(list(stills(locust, ways(locust)))) == 5 + 7 * 5  # the start and the way from it, too


@pytest.mark.parametrize("name", ["pigeon", "deadlift", "legs-up-the-wall"])
def test_a_man_does_what_a_woman_does(name: str) -> None:
    man = Scene(figure(name), load_body("man"), load_parts("man"))
    bad = {m.name for m in check(man) if not m.good}
    assert not bad & {"contacts", "joints", "bones", "in the hands", "out of the picture"}


def changed(name: str, change: Callable[[Pose], Pose], **figures: object) -> dict[str, Measure]:
    """Return the measures of a bundled figure whose first keyframe alone is left, and changed."""
    old = figure(name)
    new = replace(old, keys=(change(old.keys[0]),), **figures)  # type: ignore[arg-type]  # fields by their names
    return {m.name: m for m in check(Scene(new, load_body("woman"), load_parts("woman")))}


def with_leg(direction: Triple, shin: Triple) -> Callable[[Pose], Pose]:
    return lambda pose: replace(pose, left_leg=Leg(thigh=direction, shin=shin, knee=(1, 0, 0)))


def test_a_contact_that_cannot_be_met_is_noticed() -> None:
    def change(pose: Pose) -> Pose:
        return replace(pose, fit=("z",), touch=(Contact("left knee", 0.0), Contact("head", 0.0)))

    assert not changed("cat-cow", change)["contacts"].good


def test_a_foot_in_the_floor_is_noticed() -> None:
    found = changed("deadlift", lambda pose: replace(pose, left_leg=Leg(foot=Target((0.0, 0.12, -0.03)))))
    assert not found["below the floor"].good
    assert "left foot" in found["below the floor"].where


def test_a_knee_that_bends_backwards_is_noticed() -> None:
    found = changed("t-raise", with_leg((0.0, 0, -1), (0.14, 0, -1)))
    assert not found["joints"].good
    assert "left knee" in found["joints"].where


def test_a_knee_that_bends_too_far_is_noticed() -> None:
    found = changed("t-raise", with_leg((0.0, 0.0, -1), (-0.1, 0.0, 1)))
    assert not found["joints"].good
    assert "left knee" in found["joints"].where


def test_a_spine_that_bends_too_far_is_noticed() -> None:
    found = changed("t-raise", lambda pose: replace(pose, neck=(0.0, 0.0, 75.0)))
    assert "neck turn 75" in found["joints"].where


def test_a_strap_that_the_hand_has_let_go_is_noticed() -> None:
    def change(pose: Pose) -> Pose:
        arm = pose.left_arm
        assert arm.grip_at is not None
        return replace(pose, left_arm=Arm(upper=(-0.2, -1, 0), fore=(-0.2, -1, 0), grip=arm.grip))

    far = tuple(
        Prop(p.kind, p.name, {**p.settings, "through": (Target((0.9, 0.9, 0.4)), Target((0.9, 1.2, 0.4)))})
        if p.kind == "strap"
        else p
        for p in figure("supine-hamstring-stretch").props
    )
    found = changed("supine-hamstring-stretch", change, props=far)
    assert not found["in the hands"].good


def test_a_head_in_a_shin_is_noticed() -> None:
    found = changed(
        "t-raise",
        lambda pose: replace(pose, left_leg=Leg(ankle=Target(ref="head", local=(0.0, 0.0, 0.0)), knee=(1, 0.4, 0))),
    )
    assert "shin" in found["parts in parts"].where or "thigh" in found["parts in parts"].where
    assert not found["parts in parts"].good


def test_a_body_in_a_bench_is_noticed() -> None:
    found = changed(
        "t-raise", lambda pose: pose, props=(Prop("bench", "bench", {"at": (0.0, 0.0, 0.0), "size": (1.1, 0.4, 0.5)}),)
    )
    assert not found["in things"].good


def test_a_wall_that_nothing_touches_is_noticed() -> None:
    found = changed("t-raise", lambda pose: pose, props=(Prop("wall", "wall", {"x": -1.2}),))
    assert not found["things touched"].good


def test_a_mat_that_lies_beside_the_body_is_noticed() -> None:
    found = changed("cat-cow", lambda pose: pose, props=(Prop("mat", "mat", {"from": 0.4}),))
    assert not found["off the mat"].good


def test_beside_a_mat_of_its_own_breadth_arms_may_lie_and_legs_may_not() -> None:
    def narrow(wide: float) -> dict[str, Measure]:
        return changed("two-knee-twist", lambda pose: pose, props=(Prop("mat", "mat", {"wide": wide}),))

    assert narrow(0.78)["off the mat"].good  # the arms reach 0.4 m beyond it
    assert not narrow(0.62)["off the mat"].good


def test_bones_keep_their_length_to_a_tenth_of_a_millimetre_from_every_keyframe_to_every_other() -> None:
    assert BONE <= 0.0001
    for name in ("childs-pose-with-rotation", "deadlift", "side-lying-thoracic-rotation"):
        found = {m.name: m for m in check(scene(name))}
        assert found["bones"].worst <= 0.1


def test_every_angle_that_is_measured_has_a_range() -> None:
    for name, degrees in limb_angles(scene("cat-cow").frames(Moment("cow"))).items():
        assert name.split(" ", 1)[1] in RANGES
        assert beyond(name, degrees) == 0.0
    assert beyond("left knee", -9.0) == 6.0
    assert beyond("neck turn", 75.0) == 15.0


def test_a_figure_of_one_keyframe_has_no_way_but_that_into_it() -> None:
    assert ways(scene("pigeon")) == ((START, "hold"),)
    assert isinstance(figure("pigeon"), Figure)
