"""What tells a Linux desktop of the program: its entry in the menus, its icon, and the kind of file it opens.

The files go where a person's own belong, under $XDG_DATA_HOME, and nowhere else, and only when that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from app.paths import bundled
from app.storage.shared_file import SUFFIX
from app.storage.whole_file import write_whole

ID = "holdwell"  # as the window calls itself: desktops find its icon and entry by this
KIND = "application/vnd.holdwell"
_RESERVED = re.compile(r"""[\s"'\\><~|&;$*?#()`]""")


def desktop_files(data: Path, command: Sequence[str], folder: Path | None = None) -> Mapping[Path, bytes]:
    """Return the files to put under a person's data folder, with their content.

    `command` starts the program, in `folder` where it must be started there.
    """
    icon = (bundled() / "resources" / "icons" / f"{ID}.svg").read_bytes()
    icons = data / "icons" / "hicolor" / "scalable"
    return {
        data / "applications" / f"{ID}.desktop": entry(command, folder).encode(),
        data / "mime" / "packages" / f"{ID}.xml": mime_type().encode(),
        icons / "apps" / f"{ID}.svg": icon,
        icons / "mimetypes" / f"{KIND.replace('/', '-')}.svg": icon,
    }


def entry(command: Sequence[str], folder: Path | None) -> str:
    """Return the entry for the menus."""
    where = f"Path={_escaped(str(folder))}\n" if folder is not None else ""
    words = " ".join(_argument(word) for word in command)
    return (
        "[Desktop Entry]\n"
        "Version=1.0\n"
        "Type=Application\n"
        "Name=Holdwell\n"
        "GenericName=Workout timer\n"
        "Comment=Long holds, changes of side and a moving figure, for stiff backs\n"
        f"Exec={_escaped(words)} %f\n"
        f"{where}"
        f"Icon={ID}\n"
        f"StartupWMClass={ID}\n"
        "Terminal=false\n"
        "Categories=Utility;Clock;\n"
        "Keywords=stretching;workout;timer;back;exercise;routine;\n"
        f"MimeType={KIND};\n"
    )


def mime_type() -> str:
    """Return what makes `*.holdwell` a kind of file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">\n'
        f'  <mime-type type="{KIND}">\n'
        "    <comment>Holdwell routine</comment>\n"
        '    <sub-class-of type="application/zip"/>\n'
        f'    <glob pattern="*{escape(SUFFIX)}" weight="80"/>\n'
        f'    <icon name="{KIND.replace("/", "-")}"/>\n'
        "  </mime-type>\n"
        "</mime-info>\n"
    )


def put(files: Mapping[Path, bytes]) -> None:
    """Write the files, each whole, readable for the desktop's other programs; OSError where the disk refuses."""
    for path, content in files.items():
        write_whole(path, content)
        path.chmod(0o644)


def take_away(files: Mapping[Path, bytes]) -> list[Path]:
    """Remove the files and return those that were there; OSError where the disk refuses."""
    there = [path for path in files if path.exists()]
    for path in there:
        path.unlink()
    return there


def _argument(word: str) -> str:
    """Return a word of a command line as an entry's Exec key holds it."""
    word = word.replace("%", "%%")
    if not _RESERVED.search(word):
        return word
    return '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'


def _escaped(text: str) -> str:
    """Return a value as a desktop file holds it: a backslash is written twice."""
    return text.replace("\\", "\\\\").replace("\n", " ")
