"""Keys of a terminal, one by one, and the signals that end or stop a program in it.

The terminal is put into a mode in which a key arrives at once and unseen, and put back however the block ends. Ctrl+C
and Ctrl+Z stay signals. A signal wakes the waiting through a pipe, so that nothing is done inside its handler.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import FrameType
from typing import Protocol

from app.core.moments import Command


class Wish(StrEnum):
    """What a person can ask of the terminal besides the session's own commands."""

    LEAVE = "leave"  # keep the session and end the program
    ASK = "ask"  # pause, and say what can be done
    END = "end"  # end the session here
    WORDS = "words"
    TELL = "tell"
    MUTE = "mute"
    LOUDER = "louder"
    SOFTER = "softer"
    KEYS = "keys"
    STOP = "stop"  # Ctrl+Z: the shell takes over for a while


@dataclass(frozen=True, slots=True)
class Digit:
    """A digit typed: how many repetitions were done."""

    text: str


Press = Command | Wish | Digit

KEYS: dict[str, Press] = {
    " ": Command.PAUSE, ".": Command.PAUSE, "b": Command.PAUSE,
    "\x1b[C": Command.NEXT, "\x1bOC": Command.NEXT, "\x1b[6~": Command.NEXT,
    "\x1b[D": Command.BACK, "\x1bOD": Command.BACK, "\x1b[5~": Command.BACK,
    "\x1b[1;2C": Command.SKIP,
    "+": Command.LONGER, "=": Command.LONGER, "-": Command.SHORTER,
    "s": Command.STAY, "a": Command.OTHER, "e": Command.EASIER,
    "\r": Command.DONE, "\n": Command.DONE,
    "\x1b[A": Wish.LOUDER, "\x1bOA": Wish.LOUDER, "\x1b[B": Wish.SOFTER, "\x1bOB": Wish.SOFTER,
    "m": Wish.MUTE, "d": Wish.WORDS, "t": Wish.TELL, "?": Wish.KEYS,
    "\x1b": Wish.ASK, "q": Wish.LEAVE, "x": Wish.END,
}  # fmt: skip
KEYS_TOLD = (
    "Space pause, or go on   → next   ← back   Shift → skip   + − longer, shorter",
    "S stay   Enter set done, after a number if you like   A another choice",
    "E easier   D how to get into it   T name, side, time left   M mute",
    "↑ ↓ volume   Q keep it for later   Esc pause and ask",
)
_LONGEST = max(map(len, KEYS))
# A terminal sends an arrow's letters in one go; a lone Escape stays alone.
_ESCAPE_ALONE = 0.05


def presses_of(typed: str) -> tuple[Press, ...]:
    """Return what a run of characters asks for; an escape sequence that means nothing is passed over whole."""
    found: list[Press] = []
    at = 0
    while at < len(typed):
        size = next((n for n in range(min(_LONGEST, len(typed) - at), 0, -1) if _key(typed[at : at + n])), 0)
        if typed[at] == "\x1b" and size == 1 and len(typed) > at + 1 and typed[at + 1] in "[O":
            at += 2
            while at < len(typed) and not ("@" <= typed[at] <= "~"):
                at += 1
            at += 1
            continue
        press = _key(typed[at : at + size]) if size else None
        if press is not None:
            found.append(press)
        at += max(1, size)
    return tuple(found)


def _key(text: str) -> Press | None:
    if len(text) == 1 and text in "0123456789":
        return Digit(text)
    return KEYS.get(text.lower() if len(text) == 1 else text)


class Hands(Protocol):
    """Where a person's wishes come from."""

    @property
    def there(self) -> bool:
        """Return whether there is somebody who can press a key."""

    def wait(self, seconds: float | None) -> tuple[Press, ...]:
        """Return what was pressed, as soon as something is, or nothing after so many seconds (None: for ever)."""

    def stop(self) -> None:
        """Give the terminal back to the shell until the program is brought forward again."""


class Signals:
    """Ctrl+C and the like, noticed in `wait` and nowhere else; without a key of its own this is a pair of hands."""

    def __init__(self) -> None:
        self._caught: list[int] = []
        self._ends = os.pipe()
        if sys.platform != "win32":  # there nothing waits at the pipe
            for end in self._ends:
                os.set_blocking(end, False)

    @property
    def there(self) -> bool:
        """Return False: a signal is nobody who could be asked."""
        return False

    @contextlib.contextmanager
    def heard(self) -> Iterator[None]:
        """Hear signals inside the block."""
        wanted = [n for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGTSTP") if (n := getattr(signal, name, None))]
        before = {number: signal.signal(number, self._catch) for number in wanted}
        woken = -1 if sys.platform == "win32" else signal.set_wakeup_fd(self._ends[1], warn_on_full_buffer=False)
        try:
            yield
        finally:
            if sys.platform != "win32":
                signal.set_wakeup_fd(woken)
            for number, handler in before.items():
                signal.signal(number, handler)
            for end in self._ends:
                os.close(end)

    def wait(self, seconds: float | None) -> tuple[Press, ...]:
        """Return what signals ask for, at once or after so many seconds."""
        return self.wishes_after(self._sleep(seconds))

    def wishes_after(self, _ready: bool) -> tuple[Press, ...]:
        """Return what the signals that were caught ask for."""
        if sys.platform != "win32":
            with contextlib.suppress(BlockingIOError):
                os.read(self._ends[0], 256)
        caught, self._caught = self._caught, []
        stop = getattr(signal, "SIGTSTP", None)
        return tuple(dict.fromkeys(Wish.STOP if number == stop else Wish.LEAVE for number in caught))

    def stop(self) -> None:
        """Stop this process as Ctrl+Z does, and come back when it is brought forward."""
        number = getattr(signal, "SIGTSTP", None)
        if number is not None:
            mine = signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
            signal.signal(number, mine)

    def watched(self) -> int:
        """Return the descriptor that a signal makes readable."""
        return self._ends[0]

    def _sleep(self, seconds: float | None) -> bool:
        if sys.platform == "win32":
            time.sleep(0.2 if seconds is None else min(seconds, 0.2))
            return False
        return bool(select.select([self._ends[0]], [], [], seconds)[0])

    def _catch(self, number: int, _frame: FrameType | None) -> None:
        self._caught.append(number)


if sys.platform != "win32":
    import termios
    import tty

    class TerminalHands:
        """Keys of a terminal together with signals."""

        def __init__(self, signals: Signals, handle: int) -> None:
            self._signals, self._handle = signals, handle
            self._kept = termios.tcgetattr(handle)

        @property
        def there(self) -> bool:
            """Return True."""
            return True

        @contextlib.contextmanager
        def listening(self) -> Iterator[None]:
            """Take keys one by one inside the block."""
            try:
                self._listen()
                yield
            finally:
                self._give_back()

        def wait(self, seconds: float | None) -> tuple[Press, ...]:
            """Return keys and signals, as soon as there is one."""
            ready = select.select([self._handle, self._signals.watched()], [], [], seconds)[0]
            wishes = self._signals.wishes_after(bool(ready))
            return (*wishes, *self._keys()) if self._handle in ready else wishes

        def stop(self) -> None:
            """Give the terminal back, stop, and take it again."""
            self._give_back()
            self._signals.stop()
            self._listen()

        def _keys(self) -> tuple[Press, ...]:
            typed = self._read()
            if typed is None:
                return (Wish.LEAVE,)  # the terminal is gone
            if typed.endswith("\x1b") and select.select([self._handle], [], [], _ESCAPE_ALONE)[0]:
                typed += self._read() or ""
            return presses_of(typed)

        def _read(self) -> str | None:
            """Return what was typed; None where nobody can type any more."""
            try:
                return os.read(self._handle, 256).decode("utf-8", "replace") or None
            except OSError:
                return None

        def _listen(self) -> None:
            with contextlib.suppress(termios.error):
                tty.setcbreak(self._handle, termios.TCSANOW)

        def _give_back(self) -> None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._handle, termios.TCSANOW, self._kept)


@contextlib.contextmanager
def hands_of(stream: object) -> Iterator[Hands]:
    """Give the hands at a stream: a terminal's keys where it is one, signals in any case."""
    signals = Signals()
    with signals.heard():
        if sys.platform != "win32" and hasattr(stream, "isatty") and stream.isatty():
            keys = TerminalHands(signals, stream.fileno())  # type: ignore[attr-defined]  # a terminal has one
            with keys.listening():
                yield keys
        else:
            yield signals
