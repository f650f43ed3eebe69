"""The clocks that sessions and pages read: handed in, so that a test and a tour stand still where they want to."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple


def steady_clock() -> float:
    """Return seconds of a clock that never jumps and, where there is one, goes on in sleep."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


def local_now() -> datetime:
    """Return the wall clock's reading with its zone."""
    return datetime.now().astimezone()


class Clocks(NamedTuple):
    """`steady` leads sessions, in seconds; `wall` is for what is shown and kept."""

    steady: Callable[[], float] = steady_clock
    wall: Callable[[], datetime] = local_now
