"""The picture of an exercise in a position: a person's own images, the drawn figure, else its name and setup, large."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF, QHideEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.exercise import Exercise, worded
from app.ui.picture_words import credit_spoken, credited, spoken
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.picture_painting import CREDIT, fitted_font, paint_credit, paint_fitted, paint_stage


class Picture(QWidget):
    """A stage with the picture of one exercise; small ones show no words but the name.

    Own images with more than one keyframe follow each other while the picture is seen and `moving`.
    """

    def __init__(
        self, theme: Theme, pictures: Pictures, *, corner: float = 12, moving: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._pictures, self._corner, self._moving = theme, pictures, corner, moving
        self._exercise: Exercise | None = None
        self._position: str | None = None
        self._frame: str | None = None
        self._image = 0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._next_image)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)
        pictures.arrived.connect(self._hear_arrival)

    def show_exercise(self, exercise: Exercise | None, position: str | None, frame: str | None = None) -> None:
        """Show an exercise in a position, in one of the figure's keyframes where `frame` names it."""
        if (exercise, position, frame) == (self._exercise, self._position, self._frame):
            return
        self._image = 0
        self._exercise, self._position, self._frame = exercise, position, frame
        self._say()
        self._arm()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a small picture's size."""
        return QSize(120, 90)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stage and what stands on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        paint_stage(painter, rect, self._theme, self._corner)
        if self._exercise is not None:
            pixmap = self._pixmap(self._exercise)
            if pixmap is not None:
                paint_fitted(painter, rect.adjusted(4, 4, -4, -4), pixmap)
                paint_credit(
                    painter, rect.adjusted(8, 8, -8, -8), credited(self._exercise, self._number()),
                    self._theme.font(CREDIT, 500), ink=self._theme.colour(Role.MUTED),
                    ground=self._theme.colour(Role.STAGE),
                )  # fmt: skip
            elif not self._pictures.awaited(self._exercise.pictured_as, is_drawn(self._exercise)):
                paint_words(painter, rect, self._exercise, self._position, self._theme)
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the images follow each other."""
        super().showEvent(event)
        self._arm()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let them rest."""
        super().hideEvent(event)
        self._turn.stop()

    def _pixmap(self, exercise: Exercise) -> QPixmap | None:
        size = self.size() * self.devicePixelRatioF()
        return self._pictures.of(exercise, self._position, size, self._frame, number=self._number())

    def _number(self) -> int | None:
        """Return which of a person's own images is shown; None where the exercise has none."""
        exercise = self._exercise
        row = exercise.images_for(self._position, self._frame) if exercise is not None else ()
        return row[self._image % len(row)] if row else None

    def _arm(self) -> None:
        self._turn.stop()
        exercise, number = self._exercise, self._number()
        if exercise is None or number is None or not self._moving or not self.isVisible():
            return
        seconds = exercise.images[number].seconds
        # The last image of a row without a length stays.
        if seconds is not None and len(exercise.images_for(self._position, self._frame)) > 1:
            self._turn.start(round(seconds * 1000))

    def _say(self) -> None:
        exercise, number = self._exercise, self._number()
        self.setAccessibleName(spoken(exercise, self._position, number) if exercise else "")
        credit = credit_spoken(exercise, number) if exercise else ""
        self.setAccessibleDescription(credit)
        self.setToolTip(credit)

    @Slot()
    def _next_image(self) -> None:
        self._image += 1
        self._say()
        self._arm()
        self.update()

    @Slot(str)
    def _hear_arrival(self, exercise: str) -> None:
        if self._exercise is not None and self._exercise.pictured_as == exercise:
            self.update()


def is_drawn(exercise: Exercise) -> bool:
    """Return whether an exercise names a picture."""
    return exercise.figure or bool(exercise.images)


def paint_words(painter: QPainter, rect: QRectF, exercise: Exercise, position: str | None, theme: Theme) -> None:
    """Paint the name, and where there is room the setup under it, as large as fits."""
    margin = max(6.0, rect.width() * 0.07)
    inner = rect.adjusted(margin, margin, -margin, -margin)
    flags = int(Qt.TextFlag.TextWordWrap)
    setup = "\n".join(worded(exercise.setup, position)) if rect.width() >= 360 and rect.height() >= 260 else ""
    name = fitted_font(theme, exercise.called, QSizeF(inner.width(), inner.height() * (0.35 if setup else 1)), 56, 700)
    taken = QFontMetricsF(name).boundingRect(inner, flags, exercise.called)
    painter.setFont(name)
    painter.setPen(theme.colour(Role.INK if setup else Role.MUTED))
    if not setup:
        painter.drawText(inner, flags | int(Qt.AlignmentFlag.AlignCenter), exercise.called)
        return
    painter.drawText(inner, flags, exercise.called)
    below = inner.adjusted(0, taken.height() + margin * 0.4, 0, 0)
    painter.setFont(fitted_font(theme, setup, below.size(), 34, 400))
    painter.drawText(below, flags, setup)
