"""An exercise of one's own, to be made and changed: its words, its sides, its picture, and how it will look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.exercise import Exercise
from app.storage.exercise_draft import ExerciseDraft
from app.storage.yaml_writing import NotEditedError
from app.ui.pages.exercise_picture import ExercisePicture
from app.ui.pages.exercise_preview import ExercisePreview
from app.ui.pages.exercise_words import ExerciseWords
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.file_text import FileText
from app.ui.widgets.label import Label
from app.ui.widgets.question import Question
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.widgets.written_field import WrittenField, brings_picture

BESIDE = 900  # pixels of width from which the preview stands beside the fields
PREVIEW = (360, 560)  # its width, from the least to the most


class ExercisePage(QWidget):
    """Changes a draft; `brought` carries the mime data of pictures that were dropped or pasted.

    The other signals ask for what is not the page's: keeping the file, leaving, choosing files.
    """

    save_requested = Signal()
    back_requested = Signal()
    files_requested = Signal()
    remove_requested = Signal()
    brought = Signal(object)
    answered = Signal(str)  # a button of the question
    draft_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        pictures: Pictures,
        draft: ExerciseDraft,
        poses: Sequence[Exercise],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._draft, self._poses = theme, pictures, draft, poses
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard stops only where it shows
        self._make()
        self._arrange()
        self._connect()
        self.show_draft()

    def _make(self) -> None:
        theme = self._theme
        self._back = Button(theme, "← Back", Kind.PLAIN, name="Back")
        self._title = Label(theme, "", 30, 700)
        self._state = Label(theme, "", 15, role=Role.MUTED)
        self._said = ""
        self.undo = Button(theme, "Undo", name="Undo, Ctrl Z")
        self.redo = Button(theme, "Redo", name="Redo, Ctrl Shift Z")
        self.as_text = Button(theme, "As text", name="As text, Ctrl E")
        self.save = Button(theme, "Save", Kind.MAIN, name="Save, Ctrl S")
        self.remove = Button(theme, "Remove", Kind.PLAIN, name="Remove this exercise")
        self.remove.hide()
        self.form = ScrollPage()
        self.words = ExerciseWords(theme, self._draft, self._change, self)
        self.picture = ExercisePicture(theme, self._pictures, self._draft, self._poses, change=self._change)
        self.text = FileText(theme)
        self._panes = QStackedWidget()
        self.preview = ExercisePreview(theme, self._pictures)
        self._side = ScrollPage()
        self.question = Question(theme)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(40, 0, 40, 8)
        head.setSpacing(10)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        names.addWidget(self._title)
        names.addWidget(self._state)
        head.addLayout(names, 1)
        for button in (self.remove, self.undo, self.redo, self.as_text, self.save):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        holder = QHBoxLayout()
        holder.setContentsMargins(40, 0, 40, 8)
        holder.addWidget(self.question)
        column.addLayout(holder)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        inner = self.text.layout()
        if inner is not None:
            inner.setContentsMargins(40, 6, 20, 24)
        for pane in (self.form, self.text):
            self._panes.addWidget(pane)
        halves.addWidget(self._panes, 1)
        halves.addWidget(self._side)
        column.addLayout(halves, 1)
        fields = QVBoxLayout()
        fields.setSpacing(18)
        for widgets in (*self.words.head(), (self.picture,), *self.words.lines()):
            row = QHBoxLayout()
            row.setSpacing(18)
            for widget in widgets:
                row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
            fields.addLayout(row)
        fields.addStretch(1)
        self.form.column.addLayout(fields)
        self.form.column.addStretch(1)
        self._side.column.setContentsMargins(14, 6, 40, 24)
        self._side.column.addWidget(self.preview)
        self._side.column.addStretch(1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self.save.clicked.connect(self._save)
        self.remove.clicked.connect(self.remove_requested)
        self.undo.clicked.connect(self.take_back)
        self.redo.clicked.connect(self.make_again)
        self.as_text.clicked.connect(self.toggle_text)
        self.question.answered.connect(self._answer)
        self.text.typed.connect(self._type_over)
        self.text.closed.connect(self.toggle_text)
        self.picture.files_requested.connect(self.files_requested)
        self.picture.paste_requested.connect(self.paste)
        for keys, slot in (
            (QKeySequence.StandardKey.Save, self._save),
            (QKeySequence.StandardKey.Undo, self.take_back),
            (QKeySequence.StandardKey.Redo, self.make_again),
            (QKeySequence.StandardKey.Paste, self.paste),
            ("Ctrl+E", self.toggle_text),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    @Slot()
    def offer_removing(self) -> None:
        """Offer to take the exercise out of the list: it is kept in a file of the person's own."""
        self.remove.show()

    @property
    def draft(self) -> ExerciseDraft:
        """Return the draft that is changed."""
        return self._draft

    @property
    def state(self) -> str:
        """Return the words about where it is kept and what is wrong."""
        return self._state.text()

    def show_draft(self) -> None:
        """Show what the draft says now."""
        draft = self._draft
        self._title.setText(draft.value(("name",)) or "New exercise")
        self._show_state()
        self.words.show_draft()
        self.picture.show_draft()
        self.text.show_text(draft.text, () if draft.untouched else draft.read.faults)
        if draft.broken and self._panes.currentWidget() is not self.text:
            # What is no exercise at all has no fields.
            self._show_pane(self.text)
        self.preview.show_draft(draft)
        self.undo.setEnabled(draft.can_undo)
        self.redo.setEnabled(draft.can_redo)
        self.undo.setToolTip(draft.undo_name)
        self.redo.setToolTip(draft.redo_name)

    def _show_state(self) -> None:
        """Say where it is kept, what is wrong in it, and what was done last."""
        draft = self._draft
        problems = 0 if draft.untouched else sum(not fault.warning for fault in draft.read.faults)
        wrong = f"{problems} problem{'s' if problems != 1 else ''}" if problems else ""
        waits = "not saved yet" if draft.before is None else "changed, not saved"
        kept = waits if draft.changed else f"saved as {draft.path.name}"
        state = ", ".join(filter(None, (kept, wrong)))
        self._state.setText(" · ".join(filter(None, (state[:1].upper() + state[1:], self._said))))

    def give(self) -> None:
        """Take what is still being typed."""
        self.words.give()
        self.picture.give()
        self.text.flush()

    def ask(self, words: str, answers: Sequence[tuple[str, str]]) -> None:
        """Ask something at the top; `answers` are pairs of what `answered` then carries and a button's words.

        The last one leaves all as it is: Escape gives it.
        """
        self.question.open(words, answers)

    def say(self, sentence: str) -> None:
        """Say something beside where it is kept, until the next change; empty: only where it is kept."""
        self._said = sentence
        self._show_state()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._state, sentence or self._state.text()))

    @property
    def said(self) -> str:
        """Return what is said; empty where nothing is."""
        return self._said

    @property
    def asked(self) -> str:
        """Return what is asked just now; empty where nothing is."""
        return self.question.sentence

    @Slot()
    def toggle_text(self) -> None:
        """Show the file as text, or the fields again, where it can be read as an exercise."""
        self.give()
        to_text = self._panes.currentWidget() is self.form
        if not to_text and self._draft.broken:
            self.say("It cannot be shown in fields before its problems are put right.")
            return
        self._show_pane(self.text if to_text else self.form)
        self.show_draft()
        self.take_focus()

    def _show_pane(self, pane: QWidget) -> None:
        self._panes.setCurrentWidget(pane)
        to_text = pane is self.form
        self.as_text.say(
            "As text" if to_text else "Fields", "As text, Ctrl E" if to_text else "Back to the fields, Ctrl E"
        )

    def take_focus(self) -> None:
        """Begin with the name, or with the text."""
        if self._panes.currentWidget() is self.text:
            self.text.take_focus()
        else:
            self.words.fields["name"].control.setFocus()

    @Slot(str)
    def _type_over(self, text: str) -> None:
        self._change(partial(self._draft.type_over, text), None)

    @Slot()
    def take_back(self) -> None:
        """Take the last change back, and show where it was."""
        self.give()
        name = self._draft.undo()
        self._moved_in_time("Taken back", name)

    @Slot()
    def make_again(self) -> None:
        """Make a change again that was taken back."""
        self.give()
        name = self._draft.redo()
        self._moved_in_time("Made again", name)

    def _moved_in_time(self, words: str, name: str) -> None:
        if name:
            self.show_draft()
            self.say(f"{words}: {name[:1].lower()}{name[1:]}.")
            self.draft_changed.emit()

    @Slot()
    def paste(self) -> None:
        """Take the picture in the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if brings_picture(mime):
            self.brought.emit(mime)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let pictures be dropped anywhere."""
        if brings_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        if brings_picture(event.mimeData()):
            event.acceptProposedAction()
            self.brought.emit(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape; while something is asked, leave all as it is."""
        if event.key() == Qt.Key.Key_Escape and self.asked:
            self.question.answer_last()
        elif event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard."""
        super().showEvent(event)
        self.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview beside the fields where there is room, else at the end of them."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE
        least, most = PREVIEW
        self._side.setFixedWidth(max(least, min(most, self.width() * 34 // 100)))
        self._side.setVisible(beside)
        home = self._side.column if beside else self.form.column
        if home.indexOf(self.preview) < 0:
            home.insertWidget(0 if beside else 1, self.preview)

    def _change(self, change: Callable[[], object], field: WrittenField | None) -> None:
        """Make a change of the draft; what is refused is said at its field, and the field keeps what was typed."""
        try:
            change()
        except NotEditedError as refusal:
            if field is not None:
                field.show_problem(str(refusal))
            else:
                self.say(str(refusal))
            return
        self._said = ""
        self.show_draft()
        self.draft_changed.emit()

    @Slot()
    def _save(self) -> None:
        self.give()
        self.save_requested.emit()

    @Slot(str)
    def _answer(self, key: str) -> None:
        self.take_focus()
        self.answered.emit(key)
