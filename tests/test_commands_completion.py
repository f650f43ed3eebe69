"""Completion as the shells do it: bash everywhere, zsh and fish where they are installed."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import COMMANDS, whole_parser
from app.completion_command import described
from app.core.completion import Shell, Takes
from tests.running import ROOT, environment, run, running, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shells of POSIX")

BASH = """\
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_holdwell
printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """\
PS1=; autoload -Uz compinit; compinit -u -D; source $SCRIPT
compadd() { local -a got=(); builtin compadd -O got "$@"; print -rl -- "<"$^got">"; builtin compadd "$@" }
print REA""DY
"""


def in_bash(script: Path, words: list[str], place: dict[str, str]) -> set[str]:
    """Return what bash offers for the last of the words."""
    done = subprocess.run(
        ["bash", "--norc", "-c", BASH, "bash", str(script), *words],
        env=place, cwd=place["HOME"], capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return set(done.stdout.splitlines())


def in_fish(script: Path, words: list[str], place: dict[str, str]) -> set[str]:
    """Return what fish offers for the last of the words."""
    line = f'source {script}; complete -C "{" ".join(words)}"'
    done = subprocess.run(
        ["fish", "--no-config", "-c", line], env=place, cwd=place["HOME"], capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    return {offered.split("\t")[0] for offered in done.stdout.splitlines()}


def in_zsh(script: Path, words: list[str], place: dict[str, str]) -> set[str]:
    """Return what zsh offers for the last of the words: it completes at a terminal alone."""
    import pty

    person, terminal = pty.openpty()
    shell = subprocess.Popen(
        ["zsh", "-f", "-i"], env={**place, "SCRIPT": str(script)}, cwd=place["HOME"], stdin=terminal, stdout=terminal,
        stderr=terminal, start_new_session=True,
    )  # fmt: skip
    with running(shell):
        os.close(terminal)
        said = ""

        def has_said(words: str) -> bool:
            nonlocal said
            while select.select([person], [], [], 0.02)[0]:
                said += os.read(person, 65536).decode("utf-8", "replace")
            return words in said

        os.write(person, ZSH.encode())
        assert wait_for(lambda: has_said("READY"), 20), said
        said = ""
        # After the Tab a word that only the shell can answer: it has offered all by then.
        os.write(person, (" ".join(words) + "\t\x15print -r -- REA''DY\n").encode())
        assert wait_for(lambda: has_said("READY"), 20), said
    os.close(person)
    return {part.split(">")[0] for part in said.split("<")[1:]}


OFFERED: dict[Shell, Callable[[Path, list[str], dict[str, str]], set[str]]] = {
    Shell.BASH: in_bash, Shell.ZSH: in_zsh, Shell.FISH: in_fish,
}  # fmt: skip
SHELLS = [shell for shell in Shell if shutil.which(shell)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which `holdwell` is this program, with a data folder that has a routine of its own."""
    home = tmp_path_factory.mktemp("home")
    (home / "bin").mkdir()
    program = home / "bin" / "holdwell"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m app "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    own = home / "data" / "routines"
    own.mkdir(parents=True)
    for name in ("anna-s-evening", "my evening", "$(touch run-by-a-name)", "`touch run-by-a-name`"):
        (own / f"{name}.yaml").write_text("broken: [", encoding="utf-8")
    (home / "mine.yaml").write_text("", encoding="utf-8")
    (home / "folder").mkdir()
    path = f"{home / 'bin'}:{os.environ['PATH']}"
    return environment(HOME=str(home), XDG_DATA_HOME=str(home / "share"), PATH=path, TERM="dumb")


@pytest.fixture(scope="module")
def scripts(place: dict[str, str]) -> dict[Shell, Path]:
    """Return each shell's script in a file."""
    made = {}
    for shell in Shell:
        file = Path(place["HOME"]) / f"complete.{shell.value}"
        file.write_text(run("completion", shell.value).stdout, encoding="utf-8")
        made[shell] = file
    return made


Case = tuple[list[str], set[str], set[str]]
CASES: list[Case] = [
    # words, what is among the offers, what is not
    (["holdwell", "pl"], {"play", "plan"}, {"hold"}),
    (["holdwell", "play", "lower"], {"lower-back-release"}, {"sphinx"}),
    (["holdwell", "hold", "sph"], {"sphinx"}, {"lower-back-release"}),
    (["holdwell", "play", "lower-back-release", "--l"], {"--level", "--lines"}, {"--key"}),
    (["holdwell", "figure", "--theme", ""], {"light", "dark"}, {"pigeon"}),
    (["holdwell", "completion", ""], {"bash", "zsh", "fish"}, {"lower-back-release"}),
    (["holdwell", "schema", "ex"], {"exercise"}, {"routine"}),
    (["holdwell", "history", "re"], {"restore"}, {"backup"}),
    (["holdwell", "--data-dir", "data", "edit", "an"], {"anna-s-evening"}, {"sphinx"}),
    (["holdwell", "--data-dir", "fo"], {"folder/"}, {"mine.yaml"}),
    (["holdwell", "play", "m"], {"mine.yaml"}, set()),
    (["holdwell", "check", "mine.yaml", "mi"], {"mine.yaml"}, set()),
]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("case", CASES, ids=[" ".join(words) for words, _, _ in CASES])
def test_a_shell_offers_what_fits(shell: Shell, case: Case, scripts: dict[Shell, Path], place: dict[str, str]) -> None:
    words, among, apart = case
    offered = OFFERED[shell](scripts[shell], words, place)
    plain = {offer.rstrip("/") for offer in offered}
    assert {offer.rstrip("/") for offer in among} <= plain, offered
    assert not apart & plain


@pytest.mark.parametrize("shell", SHELLS)
def test_a_file_s_name_is_offered_whole_and_never_run(
    shell: Shell, scripts: dict[Shell, Path], place: dict[str, str]
) -> None:
    mark = Path(place["HOME"]) / "run-by-a-name"
    mark.unlink(missing_ok=True)
    offered = OFFERED[shell](scripts[shell], ["holdwell", "--data-dir", "data", "play", ""], place)
    assert "lower-back-release" in offered
    assert not mark.exists()
    assert any("my" in offer and "evening" in offer and "anna" not in offer for offer in offered), offered


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_reads_its_script_without_a_word(shell: Shell, scripts: dict[Shell, Path]) -> None:
    read = subprocess.run([shell.value, "-n", str(scripts[shell])], capture_output=True, text=True, check=False)
    assert (read.returncode, read.stdout, read.stderr) == (0, "", "")


@pytest.mark.parametrize("shell", Shell)
def test_a_script_knows_every_command_and_every_option(shell: Shell, scripts: dict[Shell, Path]) -> None:
    text = scripts[shell].read_text(encoding="utf-8")
    for command in described(whole_parser()):
        assert command.name in text
        for flag in command.flags:
            for name in flag.names:
                assert (f"-l {name[2:]}" if shell is Shell.FISH and name.startswith("--") else name.strip("-")) in text


def test_every_command_is_described_with_what_follows_it() -> None:
    found = {command.name: command for command in described(whole_parser())}
    assert set(found) == set(COMMANDS)
    values = {name: [value.takes for value in command.values] for name, command in found.items()}
    assert values["play"] == values["plan"] == values["edit"] == [Takes.ROUTINE]
    assert values["hold"] == [Takes.EXERCISE, Takes.ANYTHING]
    assert (values["check"], found["check"].repeats) == ([Takes.FILE], True)
    assert not found["play"].repeats
    assert values["history"] == [Takes.WORDS, Takes.FILE]


def test_names_are_those_of_the_files_and_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "my-stretch.yml").write_text("{", encoding="utf-8")
    (tmp_path / "exercises" / ".hidden.yaml").write_text("{", encoding="utf-8")
    told = run("completion", "--names", "exercises", "--data-dir", str(tmp_path))
    assert (told.returncode, told.stderr) == (0, "")
    names = told.stdout.splitlines()
    assert {"my-stretch", "pigeon"} <= set(names)
    assert names == sorted(names)
    assert ".hidden" not in names
    assert "anna" not in run("completion", "--names", "routines", "--data-dir", str(tmp_path)).stdout


def test_an_unknown_shell_gets_the_ones_there_are() -> None:
    told = run("completion", "bsh")
    assert (told.returncode, "bash" in told.stderr) == (2, True)
    assert run("completion").returncode == 2
