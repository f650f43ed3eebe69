"""How one frame comes onto the stage: where its pieces lie, what lies round them, and their pixels as painted."""

from __future__ import annotations

from functools import lru_cache, reduce
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, qAlpha, qBlue, qGreen, qRed, qRgb

from app.ui.picture_wishes import Frame, Piece
from app.ui.spots import Spot, around

# Looked up once and not with each frame: half of what a frame costs is to find out what is to be called.
CLEAR, SOLID = QImage.Format.Format_ARGB32_Premultiplied, QImage.Format.Format_RGB32  # as it is painted
SMOOTH, OVER = QPainter.RenderHint.SmoothPixmapTransform, Qt.Orientation.Horizontal


class Whole(NamedTuple):
    """A way's first frame as it lies on the stage: how wide and high, whether mirrored, and its place in the widget.

    `ratio` is how many of the screen's pixels one of the widget's has.
    """

    frame: Frame
    size: tuple[int, int]
    mirrored: bool
    target: QRectF
    ratio: float

    @property
    def scale(self) -> float:
        """Return how many pixels of the widget one of the frame is."""
        return self.target.width() / self.size[0]

    def corner(self) -> tuple[int, int] | None:
        """Return where it begins in the widget, of which its pixels are pixels; None where they are not."""
        x, y = self.target.x(), self.target.y()
        lies = self.scale == self.ratio == 1 and x.is_integer() and y.is_integer()
        return (int(x), int(y)) if lies else None


class Lain(NamedTuple):
    """A frame as it lies on its way's first one.

    `pieces` are in the frame's own pixels; `own` holds them all in the widget. `corner` is where the whole begins in
    the widget, None where it is scaled.
    """

    whole: Whole
    frame: Frame
    pieces: list[Spot]
    own: Spot
    corner: tuple[int, int] | None


class Step(NamedTuple):
    """One frame as it is painted: each piece in its place, and round them parts of the way's first frame.

    `room` is all that is to be painted of the widget, and `spots` say where in it the pieces and then the `parts` begin
    where nothing is scaled. One that `fills` the room paints each of its pixels: the ground need not be painted before.
    """

    lain: Lain
    room: QRect
    parts: list[QRect]
    spots: list[QPoint]
    fills: bool


def lie(frame: Frame, whole: Whole) -> Lain:
    """Return how a frame lies on its way's first one."""
    pieces, width = [], whole.size[0]
    for image, x, y in frame.pieces:
        across, left = image.width(), x
        if whole.mirrored:
            left = width - x - across
        pieces.append(Spot(left, y, left + across, y + image.height()))
    own, corner = reduce(Spot.with_, pieces), whole.corner()
    return Lain(whole, frame, pieces, _scaled(own, whole) if corner is None else own.moved(*corner), corner)


def step(lain: Lain, room: Spot) -> Step:
    """Return how a frame as it lies is painted with all that a room in the widget shows round it."""
    left, top, right, bottom = room
    rect, whole = QRect(left, top, right - left, bottom - top), lain.whole
    if lain.corner is None:
        return Step(lain, rect, [], [], False)
    x, y = lain.corner
    seen = Spot(max(0, left - x), max(0, top - y), min(whole.size[0], right - x), min(whole.size[1], bottom - y))
    parts = [] if lain.frame is whole.frame else around(lain.pieces, seen)
    return Step(
        lain,
        rect,
        [_rect(part) for part in parts],
        [QPoint(spot[0] + x, spot[1] + y) for spot in (*lain.pieces, *parts)],
        bool(whole.frame.colours and lain.frame.colours) and seen.moved(x, y) == room,
    )


class FramePainter:
    """Paints steps; keeps a way's first frame as it is painted."""

    def __init__(self) -> None:
        self._first: tuple[Frame, bool, QColor | None, QImage] | None = None

    def paint(self, painter: QPainter, step: Step, ground: QColor | None) -> None:
        """Paint a frame on a ground, and within the step's room round it the way's first one; without one it is clear.

        Where it is scaled it is clear in any case: it would be mixed with what is under it at its edges only.
        """
        if step.lain.corner is None:
            self._scale(painter, step.lain)
        else:
            self._copy(painter, step, ground)

    def _copy(self, painter: QPainter, step: Step, ground: QColor | None) -> None:
        """Paint what is not scaled.

        Laid on the ground in their few colours, its pixels are copied: mixed with it they take twice as long.
        """
        (whole, frame, _, _, _), _, parts, spots, _ = step
        mirrored, colours, spot = whole.mirrored, frame.colours, iter(spots)
        for piece in frame.pieces:
            painter.drawImage(next(spot), _as_painted(piece, colours, mirrored, ground))
        if parts:
            # Part by part: within a clip of many rectangles the painter takes ten times as long.
            first = self._whole(whole.frame, mirrored, ground)
            for part in parts:
                painter.drawImage(next(spot), first, part)

    def _scale(self, painter: QPainter, lain: Lain) -> None:
        """Paint what is scaled: put together first, since parts scaled each by itself would show where they meet."""
        whole, frame = lain.whole, lain.frame
        image = self._whole(whole.frame, whole.mirrored, None)
        if frame is not whole.frame:
            image = image.copy()
            together = QPainter(image)
            together.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            for spot, piece in zip(lain.pieces, frame.pieces, strict=True):
                together.drawImage(spot.left, spot.top, _as_painted(piece, frame.colours, whole.mirrored, None))
            together.end()
        painter.save()
        painter.setRenderHint(SMOOTH)
        painter.drawImage(whole.target, image)
        painter.restore()

    def _whole(self, first: Frame, mirrored: bool, ground: QColor | None) -> QImage:
        known = self._first
        if known is None or known[0] is not first or known[1:3] != (mirrored, ground):
            painted = _as_painted(first.pieces[0], first.colours, mirrored, ground)
            known = self._first = (first, mirrored, ground, painted)
        return known[3]


def _scaled(spot: Spot, whole: Whole) -> Spot:
    """Return what of the widget shows a part of a frame that is scaled."""
    scale, x, y = whole.scale, whole.target.x(), whole.target.y()
    left, top, right, bottom = (n * scale for n in spot)
    return Spot(floor(left + x) - 2, floor(top + y) - 2, ceil(right + x) + 2, ceil(bottom + y) + 2)


def _rect(spot: Spot) -> QRect:
    return QRect(spot[0], spot[1], spot[2] - spot[0], spot[3] - spot[1])


def _as_painted(piece: Piece, colours: tuple[int, ...], mirrored: bool, ground: QColor | None) -> QImage:
    """Return a piece's pixels; painted in its few colours it would take five times as long."""
    image = piece[0]
    if colours:
        solid, clear = ground is not None, 0 if ground is None else ground.rgb()
        if image.color(0) != clear:
            image.setColorTable(_laid_on(colours, clear))
    else:
        solid = not image.hasAlphaChannel()
    if mirrored:
        image = image.flipped(OVER)
    return image.convertToFormat(SOLID if solid else CLEAR)


@lru_cache(8)  # all frames of a way have the same colours
def _laid_on(colours: tuple[int, ...], ground: int) -> tuple[int, ...]:
    """Return colours as they look on a ground (0: on none); the first one is the ground itself."""
    return colours if ground == 0 else tuple(_over(colour, ground) for colour in colours)


def _over(colour: int, ground: int) -> int:
    share = qAlpha(colour) / 255
    red, green, blue = (round(part(ground) + (part(colour) - part(ground)) * share) for part in (qRed, qGreen, qBlue))
    return qRgb(red, green, blue)
