"""The settings, made from their declarations: one card for each section, one row for each setting."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.storage.setting import REMINDER_ROUTINE, SETTINGS, VOICE, Section, Setting
from app.ui.theme import Role, Theme
from app.ui.widgets.label import Label
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.widgets.setting_field import SettingField, Value
from app.ui.widgets.sound_test import SoundTest

AnySetting = Setting[str] | Setting[int] | Setting[bool]
WIDEST = 860


class SettingsPage(ScrollPage):
    """`setting_changed` carries the setting and its new value, `sound_requested` a sound to be played now."""

    setting_changed = Signal(object, object)
    sound_requested = Signal(str)

    def __init__(
        self, theme: Theme, value_of: Callable[[AnySetting], Value], where: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._value_of, self._where = theme, value_of, where
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard stops only where it shows
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._fields = {s.key: SettingField(self._theme, s, self._value_of(s)) for s in SETTINGS}
        self._sounds = SoundTest(self._theme)
        self._rows: dict[str, tuple[QWidget, QWidget]] = {}
        self._notes = {section: Label(self._theme, "", 15, role=Role.MUTED) for section in Section}
        for note in self._notes.values():
            note.hide()

    def _arrange(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addWidget(Label(self._theme, "Settings", 38, 700))
        for section in Section:
            settings = [s for s in SETTINGS if s.section is section]
            if settings:
                column.addWidget(self._card(section, settings))
            if section is Section.SOUND:
                column.addWidget(self._sounds)
        if self._where:
            column.addWidget(Label(self._theme, f"Kept in {self._where}", 15, role=Role.MUTED))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 12)
        across.addStretch(1)
        self.column.addLayout(across)
        self.column.addStretch(1)

    def _connect(self) -> None:
        for setting in SETTINGS:
            self._fields[setting.key].changed.connect(self.setting_changed)
            self._fields[setting.key].changed.connect(self._show_what_fits)
        self._sounds.sound_requested.connect(self.sound_requested)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the top."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def sounds(self) -> SoundTest:
        """Return the card that plays each sound."""
        return self._sounds

    @Slot(tuple)
    def offer_voices(self, names: tuple[str, ...]) -> None:
        """Let the voice be chosen from the system's own."""
        self._fields[VOICE.key].offer([("", "The system's own choice"), *((name, name) for name in names)])

    @Slot(str)
    def show_no_voice(self, why: str) -> None:
        """Say why there is no voice to choose."""
        self.show_note(Section.VOICE, why)

    def show_note(self, section: Section, text: str) -> None:
        """Say something under the settings of a section."""
        self._notes[section].setText(text)
        self._notes[section].show()

    def offer_routines(self, routines: Sequence[tuple[str, str]]) -> None:
        """Let the routine that a reminder opens be chosen, from pairs of key and name."""
        self._fields[REMINDER_ROUTINE.key].offer([("", "The library, to choose then"), *routines])

    def field(self, setting: AnySetting) -> SettingField:
        """Return a setting's field."""
        return self._fields[setting.key]

    def _card(self, section: Section, settings: list[AnySetting]) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(26, 18, 26, 22)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(self._theme, section.value, 20, 700), 0, 0, 1, 2)
        for number, setting in enumerate(settings, 1):
            side = QWidget()
            words = QVBoxLayout(side)
            words.setContentsMargins(0, 0, 0, 0)
            words.setSpacing(1)
            words.addWidget(Label(self._theme, setting.label, 17, 500))
            if setting.hint:
                words.addWidget(Label(self._theme, setting.hint, 15, role=Role.MUTED))
            grid.addWidget(side, number, 0)
            grid.addWidget(self._fields[setting.key], number, 1, Qt.AlignmentFlag.AlignVCenter)
            self._rows[setting.key] = side, self._fields[setting.key]
            self._show_row(setting, self._value_of)
        grid.addWidget(self._notes[section], len(settings) + 1, 0, 1, 2)
        return card

    def _show_row(self, setting: AnySetting, value_of: Callable[[AnySetting], Value]) -> None:
        """Show a setting where what it depends on is as it needs it."""
        fits = setting.where is None or value_of(setting.where[0]) in setting.where[1]
        for part in self._rows[setting.key]:
            part.setVisible(fits)

    @Slot(object, object)
    def _show_what_fits(self, changed: AnySetting, value: Value) -> None:
        for setting in SETTINGS:
            if setting.where is not None and setting.where[0] is changed:
                self._show_row(setting, lambda _: value)
