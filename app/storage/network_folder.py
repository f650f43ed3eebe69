"""Whether a folder lies on another machine: SQLite's write-ahead log must not be used there."""

from __future__ import annotations

import os
from pathlib import Path

# As /proc/mounts names them. Shared folders of virtual machines are among them: their memory maps are not coherent.
NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre", "vboxsf", "prl_fs"}
)
NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.davfs", "fuse.s3fs", "fuse.gvfsd-fuse", "davfs")
MOUNTS = Path("/proc/mounts")


def lies_on_network(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Return whether the folder's file system is a network's; False where the system does not say."""
    resolved = folder.resolve()
    if str(resolved).startswith("\\\\"):
        return True
    try:
        table = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    kind = file_system(resolved, table)
    return kind in NETWORK_TYPES or kind.startswith(NETWORK_FUSE)


def file_system(folder: Path, table: str) -> str:
    """Return the type of the file system that holds an absolute path, from the text of a mount table; else ''."""
    best, found = -1, ""
    for line in table.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        point = Path(_unescaped(words[1]))
        # The last of equal length wins: it was mounted over the others.
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), words[2]
    return found


def _unescaped(word: str) -> str:
    """Return a mount point with the table's octal escapes (space, tab, newline, backslash) read."""
    for code in ("040", "011", "012", "134"):
        word = word.replace(f"\\{code}", chr(int(code, 8)))
    return os.fspath(word)
