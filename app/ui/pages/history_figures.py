"""The four figures above the history, each a card."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.theme import Role, Theme
from app.ui.widgets.label import Label


class FigureCard(QFrame):
    """One of the four figures."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title = Label(theme, "", 16, role=Role.MUTED)
        self._large = Label(theme, "", 42, 700, tabular=True, wrap=False)
        self._small = Label(theme, "", 15, role=Role.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 16)
        column.setSpacing(0)
        for label in (self._title, self._large, self._small):
            column.addWidget(label)
        column.addStretch(1)

    def show_figure(self, title: str, large: str, small: str) -> None:
        """Show one figure."""
        self._title.setText(title)
        self._large.setText(large)
        self._small.setText(small)
        self.setAccessibleName(f"{title}: {large}, {small}")
