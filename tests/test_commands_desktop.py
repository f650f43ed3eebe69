"""`holdwell desktop`: an entry, an icon and a kind of file under the person's own data folder, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app import desktop_command
from app.cli import run
from app.storage.desktop_entry import KIND, entry
from app.ui.application import make_application
from tests.storage.giving import content

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a matter of Linux desktops")
FILES = {
    "applications/holdwell.desktop", "mime/packages/holdwell.xml", "icons/hicolor/scalable/apps/holdwell.svg",
    "icons/hicolor/scalable/mimetypes/application-vnd.holdwell.svg",
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of a person; the desktop's own programs are not run on it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(desktop_command, "REFRESH", ())
    return tmp_path / "data"


def test_it_puts_four_files_there_and_takes_them_away_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["desktop", "install"]) == 0
    assert set(content(home)) == FILES
    assert capsys.readouterr().out.count("Written: ") == 4
    assert run(["desktop", "install"]) == 0
    (home / "applications" / "other.desktop").write_text("[Desktop Entry]\n")
    assert run(["desktop", "remove"]) == 0
    assert [name for name in content(home) if not name.endswith("/")] == ["applications/other.desktop"]
    capsys.readouterr()
    assert run(["desktop", "remove"]) == 0
    assert capsys.readouterr().out == "There was nothing to remove.\n"


@pytest.mark.parametrize("name", ["holdwell", "hold well", 'h"o$l`d\\w%ell'])
@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_entry_is_valid_whatever_the_program_s_path_holds(name: str, tmp_path: Path) -> None:
    file = tmp_path / "holdwell.desktop"
    file.write_text(entry([f"/opt/{name}/bin/holdwell"], tmp_path))
    told = subprocess.run(["desktop-file-validate", str(file)], capture_output=True, text=True, check=False)
    assert (told.stdout, told.returncode) == ("", 0)


def test_the_entry_opens_the_file_that_it_is_given() -> None:
    lines = entry(["/opt/my tools/holdwell"], None).splitlines()
    assert 'Exec="/opt/my tools/holdwell" %f' in lines
    assert f"MimeType={KIND};" in lines


def test_the_window_calls_itself_as_its_entry_is_called() -> None:
    assert 'setDesktopFileName("holdwell")' in Path(str(make_application.__code__.co_filename)).read_text()


@pytest.mark.skipif(shutil.which("update-mime-database") is None, reason="shared-mime-info is not installed")
def test_the_kind_of_file_is_known_by_its_ending(home: Path) -> None:
    assert run(["desktop", "install"]) == 0
    subprocess.run(["update-mime-database", str(home / "mime")], check=True, capture_output=True)
    assert f"80:{KIND}:*.holdwell" in (home / "mime" / "globs2").read_text()
    told = ElementTree.parse(home / "mime" / "application" / "vnd.holdwell.xml").getroot()
    assert told.get("type") == KIND


@pytest.mark.parametrize(
    ("words", "status"),
    [(["desktop", "install", "--data-dir", "DIR"], 2), (["desktop"], 2), (["desktop", "instal"], 2)],
)
def test_wrong_words_write_nothing(words: list[str], status: int, home: Path, tmp_path: Path) -> None:
    try:
        told = run([str(tmp_path / "here") if word == "DIR" else word for word in words])
    except SystemExit as left:
        told = int(str(left.code))
    assert told == status
    assert not home.exists() and content(tmp_path) in ({}, {"here/": b""})


def test_a_disk_that_refuses_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    assert run(["desktop", "install"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
