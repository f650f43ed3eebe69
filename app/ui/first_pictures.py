"""What a session shows first, made while the page before it stands, so that it begins with a figure on the stage."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.core.plan import Plan
from app.ui.pages.player_places import places
from app.ui.pictures import Pictures
from app.ui.player_motion import keys_in, ways_from
from app.ui.widgets.stage_frames import going
from app.ui.widgets.stage_picture import PictureWanted, drawn_size, pixmap_for

AFTER = 400  # milliseconds for which the page's own pictures go first
ON_AN_EXERCISE = 120  # milliseconds for which one looks at an exercise before it is drawn
WAYS = 2  # ways that are made before the start: into the first pose, and what moves first or the turn


class FirstPictures(QObject):
    """Has the first picture of a session made a moment after a page is shown; with `moves` the first ways, too.

    `plan` is what would begin now; None: nothing yet. `begin` is for a page on which that becomes another one.
    """

    def __init__(
        self,
        pictures: Pictures,
        page: QWidget,
        plan: Callable[[], Plan | None],
        *,
        full_screen: bool,
        moves: bool = False,
        after: int = AFTER,
    ) -> None:
        super().__init__(page)
        self._pictures, self._page, self._plan = pictures, page, plan
        self._full, self._moves = full_screen, moves
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(after)
        self._soon.timeout.connect(self._make)
        page.installEventFilter(self)

    @property
    def waits(self) -> bool:
        """Return whether the pictures will be made in a moment."""
        return self._soon.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin while the page is shown, and not for one that nobody sees."""
        if event.type() == QEvent.Type.Show:
            self._soon.start()
        elif event.type() == QEvent.Type.Hide:
            self._soon.stop()
        return super().eventFilter(watched, event)

    @Slot()
    def begin(self) -> None:
        """Have another session's first picture made in a moment, where the page is shown and stays with it so long."""
        if self._page.isVisible():
            self._soon.start()

    @Slot()
    def _make(self) -> None:
        plan, window = self._plan(), self._page.window()
        if plan is None:
            return
        size: QSize = window.screen().size() if self._full else window.size()
        ratio, room = window.devicePixelRatioF(), drawn_size(places(size).stage.size().toSizeF(), size.height())
        first = next(((b.option.exercise, s) for b in plan.blocks for s in b.option.segments), None)
        if first is None:
            return
        dark, (exercise, segment) = self._pictures.dark, first
        pixmap_for(self._pictures, PictureWanted(exercise, segment.position), room, ratio, dark=dark, fits=True)
        if not self._moves or not self._pictures.moves:
            return
        ways = ways_from(0, plan, 1.0, keys_in(plan, self._pictures.keys_of))[:WAYS]
        made = [
            going(self._pictures, PictureWanted(w.exercise, w.position), (w.motion, 0.0), room * ratio, dark)
            for w in ways
        ]
        self._pictures.movement.want([one.way for one in made if one is not None])
