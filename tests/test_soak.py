"""Two hours of a session in a few seconds, after 20,000 calls that give back nothing.

Qt for Python has lost a reference to None at each such call before, and ended the process minutes into a hold.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.running import ROOT, environment, history

CALLS = 20_000
SPEED = 1000
TWO_HOURS = """format: 1
name: Two hours
first get ready: 10 s
get ready: 10 s
switch: 10 s
steps:
  - repeat: 10
    rest: 0 s
    steps:
      - {do: sphinx, hold: 5 min 10 s}
      - {do: pigeon, each: side, hold: 3 min}
"""
SOAK = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from PySide6.QtWidgets import QWidget
from app.ui import application
made = application.make_application
def make():
    app = made()
    widget = QWidget()
    for number in range({calls}):
        widget.update()
        widget.setEnabled(bool(number % 2))
    return app
application.make_application = make
from app.__main__ import main
sys.exit(main())
"""


def test_two_hours_end_on_the_second_after_twenty_thousand_void_calls(tmp_path: Path) -> None:
    routine = tmp_path / "two-hours.yaml"
    routine.write_text(TWO_HOURS, encoding="utf-8")
    words = ["play", str(routine), "--start", "--speed", str(SPEED), "--quit-at-end", "--data-dir", str(tmp_path)]
    command = [sys.executable, "-P", "-c", SOAK.format(calls=CALLS // 2), str(ROOT), *words]
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")

    (session,) = history(tmp_path)["sessions"]
    assert session["done_seconds"] == session["planned_seconds"] == 10 * (310 + 2 * 180)
