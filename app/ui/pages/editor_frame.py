"""The editor's frame: its bars, the rows of steps on the left, and on the right one pane at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.storage.draft_rows import RowKind
from app.ui.pages.editor_forms import ChoiceForm, CircuitForm, Form, RoutineForm, StepForm
from app.ui.pages.editor_head import EditorFoot, EditorHead, Rehearsal
from app.ui.pages.editor_paste import EditorPaste
from app.ui.pages.editor_picker import EditorPicker
from app.ui.pages.editor_steps import StepsList
from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.ui.widgets.file_text import FileText
from app.ui.widgets.question import Question
from app.ui.widgets.scroll_page import ScrollPage

ROWS = (400, 620)  # pixels of width of the rows, at least and at most


class EditorFrame(QWidget):
    """Makes the parts and puts them in their places; what they do is the page's."""

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures = theme, pictures
        self._make()
        self._arrange()

    def _make(self) -> None:
        theme, pictures = self._theme, self._pictures
        self.head = EditorHead(theme)
        self.question = Question(theme)
        self.rehearsal = Rehearsal(theme)
        self.steps = StepsList(theme, pictures)
        self.foot = EditorFoot(theme)
        self.picker = EditorPicker(theme, pictures)
        self.text = FileText(theme)
        self.paste = EditorPaste(theme)
        self._step_form = StepForm(theme, pictures)
        self.routine_form = RoutineForm(theme)
        self.forms: dict[RowKind, Form] = {
            RowKind.ROUTINE: self.routine_form,
            RowKind.STEP: self._step_form,
            RowKind.CIRCUIT: CircuitForm(theme),
            RowKind.CHOICE: ChoiceForm(theme),
        }

    def _arrange(self) -> None:
        self.fields = ScrollPage()
        self.fields.column.setContentsMargins(0, 0, 0, 0)
        for form in self.forms.values():
            form.hide()
            self.fields.column.addWidget(form)
        self._panes = QStackedWidget()
        for pane in (self.fields, self.picker, self.text, self.paste):
            self._panes.addWidget(pane)
        right = self._card(self._panes)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.rehearsal)
        column.addWidget(self._card(self.steps, 8), 1)
        column.addWidget(self.foot)
        self._left = left
        sides = QHBoxLayout()
        sides.setSpacing(18)
        sides.addWidget(left)
        sides.addWidget(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(28, 10, 28, 18)
        whole.setSpacing(10)
        whole.addWidget(self.head)
        whole.addWidget(self.question)
        whole.addLayout(sides, 1)

    def _card(self, inner: QWidget, margin: int = 2) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(margin, margin + 4, margin, margin + 4)
        box.addWidget(inner)
        return card

    @property
    def form(self) -> Form:
        """Return the fields of the chosen row."""
        row = self.steps.row
        return self.forms[row.kind if row is not None else RowKind.ROUTINE]

    @property
    def shown_form(self) -> Form:
        """Return the fields that are shown: of the row that was chosen before, while another is being chosen."""
        return next((form for form in self.forms.values() if not form.isHidden()), self.form)

    @property
    def step_form(self) -> StepForm:
        """Return the fields of a step."""
        return self._step_form

    @property
    def pane(self) -> QWidget | None:
        """Return what is shown on the right: `fields`, `picker`, `text` or `paste`."""
        return self._panes.currentWidget()

    def show_pane(self, pane: QWidget) -> None:
        """Show something else on the right."""
        self._panes.setCurrentWidget(pane)

    def add_key(self, keys: str, slot: Callable[[], object]) -> None:
        """Let a key of the page do something, wherever in it the keyboard is."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows their share of the width."""
        super().resizeEvent(event)
        self._left.setFixedWidth(round(min(ROWS[1], max(ROWS[0], event.size().width() * 0.38))))
