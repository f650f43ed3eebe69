"""Finds room for spoken lines between sounds, so that nothing talks over anything.

A line is wanted at a moment, may come a little later, and may have shorter forms. The most important is placed first;
what then finds no room in its shortest form is left out. Offsets are seconds from the segment's start.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

GAP = 0.25  # seconds of quiet between two lines, and between a line and a sound


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence in its forms, the longest first; `rank` 0 is what the line is for, what else finds room follows."""

    forms: tuple[str, ...]
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of one or more sentences, wanted at `at`, useful up to `slack` seconds later; rank 0 is placed first."""

    at: float
    parts: tuple[Part, ...]
    rank: int
    slack: float = 2.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence with its moment and the seconds that it takes."""

    at: float
    text: str
    seconds: float

    @property
    def end(self) -> float:
        """Return the offset at which it is over."""
        return self.at + self.seconds


SecondsOf = Callable[[str], float]


def fit_speech(
    wanted: Iterable[Wanted], length: float | None, taken: Iterable[tuple[float, float]], seconds_of: SecondsOf
) -> tuple[Placed, ...]:
    """Return the sentences that find room in a segment of `length` seconds (None: no end), in order of time.

    `taken` are the stretches in which something else speaks. No two overlap, none reaches past the end, and a line of
    a lower rank is never in the way of a higher one.
    """
    end = math.inf if length is None else length
    busy = sorted((a - GAP, b + GAP) for a, b in taken)
    out: list[Placed] = []
    for line in sorted(wanted, key=lambda w: (w.rank, w.at)):
        sentences = _placed(line, end, busy, seconds_of)
        if sentences:
            out += sentences
            busy = sorted([*busy, (sentences[0].at - GAP, sentences[-1].end + GAP)])
    return tuple(sorted(out, key=lambda p: p.at))


def _gaps(at: float, latest: float, end: float, busy: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the free stretches in which something may begin from `at` to `latest`, each with its beginning."""
    start = at
    for a, b in busy:
        if a > start:
            yield start, min(a, end)
        start = max(start, b)
        if start > latest:
            return
    if start <= latest and start < end:
        yield start, end


def _placed(line: Wanted, end: float, busy: Sequence[tuple[float, float]], seconds_of: SecondsOf) -> list[Placed]:
    """Return the sentences of a line in the first stretch that has room for the one it is for; none: []."""
    for a, b in _gaps(line.at, line.at + line.slack, end, busy):
        chosen = _chosen(line.parts, b - a, seconds_of)
        if chosen:
            sentences, at = [], a
            for text, seconds in chosen:
                sentences.append(Placed(at, text, seconds))
                at += seconds + GAP
            return sentences
    return []


def _chosen(parts: tuple[Part, ...], room: float, seconds_of: SecondsOf) -> list[tuple[str, float]]:
    """Return the sentences that fit into so many seconds, in their order, and how long each takes."""
    kept: dict[int, tuple[str, float]] = {}
    for number in sorted(range(len(parts)), key=lambda n: (parts[n].rank, n)):
        for form in parts[number].forms:
            seconds = seconds_of(form)
            if math.isfinite(seconds) and seconds + GAP * bool(kept) <= room:
                room -= seconds + GAP * bool(kept)
                kept[number] = (form, seconds)
                break
        else:
            if parts[number].rank == 0:
                return []
    return [kept[number] for number in sorted(kept)]
