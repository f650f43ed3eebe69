"""One session in the window: made, kept, shown, left, and summed up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.clocks import Clocks
from app.core.first_time import first_times
from app.core.moments import Finished
from app.core.plan import Plan, Segment
from app.core.routine import Profile
from app.core.script import Detail
from app.core.session import Session
from app.core.sounding import sounding
from app.core.speech import about_seconds
from app.storage.session_draft import LEAVES_A_TRACE
from app.storage.setting import ASK_STIFFNESS, FLASH, ONE_KEY, VOLUME
from app.ui.hearing_choice import hearing_of
from app.ui.pages.player_page import PlayerPage
from app.ui.pages.summary_page import SummaryPage
from app.ui.past import Past
from app.ui.pictures import Pictures
from app.ui.player_light import LightWanted
from app.ui.preferences import Preferences
from app.ui.senses import Senses
from app.ui.session_answers import SessionAnswers
from app.ui.session_player import SessionPlayer
from app.ui.session_summary import summary_of
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.storage.session_journal import Unfinished


@dataclass(frozen=True, slots=True)
class Manner:
    """How a session is played."""

    speed: float = 1.0
    unattended: bool = False  # own-pace work ends by itself
    at_once: bool = False  # without the longer get ready of a first time
    needs: Sequence[str] = ()
    stiff_before: int | None = None
    whole_sessions: int = 0  # of this routine before, for how much the coach says
    coached: bool = False  # led by the coach, this session alone
    trial: bool = False  # tried out from the editor: Escape ends it at once, and the history hears nothing of it


def no_week() -> tuple[str, str] | None:
    """Return that nothing is said of the week."""
    return None


class SessionRoom(QObject):
    """`left` when the session is kept for later, `over` when its summary was put away or there is none to show.

    `ended` comes with the end of the session itself, before the summary.
    """

    ended = Signal()
    left = Signal()
    over = Signal()
    page_made = Signal(QWidget)

    def __init__(
        self,
        theme: Theme,
        pictures: Pictures,
        past: Past,
        senses: Senses,
        preferences: Preferences,
        *,
        clocks: Clocks,
        week: Callable[[], tuple[str, str] | None] = no_week,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clocks, self._week = clocks, week
        self._session_id = ""
        self._theme, self._pictures, self._past = theme, pictures, past
        self._senses, self._preferences = senses, preferences
        self._player: SessionPlayer | None = None
        self._page: PlayerPage | None = None
        self._manner = Manner()
        self._began = self._clocks.wall()
        senses.remote.stop_requested.connect(self._ask)

    @property
    def running(self) -> bool:
        """Return whether a session is under way, be it paused."""
        return self._player is not None and self._player.running

    @property
    def player(self) -> SessionPlayer | None:
        """Return what leads the session; None where there was none."""
        return self._player

    def play(self, plan: Plan, manner: Manner, resume: Unfinished | None = None) -> None:
        """Begin a session, or go on with one that was left: it then stands paused."""
        how = hearing_of(self._preferences, manner.whole_sessions)
        if manner.coached:
            how = replace(how, profile=Profile.COACH)
        first: dict[str, float] = {}
        if manner.speed == 1.0 and not manner.at_once:
            keys = {option.exercise.key for block in plan.blocks for option in block.options}
            spoken = how.speak and how.detail is Detail.FULL
            rate = how.voice_rate / 100
            first = first_times(
                sounding(plan, how.profile),
                self._past.known_exercises(keys),
                (lambda line: about_seconds(line) / rate) if spoken else None,
            )
        if resume is None:
            session = Session(plan, speed=manner.speed, first_time=first, unattended=manner.unattended)
        else:
            session = Session.resumed(
                plan, resume.snapshot, speed=manner.speed, first_time=first, unattended=manner.unattended
            )
        journal = None if manner.trial else self._past.journal
        self._manner = manner
        self._began = self._clocks.wall()
        player = SessionPlayer(
            session,
            journal=journal,
            cues=self._senses.cues_for(plan, how, manner.speed),
            awake=self._senses.awake if how.keep_screen_on else None,
            clock=self._clocks.steady,
            volume=how.volume,
            profile=how.profile,
            parent=self,
        )
        player.ended.connect(self.ended)
        self._player = player
        self._senses.accompany(player, self._art)
        player.settings_changed.connect(self._keep_volume)
        page = PlayerPage(
            player,
            self._theme,
            self._pictures,
            light=LightWanted(self._preferences[FLASH]),
            one_key=self._preferences[ONE_KEY],
            asks=not manner.trial,
            voice=how.speak,
            clock=self._clocks.steady,
            wall=self._clocks.wall,
        )
        page.left_requested.connect(self._leave)
        page.session_ended.connect(self._sum_up)
        self._page = page
        self.page_made.emit(page)
        player.begin()
        if journal is None:
            self._session_id = ""
        elif resume is None:
            self._session_id = journal.begin(
                session, self._clocks.steady(), needs=manner.needs, stiff_before=manner.stiff_before
            )
        else:
            self._session_id = resume.id
            journal.go_on(resume, session, self._clocks.steady())

    def _art(self, segment: Segment) -> Path | None:
        """Return the file of a segment's picture; None where there is none (yet)."""
        if self._player is None:
            return None
        return self._pictures.file_of(self._player.exercise(), segment.position)

    def ask(self) -> bool:
        """Ask in the page what to do with the running session; False where it stands already or nothing runs."""
        return self._page is not None and self.running and not self._manner.trial and self._page.ask()

    def tell(self, words: str) -> None:
        """Show a line in the running session for a few seconds."""
        if self._page is not None and self.running:
            self._page.tell(words)

    def pause(self) -> None:
        """Pause what runs, kept where it stands."""
        if self._player is not None:
            self._player.pause()

    def leave(self) -> None:
        """Keep the running session for later, without asking."""
        if self._player is not None and self._player.running:
            self._player.leave()
            self._senses.leave()

    @Slot()
    def _ask(self) -> None:
        self.ask()

    @Slot()
    def _leave(self) -> None:
        self._senses.leave()
        self.left.emit()

    @Slot()
    def _keep_volume(self) -> None:
        """Keep a volume that was changed in the session for the next one."""
        if self._player is not None and self._player.volume != self._preferences[VOLUME]:
            self._preferences.change(VOLUME, self._player.volume)

    @Slot()
    def _sum_up(self) -> None:
        player = self._player
        if player is None:
            return
        if self._manner.trial or player.session.worked_seconds < LEAVES_A_TRACE:
            self.over.emit()
            return
        state = player.session.state
        answers = SessionAnswers(self._past, self._session_id)
        summary = summary_of(
            player.plan,
            player.records,
            finished=isinstance(state, Finished) and state.at_end_of_plan,
            started=self._began,
            ended=self._clocks.wall(),
            rehearsal=self._manner.speed != 1.0,
            week=self._week(),
            stiff_before=answers.stiff_before,
            asks_stiffness=self._preferences[ASK_STIFFNESS],
        )
        page = SummaryPage(self._theme, self._pictures)
        page.show_summary(summary)
        answers.setParent(page)
        page.stiffness_chosen.connect(answers.keep_stiffness)
        page.note_written.connect(answers.keep_note)
        page.why_chosen.connect(answers.keep_why)
        page.done_requested.connect(self.over)
        self.page_made.emit(page)
