"""When the screen's next second begins: pure on a moment of the session."""

from __future__ import annotations

import math

from app.core.moments import Counting, Moment


def shown_second(moment: Moment) -> float:
    """Return the whole second that the screen shows; it changes exactly when the screen must."""
    if isinstance(moment.state, Counting):
        return left_shown(moment.state.left)
    if moment.left is None:
        return -math.floor((moment.past or moment.elapsed) + 1e-6)
    return left_shown(moment.left)


def left_shown(seconds: float) -> int:
    """Return what is left of a hold as the countdown shows it: a second that has begun counts whole."""
    return math.ceil(seconds - 1e-6)


def seconds_to_next_second(moment: Moment) -> float:
    """Return the session's seconds until `shown_second` is another."""
    if isinstance(moment.state, Counting):
        left = moment.state.left
    elif moment.left is None:
        elapsed = moment.past or moment.elapsed
        return math.floor(elapsed + 1e-6) + 1 - elapsed
    else:
        left = moment.left
    return left - (left_shown(left) - 1)
