"""Many writers ended by SIGKILL at random moments; run with `python -m bench.history_kills [HOW MANY]`."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from app.storage import history_file
from tests.storage.keeping import Keeper, read
from tests.storage.test_history_kill import killed_writer


def main() -> int:
    """Kill the writers one after the other on the same history, and print what was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chance = random.Random(20261121)
    lost, unsound, sessions = 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(kills):
            worked, ended = killed_writer(folder, chance.uniform(0.0, 0.3))
            later = Keeper(folder)
            later.database.open()
            unsound += bool(later.database.notices)
            before = len(later.listed())
            later.journal.keep_unfinished()
            listed = later.listed()
            kept = listed[0]["done_seconds"] if len(listed) > before else 0
            # A writer that was killed as it began another session has said 0 of it; the one before is listed.
            lost += kept < worked and worked >= 10 and ended == 0
            lost += before - sessions < ended
            sessions = len(listed)
            later.database.close()
        sound = history_file.good_version(folder / "history.sqlite") is not None
        total = len(read(folder / "history.sqlite")["sessions"])
    print(f"{kills} kills: {lost} lost something, {unsound} damaged; {total} sessions kept, file sound: {sound}")
    return 0 if sound and not lost and not unsound else 1


if __name__ == "__main__":
    sys.exit(main())
