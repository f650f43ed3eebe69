"""The figure on its way: which frame stands now, where it is painted, and whether there are enough of them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from app.core.figure.positions import START, is_mirrored
from app.ui.figure_movement import LARGEST, steps_for
from app.ui.picture_making import Frame, Way, fitting
from app.ui.pictures import Pictures
from app.ui.widgets.stage_motion import Motion
from app.ui.widgets.stage_picture import PictureWanted

ENOUGH = 12  # frames without which the way into a pose or to the other side is not shown
BLITTED = QImage.Format.Format_ARGB32_Premultiplied


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


def around(rects: list[QRect], width: int, height: int) -> list[QRect]:
    """Return what of a picture lies round rectangles that are one below the other."""
    out, top = [], 0
    for rect in rects:
        out.append(QRect(0, top, width, rect.top() - top))
        out.append(QRect(0, rect.top(), rect.left(), rect.height()))
        right = rect.left() + rect.width()
        out.append(QRect(right, rect.top(), width - right, rect.height()))
        top = rect.top() + rect.height()
    out.append(QRect(0, top, width, height - top))
    return [rect for rect in out if not rect.isEmpty()]


class StageFrames:
    """Paints frames; remembers where the last one was painted, and the way's first one as it is painted."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._first: tuple[Frame, bool, QImage] | None = None
        self._decided: tuple[tuple[object, ...], bool] | None = None
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
        self.shown = None
        self.painted = QRect()

    def frame(self, going: Going) -> tuple[Frame, Frame] | None:
        """Return the way's first frame and the one that stands now; None: nothing is there."""
        return self._pictures.movement.at(going.way, going.share)

    def room(self, going: Going, frame: Frame, target: QRectF) -> QRect:
        """Return where a frame is painted into a target."""
        scale, out = target.width() / going.way.size[0], QRect()
        for rect in self._rects(going, frame):
            out |= rect
        spot = QRectF(out.x() * scale, out.y() * scale, out.width() * scale, out.height() * scale)
        room = spot.translated(target.topLeft()).toAlignedRect()
        return room if scale == 1 else room.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, going: Going, target: QRectF) -> bool:
        """Paint the frame that stands now, and round it the way's first one; False: there is none."""
        pair = self.frame(going)
        if pair is None:
            return False
        first, frame = pair
        self.shown, self.painted = frame, self.room(going, frame, target)
        scale = target.width() / going.way.size[0]
        painter.save()
        painter.translate(target.topLeft())
        if scale != 1:
            painter.scale(scale, scale)
        rects = self._rects(going, frame)
        for rect, piece in zip(rects, frame.pieces, strict=True):
            painter.drawImage(rect.topLeft(), self._as_painted(piece.image, going.mirrored))
        if frame is not first:
            # Part by part: within a clip of many rectangles the painter takes ten times as long.
            whole = self._whole(first, going.mirrored)
            for part in around(rects, *going.way.size):
                painter.drawImage(part.topLeft(), whole, part)
        painter.restore()
        return True

    def still(self, going: Going) -> QPixmap | None:
        """Return the frame that stands now as a picture of its own; None: there is none."""
        pixmap = QPixmap(*going.way.size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painted = self.paint(painter, going, QRectF(pixmap.rect()))
        painter.end()
        return pixmap if painted else None

    def _rects(self, going: Going, frame: Frame) -> list[QRect]:
        width = going.way.size[0]
        return [
            QRect(width - p.x - p.image.width() if going.mirrored else p.x, p.y, p.image.width(), p.image.height())
            for p in frame.pieces
        ]

    def _whole(self, first: Frame, mirrored: bool) -> QImage:
        if self._first is None or self._first[0] is not first or self._first[1] is not mirrored:
            self._first = (first, mirrored, self._as_painted(first.pieces[0].image, mirrored))
        return self._first[2]

    @staticmethod
    def _as_painted(image: QImage, mirrored: bool) -> QImage:
        # Painted in its few colours it would take five times as long.
        out = image.convertToFormat(BLITTED)
        return out.flipped(Qt.Orientation.Horizontal) if mirrored else out
