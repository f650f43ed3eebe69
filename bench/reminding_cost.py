"""What `holdwell remind` costs while it waits: CPU of one core, wakings and memory, over more than one look.

    python bench/reminding_cost.py [SECONDS]     (320 by default: it looks every five minutes; Linux)

Prints percent of one core, wakings and PSS; asserts nothing. On a bus of its own where `dbus-daemon` is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import ROOT, cpu_seconds, pss, wakings

SETTLE = 5.0  # seconds until it has looked for the first time


def main() -> None:
    """Let it wait for somebody's next hour, and print what that took."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 320.0
    with tempfile.TemporaryDirectory() as data:
        Path(data, "settings.json").write_text(json.dumps({"remind": "after"}), encoding="utf-8")
        command = [sys.executable, "-m", "app", "remind", "--data-dir", data]
        if shutil.which("dbus-run-session") is not None:
            command = ["dbus-run-session", "--", "sh", "-c", 'echo $$; exec "$@"', "sh", *command]
        environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            pid = int(process.stdout.readline()) if command[0] == "dbus-run-session" else process.pid
            time.sleep(SETTLE)
            started = cpu_seconds(pid)
            woken, began = wakings(pid), time.monotonic()
            time.sleep(seconds)
            took = time.monotonic() - began
            percent = 100 * (cpu_seconds(pid) - started) / took
            print(f"start {started:.2f} s of CPU; then over {took:.0f} s {percent:.4f} % of a core,", end=" ")
            print(f"{wakings(pid) - woken} wakings, PSS {pss(pid):.0f} MB")
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
