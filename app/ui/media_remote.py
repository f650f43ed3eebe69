"""The session as a media player for the desktop (MPRIS): headset buttons, lock screens, phones, `playerctl`.

Its name is on the bus only while a session runs. What a remote asks for comes out as signals; what the session does
goes in through `show`. The commands mean what the keys of the same name mean. Traps that shaped this: a list in a
signal must be streamed into a QDBusArgument, whole, or it travels as a list of variants and clients never update;
clients keep what they were told, so every change of a property is told to them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import cast

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusArgument, QDBusConnection, QDBusMessage, QDBusObjectPath

from app.ui.bus import bus_interface, private_connection

SERVICE, PATH = "org.mpris.MediaPlayer2.holdwell", "/org/mpris/MediaPlayer2"
PLAYER, ROOT = "org.mpris.MediaPlayer2.Player", "org.mpris.MediaPlayer2"
TRACK = "/org/holdwell/Track/{}"
# Qt's names of types that Python has no class for; the stubs know classes alone.
TEXTS, MAP, LONG = cast("type", "QStringList"), cast("type", "QVariantMap"), cast("type", "qlonglong")
_NUMBERS = count()  # of the connections' names: a connection outlives who opened it
JUMP = 1_500_000  # microseconds that the position may run apart before clients are told


@dataclass(frozen=True, slots=True)
class Playing:
    """What a remote shows: `title` is exercise, side and set; lengths in seconds, `length` None at own pace."""

    title: str
    routine: str
    number: int  # of the dose: another one is another track
    length: float | None = None
    position: float = 0.0
    paused: bool = False
    running: bool = True  # whether the dose's own time runs: not in get ready, switch, rest and counts
    volume: float = 0.8  # 0 to 1
    art: Path | None = None  # a picture of the exercise


class MediaRemote(QObject):
    """The session's place on the bus. Signals say what a remote asked for."""

    play_pause_requested = Signal()
    play_requested = Signal()
    pause_requested = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    stop_requested = Signal()  # pauses and asks, as Esc does: nothing is lost by a button in a pocket
    volume_requested = Signal(float)  # 0 to 1
    raise_requested = Signal()
    refused = Signal(str)  # why there is no remote

    def __init__(
        self,
        address: str | None = None,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the session's bus, or the one at an address; nothing is on it before `appear`."""
        super().__init__(parent)
        self._address = address
        self._bus: QDBusConnection | None = None  # once it was needed; it then stays, see `vanish`
        self._present = False
        self._name = f"holdwell-remote-{next(_NUMBERS)}"
        self._playing = Playing("", "", 0)
        self._clock = clock
        self._shown_at = clock()
        # Qt keeps the adaptors as children; Python must keep them too, or their slots are gone.
        self._root = RootAdaptor(self)
        self._player = PlayerAdaptor(self)

    @property
    def playing(self) -> Playing:
        """Return what is shown."""
        return self._playing

    @property
    def position(self) -> float:
        """Return the seconds into the dose: what was shown last, and the time since, where it runs."""
        since = 0.0 if self._playing.paused or not self._playing.running else self._clock() - self._shown_at
        return self._playing.position + since

    @property
    def present(self) -> bool:
        """Return whether remotes see a player."""
        return self._present

    def appear(self, playing: Playing) -> None:
        """Come onto the bus with what is played; `refused` where that fails, and all else goes on."""
        if self._present:
            self.show(playing)
            return
        self._playing, self._shown_at = playing, self._clock()
        bus = self._bus or private_connection(self._name, self._address)
        if not bus.isConnected():
            self._bus = None
            QDBusConnection.disconnectFromBus(self._name)
            self.refused.emit("No remote control: there is no D-Bus session.")
            return
        self._bus = bus
        self._present = bus.registerObject(PATH, self) and bus.registerService(SERVICE)
        if not self._present:
            bus.unregisterObject(PATH)
            self.refused.emit("No remote control: another Holdwell has its name on the bus.")

    def vanish(self) -> None:
        """Be no player any more: the session is over, or remotes are switched off.

        The connection stays open. To close it the bus's own thread lets go of this object, and waits for Python to do
        so; whoever opens a connection meanwhile waits for that thread, with Python in hand, and both stand for ever.
        """
        if self._present and self._bus is not None:
            self._bus.unregisterObject(PATH)
            self._bus.unregisterService(SERVICE)
            self._present = False

    def show(self, playing: Playing) -> None:
        """Show what is played now, and tell clients what changed; `position` alone is told only where it jumped."""
        expected = self.position
        before, self._playing, self._shown_at = self._playing, playing, self._clock()
        changed: dict[str, object] = {}
        if track_of(before) != track_of(playing):
            changed["Metadata"] = self._player.Metadata
        if before.paused != playing.paused:
            changed["PlaybackStatus"] = self._player.PlaybackStatus
        if before.volume != playing.volume:
            changed["Volume"] = playing.volume
        if changed:
            self._tell(changed)
        if "Metadata" in changed or abs(playing.position - expected) * 1e6 > JUMP:
            self._seeked(playing.position)

    def _tell(self, changed: dict[str, object]) -> None:
        nothing = QDBusArgument()
        nothing << []  # streams the list with its type; any other way it is lost
        message = QDBusMessage.createSignal(PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged")
        message.setArguments([PLAYER, changed, nothing])
        if self._present and self._bus is not None:
            self._bus.send(message)

    def _seeked(self, position: float) -> None:
        if self._present:
            self._player.Seeked.emit(microseconds(position))


def track_of(playing: Playing) -> Playing:
    """Return what of it belongs to the track alone."""
    return replace(playing, position=0.0, paused=False, running=True, volume=0.0)


def microseconds(seconds: float) -> int:
    """Return seconds as MPRIS counts them."""
    return round(seconds * 1_000_000)


@bus_interface(ROOT)
class RootAdaptor(QDBusAbstractAdaptor):
    """org.mpris.MediaPlayer2: who this is."""

    def __init__(self, remote: MediaRemote) -> None:
        super().__init__(remote)

    @property
    def _remote(self) -> MediaRemote:
        """Return the remote. Kept by Qt alone: a cycle would be freed on whatever thread collects garbage."""
        return cast("MediaRemote", self.parent())

    @Property(bool)
    def CanQuit(self) -> bool:
        return False

    @Property(bool)
    def CanRaise(self) -> bool:
        return True

    @Property(bool)
    def HasTrackList(self) -> bool:
        return False

    @Property(str)
    def Identity(self) -> str:
        return "Holdwell"

    @Property(str)
    def DesktopEntry(self) -> str:
        return "holdwell"

    @Property(TEXTS)
    def SupportedUriSchemes(self) -> list[str]:
        return []

    @Property(TEXTS)
    def SupportedMimeTypes(self) -> list[str]:
        return []

    @Slot()
    def Raise(self) -> None:
        self._remote.raise_requested.emit()

    @Slot()
    def Quit(self) -> None:
        """Do nothing: CanQuit says so."""


@bus_interface(PLAYER)
class PlayerAdaptor(QDBusAbstractAdaptor):
    """org.mpris.MediaPlayer2.Player: what is played, and the buttons."""

    Seeked = Signal(LONG)

    def __init__(self, remote: MediaRemote) -> None:
        super().__init__(remote)
        self.setAutoRelaySignals(True)

    @property
    def _remote(self) -> MediaRemote:
        return cast("MediaRemote", self.parent())

    @Property(str)
    def PlaybackStatus(self) -> str:
        return "Paused" if self._remote.playing.paused else "Playing"

    @Property(str)
    def LoopStatus(self) -> str:
        return "None"

    @Property(float)
    def Rate(self) -> float:
        return 1.0

    @Property(float)
    def MinimumRate(self) -> float:
        return 1.0

    @Property(float)
    def MaximumRate(self) -> float:
        return 1.0

    @Property(bool)
    def Shuffle(self) -> bool:
        return False

    @Property(MAP)
    def Metadata(self) -> dict[str, object]:
        playing = self._remote.playing
        data: dict[str, object] = {
            "mpris:trackid": QDBusObjectPath(TRACK.format(playing.number)),
            "xesam:title": playing.title,
            "xesam:album": playing.routine,
            "xesam:artist": ["Holdwell"],
        }
        if playing.length is not None:
            data["mpris:length"] = microseconds(playing.length)
        if playing.art is not None:
            data["mpris:artUrl"] = QUrl.fromLocalFile(str(playing.art)).toString()
        return data

    @Property(LONG)
    def Position(self) -> int:
        return microseconds(self._remote.position)

    def _volume(self) -> float:
        return self._remote.playing.volume

    def _set_volume(self, volume: float) -> None:
        self._remote.volume_requested.emit(max(0.0, min(1.0, volume)))

    Volume = Property(float, _volume, _set_volume)

    @Property(bool)
    def CanGoNext(self) -> bool:
        return True

    @Property(bool)
    def CanGoPrevious(self) -> bool:
        return True

    @Property(bool)
    def CanPlay(self) -> bool:
        return True

    @Property(bool)
    def CanPause(self) -> bool:
        return True

    @Property(bool)
    def CanSeek(self) -> bool:
        return False

    @Property(bool)
    def CanControl(self) -> bool:
        return True

    @Slot()
    def PlayPause(self) -> None:
        self._remote.play_pause_requested.emit()

    @Slot()
    def Play(self) -> None:
        self._remote.play_requested.emit()

    @Slot()
    def Pause(self) -> None:
        self._remote.pause_requested.emit()

    @Slot()
    def Stop(self) -> None:
        self._remote.stop_requested.emit()

    @Slot()
    def Next(self) -> None:
        self._remote.next_requested.emit()

    @Slot()
    def Previous(self) -> None:
        self._remote.previous_requested.emit()

    @Slot(LONG)
    def Seek(self, _offset: int) -> None:
        """Do nothing: CanSeek says so, as a hold cannot be held faster."""

    @Slot(QDBusObjectPath, LONG)
    def SetPosition(self, _track: QDBusObjectPath, _position: int) -> None:
        """Do nothing, as `Seek`."""

    @Slot(str)
    def OpenUri(self, _uri: str) -> None:
        """Do nothing: no schemes are supported."""
