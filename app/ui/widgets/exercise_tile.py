"""An exercise to be held: its picture and its name, pressed to begin."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.core.exercise import Exercise, worded
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import pressed_by_enter
from app.ui.widgets.picture_painting import fitted_font, paint_fitted, paint_stage

WIDTH, PICTURE = 214, 132


class ExerciseTile(QAbstractButton):
    """`chosen` and `looked_at`, by the mouse over it or the keyboard on it, carry the exercise's key."""

    chosen = Signal(str)
    looked_at = Signal(str)

    def __init__(self, theme: Theme, pictures: Pictures, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._exercise = theme, pictures, exercise
        self.setText(exercise.name.replace("&", "&&"))  # else what follows it would be a shortcut
        self.setAccessibleName(f"Hold {exercise.name}{', each side' if exercise.sides else ''}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # it is painted anew where the mouse comes and goes
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._choose)
        pictures.arrived.connect(self._hear_arrival)
        theme.changed.connect(self.updateGeometry)

    @property
    def exercise(self) -> Exercise:
        """Return the exercise."""
        return self._exercise

    def sizeHint(self) -> QSize:
        """Return the size at which the name takes two lines."""
        line = QFontMetricsF(self._theme.font(16, 600)).height()
        return QSize(round(WIDTH * max(1.0, self._theme.text_scale * 0.9)), round(PICTURE + 14 + 2 * line + 10))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that it may be chosen next."""
        super().enterEvent(event)
        self.looked_at.emit(self._exercise.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that it may be chosen next."""
        super().focusInEvent(event)
        self.looked_at.emit(self._exercise.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin with Enter too."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        pixmap = self._pixmap()
        drawn = self._exercise.figure or bool(self._exercise.images)
        instead = self._exercise.summary or " ".join(
            worded(self._exercise.setup[:1], next(iter(self._exercise.sides), None))
        )
        words = "" if self._pictures.awaited(self._exercise.pictured_as, drawn) else instead
        paint_tile(painter, rect, (self._exercise.name, words), pixmap, self._theme)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(Role.INK if self.hasFocus() else Role.EDGE), 2))
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 14, 14)
        painter.end()

    def _pixmap(self) -> QPixmap | None:
        exercise = self._exercise
        size = QSize(WIDTH, PICTURE) * self.devicePixelRatioF()
        position = exercise.sides[0] if exercise.sides else None
        return self._pictures.of(exercise, position, size)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._exercise.key)

    @Slot(str)
    def _hear_arrival(self, exercise: str) -> None:
        if exercise == self._exercise.pictured_as:
            self.update()


def paint_tile(painter: QPainter, rect: QRectF, words: tuple[str, str], pixmap: QPixmap | None, theme: Theme) -> None:
    """Paint an exercise's picture, or words in place of one, over its name; `words` are the name and those."""
    picture = QRectF(rect.x(), rect.y(), rect.width(), PICTURE)
    paint_stage(painter, picture, theme, 12)
    wrap = int(Qt.TextFlag.TextWordWrap)
    inner = picture.adjusted(8, 6, -8, -6)
    if pixmap is not None:
        paint_fitted(painter, inner, pixmap)
    elif words[1]:
        painter.setFont(fitted_font(theme, words[1], inner.size(), 15, 400))
        painter.setPen(theme.colour(Role.MUTED))
        painter.drawText(inner, wrap | int(Qt.AlignmentFlag.AlignCenter), words[1])
    name = QRectF(rect.x() + 4, picture.bottom() + 8, rect.width() - 8, rect.bottom() - picture.bottom() - 8)
    painter.setFont(fitted_font(theme, words[0], name.size(), round(16 * theme.text_scale), 600))
    painter.setPen(theme.colour(Role.INK))
    painter.drawText(name, wrap, words[0])
