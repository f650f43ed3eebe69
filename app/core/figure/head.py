"""Head, neck and hair in the rest pose, as rounded solids (`anatomy.py`): no more of a face than a nose and chin."""

from __future__ import annotations

from dataclasses import replace

from app.core.figure.anatomy import COLLAR, Ball, Build, Cut, Garment, Loft, Solid, Station

_SIZE = 0.96  # what is given below is a little larger than the head is
_UP = -0.0012  # metres by which it is higher: the chin stays where it is given
# down the face: where its ovals' middle and its front are, and half its width; one calm surface with a brow, a hint of
# the eyes' plane, and a chin
_FACE: tuple[Station, ...] = tuple(
    (-up, middle, 0.0, front - middle, width)
    for up, middle, front, width in (
        (0.140, 0.030, 0.0580, 0.034), (0.126, 0.030, 0.0700, 0.043), (0.114, 0.030, 0.0795, 0.0505),
        (0.102, 0.030, 0.0860, 0.0565), (0.090, 0.030, 0.0889, 0.0605), (0.078, 0.030, 0.0868, 0.0603),
        (0.064, 0.030, 0.0855, 0.0605), (0.048, 0.030, 0.0860, 0.0605), (0.032, 0.031, 0.0870, 0.0575),
        (0.014, 0.036, 0.0875, 0.0510), (0.000, 0.044, 0.0866, 0.0430), (-0.010, 0.052, 0.0857, 0.0345),
        (-0.019, 0.056, 0.0838, 0.0280), (-0.025, 0.058, 0.0800, 0.0220),
    )
)  # fmt: skip
# forward along the lower jaw, from below the ear to the chin: its middle's height, half its height and width
_JAW: tuple[Station, ...] = (
    (-0.004, 0.019, 0, 0.031, 0.0525), (0.026, 0.011, 0, 0.032, 0.0475), (0.044, 0.004, 0, 0.027, 0.0360),
    (0.055, 0.003, 0, 0.020, 0.0210),
)  # fmt: skip
_NOSE: tuple[Station, ...] = (
    (-0.084, 0.0800, 0, 0.010, 0.0070), (-0.066, 0.0860, 0, 0.0118, 0.0075), (-0.050, 0.0960, 0, 0.0130, 0.0088),
    (-0.042, 0.1010, 0, 0.0135, 0.0098), (-0.038, 0.1005, 0, 0.0130, 0.0098),
)  # fmt: skip
_SKULL = (
    Ball("head", "head", (-0.006, 0.0, 0.088), (0.090, 0.072, 0.084)),
    Ball("head", "head", (-0.033, 0.0, 0.048), (0.056, 0.057, 0.056), melt=0.020),  # down to the nape
    Loft("head", "head", _FACE, cap=0.40, square=2.2, melt=0.018, seam="jaw"),
)


def _head(build: Build) -> Garment:
    n = build.neck
    jaw = tuple((s, up, across, high, wide * (0.6 + 0.4 * n)) for s, up, across, high, wide in _JAW)
    neck = (
        (-0.10, -0.002, 0, 0.044 * n, 0.047 * n),
        (-0.06, 0.000, 0, 0.043 * n, 0.046 * n),
        (-0.02, -0.005, 0, 0.0425 * n, 0.0425 * n),
        (0.03, -0.016, 0, 0.048 * n, 0.044 * n),
    )
    solids: list[Solid] = [
        *_SKULL[:-1],
        Loft("neck", "neck1", neck, cap=0.6, melt=0.030, seam="neck"),
        _SKULL[-1],
        Loft("head", "head", jaw, cap=0.5, square=2.7, forward=True, melt=0.012, seam="jaw"),
        Loft("nose", "head", _NOSE, cap=0.5, melt=0.010),
    ]
    for s in (1.0, -1.0):
        solids += [
            Ball("head", "head", (0.044, s * 0.038, 0.038), (0.034, 0.021, 0.028), melt=0.030),  # the cheek
            Ball("nose", "head", (0.0955, s * 0.0105, 0.0385), (0.0085, 0.0052, 0.0058), melt=0.008),
            Ball("ear", "head", (-0.010, s * 0.0725, 0.056), (0.0160, 0.0075, 0.022), melt=0.006),
            Ball("ear", "head", (-0.004, s * 0.0690, 0.036), (0.0095, 0.0065, 0.011), melt=0.008),
        ]
    carve = tuple(Ball("ear", "head", (-0.006, s * 0.0840, 0.052), (0.0085, 0.0080, 0.0135)) for s in (1.0, -1.0))
    cuts = (Cut("chest3", (-0.50, 0.0, -0.866), -0.066),)
    return Garment("head", "skin", tuple(solids), cuts, carve, cell=0.0054, melt=0.024, weigh=0.020, under=(COLLAR,))


# forward from before the ear: what of the hair's shell is left free, its middle's height, half its height and width
_HAIRLINE: tuple[Station, ...] = (
    (0.026, 0.024, 0, 0.062, 0.110), (0.038, 0.026, 0, 0.094, 0.110), (0.054, 0.028, 0, 0.109, 0.110),
    (0.074, 0.030, 0, 0.116, 0.110), (0.160, 0.030, 0, 0.118, 0.110),
)  # fmt: skip


def _hair(build: Build) -> Garment:
    # thin at its edge, fuller behind it
    higher = 0.0 if build.bun else 0.006
    line = tuple((s, up + higher, across, high, wide) for s, up, across, high, wide in _HAIRLINE)
    solids: list[Solid] = list(_SKULL)
    if build.bun:
        solids.append(Ball("head", "head", (-0.018, 0.0, 0.092), (0.084, 0.074, 0.085)))
        solids.append(Ball("bun", "head", (-0.074, 0.0, 0.170), (0.034, 0.037, 0.032)))
    else:
        solids.append(Ball("head", "head", (-0.010, 0.0, 0.106), (0.086, 0.071, 0.076), melt=0.020))
        solids.append(Ball("head", "head", (0.002, 0.0, 0.124), (0.058, 0.058, 0.051), melt=0.012))  # brushed up
    carve: tuple[Solid, ...] = (
        Loft("head", "head", line, cap=0.25, square=2.8, melt=0.002, forward=True),
        *(Ball("head", "head", (-0.006, s * 0.088, 0.044), (0.021, 0.020, 0.028), melt=0.002) for s in (1.0, -1.0)),
    )
    cuts = (Cut("head", (0.62, 0.0, -0.785), -0.020, soft=0.020),)
    return Garment("hair", "hair", tuple(solids), cuts, carve, cell=0.0060, melt=0.010, grow=0.0030, weigh=0.02)


def _sized(solid: Solid) -> Solid:
    """Return a solid of the head in its true size; the neck's are in theirs already."""
    if solid.bone != "head":
        return solid
    if isinstance(solid, Ball):
        centre, radius = (
            (_SIZE * v[0], _SIZE * v[1], _SIZE * v[2] + (_UP if v is solid.centre else 0.0))
            for v in (solid.centre, solid.radius)
        )
        return replace(solid, centre=centre, radius=radius)
    along, first = (0.0, _UP) if solid.forward else (-_UP, 0.0)
    stations = tuple(
        (_SIZE * s + along, _SIZE * a + first, _SIZE * b, _SIZE * c, _SIZE * d) for s, a, b, c, d in solid.stations
    )
    return replace(solid, stations=stations)


def head(build: Build) -> tuple[Garment, ...]:
    """Return the meshes of head and neck, and of the hair, to be made by `flesh.make`."""
    return tuple(
        replace(g, solids=tuple(map(_sized, g.solids)), carve=tuple(map(_sized, g.carve)))
        for g in (_head(build), _hair(build))
    )
