"""The things beside the body, from a pose file's settings: where they stand, and what hangs between the hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.core.figure.bones import Array, Frames, Triple, joint, unit, vec
from app.core.figure.palette import MATERIALS
from app.core.figure.pose import Prop, Setting, Target
from app.core.figure.posing import place
from app.core.figure.ribbon import Loose, ribbon
from app.core.figure.solids import RIBBON, Plane, Thing, box, cushion, joined, mat, outward, tube
from app.core.figure.weights import barbell, dumbbell, pulley, tower


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of prop may be told: the settings' names, their types and what they are when nothing is said."""

    settings: dict[str, tuple[str, Setting]]
    make: Callable[[Settings, Frames, Extent], list[Thing]]
    what: str


@dataclass(frozen=True, slots=True)
class Extent:
    """What the body covers of the floor over all keyframes, metres."""

    low: tuple[float, float]
    high: tuple[float, float]


class Settings:
    """A prop's settings with the kind's defaults filled in."""

    def __init__(self, prop: Prop) -> None:
        self._given = prop.settings
        self._kind = KINDS[prop.kind]

    def _get(self, name: str) -> Setting:
        return self._given.get(name, self._kind.settings[name][1])

    def number(self, name: str) -> float:
        """Return a number."""
        value = self._get(name)
        assert isinstance(value, (int, float))
        return float(value)

    def word(self, name: str) -> str:
        """Return a word."""
        value = self._get(name)
        assert isinstance(value, str)
        return value

    def triple(self, name: str) -> Triple:
        """Return three numbers."""
        value = self._get(name)
        assert isinstance(value, tuple) and len(value) == 3
        return float(value[0]), float(value[1]), float(value[2])  # type: ignore[arg-type]  # a triple holds numbers

    def pair(self, name: str) -> tuple[float, float]:
        """Return two numbers."""
        value = self._get(name)
        assert isinstance(value, tuple) and len(value) == 2
        return float(value[0]), float(value[1])  # type: ignore[arg-type]  # a pair holds numbers

    def places(self, name: str) -> tuple[Target, ...]:
        """Return places."""
        value = self._get(name)
        assert isinstance(value, tuple)
        return tuple(v for v in value if isinstance(v, Target))

    def words(self, name: str) -> tuple[str, ...]:
        """Return words."""
        value = self._get(name)
        assert isinstance(value, tuple)
        return tuple(v for v in value if isinstance(v, str))


def _mat(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    room = s.number("room")
    low, high = extent.low, extent.high
    x0, x1 = low[0] - room, high[0] + room
    y0, y1 = low[1] - room, high[1] + room
    if s.number("wide") > 0:  # a mat's own breadth, its middle at y 0: arms may reach beyond it
        y0, y1 = -s.number("wide") / 2, s.number("wide") / 2
    wide = max(0.60, y1 - y0)
    long = max(s.number("long"), x1 - x0)
    if s.number("from") > -90:
        x0, x1 = s.number("from"), max(x1, s.number("from") + long)
    else:
        x0, x1 = (x0 + x1 - long) / 2, (x0 + x1 + long) / 2
    y0, y1 = (y0 + y1 - wide) / 2, (y0 + y1 + wide) / 2
    return mat((x0, y0), (x1, y1))


def _wall(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    x, (y0, y1), high = s.number("x"), s.pair("y"), s.number("high")
    way = 1.0 if s.number("facing") > 0 else -1.0
    fade = s.number("fade")
    t = 0.02
    wall = box("wall", (x - way * t / 2, (y0 + y1) / 2, high / 2), (t, y1 - y0, high), cell=0.04, bevel=0.002)
    skirting = box("skirting", (x + way * 0.004, (y0 + y1) / 2, 0.045), (0.012, y1 - y0, 0.09), cell=0.04, bevel=0.003)
    wall.shadow = skirting.shadow = False
    for thing in (wall, skirting) if fade > 0 else ():  # a room's wall goes on: what is drawn of it ends in nothing
        p = thing.points
        rooms = ((p[:, 1] - y0) / fade, (y1 - p[:, 1]) / fade, (high - p[:, 2]) / fade)
        left = [np.clip(room, 0, 1) for room in rooms]
        seen = np.prod([room * room * (3 - 2 * room) for room in left], axis=0)
        thing.clear = (1 - seen).astype(np.float32)
    wall.catches = skirting.catches = Plane(x=x, way=way)
    return [wall, skirting]


def _topped(thing: Thing, high: float) -> Thing:
    thing.catches = Plane(high)
    return thing


def _box(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    (x, y, z), size = s.triple("at"), s.triple("size")
    return [_topped(box(s.word("colour"), (x, y, z + size[2] / 2), size), z + size[2])]


def _cushion(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    (x, y, z), size = s.triple("at"), s.triple("size")
    return [_topped(cushion(s.word("colour"), (x, y, z + size[2] / 2), size), z + size[2] * 0.9)]


def _pad(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    (x, y, z), size = s.triple("at"), s.triple("size")
    return [_topped(box("cushion", (x, y, z + size[2] / 2), size, bevel=min(0.012, size[2] / 2.2)), z + size[2])]


def _bench(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    (x, y, _), (long, wide, high) = s.triple("at"), s.triple("size")
    seat = box("pad", (x, y, high - 0.035), (long, wide, 0.07), bevel=0.02)
    legs = []
    along = long >= wide
    reach = (long if along else wide) / 2 - 0.10
    for k in (-1.0, 1.0):
        cx, cy = (x + k * reach, y) if along else (x, y + k * reach)
        size = (0.045, min(0.05, wide), high - 0.07) if along else (0.05, 0.045, high - 0.07)
        legs.append(box("metal", (cx, cy, (high - 0.07) / 2 + 0.015), size))
        foot = (0.05, wide * 0.95, 0.03) if along else (long * 0.95, 0.05, 0.03)
        legs.append(box("metal", (cx, cy, 0.015), foot, bevel=0.008))
    legs.append(box("metal", (x, y, high - 0.09), (2 * reach, 0.04, 0.04) if along else (0.04, 2 * reach, 0.04)))
    return [_topped(seat, high), joined("metal", legs)]


def _stool(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    """A seat whose legs stand on the far side only, so that a head has room under it."""
    (x, y, _), (long, wide, high) = s.triple("at"), s.triple("size")
    seat = box("wood", (x, y, high - 0.02), (long, wide, 0.04), bevel=0.012)
    legs = []
    for side in (-1.0, 1.0):
        for end in (1.0, -1.0) if s.word("legs") == "four" else (1.0,):
            top = (x + end * (long / 2 - 0.04), y + side * (wide / 2 - 0.04), high - 0.03)
            foot = (x + end * (long / 2 - 0.01), y + side * (wide / 2 - 0.02), 0.0)
            legs.append(tube("wood", (top, foot), 0.018))
    return [_topped(seat, high), joined("wood", legs)]


def _chair(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    (x, y, _), high = s.triple("at"), s.number("high")
    way = 1.0 if s.number("facing") > 0 else -1.0
    seat = box("wood", (x, y, high - 0.02), (0.42, 0.42, 0.04), bevel=0.012)
    parts = []
    for k in (-1.0, 1.0):
        parts.append(
            tube("wood", ((x + way * 0.18, y + k * 0.18, high - 0.03), (x + way * 0.19, y + k * 0.19, 0.0)), 0.017)
        )
        parts.append(
            tube(
                "wood",
                (
                    (x - way * 0.24, y + k * 0.19, high + 0.44),
                    (x - way * 0.19, y + k * 0.19, high),
                    (x - way * 0.20, y + k * 0.19, 0.0),
                ),
                0.017,
                fine=False,
            )
        )
    back = box("wood", (x - way * 0.232, y, high + 0.36), (0.022, 0.36, 0.13), bevel=0.008)
    return [_topped(joined("wood", [seat, back, *parts]), high)]


def _strip(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    """A cable, or a strap or band laid round the body's parts: a flat one is a ribbon (`ribbon.py`)."""
    targets = s.places("through")
    points = np.array([place(frames, t) for t in targets])
    wide: Array | None = None if s.triple("wide") == (0.0, 0.0, 0.0) else vec(s.triple("wide"))
    flat = s.number("flat")
    if flat < RIBBON and s.word("bend") == "straight":
        loose = Loose(s.number("tail"), s.number("lean"), s.number("rest"))
        held = [t.ref is not None and t.ref.endswith("grip") for t in targets]
        line = ribbon(points, held, loose, s.number("bow"), wide)
        return [
            outward(
                tube(
                    s.word("colour"),
                    line.path,
                    list(line.share * s.number("radius")),
                    flat=flat,
                    wide=line.wide,
                    fine=False,
                )
            )
        ]
    if s.word("bend") == "smooth" and len(points) > 2:
        points = _smooth(points)
    else:
        points = np.concatenate(
            [
                a + (b - a) * np.linspace(0, 1, max(2, int(np.linalg.norm(b - a) / 0.04)), endpoint=False)[:, None]
                for a, b in pairwise(points)
            ]
            + [points[-1:]]
        )
    return [outward(tube(s.word("colour"), points, s.number("radius"), sides=12, flat=flat, wide=wide, fine=False))]


def _smooth(p: Array) -> Array:
    ext = np.concatenate([p[:1] * 2 - p[1:2], p, p[-1:] * 2 - p[-2:-1]])
    out = []
    for i in range(1, len(ext) - 2):
        a, b, c, d = ext[i - 1 : i + 3]
        n = max(3, int(np.linalg.norm(c - b) / 0.02))
        t = np.linspace(0, 1, n, endpoint=False)[:, None]
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*out, p[-1:]])


def _rod(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    a, b = (place(frames, t) for t in s.places("ends"))
    way = unit(b - a) * s.number("longer")
    return [outward(tube(s.word("colour"), (a - way, b + way), s.number("radius")))]


def _dumbbell(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    return [
        thing
        for side in s.words("hands")
        for thing in dumbbell(joint(frames, f"{side} grip"), frames.turn(f"{side} hand")[:, 1])
    ]


def _barbell(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    return barbell(joint(frames, "right grip"), joint(frames, "left grip"), s.number("half"), s.number("plate"))


def _tower(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    pulled = s.places("pulled")
    out = 0.0
    if len(pulled) == 2:  # the cable's end and its pulley: what it is drawn out by lifts the plates
        out = float(np.linalg.norm(place(frames, pulled[0]) - place(frames, pulled[1]))) - s.number("rest")
    return tower(s.triple("at"), s.number("high"), s.number("wide"), max(0.0, out))


def _pulley(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    return pulley(s.triple("at"), s.number("radius"))


def _bar(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    a, b = s.triple("from"), s.triple("to")
    return [outward(tube(s.word("colour"), (a, b), s.number("radius")))]


def _post(s: Settings, frames: Frames, extent: Extent) -> list[Thing]:
    (x, y, _), high, thick = s.triple("at"), s.number("high"), s.number("thick")
    parts = [
        box("metal", (x, y, high / 2), (thick, thick, high)),
        box("metal", (x, y, 0.02), (s.number("foot"), thick * 1.3, 0.04), bevel=0.01),
    ]
    return [joined("metal", parts)]


_XYZ: tuple[str, Setting] = ("triple", (0.0, 0.0, 0.0))


def _line(radius: float, flat: float, bend: str, colour: str) -> dict[str, tuple[str, Setting]]:
    """Return the settings of what runs through places; the last four are a ribbon's only."""
    return {
        "through": ("places", ()),
        "radius": ("number", radius),
        "flat": ("number", flat),
        "wide": _XYZ,
        "bend": ("word", bend),
        "colour": ("word", colour),
        "tail": ("number", 0.0),
        "lean": ("number", 0.0),
        "rest": ("number", 0.0),
        "bow": ("number", 0.02),
    }


KINDS: dict[str, Kind] = {
    "mat": Kind(
        {"room": ("number", 0.10), "long": ("number", 1.2), "from": ("number", -99.0), "wide": ("number", 0.0)},
        _mat,
        "an exercise mat under all keyframes",
    ),
    "wall": Kind(
        {
            "x": ("number", 0.0),
            "y": ("pair", (-0.6, 0.6)),
            "high": ("number", 1.3),
            "facing": ("number", 1.0),
            "fade": ("number", 0.0),
        },
        _wall,
        "a wall with a skirting board; its ends and its top fade out over `fade` metres, or end cleanly",
    ),
    "box": Kind(
        {"at": _XYZ, "size": ("triple", (0.3, 0.3, 0.3)), "colour": ("word", "metal")},
        _box,
        "a box, `at` is the middle of its underside",
    ),
    "cushion": Kind(
        {"at": _XYZ, "size": ("triple", (0.4, 0.3, 0.1)), "colour": ("word", "cushion")},
        _cushion,
        "a cushion or rolled towel",
    ),
    "pad": Kind({"at": _XYZ, "size": ("triple", (0.3, 0.5, 0.03))}, _pad, "a flat pad"),
    "bench": Kind({"at": _XYZ, "size": ("triple", (1.1, 0.3, 0.44))}, _bench, "a padded bench"),
    "stool": Kind(
        {"at": _XYZ, "size": ("triple", (0.36, 0.42, 0.42)), "legs": ("word", "two")},
        _stool,
        "a seat; its legs stand at the +x side (`four`: at both)",
    ),
    "chair": Kind({"at": _XYZ, "high": ("number", 0.44), "facing": ("number", 1.0)}, _chair, "a wooden chair"),
    "strap": Kind(_line(0.016, 0.25, "smooth", "coral"), _strip, "a flat strap through places"),
    "band": Kind(_line(0.008, 0.7, "straight", "coral"), _strip, "a stretched band through places"),
    "cable": Kind(_line(0.0045, 1.0, "straight", "cable"), _strip, "a steel cable through places"),
    "rod": Kind(
        {"ends": ("places", ()), "longer": ("number", 0.1), "radius": ("number", 0.012), "colour": ("word", "wood")},
        _rod,
        "a stick through both hands",
    ),
    "dumbbell": Kind({"hands": ("words", ("left", "right"))}, _dumbbell, "a dumbbell in each hand named"),
    "barbell": Kind({"half": ("number", 0.62), "plate": ("number", 0.225)}, _barbell, "a loaded bar in both hands"),
    "bar": Kind(
        {"from": _XYZ, "to": _XYZ, "radius": ("number", 0.016), "colour": ("word", "metal")},
        _bar,
        "a bar that stays where it is",
    ),
    "post": Kind(
        {"at": _XYZ, "high": ("number", 1.2), "thick": ("number", 0.06), "foot": ("number", 0.5)},
        _post,
        "an upright with a foot",
    ),
    "tower": Kind(
        {
            "at": _XYZ,
            "high": ("number", 1.5),
            "wide": ("number", 0.34),
            "pulled": ("places", ()),
            "rest": ("number", 0.0),
        },
        _tower,
        "a stack of weights in its frame; `pulled` (the cable's end and its pulley) beyond `rest` metres lifts it",
    ),
    "pulley": Kind({"at": _XYZ, "radius": ("number", 0.05)}, _pulley, "a wheel for a cable, `at` is its axle"),
}
STANDING = frozenset({"mat", "wall", "box", "cushion", "pad", "bench", "stool", "chair", "bar", "post"})  # never move


# What the words in a prop's settings may be.
WORDS: dict[str, tuple[str, ...]] = {
    "colour": MATERIALS,
    "legs": ("two", "four"),
    "bend": ("smooth", "straight"),
    "hands": ("left", "right"),
}
# How many places a setting needs at least, and at most.
PLACES: dict[str, tuple[int, int]] = {"through": (2, 100), "ends": (2, 2), "pulled": (2, 100)}

NEEDED = ("through", "ends")  # without these there is nothing to draw


def build(prop: Prop, frames: Frames, extent: Extent) -> list[Thing]:
    """Return the meshes of one prop in one pose."""
    return [outward(t) for t in KINDS[prop.kind].make(Settings(prop), frames, extent)]
