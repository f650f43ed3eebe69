"""Garbage is collected on the window's thread, and only there."""

from __future__ import annotations

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from app.ui.garbage import ENOUGH, Garbage


class Ring:
    """Something that only the collector can free, and that remembers on which thread it was."""

    freed_on: threading.Thread | None = None

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        Ring.freed_on = threading.current_thread()


def allocate() -> None:
    kept = [[i] for i in range(ENOUGH * 4)]
    assert kept


def test_a_thread_that_allocates_frees_nothing_of_the_window_and_the_window_does(
    qtbot: QtBot,
) -> None:
    garbage = Garbage()
    gone = weakref.ref(Ring())
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert gone() is not None
    kept = [[i] for i in range(ENOUGH + 1)]
    garbage.look()
    assert kept
    assert gone() is None
    assert Ring.freed_on is threading.main_thread()
    garbage.close()
    assert gc.isenabled()
    gc.disable()  # as this package's tests have it


def test_little_garbage_is_left_where_it_is(qtbot: QtBot) -> None:
    garbage = Garbage()
    gc.collect()
    gone = weakref.ref(Ring())
    garbage.look()
    assert gone() is not None
    garbage.collect()
    assert gone() is None
    garbage.close()
    gc.disable()
