"""An exercise as the session will show it: every position and phase that has a picture, and the words beside them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.core.exercise import Exercise, worded
from app.storage.exercise_draft import ExerciseDraft
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.label import Label
from app.ui.widgets.picture import Picture

MOST_CELLS = 6
Cell = tuple[str, str | None, str | None]  # the caption, the position, the frame


def cells_of(exercise: Exercise, known: Collection[str]) -> tuple[Cell, ...]:
    """Return what is shown: the positions, then the other moments that have a picture of their own.

    `known` are the figure's keyframes.
    """
    positions: tuple[str | None, ...] = exercise.sides or (None,)
    cells: list[Cell] = [(position or "", position, None) for position in positions]
    easier = [form.key for form in exercise.easier if form.key and form.key in known]
    keys = [image.key for image in exercise.images if image.key] or easier
    cells += [(key, positions[0], key) for key in dict.fromkeys(keys) if key not in exercise.sides]
    return tuple(cells[:MOST_CELLS])


class ExercisePreview(QFrame):
    """Shows what could be read; where nothing can, what was there before."""

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures = theme, pictures
        self._shown: Exercise | None = None
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(10)
        column.addWidget(Label(theme, "How it will look", 15, 600, Role.MUTED))
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        column.addLayout(self._grid)
        self._name = Label(theme, "", 24, 700)
        self._setup = Label(theme, "", 16)
        self._cues = Label(theme, "", 16, role=Role.MUTED)
        words = "As long as it has no picture, its name and how to get into it stand here."
        self._empty = Label(theme, words, 15, role=Role.MUTED)
        for label in (self._empty, self._name, self._setup, self._cues):
            column.addWidget(label)
        self._cells: list[tuple[Picture, Label]] = []

    @property
    def captions(self) -> tuple[str, ...]:
        """Return what stands under the pictures."""
        return tuple(label.text() for _, label in self._cells)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Return the pictures."""
        return tuple(picture for picture, _ in self._cells)

    def show_draft(self, draft: ExerciseDraft) -> None:
        """Show what the draft says."""
        exercise = draft.exercise
        if exercise is None or exercise == self._shown:
            return
        self._shown = exercise
        cells = cells_of(exercise, self._pictures.keys_of(exercise.pictured_as) or () if exercise.figure else ())
        self._make(len(cells))
        for (picture, label), (caption, position, frame) in zip(self._cells, cells, strict=True):
            picture.show_exercise(exercise, position, frame)
            label.setText(caption)
            label.setVisible(bool(caption))
        first = exercise.sides[0] if exercise.sides else None
        self._name.setText(exercise.called)
        self._empty.setVisible(not exercise.name)
        for label, lines in ((self._setup, exercise.setup), (self._cues, exercise.cues)):
            label.setText("\n".join(worded(lines, first)))
            label.setVisible(bool(lines))

    def _make(self, number: int) -> None:
        if number == len(self._cells):
            return
        for widget in (widget for pair in self._cells for widget in pair):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._cells = []
        columns = 1 if number == 1 else 2
        for n in range(number):
            picture = Picture(self._theme, self._pictures, moving=True)
            picture.setFixedHeight(230 if number == 1 else 150)
            label = Label(self._theme, "", 14, role=Role.MUTED)
            self._grid.addWidget(picture, n // columns * 2, n % columns)
            self._grid.addWidget(label, n // columns * 2 + 1, n % columns)
            self._cells.append((picture, label))
