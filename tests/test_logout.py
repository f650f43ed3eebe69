"""The desktop says that it ends, and may end the program without another word: nothing is lost by that."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT, environment, history

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

# In a hold it says what Qt says where a desktop's session ends, with a stand-in for Qt's session manager, which no
# program can make, and is gone at once.
LOGOUT = """
import os, signal, sys
sys.path.insert(0, sys.argv.pop(1))
import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication
from app.core.moments import Working
from app.ui import application
from app.ui.main_window import MainWindow

made = application.make_application

def make():
    global timer
    app = made()
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    return app

def look():
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None)
    player = window.room.player if window is not None and window.room is not None else None
    if player is None or not isinstance(player.session.state, Working) or player.moment.dose_elapsed < 5:
        return
    manager = shiboken6.wrapInstance(shiboken6.getCppPointer(QObject(window))[0], QSessionManager)
    QApplication.instance().commitDataRequest.emit(manager)
    print(player.paused, player.moment.dose_left, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

application.make_application = make
from app.__main__ import main
sys.exit(main())
"""


def test_a_logout_pauses_the_session_and_keeps_it_to_the_tenth_of_a_second(tmp_path: Path) -> None:
    words = ["hold", "sphinx", "10", "min", "--start", "--speed", "20", "--data-dir", str(tmp_path)]
    command = [sys.executable, "-P", "-c", LOGOUT, str(ROOT), *words]
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (-signal.SIGKILL, "")
    paused, left = ended.stdout.split()
    assert paused == "True"
    # A second of the clock, which is when the journal would have kept it anyway, is 20 s of this hold.
    assert history(tmp_path)["unfinished"]["left_seconds"] == pytest.approx(float(left), abs=0.1)
