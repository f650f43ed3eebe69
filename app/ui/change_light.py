"""When the window is light at a change: pure on a handed-in clock.

    kind   -=======-          one turn of 2 s (a wash of colour: 1 s)
    side   -===---===-        two turns of 1 s, 1 s apart
    end    -=======-          one turn of 2 s, where the light speaks for the chord
    seconds 0  1  2  3  4  5

The brightness never changes twice within a second: a change that would come too soon waits, and one that is asked for
while another runs takes its place from the next allowed moment on.
"""

from __future__ import annotations

from app.core.cues import Change

TURNS: dict[Change, tuple[float, ...]] = {  # lengths of light, dark, light, ...
    Change.KIND: (2.0,),
    Change.SIDE: (1.0, 1.0, 1.0),
    Change.END: (2.0,),
}
WASH = (1.0,)
APART = 1.0  # seconds between two changes of brightness, at least


class ChangeLight:
    """Says whether it is light, and when that changes next."""

    def __init__(self) -> None:
        self._flips: list[float] = []  # moments still to come at which light and dark change places
        self._light = False
        self._last_flip = float("-inf")

    @property
    def light(self) -> bool:
        """Return whether it was light at the last moment told."""
        return self._light

    def ask(self, change: Change, now: float, *, wash: bool) -> None:
        """Have a change shown from now on, or from the first moment that is allowed."""
        self.at(now)
        start = max(now, self._last_flip + APART)
        self._flips = []
        if self._light:
            # What runs is over first, so that the new one is seen as one of its own.
            self._flips.append(start)
            start += APART
        for length in (0.0, *(WASH if wash else TURNS[change])):
            start += length
            self._flips.append(start)
        self.at(now)

    def at(self, now: float) -> bool:
        """Return whether it is light at a moment; moments come in order."""
        while self._flips and self._flips[0] <= now + 1e-6:
            # What comes late pushes what follows: nothing that was missed is made up for in a hurry.
            self._last_flip = max(now, self._flips[0])
            self._flips.pop(0)
            self._light = not self._light
            if self._flips and self._flips[0] < self._last_flip + APART:
                late = self._last_flip + APART - self._flips[0]
                self._flips = [flip + late for flip in self._flips]
        return self._light

    def next_flip(self) -> float | None:
        """Return the moment of the next change of brightness; None where none is to come."""
        return self._flips[0] if self._flips else None

    def last_flip(self) -> float | None:
        """Return the moment from which on it stays as it is; None where none is to come."""
        return self._flips[-1] if self._flips else None

    def forget(self) -> None:
        """Be dark, with nothing to come."""
        self._flips = []
        self._light = False
