"""The card that plays each sound and names it, alone or all in a row."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.core.cues import SPEAKS, Sound
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label

# What a sound is like, and what it means.
NAMES: dict[Sound, tuple[str, str]] = {
    Sound.BEGIN: ("One stroke", "begin"),
    Sound.CHANGE_SIDE: ("Two strokes", "change sides"),
    Sound.EXERCISE_OVER: ("Three strokes", "the exercise is over"),
    Sound.SESSION_OVER: ("Falling chord", "all done"),
    Sound.REST: ("Low, soft stroke", "rest"),
    Sound.LOWER_END: ("Tock", "that is enough: stay, or go on"),
    Sound.TICK: ("Tick", "the last three seconds"),
    Sound.COUNT: ("Count", "going on after a pause"),
    Sound.PHASE: ("Soft tap", "the next phase of a repetition"),
}
APART = 0.8  # seconds between two sounds in a row


class SoundTest(QFrame):
    """`sound_requested` carries the sound that is to be played now."""

    sound_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row: list[Sound] = []
        self._trouble = ""
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._all = Button(self._theme, "Play all", name="Test the sound: play all, one after the other")
        self._buttons = {
            sound: Button(self._theme, like, Kind.CHIP, name=f"Play {like.lower()}: {means}")
            for sound, (like, means) in NAMES.items()
        }
        self._said = Label(self._theme, "Each sound says what happens, with your eyes closed.", 16, role=Role.MUTED)
        self._next = QTimer(self)
        self._next.setSingleShot(True)

    def _arrange(self) -> None:
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 18, 26, 22)
        column.setSpacing(12)
        column.addWidget(Label(self._theme, "Test the sound", 20, 700))
        flow = Flow(gap=8)
        for button in self._buttons.values():
            flow.addWidget(button)
        column.addLayout(flow)
        column.addWidget(self._said)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        for button in self._buttons.values():
            button.clicked.connect(self._play_one)
        self._all.clicked.connect(self._play_all)
        self._next.timeout.connect(self.advance)

    @property
    def words(self) -> str:
        """Return what is said of the sound that was played last, or of what does not work."""
        return self._said.text()

    @Slot(str)
    def show_silence(self, why: str) -> None:
        """Say why nothing is heard."""
        self._next.stop()
        self._trouble = why
        self._said.set_role(Role.INK)
        self._said.setText(why)

    @Slot()
    def show_heard(self) -> None:
        """Say that sounds are heard again."""
        self._trouble = ""
        self._said.set_role(Role.MUTED)
        self._said.setText("It is heard again.")

    @Slot()
    def _play_one(self) -> None:
        self._row = []
        sender = self.sender()
        self._play(next(sound for sound, button in self._buttons.items() if button is sender))

    @Slot()
    def _play_all(self) -> None:
        self._row = list(NAMES)
        self.advance()

    @Slot()
    def advance(self) -> None:
        """Play the next sound of the row, while the card is seen."""
        if self._row and self.isVisible():
            self._play(self._row.pop(0))

    def _play(self, sound: Sound) -> None:
        like, means = NAMES[sound]
        if not self._trouble:
            self._said.setText(f"{like}: {means}.")
        self.sound_requested.emit(sound.value)
        if self._row:
            self._next.start(round((SPEAKS[sound] + APART) * 1000))
