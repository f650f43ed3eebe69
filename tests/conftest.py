"""What all tests stand on: no screen, no sound server and no message bus of the person who runs them."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path

from hypothesis import settings

# Before Qt is imported anywhere: a screen that is not there would end the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Before numpy is imported anywhere: as the process that draws has it. Threads for such small sums only spin, on the
# core that the other worker wants.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Also where the environment forbids Python to keep what it compiles: each worker, and each process that a test starts,
# would compile all of it again, which is a minute of the suite.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Tests' files lie in memory where there is room for them: 15,000 of them are made and deleted, and what is kept safe is
# written through to the disk each time, for which everything else then waits. A whole run fills 130 MB.
IN_MEMORY, ROOM = Path("/dev/shm"), 1_000_000_000
if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM:
    os.environ.setdefault("TMPDIR", str(IN_MEMORY))

# A busy machine makes any example late: how long all of them may take is the suite's own bound.
# The same examples each time, so that the gate says the same of the same program; `--hypothesis-profile=explore` tries
# new ones.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("suite")


def pytest_collection_finish() -> None:
    """Leave the tests themselves out of every later search for garbage: they stay to the end."""
    gc.collect()
    gc.freeze()
