"""Windows in the middle of a session ended by SIGKILL at random moments; how much of it was lost.

    python bench/kills.py [HOW MANY]     (50 by default; each takes some seconds)

Does what `tests/test_kill.py` does, oftener. Returns 1 where a session lost more than a second.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.test_kill import test_a_killed_session_stands_within_a_second_of_the_kill as one_kill


def main() -> int:
    """Kill one window after the other and print how many sessions stood where they should not."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    bad = 0
    for seed in range(1000, 1000 + kills):
        with tempfile.TemporaryDirectory() as folder:
            try:
                one_kill(seed, Path(folder))
            except AssertionError as problem:
                bad += 1
                print(f"seed {seed}: {problem}", flush=True)
    print(f"{kills} kills, {bad} sessions lost more than a second")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
