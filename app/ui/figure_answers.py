"""The process that draws figures: answers what the window asks for. Without Qt it starts in half the time."""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
from typing import IO

from app.ui.figure_drawing import FigureDrawing, import_what_draws

LOWER_PRIORITY = 5  # the window and whatever else the person does go first
LOWEST_PRIORITY = 10  # lower still, once frames are made for what is not shown yet
IDLE = 0.7  # seconds in which nothing was asked


def answer_requests() -> None:
    """Draw what is asked for on the standard input until that ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that is printed gets between the pictures
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key in the terminal is the window's to answer
    answer_all(requests, answers)


def use_idle_time(drawer: FigureDrawing, requests: IO[bytes]) -> None:
    """While nothing is asked, set up one figure after the other, so that each one's first picture comes sooner."""
    if sys.platform == "win32":
        return  # there one cannot look whether something is asked without waiting for it
    wait = IDLE
    # The window asks anew only when it has its answer: nothing lies in between, read and not looked at.
    while not select.select([requests], [], [], wait)[0] and drawer.set_up_another():
        wait = 0.0


def step_back(so_far: int, by: int) -> int:
    """Let others go first by so much in all, of which so much is done; return how much is done then."""
    if by > so_far and sys.platform != "win32":
        os.nice(by - so_far)
    return max(so_far, by)


def answer_all(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer each request with its result and where the rings stand."""
    try:
        import_what_draws()  # while the window still works out what it wants
        drawer = FigureDrawing(*pickle.load(requests))  # it wrote it
        drawer.make_ready()
        stepped_back = 0
        while True:
            what, given = pickle.load(requests)  # as above
            if what == "way_frame":
                stepped_back = step_back(stepped_back, LOWER_PRIORITY + LOWEST_PRIORITY)
            result = getattr(drawer, what)(*given)
            pickle.dump((result, drawer.letters()), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
            # The first picture is waited for: until it is there nobody else goes first.
            stepped_back = step_back(stepped_back, LOWER_PRIORITY)
            use_idle_time(drawer, requests)
    except (EOFError, BrokenPipeError):
        return  # the window has closed or wants no more
