"""play, hold and go-on: what is wrong with the words is said in a sentence, before any window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import COMMANDS, PLAYING, run
from tests.running import environment
from tests.running import run as run_program


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Return the exit status and what standard error says."""
    try:
        status: object = run(words)
    except SystemExit as ended:
        status = ended.code
    assert isinstance(status, int)
    return status, capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("play", "lower-back-relase"), 1, "lower-back-release"),
        (("play", "nowhere/routine.yaml"), 1, "no such file"),
        (("play", "lower-back-release", "--level", "101"), 2, "level"),
        (("play", "lower-back-release", "--level", "5", "--minutes", "20"), 2, "--minutes"),
        (("play", "lower-back-release", "--minutes", "soon"), 2, "soon"),
        (("play", "lower-back-release", "--minutes", "20-25 min"), 2, "range"),
        (("play", "lower-back-release", "--minutes", "25 h"), 2, "too long"),
        (("hold", "sfinx", "1 min"), 1, "sphinx"),
        (("hold", "sphinx", "a while"), 2, "a while"),
        (("hold", "sphinx"), 2, "LENGTH"),
        (("--speed", "fast", "go-on"), 2, "fast"),
        (("plya", "lower-back-release"), 2, "play"),
        (("list", "--speed", "2"), 2, "--speed"),
        (("schema", "routin"), 2, "there is no kind 'routin'. Did you mean routine?"),
        (("figure", "pigeon", "--theme", "ligt"), 2, "Did you mean light?"),
    ],
)
def test_wrong_words_get_a_sentence(
    words: tuple[str, ...], status: int, part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, sentence = told(capsys, *words, "--data-dir", str(tmp_path))
    assert (ended, part in sentence) == (status, True), sentence


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_lists_what_it_takes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run([command, "--help"])
    told = capsys.readouterr().out
    assert "--data-dir" in told
    assert ("--quit-at-end" in told and "--speed" in told) is (command in PLAYING)


def test_there_is_nothing_to_go_on_with_in_a_new_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "go-on", "--data-dir", str(tmp_path)) == (1, "holdwell: There is no unfinished session.\n")


def test_a_fixed_level_takes_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("format: 1\nname: Mine\nlevel: fixed\nsteps: [{name: A, hold: 1-2 min}]\n", encoding="utf-8")
    status, sentence = told(capsys, "play", str(file), "--level", "50", "--data-dir", str(tmp_path))
    assert (status, "fixed" in sentence) == (2, True)


def test_the_data_folder_may_stand_before_the_command_and_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    assert run_program("--data-dir", str(folder), "history").returncode == 0
    assert folder.is_dir()


def test_an_empty_word_is_no_data_folder() -> None:
    done = run_program("--data-dir", "", "list")
    assert (done.returncode, done.stderr) == (2, "holdwell: argument --data-dir: an empty word names no folder.\n")


def test_without_a_display_it_says_so_in_one_sentence(tmp_path: Path) -> None:
    bare = {k: v for k, v in environment().items() if k != "QT_QPA_PLATFORM"}
    words = [sys.executable, "-m", "app", "--data-dir", str(tmp_path)]
    root = Path(__file__).resolve().parent.parent
    ended = subprocess.run(words, env=bare, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    if sys.platform.startswith("linux"):
        assert ended.returncode == 1
        assert len(ended.stderr.strip().splitlines()) == 1
        assert "DISPLAY" in ended.stderr


@pytest.mark.parametrize("command", ["list", "plan", "check", "history"])
def test_commands_without_a_window_import_no_qt(command: str, tmp_path: Path) -> None:
    words = {"plan": ["plan", "lower-back-release"], "check": ["check", "--bundled"]}.get(command, [command])
    program = (
        "import sys; from app.cli import run\n"
        f"status = run({[*words, '--data-dir', str(tmp_path)]!r})\n"
        "assert status == 0, status\n"
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'shiboken6', 'app.ui'))]\n"
    )
    root = Path(__file__).resolve().parent.parent
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr


def test_the_window_s_start_builds_no_parser_and_reads_no_source_text(tmp_path: Path) -> None:
    program = (
        "import argparse, builtins, linecache, sys\n"
        "from app import cli\n"
        "from app.ui import opening\n"
        "own, seen = builtins.__import__, []\n"
        "opening.load_binding()\n"
        "from app.ui import application\n"
        "application.open_window = lambda request, places: seen.append(request) or 0\n"
        "cli.parser_for = None\n"
        f"assert cli.run(['--data-dir', {str(tmp_path)!r}]) == 0 and len(seen) == 1\n"
        "assert builtins.__import__ is own\n"
        "import app.ui.main_window\n"
        "assert not [file for file in linecache.cache if 'main_window' in file]\n"
    )
    root = Path(__file__).resolve().parent.parent
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=60, check=False,
        env=environment(),
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
