"""Before you lie down: what to fetch, where things go, whether it is heard and read, the caution, and one big Go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, KeyedButton, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.widgets.need_icon import NeedIcon
from app.ui.widgets.number_scale import NumberScale
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.wording import capital

STIFF = "How stiff is your back now?"
ADVICE = (
    "Strong pressure is fine, pain is not: ease off.",
    "Severe pain, a recent fall, an old injury, numbness or tingling in arms, legs or trunk: see a professional first.",
    "New trouble with bladder or bowels, numbness between the legs, or legs giving way: that is an emergency, today.",
    "Holdwell is no medical device and promises no cure.",
)


class BeforePage(ScrollPage):
    """`go_requested` begins, `bell_requested` asks for the bell that begins a hold."""

    go_requested = Signal()
    back_requested = Signal()
    bell_requested = Signal()

    def __init__(
        self, theme: Theme, name: str, needs: Sequence[str], *, ends_at_wall: bool = False, asks_stiffness: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._name, self._needs = theme, name, tuple(needs)
        self._ends_at_wall, self._asks = ends_at_wall, asks_stiffness
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._back = Button(self._theme, f"‹  {self._name}", Kind.PLAIN, name=f"Back to {self._name}", size=18)
        self._heard = Label(self._theme, "", 16, 600)
        self._heard.hide()
        self._bell = Button(self._theme, "Ring the bell", name="Ring the bell: can you hear it?")
        self._scale = NumberScale(self._theme, STIFF)
        self._go = KeyedButton(self._theme, "Go", "Enter")
        self._sides = QHBoxLayout()

    def _arrange(self) -> None:
        self.column.setContentsMargins(40, 14, 40, 32)
        self.column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Label(self._theme, "Before you lie down", 42, 700), 1)
        self._go.setFixedSize(round(280 * self._theme.text_scale), 76)
        head.addWidget(self._go)
        self.column.addLayout(head)
        self.column.addSpacing(18)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(18)
        left.addWidget(self._card("Fetch", self._fetch()))
        left.addWidget(self._card("Put down", self._places()))
        left.addWidget(self._card("Can you hear this? Can you read this from the mat?", self._test()))
        left.addStretch(1)
        right.addWidget(self._card("Take care", self._advice()))
        if self._asks:
            right.addWidget(self._card(STIFF, self._question()))
        right.addStretch(1)
        self._sides.setSpacing(24)
        self._sides.addLayout(left, 1)
        self._sides.addLayout(right, 1)
        self.column.addLayout(self._sides)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._bell.clicked.connect(self.bell_requested)
        self._go.clicked.connect(self.go_requested)

    @property
    def stiffness(self) -> int | None:
        """Return how stiff the back is, 0 to 10; None where that was not answered."""
        return self._scale.value

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Enter, go back with Escape, answer with a digit, ring with B."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_requested.emit()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            self.back_requested.emit()
        elif key == Qt.Key.Key_B:
            self.bell_requested.emit()
        elif event.text().isdigit() and self._asks:
            self._scale.setFocus()
            self._scale.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the focus to Go, with the top in sight."""
        super().showEvent(event)
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one column where two are too narrow."""
        narrow = event.size().width() < 880 * self._theme.text_scale
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        super().resizeEvent(event)

    def _card(self, title: str, content: QVBoxLayout) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(26, 18, 26, 22)
        column.setSpacing(10)
        column.addWidget(Label(self._theme, title, 20, 700))
        column.addLayout(content)
        return card

    def _fetch(self) -> QVBoxLayout:
        column = QVBoxLayout()
        if not self._needs:
            column.addWidget(Label(self._theme, "Nothing at all.", 18))
            return column
        flow = Flow(gap=14)
        for need in self._needs:
            thing = QWidget()
            box = QVBoxLayout(thing)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(4)
            box.addWidget(NeedIcon(self._theme, need, 72))
            box.addWidget(Label(self._theme, capital(need), 17, 500, wrap=False))
            flow.addWidget(thing)
        column.addLayout(flow)
        return column

    def _places(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        for line in place_lines(self._needs, self._ends_at_wall):
            column.addWidget(Label(self._theme, line, 18))
        return column

    def _test(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(Label(self._theme, "Press out through both heels.", 40, 500))
        column.addWidget(self._bell, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._heard)
        return column

    @property
    def silence(self) -> str:
        """Return what the page says of a bell that is not heard; "" where nothing is wrong."""
        return "" if self._heard.isHidden() else self._heard.text()

    @Slot(str)
    def show_silence(self, why: str) -> None:
        """Say why no bell is heard, and what stands for it in the session."""
        self._heard.setText(f"{why} The session runs all the same, and shows every change.")
        self._heard.show()

    @Slot()
    def show_heard(self) -> None:
        """Say no more that nothing is heard."""
        self._heard.hide()

    def _advice(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        for line in ADVICE:
            column.addWidget(Label(self._theme, line, 17))
        return column

    def _question(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(Label(self._theme, "0 is not at all, 10 as stiff as it gets. You may leave it out.", 16,
                               role=Role.MUTED))  # fmt: skip
        column.addWidget(self._scale)
        return column


def place_lines(needs: Sequence[str], ends_at_wall: bool) -> tuple[str, ...]:
    """Return where the mat and the laptop go, in sentences."""
    lines = []
    if "wall" in needs:
        end = ": you finish there" if ends_at_wall else ""
        lines.append(f"The mat with one short end at a free wall{end}.")
    elif "mat" in needs:
        lines.append("The mat where you can stretch out arms and legs to all sides.")
    lines.append("The laptop about two metres away, its screen turned so that you see it lying down as well.")
    if any(thing in need for need in needs for thing in ("barbell", "dumbbells", "bag", "cable", "pulldown")):
        lines.append("The weights beside you, lighter than you think for the first set.")
    return tuple(lines)
