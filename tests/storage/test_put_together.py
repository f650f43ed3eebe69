"""Files that belong together are put into the data folder all or none, whatever ends the process."""

from __future__ import annotations

import errno
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.storage import put_together as module
from app.storage.put_together import alone, finish_taking, put_together, set_out
from tests.running import running
from tests.storage.giving import content

ROOT = Path(__file__).resolve().parents[2]
NEW = {f"exercises/{n}.yaml": f"name: {n}\n".encode() for n in range(8)} | {"routines/a.yaml": b"new"}
OLD = {"routines/a.yaml": b"old", "exercises/mine.yaml": b"name: Mine\n"}


def filled(data: Path) -> Path:
    """Return a data folder with something in it."""
    for name, words in OLD.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(words)
    return data


def test_all_of_them_are_there_and_nothing_else(tmp_path: Path) -> None:
    put_together(filled(tmp_path), NEW)
    assert content(tmp_path) == OLD | NEW


def test_what_is_looked_at_is_gone_afterwards(tmp_path: Path) -> None:
    with set_out(tmp_path / "data", NEW) as folder:
        assert content(folder) == NEW
    assert content(tmp_path) == {}


def test_a_file_that_is_replaced_keeps_its_permissions_and_a_new_one_is_the_person_s_own(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "routines" / "a.yaml").chmod(0o644)
    put_together(tmp_path, NEW)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("routines/a.yaml", "exercises/1.yaml")]
    assert modes == [0o644, 0o600]


@pytest.mark.parametrize("spoilt", ["exercises/5.yaml", "routines/a.yaml"])
def test_a_disk_that_refuses_half_way_is_taken_back(
    spoilt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path)
    replace = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if Path(target) == tmp_path / spoilt and "before" not in self.parts:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(OSError, match="No space"):
        put_together(tmp_path, NEW)
    assert content(tmp_path) == OLD


def test_a_folder_on_another_disk_is_written_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def elsewhere(self: Path, target: Path) -> Path:
        if ".taken-" in str(self):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", elsewhere)
    put_together(tmp_path, NEW)
    assert content(tmp_path) == NEW


def test_what_living_processes_work_on_is_left_alone_and_what_dead_ones_left_is_settled(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (f".taking-{dead.pid}-a", f".taken-{dead.pid}-b", ".taking-1-c", ".taken-1-d", ".taking-x-e"):
        (tmp_path / name / "routines").mkdir(parents=True)
        (tmp_path / name / "routines" / f"{name[-1]}.yaml").write_bytes(b"x")
    finish_taking(tmp_path)
    assert content(tmp_path) == {
        "routines/b.yaml": b"x", ".taking-1-c/routines/c.yaml": b"x", ".taken-1-d/routines/d.yaml": b"x"
    }  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock()")
def test_who_does_not_come_to_an_end_is_not_waited_for_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    with alone(tmp_path), pytest.raises(OSError, match="Another Holdwell is at work"), alone(tmp_path):
        raise AssertionError("two at once")
    with alone(tmp_path):
        pass


TAKER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.storage.test_put_together import NEW
from app.storage.put_together import put_together
print("begun", flush=True)
for number in range(1000):
    put_together(Path(sys.argv[2]) / str(number), NEW)
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("seed", range(8))
def test_a_killed_process_leaves_all_or_none(seed: int, tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", TAKER, str(ROOT), str(tmp_path)], stdout=subprocess.PIPE, text=True)
    with running(child) as taker:
        assert taker.stdout is not None
        assert taker.stdout.readline() == "begun\n"
        time.sleep(random.Random(seed).uniform(0.02, 0.25))
        taker.kill()
        said = len(taker.stdout.read().split("\n")) - 1
    for number in range(said):
        assert content(tmp_path / str(number)) == NEW
    last = tmp_path / str(said)
    finish_taking(last)
    assert not last.exists() or content(last) in ({}, NEW)
