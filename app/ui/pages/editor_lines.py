"""The words of an exercise that stands in the routine itself: how to get into it, cues, easier forms, what it needs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.storage.exercise_draft import easier_written, lines_of
from app.ui.pages.editor_doses import names_taken
from app.ui.pages.editor_fields import Field, LineField
from app.ui.theme import Theme
from app.ui.widgets.written_field import Lines

if TYPE_CHECKING:
    from app.storage.routine_draft import RoutineDraft
    from app.storage.yaml_spans import At
    from app.storage.yaml_writing import Written

# Key, label, example: lists with a text on each line.
LISTS = (
    ("setup", "How to get into it", "Lie on your back, knees bent.\nCross the {side} ankle over the other knee."),
    ("cues", "While it runs", "Let the shoulders sink."),
    ("easier", "Easier forms", "A cushion under the {side} hip."),
    ("care", "With care", "Knee complains? Take thread the needle instead."),
    ("after", "How to get up again", "Roll onto your side and push up."),
)


class LinesField(Field):
    """A list of texts, one on each line."""

    def __init__(self, theme: Theme, label: str, key: str, example: str) -> None:
        super().__init__(theme, label, (key,), name=f"{label}, one on each line", wide=True)
        self._draft: RoutineDraft | None = None
        self.lines = Lines(theme)
        self.lines.setAccessibleName(self.name)
        self.lines.setPlaceholderText(example)
        self.lines.given.connect(self._take)
        self.finish(self.lines)

    @property
    def control(self) -> QWidget:
        """Return the lines."""
        return self.lines

    def read(self, draft: RoutineDraft) -> None:
        """Show the texts, unless the person is typing them."""
        self._draft = draft
        self.lines.show_text("\n".join(lines_of(draft, self.place)))

    def flush(self) -> None:
        """Tell at once what was typed."""
        self.lines.give()

    @Slot(str)
    def _take(self, text: str) -> None:
        lines = [line for typed in text.split("\n") if (line := " ".join(typed.split()))]
        written: list[Written] = list(lines)
        if self._draft is not None and self.key == ("easier",):
            written = easier_written(self._draft, self.place, lines)
        self.tell({str(self.key[-1]): written or None}, typing=True)


def own_words(theme: Theme) -> tuple[Field, ...]:
    """Return the fields of an exercise's own words, those that are asked for most first."""
    return (
        *(LinesField(theme, label, key, example) for key, label, example in LISTS),
        LineField(theme, "What it needs", ("needs",), example="mat, strap or towel", taken_as=names_taken,
                  shown_as=partial(_listed, "needs"), name="What it needs, with commas between"),
        LineField(theme, "What it works", ("works",), example="hips, lower back", taken_as=names_taken,
                  shown_as=partial(_listed, "works"), name="What it works, with commas between"),
        LineField(theme, "Short name", ("called",), example="Bridge", name="Short name, at most 20 characters"),
        LineField(theme, "Time to get into it", ("settle",), example="20 s",
                  name="Time to get into it, for a newcomer"),
        LineField(theme, "In a sentence", ("summary",), example="Wakes the seat, and lets the back rest.", wide=True),
        LineField(theme, "What is seen", ("describe",), example="She lies on her back, hips lifted.", wide=True,
                  name="What is seen, for those who cannot see the picture"),
        LineField(theme, "Looks like", ("picture",), example="figure of pigeon", wide=True,
                  name="Looks like: figure of another exercise, such as figure of pigeon"),
    )  # fmt: skip


def _listed(key: str, draft: RoutineDraft, at: At) -> str:
    return ", ".join(draft.texts((*at, key)))
