"""The frames of movement: made ahead on a worker of their own, in the order in which the session needs them."""

from __future__ import annotations

import bisect
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from app.ui.picture_wishes import FigureSource, Frame, Way

KEPT_BYTES = 30_000_000  # of frames in memory; with the pictures' own bound 40 MB of what is shown
SHARES = (0.6, 0.25, 0.15)  # of the bound for the first way, the second and each later one, where several are wanted
FRAMES_A_SECOND = 30
MOST_STEPS = 150
LEAST = 0.6  # pixels: frames in which nothing moves by more than that are one
LARGEST = 1400  # pixels of width: wider ones are made half as large and shown twice


def steps_for(seconds: float) -> int:
    """Return in how many steps a way of so many seconds is made."""
    return max(8, min(MOST_STEPS, round(seconds * FRAMES_A_SECOND)))


def spread(steps: int) -> tuple[int, ...]:
    """Return 0..steps so that however many are made, they lie evenly on the way: ends, middle, quarters, ..."""
    out, spans = [0, steps], [(0, steps)]
    for a, b in spans:  # grows while it is gone through
        middle = (a + b) // 2
        if a < middle < b:
            out.append(middle)
            spans += [(a, middle), (middle, b)]
    return tuple(out)


def told_apart(steps: int, far: float) -> tuple[int, ...]:
    """Return the numbers of a way's frames that differ to the eye, where something moves `far` pixels in all.

    A movement begins and ends slowly: there many frames would be the same.
    """
    out = [0]
    for number in range(1, steps):
        if far * (_eased(number / steps) - _eased(out[-1] / steps)) >= LEAST:
            out.append(number)
    return (*out, steps)


def _eased(share: float) -> float:
    return (1 - math.cos(math.pi * share)) / 2


@lru_cache(64)  # asked for at every tick
def forward(way: Way) -> tuple[Way, bool]:
    """Return the way whose frames serve both directions, and whether this one is it turned round."""
    if way.start is None or (way.end is not None and way.start <= way.end):
        return way, False
    return way._replace(start=way.end, end=way.start), True


class Movement(QObject):
    """Gives frames of ways; `arrived` says that one more is there."""

    arrived = Signal()
    _made = Signal(object, int, object)
    _found = Signal(object, object)

    def __init__(
        self,
        pool: QThreadPool,
        source: Callable[[], FigureSource | None],
        parent: QObject | None = None,
        *,
        kept: Callable[[Way], Path | None] = lambda _way: None,
    ) -> None:
        """Take the worker on which figures are drawn, who draws them, and where a way's frames are kept."""
        super().__init__(parent)
        self._pool, self._source, self._kept = pool, source, kept
        self._ways: tuple[Way, ...] = ()
        self._frames: OrderedDict[Way, dict[int, Frame]] = OrderedDict()
        self._rows: dict[Way, list[int]] = {}  # of each way the numbers that are there, ascending
        self._orders: dict[Way, tuple[int, ...]] = {}  # of each way the numbers that are made, in that order
        self._asked: tuple[Way, int | None] | None = None  # None: those of its frames that are kept
        self._looked: set[Way] = set()  # ways whose kept frames were read
        self._gone: set[Way] = set()  # ways that cannot be made, or of which no more frames have room
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._found.connect(self._take_kept, Qt.ConnectionType.QueuedConnection)

    @property
    def held(self) -> int:
        """Return how many bytes of frames are in memory."""
        return sum(frame.bytes for frames in self._frames.values() for frame in frames.values())

    @property
    def busy(self) -> bool:
        """Return whether a frame is being made or waits for its turn."""
        return self._asked is not None

    def want(self, ways: Sequence[Way]) -> None:
        """Have these ways made, the first one first; frames of others stay while there is room."""
        now = tuple(dict.fromkeys(forward(way)[0] for way in ways))
        if now != self._ways:
            self._ways = now
            # There may be room by now for more of what is kept.
            self._looked -= self._gone
            self._gone.clear()
        self.go_on()

    def clear(self) -> None:
        """Forget all frames and make no more."""
        self._ways = ()
        self._frames.clear()
        self._rows.clear()
        self._orders.clear()
        self._looked.clear()
        self._gone.clear()

    def frames(self, way: Way) -> int:
        """Return how many frames of a way are there."""
        return len(self._frames.get(forward(way)[0], {}))

    def at(self, way: Way, share: float) -> tuple[Frame, Frame] | None:
        """Return the whole first frame and the one nearest to a share (0..1) of the time; None: nothing is there."""
        there, turned = forward(way)
        frames = self._frames.get(there)
        if not frames or 0 not in frames:
            return None
        at, row = (1 - share if turned else share) * there.steps, self._rows[there]
        after = min(bisect.bisect_left(row, at), len(row) - 1)
        before = max(0, after - 1)
        return frames[0], frames[row[after] if row[after] - at < at - row[before] else row[before]]

    def _next(self) -> tuple[Way, int] | None:
        """Return which frame is made next: of each way every other one first, so that each can be gone early."""
        for half in (True, False):
            for way in self._ways:
                if way not in self._gone:
                    there, order = self._frames.get(way, {}), self._order(way)
                    part = order[: len(order) // 2 + 1] if half else order
                    number = next((n for n in part if n not in there), None)
                    if number is not None:
                        return way, number
        return None

    def _order(self, way: Way) -> tuple[int, ...]:
        first = self._frames.get(way, {}).get(0)
        if first is None:
            return (0,)
        if way not in self._orders:
            numbers = told_apart(way.steps, first.far)
            self._orders[way] = tuple(numbers[n] for n in spread(len(numbers) - 1))
        return self._orders[way]

    def go_on(self) -> None:
        """Read the kept frames of the next way, or make the next frame, where there is somebody to draw it."""
        # One at a time, so that another way goes first as soon as it is wanted first.
        if self._asked is not None or self._read_next():
            return
        source = self._source()
        made = None if source is None else self._next()
        if source is not None and made is not None:
            self._asked = made
            self._pool.start(_MakingFrame(*made, source, self._made.emit))

    def _read_next(self) -> bool:
        for way in self._ways:
            if way not in self._looked:
                self._looked.add(way)
                file = self._kept(way)
                if file is not None:
                    self._asked = (way, None)
                    self._pool.start(_ReadingWay(way, file, self._found.emit))
                    return True
        return False

    @Slot(object, object)
    def _take_kept(self, way: Way, found: dict[int, Frame]) -> None:
        self._asked = None
        if way in self._ways and 0 in found:
            # In the order in which they would be made: where there is no room for all they lie evenly.
            self._put(way, 0, found[0])
            for number in self._order(way):
                if number in found and way not in self._gone:
                    self._put(way, number, found[number])
        self.go_on()
        self.arrived.emit()

    @Slot(object, int, object)
    def _take(self, way: Way, number: int, frame: Frame | None) -> None:
        self._asked = None
        if frame is None:
            self._gone.add(way)
        elif way in self._ways:
            self._put(way, number, frame)
        self.go_on()
        self.arrived.emit()

    def _put(self, way: Way, number: int, frame: Frame) -> None:
        frames = self._frames.setdefault(way, {})
        if number in frames:
            return
        frames[number] = frame
        bisect.insort(self._rows.setdefault(way, []), number)
        if not self._fits(way):
            # What is there lies evenly on its way: it moves in fewer, larger steps.
            del frames[number]
            self._rows[way].remove(number)
            self._gone.add(way)

    def _fits(self, way: Way) -> bool:
        """Let go of ways that are not wanted now until the frames fit; return whether they and this way's do."""
        for old in [w for w in self._frames if w not in self._ways]:
            if self.held <= KEPT_BYTES:
                break
            del self._frames[old], self._rows[old]
            self._orders.pop(old, None)
            self._looked.discard(old)
        own = sum(frame.bytes for frame in self._frames[way].values())
        place = self._ways.index(way)
        share = 1.0 if len(self._ways) == 1 else SHARES[min(place, len(SHARES) - 1)]
        return self.held <= KEPT_BYTES and own <= KEPT_BYTES * share


class _MakingFrame(QRunnable):
    def __init__(
        self, way: Way, number: int, source: FigureSource, tell: Callable[[Way, int, Frame | None], object]
    ) -> None:
        super().__init__()
        self._way, self._number, self._source, self._tell = way, number, source, tell

    def run(self) -> None:
        frame: Frame | None = None
        try:
            frame = self._source.frame(self._way, self._number)
        finally:
            with suppress(RuntimeError):  # who asked is gone by now
                self._tell(self._way, self._number, frame)


class _ReadingWay(QRunnable):
    def __init__(self, way: Way, file: Path, tell: Callable[[Way, dict[int, Frame]], object]) -> None:
        super().__init__()
        self._way, self._file, self._tell = way, file, tell

    def run(self) -> None:
        from app.ui.way_files import read_frames  # noqa: PLC0415 - on the worker

        found: dict[int, Frame] = {}
        try:
            found = read_frames(self._file, self._way)
        finally:
            with suppress(RuntimeError):  # who asked is gone by now
                self._tell(self._way, found)
