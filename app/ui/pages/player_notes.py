"""What the player tells in passing: short notices, what does not work, and announcements for assistive technology."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.core.cues import Cause, cause_of, cues_for
from app.core.exercise import worded
from app.core.moments import (
    EasierTaken,
    Event,
    MinimumReached,
    Paused,
    PausedNow,
    SegmentStarted,
)
from app.core.player_words import pause_words, spoken_moment
from app.core.routine import Profile
from app.ui.pages.player_view import PlayerView
from app.ui.session_player import SessionPlayer

STANDS = 4000  # milliseconds that a notice stands
CARD_STANDS = 8000  # milliseconds that what does not work stands large; then a line at the bottom is left of it
# The rows of the table whose words are a notice; headline, figures, line and light say the others.
NOTED = {Cause.LOWER_END, Cause.LONGER, Cause.STAYING, Cause.NOT_STAYING, Cause.OTHER_CHOICE, Cause.EASIER,
         Cause.FULL_FORM}  # fmt: skip


class PlayerNotes(QObject):
    """Shows notices at the top of the stage; what does not work stands there too at first, then in the bottom line."""

    announced = Signal(str)  # what assistive technology is told

    def __init__(self, player: SessionPlayer, view: PlayerView, page: QWidget, *, voice: bool = False) -> None:
        """`voice`: the coach speaks by itself, and what it says is not said twice."""
        super().__init__(page)
        self._voice = voice
        self._player, self._view, self._page = player, view, page
        self._of_this_segment = False  # the notice is wrong once another segment runs
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.timeout.connect(self.show_troubles)
        self._said = ""  # of what does not work
        self.card_timer = QTimer(self)
        self.card_timer.setSingleShot(True)
        self.card_timer.timeout.connect(self.show_troubles)
        player.happened.connect(self._follow)
        player.troubles_changed.connect(self.show_troubles)
        if player.troubles:
            self.show_troubles()

    def note(self, words: str) -> None:
        """Show words for 4 s."""
        self._of_this_segment = False
        self._view.notice.show_words(words)
        self._view.place_notice()
        self._view.notice.raise_()
        self.announce(words)
        self._gone.start(STANDS)

    def note_change(self, words: str, seconds: float) -> None:
        """Show the word of a change, large, while it is light."""
        self._view.notice.show_words(words, large=True)
        self._view.place_notice()
        self._view.notice.raise_()
        self._of_this_segment = True
        self._gone.start(round(seconds * 1000))

    def announce(self, words: str) -> None:
        """Say words to assistive technology, where some listens."""
        if words:
            self.announced.emit(words)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._page, words))

    @property
    def coached(self) -> bool:
        """Return whether a voice says name, side and time by itself."""
        player = self._player
        silent = player.muted or any(trouble.part in ("voice", "sound") for trouble in player.troubles)
        return self._voice and player.profile is Profile.COACH and not silent

    @Slot()
    def show_troubles(self) -> None:
        """Show what does not work: in the bottom line, and large while it is news and nothing else stands there."""
        words = " · ".join(trouble.words.rstrip(".") for trouble in self._player.troubles)
        self._view.band.set_trouble(words)
        if words != self._said:
            self._said = words
            self.announce(" ".join(trouble.detail or trouble.words for trouble in self._player.troubles))
            self.card_timer.start(CARD_STANDS)
        if self._gone.isActive():
            return
        is_news = self.card_timer.isActive() and self._view.question.isHidden()
        self._view.notice.show_words(words if is_news else "", trouble=True)
        self._view.place_notice()
        self._view.notice.raise_()

    @Slot(object)
    def _follow(self, event: Event) -> None:
        if isinstance(event, SegmentStarted):
            if self._of_this_segment:
                self._gone.stop()
                self.show_troubles()
            # The phases and repetitions of a set are not told one by one.
            if not event.late and event.segment is not None and (event.segment.rep or 1) == 1 and not self.coached:
                moment = self._player.moment
                self.announce(spoken_moment(moment, self._player.option(moment.block)))
        elif isinstance(event, PausedNow):
            state = self._player.moment.state
            self.announce(f"Paused. {pause_words(state)}" if isinstance(state, Paused) else "")
        elif (words := self._words_of(event)) and not event.late:
            self.note(words)
            self._of_this_segment = isinstance(event, MinimumReached)

    def _words_of(self, event: Event) -> str:
        """Return what a notice says of an event, as the table of cues has it; nothing of most."""
        moment = self._player.moment
        if cause_of(event, moment.segment) not in NOTED:
            return ""
        easier = self._easier(event.number) if isinstance(event, EasierTaken) and event.number is not None else ""
        name = self._player.exercise().called
        return cues_for(event, Profile.SILENT, moment.segment, easier=easier, name=name).shown or ""

    def _easier(self, number: int) -> str:
        forms = self._player.exercise().easier
        if number >= len(forms):
            return ""
        return " ".join(worded((forms[number].text,), self._player.moment.segment.position))
