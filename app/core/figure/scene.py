"""One exercise ready to be drawn: solved keyframes, a camera that shows all of them, and what a moment looks like."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

import numpy as np

from app.core.figure.between import between, eased
from app.core.figure.bones import BONES, INDEX, LIMBS, Array, Frames, joint
from app.core.figure.coarse import coarser
from app.core.figure.contact import Parts, Solved, parts_of, solve
from app.core.figure.entering import Sight, Swing, camera, turned
from app.core.figure.limbs import LIMBS as LIMBS_OF_A_BODY
from app.core.figure.limbs import limbs
from app.core.figure.pose import Figure
from app.core.figure.positions import START
from app.core.figure.props import STANDING, Extent, build
from app.core.figure.render import COARSE, Renderer, Shown, Skin, View
from app.core.figure.shade import Picture
from app.core.figure.skin import Body, Floats, bend
from app.core.figure.skin import moves as bone_moves
from app.core.figure.solids import Thing

_ON_THE_WAY = (0.3, 0.45, 0.6, 0.75)  # moments between two keyframes that must fit into the picture
_ARM = {"clavicle": 0.2, "upper1": 0.7, **dict.fromkeys(LIMBS[2:-5], 1.0)}  # how much each bone is part of the limb
_LEG = {"thigh1": 0.6, **dict.fromkeys(LIMBS[-4:], 1.0)}
_PAIRS = ((_ARM, ("fore1", "hand")), (_LEG, ("shin", "foot")))  # and by which joints one sees which limb is behind
_UNDER_THE_CHIN = (0.5, 0.35)  # the neck lies in the head's shade, so that the jaw stands out from it
_SWINGS = (0.25, 0.4, 0.5, 0.6, 0.75, 0.9)  # moments of the way into a pose that must fit into the picture
_TAKEN_UP = 0.5  # of the way: from here on the props of where it leads are there
MARGIN = 0.045  # of the picture's smaller side, left free round the figure


@dataclass(frozen=True, slots=True)
class Moment:
    """What is shown: a keyframe, or a share `t` (0..1, not eased) of the way from it to another one."""

    key: str
    to: str | None = None
    t: float = 0.0
    turns: bool = False  # on the way from the start into a pose: the viewer comes round from where sides look alike


@dataclass(frozen=True, slots=True)
class Setup:
    """What of a scene takes time to find: each keyframe's nudges, the floor it needs, and how far all of it reaches."""

    nudges: dict[str, dict[str, float]]
    extent: Extent
    low: tuple[float, float]
    high: tuple[float, float]


def _corners(seen: Floats | Array) -> tuple[Floats | Array, Floats | Array]:
    """Return the least and the largest of each of a few columns: in a row of its own each is found ten times faster."""
    rows = np.ascontiguousarray(seen.T)
    return rows.min(1), rows.max(1)


class Scene:
    """A figure with a body in it; every picture of it shares one frame, so that movement does not jump.

    One that is looked at by itself has a frame of its own: `alone`.
    """

    def __init__(
        self,
        figure: Figure,
        body: Body,
        parts: Parts | None = None,
        few: Body | None = None,
        setup: Setup | None = None,
    ) -> None:
        """Take a figure and a body; `parts` and `few` (the body with fewer triangles) are made where not given.

        `setup` is that of an earlier scene of the same figure and body.
        """
        self.figure, self.body = figure, body
        self.parts = parts if parts is not None else parts_of(body)
        self.solved: dict[str, Solved] = {
            k.name: solve(k, self.parts)
            if setup is None or k.name not in setup.nudges
            else solve(k, self.parts, setup.nudges[k.name], steps=0)
            for k in figure.keys
        }
        self.camera = camera(figure.turn, figure.height)
        self._swings: dict[bool, Swing] = {}  # how far the way into the pose reaches, seen from one place or turning
        self._bent: dict[str, tuple[Floats, Floats]] = {}
        self._few = few if few is not None else coarser(body)
        self._limbs = {id(b): b.face_colour + np.int32(len(b.colours)) * limbs(b) for b in (body, self._few)}
        self._still: dict[str, list[Thing]] = {}
        self._renderer = Renderer(self.camera)
        self._extent = self._cover() if setup is None else setup.extent
        low, high = self._bounds() if setup is None else (np.array(setup.low), np.array(setup.high))
        self._low: Array = low
        self._high: Array = high

    @property
    def setup(self) -> Setup:
        """Return what makes the next scene of this figure and body quick to set up."""
        low, high = ((float(v[0]), float(v[1])) for v in (self._low, self._high))
        return Setup({name: s.nudge for name, s in self.solved.items()}, self._extent, low, high)

    def frames(self, moment: Moment) -> Frames:
        """Return the bones of a moment."""
        key = self.figure.key(moment.key)
        if key.name == START and START not in self.solved:
            self.solved[START] = solve(key, self.parts)
        if moment.to is None or moment.t <= 0:
            return self.solved[key.name].frames
        other = self.figure.key(moment.to)
        a, b = (key, self.solved[key.name].frames), (other, self.solved[other.name].frames)
        return between(a, b, eased(moment.t), self.parts)

    def _bend(self, moment: Moment) -> tuple[Floats, Floats, Frames]:
        frames = self.frames(moment)
        still = moment.to is None or moment.t <= 0
        if still and moment.key in self._bent:
            return (*self._bent[moment.key], frames)
        p, n = bend(self.body.points, self.body.normals, self.body.weights, bone_moves(frames))
        if still:
            self._bent[moment.key] = (p, n)
        return p, n, frames

    def skin_points(self, key: str) -> Floats:
        """Return the body's points in a keyframe, in the world."""
        return self._bend(Moment(key))[0]

    def _few_points(self, frames: Frames) -> Floats:
        """Return the body's points with fewer triangles: enough to see how far it reaches."""
        return bend(self._few.points, None, self._few.weights, bone_moves(frames))[0]

    def _cover(self) -> Extent:
        low, high = np.full(2, np.inf), np.full(2, -np.inf)
        for key in self.figure.keys:
            p = self._few_points(self.frames(Moment(key.name)))
            p = p[p[:, 2] < 0.30]
            if len(p):
                low, high = np.minimum(low, p[:, :2].min(0)), np.maximum(high, p[:, :2].max(0))
        return Extent((float(low[0]), float(low[1])), (float(high[0]), float(high[1])))

    def things(self, key: str, frames: Frames) -> list[Thing]:
        """Return the props of a keyframe."""
        gone = self.figure.key(key).without
        return [t for prop in self.figure.props if prop.name not in gone for t in build(prop, frames, self._extent)]

    def _bounds(self) -> tuple[Array, Array]:
        ends = [self._reach(key.name) for key in self.figure.keys]
        low, high = np.min([end[0] for end in ends], axis=0), np.max([end[1] for end in ends], axis=0)
        points, weights = np.ascontiguousarray(self.body.points[::7]), np.ascontiguousarray(self.body.weights[::7])
        for a, b in zip(self.figure.keys, self.figure.keys[1:], strict=False):
            for share in _ON_THE_WAY:
                move = bone_moves(self.frames(Moment(a.name, b.name, share)))
                lowest, highest = _corners(bend(points, None, weights, move)[0] @ self.camera[:2].T)
                low, high = np.minimum(low, lowest), np.maximum(high, highest)
        return low.astype(float), high.astype(float)

    def _reach(self, key: str) -> tuple[Array, Array]:
        """Return the corners of a keyframe, body and props, in the camera's plane."""
        frames = self.frames(Moment(key))
        every = np.concatenate([self._few_points(frames), *(t.in_sight for t in self.things(key, frames))])
        low, high = _corners(every @ self.camera[:2].T)
        return low.astype(float), high.astype(float)

    def alone(self, key: str) -> Scene:
        """Return this scene with one keyframe filling the frame: for a picture that nothing moves from."""
        other = copy(self)
        other._low, other._high = self._reach(key)
        other._renderer = Renderer(self.camera)
        return other

    def sight(self, moment: Moment) -> Sight:
        """Return from where a moment is looked at and what is in sight: on the way into a pose both go over."""
        if moment.key != START or self.figure.start is None:
            return Sight(self.camera, self._low, self._high)
        if moment.turns not in self._swings:
            self._swings[moment.turns] = self._swing(moment.turns)
        share = eased(moment.t) if moment.to is not None else 0.0
        return Sight(self._seen_by(moment.turns, share), *self._swings[moment.turns].at(share))

    def _seen_by(self, turns: bool, share: float) -> Floats:
        return camera(turned(self.figure.turn, share) if turns else self.figure.turn, self.figure.height)

    def _swing(self, turns: bool) -> Swing:
        """Return how far the way from the start into the first keyframe reaches."""

        def reach(share: float) -> tuple[Array, Array]:
            moment = Moment(START, self.figure.names()[0], share)
            frames, seen_by = self.frames(moment), self._seen_by(turns, eased(share))
            points = bend(self._few.points, None, self._few.weights, bone_moves(frames))[0]
            things = self.things(START, frames) if share == 0 or turns else []
            low, high = _corners(np.concatenate([points, *(t.in_sight for t in things)]) @ seen_by[:2].T)
            return low.astype(float), high.astype(float)

        swing = Swing(reach(0), (self._low, self._high)).no_nearer(centred=turns)
        for share in _SWINGS:
            swing = swing.holding(eased(share), *reach(share))
        return swing

    def view(self, width: float, height: float, sight: Sight | None = None) -> View:
        """Return how the whole exercise, all its keyframes, fits into a picture, or what is in `sight`."""
        low, high = (self._low, self._high) if sight is None else (sight.low, sight.high)
        margin = MARGIN * min(width, height) + 1
        size = np.maximum(high - low, 0.2)
        scale = float(min((width - 2 * margin) / size[0], (height - 2 * margin) / size[1]))
        middle = (low + high) / 2
        return View(scale, width / 2 - float(middle[0]) * scale, height / 2 + float(middle[1]) * scale)

    def spot(self, frames: Frames, name: str, width: float, height: float) -> tuple[float, float]:
        """Return where a joint is in a picture, in pixels."""
        return self.project(joint(frames, name), width, height)

    def project(self, place: Array, width: float, height: float) -> tuple[float, float]:
        """Return where a place in the world is in a picture, in pixels."""
        v = self.view(width, height)
        q = self.camera @ place
        return v.x + float(q[0]) * v.scale, v.y - float(q[1]) * v.scale

    def picture(
        self,
        moment: Moment,
        width: int,
        height: int,
        *,
        theme: str = "light",
        skin: int = 1,
        fine: int = 2,
        moves: bool = False,
    ) -> Picture:
        """Return (height, width, 4) red, green, blue, alpha of a moment on a clear ground.

        `fine` 1 is quick, 2 smooth, 4 smoothest. One that `moves` is gone after a moment: fewer triangles do for it.
        """
        frames = self.frames(moment)
        move = bone_moves(frames)
        sight = self.sight(moment)
        view = self.view(width, height, sight)
        behind = self._behind(frames, sight.camera)
        few = self._skin(self._few, move, behind)
        coarse = 1 / (view.scale * (1 if moves else fine)) > COARSE
        full = few if coarse else self._skin(self.body, move, behind)
        late = moment.to is not None and moment.t > _TAKEN_UP
        still, moving = self._parted(moment.to if late and moment.to else moment.key, frames)
        middle = float(-(frames.at("chest1") @ sight.camera[2]))
        shown = Shown(full, few, moving, still, self.body.colours * LIMBS_OF_A_BODY, middle, theme, skin)
        renderer = self._renderer if moment.key != START else Renderer(sight.camera)
        return renderer.picture(shown, view, width, height, fine)

    def _skin(self, body: Body, move: Floats, behind: Floats) -> Skin:
        points, normals = bend(body.points, body.normals, body.weights, move)
        return Skin(points, normals, body.faces, self._limbs[id(body)], body.weights @ behind, part=body.face_part,
                    border=body.border)  # fmt: skip

    def _behind(self, frames: Frames, seen_by: Floats) -> Floats:
        """Return for each bone 0..1 by how much its limb is the one behind the other side's."""
        out: Floats = np.zeros(len(BONES), dtype=np.float32)
        out[[INDEX["neck1"], INDEX["neck2"]]] = _UNDER_THE_CHIN
        away = -(frames.origin @ seen_by[2].astype(np.float64))
        for limb, ends in _PAIRS:
            gap = sum(away[INDEX[f"left {end}"]] - away[INDEX[f"right {end}"]] for end in ends) / len(ends)
            side = "left" if gap > 0 else "right"
            share = min(1.0, max(0.0, (abs(float(gap)) - 0.04) / 0.14))
            for bone, part in limb.items():
                out[INDEX[f"{side} {bone}"]] = share * part
        return out

    def _parted(self, key: str, frames: Frames) -> tuple[list[Thing], list[Thing]]:
        """Return the props that stand where they are in every moment, built once, and those that move."""
        gone = self.figure.key(key).without
        still: list[Thing] = []
        moving: list[Thing] = []
        for prop in self.figure.props:
            if prop.name in gone:
                continue
            if prop.kind in STANDING:
                if prop.name not in self._still:
                    self._still[prop.name] = build(prop, frames, self._extent)
                still += self._still[prop.name]
            else:
                moving += build(prop, frames, self._extent)
        return still, moving
