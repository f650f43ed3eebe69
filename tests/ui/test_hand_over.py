"""One window for each data folder, and a second start that hands over what it was asked for."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.paths import folders, socket_path
from app.ui.hand_over import LARGEST, Reception, hand_over
from app.ui.instance import AlreadyRunningError, Instance
from app.window_request import Opening, WindowRequest

PLAY = WindowRequest(opening=Opening.PLAY, routine="lower-back-release", minutes=25.0, choices=((4, 2),))


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    # Not below pytest's own folder: a socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="hw") as place:
        monkeypatch.setenv("XDG_RUNTIME_DIR", place)
        yield Path(place)


def answered(qtbot: QtBot, data: Path, request: WindowRequest) -> str:
    """Return what a second start is told; `hand_over` itself blocks and is tried from a second process elsewhere."""
    socket = QLocalSocket()
    socket.connectToServer(str(socket_path(folders(data))))
    assert socket.waitForConnected(2000)
    socket.write(f"{request.to_json()}\n".encode())
    qtbot.waitUntil(socket.canReadLine, timeout=5000)
    return bytes(socket.readLine().data()).decode().strip()


def test_a_second_one_on_the_same_folder_is_told_and_on_another_is_not(tmp_path: Path) -> None:
    first = Instance(folders(tmp_path / "a"))
    with pytest.raises(AlreadyRunningError):
        Instance(folders(tmp_path / "a"))
    Instance(folders(tmp_path / "b")).close()
    first.close()
    Instance(folders(tmp_path / "a")).close()


def test_a_request_reaches_the_first_window_whole(qtbot: QtBot, tmp_path: Path, runtime: Path) -> None:
    heard: list[WindowRequest] = []

    def follow(request: WindowRequest) -> str:
        heard.append(request)
        return ""

    reception = Reception(folders(tmp_path), follow)
    assert reception.listening
    assert answered(qtbot, tmp_path, PLAY) == ""
    assert heard == [PLAY]
    reception.close()


def test_a_refusal_comes_back_in_words(qtbot: QtBot, tmp_path: Path, runtime: Path) -> None:
    reception = Reception(folders(tmp_path), lambda _: "a session runs in it.")
    assert answered(qtbot, tmp_path, PLAY) == "a session runs in it."
    reception.close()


def test_nonsense_is_not_understood_and_a_flood_is_cut_off(qtbot: QtBot, tmp_path: Path, runtime: Path) -> None:
    heard: list[WindowRequest] = []

    def follow(request: WindowRequest) -> str:
        heard.append(request)
        return ""

    reception = Reception(folders(tmp_path), follow)
    for words, ends in ((b'{"opening": "play"}\n', True), (b"x" * (LARGEST + 10), False)):
        socket = QLocalSocket()
        socket.connectToServer(str(socket_path(folders(tmp_path))))
        assert socket.waitForConnected(2000)
        with qtbot.waitSignal(socket.disconnected, timeout=5000):
            socket.write(words)
        assert bytes(socket.readAll().data()).startswith(b"it was not understood") is ends
    assert heard == []
    reception.close()


def test_the_socket_is_the_persons_own_and_goes_with_the_window(
    qapp: QApplication, tmp_path: Path, runtime: Path
) -> None:
    reception = Reception(folders(tmp_path), lambda _: "")
    path = socket_path(folders(tmp_path))
    assert path is not None
    assert path.parent == runtime
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    reception.close()
    assert not path.exists()


def test_a_socket_left_by_a_killed_window_is_no_hindrance(qtbot: QtBot, tmp_path: Path, runtime: Path) -> None:
    path = socket_path(folders(tmp_path))
    assert path is not None
    path.write_text("left behind", encoding="utf-8")
    reception = Reception(folders(tmp_path), lambda _: "")
    assert answered(qtbot, tmp_path, PLAY) == ""
    reception.close()


def test_without_a_runtime_folder_or_with_too_long_a_path_the_data_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Path("/short")
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert socket_path(folders(data)) == folders(data).socket
    long = tmp_path / ("x" * 120)
    long.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    assert socket_path(folders(data)) == folders(data).socket
    assert socket_path(folders(long)) is None


def test_nobody_answers_where_no_window_is(tmp_path: Path, runtime: Path, qapp: QApplication) -> None:
    assert hand_over(PLAY, folders(tmp_path)) is None
