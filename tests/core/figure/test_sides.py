"""The side that is drawn is the side that the position's words say, worked out from the joints."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from app.core.exercise import Side, side_of
from app.core.figure.bones import Array, Frames, joint
from app.core.figure.scene import Moment
from app.core.figure.turning import described, limb_of, shown
from tests.bundled import exercises
from tests.core.figure.scenes import SIDED, figure, scene

Joints = dict[str, Frames]  # by keyframe


def bones(name: str) -> Joints:
    found = scene(name)
    return {key: found.frames(Moment(key)) for key in found.figure.names()}


def ahead(frames: Frames, part: str) -> float:
    """Return how far towards the head's end of the pelvis a joint lies."""
    return float((joint(frames, part) - joint(frames, "pelvis")) @ frames.turn("pelvis")[:, 2])


def more(measure: Callable[[Side], float]) -> Side:
    """Return the side of which more is measured."""
    return max(Side, key=measure)


def moved(a: Frames, b: Frames, part: str) -> float:
    return float(np.linalg.norm(joint(a, part) - joint(b, part)))


def to_the_side(frames: Frames, way: Array) -> Side:
    """Return the side of the chest to which a way leads."""
    return Side.LEFT if float(way @ frames.turn("chest2")[:, 1]) > 0 else Side.RIGHT


def apart(frames: Frames, a: str, b: str) -> float:
    return float(np.linalg.norm(joint(frames, a) - joint(frames, b)))


# What the words mean, in joints: which side does what they say in the keyframes as they are drawn.
MEANT: dict[str, Callable[[Joints], Side]] = {
    "corkscrew": lambda f: more(lambda s: float(joint(f["up"], f"{s} elbow")[2])),
    "corkscrew-stretch": lambda f: more(lambda s: float(joint(f["hold"], f"{s} elbow")[2])),
    "pigeon": lambda f: more(lambda s: ahead(f["hold"], f"{s} knee")),
    "quadruped-arm-and-leg-raise": lambda f: more(lambda s: ahead(f["hold"], f"{s} wrist")),
    "side-lying-thoracic-rotation": lambda f: more(lambda s: moved(f["closed"], f["open"], f"{s} wrist")),
    "single-arm-row": lambda f: more(lambda s: moved(f["down"], f["up"], f"{s} grip")),
    "single-leg-deadlift": lambda f: more(lambda s: -float(joint(f["hinge"], f"{s} ankle")[2])),
    "supine-hamstring-stretch": lambda f: more(lambda s: float(joint(f["hold"], f"{s} ankle")[2])),
    "thread-the-needle": lambda f: more(lambda s: -apart(f["hold"], f"{s} ankle", f"{s.other} thigh")),
    "two-knee-twist": lambda f: to_the_side(
        f["hold"], joint(f["hold"], "left knee") + joint(f["hold"], "right knee") - 2 * joint(f["hold"], "pelvis")
    ),
}


@pytest.mark.parametrize("name", [n for n in SIDED if len(exercises()[n].sides) == 2])
def test_the_first_position_is_drawn_as_its_words_say_and_the_second_is_its_mirror(name: str) -> None:
    first, second = exercises()[name].sides
    assert MEANT[name](bones(name)) is side_of(first)
    for key in (None, *figure(name).names()):
        assert not shown(figure(name), (first, second), first, key).mirrored
        assert shown(figure(name), (first, second), second, key).mirrored


def test_the_arm_and_leg_raise_raises_the_other_side_s_leg() -> None:
    frames = bones("quadruped-arm-and-leg-raise")["hold"]
    assert more(lambda s: float(joint(frames, f"{s} ankle")[2])) is Side.LEFT


@pytest.mark.parametrize("key", ["right", "left"])
def test_in_childs_pose_the_hands_walk_to_the_side_that_the_keyframe_is_named_after(key: str) -> None:
    frames = bones("childs-pose-with-rotation")
    hands = joint(frames[key], "left palm") + joint(frames[key], "right palm")
    at_first = joint(frames["centre"], "left palm") + joint(frames["centre"], "right palm")
    assert to_the_side(frames["centre"], hands - at_first) is Side(key)
    position = next(p for p in exercises()["childs-pose-with-rotation"].sides if p == key)
    what = shown(figure("childs-pose-with-rotation"), ("centre", "right", "left"), position)
    assert (what.key, what.mirrored) == (key, False)


@pytest.mark.parametrize("name", SIDED)
def test_the_letter_stands_at_the_limb_that_the_position_speaks_of(name: str) -> None:
    for position in exercises()[name].sides:
        limb = limb_of(figure(name), position)
        assert (limb is None) == (side_of(position) is None)
        assert limb is None or limb[0] is side_of(position)


def test_the_words_of_a_mirrored_picture_change_sides() -> None:
    sides = exercises()["pigeon"].sides
    first, second = (described(figure("pigeon"), sides, side) for side in sides)
    assert first.startswith("Right knee")
    assert second.startswith("Left knee")
    assert "right leg" in second
