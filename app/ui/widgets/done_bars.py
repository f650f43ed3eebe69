"""Bars of what was done, one for each side: full is done, hatched is cut short, an outline is left out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.record import Outcome
from app.ui.session_summary import DoneBar
from app.ui.theme import Role, Theme
from app.ui.widgets.session_timeline import paint_hatching

THICK, GAP = 12.0, 6.0


class DoneBars(QWidget):
    """Shows the bars of one exercise, its letters before them."""

    def __init__(self, theme: Theme, bars: tuple[DoneBar, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._bars = theme, bars
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(". ".join(f"{bar.letter} {bar.words}, {bar.outcome}".strip() for bar in bars))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the height of all bars."""
        return QSize(240, round(len(self._bars) * (THICK + GAP) + 2))

    def minimumSizeHint(self) -> QSize:
        """Return the least width that still shows shares."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars under each other."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 22.0 if any(bar.letter for bar in self._bars) else 0.0
        top = (self.height() - len(self._bars) * (THICK + GAP) + GAP) / 2
        for bar in self._bars:
            if bar.letter:
                painter.setPen(self._theme.colour(Role.MUTED))
                painter.setFont(self._theme.font(13, 600))
                painter.drawText(QRectF(0, top - 4, left, THICK + 8), Qt.AlignmentFlag.AlignVCenter, bar.letter)
            paint_done(painter, QRectF(left, top, self.width() - left - 1, THICK), bar, self._theme)
            top += THICK + GAP
        painter.end()


def paint_done(painter: QPainter, rect: QRectF, bar: DoneBar, theme: Theme) -> None:
    """Paint one bar."""
    radius = rect.height() / 2
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    if bar.outcome is Outcome.SKIPPED:
        painter.setPen(QPen(theme.colour(Role.EDGE), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        return
    painter.fillPath(path, theme.colour(Role.TRACK))
    done = QPainterPath()
    width = max(rect.height(), rect.width() * bar.share)
    done.addRoundedRect(QRectF(rect.left(), rect.top(), width, rect.height()), radius, radius)
    if bar.outcome is not Outcome.CUT_SHORT:
        painter.fillPath(done, theme.colour(Role.PINE))
        return
    painter.save()
    painter.setClipPath(done)
    stripe = QRectF(rect.left(), rect.top(), width, rect.height())
    paint_hatching(painter, stripe, theme.colour(Role.GOLD), theme.colour(Role.CARD))
    painter.restore()
