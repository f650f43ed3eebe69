"""A program that goes on by itself, started and left alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment


def start_detached(command: Sequence[str], folder: Path | None, token: str = "") -> None:
    """Start a command in a folder, None: in any; `token`: the desktop's leave to bring a window to the front."""
    process = QProcess()
    process.setProgram(command[0])
    process.setArguments(list(command[1:]))
    process.setWorkingDirectory(str(folder or ""))
    if token:
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("XDG_ACTIVATION_TOKEN", token)
        process.setProcessEnvironment(environment)
    process.startDetached()
