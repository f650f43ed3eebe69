"""Whether the window in front fills the screen, asked of an X server; without Qt's window part, and never an error.

Wayland tells nobody. libxcb is there wherever a program draws on X; it answers a vanished window with nothing, where
Xlib would end the process.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Mapping
from contextlib import suppress

_ANY = 0
_LONGEST = 64  # words of a property


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Atom(ctypes.Structure):
    _fields_ = (
        ("response_type", ctypes.c_uint8), ("pad0", ctypes.c_uint8), ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32), ("atom", ctypes.c_uint32),
    )  # fmt: skip


class _Roots(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


def full_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the active window fills the screen; False where that cannot be told."""
    display = environment.get("DISPLAY", "")
    if not display or environment.get("WAYLAND_DISPLAY") or os.name != "posix":
        return False
    try:
        server = _Server(display)
    except (OSError, AttributeError):  # no library, or none that can do this
        return False
    with suppress(ValueError):
        try:
            active = server.words(server.root, "_NET_ACTIVE_WINDOW")
            return bool(active and active[0]) and server.atom("_NET_WM_STATE_FULLSCREEN") in server.words(
                active[0], "_NET_WM_STATE"
            )
        finally:
            server.close()
    return False


class _Server:
    """A connection of its own, for some questions."""

    def __init__(self, display: str) -> None:
        """Connect; OSError where nobody answers there."""
        self._xcb, self._libc = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL(None)
        self._libc.free.argtypes = [ctypes.c_void_p]
        xcb = self._xcb
        xcb.xcb_connect.restype = ctypes.c_void_p
        xcb.xcb_get_setup.restype = ctypes.c_void_p
        xcb.xcb_get_setup.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
        xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
        xcb.xcb_setup_roots_iterator.argtypes = [ctypes.c_void_p]
        xcb.xcb_setup_roots_iterator.restype = _Roots
        xcb.xcb_intern_atom.restype = xcb.xcb_get_property.restype = _Cookie
        xcb.xcb_intern_atom.argtypes = [ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_char_p]
        xcb.xcb_get_property.argtypes = [ctypes.c_void_p, ctypes.c_uint8, *[ctypes.c_uint32] * 5]
        for reply in (xcb.xcb_intern_atom_reply, xcb.xcb_get_property_reply):
            reply.argtypes = [ctypes.c_void_p, _Cookie, ctypes.c_void_p]
            reply.restype = ctypes.c_void_p
        xcb.xcb_get_property_value.argtypes = xcb.xcb_get_property_value_length.argtypes = [ctypes.c_void_p]
        xcb.xcb_get_property_value.restype = ctypes.c_void_p
        self._connection = xcb.xcb_connect(display.encode(), None)
        if xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OSError(f"no X server answers at {display}")
        roots = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(self._connection))
        self.root = int(roots.data[0])  # a screen begins with its root window

    def close(self) -> None:
        """Leave the server."""
        self._xcb.xcb_disconnect(self._connection)

    def atom(self, name: str) -> int:
        """Return the server's number for a name; ValueError where it gives none."""
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(name), name.encode())
        reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
        if not reply:
            raise ValueError(name)
        try:
            return int(ctypes.cast(reply, ctypes.POINTER(_Atom)).contents.atom)
        finally:
            self._libc.free(reply)

    def words(self, window: int, name: str) -> list[int]:
        """Return the 32-bit words of a window's property; none where it has no such, or is gone."""
        cookie = self._xcb.xcb_get_property(self._connection, 0, window, self.atom(name), _ANY, 0, _LONGEST)
        reply = self._xcb.xcb_get_property_reply(self._connection, cookie, None)
        if not reply:
            return []
        try:
            count = self._xcb.xcb_get_property_value_length(reply) // 4
            values = ctypes.cast(self._xcb.xcb_get_property_value(reply), ctypes.POINTER(ctypes.c_uint32))
            return [int(values[n]) for n in range(count)]
        finally:
            self._libc.free(reply)
