"""The window's tests collect garbage between modules, on their own thread: see `app/ui/garbage.py`."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def garbage_stays_on_this_thread() -> Iterator[None]:
    """Keep worker threads from destroying what a test left behind."""
    gc.collect()
    gc.disable()
    yield
    gc.collect()
    gc.enable()
