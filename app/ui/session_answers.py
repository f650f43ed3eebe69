"""What the person says on the summary, kept with the session that is over as soon as it is said."""

from __future__ import annotations

import sqlite3
from functools import partial

from PySide6.QtCore import QObject, Slot

from app.core.past import CutShort, PastSession
from app.storage.history import past_session
from app.storage.history_corrections import tell_after, tell_why
from app.ui.past import Past


class SessionAnswers(QObject):
    """Answers to one session; what the disk refuses is told by the history itself."""

    def __init__(self, past: Past, session_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._past, self._id = past, session_id
        kept = past.ask(partial(past_session, session_id=session_id))
        self._stiff = kept.stiff_after if kept is not None else None
        self._note = kept.note if kept is not None else ""
        self._kept: PastSession | None = kept

    @property
    def stiff_before(self) -> int | None:
        """Return how stiff it was before, where that was said."""
        return None if self._kept is None else self._kept.stiff_before

    @Slot(object)
    def keep_stiffness(self, value: int | None) -> None:
        """Keep how stiff it is now; None takes it back."""
        self._stiff = value
        self._keep()

    @Slot(str)
    def keep_note(self, note: str) -> None:
        """Keep a note."""
        self._note = note
        self._keep()

    @Slot(object, object)
    def keep_why(self, places: tuple[int, ...], why: CutShort | None) -> None:
        """Keep why steps were cut short; None takes it back."""

        def tell(connection: sqlite3.Connection) -> None:
            for place in places:
                tell_why(connection, self._id, place, why)

        self._past.say(tell)

    def _keep(self) -> None:
        self._past.say(partial(tell_after, session_id=self._id, stiff_after=self._stiff, note=self._note))
