"""The history before the first session: a picture of what will be here, one sentence, and the way to the routines."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.core.record import Outcome
from app.ui.session_summary import DoneBar
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.done_bars import paint_done
from app.ui.widgets.label import Label
from app.ui.widgets.year_calendar import paint_days

SENTENCE = "Each session will stand here with its holds side by side, and each day in your year."
# Some weeks as they may become: how dark each day is, week by week from Monday on.
WEEKS = ("0100000", "0000100", "1000010", "0010000", "1001010", "0100100", "1020010", "0200101",
         "1002010", "2010200", "0203010", "2010301", "3020102", "1302")  # fmt: skip
BARS = ((1.0, Outcome.DONE), (0.82, Outcome.DONE), (0.5, Outcome.CUT_SHORT), (0.66, Outcome.DONE))
SQUARE, GAP, BAR = 17.0, 5.0, 12.0


class HistoryEmpty(QFrame):
    """`library_requested` leads to the routines."""

    library_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.choose = Button(theme, "Choose a routine", Kind.MAIN)
        self.choose.clicked.connect(self.library_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 36, 40, 40)
        column.setSpacing(26)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Promise(theme), 0, middle)
        words = Label(theme, SENTENCE, 20)
        words.setAlignment(middle)
        column.addWidget(words)
        column.addWidget(self.choose, 0, middle)


class Promise(QWidget):
    """A small picture of a year and a session, as they may become."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("A drawing of a year and a session, as they may become")
        theme.changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        """Return room for the weeks and the bars beside them."""
        weeks = len(WEEKS) * (SQUARE + GAP)
        return QSize(round(2 * weeks + 60), round(7 * (SQUARE + GAP)))

    def minimumSizeHint(self) -> QSize:
        """Return half of it: the picture grows smaller with the window."""
        return self.sizeHint() / 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint days on the left, holds on the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = self.sizeHint()
        share = self.width() / whole.width()
        painter.translate(0, self.height() * (1 - share) / 2)
        painter.scale(share, share)
        for column, week in enumerate(WEEKS):
            for row, level in enumerate(week):
                cell = QRectF(column * (SQUARE + GAP), row * (SQUARE + GAP), SQUARE, SQUARE)
                paint_days(painter, [cell], int(level), self._theme)
        left = whole.width() / 2 + 30
        width = whole.width() - left
        step = whole.height() / len(BARS)
        for row, (share, outcome) in enumerate(BARS):
            middle = (row + 0.5) * step
            painter.setPen(QPen(self._theme.colour(Role.TRACK), BAR / 2, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(round(left), round(middle), round(left + width * 0.2), round(middle))
            box = QRectF(left + width * 0.3, middle - BAR / 2, width * 0.7, BAR)
            paint_done(painter, box, DoneBar("", share, outcome, ""), self._theme)
        painter.end()

    @Slot()
    def _repaint(self) -> None:
        self.update()
