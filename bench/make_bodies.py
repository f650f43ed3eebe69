"""Make the bodies' meshes anew: `python bench/make_bodies.py`, after a change in anatomy, flesh or the skeleton."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.core.figure.anatomy import MAN, WOMAN
from app.core.figure.flesh import make
from app.storage.body_files import body_file, save_body


def main() -> None:
    """Write both files and say how large they are."""
    for build in (WOMAN, MAN):
        meshes = make(build)
        path = body_file(build.name)
        save_body(meshes, path)
        print(f"{path.name}: {sum(len(m.faces) for m in meshes)} faces, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
