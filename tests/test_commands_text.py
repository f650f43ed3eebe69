"""`--text`, `--lines` and `--events`: real processes in real terminals, and none of them with Qt."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.running import command, environment, history, run, running, start, unfinished, wait_for
from tests.test_kill import session_start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals and signals are of POSIX")

QUIETLY = ("--silent", "--data-dir")


class Terminal:
    """A program in a terminal of 80 columns, with what it has written so far."""

    def __init__(self, *words: str, **more: str) -> None:
        import fcntl
        import pty
        import termios

        self._termios = termios
        self._person, terminal = pty.openpty()
        self._terminal = terminal
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(terminal)
        self.process = subprocess.Popen(
            command(*words), env=environment(**{"TERM": "xterm", "LC_ALL": "C.UTF-8", **more}),
            stdin=terminal, stdout=terminal, stderr=terminal, process_group=0,
        )  # fmt: skip
        self.said = ""

    def has_said(self, words: str) -> bool:
        """Return whether these words were written by now."""
        while select.select([self._person], [], [], 0.01)[0]:
            self.said += os.read(self._person, 65536).decode("utf-8", "replace")
        return words in self.said

    def until(self, words: str) -> None:
        """Wait until these words were written."""
        assert wait_for(lambda: self.has_said(words), 20), self.said

    def type(self, keys: str) -> None:
        os.write(self._person, keys.encode())

    def ended(self) -> int:
        """Return the exit status."""
        assert wait_for(lambda: (self.has_said("") or True) and self.process.poll() is not None, 20), self.said
        self.has_said("")
        return self.process.returncode

    def is_as_before(self) -> bool:
        """Return whether the terminal's mode is what it was."""
        return bool(self._termios.tcgetattr(self._terminal) == self.before)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._person)
        os.close(self._terminal)


@contextmanager
def terminal(*words: str, **more: str) -> Iterator[Terminal]:
    """Give a program in a terminal; both are gone afterwards."""
    made = Terminal(*words, **more)
    try:
        yield made
    finally:
        made.close()


def stands_at(data: Path) -> float:
    """Return where a hold of ten minutes after a get ready of 10 s stands, in seconds of the plan."""
    left = unfinished(data)
    return 0.0 if left is None else 610.0 - float(left["left_seconds"])


def test_a_session_is_led_by_keys_and_kept_when_it_is_left(tmp_path: Path) -> None:
    with terminal("hold", "pigeon", "5 min", "--text", *QUIETLY, str(tmp_path)) as person:
        person.until("Space begins")
        assert not person.is_as_before()  # a key arrives at once and unseen
        person.type(" ")
        person.until("Get ready. Pigeon. Right knee forward.")
        person.type("\x1b[C")
        person.until(" 5:00  ")
        person.until(" 4:59  ")
        person.type(" ")
        person.until("Paused. Space goes on.")
        person.type("q")
        assert person.ended() == 0
        assert person.is_as_before()
        assert "holdwell go-on --text" in person.said
    left = unfinished(tmp_path)
    assert left is not None
    assert (left["exercise"], left["position"]) == ("pigeon", "right knee forward")
    assert 290 < left["left_seconds"] < 300


@pytest.mark.parametrize("how", ["Ctrl+C", "SIGTERM", "SIGHUP"])
def test_whatever_ends_it_the_session_is_kept_and_the_terminal_is_as_before(how: str, tmp_path: Path) -> None:
    with terminal("hold", "sphinx", "5 min", "--text", "--start", *QUIETLY, str(tmp_path)) as person:
        person.until("Get ready. Sphinx.")
        if how == "Ctrl+C":
            person.process.send_signal(signal.SIGINT)
        else:
            person.process.send_signal(signal.Signals[how])
        assert person.ended() == 0
        assert person.is_as_before()
    assert (unfinished(tmp_path) or {})["exercise"] == "sphinx"
    assert not (tmp_path / "window.lock").exists()


def test_ctrl_z_gives_the_terminal_back_and_the_session_waits(tmp_path: Path) -> None:
    with terminal("hold", "sphinx", "5 min", "--text", "--start", *QUIETLY, str(tmp_path)) as person:
        person.until("Get ready. Sphinx.")
        person.process.send_signal(signal.SIGTSTP)
        person.until("Paused. Space goes on.")
        assert wait_for(person.is_as_before)
        person.process.send_signal(signal.SIGCONT)
        assert wait_for(lambda: not person.is_as_before())
        person.type("q")
        assert person.ended() == 0


def test_a_killed_session_goes_on_in_the_terminal_with_at_most_a_second_lost(tmp_path: Path) -> None:
    words = ("do", "sphinx 10 min", "swing 10 s", "--events", "--silent", "--speed", "20", "--data-dir", str(tmp_path))
    with start(*words) as process:
        assert wait_for(lambda: stands_at(tmp_path) > 30)
        process.send_signal(signal.SIGKILL)
        truth = (datetime.now(UTC) - session_start(tmp_path)).total_seconds() * 20
    killed = unfinished(tmp_path)
    assert killed is not None
    assert truth - stands_at(tmp_path) <= 20 * 1.4  # a busy machine may keep the journal a little
    ended = run("go-on", "--events", "--silent", "--speed", "1000", "--data-dir", str(tmp_path))
    assert ended.returncode == 0, ended.stderr
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert (rows[0]["event"], rows[0]["id"], rows[0]["gone_on"]) == ("session started", killed["id"], True)
    last = rows[-1]
    assert (last["event"], last["at_end_of_plan"]) == ("finished", True)
    assert [(step["exercise"], step["outcome"]) for step in last["session"]["steps"]] == [
        ("sphinx", "done"), ("Swing", "done"),
    ]  # fmt: skip


def test_events_are_one_line_of_json_each_and_nothing_else_is_on_standard_output(tmp_path: Path) -> None:
    how = ("--events", "--silent", "--speed", "100", "--data-dir", str(tmp_path))
    ended = run("do", "sphinx 12 s", "bridge 2 x 5 s", *how)

    assert ended.returncode == 0
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [row["event"] for row in rows] == ["session started", *["segment started"] * 5, "finished"]
    (session,) = history(tmp_path)["sessions"]
    assert rows[-1]["session"] == session
    assert "Sphinx: 12 s." in ended.stderr


def test_every_event_is_described() -> None:
    told = (Path(__file__).resolve().parent.parent / "docs" / "terminal.md").read_text(encoding="utf-8")
    written = ("session started", "segment started", "minimum reached", "paused", "resumed", "trouble", "finished")
    for event in (*written, "left"):
        assert f"| `{event}` |" in told, event


def test_events_are_written_at_once(tmp_path: Path) -> None:
    words = command("hold", "sphinx", "5 min", "--events", "--silent", "--data-dir", str(tmp_path))
    child = subprocess.Popen(words, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    with running(child) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["event"] == "session started"
        assert json.loads(process.stdout.readline())["kind"] == "ready"
        process.send_signal(signal.SIGTERM)
        last = process.stdout.read().splitlines()[-1]
    left = json.loads(last)
    assert (left["event"], left["unfinished"]["exercise"]) == ("left", "sphinx")


def test_a_window_and_a_terminal_do_not_play_at_a_time(tmp_path: Path) -> None:
    folder = ("--data-dir", str(tmp_path))
    with terminal("hold", "sphinx", "5 min", "--text", "--start", "--silent", *folder) as person:
        person.until("Get ready. Sphinx.")
        second = run("play", "lower-back-release", "--text", "--start", *folder)
        assert (second.returncode, second.stderr.count("\n")) == (1, 1)
        assert "another terminal" in second.stderr
        window = run(*folder)
        assert (window.returncode, "runs in a terminal" in window.stderr) == (1, True)
        person.type("q")
        assert person.ended() == 0


def test_a_dumb_terminal_and_lines_get_no_control_characters(tmp_path: Path) -> None:
    for number, more in enumerate([{"TERM": "dumb"}, {"TERM": "xterm"}]):
        lines = ["--lines"] if more["TERM"] == "xterm" else ["--text"]
        words = ("hold", "sphinx", "12 s", *lines, "--start", "--speed", "50", *QUIETLY, str(tmp_path / str(number)))
        with terminal(*words, **more) as person:
            assert person.ended() == 0
            assert "\x1b" not in person.said
            assert "\r\n" in person.said and "\r\x1b" not in person.said
            # The second at which the line comes is the machine's: 50 of them go by in one.
            assert re.search(r"\nSphinx\. \d+ seconds left\.", person.said)


def test_no_color_means_no_bold_and_ascii_means_ascii(tmp_path: Path) -> None:
    words = ("hold", "sphinx", "12 s", "--text", "--start", "--speed", "20", *QUIETLY)
    with terminal(*words, str(tmp_path / "a"), NO_COLOR="1") as person:
        assert person.ended() == 0
        assert "\x1b[1m" not in person.said
        assert "\r\x1b[K" in person.said
    with terminal(*words, str(tmp_path / "b"), PYTHONIOENCODING="ascii") as person:
        assert person.ended() == 0
        assert person.said.isascii()
        assert "\x1b[1m" in person.said


def test_without_keys_own_pace_ends_by_itself_and_needs_are_said(tmp_path: Path) -> None:
    ended = run("do", "cat-cow 5 x", "--text", "--silent", "--speed", "100", "--data-dir", str(tmp_path))
    assert ended.returncode == 0
    assert "Needs mat." in ended.stdout
    assert history(tmp_path)["sessions"][0]["steps"][0]["reps"] == 5


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("go-on", "--text"), 1, "There is no unfinished session."),
        (("play", "lower-back-release", "--lines", "--events"), 2, "do not go together"),
        (("play", "lower-back-release", "--silent"), 2, "--silent goes with --text"),
        (("play", "lower-back-relase", "--text"), 1, "lower-back-release"),
        (("play", "lower-back-release", "--text", "--choose", "1=2"), 2, "has no choice"),
    ],
)
def test_wrong_words_get_a_sentence(words: tuple[str, ...], status: int, says: str, tmp_path: Path) -> None:
    ended = run(*words, "--data-dir", str(tmp_path))
    assert (ended.returncode, says in ended.stderr, ended.stderr.count("\n")) == (status, True, 1), ended.stderr


def level_of(data: Path, *words: str) -> int:
    """Return the level that a routine was played at."""
    ended = run("play", "upper-back-opener", *words, "--events", "--silent", "--speed", "1000", "--data-dir", str(data))
    return int(json.loads(ended.stdout.splitlines()[0])["level"])


def test_a_routine_begins_at_the_level_last_used_as_in_the_window(tmp_path: Path) -> None:
    own = tmp_path / "routines"
    own.mkdir()
    text = "format: 1\nname: Mine\nsteps: [{name: A, hold: 20-40 s}]\n"
    (own / "upper-back-opener.yaml").write_text(text, encoding="utf-8")
    assert level_of(tmp_path) == 0
    assert level_of(tmp_path, "--level", "60") == 60
    assert level_of(tmp_path) == 60


def test_qt_is_never_imported(tmp_path: Path) -> None:
    program = (
        "import sys; from app.cli import run\n"
        f"words = {['do', 'sphinx 11 s', '--lines', '--speed', '200', '--data-dir', str(tmp_path)]!r}\n"
        "assert run(words) == 0\n"
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'shiboken6', 'app.ui'))]\n"
    )
    root = Path(__file__).resolve().parent.parent
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment(), stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
