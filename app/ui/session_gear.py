"""What a session is heard, kept awake and steered by; made with the first session, kept for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.core.moments import Command
from app.core.plan import Plan
from app.core.routine import Profile
from app.core.script import Detail, detail_after, every_line
from app.paths import Folders, bundled
from app.storage.setting import (
    KEEP_SCREEN_ON,
    MEDIA_KEYS,
    TALK,
    VOICE,
    VOICE_ON,
    VOICE_RATE,
    VOICE_VOLUME,
    VOLUME,
)
from app.ui.awake import Awake
from app.ui.cue_player import CuePlayer
from app.ui.media_remote import MediaRemote, Playing
from app.ui.preferences import Preferences
from app.ui.session_player import SessionPlayer
from app.ui.sound import SoundPlayer
from app.ui.suspend import SleepWatch

if TYPE_CHECKING:
    from app.ui.voice import Voice

USUAL_RATE = 150  # words a minute at 100 %


class SessionGear(QObject):
    """`asked_to_stop` and `asked_to_show` come from a remote control."""

    asked_to_stop = Signal()
    asked_to_show = Signal()

    def __init__(self, folders: Folders, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders, self._preferences = folders, preferences
        self._player: SessionPlayer | None = None
        self._voice: Voice | None = None
        self._make()
        self._connect()

    def _make(self) -> None:
        self.sound = SoundPlayer(bundled() / "resources" / "sounds", parent=self)
        self._awake = Awake(parent=self)
        self._remote = MediaRemote(parent=self)
        self._sleep = SleepWatch(parent=self)

    def _connect(self) -> None:
        self.sound.silence_noticed.connect(self._note_silence)
        self.sound.heard_again.connect(self._note_sound)
        self._awake.refused.connect(self._note_sleepy_screen)
        self._awake.held.connect(self._note_awake)
        self._sleep.sleep_began.connect(self._pause)
        self._remote.play_pause_requested.connect(self._toggle)
        self._remote.play_requested.connect(self._go_on)
        self._remote.pause_requested.connect(self._pause)
        self._remote.next_requested.connect(self._next)
        self._remote.previous_requested.connect(self._back)
        self._remote.stop_requested.connect(self.asked_to_stop)
        self._remote.volume_requested.connect(self._set_volume)
        self._remote.raise_requested.connect(self.asked_to_show)

    @property
    def awake(self) -> Awake | None:
        """Return what keeps the screen on; None where that is not wanted."""
        return self._awake if self._preferences[KEEP_SCREEN_ON] else None

    def cues_for(self, plan: Plan, speed: float, whole_sessions: int) -> CuePlayer:
        """Return what makes a session of a plan heard."""
        talk = self._preferences[TALK]
        detail = detail_after(whole_sessions) if talk == "auto" else Detail(talk)
        self.sound.set_volume(self._preferences[VOLUME])
        self.sound.set_voice_volume(self._preferences[VOICE_VOLUME])
        voice = self._voice_for(plan)
        if voice is not None:
            voice.render(every_line(plan, detail))
        return CuePlayer(self.sound, voice, detail=detail, speed=speed, parent=self)

    def attend(self, player: SessionPlayer) -> None:
        """Serve a session from its begin on."""
        self._player = player
        player.moved.connect(self._show_remote)
        player.settings_changed.connect(self._show_remote)
        player.ended.connect(self._stand_down)
        if self._voice is not None and self._voice.trouble:
            player.note_trouble("voice", "No voice: bells alone.", self._voice.trouble)

    def ring(self) -> None:
        """Ring the bell that begins a hold."""
        self.sound.set_volume(self._preferences[VOLUME])
        self.sound.play("begin")

    @Slot()
    def stand_down(self) -> None:
        """Let go of the session: it was left."""
        self._stand_down()

    def close(self) -> None:
        """Let go of everything."""
        self._stand_down()
        if self._voice is not None:
            self._voice.close()
        self.sound.close()

    def _voice_for(self, plan: Plan) -> Voice | None:
        """Return the voice where the plan or the next key may ask for it."""
        coached = any(s.sound is Profile.COACH for b in plan.blocks for o in b.options for s in o.segments)
        if not self._preferences[VOICE_ON] or not coached:
            return None
        from app.ui.voice import Voice  # noqa: PLC0415  # bells need none

        rate = USUAL_RATE * self._preferences[VOICE_RATE] // 100
        if self._voice is not None:
            self._voice.close()
        self._voice = Voice(self._folders.cache, voice=self._preferences[VOICE], words_a_minute=rate, parent=self)
        return self._voice

    @Slot()
    def _show_remote(self) -> None:
        player = self._player
        if player is None or not player.running or not self._preferences[MEDIA_KEYS]:
            return
        moment = player.moment
        segment = moment.segment
        option = player.option(moment.block)
        sets = f"set {segment.set} of {segment.sets}" if segment.sets > 1 else ""
        playing = Playing(
            title=", ".join(filter(None, (option.exercise.called, segment.position, sets))),
            routine=player.plan.name,
            number=moment.block * 1000 + segment.dose,
            length=moment.dose_length,
            position=moment.dose_elapsed,
            paused=player.paused,
            volume=0.0 if player.muted else player.volume / 100,
        )
        self._remote.appear(playing)

    @Slot()
    def _stand_down(self) -> None:
        self._remote.vanish()
        self._awake.release()

    @Slot(str)
    def _note_silence(self, why: str) -> None:
        if self._player is not None:
            self._player.note_trouble("sound", "Nothing is heard.", why)

    @Slot()
    def _note_sound(self) -> None:
        if self._player is not None:
            self._player.note_trouble("sound", "")

    @Slot(str)
    def _note_sleepy_screen(self, why: str) -> None:
        if self._player is not None:
            self._player.note_trouble("screen", "The screen may go dark.", why)

    @Slot()
    def _note_awake(self) -> None:
        if self._player is not None:
            self._player.note_trouble("screen", "")

    @Slot()
    def _toggle(self) -> None:
        if self._player is not None:
            self._player.command(Command.PAUSE)

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
        if self._player is not None:
            self._player.command(Command.NEXT)

    @Slot()
    def _back(self) -> None:
        if self._player is not None:
            self._player.command(Command.BACK)

    @Slot(float)
    def _set_volume(self, volume: float) -> None:
        if self._player is not None:
            self._player.change_volume(round(volume * 100) - self._player.volume)
