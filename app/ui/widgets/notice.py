"""What the program has to say at the top of the window: kept until it is put away, never a dialog."""

from __future__ import annotations

from collections.abc import Callable

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
        if sentence not in self.sentences:
            self._add(Notice(self._theme, sentence))

    def offer(self, sentence: str, words: str, deed: Callable[[], object]) -> None:
        """Say a sentence beside a button that does something about it, once."""
        for old in [notice for notice in self._notices if notice.sentence == sentence]:
            self._remove(old)
        notice = Notice(self._theme, sentence, words, deed)
        notice.button.clicked.connect(self._do)
        self._add(notice)

    @Slot()
    def _do(self) -> None:
        sender = self.sender()
        for notice in list(self._notices):
            if notice.button is sender:
                self._remove(notice)
                if notice.deed is not None:
                    notice.deed()

    def _add(self, notice: Notice) -> None:
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
    """One sentence with its button, and another for what can be done about it."""

    def __init__(self, theme: Theme, sentence: str, words: str = "", deed: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.deed = deed
        self.sentence = sentence
        self.setProperty("kind", "fault")
        self.away = Button(theme, "Put away", Kind.PLAIN, name=f"Put away: {sentence}")
        self.button = Button(theme, words, name=f"{words}: {sentence}")
        if deed is None:
            self.button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 8, 8)
        row.addWidget(Label(theme, sentence, 15), 1)
        row.addWidget(self.button)
        row.addWidget(self.away)
