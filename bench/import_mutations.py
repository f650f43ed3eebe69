"""Files of every kind that can be imported, damaged at random: each is taken or refused, and leaves nothing else.

    python bench/import_mutations.py [HOW MANY] [FIRST]     (10,000 by default, from 0; the seed is kept)

Does what `tests/storage/test_import_mutations.py` does, oftener. Returns 1 where an import ended in anything else.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.storage.mutations import SEED, Tries


def main() -> int:
    """Try one file after the other and print how they ended."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    bad, longest, begun = 0, 0.0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tries = Tries.into(Path(folder))
        for seed in range(first, first + many):
            started = time.monotonic()
            try:
                tries.one(seed)
            except Exception:  # noqa: BLE001  # whatever it is, it is what is looked for
                bad += 1
                print(f"seed {SEED}/{seed}:", flush=True)
                traceback.print_exc()
                shutil.rmtree(Path(folder) / "data", ignore_errors=True)
            longest = max(longest, time.monotonic() - started)
    for outcome, number in sorted(tries.outcomes.items()):
        print(f"{outcome:<28}{number:>7}")
    seconds = time.monotonic() - begun
    print(f"{many} files in {seconds:.0f} s, the longest {longest * 1000:.0f} ms, {bad} ended badly")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
