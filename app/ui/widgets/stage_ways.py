"""Which way is gone on the stage now, how far it is, and what gives way as it begins."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPixmap

from app.ui.pictures import Pictures
from app.ui.widgets.stage_frames import Going, StageFrames, going
from app.ui.widgets.stage_motion import Motion, StageMotion
from app.ui.widgets.stage_picture import PictureWanted


class Room(NamedTuple):
    """For how many physical pixels frames are drawn, and for which paper."""

    size: QSizeF
    dark: bool


class StageWays:
    """Finds the way that a motion is; asked at every tick, and the same for a second, it looks it up once."""

    def __init__(self, pictures: Pictures, motion: StageMotion, frames: StageFrames) -> None:
        self._pictures, self._motion, self._frames = pictures, motion, frames
        self._known: tuple[PictureWanted, Motion, Room, Going | None] | None = None
        self._gone: Going | None = None  # the way that was gone at the last look
        self._last: tuple[PictureWanted, Motion, Room, Going] | None = None  # of what one was gone

    def way(self, wanted: PictureWanted, motion: Motion, room: Room, share: float = 0.0) -> Going | None:
        """Return a motion of what is wanted in a room, so far on; None: it has no frames."""
        known = self._known
        if known is None or known[0] is not wanted or known[1] is not motion or known[2] != room:
            found = going(self._pictures, wanted, (motion, 0.0), room.size, room.dark)
            known = self._known = (wanted, motion, room, found)
        return None if known[3] is None else Going(known[3].way, known[3].mirrored, share)

    def now(self, wanted: PictureWanted, room: Room) -> Going | None:
        """Return the way that is gone now and how far; None where a keyframe stands."""
        leg, last = self._motion.leg(), self._last
        if leg is None or (leg[1] >= 1 and leg[0].then is None):
            return None
        if last is not None and leg[0] is last[1] and wanted is last[0] and room is last[2]:
            return Going(last[3].way, last[3].mirrored, leg[1])  # asked thirty times a second: no values are compared
        found = self.way(wanted, leg[0], room, leg[1])
        if found is None or not self._frames.plays(found):
            return None
        self._last = (wanted, leg[0], room, found)
        return found

    def giving_way(self, going: Going | None, standing: QPixmap | None, fading: bool) -> QPixmap | None:
        """Return what gives way softly where one way into a pose begins, or another one comes after it; else None.

        `standing` is the picture that stands; with `fading` something gives way to it already.
        """
        before, self._gone = self._gone, going
        if going is None or not going.passes:
            return None
        if before is not None and (before.way, before.mirrored) == (going.way, going.mirrored):
            return None
        if before is not None and before.passes:
            return self._frames.still(Going(before.way, before.mirrored, 1.0))
        return standing if not fading and self._motion.leads else None
