"""Where the window stood and how large it was, kept between starts."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def take_place(window: QWidget, file: Path) -> None:
    """Give a window the place that it had; nothing where it is not known. Qt keeps it on a screen that is there."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))["geometry"]
        window.restoreGeometry(QByteArray.fromHex(QByteArray(kept.encode("ascii"))))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return


def fit_screen(window: QWidget) -> None:
    """Let a window fill the screen where it and its frame are higher than that: nothing of it lies below the edge.

    To be called once it is shown: its frame is not known before.
    """
    # Not `window.screen()`: what that returns PySide takes for the window's child, and may delete with the window.
    screen = QGuiApplication.screenAt(window.geometry().center()) or QGuiApplication.primaryScreen()
    if window.height() <= screen.availableGeometry().height() < window.frameGeometry().height():
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def keep_place(window: QWidget, file: Path) -> None:
    """Keep a window's place; a disk that refuses costs no more than that."""
    from app.storage.whole_file import write_whole  # noqa: PLC0415  # not for the first paint

    geometry = bytes(window.saveGeometry().toHex().data()).decode("ascii")
    try:
        write_whole(file, json.dumps({"geometry": geometry}).encode())
    except OSError:
        return
