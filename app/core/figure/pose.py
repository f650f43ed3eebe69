"""What a pose file says, as values: limbs by directions or by where hands and feet are, and what touches what.

Directions need not have length 1. A `Target` is a place: fixed in the world, or at a joint of the body, with an
offset in that bone's frame (`local`) and one in the world (`off`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.figure.bones import Triple
from app.core.figure.positions import START


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the world, or beside a joint (`ref`), or halfway between two of them (`mid`)."""

    at: Triple = (0.0, 0.0, 0.0)
    ref: str | None = None
    local: Triple = (0.0, 0.0, 0.0)
    off: Triple = (0.0, 0.0, 0.0)
    mid: tuple[Target, Target] | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg: by `thigh` and `shin` directions, or by where its `foot` (sole) or `ankle` is, knee towards `knee`."""

    thigh: Triple | None = None
    shin: Triple | None = None
    foot: Target | None = None
    ankle: Target | None = None
    knee: Triple | None = None
    sole: Triple | None = None  # the way the sole faces
    toes: Triple | None = None  # the way the toes point
    point: float = 15.0  # degrees the foot points down from a right angle with the shin
    curl: float = 0.0  # degrees the toes bend up
    turn: float = 0.0  # degrees the shin turns outward in the knee
    space: str = "world"


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: by `upper` and `fore` directions, or by where its `hand` (palm), `wrist` or `grip` is."""

    upper: Triple | None = None
    fore: Triple | None = None
    hand: Target | None = None
    wrist: Target | None = None
    grip_at: Target | None = None
    elbow: Triple | None = None
    fingers: Triple | None = None
    palm: Triple | None = None
    roll: float = 70.0  # degrees the hand turns inward about the forearm where no palm is given
    grip: float = 0.12  # 0 flat, 1 fist
    spread: float = 0.0  # degrees between the fingers
    thumb: float = 20.0  # degrees the thumb stands off
    shrug: float = 0.0  # metres the shoulder goes up
    reach: float = 0.0  # metres the shoulder goes forward
    space: str = "world"


@dataclass(frozen=True, slots=True)
class Contact:
    """A goal of the solver: what is measured, and what it should be in metres."""

    what: str
    goal: float = 0.0


@dataclass(frozen=True, slots=True)
class Pose:
    """One keyframe as a person wrote it."""

    name: str
    describe: str = ""
    up: Triple = (0.0, 0.0, 1.0)
    front: Triple = (1.0, 0.0, 0.0)
    at: Triple = (0.0, 0.0, 0.91)
    lumbar: Triple = (0.0, 0.0, 0.0)  # flexion forward, bend to the left, turn to the left, degrees
    chest: Triple = (0.0, 0.0, 0.0)
    neck: Triple = (0.0, 0.0, 0.0)
    left_leg: Leg = Leg()
    right_leg: Leg = Leg()
    left_arm: Arm = Arm()
    right_arm: Arm = Arm()
    fit: tuple[str, ...] = ()
    touch: tuple[Contact, ...] = ()
    without: tuple[str, ...] = ()  # props that are not there in this keyframe


Setting = float | str | bool | Triple | Target | tuple[Target, ...] | tuple[float, ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prop:
    """One thing beside the body: its kind and settings; `name` tells two of a kind apart."""

    kind: str
    name: str
    settings: dict[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One exercise's figure: its keyframes in order, its camera and its props."""

    name: str
    turn: float  # camera: degrees round the person from her right side (0) to her face (90), for a body facing +x
    height: float  # camera: degrees above the horizon
    keys: tuple[Pose, ...]
    props: tuple[Prop, ...] = ()
    start: Pose | None = None  # from where one goes into the pose, named `START`; None: the pose is there at once
    letter: str = ""  # the limb that wears the ring: leg, arm, knee, hand...; empty: found from the position's words

    def key(self, name: str | None) -> Pose:
        """Return the keyframe of this name, or the start; the first one where there is none."""
        if name == START and self.start is not None:
            return self.start
        return next((k for k in self.keys if k.name == name), self.keys[0])

    def names(self) -> tuple[str, ...]:
        """Return the keyframes' names, in order."""
        return tuple(k.name for k in self.keys)
