"""The settings in the window: read before the first paint where any were chosen, in force at once, saved soon after."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.paths import Folders
from app.ui.theme import Appearance, Theme

if TYPE_CHECKING:  # without chosen settings the first paint needs none
    from app.core.routine import Profile
    from app.storage.setting import Setting, T
    from app.storage.settings import Settings

SAVED_AFTER = 400  # milliseconds: a slider moves through many values


class Preferences(QObject):
    """`changed` after every choice; `noticed` carries what could not be read or written, as a sentence."""

    changed = Signal()
    noticed = Signal(str)

    def __init__(self, folders: Folders, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders, self._theme = folders, theme
        self._settings: Settings | None = None
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.timeout.connect(self.save)
        if folders.settings.exists():
            self.apply_look()

    def __getitem__(self, setting: Setting[T]) -> T:
        """Return what was chosen for a setting, else its default."""
        return self._read()[setting]

    def value_of(self, setting: Setting[str] | Setting[int] | Setting[bool]) -> str | int | bool:
        """Return the same of a setting whose type is not known beforehand."""
        settings = self._read()
        if isinstance(setting.default, bool):
            return settings[cast("Setting[bool]", setting)]
        if isinstance(setting.default, int):
            return settings[cast("Setting[int]", setting)]
        return settings[setting]

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what of the file could not be used."""
        return tuple(self._read().problems)

    @property
    def profile(self) -> Profile | None:
        """Return the person's own sound profile; None: as each routine says."""
        from app.core.routine import Profile  # noqa: PLC0415  # see above
        from app.storage.setting import SOUND_PROFILE  # noqa: PLC0415  # see above

        chosen = self[SOUND_PROFILE]
        return None if chosen == "routine" else Profile(chosen)

    @Slot(object, object)
    def change(self, setting: Setting[T], value: T) -> None:
        """Choose a value."""
        self._read().change(setting, value)
        self.apply_look()
        self._saving.start(SAVED_AFTER)
        self.changed.emit()

    def apply_look(self) -> None:
        """Give the theme what was chosen for it."""
        from app.storage.setting import HIGH_CONTRAST, TEXT_SIZE, THEME  # noqa: PLC0415  # see above

        looks = {"light": Appearance.LIGHT, "dark": Appearance.DARK}
        self._theme.set_appearance(looks.get(self[THEME], Appearance.DESKTOP))
        self._theme.set_text_scale(self[TEXT_SIZE] / 100)
        self._theme.set_strong({"on": True, "off": False}.get(self[HIGH_CONTRAST]))

    @Slot()
    def save(self) -> None:
        """Write what was changed."""
        self._saving.stop()
        if self._settings is not None and (trouble := self._settings.save()) is not None:
            self.noticed.emit(f"The settings hold until the window is closed. {trouble.sentence}")

    def _read(self) -> Settings:
        if self._settings is None:
            from app.storage.settings import Settings  # noqa: PLC0415  # see above

            self._settings = Settings(self._folders.settings)
        return self._settings
