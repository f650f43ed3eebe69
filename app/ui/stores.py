"""What the window's pages are made from, each part when it is first needed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.clocks import Clocks
from app.paths import Folders, bundled
from app.ui.past import Past
from app.ui.pictures import Pictures
from app.ui.preferences import Preferences
from app.ui.theme import Theme

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from collections.abc import Callable
    from datetime import date

    from app.core.plan import Plan
    from app.storage.library import Library
    from app.ui.motion_wish import MotionWish
    from app.ui.reminding import Reminding, Starter
    from app.ui.senses import Around, Senses
    from app.ui.sheets import Sheets
    from app.window_request import WindowRequest


class Stores(QObject):
    """Has the library, the history, pictures, sound and reminders; `close` writes what waits and lets them go."""

    def __init__(
        self,
        theme: Theme,
        folders: Folders,
        clocks: Clocks,
        parent: QObject | None = None,
        around: Around | None = None,
    ) -> None:
        """Take what stands for the system in a test; None: the system itself."""
        super().__init__(parent)
        self.around = around
        self.theme, self.folders, self.clocks = theme, folders, clocks
        self.preferences = Preferences(folders, theme, self)
        self.pictures = Pictures(theme, folders.cache, self)
        self.past = Past(folders, clocks.wall, self)
        self._library: Library | None = None
        self._senses: Senses | None = None
        self._wish: MotionWish | None = None
        self._sheets: Sheets | None = None
        self._reminding: Reminding | None = None
        self.starter: Starter | None = None  # what starts programs in a test; None: the system
        self.preferences.changed.connect(self._take_volume)
        self.preferences.changed.connect(self._take_motion)

    def today(self) -> date:
        """Return the day that it is: one ends at the hour of the night that the person chose."""
        from app.core.days import day_of  # noqa: PLC0415  # not for the first paint

        return day_of(self.clocks.wall(), self.day_ends)

    @property
    def reminding(self) -> Reminding | None:
        """Return what reminds; None before that was wanted."""
        return self._reminding

    @property
    def day_ends(self) -> int:
        """Return at what hour of the night a day ends."""
        from app.storage.setting import DAY_ENDS  # noqa: PLC0415  # not for the first paint

        return self.preferences[DAY_ENDS]

    @property
    def library(self) -> Library:
        """Return the routines and exercises; their files are read when they are asked for."""
        if self._library is None:
            from app.storage.library import Library  # noqa: PLC0415  # its YAML is not for the first paint

            self._library = Library(bundled(), self.folders.data)
        return self._library

    def forget_library(self) -> None:
        """Read the person's files anew when they are next asked for."""
        self._library = None
        self.pictures.forget_images()

    @property
    def senses(self) -> Senses:
        """Return what sessions are heard and steered by."""
        if self._senses is None:
            from app.ui.senses import Senses  # noqa: PLC0415  # not for the first paint

            self._senses = Senses(bundled() / "resources" / "sounds", self.folders.cache, self.around, self)
        return self._senses

    def ring(self) -> None:
        """Ring the bell that begins a hold, as loud as it will be."""
        self.play_sound("begin")

    @Slot(str)
    def play_sound(self, name: str) -> None:
        """Play a sound of ours, as loud as it is in a session."""
        self._take_volume()
        self.senses.sound.play(name)

    @Slot()
    def _take_volume(self) -> None:
        from app.storage.setting import VOLUME  # noqa: PLC0415  # not for the first paint

        if self._senses is not None:
            self._senses.sound.set_volume(self.preferences[VOLUME])

    def render_ahead(self, plan: Plan, routine: str, *, coached: bool) -> None:
        """Have what the coach will say rendered, where it is to lead the session."""
        from app.core.routine import Profile  # noqa: PLC0415  # not for the first paint
        from app.ui.hearing_choice import hearing_of  # noqa: PLC0415  # as above

        memory = self.past.memories().get(routine)
        how = hearing_of(self.preferences, memory.whole if memory is not None else 0)
        self.senses.render_ahead(plan, replace(how, profile=Profile.COACH) if coached else how)

    def draw_figures(self) -> None:
        """Let pictures be drawn from now on, as the person wants the figure to look."""
        from app.storage.keyframes import Keyframes  # noqa: PLC0415  # not for the first paint
        from app.storage.setting import PERSON, SKIN  # noqa: PLC0415  # as above
        from app.ui.figure_process import FigureProcess  # noqa: PLC0415  # as above

        person, skin = self.preferences[PERSON], self.preferences[SKIN] - 1
        own, cache = self.folders.figures, self.folders.cache

        def drawer() -> FigureProcess:
            return FigureProcess(own, person, skin, cache)

        self.pictures.set_source(drawer)
        keys = Keyframes(own, bundled() / "resources" / "figures")
        self.pictures.keys_of, self.pictures.sentences_of = keys.names, keys.sentences
        if self._wish is None:
            from app.ui.motion_wish import MotionWish  # noqa: PLC0415  # as above

            self._wish = MotionWish(self)
            self._wish.told.connect(self._take_motion)
            self._wish.ask()
        self._take_motion()

    @Slot()
    def _take_motion(self) -> None:
        from app.storage.setting import REDUCE_MOTION  # noqa: PLC0415  # not for the first paint

        chosen = self.preferences[REDUCE_MOTION]
        asked = self._wish is not None and self._wish.reduced
        self.pictures.moves = chosen == "off" or (chosen != "on" and not asked)

    def remind(self, busy: Callable[[], bool], follow: Callable[[WindowRequest], object]) -> None:
        """Remind while the window is open; `busy`: whether a session runs, `follow`: opens what a note is for."""
        self._reminds_with = busy, follow
        self.preferences.changed.connect(self._remind_from_now)
        self._remind(newly=False)

    @Slot()
    def _remind_from_now(self) -> None:
        self._remind(newly=True)

    def _remind(self, *, newly: bool) -> None:
        """Have what reminds once that is wanted: most people need none of it."""
        from app.storage.setting import REMIND  # noqa: PLC0415  # not for the first paint

        if self._reminding is None and self.preferences[REMIND] != "off":
            from app.ui.reminding import Reminding  # noqa: PLC0415  # as above

            self._reminding = Reminding(self, *self._reminds_with, newly=newly, start=self.starter, parent=self)

    @property
    def sheets(self) -> Sheets:
        """Return what puts routines on paper."""
        if self._sheets is None:
            from app.ui.sheets import Sheets  # noqa: PLC0415  # not for the first paint

            self._sheets = Sheets(self.pictures, (self.folders.history, self.folders.settings), self)
            self._sheets.noticed.connect(self.past.noticed)
        return self._sheets

    def close(self) -> None:
        """Write what waits and let everything go."""
        from app.ui.aside import Aside  # noqa: PLC0415  # not for the first paint

        if self._reminding is not None:
            self._reminding.close()
        for aside in self.findChildren(Aside):
            aside.close()
        if self._senses is not None:
            self._senses.close()
        self.preferences.save()
        self.pictures.close()
        self.past.close()
