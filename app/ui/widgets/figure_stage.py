"""The stage: the exercise's picture, the limb's letter, and under them one large line that changes in turn."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.exercise import Exercise, side_of
from app.ui.pictures import Pictures, spoken
from app.ui.theme import Role
from app.ui.widgets.fitted_text import Fitted, fit
from app.ui.widgets.look import Look, Type, paint_lines
from app.ui.widgets.painted import Painted

CORNER = 28.0
CUE, CUE_LEAST, LARGE_CUE = 0.0445, 0.0425, 0.0756  # of the window's height: the least keeps the capitals at 3 % of it
CUE_WEIGHT = 500
LETTERED = 700.0  # physical pixels of width; smaller pictures come without their letter
RING = 0.034  # radius of the limb's ring, of the window's height


@dataclass(frozen=True, slots=True)
class PictureWanted:
    """Which picture: of an exercise, in a position, at a keyframe (None: the position's own)."""

    exercise: Exercise
    position: str | None = None
    frame: str | None = None
    image: int = 0  # which of a person's own images, where the exercise has them


def pixmap_for(
    pictures: Pictures | None, wanted: PictureWanted, size: QSizeF, ratio: float, *, dark: bool | None = None
) -> QPixmap | None:
    """Return the picture to be fitted into a size in logical pixels; None where there is none, or none yet."""
    if pictures is None:
        return None
    exercise = wanted.exercise
    physical = (size * ratio).toSize()
    if exercise.images:
        image = exercise.images[min(wanted.image, len(exercise.images) - 1)]
        return pictures.own_image(exercise, image, wanted.position, physical)
    if not exercise.figure:
        return None
    return pictures.figure(exercise.key, exercise.sides, wanted.position, physical, wanted.frame, dark=dark)


def fit_into(pixmap: QPixmap, room: QRectF) -> QRectF:
    """Return where a picture lies that fills a room in its own proportions, in the middle."""
    size = pixmap.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(
        room.center().x() - size.width() / 2, room.center().y() - size.height() / 2, size.width(), size.height()
    )


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
        self._cue_type = type_.measure(CUE_WEIGHT)
        self._name_type = type_.measure(700)
        self._picture: QPixmap | None = None
        self._picture_room: QSizeF | None = None
        self._free = 0
        self._picture_key: tuple[object, ...] = ()

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
        self.say(" ".join((_described(value.wanted), *value.lines)))
        if before is not None and before.wanted == value.wanted and before.instead == value.instead:
            top = min(self._cue_top(before), self._cue_top(value))
            if self._pictured() and len(before.lines) == len(value.lines) == 1:
                self.update(0, int(top), self.width(), self.height() - int(top))
                return
        self.update()

    def keep_free(self, top: int) -> None:
        """Keep the picture below so many pixels from the top, where words stand for longer."""
        if top != self._free:
            self._free = top
            self.update()

    def make_ready(self, wanted: PictureWanted) -> None:
        """Have a picture made before it is shown, so that a change of side finds it there."""
        if self._picture_room is not None:
            self._ask(wanted, self._picture_room)

    def refresh(self) -> None:
        """Ask for the picture again: it may be ready now."""
        self._picture_key = ()
        self.update()

    def cue_lines(self) -> Fitted:
        """Return the lines under the picture as they are laid out."""
        return self._fit_cue(self._value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, picture, letter and lines."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, event)
        if self._value is None:
            return
        margin = self._margin()
        fitted = self.cue_lines()
        top = self._cue_top(self._value)
        above = max(margin * 0.4, self._free)
        room = QRectF(margin * 0.4, above, self.width() - margin * 0.8, top - margin * 0.2 - above)
        if event.rect().top() < top - 1:
            self._paint_picture(painter, room)
        if not self.look.quiet:
            painter.setPen(self.look[Role.INK])
            rect = QRectF(margin, top, self.width() - 2 * margin, fitted.height + 2)
            paint_lines(painter, fitted, rect, self.type.font(fitted.px, CUE_WEIGHT), Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size."""
        self._picture_key = ()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pause."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def _paint_ground(self, painter: QPainter, event: QPaintEvent) -> None:
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        if self.look.quiet or self.look[Role.STAGE] == self.look[Role.PAPER]:
            return
        corner = min(CORNER, self.height() / 10)
        path = QPainterPath()
        path.moveTo(0, 0)
        path.lineTo(self.width(), 0)
        path.lineTo(self.width(), self.height() - corner)
        path.quadTo(self.width(), self.height(), self.width() - corner, self.height())
        path.lineTo(0, self.height())
        path.closeSubpath()
        painter.fillPath(path, self.look[Role.STAGE])

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        value = self._value
        if value is None or room.width() < 20 or room.height() < 20:
            return
        pixmap = self._pixmap(value.wanted, room)
        if pixmap is None:
            # A picture that is on its way is waited for on an empty stage: words that flash up help nobody.
            if self._pictures is None or not self._pictures.is_coming(value.wanted.exercise.key):
                self._paint_words(painter, value, room)
            return
        if self.look.quiet:
            painter.setOpacity(0.55)
        painter.drawPixmap(fit_into(pixmap, room), pixmap, QRectF(pixmap.rect()))
        painter.setOpacity(1.0)
        spot = self._letter_spot(value.wanted, fit_into(pixmap, room))
        if spot is not None and not self.look.quiet:
            centre, letter = spot
            radius = max(14.0, self.window().height() * RING)
            paint_letter(painter, centre, radius, letter=letter, look=self.look, type_=self.type)

    def _letter_spot(self, wanted: PictureWanted, target: QRectF) -> tuple[QPointF, str] | None:
        """Return where the limb's letter stands: on the figure beside the limb, else in the picture's corner."""
        side = side_of(wanted.position)
        if side is None or self._pictures is None:
            return None
        if wanted.exercise.images:
            return QPointF(target.right() - target.width() * 0.08, target.top() + target.height() * 0.1), side.value[0]
        spot = self._pictures.letter(wanted.exercise.key, wanted.position, wanted.frame)
        if spot is None:
            return None
        return QPointF(target.left() + spot.x * target.width(), target.top() + spot.y * target.height()), spot.letter

    def _paint_words(self, painter: QPainter, value: StageValue, room: QRectF) -> None:
        """Where there is no picture, say the name and how to get into it, large."""
        margin = self._margin()
        inner = room.adjusted(margin * 0.6, margin * 0.6, -margin * 0.6, 0)
        window = self.window().height()
        name = fit(value.wanted.exercise.name, inner.width(), inner.height() * 0.4, self._name_type,
                   largest=window * 0.075, least=window * 0.045)  # fmt: skip
        painter.setPen(self.look[Role.INK])
        top = paint_lines(painter, name, inner, self.type.font(name.px, 700), Qt.AlignmentFlag.AlignLeft)
        inner.setTop(top + margin * 0.4)
        lines = _in_one_size(value.instead, inner.width(), inner.height(), self._cue_type, window)
        for fitted in lines:
            below = paint_lines(painter, fitted, inner, self.type.font(fitted.px, 400), Qt.AlignmentFlag.AlignLeft)
            inner.setTop(below + fitted.px * 0.35)

    def _pixmap(self, wanted: PictureWanted, room: QRectF) -> QPixmap | None:
        key = (wanted, room.size().toTuple(), self.devicePixelRatioF(), self.look.dark)
        if key != self._picture_key or self._picture is None:
            found = self._ask(wanted, room.size())
            self._picture_key, self._picture = key, found
        return self._picture

    def _ask(self, wanted: PictureWanted, room: QSizeF) -> QPixmap | None:
        ratio = self.devicePixelRatioF()
        self._picture_room = room
        # Large enough to wear its letter, also in a small window.
        size = room.expandedTo(QSizeF(LETTERED, LETTERED * 0.75) / ratio)
        return pixmap_for(self._pictures, wanted, size, ratio, dark=self.look.dark)

    def _pictured(self) -> bool:
        return self._picture is not None

    def _margin(self) -> float:
        return max(24.0, self.window().height() * 0.06)

    def _fit_cue(self, value: StageValue | None) -> Fitted:
        lines = () if value is None else value.lines
        window = self.window().height()
        width = self.width() - 2 * self._margin()
        out: list[str] = []
        px = window * (LARGE_CUE if value is not None and value.large else CUE)
        for line in lines:
            px = min(px, fit(line, width, self.height() * 0.3, self._cue_type, largest=px, least=window * CUE_LEAST).px)
        for line in lines:
            out += fit(line, width, self.height() * 0.3, self._cue_type, largest=px, least=px).lines
        return Fitted(tuple(out), px, 1.24)

    def _cue_top(self, value: StageValue) -> float:
        fitted = self._fit_cue(value)
        return self.height() - self._margin() * 0.9 - fitted.height


def _in_one_size(lines: tuple[str, ...], width: float, height: float, measure: object, window: float) -> list[Fitted]:
    assert callable(measure)
    largest = window * 0.04
    while True:
        fitted = [fit(line, width, height, measure, largest=largest, least=min(largest, 12)) for line in lines]
        px = min((f.px for f in fitted), default=largest)
        fitted = [fit(line, width, height, measure, largest=px, least=px, leading=1.2) for line in lines]
        if sum(f.height + f.px * 0.35 for f in fitted) <= height or largest < 10:
            return fitted
        largest -= 1


def _described(wanted: PictureWanted) -> str:
    image = wanted.exercise.images[wanted.image] if wanted.exercise.images else None
    return f"Picture: {spoken(wanted.exercise, wanted.position, image)}."


def paint_letter(painter: QPainter, centre: QPointF, radius: float, *, letter: str, look: Look, type_: Type) -> None:
    """Paint the ring with R or L that the working limb wears."""
    painter.setPen(QPen(look[Role.CORAL], max(2.0, radius * 0.12)))
    painter.setBrush(look[Role.CARD])
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(look[Role.SIDE])
    painter.setFont(type_.font(radius * 1.1, 700))
    rect = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter.upper())
