"""A page that scrolls where the window is too low for it, and keeps in sight what has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

MARGIN = 40


class ScrollPage(QScrollArea):
    """A scrolling page with one column; subclasses fill `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget()
        self.page.setObjectName("page")
        self.column = QVBoxLayout(self.page)
        self.column.setContentsMargins(MARGIN, 12, MARGIN, 32)
        self.column.setSpacing(0)
        self.setWidget(self.page)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_in_sight)

    @Slot("QWidget*", "QWidget*")
    def _keep_in_sight(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and self.page.isAncestorOf(new):
            self.ensureWidgetVisible(new, 20, 24)
