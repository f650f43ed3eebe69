"""Where things lie: what the program brings with it, and what belongs to the person."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

LONGEST_SOCKET = 96  # bytes of its path: 108 are allowed, and Qt listens in a folder of its own beside it first
_PACKAGE = Path(__file__).resolve().parent


def bundled() -> Path:
    """Return the folder that holds `resources` and `routines`: in an installed package its own, else the sources'."""
    installed = _PACKAGE / "_bundled"
    return installed if installed.is_dir() else _PACKAGE.parent


def typed_path(name: str) -> Path:
    """Return the path that a person typed; `~` is their home where there is one."""
    try:
        return Path(name).expanduser()
    except RuntimeError:  # ~somebody who has none
        return Path(name)


def is_file(path: Path) -> bool:
    """Return whether a file lies there; no file has a name longer than the disk takes, or can be seen to be there."""
    try:
        return path.is_file()
    except OSError:  # a name as a person may write it: too long, or in a folder that is closed to them
        return False


def is_there(path: Path) -> bool:
    """Return whether anything lies there, as `is_file` does."""
    try:
        return path.exists()
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Folders:
    """The person's folders. With `--data-dir` all of them lie inside that one; none is made by asking for it."""

    data: Path  # routines, exercises, history
    config: Path  # settings
    cache: Path  # may be deleted at any time
    autostart: Path | None = None  # the entry that starts reminders at login; None: nothing starts there

    @property
    def routines(self) -> Path:
        """Return the folder of the person's own routines."""
        return self.data / "routines"

    @property
    def exercises(self) -> Path:
        """Return the folder of the person's own exercises."""
        return self.data / "exercises"

    @property
    def figures(self) -> Path:
        """Return the folder of the person's own figures."""
        return self.data / "figures"

    @property
    def drafts(self) -> Path:
        """Return the folder of what the person changed and did not save."""
        return self.data / "drafts"

    @property
    def removed(self) -> Path:
        """Return the folder of routines and exercises that the person removed."""
        return self.data / "removed"

    @property
    def schemas(self) -> Path:
        """Return the folder of what editors complete and check the person's files by."""
        return self.data / "schemas"

    @property
    def history(self) -> Path:
        """Return the database of past sessions."""
        return self.data / "history.sqlite"

    @property
    def backups(self) -> Path:
        """Return the folder of the history's backups."""
        return self.data / "backups"

    @property
    def settings(self) -> Path:
        """Return the settings' file."""
        return self.config / "settings.json"

    @property
    def reminders(self) -> Path:
        """Return the file in which reminders remember what they said."""
        return self.data / "reminders.json"

    @property
    def reminder_lock(self) -> Path:
        """Return the file that says that reminders run without the window."""
        return self.data / "reminders.lock"

    @property
    def window_place(self) -> Path:
        """Return the file that says where the window stood."""
        return self.config / "window.json"

    @property
    def log(self) -> Path:
        """Return the file of the window's own mistakes, for a report."""
        return self.data / "holdwell.log"

    @property
    def lock(self) -> Path:
        """Return the file that says that a window runs on this data folder."""
        return self.data / "window.lock"

    @property
    def socket(self) -> Path:
        """Return the local socket's place where the runtime folder cannot hold it."""
        return self.data / "window.socket"


def socket_path(folders: Folders) -> Path | None:
    """Return where the socket of a data folder lies; None where no path is short enough."""
    import hashlib  # noqa: PLC0415  # not for the first paint

    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    mark = hashlib.sha256(str(folders.data.resolve()).encode()).hexdigest()[:16]
    places = [folders.socket]
    if runtime and Path(runtime).is_dir():
        places.insert(0, Path(runtime) / f"holdwell-{mark}.socket")
    return next((p for p in places if len(os.fsencode(p)) <= LONGEST_SOCKET), None)


def folders(data_dir: Path | None = None) -> Folders:
    """Return the person's folders: inside `data_dir` where one is given, else where the system wants them."""
    if data_dir is not None:
        return Folders(data=data_dir, config=data_dir, cache=data_dir / "cache")
    # Late: with --data-dir it is not needed at all.
    from platformdirs import PlatformDirs  # noqa: PLC0415

    places = PlatformDirs("holdwell", appauthor=False)
    entry = places.user_config_path.parent / "autostart" / "holdwell-reminders.desktop"
    return Folders(
        data=places.user_data_path,
        config=places.user_config_path,
        cache=places.user_cache_path,
        autostart=entry if sys.platform == "linux" else None,
    )
