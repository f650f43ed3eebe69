"""Head, neck and hair in the rest pose, as rounded solids (`anatomy.py`): no more of a face than a nose and chin."""

from __future__ import annotations

from app.core.figure.anatomy import COLLAR, Ball, Build, Cut, Garment, Loft, Solid, Station

_FACE_MIDDLE = 0.030  # how far forward the middle of the face's ovals lies
# down the face: its front and half its width; one calm surface with a brow, a hint of the eyes' plane, and a chin
_FACE: tuple[Station, ...] = tuple(
    (-up, _FACE_MIDDLE, 0.0, front - _FACE_MIDDLE, width)
    for up, front, width in (
        (0.124, 0.0740, 0.046), (0.112, 0.0825, 0.053), (0.100, 0.0880, 0.0580), (0.090, 0.0900, 0.0605),
        (0.078, 0.0850, 0.0600), (0.064, 0.0840, 0.0605), (0.048, 0.0860, 0.0605), (0.032, 0.0870, 0.0575),
        (0.014, 0.0880, 0.0515), (0.000, 0.0850, 0.0445), (-0.014, 0.0860, 0.0350), (-0.024, 0.0825, 0.0260),
    )
)  # fmt: skip
# forward along the lower jaw, from below the ear to the chin: its middle's height, half its height and width
_JAW: tuple[Station, ...] = (
    (-0.004, 0.018, 0, 0.031, 0.0530), (0.026, 0.010, 0, 0.032, 0.0500), (0.052, 0.002, 0, 0.029, 0.0395),
    (0.072, -0.003, 0, 0.025, 0.0260),
)  # fmt: skip
_NOSE: tuple[Station, ...] = (
    (-0.084, 0.0800, 0, 0.010, 0.0070), (-0.066, 0.0860, 0, 0.0118, 0.0075), (-0.050, 0.0960, 0, 0.0130, 0.0088),
    (-0.042, 0.1010, 0, 0.0135, 0.0098), (-0.038, 0.1005, 0, 0.0130, 0.0098),
)  # fmt: skip
_SKULL = (
    Ball("head", "head", (-0.006, 0.0, 0.088), (0.090, 0.072, 0.084)),
    Ball("head", "head", (-0.033, 0.0, 0.048), (0.056, 0.057, 0.056), melt=0.020),  # down to the nape
    Loft("head", "head", _FACE, cap=0.7, square=2.2, melt=0.026, seam="jaw"),
)


def _head(build: Build) -> Garment:
    n = build.neck
    jaw = tuple((s, up, across, high, wide * (0.6 + 0.4 * n)) for s, up, across, high, wide in _JAW)
    solids: list[Solid] = [
        *_SKULL,
        Loft("head", "head", jaw, cap=0.5, square=3.0, forward=True, melt=0.014, seam="jaw"),
        Loft("nose", "head", _NOSE, cap=0.5, melt=0.010),
    ]
    for s in (1.0, -1.0):
        solids += [
            Ball("head", "head", (0.044, s * 0.038, 0.038), (0.034, 0.021, 0.028), melt=0.030),  # the cheek
            Ball("nose", "head", (0.0955, s * 0.0105, 0.0385), (0.0085, 0.0052, 0.0058), melt=0.008),
            Ball("ear", "head", (-0.010, s * 0.0725, 0.056), (0.0160, 0.0075, 0.022), melt=0.006),
            Ball("ear", "head", (-0.004, s * 0.0690, 0.036), (0.0095, 0.0065, 0.011), melt=0.008),
        ]
    solids.append(
        Loft(
            "neck",
            "neck1",
            (
                (-0.10, 0.002, 0, 0.046 * n, 0.054 * n),
                (-0.06, 0.000, 0, 0.043 * n, 0.046 * n),
                (-0.02, -0.005, 0, 0.0425 * n, 0.0425 * n),
                (0.03, -0.016, 0, 0.048 * n, 0.044 * n),
            ),
            cap=0.6,
            melt=0.014,
            seam="neck",
        )
    )
    carve = tuple(Ball("ear", "head", (-0.006, s * 0.0840, 0.052), (0.0085, 0.0080, 0.0135)) for s in (1.0, -1.0))
    cuts = (Cut("chest3", (-0.50, 0.0, -0.866), -0.066),)
    return Garment("head", "skin", tuple(solids), cuts, carve, cell=0.0054, melt=0.024, weigh=0.020, under=(COLLAR,))


# forward from before the ear: what of the hair's shell is left free, its middle's height, half its height and width
_HAIRLINE: tuple[Station, ...] = (
    (0.024, 0.022, 0, 0.056, 0.110), (0.036, 0.022, 0, 0.088, 0.110), (0.054, 0.022, 0, 0.106, 0.110),
    (0.076, 0.022, 0, 0.115, 0.110), (0.160, 0.022, 0, 0.119, 0.110),
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
        solids.append(Ball("head", "head", (0.006, 0.0, 0.124), (0.060, 0.058, 0.050), melt=0.020))  # brushed up
    carve: tuple[Solid, ...] = (
        Loft("head", "head", line, cap=0.5, square=2.8, melt=0.002, forward=True),
        *(Ball("head", "head", (-0.005, s * 0.088, 0.046), (0.022, 0.020, 0.028), melt=0.002) for s in (1.0, -1.0)),
    )
    cuts = (Cut("head", (0.62, 0.0, -0.785), -0.020, soft=0.020),)
    return Garment("hair", "hair", tuple(solids), cuts, carve, cell=0.0060, melt=0.010, grow=0.0025, weigh=0.02)


def head(build: Build) -> tuple[Garment, ...]:
    """Return the meshes of head and neck, and of the hair, to be made by `flesh.make`."""
    return (_head(build), _hair(build))
