"""What comes next, with its small picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.core.player_words import NextUp
from app.ui.pictures import Pictures
from app.ui.theme import Role
from app.ui.widgets.fitted_text import fit
from app.ui.widgets.look import Look, Type, paint_lines
from app.ui.widgets.painted import Painted
from app.ui.widgets.stage_picture import PictureWanted, fit_into, pixmap_for

WEIGHT = 600


class NextUpView(Painted):
    """Shows what comes next."""

    def __init__(self, look: Look, type_: Type, pictures: Pictures | None, parent: QWidget | None = None) -> None:
        super().__init__(look, type_, parent)
        self._pictures = pictures
        self._value = NextUp("")
        self._measure = type_.measure(WEIGHT)

    def set_value(self, value: NextUp) -> None:
        """Show another value."""
        if value != self._value:
            self._value = value
            self.say(value.words)
            self.update()

    def refresh(self) -> None:
        """Paint again: the picture may be ready now."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the small picture and the words beside it."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        card = QRectF(rect.left(), rect.top(), rect.height() * 1.34, rect.height())
        if self._paint_card(painter, card):
            rect.setLeft(card.right() + rect.height() * 0.22)
        window = self.window().height()
        words = fit(self._value.words, rect.width(), rect.height(), self._measure, largest=window * 0.0275,
                    least=window * 0.022, leading=1.25)  # fmt: skip
        painter.setPen(self.look[Role.INK])
        rect.setTop(rect.center().y() - words.height / 2)
        paint_lines(painter, words, rect, self.type.font(words.px, WEIGHT), Qt.AlignmentFlag.AlignLeft)

    def _paint_card(self, painter: QPainter, card: QRectF) -> bool:
        value = self._value
        if self._pictures is None or value.exercise is None or value.segment is None:
            return False
        wanted = PictureWanted(value.exercise, value.segment.position, value.segment.phase)
        room = card.adjusted(4, 4, -4, -4)
        pixmap = pixmap_for(self._pictures, wanted, room.size(), self.devicePixelRatioF())
        if pixmap is None:
            return False
        path = QPainterPath()
        path.addRoundedRect(card, 10, 10)
        painter.fillPath(path, self.look[Role.STAGE])
        painter.drawPixmap(fit_into(pixmap, room), pixmap, QRectF(pixmap.rect()))
        return True
