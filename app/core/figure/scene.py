"""One exercise ready to be drawn: solved keyframes, a camera that shows all of them, and what a moment looks like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.figure.between import between, eased
from app.core.figure.bones import Array, Frames, joint
from app.core.figure.contact import Parts, Solved, parts_of, solve
from app.core.figure.palette import tones
from app.core.figure.pose import Figure
from app.core.figure.props import Extent, build
from app.core.figure.raster import raster
from app.core.figure.shade import Picture, blurred, paint, smooth
from app.core.figure.skin import Body, Floats, bend, moves
from app.core.figure.solids import Thing

_ON_THE_WAY = (0.3, 0.45, 0.6, 0.75)  # moments between two keyframes that must fit into the picture
MARGIN = 0.045  # of the picture's smaller side, left free round the figure


@dataclass(frozen=True, slots=True)
class Moment:
    """What is shown: a keyframe, or a share `t` (0..1, not eased) of the way from it to another one."""

    key: str
    to: str | None = None
    t: float = 0.0


@dataclass(slots=True)
class _Posed:
    """A moment's triangles in the world."""

    points: Floats
    normals: Floats
    things: list[Thing]
    frames: Frames


@dataclass(frozen=True, slots=True)
class View:
    """How the world lies in a picture: pixels per metre and the place of the world's middle."""

    scale: float
    x: float
    y: float


class Scene:
    """A figure with a body in it; every picture of it shares one frame, so that movement does not jump."""

    def __init__(self, figure: Figure, body: Body, parts: Parts | None = None) -> None:
        self.figure, self.body = figure, body
        self.parts = parts if parts is not None else parts_of(body)
        self.solved: dict[str, Solved] = {k.name: solve(k, self.parts) for k in figure.keys}
        a, e = np.radians(figure.turn), np.radians(figure.height)
        to = np.array((np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)))
        right = np.array((np.cos(a), np.sin(a), 0.0))
        self.camera = np.stack([right, np.cross(to, right), to]).astype(np.float32)
        self._bent: dict[str, tuple[Floats, Floats]] = {}
        self._extent = self._cover()
        self._low, self._high = self._bounds()

    def frames(self, moment: Moment) -> Frames:
        """Return the bones of a moment."""
        key = self.figure.key(moment.key)
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
        p, n = bend(self.body.points, self.body.normals, self.body.weights, moves(frames))
        if still:
            self._bent[moment.key] = (p, n)
        return p, n, frames

    def _cover(self) -> Extent:
        low, high = np.full(2, np.inf), np.full(2, -np.inf)
        for key in self.figure.keys:
            p = self._bend(Moment(key.name))[0]
            p = p[p[:, 2] < 0.30]
            if len(p):
                low, high = np.minimum(low, p[:, :2].min(0)), np.maximum(high, p[:, :2].max(0))
        return Extent((float(low[0]), float(low[1])), (float(high[0]), float(high[1])))

    def things(self, key: str, frames: Frames) -> list[Thing]:
        """Return the props of a keyframe."""
        gone = self.figure.key(key).without
        return [t for prop in self.figure.props if prop.name not in gone for t in build(prop, frames, self._extent)]

    def _bounds(self) -> tuple[Array, Array]:
        low, high = np.full(2, np.inf), np.full(2, -np.inf)
        for key in self.figure.keys:
            p, _, frames = self._bend(Moment(key.name))
            for q in (p, *(t.points for t in self.things(key.name, frames))):
                s = q @ self.camera[:2].T
                low, high = np.minimum(low, s.min(0)), np.maximum(high, s.max(0))
        for a, b in zip(self.figure.keys, self.figure.keys[1:], strict=False):
            for share in _ON_THE_WAY:
                move = moves(self.frames(Moment(a.name, b.name, share)))
                p = bend(self.body.points[::7], None, self.body.weights[::7], move)[0]
                s = p @ self.camera[:2].T
                low, high = np.minimum(low, s.min(0)), np.maximum(high, s.max(0))
        return low.astype(float), high.astype(float)

    def view(self, width: float, height: float) -> View:
        """Return how the whole exercise, all its keyframes, fits into a picture."""
        margin = MARGIN * min(width, height) + 1
        size = np.maximum(self._high - self._low, 0.2)
        scale = float(min((width - 2 * margin) / size[0], (height - 2 * margin) / size[1]))
        middle = (self._low + self._high) / 2
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
        self, moment: Moment, width: int, height: int, *, theme: str = "light", skin: int = 1, fine: int = 2
    ) -> Picture:
        """Return (height, width, 4) red, green, blue, alpha of a moment on a clear ground.

        `fine` 1 is quick, 2 smooth.
        """
        w, h = width * fine, height * fine
        points, normals, frames = self._bend(moment)
        things = self.things(moment.key, frames)
        names = (*self.body.colours, *dict.fromkeys(t.colour for t in things if t.colour not in self.body.colours))
        all_points = np.concatenate([points, *(t.points for t in things)])
        all_normals = np.concatenate([normals, *(t.normals for t in things)])
        faces, colour, shadow, offset = (
            [self.body.faces],
            [self.body.face_colour],
            [np.ones(len(self.body.faces), bool)],
            len(points),
        )
        for t in things:
            faces.append(t.faces + offset)
            colour.append(np.full(len(t.faces), names.index(t.colour), dtype=np.int32))
            shadow.append(np.full(len(t.faces), t.shadow))
            offset += len(t.points)
        f, c, dark = np.concatenate(faces), np.concatenate(colour), np.concatenate(shadow)
        v = self.view(w, h)
        seen_points = all_points @ self.camera.T
        screen = np.stack(
            [v.x + seen_points[:, 0] * v.scale, v.y - seen_points[:, 1] * v.scale, -seen_points[:, 2]], 1
        ).astype(np.float32)
        # skin may fold over a little in a deep crease; both sides of it close the gaps
        both = np.zeros(len(f), dtype=bool)
        both[: len(self.body.faces)] = True
        seen = raster(screen, f, w, h, both)
        ids = seen.face[seen.rows, seen.cols]
        n = ((all_normals @ self.camera.T)[f[ids]] * seen.corners[:, :, None]).sum(1)
        n /= np.linalg.norm(n, axis=1, keepdims=True) + 1e-9
        middle = float(-(frames.at("chest1") @ self.camera[2]))
        far = smooth(0.02, 0.55, seen.depth[seen.rows, seen.cols] - middle)
        far = np.where(ids < len(self.body.faces), far, np.float32(0))
        table = tones(theme, skin)
        image = paint(seen, n.astype(np.float32), c[ids], far=far, names=names, tones=table, pixel=1 / v.scale)
        floor = self._shadow(all_points, f[dark], v, w, h)
        image = _on_floor(image, seen.face, c, names=names, floor=floor, theme=theme)
        if fine > 1:
            image = image.reshape(height, fine, width, fine, 4).mean((1, 3))
        alpha = image[..., 3:]
        rgb = np.where(alpha > 1e-4, image[..., :3] / np.maximum(alpha, 1e-4), 0)
        return np.clip(np.concatenate([rgb, alpha], -1) * 255 + 0.5, 0, 255).astype(np.uint8)

    def _shadow(self, points: Floats, faces: NDArray[np.int32], v: View, w: int, h: int) -> Floats:
        """Return 0..1 how dark the floor is: sharp where something stands on it, soft under what is high."""
        step = max(1, round(min(w, h) / 240))
        sw, sh = -(-w // step), -(-h // step)
        z = np.maximum(points[:, 2], 0)
        flat = points.copy()
        flat[:, 0] += 0.10 * z * self.camera[0, 0] - 0.10 * z * self.camera[2, 0]
        flat[:, 1] += 0.10 * z * self.camera[0, 1] - 0.10 * z * self.camera[2, 1]
        flat[:, 2] = 0
        q = flat @ self.camera.T
        screen = np.stack([(v.x + q[:, 0] * v.scale) / step, (v.y - q[:, 1] * v.scale) / step, z], 1).astype(np.float32)
        a, b, c = (screen[faces[:, k], :2] for k in range(3))
        turn = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
        wound = np.where((turn > 0)[:, None], faces[:, ::-1], faces)
        seen = raster(screen, wound.astype(np.int32), sw, sh)
        low = np.where(seen.face >= 0, seen.depth, np.float32(9.0))  # the lowest thing above each spot
        pixel = step / v.scale
        near = blurred(np.exp(-low / 0.05).astype(np.float32), max(1.0, 0.018 / pixel))
        wide = blurred(np.exp(-low / 0.45).astype(np.float32), max(1.0, 0.07 / pixel))
        dark = np.clip(0.62 * near + 0.38 * wide, 0, 1)
        big = np.repeat(np.repeat(dark, step, 0), step, 1)[:h, :w]
        return blurred(big, step, 1) if step > 1 else big


def _on_floor(
    image: Floats,
    face: NDArray[np.int32],
    colour: NDArray[np.int32],
    *,
    names: tuple[str, ...],
    floor: Floats,
    theme: str,
) -> Floats:
    """Return the picture with the shadow laid on the mat and the clear ground."""
    strength = 0.55 if theme == "light" else 0.62
    ink = np.array((0.10, 0.22, 0.19) if theme == "light" else (0.02, 0.05, 0.045), dtype=np.float32)
    ground = np.array([n in ("mat", "mat side") for n in names] + [True])
    open_floor = ground[np.where(face >= 0, colour[np.maximum(face, 0)], len(names))]
    on_mat = np.array([n == "mat" for n in names] + [False])[
        np.where(face >= 0, colour[np.maximum(face, 0)], len(names))
    ]
    a = floor * strength * np.where(open_floor, 1.0, 0.0) * np.where(on_mat, 1.0, 0.72)
    out = image.copy()
    out[..., :3] = image[..., :3] * (1 - a[..., None]) + ink * a[..., None]
    out[..., 3] = image[..., 3] + (1 - image[..., 3]) * a
    return out
