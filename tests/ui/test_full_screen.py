"""Whether a window fills the screen is told by an X server of the test's own; where there is none, it is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from app.ui.full_screen import full_screen
from tests.running import running

# A window manager's part, played by one client: which window is active, and what it is.
SHOWN = """
import ctypes, sys
xcb = ctypes.CDLL("libxcb.so.1")
from app.ui.full_screen import _Server
server = _Server(sys.argv[1])
def put(window, name, kind, *words):
    data, atom = (ctypes.c_uint32 * len(words))(*words), server.atom(name)
    xcb.xcb_change_property(ctypes.c_void_p(server._connection), 0, window, atom, kind, 32, len(words), data)
window = xcb.xcb_generate_id(ctypes.c_void_p(server._connection))
xcb.xcb_create_window(ctypes.c_void_p(server._connection), 0, window, server.root, 0, 0, 9, 9, 0, 0, 0, 0, None)
for line in sys.stdin:
    word = line.strip()
    if word == "gone":
        xcb.xcb_destroy_window(ctypes.c_void_p(server._connection), window)
    else:
        put(window, "_NET_WM_STATE", 4, *map(server.atom, word.split()))
        put(server.root, "_NET_ACTIVE_WINDOW", 33, window)
    server.words(server.root, "_NET_ACTIVE_WINDOW")  # all before has been done
    print("done", flush=True)
"""


@pytest.fixture
def display() -> Iterator[str]:
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    ours, theirs = os.pipe()
    command = [program, "-displayfd", str(theirs), "-screen", "0", "640x480x24"]
    with running(subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)) as server:
        os.close(theirs)
        with os.fdopen(ours) as told:
            yield ":" + told.readline().strip()
        server.terminate()
        server.wait(10)  # it takes its own lock and socket away, where it is not killed


def test_a_full_screen_is_seen_and_a_window_that_is_large_or_gone_is_none(display: str) -> None:
    where = {"DISPLAY": display}
    assert not full_screen(where)
    child = subprocess.Popen(
        [sys.executable, "-c", SHOWN, display], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with running(child) as client:
        assert client.stdin is not None and client.stdout is not None
        for word, expected in (
            ("_NET_WM_STATE_MAXIMIZED_VERT _NET_WM_STATE_ABOVE", False),
            ("_NET_WM_STATE_FOCUSED _NET_WM_STATE_FULLSCREEN", True),
            ("gone", False),
        ):
            client.stdin.write(f"{word}\n")
            client.stdin.flush()
            assert client.stdout.readline() == "done\n"
            assert full_screen(where) is expected
        client.stdin.close()


def test_without_a_server_or_on_wayland_nothing_is_told() -> None:
    assert not full_screen({})
    assert not full_screen({"DISPLAY": ":99999"})
    assert not full_screen({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
