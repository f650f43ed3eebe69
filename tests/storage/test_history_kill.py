"""A process that journals a session and is ended by SIGKILL has lost no second that it said was written."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running import running
from tests.storage.keeping import Keeper, read

ROOT = Path(__file__).resolve().parents[2]

# Seconds of the session go by as fast as the disk takes them; each is said once it is written.
WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.core.plans import hold, plan
from tests.storage.keeping import Keeper

keeper = Keeper(Path(sys.argv[2]))
while True:
    keeper.begin(plan(*(hold(f"hold-{n}", 40, positions=("right", "left")) for n in range(20))))
    print("begun", flush=True)
    while keeper.journal._running is not None:
        keeper.wait(1)
        print(keeper.session.worked_seconds, flush=True)
"""


def killed_writer(folder: Path, seconds: float) -> tuple[float, int]:
    """Return what the writer last said of the running session, and how many sessions it had ended before."""
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(ROOT), str(folder)], stdout=subprocess.PIPE, text=True)
    with running(child) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        time.sleep(seconds)
        writer.kill()
        said = writer.stdout.read()
    # The last line may be cut; what was cut was written, but is not asked for.
    lines = said.split("\n")[:-1]
    last = next((line for line in reversed(lines) if line != "begun"), "0")
    if lines and lines[-1] == "begun":
        last = "0"
    return float(last), lines.count("begun")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("seed", range(4))
def test_a_killed_writer_has_lost_nothing_that_it_said_was_written(seed: int, tmp_path: Path) -> None:
    worked, ended = killed_writer(tmp_path, random.Random(seed).uniform(0.02, 0.4))

    data = read(tmp_path / "history.sqlite")
    assert len(data["sessions"]) in {ended, ended + 1}
    assert all(s["finished"] and s["done_seconds"] == 1600 for s in data["sessions"])
    later = Keeper(tmp_path)
    unfinished = later.journal.unfinished()
    assert later.database.notices == []
    if unfinished is not None:
        later.go_on().end_here()
        kept = later.listed()[0] if len(later.listed()) > len(data["sessions"]) else {"done_seconds": 0}
        # Under ten seconds of work leave no trace; one more second may have been written than was said.
        assert kept["done_seconds"] >= worked or worked < 10
        assert kept["done_seconds"] <= worked + 1 or len(data["sessions"]) != ended
