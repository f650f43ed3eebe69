"""The set-up says what to run on systems where it may not install, and asks for a display before it opens a window."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
CURSOR = ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor")
EGL = ("libegl1", "libglvnd-egl", "libglvnd")


@pytest.fixture(scope="module")
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("holdwell_run", ROOT / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def programs(folder: Path, *names: str) -> str:
    """Return a PATH that has only these programs."""
    for name in names:
        (folder / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return str(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="package managers of Linux")
@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install libegl1 libxcb-cursor0"),
        ("dnf", "sudo dnf install libglvnd-egl xcb-util-cursor"),
        ("pacman", "sudo pacman -S libglvnd xcb-util-cursor"),
    ],
)
def test_the_line_to_run_is_the_package_managers_own(
    setup: ModuleType, manager: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, manager))
    assert setup.install_line([CURSOR, EGL]) == line


def test_an_unknown_system_is_told_the_packages(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path))
    assert "libxcb-cursor0" in setup.install_line([CURSOR])


def test_a_package_needed_by_two_libraries_is_named_once(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path, "pacman"))
    assert setup.install_line([EGL, EGL]) == "sudo pacman -S libglvnd"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have one")
@pytest.mark.parametrize(
    ("display", "there"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "w"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_one_of_x_wayland_or_what_qt_is_told(
    setup: ModuleType, display: dict[str, str], there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in display.items():
        monkeypatch.setenv(name, value)
    assert setup.has_display() is there


def test_what_opens_no_window_is_known(setup: ModuleType) -> None:
    opens = {"play", "hold", "do", "go-on", "open"}
    assert opens == set(COMMANDS) - setup.NO_WINDOW
    assert {"--text", "--lines", "--events"} <= setup.NO_QT
    assert {"figure", "sheet", "remind"} == setup.NO_WINDOW - setup.NO_QT  # with Qt, without a screen


def test_a_set_up_for_the_window_does_not_pass_for_one_with_the_checks(setup: ModuleType) -> None:
    assert setup.fingerprint("window") != setup.fingerprint("test")


def test_every_library_has_a_package_for_each_package_manager(setup: ModuleType) -> None:
    assert all(len(names) == 3 and all(names) for names in setup.SYSTEM_LIBRARIES.values())
