"""The words beside the picture: what is going on, the name, the side as large as the name, and which side follows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.core.player_words import Headline
from app.ui.theme import Role
from app.ui.widgets.fitted_text import Fitted, Measure, fit
from app.ui.widgets.look import Look, Type, paint_lines
from app.ui.widgets.painted import Painted

BOLD, PLAIN, THIN = 700, 500, 350
LARGEST, LEAST = 0.0756, 0.0704  # of the window's height: the least keeps the capitals at 5 % of it
ABOVE = 0.042
NAME_LEADING = 1.08


@dataclass(frozen=True, slots=True)
class HeadlineLines:
    """The words laid out: each part's lines and size, and whether "then left" stands beside the side."""

    above: Fitted
    name: Fitted
    side: Fitted
    then: Fitted
    then_beside: bool

    @property
    def height(self) -> float:
        """Return how much room all of it takes."""
        beside = 0.0 if self.then_beside else self.then.height
        return self.above.height + self.name.height + self.side.height + beside


def lay_out(
    words: Headline, width: float, height: float, *, window: float, bold: Measure, plain: Measure
) -> HeadlineLines:
    """Return the words laid out in a width and height; `window` is the window's height, which the sizes follow."""
    above = fit(words.above, width, height * 0.25, plain, largest=window * ABOVE, least=window * 0.035)
    largest = window * LARGEST
    while True:
        least = min(largest, window * LEAST)
        room = height - above.height
        name = fit(words.name, width, room, bold, largest=largest, least=least, leading=NAME_LEADING)
        side = fit(words.side, width, room, bold, largest=name.px, least=min(name.px, least), leading=NAME_LEADING)
        size = max(1.0, min(name.px, side.px) if words.side else name.px)
        small = min(window * ABOVE, size)
        beside = bool(words.side) and bold(side.lines[-1], side.px) + side.px * 0.5 + plain(words.then, small) <= width
        then = fit(words.then, width, window, plain, largest=small, least=small * 0.8)
        lines = HeadlineLines(above, name, side, then, beside)
        if lines.height <= height + 0.01 or largest <= 4:
            return lines
        largest = min(largest - 1, size - 1)


class HeadlineView(Painted):
    """Shows a headline in as large a type as the room allows."""

    def __init__(self, look: Look, type_: Type, parent: QWidget | None = None) -> None:
        super().__init__(look, type_, parent)
        self._words = Headline("", "", "", "")
        self._bold, self._plain = type_.measure(BOLD), type_.measure(PLAIN)

    @property
    def words(self) -> Headline:
        """Return what is shown."""
        return self._words

    def set_words(self, words: Headline) -> None:
        """Show other words."""
        if words != self._words:
            self._words = words
            self.say(", ".join(filter(None, (words.above, words.name, words.side, words.then))))
            self.update()

    def lines(self) -> HeadlineLines:
        """Return the words as they are laid out in the present room."""
        window = self.window().height() if self.window() is not None else self.height()
        return lay_out(self._words, self.width(), self.height(), window=window, bold=self._bold, plain=self._plain)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines from the top."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        lines = self.lines()
        left = Qt.AlignmentFlag.AlignLeft
        rect = QRectF(self.rect())
        bold = THIN if self.look.quiet else BOLD
        painter.setPen(self.look[Role.INK])
        rect.setTop(paint_lines(painter, lines.above, rect, self.type.font(lines.above.px, PLAIN), left))
        rect.setTop(paint_lines(painter, lines.name, rect, self.type.font(lines.name.px, bold), left))
        painter.setPen(self.look[Role.SIDE])
        rect.setTop(paint_lines(painter, lines.side, rect, self.type.font(lines.side.px, bold), left))
        if not lines.then.lines:
            return
        painter.setPen(self.look[Role.INK])
        if lines.then_beside:
            step = lines.side.px * lines.side.leading
            x = self._bold(lines.side.lines[-1], lines.side.px) + lines.side.px * 0.45
            # On the side's own base line, which lies where a line's middle puts it.
            base = rect.top() - step / 2 + lines.side.px * 0.36
            painter.setFont(self.type.font(lines.then.px, PLAIN))
            painter.drawText(round(x), round(base), lines.then.lines[0])
        else:
            paint_lines(painter, lines.then, rect, self.type.font(lines.then.px, PLAIN), left)
