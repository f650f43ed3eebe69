"""A folder on another machine is told from the table of mounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.storage.network_folder import file_system, lies_on_network

TABLE = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sda2 /home/anna/local ext4 rw 0 0
//nas/media /mnt/my\\040back cifs rw 0 0
me@there: /mnt/ssh fuse.sshfs rw 0 0
tmpfs /mnt/ssh/over tmpfs rw 0 0
server:/x /mnt/ssh/over nfs rw 0 0
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "kind", "network"),
    [
        ("/var/lib", "ext4", False),
        ("/home/anna", "nfs4", True),
        ("/home/anna/local/x", "ext4", False),
        ("/homework", "ext4", False),
        ("/mnt/my back/holdwell", "cifs", True),
        ("/mnt/ssh/a", "fuse.sshfs", True),
        ("/mnt/ssh/over/b", "nfs", True),
    ],
)
def test_the_longest_mount_point_that_holds_the_folder_says_its_kind(
    folder: str, kind: str, network: bool, tmp_path: Path
) -> None:
    assert file_system(Path(folder), TABLE) == kind
    table = tmp_path / "mounts"
    table.write_text(TABLE)
    assert lies_on_network(Path(folder), table) is network


def test_where_the_system_does_not_say_a_folder_counts_as_near(tmp_path: Path) -> None:
    assert lies_on_network(tmp_path, tmp_path / "no such table") is False
