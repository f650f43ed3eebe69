"""A routine in the library: a strip of two pictures, its name and length, what it is for and what it needs."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.core.shelf import Card, StripPicture
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import pressed_by_enter
from app.ui.widgets.picture_painting import fitted_font, paint_fitted
from app.ui.wording import breakable, length_range, spoken_range

STRIP = 150  # pixels of the drawings
PAD = 20
CORNER = 18
WRAP = int(Qt.TextFlag.TextWordWrap)
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Face(NamedTuple):
    """What stands on a card."""

    card: Card
    last: str = ""  # when it was done last, in words

    @property
    def chips(self) -> tuple[str, ...]:
        """Return the words of the chips; the mat is taken for granted beside anything else."""
        needs = tuple(n for n in self.card.needs if n != "mat") or (("just a mat",) if self.card.needs else ())
        chips = needs or ("nothing needed",)
        return (*chips, *(("your own",) if self.card.own else ()), *((self.last,) if self.last else ()))

    @property
    def length(self) -> str:
        """Return how long it takes."""
        return length_range(self.card.shortest, self.card.longest)


class RoutineCard(QAbstractButton):
    """One card; `opened` gives the routine's file. Arrow keys are handed to the grid through `moved`."""

    opened = Signal(str)
    moved = Signal(object, int)

    def __init__(self, theme: Theme, pictures: Pictures, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._face = theme, pictures, face
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # it is painted anew where the mouse comes and goes
        self.set_face(face)
        self.clicked.connect(self._open)
        pictures.arrived.connect(self._hear_arrival)

    @property
    def face(self) -> Face:
        """Return what stands on the card."""
        return self._face

    def set_face(self, face: Face) -> None:
        """Show another face."""
        self._face = face
        card = face.card
        self.setText(card.name.replace("&", "&&"))  # else what follows it would be a shortcut
        self.setAccessibleName(f"{card.name}, {spoken_range(card.shortest, card.longest)}")
        self.setAccessibleDescription(". ".join(filter(None, (card.summary.rstrip("."), ", ".join(face.chips)))))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size in the drawings."""
        return QSize(438, 290)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        strip = tuple((self._words(p), self._pixmap(p)) for p in self._face.card.strip)
        paint_card(painter, QRectF(self.rect()), self._face, strip, self._theme)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(Role.INK if self.hasFocus() else Role.EDGE), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CORNER, CORNER)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter too; arrows go to the neighbour."""
        if event.key() in ARROWS:
            self.moved.emit(self, event.key())
        elif not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def _pixmap(self, picture: StripPicture) -> QPixmap | None:
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() / 2 * ratio), round(STRIP * ratio))
        if picture.image:
            return self._pictures.image(
                picture.exercise, picture.folder, picture.image, size, mirrored=picture.mirrored
            )
        if picture.figure:
            return self._pictures.figure(picture.exercise, picture.sides, picture.position, size)
        return None

    def _words(self, picture: StripPicture) -> str:
        """Return what stands in for a picture; nothing while it may still come."""
        awaited = self._pictures.awaited(picture.exercise, picture.figure or bool(picture.image))
        return "" if awaited else picture.called

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._face.card.file)

    @Slot(str)
    def _hear_arrival(self, exercise: str) -> None:
        if any(p.exercise == exercise for p in self._face.card.strip):
            self.update()


def card_height(face: Face, width: int, theme: Theme) -> int:
    """Return the height at which nothing of a card is cut off."""
    room = width - 2 * PAD
    name, summary = name_box(face, room, theme), text_box(breakable(face.card.summary), room, theme.font(16))
    rows = place_chips(face.chips, room, theme)
    chips = rows[-1][1].bottom() if rows else 0
    return round(STRIP + 16 + name.height() + 2 + summary.height() + 12 + chips + PAD)


def text_box(text: str, width: float, font: QFont) -> QRectF:
    """Return the room that a wrapped text takes, at the origin."""
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, max(1.0, width), 1e5), WRAP, text) if text else QRectF()


def name_box(face: Face, width: float, theme: Theme) -> QRectF:
    """Return the room of the name, which leaves room for the length beside it."""
    beside = QFontMetricsF(theme.font(16, 600, tabular=True)).horizontalAdvance(face.length) + 16
    return text_box(breakable(face.card.name), width - beside, theme.font(22, 700))


def place_chips(words: tuple[str, ...], width: float, theme: Theme) -> list[tuple[str, QRectF]]:
    """Return each chip's word and place, in lines, at the origin."""
    metrics = QFontMetricsF(theme.font(13, 500))
    height = metrics.height() + 9
    placed: list[tuple[str, QRectF]] = []
    x = y = 0.0
    for word in words:
        chip = min(width, metrics.horizontalAdvance(word) + 22)
        if x and x + chip > width:
            x, y = 0.0, y + height + 7
        placed.append((word, QRectF(x, y, chip, height)))
        x += chip + 8
    return placed


def paint_card(
    painter: QPainter, rect: QRectF, face: Face, strip: tuple[tuple[str, QPixmap | None], ...], theme: Theme
) -> None:
    """Paint a card into a rectangle; a picture that there is not is its exercise's name."""
    outline = QPainterPath()
    outline.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
    painter.fillPath(outline, theme.colour(Role.CARD))
    painter.save()
    painter.setClipPath(outline)
    top = QRectF(rect.x(), rect.y(), rect.width(), STRIP)
    painter.fillRect(top, theme.colour(Role.STAGE))
    paint_strip(painter, top, strip, theme)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(Role.LINE), 1))
    painter.drawPath(outline)
    paint_card_words(painter, rect.adjusted(PAD, STRIP + 16, -PAD, 0), face, theme)


def paint_strip(painter: QPainter, rect: QRectF, strip: tuple[tuple[str, QPixmap | None], ...], theme: Theme) -> None:
    """Paint the pictures side by side, each whole."""
    for i, (words, pixmap) in enumerate(strip):
        share = rect.width() / len(strip)
        place = QRectF(rect.x() + i * share, rect.y(), share, rect.height()).adjusted(10, 8, -10, -8)
        if pixmap is not None:
            paint_fitted(painter, place, pixmap)
        elif words:
            painter.setFont(fitted_font(theme, words, place.size(), 18, 500))
            painter.setPen(theme.colour(Role.MUTED))
            painter.drawText(place, WRAP | int(Qt.AlignmentFlag.AlignCenter), words)


def paint_card_words(painter: QPainter, rect: QRectF, face: Face, theme: Theme) -> None:
    """Paint the name, the length, the summary and the chips."""
    name = name_box(face, rect.width(), theme)
    painter.setPen(theme.colour(Role.INK))
    painter.setFont(theme.font(22, 700))
    base = painter.fontMetrics().ascent()
    painter.drawText(QRectF(rect.topLeft(), name.size()).adjusted(0, 0, 2, 2), WRAP, breakable(face.card.name))
    painter.setFont(theme.font(16, 600, tabular=True))
    length = painter.fontMetrics().horizontalAdvance(face.length)
    painter.drawText(QPointF(rect.right() - length, rect.y() + base), face.length)
    y = rect.y() + name.height() + 2
    font = theme.font(16)
    words = breakable(face.card.summary)
    summary = text_box(words, rect.width(), font)
    painter.setFont(font)
    painter.setPen(theme.colour(Role.MUTED))
    painter.drawText(QRectF(rect.x(), y, rect.width(), summary.height() + 2), WRAP, words)
    y += summary.height() + 12
    painter.setFont(theme.font(13, 500))
    for word, place in place_chips(face.chips, rect.width(), theme):
        chip = place.translated(rect.x(), y).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour(Role.LINE), 1))
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setPen(theme.colour(Role.INK))
        shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(chip.width() - 12))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), shown)
