"""Hands and feet in the rest pose, as rounded solids on bones (`anatomy.py`): fingers and toes can be told apart."""

from __future__ import annotations

from app.core.figure.anatomy import ANKLES, FORE, Ball, Build, Cut, Garment, Loft, Solid, Station, scaled
from app.core.figure.posing import BONES_OF_FINGER, KNUCKLES

_ANKLE: tuple[Station, ...] = (
    (0.280, -0.006, 0, 0.036, 0.034), (0.340, -0.007, 0, 0.034, 0.029), (0.385, -0.006, 0, 0.035, 0.029),
    (0.415, -0.005, 0, 0.037, 0.031),
)  # fmt: skip


def _hand(build: Build) -> Garment:
    k = build.hands
    hand = "left hand"
    palm: tuple[Station, ...] = (
        (-0.015, 0.000, 0.000, 0.0160, 0.0250),
        (0.010, 0.000, 0.000, 0.0158, 0.0270 * k),
        (0.035, 0.001, 0.001, 0.0172 * k, 0.0330 * k),
        (0.062, 0.001, 0.001, 0.0152 * k, 0.0375 * k),
        (0.085, 0.000, 0.001, 0.0122 * k, 0.0380 * k),
    )
    solids: list[Solid] = [
        Loft("left fore", "left fore2", scaled(FORE[3:], build.arms)),
        Loft("hand", hand, palm, square=2.3, melt=0.018),
        Ball("hand", hand, (0.004, 0.023, -0.038), (0.0150, 0.017, 0.032), melt=0.014),
        Ball("hand", hand, (0.004, -0.021, -0.048), (0.0135, 0.014, 0.034), melt=0.014),
        Ball("hand", hand, (0.005, 0.0285, -0.062), (0.0140, 0.0110, 0.027), melt=0.010),  # between thumb and index
    ]  # fmt: skip
    solids += [  # the knuckles
        Ball("hand", hand, (-0.0045, across, down + 0.002), (0.0112, 0.0092, 0.0115), melt=0.007)
        for across, down in KNUCKLES
    ]
    radii = ((0.0104, 0.0091, 0.0080), (0.0106, 0.0093, 0.0081), (0.0103, 0.0090, 0.0079), (0.0092, 0.0080, 0.0071))
    for n, (lengths, rs) in enumerate(zip(BONES_OF_FINGER, radii, strict=True)):
        for j, (letter, length) in enumerate(zip("abc", lengths, strict=True)):
            r, end = rs[j] * k, (*rs, rs[2] * 0.78)[j + 1] * k
            start, pad = (-0.012 if j == 0 else 0.0), (0.0024, 0.0018, 0.0008)[j]  # fuller towards the palm
            stop = length - (0.004 if j == 2 else 0.0)
            solids.append(
                Loft(
                    f"finger{n + 1}{letter}",
                    f"left finger{n + 1}{letter}",
                    ((start, pad, 0, r + pad, r), (stop, pad / 2, 0, end + pad / 2, end)),
                    cap=1.0,
                    melt=0.010 if j == 0 else 0.006,
                    seam=f"{'near' if j == 0 else 'far'} {'even' if n % 2 else 'odd'}",
                )
            )
    for bone, length, a, b in (
        ("thumb1", 0.044, 0.0145, 0.0122),
        ("thumb2", 0.033, 0.0122, 0.0108),
        ("thumb3", 0.022, 0.0108, 0.0080),
    ):
        stations = ((0.0, 0, 0, a * k, a * k), (length, 0, 0, b * k * 0.92, b * k))
        solids.append(Loft(bone, f"left {bone}", stations, cap=1.0, seam="" if bone == "thumb1" else "thumb"))
    cuts = (Cut("left fore2", (0.0, 0.0, 1.0), -0.205),)
    return Garment("hand", "skin", tuple(solids), cuts, cell=0.0050, melt=0.007, weigh=0.004, paired=True)


_SOLE: tuple[Station, ...] = (
    (-0.030, -0.0400, 0.000, 0.0215, 0.0225), (-0.010, -0.0410, 0.000, 0.0300, 0.0275),
    (0.022, -0.0400, 0.001, 0.0350, 0.0310), (0.052, -0.0430, 0.002, 0.0330, 0.0340),
    (0.082, -0.0495, 0.002, 0.0285, 0.0390), (0.104, -0.0530, 0.001, 0.0250, 0.0410),
    (0.122, -0.0570, 0.001, 0.0190, 0.0400),
)  # fmt: skip
# big toe to little toe: place across, length from the ball, radius at the root and at the tip
_TOES = (
    (-0.0285, 0.044, 0.0165, 0.0138),
    (-0.0050, 0.041, 0.0132, 0.0110),
    (0.0095, 0.036, 0.0127, 0.0107),
    (0.0230, 0.029, 0.0120, 0.0102),
    (0.0345, 0.020, 0.0112, 0.0096),
)


def _foot(build: Build) -> Garment:
    foot = "left foot"
    solids: list[Solid] = [
        Loft("left shin", "left shin", scaled(_ANKLE, build.legs)),
        Ball("foot", foot, (-0.002, 0.0, -0.006), (0.033, 0.030, 0.034), melt=0.018),
        Ball("foot", foot, (-0.028, 0.0, -0.012), (0.021, 0.0195, 0.044), melt=0.026),  # the tendon, down to the heel
        Loft("foot", foot, _SOLE, cap=0.75, square=2.3, forward=True, melt=0.022),
        Ball("foot", foot, (0.030, -0.002, -0.026), (0.036, 0.025, 0.022), melt=0.022),  # the instep
        Ball("foot", foot, (-0.006, 0.027, -0.014), (0.011, 0.008, 0.012), melt=0.012),
        Ball("foot", foot, (0.002, -0.027, -0.006), (0.012, 0.008, 0.013), melt=0.012),
    ]
    for n, (across, length, root, tip) in enumerate(_TOES):
        stations = ((-0.010, root - 0.012, across * 0.94, root, root), (length, tip - 0.012, across, tip, tip))
        solids.append(
            Loft(
                "toes",
                "left toes",
                stations,
                cap=0.9,
                forward=True,
                melt=0.0060,
                seam=f"toe {'even' if n % 2 else 'odd'}",
            )
        )
    carve = (
        Ball("foot", foot, (0.038, -0.044, -0.088), (0.044, 0.030, 0.029)),  # the arch
        Ball("foot", foot, (0.038, 0.012, -0.102), (0.050, 0.060, 0.037), melt=0.016),
    )
    cuts = (Cut(foot, (0.0, 0.0, -1.0), 0.0748, soft=0.010), Cut("left shin", (0.0, 0.0, 1.0), -0.315))
    return Garment(
        "foot",
        "skin",
        tuple(solids),
        cuts,
        carve,
        cell=0.0060,
        melt=0.012,
        weigh=0.008,
        paired=True,
        under=(ANKLES["left"],),
    )


def hands_and_feet(build: Build) -> tuple[Garment, ...]:
    """Return the left hand's and foot's mesh, to be made and mirrored by `flesh.make`."""
    return (_hand(build), _foot(build))
