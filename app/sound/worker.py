"""The thread that opens, starts, stops and reopens the sound device, as each of these may hang."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from enum import Enum, auto

from app.sound.mixer import BUFFERED, Mixer
from app.sound.output import Output, SoundError

LET_GO_AFTER = 2.0  # seconds of silence, then the device is stopped: its wake-ups are the cost of sound
LOOK = 0.4  # seconds between two looks at a running device; one that asked for nothing in between is dead
# A device just opened may first play out what its server had lying there (PulseAudio's null sink: two seconds).
FIRST_ANSWER = 2.5
BACK_OFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds between attempts to open a device, the last one for ever


class Order(Enum):
    """What the worker is asked for."""

    START = auto()
    REOPEN = auto()  # a cue was not heard
    REST = auto()
    LEAVE = auto()


class Worker:
    """Keeps a device running while something sounds; `report` is told what is wrong, "" when that is over.

    The thread begins with the first order and ends with `leave`, or with the program.
    """

    def __init__(self, mixer: Mixer, output: Output, report: Callable[[str], None]) -> None:
        self._mixer = mixer
        self._output = output
        self._report = report
        # With each order the frames that the device had asked for when it was given.
        self._orders: queue.SimpleQueue[tuple[Order, int]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open = self._running = False
        self._wanted = False  # something is to be heard, or a lost device to be found again
        self._owed = False  # a failure was told, its end not yet
        self._failures = 0
        self._flows = False  # since its start the device has asked for more than its buffer
        self._asked_at_start = self._asked = 0
        self._moved = 0.0  # when it was last seen to have asked

    def ask(self, order: Order) -> None:
        """Leave an order, and come back at once."""
        if self._thread is None:
            if order in {Order.REST, Order.LEAVE}:
                return
            # A daemon: a sound server that hangs must not keep the program from ending.
            self._thread = threading.Thread(target=self._work, name="sound", daemon=True)
            self._thread.start()
        self._orders.put((order, self._mixer.asked))

    def leave(self, within: float) -> None:
        """Close the device and end the thread, or give up on it after so many seconds."""
        self.ask(Order.LEAVE)
        if self._thread is not None:
            self._thread.join(within)

    def _work(self) -> None:
        wait: float | None = None
        while True:
            try:
                order, asked = self._orders.get(timeout=wait)
            except queue.Empty:
                wait = self._look()
                continue
            if order is Order.LEAVE:
                break
            self._wanted = order is not Order.REST
            if order is Order.REST:
                self._failures = 0
                self._owed = False
                self._let_go()
            elif order is Order.REOPEN:
                self._owed = True
                # A device that was only slow has asked for frames by now, or still may: leave it alone.
                if self._flows and self._mixer.asked == asked:
                    self._let_go()
            wait = self._look()
        self._let_go()

    def _look(self) -> float | None:
        """Do what is due; return after how many seconds to look again, None for not before the next order."""
        if not self._wanted:
            return None
        try:
            self._keep_running()
        except SoundError as trouble:
            self._let_go()
            self._owed = True
            self._report(f"{trouble}. Nothing is heard.")
            self._failures += 1
            return BACK_OFF[min(self._failures, len(BACK_OFF)) - 1]
        return LOOK if self._running else None

    def _keep_running(self) -> None:
        """Bring the device to where it should be; raise SoundError where that fails."""
        now = time.monotonic()
        if not self._running:
            if not self._open:
                self._output.open()
                self._open = True
            self._mixer.start_afresh()
            self._flows = False
            self._asked = self._asked_at_start = self._mixer.asked
            self._moved = time.monotonic()
            self._output.start(self._mixer.fill)
            self._running = True
        elif (asked := self._mixer.asked) > self._asked:
            self._asked, self._moved = asked, now
            self._flows = asked - self._asked_at_start >= BUFFERED
            if self._owed and self._flows:
                self._owed, self._failures = False, 0
                self._report("")
            if self._mixer.silent_seconds > LET_GO_AFTER and not self._mixer.busy:
                self._wanted = self._running = False
                self._output.stop()
        elif now - self._moved >= (LOOK if self._flows else FIRST_ANSWER):
            raise SoundError("The sound device stopped answering")

    def _let_go(self) -> None:
        self._open = self._running = False
        self._output.close()
