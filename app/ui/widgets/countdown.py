"""The large figures: read from three metres, so they take all the width there is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.player_words import Face
from app.ui.theme import Role
from app.ui.widgets.look import CAPITALS, Look, Type
from app.ui.widgets.painted import Painted

WEIGHT, THIN = 600, 250
SMALL = 0.34  # the small figures, of the large ones
LEAST_SMALL = 0.2


class Countdown(Painted):
    """Shows a face; its figures are `px` large where the width allows, and stand on the lower edge.

    Figures this large are paths to fill, so each is painted once and then copied: a second costs four copies.
    """

    def __init__(self, look: Look, type_: Type, parent: QWidget | None = None) -> None:
        super().__init__(look, type_, parent)
        self._face = Face("0:00")
        self._px = 200.0
        self._to_the_right = False
        self._glyphs: dict[tuple[str, float, float], tuple[QPixmap, float]] = {}

    @property
    def face(self) -> Face:
        """Return what is shown."""
        return self._face

    def set_face(self, face: Face) -> None:
        """Show other figures."""
        if face != self._face:
            self._face = face
            self.update()

    def set_px(self, px: float, *, to_the_right: bool = False) -> None:
        """Take a size in pixels, and stand at the right or the left edge."""
        if (px, to_the_right) != (self._px, self._to_the_right):
            self._px, self._to_the_right = px, to_the_right
            self._glyphs.clear()
            self.update()

    def set_look(self, look: Look) -> None:
        """Paint with other colours from now on."""
        if look != self.look:
            self._glyphs.clear()
        super().set_look(look)

    def sizes(self) -> tuple[float, float]:
        """Return the type sizes, in pixels, of the large and the small figures as they are shown now."""
        face, large = self._face, self._px
        small = large * SMALL
        room = self.width()
        whole = self.width_of(face.large, large)
        if whole > room:
            return large * room / whole, 0.0
        beside = face.before + face.small
        if beside and whole + self.width_of(beside, small) > room:
            small = max(large * LEAST_SMALL, small * (room - whole) / self.width_of(beside, small))
            over = whole + self.width_of(beside, small) - room
            if over > 0:
                large *= (whole - over) / whole
        return large, small

    def figures_height(self) -> float:
        """Return how high the large figures stand, in pixels."""
        return self.sizes()[0] * CAPITALS

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the figures to where they stand."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        large, small = self.sizes()
        face = self._face
        parts = [(text, px) for text, px in ((face.before, small), (face.large, large), (face.small, small)) if text]
        width = sum(self.width_of(text, px) for text, px in parts)
        x = self.width() - width if self._to_the_right else 0.0
        if not self._to_the_right and not self._face.before:
            x = -0.055 * large  # a figure's own white at its left
        for text, px in parts:
            for letter in text:
                pixmap, advance = self._glyph(letter, px)
                base = self.height() - px * 0.02
                painter.drawPixmap(QPointF(x - 0.1 * px, base - px), pixmap)
                x += advance

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget figures of another size."""
        self._glyphs.clear()
        super().resizeEvent(event)

    def _weight(self) -> int:
        return THIN if self.look.quiet else WEIGHT

    def width_of(self, text: str, px: float) -> float:
        """Return how wide a text stands in a size, in pixels."""
        return sum(self._glyph(letter, px)[1] for letter in text)

    def _glyph(self, letter: str, px: float) -> tuple[QPixmap, float]:
        """Return a figure as a picture, its lower edge 2 % of the size under the line, and its advance."""
        ratio = self.devicePixelRatioF()  # another one where the window is moved to another screen
        key = (letter, round(px, 1), ratio)
        if key not in self._glyphs:
            font = self.type.font(px, self._weight(), tabular=True)
            # A tabular colon is as wide as a figure and would fall apart; it keeps its own width.
            if not letter.isdigit():
                font = self.type.font(px, self._weight())
            advance = QFontMetricsF(font).horizontalAdvance(letter)
            size = QSize(int((advance + 0.2 * px) * ratio) + 1, int(1.24 * px * ratio) + 1)
            pixmap = QPixmap(size)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            painter.setFont(font)
            painter.setPen(self.look[Role.INK])
            raised = px * 0.06 if letter == ":" else 0.0
            painter.drawText(QPointF(0.1 * px, px - raised), letter)
            painter.end()
            self._glyphs[key] = (pixmap, advance)
        return self._glyphs[key]
