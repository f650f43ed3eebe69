"""What moves on the stage and how far it is: one clock of frames, which runs only while something moves."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Slot

TICK = 33  # milliseconds between two looks at what there is to show: 30 pictures a second at the most
FADE = 0.7  # seconds in which one picture gives way to another


@dataclass(frozen=True, slots=True)
class Motion:
    """A way between two keyframes (None: the position's own), how long it takes, and where it is now.

    `seconds`, `lead` and `elapsed` are real seconds; before 0 it has not begun, and for `lead` it stands on its start.
    `runs` is False while the session stands still. On a way that `turns` the viewer comes round to the other side.
    `position` is whose way it is, where another one is shown by now. `then` comes after it.
    """

    start: str | None
    end: str | None
    seconds: float
    elapsed: float = 0.0
    runs: bool = True
    lead: float = 0.0
    turns: bool = False
    position: str | None = None
    then: Motion | None = None

    @property
    def ends(self) -> tuple[str | None, str | None]:
        """Return both keyframes."""
        return self.start, self.end

    @property
    def whole(self) -> float:
        """Return how long it takes with what it stands on its start for, and with all that comes after it, seconds."""
        return self.lead + self.seconds + (0.0 if self.then is None else self.then.whole)


class StageMotion(QObject):
    """Says how far a way and a change of picture are; calls `moved` with every tick."""

    def __init__(
        self,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
        moved: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._moved = clock, moved
        self._motion: Motion | None = None
        self._anchor = 0.0  # when the way began
        self._until = 0.0  # when the last of the ways one after the other ends; 0: none is gone
        self._fade: float | None = None  # when the picture changed
        self._awake = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)

    @property
    def motion(self) -> Motion | None:
        """Return the way that is gone, or stands still on its middle."""
        return self._motion

    @property
    def ticking(self) -> bool:
        """Return whether the clock of frames runs."""
        return self._timer.isActive()

    def set_motion(self, motion: Motion | None) -> None:
        """Go a way from where `motion` says it is; None: nothing moves."""
        self._motion = motion
        self._until = 0.0
        if motion is not None:
            self._anchor = self._clock() - motion.elapsed
            if motion.runs and motion.seconds > 0:
                self._until = self._anchor + motion.whole
        self._arm()

    def begin_fade(self) -> None:
        """Let the picture before give way to the new one."""
        self._fade = self._clock()
        self._arm()

    def end_fade(self) -> None:
        """Show the new picture alone."""
        self._fade = None
        self._arm()

    def set_awake(self, awake: bool) -> None:
        """Tell whether anybody can see it: nothing ticks for nobody."""
        self._awake = awake
        self._arm()

    def leg(self) -> tuple[Motion, float] | None:
        """Return which of the ways one after the other is gone now, and how much of its time has passed, 0..1.

        None where nothing is on its way, or it has not begun.
        """
        motion = self._motion
        if motion is None or motion.seconds <= 0:
            return None
        gone = self._clock() - self._anchor if motion.runs else motion.elapsed
        if gone < 0:
            return None
        while motion.then is not None and gone >= motion.lead + motion.seconds:
            gone -= motion.lead + motion.seconds
            motion = motion.then
        return motion, min(1.0, max(0.0, (gone - motion.lead) / motion.seconds))

    @property
    def leads(self) -> bool:
        """Return whether the way that is gone stands on its start first, so that it can come in softly."""
        leg = self.leg()
        return leg is not None and leg[0].lead > 0

    def share(self) -> float | None:
        """Return how much of the time of the way that is gone has passed, 0..1; None where nothing is on its way."""
        leg = self.leg()
        return None if leg is None else leg[1]

    def faded(self) -> float:
        """Return how much of the new picture is seen, 0..1."""
        return 1.0 if self._fade is None else min(1.0, max(0.0, (self._clock() - self._fade) / FADE))

    def _arm(self) -> None:
        runs = self._awake and (self._fade is not None or self._clock() < self._until)
        if runs and not self._timer.isActive():
            self._timer.start()
        elif not runs:
            self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        if self._fade is not None and self.faded() >= 1:
            self._fade = None
        if self._fade is None and self._clock() >= self._until:
            self._arm()
        self._moved()
