"""The way to the window: Qt's binding first, loaded so that every start is short."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.paths import Folders
    from app.window_request import WindowRequest


def open_window(request: WindowRequest, folders: Folders) -> int:
    """Open the window, or hand the request to the one that is open, and return the exit status."""
    load_binding()
    from app.ui import application  # noqa: PLC0415  # after the binding

    return application.open_window(request, folders)


def load_binding() -> None:
    """Load Qt's binding and leave `import` as it was.

    The binding puts its own one in its place, which reads the source text of every module that is imported later, in
    search of another spelling of Qt's names (`__feature__`). We have a hundred modules and no other spelling: at each
    start that would be a tenth of the time to the first paint.
    """
    own = builtins.__import__
    import PySide6.QtCore  # noqa: F401, PLC0415  # it is here that it happens

    builtins.__import__ = own
