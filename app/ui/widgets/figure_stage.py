"""The stage: the exercise's picture, the limb's letter, and under them one large line that changes in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from app.core.exercise import side_of
from app.core.figure.positions import START
from app.ui.picture_wishes import fitting
from app.ui.pictures import Pictures
from app.ui.theme import Role
from app.ui.widgets.fitted_text import Fitted
from app.ui.widgets.frame_painting import Step
from app.ui.widgets.look import Look, Type, paint_lines
from app.ui.widgets.painted import Painted
from app.ui.widgets.stage_frames import Going, StageFrames
from app.ui.widgets.stage_letter import StageLetter
from app.ui.widgets.stage_lines import StageLines
from app.ui.widgets.stage_motion import Motion, StageMotion
from app.ui.widgets.stage_picture import (
    CUE_WEIGHT,
    PictureWanted,
    described,
    drawn_size,
    fit_into,
    ground_of,
    margin_in,
    mixed,
    nearest,
    paint_ground,
    paint_maker,
    paint_pixmap,
    paint_words,
    pixmap_for,
    read_ahead,
    seen,
)
from app.ui.widgets.stage_ways import Room, StageWays

LEAST_PICTURE = 0.45  # of the stage's height
RING = 0.036  # radius of the limb's ring, of the window's height
HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform


@dataclass(frozen=True, slots=True)
class StageValue:
    """What is on the stage: the picture, the lines under it, and words that stand in for a missing picture."""

    wanted: PictureWanted
    lines: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    large: bool = False  # the lines are as large as the name: a phase, called from afar


class FigureStage(Painted):
    """Shows a stage value; a click anywhere on it pauses."""

    clicked = Signal()

    def __init__(self, look: Look, type_: Type, pictures: Pictures | None, parent: QWidget | None = None) -> None:
        super().__init__(look, type_, parent)
        self._pictures = pictures
        self._value: StageValue | None = None
        self._lines, self._letter = StageLines(type_), StageLetter()
        self._picture: QPixmap | None = None
        self._free = 0
        self._picture_key: tuple[object, ...] = ()
        self._before: QPixmap | None = None  # what gives way to the picture
        self._coming: tuple[tuple[PictureWanted, Motion], ...] = ()
        self._motion = StageMotion(self, moved=self._move_on)
        self._frames: StageFrames | None = None
        self._ways: StageWays | None = None
        self._step: Step | None = None  # what the last tick found, until it is painted
        self._gone: Going | None = None  # on which way
        self._place: tuple[Room, QRectF] | None = None  # for what frames were drawn, and where the last one lay
        if pictures is not None:
            self._frames = StageFrames(pictures)
            self._ways = StageWays(pictures, self._motion, self._frames)

    @property
    def value(self) -> StageValue | None:
        """Return what is shown."""
        return self._value

    def set_value(self, value: StageValue) -> None:
        """Show another value; where only the lines are others, only their room is painted."""
        before = self._value
        if value == before:
            return
        self._value = value
        if before is None or before.wanted != value.wanted:
            self._change_picture(None if before is None else before.wanted, value.wanted)
        # The sentence goes with the phases, but only to whoever asks: the line is what is said at each of them.
        self.say(" ".join((described(value.wanted), *value.lines)), seen(self._pictures, value.wanted))
        if before is not None and before.wanted == value.wanted and before.instead == value.instead:
            top = min(self._cue_top(before), self._cue_top(value))
            if self._picture is not None and len(before.lines) == len(value.lines) == 1:
                self.update(0, int(top), self.width(), self.height() - int(top))
                return
        self.update()

    @property
    def ticking(self) -> bool:
        """Return whether the clock of frames runs: never in a still hold or a pause."""
        return self._motion.ticking

    def set_motion(self, motion: Motion | None) -> None:
        """Move between two keyframes of what is shown; None: stand still."""
        before = self._motion.motion
        self._motion.set_motion(motion if self._moves() else None)
        if before is not None and self._motion.motion is None:
            self.update()

    def prepare(self, ways: Sequence[tuple[PictureWanted, Motion]]) -> None:
        """Have the frames of coming ways made, the first one first."""
        self._coming = tuple(ways)
        if self._pictures is None or not self._moves() or not self.isVisible():
            return
        if self._value is not None:
            self._ask(self._value.wanted)  # what stands comes before what moves
        made = [self._way(wanted, motion) for wanted, motion in ways]
        self._pictures.movement.want([going.way for going in made if going is not None])

    def keep_free(self, top: int) -> None:
        """Keep the picture below so many pixels from the top, where words stand for longer."""
        if top != self._free:
            self._free = top
            self.prepare(self._coming)
            self.update()

    def make_ready(self, wanted: PictureWanted) -> None:
        """Have a picture made before it is shown, so that a change of side finds it there."""
        if self.isVisible():
            self._ask(wanted)

    def draw_ahead(self, wanted: Sequence[PictureWanted]) -> None:
        """Have pictures drawn for later, the first one first, while nothing else is to be drawn."""
        if self._pictures is not None and self.isVisible():
            size = (self._drawn_size() * self.devicePixelRatioF()).toSize()
            self._pictures.draw_ahead([(w.exercise, w.position, w.frame) for w in wanted], size, dark=self.look.dark)

    def refresh(self) -> None:
        """Ask for the picture again: it may be ready now."""
        self._picture_key = ()
        self.update()

    def cue_lines(self) -> Fitted:
        """Return the lines under the picture as they are laid out."""
        return self._fit_cue(self._value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, picture, letter and lines."""
        step, self._step = self._step, None
        painter = QPainter(self)
        if step is not None and step.room.contains(event.rect()) and self._frames is not None and not self.look.quiet:
            # Many times a second, and nothing but the frame is another one.
            if not step.fills:
                painter.setRenderHints(HINTS)
                paint_ground(painter, event.rect(), self.size(), self.look)
            self._frames.paint_step(painter, step, ground_of(self.look))
            self._paint_letter(painter, self._gone, step.lain.whole.target)
            return
        painter.setRenderHints(HINTS)
        paint_ground(painter, event.rect(), self.size(), self.look)
        if self._value is None:
            return
        margin = self._margin()
        fitted = self.cue_lines()
        top = self._cue_top(self._value)
        room = self._room(self._value)
        if event.rect().top() < top - 1:
            self._paint_picture(painter, room)
        if not self.look.quiet:
            painter.setPen(self.look[Role.INK])
            rect = QRectF(margin, top, self.width() - 2 * margin, fitted.height + 2)
            if event.rect().bottom() < top - 1:
                return
            paint_lines(painter, fitted, rect, self.type.font(fitted.px, CUE_WEIGHT), Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size."""
        self._picture_key = ()
        super().resizeEvent(event)
        self.prepare(self._coming)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pause."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Let it move."""
        super().showEvent(event)
        self._motion.set_awake(True)
        self.prepare(self._coming)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing move for nobody."""
        super().hideEvent(event)
        self._motion.set_awake(False)

    def _change_picture(self, before: PictureWanted | None, now: PictureWanted) -> None:
        """Let another exercise or side come in softly; between phases the figure moves by itself."""
        turned = before is not None and (before.exercise.key, before.position, before.image) != (
            now.exercise.key, now.position, now.image
        )  # fmt: skip
        self._before = self._picture if turned and self._moves() else None
        if self._before is not None:
            self._motion.begin_fade()
        else:
            self._motion.end_fade()

    def _moves(self) -> bool:
        return self._pictures is not None and self._pictures.moves

    def _move_on(self) -> None:
        """Paint the next frame where it is another one: only where something moved."""
        # While frames are painted, everything round them is as it was when all of it was painted last.
        place = None if self._frames is None or self._frames.shown is None else self._place
        going = self._going(None if place is None else place[0])
        self._pass_over(going)
        if self._before is not None:
            if self._motion.faded() >= 1:
                self._before = None
            self.update(0, 0, self.width(), self.height() if self._value is None else int(self._cue_top(self._value)))
            return
        pair = None if going is None or self._frames is None else self._frames.frame(going)
        if going is None or pair is None or self._frames is None or place is None:
            # On and off the way the whole picture changes.
            if self._frames is not None and (pair is not None or self._frames.shown is not None):
                self._frames.forget()
                self.update()
        elif pair[1] is not self._frames.shown:
            self._step, self._gone = self._frames.step(going, pair, place[1], self.devicePixelRatioF()), going
            self.update(self._step.room)

    def _pass_over(self, going: Going | None) -> None:
        """Let what stands give way softly where one way into a pose begins, or another one comes after it."""
        if self._ways is None or self._value is None:
            return
        before = self._ways.giving_way(going, self._picture, self._before is not None)
        if before is not None:
            self._before = before
            if self._motion.faded() >= 1:
                self._motion.begin_fade()

    def _way(self, wanted: PictureWanted, motion: Motion) -> Going | None:
        return None if self._ways is None else self._ways.way(wanted, motion, self._drawn_for())

    def _going(self, room: Room | None = None) -> Going | None:
        """Return the way that is gone now and how far; None where a keyframe stands."""
        if self._value is None or self._ways is None:
            return None
        return self._ways.now(self._value.wanted, room or self._drawn_for())

    def _drawn_for(self) -> Room:
        return Room(self._drawn_size() * self.devicePixelRatioF(), self.look.dark)

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        value = self._value
        if value is None or room.width() < 20 or room.height() < 20:
            return
        pixmap = self._pixmap(value.wanted)
        going = self._going()
        leg = self._motion.leg()
        if going is None and leg is not None and leg[1] < 0.5 and pixmap is not None and START not in leg[0].ends:
            # Until a frame is there, the nearest keyframe stands.
            start = replace(value.wanted, frame=leg[0].start)
            pixmap = self._ask(start) or pixmap
        if pixmap is None:
            # A picture that is on its way is waited for on an empty stage: words that flash up help nobody.
            if self._pictures is None or not self._pictures.is_coming(value.wanted.exercise.pictured_as):
                paint_words(
                    painter,
                    (value.wanted.exercise.name, value.instead),
                    room,
                    self.window().height(),
                    look=self.look,
                    type_=self.type,
                )
            return
        target = fit_into(pixmap, self._target(room))
        painter.setOpacity(0.55 if self.look.quiet else 1.0)
        if self._before is None:
            self._paint_now(painter, going, pixmap, target)
        else:
            before, ratio = (
                partial(paint_pixmap, pixmap=self._before, room=self._target(room)),
                self.devicePixelRatioF(),
            )
            now = partial(self._paint_now, going=going, pixmap=pixmap, target=target)
            painter.drawPixmap(0, 0, mixed(self.size() * ratio, ratio, self._motion.faded(), before=before, now=now))
        painter.setOpacity(1.0)
        self._paint_letter(painter, going, target)
        paint_maker(painter, value.wanted, room, look=self.look, type_=self.type)

    def _paint_letter(self, painter: QPainter, going: Going | None, target: QRectF) -> None:
        """Paint the ring that the working limb wears; on the way into a pose it wears none."""
        spot = None if self._value is None else self._letter_spot(self._value.wanted, target)
        if spot is not None and not self.look.quiet and (going is None or not going.passes):
            centre, letter = spot
            radius = max(14.0, self.window().height() * RING)
            self._letter.paint(painter, centre, radius, letter, look=self.look, type_=self.type)

    def _paint_now(self, painter: QPainter, going: Going | None, pixmap: QPixmap, target: QRectF) -> None:
        frames, ground = self._frames, ground_of(self.look)
        if going is not None and frames is not None and frames.paint(painter, going, target, ground):
            self._place = (self._drawn_for(), target)
        else:
            if self._frames is not None:
                self._frames.forget()
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))

    def _target(self, room: QRectF) -> QRectF:
        """Return where a picture lies in a room: a figure unscaled, on whole pixels, where there is room for that."""
        if self._value is None or self._value.wanted.exercise.images:
            return room
        ratio = self.devicePixelRatioF()
        width, height = (n / ratio for n in fitting((self._drawn_size() * ratio).toSize()))
        if width > room.width() or height > room.height():
            return room
        left, top = room.center().x() - width / 2, room.center().y() - height / 2
        return QRectF(round(left * ratio) / ratio, round(top * ratio) / ratio, width, height)

    def _room(self, value: StageValue | None) -> QRectF:
        """Return the room for the picture: above the lines, below what stands at the top.

        Where little would be left, the picture goes behind what stands there.
        """
        margin = self._margin()
        top = self.height() if value is None else self._cue_top(value)
        below = top - margin * 0.2
        above = max(margin * 0.4, min(self._free, below - LEAST_PICTURE * self.height()))
        return QRectF(margin * 0.4, above, self.width() - margin * 0.8, below - above)

    def _drawn_size(self) -> QSizeF:
        """Return the room over two lines: for that every picture is drawn, so that it is the same over one or many."""
        return drawn_size(self.size().toSizeF(), self.window().height())

    def _letter_spot(self, wanted: PictureWanted, target: QRectF) -> tuple[QPointF, str] | None:
        """Return where the limb's letter stands: on the figure beside the limb, else in the picture's corner."""
        side = side_of(wanted.position)
        if side is None or self._pictures is None:
            return None
        if wanted.exercise.images:
            return QPointF(target.right() - target.width() * 0.08, target.top() + target.height() * 0.1), side.value[0]
        spot = self._pictures.letter(
            wanted.exercise.pictured_as, wanted.exercise.posed(wanted.position)[1], wanted.frame
        )
        if spot is None:
            return None
        return QPointF(target.left() + spot.x * target.width(), target.top() + spot.y * target.height()), spot.letter

    def _pixmap(self, wanted: PictureWanted) -> QPixmap | None:
        key = (wanted, self._drawn_size().toTuple(), self.devicePixelRatioF(), self.look.dark)
        if key != self._picture_key or self._picture is None:
            found = self._ask(wanted)
            self._picture_key = key if found is not None else ()
            # Until it is there, the nearest one stands.
            self._picture = found or (self._pictures and nearest(self._pictures, wanted, self.look.dark)) or None
        return self._picture

    def _ask(self, wanted: PictureWanted) -> QPixmap | None:
        ratio, room = self.devicePixelRatioF(), self._drawn_size()
        found = pixmap_for(self._pictures, wanted, room, ratio, dark=self.look.dark, fits=True)
        read_ahead(self._pictures, wanted, room, ratio)
        return found

    def _margin(self) -> float:
        return margin_in(self.window().height())

    def _fit_cue(self, value: StageValue | None) -> Fitted:
        lines, large = ((), False) if value is None else (value.lines, value.large)
        return self._lines.fitted(lines, self.size(), self.window().height(), large=large)

    def _cue_top(self, value: StageValue) -> float:
        return self._lines.top(value.lines, self.size(), self.window().height(), large=value.large)
