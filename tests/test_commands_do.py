"""`holdwell do`: what is typed is answered line by line, played, and belongs to no routine of the library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.plain_text import read_plain_text
from app.window_request import Opening, WindowRequest
from tests.running import command, environment, history, run, start, unfinished, wait_for


def test_what_was_understood_is_said_and_played_to_the_end(tmp_path: Path) -> None:
    ended = run(
        "do", "2 x 5 s bridge", "sphinx 10 s", "Keep your back straight.",
        "--start", "--speed", "50", "--quit-at-end", "--data-dir", str(tmp_path),
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == [
        "1: Bridge: 2 times 5 s. No exercise of that name is known: it stands as it is written.",
        "2: Sphinx: 10 s.",
        '3: left out: "Keep your back straight". There is no length and no number in it. Write 2 min or 10 x.',
    ]
    (session,) = history(tmp_path)["sessions"]
    assert (session["routine"], session["name"], session["finished"]) == (None, "Bridge and Sphinx", True)
    assert [(step["exercise"], step["done"]) for step in session["steps"]] == [("Bridge", 10), ("sphinx", 10)]
    assert not (tmp_path / "routines").exists()


def test_steps_are_read_from_standard_input(tmp_path: Path) -> None:
    words = command("do", "-", "--start", "--speed", "50", "--quit-at-end", "--data-dir", str(tmp_path))
    text = "Evening\nsphinx 10 s\n"
    ended = subprocess.run(
        words, input=text, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == ["1: the routine's name: Evening.", "2: Sphinx: 10 s."]
    assert history(tmp_path)["sessions"][0]["name"] == "Evening"


@pytest.mark.parametrize("words", [("nothing of this",), ("Keep straight.", "hello"), ("squats 10",)])
def test_where_nothing_is_understood_nothing_opens(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = run("do", *words, "--data-dir", str(tmp_path))
    assert ended.returncode == 1
    assert ended.stderr.startswith("holdwell: Nothing of it is a step.")
    assert list(tmp_path.iterdir()) == []


def test_level_and_minutes_do_not_go_together_and_too_much_is_refused(tmp_path: Path) -> None:
    assert run("do", "sphinx 1 min", "--level", "3", "--minutes", "4", "--data-dir", str(tmp_path)).returncode == 2
    ended = run("do", "sphinx 1 min\n" * 900, "--data-dir", str(tmp_path))
    assert (ended.returncode, "8,000 characters" in ended.stderr) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_what_was_typed_goes_on_after_a_kill(tmp_path: Path) -> None:
    place = ("--data-dir", str(tmp_path))
    with start("do", "sphinx 5 min", "swing 10 s", "--start", "--speed", "10", *place):
        assert wait_for(lambda: unfinished(tmp_path) is not None)
    left = unfinished(tmp_path)
    assert left is not None
    assert (left["routine"], left["exercise"]) == (None, "sphinx")
    ended = run("go-on", "--start", "--speed", "500", "--quit-at-end", *place)
    assert ended.returncode == 0, ended.stderr
    (session,) = history(tmp_path)["sessions"]
    assert [(step["exercise"], step["outcome"]) for step in session["steps"]] == [("sphinx", "done"), ("Swing", "done")]


def test_a_request_with_typed_steps_goes_through_the_socket_as_it_is() -> None:
    request = WindowRequest(Opening.DO, typed="pigeon 2 min\n10 × 5 s „Brücke“", minutes=20.0, start=True)
    assert WindowRequest.from_json(request.to_json()) == request
    assert WindowRequest.from_json(json.dumps({"opening": "do"})) is None


def test_typed_steps_without_a_name_are_named_after_their_exercises() -> None:
    def name(text: str) -> str:
        routine = read_plain_text(text, ()).routine()
        assert routine is not None
        return routine.name

    assert name("bend 2 min") == "Bend"
    assert name("bend 2 min\nrow 2 min\nbend 1 min") == "Bend and Row"
    assert name("bend 2 min\nrow 2 min\nswing 1 min") == "Bend and 2 more"
    assert name("bend 2 min, rest 1 min\nrow 2 min") == "Bend and Row"
    assert name("rest 1 min") == "Rest"
    assert read_plain_text("bend", ()).routine() is None
