"""Where things lie: what the program brings with it, and what belongs to the person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled() -> Path:
    """Return the folder that holds `resources` and `routines`: in an installed package its own, else the sources'."""
    installed = _PACKAGE / "_bundled"
    return installed if installed.is_dir() else _PACKAGE.parent


@dataclass(frozen=True, slots=True)
class Folders:
    """The person's folders. With `--data-dir` all of them lie inside that one; none is made by asking for it."""

    data: Path  # routines, exercises, history
    config: Path  # settings
    cache: Path  # may be deleted at any time

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
    def lock(self) -> Path:
        """Return the file that says that a window runs on this data folder."""
        return self.data / "window.lock"

    @property
    def socket(self) -> Path:
        """Return the local socket's place where the runtime folder cannot hold it."""
        return self.data / "window.socket"


def folders(data_dir: Path | None = None) -> Folders:
    """Return the person's folders: inside `data_dir` where one is given, else where the system wants them."""
    if data_dir is not None:
        return Folders(data=data_dir, config=data_dir, cache=data_dir / "cache")
    # Late: with --data-dir it is not needed at all.
    from platformdirs import PlatformDirs  # noqa: PLC0415

    places = PlatformDirs("holdwell", appauthor=False)
    return Folders(data=places.user_data_path, config=places.user_config_path, cache=places.user_cache_path)
