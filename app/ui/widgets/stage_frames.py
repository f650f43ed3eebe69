"""The figure on its way: which frame stands now, where it is painted, and whether there are enough of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, qAlpha, qBlue, qGreen, qRed, qRgb

from app.core.figure.positions import START, is_mirrored
from app.ui.figure_movement import LARGEST, steps_for
from app.ui.picture_wishes import Frame, Piece, Way, fitting
from app.ui.pictures import Pictures
from app.ui.widgets.stage_motion import Motion
from app.ui.widgets.stage_picture import PictureWanted

ENOUGH = 12  # frames without which the way into a pose or to the other side is not shown
CLEAR, SOLID = QImage.Format.Format_ARGB32_Premultiplied, QImage.Format.Format_RGB32  # as it is painted


@dataclass(frozen=True, slots=True)
class Going:
    """A way as it is gone: its frames, whether they are mirrored, and how much of its time has passed (0..1)."""

    way: Way
    mirrored: bool
    share: float = 0.0

    @property
    def passes(self) -> bool:
        """Return whether it leads from or to the start of a pose."""
        return START in (self.way.start, self.way.end)


def going(
    pictures: Pictures, wanted: PictureWanted, leg: tuple[Motion, float], size: QSizeF, dark: bool
) -> Going | None:
    """Return a motion and how far it is as frames for a room of so many physical pixels; None: it is no figure's."""
    exercise, (motion, share) = wanted.exercise, leg
    if exercise.images or not exercise.figure:
        return None
    sides, position = exercise.posed(motion.position or wanted.position)
    names = pictures.keys_of(exercise.pictured_as) or ()
    ends = [position if key is None and position in names else key for key in (motion.start, motion.end)]
    if START in ends and START not in names:
        return None
    width, height = fitting(size.toSize())
    part = 2 if width > LARGEST else 1
    way = Way(
        exercise.pictured_as, ends[0], ends[1], (width // part, height // part), dark, steps_for(motion.seconds),
        motion.turns,
    )  # fmt: skip
    return Going(way, is_mirrored(names, sides, position), share)


def around(rects: list[QRect], room: QRect) -> list[QRect]:
    """Return what of a room lies round rectangles that are one below the other."""
    left, top, right, bottom = room.left(), room.top(), room.right() + 1, room.bottom() + 1
    out = []
    for rect in rects:
        upper, lower = rect.top(), min(rect.bottom() + 1, bottom)
        if upper > top:
            out.append(QRect(left, top, right - left, min(upper, bottom) - top))
            top = min(upper, bottom)
        if lower > top:
            ends, goes_on = min(rect.left(), right), max(rect.right() + 1, left)
            if ends > left:
                out.append(QRect(left, top, ends - left, lower - top))
            if goes_on < right:
                out.append(QRect(goes_on, top, right - goes_on, lower - top))
            top = lower
    if top < bottom:
        out.append(QRect(left, top, right - left, bottom - top))
    return out


class Step(NamedTuple):
    """One frame as it is painted: each piece in its place, and round them the way's first frame.

    `places` are in the frame's own pixels. In the widget `own` holds them, and `room` all that is to be painted.
    """

    going: Going
    first: Frame
    frame: Frame
    target: QRectF
    places: list[QRect]
    own: QRect
    room: QRect


class StageFrames:
    """Paints frames; remembers where the last one was painted, and the way's first one as it is painted."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._first: tuple[Frame, bool, QColor | None, QImage] | None = None
        self._decided: tuple[tuple[object, ...], bool] | None = None
        self._lain: tuple[tuple[object, ...], dict[int, tuple[Frame, list[QRect], QRect]]] = ((), {})
        self.painted = QRect()  # in the widget, where the last frame was painted
        self.shown: Frame | None = None  # the last frame that was painted

    def plays(self, going: Going) -> bool:
        """Return whether there are frames to be shown; once a way into a pose is begun or left out, it stays so."""
        there = self._pictures.movement.frames(going.way)
        if not going.passes:
            return there > 0
        key = (going.way, going.mirrored)
        if self._decided is None or self._decided[0] != key:
            self._decided = (key, there >= min(ENOUGH, going.way.steps))
        return self._decided[1]

    def forget(self) -> None:
        """Take it that nothing is on its way."""
        self._decided = None
        self._lain = ((), {})  # it would keep frames that nobody wants any more
        self.shown = None
        self.painted = QRect()

    def frame(self, going: Going) -> tuple[Frame, Frame] | None:
        """Return the way's first frame and the one that stands now; None: nothing is there."""
        return self._pictures.movement.at(going.way, going.share)

    def step(self, going: Going, pair: tuple[Frame, Frame], target: QRectF) -> Step:
        """Return how another frame comes to stand in a target: its room is all that changes."""
        return self._step(going, pair, target, self.painted)

    def paint(self, painter: QPainter, going: Going, target: QRectF, ground: QColor | None) -> bool:
        """Paint the frame that stands now, and round it the way's first one, on a ground; False: there is none.

        Without a ground it stays clear round the figure.
        """
        pair = self.frame(going)
        if pair is None:
            return False
        self.paint_step(painter, self._step(going, pair, target, target.toAlignedRect()), ground)
        return True

    @staticmethod
    def covers(step: Step, ratio: float) -> bool:
        """Return whether a step paints every pixel of its room, so that the ground need not be painted before it.

        `ratio` is how many physical pixels a pixel of the widget has: what is scaled mixes with what is under it.
        """
        in_few_colours = bool(step.first.colours and step.frame.colours)
        unscaled = ratio == 1 and step.target.width() == step.going.way.size[0]
        return in_few_colours and unscaled and step.target.contains(QRectF(step.room))

    def paint_step(self, painter: QPainter, step: Step, ground: QColor | None) -> None:
        """Paint a frame on a ground, and within the step's room round it the way's first one; without one it is clear.

        Laid on the ground in their few colours, its pixels are copied: mixed with it they take twice as long.
        """
        going, first, frame, target, places, self.painted, room = step
        self.shown = frame
        painter.save()
        painter.translate(target.topLeft())
        scale = target.width() / going.way.size[0]
        if scale != 1:
            painter.scale(scale, scale)
        # With the hint each image is gone through pixel by pixel, by several threads, and not copied row by row.
        unscaled = painter.deviceTransform().m11() == 1
        if not unscaled:
            ground = None  # what is solid would show a seam where its parts meet between two pixels
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not unscaled)
        for rect, piece in zip(places, frame.pieces, strict=True):
            painter.drawImage(rect.topLeft(), _as_painted(piece, frame.colours, going.mirrored, ground))
        if frame is not first:
            # Part by part: within a clip of many rectangles the painter takes ten times as long.
            whole, all_of_it = self._whole(first, going.mirrored, ground), QRect(0, 0, *going.way.size)
            # Scaled, a part that is cut off would be mixed with nothing at its edge.
            seen = _in_its_pixels(room, target, scale) & all_of_it if unscaled else all_of_it
            for part in around(places, seen):
                painter.drawImage(part.topLeft(), whole, part)
        painter.restore()

    def _step(self, going: Going, pair: tuple[Frame, Frame], target: QRectF, other: QRect) -> Step:
        places, own = self._lie(going, pair[1], target)
        return Step(going, *pair, target, places, own, own if own == other else own | other)

    def _lie(self, going: Going, frame: Frame, target: QRectF) -> tuple[list[QRect], QRect]:
        """Return where a frame's pieces lie in its own pixels, and what holds them all in the widget."""
        key = (going.way, going.mirrored, target)
        if self._lain[0] != key:
            self._lain = (key, {})
        known = self._lain[1].get(id(frame))  # many times a second the same frames come round
        if known is None or known[0] is not frame:
            places = _places(frame, going)
            known = self._lain[1][id(frame)] = (frame, places, _holding(places, target, going.way.size[0]))
        return known[1], known[2]

    def still(self, going: Going) -> QPixmap | None:
        """Return the frame that stands now as a picture of its own; None: there is none."""
        pixmap = QPixmap(*going.way.size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painted = self.paint(painter, going, QRectF(pixmap.rect()), None)
        painter.end()
        return pixmap if painted else None

    def _whole(self, first: Frame, mirrored: bool, ground: QColor | None) -> QImage:
        known = self._first
        if known is None or known[0] is not first or known[1:3] != (mirrored, ground):
            painted = _as_painted(first.pieces[0], first.colours, mirrored, ground)
            known = self._first = (first, mirrored, ground, painted)
        return known[3]


def _places(frame: Frame, going: Going) -> list[QRect]:
    out, whole = [], going.way.size[0]
    for image, x, y in frame.pieces:
        width = image.width()
        out.append(QRect(whole - x - width if going.mirrored else x, y, width, image.height()))
    return out


def _holding(places: list[QRect], target: QRectF, whole: int) -> QRect:
    """Return what of the widget holds places in the pixels of a frame that is `whole` wide, shown in a target."""
    own, scale = QRect(), target.width() / whole
    for place in places:
        own |= place
    if scale == 1:
        return own.translated(round(target.x()), round(target.y()))
    spot = QRectF(own.x() * scale, own.y() * scale, own.width() * scale, own.height() * scale)
    return spot.translated(target.topLeft()).toAlignedRect().adjusted(-2, -2, 2, 2)


def _as_painted(piece: Piece, colours: tuple[int, ...], mirrored: bool, ground: QColor | None) -> QImage:
    """Return a piece's pixels; painted in its few colours it would take five times as long."""
    image = piece.image
    if colours:
        solid, clear = ground is not None, 0 if ground is None else ground.rgb()
        if image.color(0) != clear:
            image.setColorTable(_laid_on(colours, clear))
    else:
        solid = not image.hasAlphaChannel()
    turned = image.flipped(Qt.Orientation.Horizontal) if mirrored else image
    return turned.convertToFormat(SOLID if solid else CLEAR)


@lru_cache(8)  # all frames of a way have the same colours
def _laid_on(colours: tuple[int, ...], ground: int) -> tuple[int, ...]:
    """Return colours as they look on a ground (0: on none); the first one is the ground itself."""
    return colours if ground == 0 else tuple(_over(colour, ground) for colour in colours)


def _over(colour: int, ground: int) -> int:
    share = qAlpha(colour) / 255
    red, green, blue = (round(part(ground) + (part(colour) - part(ground)) * share) for part in (qRed, qGreen, qBlue))
    return qRgb(red, green, blue)


def _in_its_pixels(room: QRect, target: QRectF, scale: float) -> QRect:
    """Return a part of the widget in the pixels of a frame that lies in a target."""
    spot = QRectF(room).translated(-target.topLeft())
    return QRectF(spot.x() / scale, spot.y() / scale, spot.width() / scale, spot.height() / scale).toAlignedRect()
