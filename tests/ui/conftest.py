"""The window's tests end their windows, and collect garbage on their own thread: see `app/ui/garbage.py`."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="module", autouse=True)
def garbage_stays_on_this_thread() -> Iterator[None]:
    """Keep worker threads from destroying what a test left behind."""
    gc.collect()
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def windows_end_with_their_test() -> Iterator[None]:
    """Destroy the windows that a test made: each later style would be worked out for every widget that is left."""
    before = set(QApplication.topLevelWidgets())
    yield
    for window in QApplication.topLevelWidgets():
        if window not in before:
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
