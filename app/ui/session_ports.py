"""What a session player leans on: the journal, what sounds, what keeps the screen on, and its small values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.core.moments import Event, Moment
from app.core.plan import Plan
from app.core.routine import Profile
from app.core.session import Session
from app.storage.store_trouble import StoreTrouble


class Journal(Protocol):
    """Where a session is kept while it runs; never raises, and says what keeps it from writing."""

    @property
    def trouble(self) -> StoreTrouble | None:
        """Return what keeps the sessions from being written just now; None: nothing."""

    def left(self) -> None:
        """Stop keeping the session up to date; it stays unfinished."""

    def segment_changed(self, session: Session, now: float) -> None:
        """Keep the session as it is now, for good."""

    def beat(self, session: Session, now: float) -> None:
        """Keep how far the running work is."""

    def ended(self, session: Session, now: float) -> None:
        """Keep the session as over."""


class Cues(Protocol):
    """What makes the session heard."""

    def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
        """Sound and speak what an answer of the engine asks for; `moment` is how things stand after it."""

    def take_due(self, moment: Moment) -> None:
        """Speak the lines that are due in the running segment."""

    def next_at(self) -> float | None:
        """Return when the next line is due, in seconds from the segment's start; None where none is to come."""

    def prepare_for(self, seconds: float | None) -> None:
        """Be told how many real seconds it is to the next event; None: none is to come, let the device go."""

    def say(self, words: str) -> None:
        """Speak a sentence at once, where there is a voice."""

    def set_profile(self, profile: Profile | None, moment: Moment, plan: Plan) -> None:
        """Take the person's own profile from here on."""

    def hush(self) -> None:
        """Stop what sounds."""

    def set_muted(self, muted: bool) -> None:
        """Be still, or not any more."""

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 0 to 100."""


class Awake(Protocol):
    """What keeps the screen on."""

    def hold(self) -> None:
        """Keep the screen on from now on."""

    def release(self) -> None:
        """Let the screen sleep again."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that does not work: which part, the few words that the screen says, and more of it for the ear."""

    part: str
    words: str
    detail: str = ""
