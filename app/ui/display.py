"""Whether there is a screen, asked before Qt is: Qt ends the process where there is none."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path

NO_DISPLAY = (
    "holdwell: there is no screen to open a window on (DISPLAY and WAYLAND_DISPLAY name none that answers). "
    "Start it from a desktop session, or play in this terminal: `holdwell play NAME --text`."
)


def display_is_there(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Return whether Qt will find a screen. On Windows and macOS, and where QT_QPA_PLATFORM needs none: always."""
    if platform in {"win32", "darwin"}:
        return True
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen and not chosen.startswith(("xcb", "wayland")):
        return True
    wayland = not chosen.startswith("xcb") and wayland_answers(environment)
    return wayland or (not chosen.startswith("wayland") and x_answers(environment))


def wayland_answers(environment: Mapping[str, str]) -> bool:
    """Return whether the Wayland socket that the environment names is there."""
    name = environment.get("WAYLAND_DISPLAY")
    return bool(name) and (Path(environment.get("XDG_RUNTIME_DIR", "/nowhere")) / str(name)).is_socket()


def x_answers(environment: Mapping[str, str]) -> bool:
    """Return whether the X server that the environment names lets us in."""
    name = environment.get("DISPLAY")
    if not name:
        return False
    try:
        # The library by which Qt itself will ask: it knows every way to reach a server and the person's keys for it.
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt then says itself what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    for use in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        use.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(name.encode(), None)
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers
