"""`holdwell edit` and `holdwell where`: a person's files are found, opened in their editor, and checked afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.paths import bundled, folders
from app.storage.kept_drafts import KeptDraft, KeptDrafts
from app.storage.removed_files import remove
from app.where_command import places_of
from tests.running import command, environment, run

GOOD = "format: 1\nname: Mine\nsteps: [{name: A, hold: 1 min}]\n"
BAD = "format: 1\nname: Mine\nsteps: [{name: A, hold: three minutes}]\n"


def editor(folder: Path, *lines: str) -> str:
    """Return the command line of an editor that does to its file what these lines of Python say (`path`)."""
    script = folder / "an editor.py"
    script.write_text("import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n" + "\n".join(lines), encoding="utf-8")
    return f'"{sys.executable}" "{script}" --wait'


def edit(data: Path, routine: str, EDITOR: str, VISUAL: str = "") -> subprocess.CompletedProcess[str]:  # noqa: N803  # as they are called
    """Return what `holdwell edit` did with these in the environment."""
    return run("edit", routine, "--data-dir", str(data), EDITOR=EDITOR, VISUAL=VISUAL)


def own(data: Path, text: str) -> Path:
    """Return the person's own routine `mine`."""
    (data / "routines").mkdir(parents=True)
    path = data / "routines" / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_routine_is_opened_where_it_lies_and_checked(tmp_path: Path) -> None:
    path = own(tmp_path / "data", GOOD)
    ended = edit(tmp_path / "data", "mine", EDITOR=editor(tmp_path, "path.write_text(path.read_text() + '# seen\\n')"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"{path}: Mine, 1 min 10 s, needs nothing\n"
    assert path.read_text(encoding="utf-8") == GOOD + "# seen\n"


def test_problems_are_printed_with_their_places_and_the_status_is_1(tmp_path: Path) -> None:
    path = own(tmp_path / "data", GOOD)
    ended = edit(tmp_path / "data", "mine", VISUAL=editor(tmp_path, f"path.write_text({BAD!r})"), EDITOR="never")
    assert ended.returncode == 1
    assert ended.stdout.startswith(f'{path}:3:25: hold: "three minutes" is not a length of time.')


def test_a_bundled_routine_is_copied_first_and_the_copy_takes_its_place(tmp_path: Path) -> None:
    words = editor(tmp_path, "path.write_text(path.read_text().replace('Upper back opener', 'My opener'))")
    ended = edit(tmp_path / "data", "upper-back-opener", EDITOR=words)
    copy = tmp_path / "data" / "routines" / "upper-back-opener.yaml"
    assert (ended.returncode, "takes the place" in ended.stdout) == (0, True)
    first, rest = copy.read_text(encoding="utf-8").split("\n", 1)
    assert first.startswith("# yaml-language-server: $schema=")
    original = (bundled() / "routines" / copy.name).read_text(encoding="utf-8")
    assert rest == original.replace("Upper back opener", "My opener")
    assert "My opener" in run("list", "--data-dir", str(tmp_path / "data")).stdout


def test_a_copy_that_was_left_as_it_was_is_not_kept(tmp_path: Path) -> None:
    ended = edit(tmp_path / "data", "upper-back-opener", EDITOR=editor(tmp_path, "pass"))
    assert (ended.returncode, "Nothing was changed" in ended.stdout) == (0, True)
    assert list((tmp_path / "data" / "routines").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "No editor is set. Name one in $VISUAL or $EDITOR"),
        ("no-such-editor-anywhere", "does not start"),
        ('"half', "is not closed"),
        ("FAILING", "ended with status 3"),
    ],
)
def test_without_a_working_editor_it_is_said_and_nothing_is_left(words: str, says: str, tmp_path: Path) -> None:
    words = editor(tmp_path, "sys.exit(3)") if words == "FAILING" else words
    ended = edit(tmp_path / "data", "upper-back-opener", EDITOR=words)
    assert (ended.returncode, says in ended.stderr, ended.stderr.count("\n")) == (1, True, 1), ended.stderr
    assert not list(tmp_path.glob("data/routines/*"))


def test_what_was_saved_in_a_copy_stays_where_the_editor_goes_wrong_afterwards(tmp_path: Path) -> None:
    words = editor(tmp_path, "path.write_text(path.read_text() + '# seen\\n')", "sys.exit(3)")
    assert edit(tmp_path / "data", "upper-back-opener", EDITOR=words).returncode == 1
    copy = tmp_path / "data" / "routines" / "upper-back-opener.yaml"
    assert copy.read_text(encoding="utf-8").endswith("# seen\n")


def test_without_an_editor_nobody_is_sent_into_the_programs_own_files(tmp_path: Path) -> None:
    ended = edit(tmp_path / "data", "upper-back-opener", EDITOR="")
    assert ended.returncode == 1
    assert str(bundled()) not in ended.stderr
    assert f"a copy of it in {tmp_path / 'data' / 'routines'}" in ended.stderr


def test_a_routine_that_is_not_there_gets_the_nearest_name(tmp_path: Path) -> None:
    ended = edit(tmp_path, "upper-back-opner", EDITOR="never")
    assert (ended.returncode, "upper-back-opener" in ended.stderr) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")
def test_on_a_terminal_it_offers_to_edit_again_until_the_file_is_good(tmp_path: Path) -> None:
    import pty

    own(tmp_path / "data", GOOD)
    words = editor(tmp_path, f"path.write_text({GOOD!r} if 'three' in path.read_text() else {BAD!r})")
    person, terminal = pty.openpty()
    os.write(person, b"y\n")
    program = command("edit", "mine", "--data-dir", str(tmp_path / "data"))
    ended = subprocess.run(
        program,
        env=environment(EDITOR=words, VISUAL=""),
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        timeout=60,
        check=False,
    )
    said = os.read(person, 65536).decode()
    os.close(terminal)
    os.close(person)
    assert ended.returncode == 0
    assert "Edit it again? [Y/n]" in said
    assert said.rstrip().endswith("needs nothing")


def test_where_names_everything_that_a_session_leaves_in_the_data_folder(tmp_path: Path) -> None:
    done = run(
        "do", "sphinx 11 s", "--start", "--speed", "100", "--quit-at-end", "--data-dir", str(tmp_path), timeout=60
    )
    assert done.returncode == 0
    told = json.loads(run("where", "--json", "--data-dir", str(tmp_path)).stdout)["places"]
    named = {Path(place["path"]).name for place in told}
    # SQLite's own companions of the history stand beside it while it is open.
    there = {p.name for p in tmp_path.iterdir() if not p.name.startswith("history.sqlite-")}
    assert there - named == set()
    assert {place["name"] for place in told if place["there"]} >= {"history", "backups", "cache", "bundled"}


def test_where_names_what_the_window_keeps_aside(tmp_path: Path) -> None:
    KeptDrafts(tmp_path).keep(KeptDraft("mine.yaml", "Mine", None, GOOD))
    remove(own(tmp_path, GOOD), folders(tmp_path).removed)
    there = {place.name for place in places_of(folders(tmp_path)) if place.path.exists()}
    assert there >= {"drafts", "removed"}


def test_where_prints_one_line_a_place_and_says_what_is_not_there_yet(tmp_path: Path) -> None:
    lines = run("where", "--data-dir", str(tmp_path)).stdout.splitlines()
    assert len(lines) == len(places_of(folders(tmp_path)))
    assert lines[0].split()[:2] == ["routines", str(tmp_path / "routines")]
    assert lines[0].endswith("(not there yet)")
