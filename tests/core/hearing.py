"""Listens to a whole session: the engine runs, the prompter says what is heard, and the ear writes it down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.cues import SPEAKS, Cue
from app.core.moments import Finished, Waiting
from app.core.plan import Plan
from app.core.prompter import Prompter
from app.core.routine import Profile
from app.core.script import Detail
from app.core.session import Session
from app.core.speech_fit import SecondsOf


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound or a sentence, from `at` for as long as it speaks."""

    at: float
    seconds: float
    what: str
    spoken: bool = False

    @property
    def end(self) -> float:
        return self.at + self.seconds


def estimated(text: str) -> float:
    """Seconds that a voice takes for a sentence, about."""
    return 0.35 + len(text) / 15


def hear(
    plan: Plan, profile: Profile | None = Profile.COACH, detail: Detail = Detail.FULL, seconds_of: SecondsOf = estimated
) -> tuple[list[Heard], list[tuple[float, Cue]]]:
    """Return all that is heard in a session of which nobody touches a key, and all cues."""
    session = Session(plan, unattended=True)
    prompter = Prompter(seconds_of, detail, profile)
    heard: list[Heard] = []
    cues: list[tuple[float, Cue]] = []
    now = 0.0

    def note(events_at: Callable[[], tuple[tuple[float, Cue], ...]]) -> None:
        for due, cue in events_at():
            cues.append((due, cue))
            if cue.sound is not None:
                heard.append(Heard(due, SPEAKS[cue.sound], cue.sound.value))
            at = due + cue.speaks + (0.25 if cue.sound else 0)
            for line in cue.spoken:
                heard.append(Heard(at, seconds_of(line), line, spoken=True))
                at += seconds_of(line) + 0.25

    note(lambda: prompter.told(session.begin(now), session.moment(now), session.plan))
    while not isinstance(session.state, Finished):
        moment = session.moment(now)
        heard += [Heard(now, seconds_of(line), line, spoken=True) for line in prompter.take(moment)]
        # A shell ticks at least once a second; here also at each line's own moment.
        at = prompter.next_at()
        line_at = now + 1.0 if at is None else now + max(0.0, at - moment.elapsed)
        due = session.next_deadline(now)
        now = min(now + 1.0, line_at, now + 1.0 if due is None else due)
        note(lambda now=now: prompter.told(session.tick(now), session.moment(now), session.plan))  # type: ignore[misc]
    assert not isinstance(session.state, Waiting)
    return heard, cues
