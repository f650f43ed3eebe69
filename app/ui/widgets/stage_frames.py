"""The figure on its way: which frame stands now, where it is painted, and whether there are enough of them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.core.figure.positions import START, is_mirrored
from app.ui.figure_movement import LARGEST, steps_for
from app.ui.picture_wishes import Frame, Way, fitting
from app.ui.pictures import Pictures
from app.ui.spots import Spot
from app.ui.widgets.frame_painting import SMOOTH, FramePainter, Lain, Step, Whole, lie, step
from app.ui.widgets.stage_motion import Motion
from app.ui.widgets.stage_picture import PictureWanted

ENOUGH = 12  # frames without which the way into a pose or to the other side is not shown


class Going(NamedTuple):
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


class StageFrames:
    """Paints frames; remembers which one was painted last and where, and how they come one after the other."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._painter = FramePainter()
        self._decided: tuple[tuple[object, ...], bool] | None = None
        self._painted: Lain | None = None  # the last frame that was painted, and where
        self._whole: Whole | None = None  # of the way that is gone, and what was found out of its frames
        self._lain: dict[int, Lain] = {}
        self._steps: dict[tuple[int, int], tuple[Lain | None, Step]] = {}

    @property
    def shown(self) -> Frame | None:
        """Return the last frame that was painted; None: none is on its way."""
        return None if self._painted is None else self._painted.frame

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
        self._painted = self._whole = None
        self._lain, self._steps = {}, {}

    def frame(self, going: Going) -> tuple[Frame, Frame] | None:
        """Return the way's first frame and the one that stands now; None: nothing is there."""
        return self._pictures.movement.at(going.way, going.share)

    def step(self, going: Going, pair: tuple[Frame, Frame], target: QRectF, ratio: float) -> Step:
        """Return how another frame comes to stand in a target: its room is all that changes.

        `ratio` is how many of the screen's pixels one of the widget's has.
        """
        before, lain = self._painted, self._lie(going, pair, target, ratio)
        known = self._steps.get((id(before), id(lain)))
        if known is None or known[0] is not before or known[1].lain is not lain:
            known = before, step(lain, lain.own if before is None else lain.own.with_(before.own))
            self._steps[id(before), id(lain)] = known
        return known[1]

    def paint(self, painter: QPainter, going: Going, target: QRectF, ground: QColor | None) -> bool:
        """Paint the frame that stands now, and round it the way's first one, on a ground; False: there is none.

        Without a ground it stays clear round the figure.
        """
        pair = self.frame(going)
        if pair is None:
            return False
        room = target.toAlignedRect()
        all_of_it = Spot(room.left(), room.top(), room.right() + 1, room.bottom() + 1)
        lain = self._lie(going, pair, target, painter.device().devicePixelRatioF())
        painter.save()
        painter.setRenderHint(SMOOTH, False)
        self.paint_step(painter, step(lain, all_of_it), ground)
        painter.restore()
        return True

    def paint_step(self, painter: QPainter, step: Step, ground: QColor | None) -> None:
        """Paint a frame on a ground, and within the step's room round it the way's first one; without one it is clear.

        The painter better has no hints: with them each pixel is gone through, by several threads, and not copied.
        """
        self._painted = step.lain
        self._painter.paint(painter, step, ground)

    def still(self, going: Going) -> QPixmap | None:
        """Return the frame that stands now as a picture of its own; None: there is none."""
        pixmap = QPixmap(*going.way.size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painted = self.paint(painter, going, QRectF(pixmap.rect()), None)
        painter.end()
        return pixmap if painted else None

    def _lie(self, going: Going, pair: tuple[Frame, Frame], target: QRectF, ratio: float) -> Lain:
        """Return how a frame lies; a way is gone over and over, and its frames are the same each time."""
        (first, frame), whole = pair, self._whole
        if (
            whole is None
            or whole.frame is not first
            or (whole.target is not target and whole.target != target)
            or (whole.mirrored, whole.ratio, whole.size) != (going.mirrored, ratio, going.way.size)
        ):
            whole = self._whole = Whole(first, going.way.size, going.mirrored, QRectF(target), ratio)
            self._lain, self._steps = {}, {}
        lain = self._lain.get(id(frame))
        if lain is None or lain.frame is not frame:
            lain = self._lain[id(frame)] = lie(frame, whole)
        return lain
