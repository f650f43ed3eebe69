"""When the screen's next second begins: pure on a moment of the session."""

from __future__ import annotations

import math

from app.core.moments import Counting, Moment


def shown_second(moment: Moment) -> float:
    """Return the whole second that the screen shows; it changes exactly when the screen must."""
    if isinstance(moment.state, Counting):
        return math.ceil(moment.state.left - 1e-6)
    if moment.left is None:
        return -math.floor((moment.past or moment.elapsed) + 1e-6)
    return math.ceil(moment.left - 1e-6)


def seconds_to_next_second(moment: Moment) -> float:
    """Return the session's seconds until `shown_second` is another."""
    if isinstance(moment.state, Counting):
        left = moment.state.left
    elif moment.left is None:
        elapsed = moment.past or moment.elapsed
        return math.floor(elapsed + 1e-6) + 1 - elapsed
    else:
        left = moment.left
    return left - (math.ceil(left - 1e-6) - 1)
