"""The light of a change on the player: which colours, for how long, turned by a timer that runs only then."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.core.cues import Change
from app.core.routine import Profile
from app.ui.change_light import ChangeLight
from app.ui.theme import Theme
from app.ui.widgets.look import Look, other_look, theme_look, washed_look


class LightWanted(StrEnum):
    """What a change looks like."""

    AUTO = "auto"  # the whole window turns light where nothing can be heard, else a wash of colour
    ALWAYS = "on"
    NEVER = "off"


class PlayerLight(QObject):
    """Says in `look` what the player is painted with while a change is shown; `turned` says that it is another."""

    turned = Signal()

    def __init__(
        self, theme: Theme, wanted: LightWanted, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._wanted, self._clock = theme, wanted, clock
        self._light = ChangeLight()
        self._lit: Look | None = None
        self._wash = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.turn)

    @property
    def look(self) -> Look | None:
        """Return the colours of the light; None while there is none."""
        return self._lit if self._light.at(self._clock()) else None

    @property
    def is_light(self) -> bool:
        """Return whether it is light, or about to be; a wash of colour is no light."""
        return not self._wash and self._light.last_flip() is not None

    def show(self, change: Change, profile: Profile, *, out_of_quiet: bool) -> None:
        """Show a change: light where nothing can be heard or where it is wished for, else a wash of colour."""
        wash = self._wanted is LightWanted.AUTO and profile is not Profile.SILENT
        if self._wanted is LightWanted.NEVER or (wash and change is Change.END):
            return
        self._wash = wash
        if wash:
            self._lit = washed_look(self._theme)
        elif out_of_quiet and not self._theme.dark:
            self._lit = theme_look(self._theme)  # out of the quiet dark the light paper itself is the light
        else:
            self._lit = other_look(self._theme)
        self._light.ask(change, self._clock(), wash=wash)
        self.turn()

    def seconds_to_come(self) -> float:
        """Return for how long the light still turns, 0 where it does not."""
        last = self._light.last_flip()
        return 0.0 if last is None else max(0.0, last - self._clock())

    def stop(self) -> None:
        """Show no light any more."""
        self._timer.stop()
        self._light.forget()

    @Slot()
    def turn(self) -> None:
        """Go to what the light is now, and wait for its next turn."""
        now = self._clock()
        self._light.at(now)
        flip = self._light.next_flip()
        if flip is not None:
            self._timer.start(max(1, round((flip - now) * 1000)))
        self.turned.emit()
