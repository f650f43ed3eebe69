"""How far each change of segment is from its planned moment, in a real window while both cores are kept busy.

    python bench/punctuality.py [CHANGES] [BUSY]     (120 changes, 2 busy processes by default; needs Xvfb)

Holds and rests of one second each at speed 1. A change's moment is taken where the session's player hands it to sound
and screen. Planned is the first change's moment and all seconds of the plan since, so that what accumulates shows.
Beside it runs a process that does nothing but sleep to each full second: what it is late by is the machine's.
Prints milliseconds; asserts nothing.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import ROOT, screen

BUSY = "while True: pass"
SLEEPER = """
import sys, time
begun = time.monotonic()
for second in range(1, int(sys.argv[1]) + 1):
    time.sleep(max(0, begun + second - time.monotonic()))
    print(time.monotonic() - begun - second, flush=True)
"""
WATCHED = """
import json, sys, time
sys.path.insert(0, {root!r})
from app.core.moments import SegmentStarted
from app.ui.session_player import SessionPlayer
heard, sound = [], SessionPlayer._sound
def watch(self, events):
    sound(self, events)  # what it takes to hand the sound on counts
    now = time.monotonic()
    for event in events:
        if isinstance(event, SegmentStarted):
            if event.previous is not None:
                heard.append(now)
SessionPlayer._sound = watch
from app.__main__ import main
sys.argv = ["holdwell", "play", {routine!r}, "--start", "--quit-at-end", "--data-dir", {data!r}]
status = main()
print(json.dumps(heard))
sys.exit(status)
"""
ROUTINE = """format: 1
name: Short steps
first get ready: 5 s
get ready: 1 s
rest: 1 s
steps:
  - {{do: sphinx, hold: 1 s, sets: {half}}}
  - {{do: pigeon, hold: 1 s, sets: {half}}}
"""


def main() -> None:
    """Play the plan and print how late its changes were."""
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    busy = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    with screen() as environment, tempfile.TemporaryDirectory() as folder:
        routine = Path(folder) / "short.yaml"
        routine.write_text(ROUTINE.format(half=max(1, changes // 4)), encoding="utf-8")
        listed = subprocess.run(
            [sys.executable, "-m", "app", "plan", str(routine), "--json"],
            capture_output=True, text=True, cwd=ROOT, check=True,
        )  # fmt: skip
        starts = [segment["starts"] for segment in json.loads(listed.stdout)["segments"]][1:]
        loops = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(busy)]
        sleeper = subprocess.Popen([sys.executable, "-c", SLEEPER, str(len(starts))], stdout=subprocess.PIPE, text=True)
        try:
            code = WATCHED.format(root=str(ROOT), routine=str(routine), data=folder)
            told = subprocess.run(
                [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
            )
        finally:
            sleeper.kill()
            sleeper.wait()
            for loop in loops:
                loop.kill()
                loop.wait()
    assert sleeper.stdout is not None
    slept = sorted(1000 * float(line) for line in sleeper.stdout.read().splitlines())
    heard = json.loads(told.stdout.splitlines()[-1])
    # The session's own start is not seen here; the least delay of all stands for it.
    since = [at - planned for at, planned in zip(heard, starts, strict=True)]
    delays = [1000 * (value - min(since)) for value in since]
    late = sorted(delays)
    drift = 1000 * (statistics.median(since[-10:]) - statistics.median(since[:10]))
    print(
        f"{len(late)} changes with {busy} busy processes: median {statistics.median(late):.1f} ms, "
        f"p99 {late[min(len(late) - 1, int(len(late) * 0.99))]:.1f} ms, latest {late[-1]:.1f} ms; "
        f"the last ten against the first ten {drift:+.1f} ms"
    )
    print(f"asleep beside it: median {statistics.median(slept):.1f} ms, p99 {slept[int(len(slept) * 0.99) - 1]:.1f} ms")
    worst = sorted(range(len(delays)), key=lambda n: -delays[n])[:6]
    print("latest: " + ", ".join(f"number {n + 1} {delays[n]:.1f} ms" for n in worst))


if __name__ == "__main__":
    main()
