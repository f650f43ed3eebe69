"""The body's shape in its rest pose: what a person's flesh and clothes measure, as rounded solids on bones.

Every solid is a `Loft` (a tube along a bone with an oval section at each station) or a `Ball` (an ellipsoid).
Solids of one garment melt into each other; `flesh.py` turns them into one smooth mesh. The rest pose is the middle
of what joints do (hip bent 40 degrees, knee 27, arm half raised), so that no skin has to stretch far from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.figure.bones import Triple
from app.core.figure.pose import Arm, Leg, Pose

Station = tuple[float, float, float, float, float]  # along the bone, centre front, centre left, radius front, left


@dataclass(frozen=True, slots=True)
class Loft:
    """A tube along a bone (away from its near joint), an oval at each station, rounded ends.

    One that lies `forward` runs along the bone's front instead; its stations then say up where others say front.
    """

    part: str
    bone: str
    stations: tuple[Station, ...]
    cap: float = 0.8  # how far the ends bulge, as a share of the end's smaller radius
    square: float = 2.0  # 2 an oval, more a rounded box
    melt: float | None = None  # metres over which it melts into those before it; None: as the garment
    forward: bool = False
    seam: str = ""  # which side of a seam it is (`seams.py`)


@dataclass(frozen=True, slots=True)
class Ball:
    """An ellipsoid in a bone's frame."""

    part: str
    bone: str
    centre: Triple
    radius: Triple
    melt: float | None = None
    seam: str = ""


Solid = Loft | Ball


@dataclass(frozen=True, slots=True)
class Cut:
    """The half space that is kept: normal . p < limit in a bone's frame."""

    bone: str
    normal: Triple
    limit: float
    soft: float = 0.002  # metres over which its edge is rounded
    near: float = 0.13  # metres from a limb's bone within which it cuts: a sleeve's end leaves the flank whole


@dataclass(frozen=True, slots=True)
class Garment:
    """One mesh: what it is made of, its colour, how fine it is, and how softly its solids melt together."""

    name: str
    colour: str
    solids: tuple[Solid, ...]
    cuts: tuple[Cut, ...] = ()
    carve: tuple[Solid, ...] = ()
    cell: float = 0.010
    melt: float = 0.02
    grow: float = 0.0
    weigh: float = 0.016  # metres over which one part's hold on the skin gives way to the next one's
    even: int = 4  # how often that hold is evened out between neighbours
    calm: int = 0  # how often its light and shade is evened out between neighbours
    paired: bool = False  # made for the left and mirrored for the right
    under: tuple[Cut, ...] = ()  # the ends of clothes from under which it comes


@dataclass(frozen=True, slots=True)
class Build:
    """What tells one person's body from another's: factors on the woman's measures."""

    name: str
    hips: float = 1.0
    waist: float = 1.0
    ribs: float = 1.0
    depth: float = 1.0
    arms: float = 1.0
    legs: float = 1.0
    neck: float = 1.0
    bust: float = 1.0
    seat: float = 1.0
    hands: float = 1.0
    bun: bool = True


WOMAN = Build("woman")
MAN = Build(
    "man",
    hips=0.985,
    waist=1.09,
    ribs=1.12,
    depth=1.04,
    arms=1.10,
    legs=1.02,
    neck=1.15,
    bust=0.0,
    seat=0.9,
    hands=1.06,
    bun=False,
)

REST = Pose(
    name="rest",
    at=(0.0, 0.0, 0.0),
    left_leg=Leg(thigh=(0.64, 0.13, -0.766), shin=(0.53, 0.128, -0.848), point=10.0),
    right_leg=Leg(thigh=(0.64, -0.13, -0.766), shin=(0.53, -0.128, -0.848), point=10.0),
    left_arm=Arm(upper=(0.38, 0.86, -0.34), fore=(0.64, 0.74, -0.26), grip=0.0, spread=12.0, thumb=26.0),
    right_arm=Arm(upper=(0.38, -0.86, -0.34), fore=(0.64, -0.74, -0.26), grip=0.0, spread=12.0, thumb=26.0),
)

# height above the hips, back, front, half width; the last column says which factor scales the width
_TRUNK = (
    (-0.078, -0.074, 0.058, 0.092, "hips"),
    (-0.050, -0.104, 0.083, 0.148, "hips"),
    (0.000, -0.112, 0.090, 0.165, "hips"),
    (0.050, -0.104, 0.093, 0.158, "hips"),
    (0.110, -0.096, 0.094, 0.146, "waist"),
    (0.170, -0.091, 0.094, 0.130, "waist"),
    (0.230, -0.091, 0.098, 0.126, "waist"),
    (0.300, -0.100, 0.106, 0.132, "ribs"),
    (0.370, -0.113, 0.111, 0.141, "ribs"),
    (0.430, -0.119, 0.104, 0.147, "ribs"),
    (0.480, -0.113, 0.080, 0.128, "ribs"),
    (0.520, -0.100, 0.046, 0.088, "ribs"),
    (0.555, -0.095, 0.022, 0.062, "neck"),
)


def _trunk(build: Build, low: float, high: float, ease: float = 0.0) -> Loft:
    """Return the trunk between two heights; `ease` takes the hollow out of the waist as a loose shirt does."""
    out: list[Station] = []
    for u, back, front, width, factor in _TRUNK:
        if low <= u <= high:
            loose = ease * max(0.0, 1 - max(0.0, u - 0.17) / 0.16) * (1 + 0.6 * max(0.0, 1 - u / 0.12))
            rf = ((front - back) / 2 + loose * 0.5) * build.depth
            out.append((-u, (front + back) / 2, 0.0, rf, (width + loose) * getattr(build, factor)))
    return Loft("trunk", "pelvis", tuple(sorted(out)), cap=0.5, square=2.3)


def scaled(rows: tuple[Station, ...], k: float, grow: float = 0.0) -> tuple[Station, ...]:
    """Return a loft's stations with their radii times `k` and larger by `grow` metres."""
    return tuple((s, cf, co, rf * k + grow, rs * k + grow) for s, cf, co, rf, rs in rows)


_UPPER: tuple[Station, ...] = (
    (-0.010, 0.000, 0, 0.044, 0.040), (0.050, 0.002, 0, 0.048, 0.043), (0.110, 0.006, 0, 0.047, 0.042),
    (0.170, 0.006, 0, 0.043, 0.039), (0.235, 0.001, 0, 0.0350, 0.0350), (0.285, 0.0005, 0, 0.0305, 0.0325),
)  # fmt: skip
# the upper arm as far as it is seen: thinner inside the sleeve, so that it never comes through
_SLEEVED: tuple[Station, ...] = (
    (0.118, 0.006, 0, 0.035, 0.031), (0.129, 0.006, 0, 0.0430, 0.0386), (0.143, 0.006, 0, 0.0448, 0.0402), *_UPPER[3:],
)  # fmt: skip
FORE: tuple[Station, ...] = (
    (0.000, 0.0005, 0, 0.0295, 0.0315), (0.045, 0.001, 0, 0.0365, 0.038), (0.095, 0.002, 0, 0.0355, 0.039),
    (0.155, 0.000, 0, 0.028, 0.033), (0.210, 0.000, 0, 0.021, 0.027), (0.250, 0.000, 0, 0.0185, 0.026),
)  # fmt: skip
_THIGH: tuple[Station, ...] = (
    (-0.010, -0.0165, 0, 0.0765, 0.076), (0.040, -0.0145, 0, 0.0940, 0.085), (0.100, -0.0070, 0, 0.0990, 0.083),
    (0.180, 0.0010, 0, 0.0880, 0.077), (0.260, 0.0040, 0, 0.0740, 0.068), (0.340, 0.0030, 0, 0.0620, 0.059),
    (0.395, -0.0010, 0, 0.0510, 0.050), (0.420, -0.0050, 0, 0.0430, 0.043),
)  # fmt: skip
_SHIN: tuple[Station, ...] = (
    (0.000, -0.004, 0, 0.043, 0.043), (0.050, -0.005, 0, 0.048, 0.0475), (0.110, -0.009, 0, 0.052, 0.051),
    (0.170, -0.011, 0, 0.051, 0.050), (0.240, -0.009, 0, 0.046, 0.045), (0.310, -0.006, 0, 0.0405, 0.0405),
    (0.380, -0.004, 0, 0.0370, 0.0370),
)  # fmt: skip


COLLAR = Cut("chest3", (0.50, 0.0, 0.866), 0.099, soft=0.014)
HEM = Cut("pelvis", (0.0, 0.0, -1.0), -0.094)
CUFFS = {side: Cut(f"{side} upper2", (0.0, 0.0, -1.0), 0.126, near=0.078) for side in ("left", "right")}
ANKLES = {side: Cut(f"{side} shin", (0.0, 0.0, -1.0), 0.352) for side in ("left", "right")}


def _shirt(build: Build) -> Garment:
    solids: list[Solid] = [_trunk(build, -0.06, 0.56, ease=0.001)]
    solids.append(Ball("trunk", "chest3", (-0.018, 0.0, 0.090), (0.048, 0.061, 0.044)))  # the nape under the collar
    solids += [Ball("trunk", "chest3", (-0.020, s * 0.074, 0.064), (0.036, 0.052, 0.030)) for s in (1.0, -1.0)]
    loose = 0.0015 + 0.014 * (build.arms - 1)  # a strong arm needs room in its sleeve
    for side, s in (("left", 1.0), ("right", -1.0)):
        arm = f"{side} arm"
        if build.bust:
            solids.append(Ball("trunk", "chest2", (0.078, s * 0.066, 0.045), (0.050, 0.062, 0.056)))
        else:
            solids.append(Ball("trunk", "chest2", (0.060, s * 0.075, 0.075), (0.058, 0.075, 0.055)))
        solids += [
            Ball(f"{side} yoke", f"{side} clavicle", (-0.010, -s * 0.080, 0.026), (0.046, 0.078, 0.040)),
            Ball(f"{side} yoke", f"{side} clavicle", (0.0, -s * 0.014, -0.014), (0.049, 0.043, 0.042)),
            Loft(arm, f"{side} upper2", scaled(((0.0, 0, 0, 0.046, 0.042), *_UPPER[1:4]), build.arms, loose), cap=0.9),
        ]
    cuts = (HEM, COLLAR, *CUFFS.values())
    return Garment(
        "shirt", "shirt", tuple(solids), cuts, cell=0.010, melt=0.034, grow=0.006, weigh=0.030, even=180, calm=6
    )


def _trousers(build: Build) -> Garment:
    solids: list[Solid] = [_trunk(build, -0.10, 0.17)]
    seat = (0.065 * build.seat, 0.086 * build.seat, 0.089)  # one seat with a soft fold, not two balls
    solids += [Ball("trunk", "pelvis", (-0.034, s * 0.063, -0.030), seat, melt=0.060) for s in (1.0, -1.0)]
    for side in ("left", "right"):
        solids += [
            Loft(f"{side} thigh", f"{side} thigh2", scaled(_THIGH, build.legs)),
            Loft(f"{side} shin", f"{side} shin", scaled(_SHIN, build.legs), melt=0.030),
        ]
    cuts = (Cut("pelvis", (0.0, 0.0, 1.0), 0.134), *ANKLES.values())
    return Garment(
        "trousers",
        "trousers",
        tuple(solids),
        cuts,
        cell=0.012,
        melt=0.03,
        grow=0.004,
        weigh=0.026,
        even=60,
        calm=6,
        under=(HEM,),
    )


def _arm(build: Build) -> Garment:
    solids: tuple[Solid, ...] = (
        Loft("left arm", "left upper2", scaled(_SLEEVED, build.arms), cap=0.9),
        Loft("left fore", "left fore2", scaled(FORE, build.arms), melt=0.016),
        Ball("left fore", "left fore2", (-0.017, 0.0, 0.000), (0.008, 0.014, 0.026), melt=0.030),
    )
    cuts = (Cut("left fore2", (0.0, 0.0, -1.0), 0.216),)
    return Garment(
        "arm", "skin", solids, cuts, cell=0.009, melt=0.014, weigh=0.012, even=16, paired=True, under=(CUFFS["left"],)
    )


def garments(build: Build) -> tuple[Garment, ...]:
    """Return the meshes of clothes and arms, to be made by `flesh.make`."""
    return (_shirt(build), _trousers(build), _arm(build))
