"""Random edits of routine files with comments, taken back and made again: every text on the way must come back.

    python bench/edit_and_undo.py [HOW MANY] [SEED]     (2,000 edits by default, each seed the same ones)

Does what `tests/storage/test_routine_draft.py` does, oftener. Returns 1 where a text did not come back.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.paths import bundled
from app.storage.routine_draft import RoutineDraft
from tests.bundled import library
from tests.storage.commented_files import random_file
from tests.storage.test_routine_draft import back_and_forth

KEPT_SEED = 20_261_121


def main() -> int:
    """Edit a random file and each bundled routine, and print what was done and how long an edit took."""
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else KEPT_SEED
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "random.yaml"
        written.write_bytes(random_file(Random(seed)).text.encode())
        for path in (written, *sorted((bundled() / "routines").glob("*.yaml"))):
            draft = RoutineDraft.opened(path, library().bundled_exercises)
            many = edits if path is written else edits // 10
            started = time.perf_counter()
            try:
                taken = back_and_forth(draft, seed, many)
            except AssertionError as problem:
                bad += 1
                print(f"{path.name}, seed {seed}: {problem}", flush=True)
                continue
            each = (time.perf_counter() - started) / many * 1000
            print(f"{path.name}: {many} edits, {many - taken} of them refused; {each:.1f} ms each with the way back")
    print(f"{bad} files did not come back")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
