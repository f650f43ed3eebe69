"""The entry that lets reminders start with the desktop, as the desktops of Linux read it; written and removed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from app.storage.whole_file import write_whole

_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


def write_entry(path: Path, command: Sequence[str], folder: Path | None) -> None:
    """Write the entry for a command, run in a folder where one is given; OSError where the disk refuses."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Name=Holdwell reminders",
        "Comment=One quiet word when it is time for your back",
        f"Exec={' '.join(map(quoted, command))}",
        *([] if folder is None else ["Path=" + str(folder).replace("\\", "\\\\")]),
        "Icon=holdwell",
        "Terminal=false",
        "NoDisplay=true",
        "X-GNOME-Autostart-Delay=20",
    ]
    write_whole(path, "\n".join([*lines, ""]).encode())


def remove_entry(path: Path) -> None:
    """Remove the entry, where it is there; OSError where the disk refuses."""
    path.unlink(missing_ok=True)


def own_command(words: Sequence[str]) -> tuple[list[str], Path | None]:
    """Return how this very Holdwell is started with some words, and in which folder; None: in any."""
    script = Path(sys.executable).with_name("holdwell")
    if script.is_file():
        return [str(script), *words], None
    return [sys.executable, "-m", "app", *words], Path(__file__).resolve().parents[2]


def quoted(word: str) -> str:
    """Return a word of a command as an entry has it: in quotes where that is needed, a percent sign doubled."""
    word = word.replace("%", "%%")
    if word and not _RESERVED.intersection(word):
        return word.replace("\\", "\\\\")
    inner = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word)
    # The value of a key is unescaped before the quotes are looked at.
    return '"' + inner.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + '"'
