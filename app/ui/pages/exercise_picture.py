"""What shows an exercise, in its editor: nothing, the pose of another one, or pictures of the person's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.core.exercise import Exercise
from app.storage.exercise_draft import PICTURE, ExerciseDraft
from app.storage.exercise_pictures import as_key
from app.ui.pages.exercise_words import Change, problem_words
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.image_card import ImageCard
from app.ui.widgets.label import Label
from app.ui.widgets.pose_picker import PosePicker

NOTHING, POSE, OWN = "Words alone", "The pose of another exercise", "Pictures of your own"
SAID = ("alt", "for", "key", "credit", "mirror")


class ExercisePicture(QWidget):
    """`files_requested` and `paste_requested` ask for pictures; who brings them calls the draft's `add_images`."""

    files_requested = Signal()
    paste_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        pictures: Pictures,
        draft: ExerciseDraft,
        poses: Sequence[Exercise],
        *,
        change: Change,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._draft, self._poses, self._change = theme, pictures, draft, poses, change
        self._wanted = ""  # the kind that was chosen and is not in the file yet
        self._picker: PosePicker | None = None
        self.cards: list[ImageCard] = []
        self._cards_of: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self._buttons = {text: Button(theme, text, Kind.CHIP, size=15) for text in (NOTHING, POSE, OWN)}
        self._problem = Label(theme, "", 15, 500, Role.SIDE)
        self.choose = Button(theme, "Choose pictures", name="Choose pictures from a folder")
        self.paste = Button(theme, "Paste", name="Paste a picture, Ctrl V")
        self._arrange()
        self._group.buttonClicked.connect(self._choose_kind)
        self.choose.clicked.connect(self.files_requested)
        self.paste.clicked.connect(self.paste_requested)

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(Label(self._theme, "Picture", 16, 600))
        row = Flow(gap=8)
        for button in self._buttons.values():
            button.setCheckable(True)
            self._group.addButton(button)
            row.addWidget(button)
        self._column.addLayout(row)
        self._column.addWidget(self._problem)
        self._own = QWidget()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(8)
        words = (
            "Drop them anywhere on this page. They are turned upright and made smaller; what the camera wrote into "
            "them, such as the place, is taken out. Several follow each other, or show phases, positions and easier "
            "forms by name."
        )
        own.addWidget(Label(self._theme, words, 14, role=Role.MUTED))
        buttons = Flow(gap=8)
        for button in (self.choose, self.paste):
            buttons.addWidget(button)
        own.addLayout(buttons)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        own.addLayout(self._rows)
        self._column.addWidget(self._own)

    def button(self, words: str) -> Button:
        """Return the button of a choice."""
        return self._buttons[words]

    @property
    def picker(self) -> PosePicker | None:
        """Return the list of poses; None before one was wanted."""
        return self._picker

    def show_draft(self) -> None:
        """Show what the file says now."""
        draft = self._draft
        said = OWN if draft.count(PICTURE) else POSE if draft.value(PICTURE) else NOTHING
        if said == self._wanted:
            self._wanted = ""
        kind = self._wanted or said
        self._buttons[kind].setChecked(True)
        self._own.setVisible(kind == OWN)
        if kind == POSE and self._picker is None:
            self._picker = PosePicker(self._theme, self._pictures, self._poses)
            self._picker.picked.connect(self._pick)
            self._column.addWidget(self._picker)
            in_order(self._group.buttons()[-1], self._picker.search, self._picker.list)
        if self._picker is not None:
            self._picker.setVisible(kind == POSE)
            pose = draft.pose
            self._picker.show_picked(None if pose is None else as_key(pose))
        words = "" if said == OWN else problem_words(draft, "picture")
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self._show_cards()

    def give(self) -> None:
        """Take what is still being typed."""
        for card in list(self.cards):
            for field in card.fields.values():
                field.control.give()

    def _show_cards(self) -> None:
        draft, files = self._draft, self._draft.image_files
        if files != self._cards_of:
            self._make_cards(files)
        turns = len(draft.texts(("sides",))) == 2
        folder = str(draft.path.parent.absolute())
        for number, card in enumerate(self.cards):
            said = {key: draft.of_image(number, key) for key in SAID}
            problem = problem_words(draft, "picture", number)
            last = number == len(self.cards) - 1
            card.show_values(said, problem, first=number == 0, last=last, turns=turns)
            card.thumb.show_file(draft.path.stem, folder, files[number])

    def _make_cards(self, files: tuple[str, ...]) -> None:
        for card in self.cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards_of = files
        self.cards = [ImageCard(self._theme, self._pictures, number) for number in range(len(files))]
        for card in self.cards:
            card.given.connect(self._take)
            card.moved.connect(self._move)
            card.removed.connect(self._remove)
            self._rows.addWidget(card)
            card.show()  # at once: the keyboard may be sent to it
        in_order(self.paste, *(control for card in self.cards for control in card.controls))

    @Slot(object)
    def _choose_kind(self, button: Button) -> None:
        # What is in the file gives way to what is picked or brought, not to a look at what there is.
        self._wanted = "" if button is self._buttons[NOTHING] else button.text()
        if button is self._buttons[NOTHING]:
            self._change(partial(self._draft.set_pose, None), None)
        self.show_draft()
        if button is self._buttons[POSE] and self._picker is not None:
            self._picker.setFocus()
        elif button is self._buttons[OWN]:
            self.choose.setFocus()

    @Slot(str)
    def _pick(self, key: str) -> None:
        self._wanted = ""
        self._change(partial(self._draft.set_pose, key), None)

    @Slot(int, str, str)
    def _take(self, number: int, key: str, text: str) -> None:
        field = self.cards[number].fields.get(key)
        self._change(partial(self._draft.set_of_image, number, key, text), field)

    @Slot(int, int)
    def _move(self, number: int, by: int) -> None:
        to = number + by
        if 0 <= to < len(self.cards):
            self.give()
            self._change(partial(self._draft.move, (*PICTURE, number), (*PICTURE, to)), None)
            card = self.cards[to]
            first, second = (card.up, card.down) if by < 0 else (card.down, card.up)
            (first if first.isEnabled() else second).setFocus()

    @Slot(int)
    def _remove(self, number: int) -> None:
        self._wanted = OWN
        self._change(partial(self._draft.remove_image, number), None)
        left = self.cards[min(number, len(self.cards) - 1)].away if self.cards else self.choose
        left.setFocus()


def in_order(*widgets: QWidget) -> None:
    """Let the keyboard go from each to the next: what is made late would come last."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
