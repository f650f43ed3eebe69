"""How a list shows which of its rows is chosen, pointed at, and where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui.theme import Role, Theme

CORNER = 10


def is_chosen(option: QStyleOptionViewItem) -> bool:
    """Return whether a row is the chosen one."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def paint_row_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> QRectF:
    """Paint the ground of a row that is chosen or pointed at; return the rectangle that it fills."""
    rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
    if is_chosen(option) or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Role.PALE if is_chosen(option) else Role.STAGE))
        painter.drawRoundedRect(rect, CORNER, CORNER)
    return rect


def paint_row_ring(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Paint the ring round the row where the keyboard is."""
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour(Role.INK), 2))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), CORNER, CORNER)
