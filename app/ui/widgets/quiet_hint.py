"""The two small lines of a quiet hold: what will happen, and that a key brings the controls."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from app.ui.theme import Role
from app.ui.widgets.fitted_text import fit
from app.ui.widgets.look import paint_lines
from app.ui.widgets.painted import Painted

LINES = ("A soft bell at the end, nothing to do until then.", "Any key shows the controls.")


class QuietHint(Painted):
    """Shows the two lines, small and dim."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        painter.setPen(self.look[Role.MUTED])
        window = self.window().height()
        rect = QRectF(self.rect())
        for line in LINES:
            fitted = fit(line, rect.width(), rect.height(), self.type.measure(400), largest=window * 0.0255,
                         least=window * 0.02, leading=1.35)  # fmt: skip
            rect.setTop(paint_lines(painter, fitted, rect, self.type.font(fitted.px, 400), Qt.AlignmentFlag.AlignLeft))
