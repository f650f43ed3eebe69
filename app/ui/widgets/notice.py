"""What the program has to say at the top of the window: kept until it is put away, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label

MOST = 3


class NoticeBoard(QWidget):
    """Shows sentences, the newest last; no room is taken where there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(40, 0, 40, 0)
        self._column.setSpacing(8)
        self._notices: list[Notice] = []

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what is said."""
        return tuple(notice.sentence for notice in self._notices)

    @Slot(str)
    def say(self, sentence: str) -> None:
        """Say a sentence, unless it stands there already."""
        if sentence in self.sentences:
            return
        notice = Notice(self._theme, sentence)
        notice.away.clicked.connect(self._put_away)
        self._notices.append(notice)
        self._column.addWidget(notice)
        for old in self._notices[:-MOST]:
            self._remove(old)

    @Slot()
    def _put_away(self) -> None:
        sender = self.sender()
        for notice in list(self._notices):
            if notice.away is sender:
                self._remove(notice)

    def _remove(self, notice: Notice) -> None:
        self._notices.remove(notice)
        self._column.removeWidget(notice)
        notice.deleteLater()


class Notice(QFrame):
    """One sentence with its button."""

    def __init__(self, theme: Theme, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
        self.setProperty("kind", "fault")
        self.away = Button(theme, "Put away", Kind.PLAIN, name=f"Put away: {sentence}")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 8, 8)
        row.addWidget(Label(theme, sentence, 15), 1)
        row.addWidget(self.away)
