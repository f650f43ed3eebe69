"""Who draws figures: one for what is asked for, one for what moves, and when each of them rests."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Slot

from app.ui.picture_wishes import FigureSource, Wanted

if TYPE_CHECKING:  # nothing moves in the first paint
    from app.ui.figure_movement import Movement

AFTER_ASKED = -1  # priority on the worker of making a rough picture smooth
RESTS_AFTER = 4000  # milliseconds without a picture to draw


class Drawers(QObject):
    """Has two workers, each with a drawer of its own: a picture that is asked for never waits for a frame.

    `asked` and `ahead` are what is wanted of the first one, and of the second one besides what moves, just now.
    """

    def __init__(self, asked: Set[Wanted], ahead: Set[Wanted], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked, self._ahead = asked, ahead
        self.movement: Movement | None = None  # once something moves
        self._make: Callable[[], FigureSource] | None = None
        self.source: FigureSource | None = None  # who draws what is asked for, once there is one
        self._mover: FigureSource | None = None
        # One worker each: figures are drawn one after the other and leave the second core to the window.
        self.pool, self.aside = QThreadPool(self), QThreadPool(self)
        for pool in (self.pool, self.aside):
            pool.setMaxThreadCount(1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RESTS_AFTER)
        self._rest.timeout.connect(self._let_rest)

    @property
    def known(self) -> bool:
        """Return whether it is known who draws."""
        return self._make is not None

    @property
    def _moving(self) -> bool:
        """Return whether frames of movement, or pictures for later, are being made."""
        return bool(self._ahead) or (self.movement is not None and self.movement.busy)

    def set_make(self, make: Callable[[], FigureSource]) -> None:
        """Take what makes a drawer; the former ones rest."""
        former, self._make, self.source = self.source, make, None
        mover, self._mover = self._mover, None
        if former is not None:
            self.pool.start(former.rest)
        if mover is not None:
            self.aside.clear()
            self.aside.start(mover.rest)

    def drawer(self) -> FigureSource | None:
        """Return who draws what is asked for; None: nobody does."""
        if self.source is None and self._make is not None:
            self.source = self._make()
        return self.source

    def mover(self) -> FigureSource | None:
        """Return who draws what moves; None: nobody does just now."""
        # What was asked for comes first, and its process ends before the other one starts: each takes 130 MB.
        if self._mover is None and self._make is not None and not self._asked:
            self._let_rest()
            self._mover = self._make()
        return self._mover

    def close(self) -> None:
        """Draw nothing more, and wait for what is being drawn."""
        drawers = [(self.pool, self.source), (self.aside, self._mover)]
        for pool, source in drawers:
            pool.clear()
            if source is not None:
                source.close()
        for pool, source in drawers:
            pool.waitForDone(2000)
            if source is not None:
                source.rest()

    @Slot()
    def rest_soon(self) -> None:
        """Let whoever has nothing to draw rest in a while."""
        # Not put off by every frame: who draws what stands may end while others still draw what moves.
        if not (self._asked and self._moving) and not self._rest.isActive():
            self._rest.start()

    @Slot()
    def _let_rest(self) -> None:
        if self.source is not None and not self._asked:
            self.pool.start(self.source.rest, AFTER_ASKED)
        if self._mover is not None and not self._moving:
            self.aside.start(self._mover.rest)
