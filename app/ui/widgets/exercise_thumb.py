"""An exercise's picture painted small into a row of a list."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.core.exercise import Exercise
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.picture_painting import fitted_font, paint_fitted, paint_stage


class Thumb(NamedTuple):
    """What a small picture shows: an exercise in a position, or words where it has no picture."""

    exercise: Exercise | None
    position: str | None
    words: str


def paint_thumb(painter: QPainter, rect: QRectF, shown: Thumb, pictures: Pictures, theme: Theme) -> None:
    """Paint the picture that is there, or the words where none will come; one that is being made is painted later."""
    exercise, position, words = shown
    paint_stage(painter, rect, theme, 8)
    inner = rect.adjusted(3, 3, -3, -3)
    pixmap = None
    awaited = False
    if exercise is not None:
        size = rect.size().toSize() * painter.device().devicePixelRatio()
        pixmap = pictures.of(exercise, position, size)
        awaited = pictures.awaited(exercise.pictured_as, exercise.figure or bool(exercise.images))
    if pixmap is not None:
        paint_fitted(painter, inner, pixmap)
    elif not awaited and words:
        painter.setFont(fitted_font(theme, words, inner.size(), 14, 500))
        painter.setPen(theme.colour(Role.MUTED))
        painter.drawText(inner, int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignCenter), words)
