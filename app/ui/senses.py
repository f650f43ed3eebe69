"""All that a session reaches beyond its window: sounds, voice, a screen that stays on, remotes, the news of sleep.

One for the program; `cues_for` and `accompany` serve one session after the other. Whatever of it does not work is
noted at the session's player in a few words, and the session goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

from app.clocks import steady_clock
from app.core.cues import SPOKEN_AT_ONCE
from app.core.moments import Command, Waiting, Working
from app.core.plan import Plan, Segment
from app.core.player_words import length_words
from app.core.routine import Profile
from app.core.script import Detail, every_line
from app.sound.output import Output
from app.ui.awake import Awake, ScreenKeeper
from app.ui.cue_player import CuePlayer
from app.ui.media_remote import MediaRemote, Playing
from app.ui.player_keys import one_key_command
from app.ui.session_player import SessionPlayer
from app.ui.sound import SoundPlayer
from app.ui.speech_programs import INSTALL, SpdSay, SpeechProgram
from app.ui.suspend import SleepWatch
from app.ui.voice import USUAL_RATE, Voice

SOUND, VOICE, SCREEN, REMOTE, SLEEP = "sound", "voice", "screen", "remote", "sleep"  # the parts, as troubles name them


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the person chose: percents, and None or "" for what the routine or the system says."""

    volume: int = 80
    profile: Profile | None = None
    detail: Detail = Detail.FULL
    speak: bool = True
    voice: str = ""
    voice_rate: int = 100
    voice_volume: int = 80
    keep_screen_on: bool = True
    remotes: bool = True
    one_key: bool = False  # a remote's play and pause mean what the one key does


@dataclass(frozen=True, slots=True)
class Around:
    """What stands for the system in a test; None everywhere: the system itself."""

    output: Output | None = None
    keepers: tuple[ScreenKeeper, ...] | None = None
    speech: SpeechProgram | SpdSay | None = None
    session_bus: str | None = None  # an address
    system_bus: QDBusConnection | None = None
    clock: Callable[[], float] = time.monotonic


class Senses(QObject):
    """`sounds` and `cache` are folders. `raise_requested`: a remote wants the window in front."""

    raise_requested = Signal()

    def __init__(self, sounds: Path, cache: Path, around: Around | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around or Around()
        self._cache = cache
        self._how = Hearing()
        self._player: SessionPlayer | None = None
        self._slept: float | None = None  # since when, where sleep paused a running session
        self._voice: Voice | None = None
        self._chosen_voice = ("", 0)
        self._art: Callable[[Segment], Path | None] | None = None
        self.sound = SoundPlayer(sounds, self._around.output, self._around.clock, self)
        self.awake = Awake(self._around.keepers, self)
        self.remote = MediaRemote(self._around.session_bus, self, self._around.clock)
        self._sleep = SleepWatch(self._around.system_bus, self)
        self._connect()

    def _connect(self) -> None:
        self.sound.silence_noticed.connect(self._note_silence)
        self.sound.heard_again.connect(self._note_sound)
        self.awake.refused.connect(self._note_dark)
        self.awake.held.connect(self._note_light)
        self.remote.refused.connect(self._note_no_remote)
        self.remote.raise_requested.connect(self.raise_requested)
        self.remote.play_pause_requested.connect(self._pause_or_go_on)
        self.remote.play_requested.connect(self._go_on)
        self.remote.pause_requested.connect(self._pause)
        self.remote.stop_requested.connect(self._pause)
        self.remote.next_requested.connect(self._next)
        self.remote.previous_requested.connect(self._back)
        self.remote.volume_requested.connect(self._set_volume)
        self._sleep.sleep_began.connect(self._fall_asleep)
        self._sleep.sleep_ended.connect(self._wake_up)

    def cues_for(self, plan: Plan, how: Hearing, speed: float = 1.0) -> CuePlayer:
        """Return the cues of a session to come; its lines are rendered from now on where the coach speaks in it."""
        self._how = how
        self.sound.set_volume(how.volume)
        self.sound.set_voice_volume(how.voice_volume)
        self.sound.set_muted(False)
        return CuePlayer(
            self.sound,
            self._voice_for(how) if how.speak else None,
            detail=how.detail,
            profile=how.profile,
            speed=speed,
            clock=self._around.clock,
            lines_of=plan,
            parent=self,
        )

    def render_ahead(self, plan: Plan, how: Hearing) -> None:
        """Have the lines of a session that may come rendered while the person still reads."""
        if how.speak and how.profile is Profile.COACH:
            self._voice_for(how).render((*every_line(plan, how.detail), *SPOKEN_AT_ONCE))

    def accompany(self, player: SessionPlayer, art: Callable[[Segment], Path | None] | None = None) -> None:
        """Go along with a session that is about to begin; `art` gives a picture's file for a segment."""
        self._player, self._art = player, art
        player.moved.connect(self._show)
        player.settings_changed.connect(self._show)
        player.ended.connect(self._end)
        if self._how.speak and self._voice is not None and self._voice.trouble:
            self._note_no_voice(self._voice.trouble)

    def leave(self) -> None:
        """The session is left: nothing of it stays on the bus."""
        self._player = None
        self.remote.vanish()

    def close(self) -> None:
        """The program ends."""
        self.leave()
        self.awake.release()
        if self._voice is not None:
            self._voice.close()
        self.sound.close()

    def _voice_for(self, how: Hearing) -> Voice:
        """Return the voice that was chosen; one that works already goes on, with what it has rendered."""
        chosen = (how.voice, how.voice_rate)
        if self._voice is not None and (chosen != self._chosen_voice or self._voice.trouble):
            self._voice.close()
            self._voice = None
        if self._voice is None:
            self._voice, self._chosen_voice = self._new_voice(how), chosen
        return self._voice

    def _new_voice(self, how: Hearing) -> Voice:
        voice = Voice(
            self._cache,
            self._around.speech,
            voice=how.voice,
            words_a_minute=round(USUAL_RATE * how.voice_rate / 100),
            parent=self,
        )
        voice.trouble_noticed.connect(self._note_no_voice)
        return voice

    # What the session does

    @Slot()
    def _show(self) -> None:
        player = self._player
        if player is None or not player.running:
            self.remote.vanish()
        elif self._how.remotes:
            self.remote.appear(self._playing(player))
        if player is not None and not player.paused:
            self._note(SLEEP, "")

    def _playing(self, player: SessionPlayer) -> Playing:
        moment = player.moment
        segment = moment.segment
        exercise = player.option(moment.block).exercise
        parts = [exercise.called, segment.position or ""]
        parts.append(f"set {segment.set} of {segment.sets}" if segment.sets > 1 else "")
        return Playing(
            title=", ".join(part for part in parts if part),
            routine=player.plan.name,
            number=moment.block * 10_000 + segment.dose,
            length=moment.dose_length,
            position=moment.dose_elapsed,
            paused=player.paused,
            running=isinstance(moment.state, Working | Waiting),
            volume=0.0 if player.muted else player.volume / 100,
            art=self._art(segment) if self._art is not None else None,
        )

    @Slot(bool)
    def _end(self, _at_end_of_plan: bool) -> None:
        self.leave()

    @Slot()
    def _fall_asleep(self) -> None:
        """Pause before the computer sleeps."""
        player = self._player
        if player is not None and player.running and not player.paused:
            self._slept = steady_clock()
            player.pause()

    @Slot()
    def _wake_up(self) -> None:
        """Say what happened, until the session goes on."""
        if self._slept is not None:
            away = length_words(steady_clock() - self._slept)
            self._slept = None
            self._note(SLEEP, f"The computer slept for {away}. Paused where you were")

    # What remotes ask for

    @Slot()
    def _pause_or_go_on(self) -> None:
        if self._player is not None:
            state = self._player.session.state
            self._player.command(one_key_command(state) if self._how.one_key else Command.PAUSE)

    @Slot()
    def _go_on(self) -> None:
        if self._player is not None:
            self._player.go_on()

    @Slot()
    def _pause(self) -> None:
        if self._player is not None:
            self._player.pause()

    @Slot()
    def _next(self) -> None:
        self._command(Command.NEXT)

    @Slot()
    def _back(self) -> None:
        self._command(Command.BACK)

    @Slot(float)
    def _set_volume(self, volume: float) -> None:
        if self._player is not None:
            self._player.change_volume(round(volume * 100) - self._player.volume)

    def _command(self, command: Command) -> None:
        if self._player is not None:
            self._player.command(command)

    # What does not work

    @Slot(str)
    def _note_silence(self, why: str) -> None:
        self._note(SOUND, "Nothing is heard", why)

    @Slot()
    def _note_sound(self) -> None:
        self._note(SOUND, "")

    @Slot(str)
    def _note_no_voice(self, why: str) -> None:
        if self._speaks():
            install = why == INSTALL
            self._note(
                VOICE, "No voice, bells instead: install espeak-ng" if install else "No voice: bells instead", why
            )

    @Slot(str)
    def _note_dark(self, why: str) -> None:
        self._note(SCREEN, "The screen may go dark", why)

    @Slot()
    def _note_light(self) -> None:
        self._note(SCREEN, "")

    @Slot(str)
    def _note_no_remote(self, why: str) -> None:
        self._note(REMOTE, "No remote control", why)

    def _speaks(self) -> bool:
        """Return whether the coach speaks anywhere in the session."""
        if self._player is None:
            return False
        player, own = self._player, self._how.profile
        coached = own is None and any(s.sound is Profile.COACH for s in player.plan.segments)
        return player.profile is Profile.COACH or coached

    def _note(self, part: str, words: str, detail: str = "") -> None:
        if self._player is not None:
            self._player.note_trouble(part, words, detail)
