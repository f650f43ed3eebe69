"""What lies over the player for a while: the question of a pause, words read large, the keys, and short notices."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.player_keys import KEY_LINES, Action
from app.ui.theme import Role
from app.ui.widgets.fitted_text import Fitted, fit
from app.ui.widgets.look import Look, Type, paint_lines
from app.ui.widgets.painted import Painted
from app.ui.widgets.player_buttons import ButtonWords, PlayerButton

LEFT = Qt.AlignmentFlag.AlignLeft


class WordsPanel(Painted):
    """A title and lines, as large as the room allows: how to get into it, or name, side and time."""

    def __init__(self, look: Look, type_: Type, parent: QWidget) -> None:
        super().__init__(look, type_, parent)
        self._title = ""
        self._lines: tuple[str, ...] = ()
        self._bold, self._plain = type_.measure(700), type_.measure(400)
        self.hide()

    def set_words(self, title: str, lines: tuple[str, ...]) -> None:
        """Show a title and lines."""
        self._title, self._lines = title, lines
        self.say(". ".join((title, *lines)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words on the stage's ground."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.STAGE])
        window = self.window().height()
        margin = max(24.0, window * 0.06)
        room = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter.setPen(self.look[Role.INK])
        title = fit(self._title, room.width(), room.height() * 0.4, self._bold, largest=window * 0.0756, least=20)
        room.setTop(paint_lines(painter, title, room, self.type.font(title.px, 700), LEFT) + margin * 0.3)
        for line in self._lay_out(room, window):
            below = paint_lines(painter, line, room, self.type.font(line.px, 400), LEFT)
            room.setTop(below + line.px * 0.4)

    def _lay_out(self, room: QRectF, window: float) -> list[Fitted]:
        px = window * 0.0445
        while True:
            lines = [
                fit(line, room.width(), room.height(), self._plain, largest=px, least=px, leading=1.2)
                for line in self._lines
            ]
            if sum(line.height + px * 0.4 for line in lines) <= room.height() or px < 10:
                return lines
            px -= 1


class KeysPanel(Painted):
    """All keys, in two columns."""

    def __init__(self, look: Look, type_: Type, parent: QWidget) -> None:
        super().__init__(look, type_, parent)
        self.say("Keys. " + ". ".join(f"{line.keys}: {line.words}" for line in KEY_LINES))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the keys as caps with what they do beside them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        width, height = float(self.width()), float(self.height())
        margin = width * 0.05
        painter.setPen(self.look[Role.INK])
        painter.setFont(self.type.font(height * 0.06, 700))
        painter.drawText(
            QRectF(margin, height * 0.06, width, height * 0.09), LEFT | Qt.AlignmentFlag.AlignVCenter, "Keys"
        )
        rows = (len(KEY_LINES) + 1) // 2
        step = height * 0.76 / rows
        column = (width - 2 * margin) / 2
        px = min(step * 0.36, column * 0.036, 26.0)
        for number, line in enumerate(KEY_LINES):
            x = margin + column * (number // rows)
            y = height * 0.18 + step * (number % rows)
            cap = QRectF(x, y + step * 0.12, px * 5.4, step * 0.76)
            painter.setPen(QPen(self.look[Role.EDGE], 1.5))
            painter.setBrush(self.look[Role.CARD])
            painter.drawRoundedRect(cap, 10, 10)
            painter.setPen(self.look[Role.INK])
            painter.setFont(self.type.font(px, 600))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, line.keys)
            painter.setFont(self.type.font(px, 400))
            words = QRectF(cap.right() + px, y, column - cap.width() - 2 * px, step)
            painter.drawText(words, LEFT | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, line.words)


class QuestionPanel(Painted):
    """The question of a pause, in the page itself: go on, save and leave, end here."""

    asked = Signal(object)  # Action: PAUSE goes on, LEAVE saves and leaves, DONE ends here

    def __init__(self, look: Look, type_: Type, parent: QWidget) -> None:
        super().__init__(look, type_, parent)
        self._bold, self._plain = type_.measure(700), type_.measure(400)
        self._words, self._at = "", 0
        self.buttons = tuple(
            PlayerButton(words, look, type_, self, main=number == 0)
            for number, words in enumerate(
                (
                    ButtonWords(Action.PAUSE, "Go on", "Space"),
                    ButtonWords(Action.LEAVE, "Save and leave", ""),
                    ButtonWords(Action.DONE, "End here", ""),
                )
            )
        )
        for button in self.buttons:
            button.asked.connect(self.asked)
        self.hide()

    def open(self, words: str) -> None:
        """Show the question with a sentence about why the session stands still; the keyboard is on "Go on"."""
        self._words = words
        self.say(f"Paused. {words} Go on, save and leave, or end here?")
        self.show()
        self.raise_()
        self._at = 0
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Move the keyboard to another of the three."""
        here = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), self._at)
        self._at = (here + by) % len(self.buttons)
        self.buttons[self._at].setFocus(Qt.FocusReason.TabFocusReason)

    def take(self) -> None:
        """Take the one that the keyboard is on."""
        self.buttons[self._at].click()

    def set_look(self, look: Look) -> None:
        """Paint with other colours from now on."""
        for button in self.buttons:
            button.look = look
            button.update()
        super().set_look(look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the question over the stage."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.STAGE])
        margin = self._margin()
        room = QRectF(margin, margin, self.width() - 2 * margin, self._buttons_top() - margin)
        window = self.window().height()
        painter.setPen(self.look[Role.INK])
        title = fit("Paused", room.width(), room.height(), self._bold, largest=window * 0.0756, least=20)
        room.setTop(paint_lines(painter, title, room, self.type.font(title.px, 700), LEFT) + margin * 0.2)
        text = f"{self._words} Nothing is lost, whichever you take."
        words = fit(text, room.width(), room.height(), self._plain, largest=window * 0.0445, least=14, leading=1.25)
        paint_lines(painter, words, room, self.type.font(words.px, 400), LEFT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the buttons their places, one under the other."""
        super().resizeEvent(event)
        margin, top = self._margin(), self._buttons_top()
        height = (self.height() - top - margin) / 3 - 10
        for number, button in enumerate(self.buttons):
            button.setGeometry(
                round(margin), round(top + number * (height + 12)), round(self.width() - 2 * margin), round(height)
            )

    def _margin(self) -> float:
        return max(24.0, self.height() * 0.09)

    def _buttons_top(self) -> float:
        return self.height() * 0.5


class Notice(Painted):
    """A line at the top of the stage: what does not work, or what a key just did."""

    def __init__(self, look: Look, type_: Type, parent: QWidget) -> None:
        super().__init__(look, type_, parent)
        self._words, self._trouble, self._large = "", False, False
        self._measure = type_.measure(600)
        self.hide()

    @property
    def words(self) -> str:
        """Return what is shown; empty where nothing is."""
        return self._words if not self.isHidden() else ""

    @property
    def trouble(self) -> bool:
        """Return whether the words say what does not work."""
        return self._trouble

    @property
    def large(self) -> bool:
        """Return whether the words are as large as the name of the exercise."""
        return self._large

    def show_words(self, words: str, *, trouble: bool = False, large: bool = False) -> None:
        """Show words, or nothing where they are empty; `large`: as large as the name of the exercise."""
        self._words, self._trouble, self._large = words, trouble, large
        self.say(words)
        self.setVisible(bool(words))
        self.update()

    def lines(self, width: float, window: float) -> Fitted:
        """Return the words as they are laid out in a width."""
        px = window * (0.0756 if self._large else 0.0425)
        return fit(self._words, width - 3.2 * px, window, self._measure, largest=px, least=px * 0.98, leading=1.2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words on a card with a mark that is a shape, not only a colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self.look[Role.STAGE])
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        fitted = self.lines(self.width(), self.window().height())
        px = fitted.px
        painter.setPen(QPen(self.look[Role.GOLD if self._trouble else Role.LINE], 3 if self._trouble else 1.5))
        painter.setBrush(self.look[Role.CARD])
        painter.drawRoundedRect(rect, 14, 14)
        left = rect.left() + px * 0.8
        if self._trouble:
            mark = QRectF(left, rect.center().y() - px * 0.6, px * 1.2, px * 1.2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look[Role.GOLD])
            painter.drawEllipse(mark)
            painter.setPen(self.look[Role.CARD])
            painter.setFont(self.type.font(px * 0.95, 800))
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "!")
            left = mark.right() + px * 0.5
        painter.setPen(self.look[Role.INK])
        room = QRectF(left, rect.center().y() - fitted.height / 2, rect.right() - left, fitted.height)
        paint_lines(painter, fitted, room, self.type.font(px, 600), LEFT)
