"""The schemas as files: those that come with the program, and their copies beside the person's own files.

A new routine's first line names `../schemas/routine.json`, so that an editor finds it without a network.
"""

from __future__ import annotations

import json
from pathlib import Path

from app.paths import bundled
from app.storage.format_schema import Kind, schema_of
from app.storage.whole_file import write_whole

FOLDER = "schemas"


def schema_text(kind: Kind) -> str:
    """Return a schema's file, made from the format's own rows."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n"


def bundled_schema(kind: Kind) -> Path:
    """Return the file that comes with the program; `bench/format_pages.py` writes it anew, and a test compares."""
    return bundled() / "resources" / FOLDER / f"{kind.value}.json"


def provide_beside(path: Path) -> None:
    """Put the schemas beside a file of the person's own that names them; nothing for a file that lies elsewhere."""
    if path.parent.name in ("routines", "exercises", "figures"):
        provide_schemas(path.parent.parent)


def provide_schemas(data: Path) -> None:
    """Put the schemas into the person's data folder where they are not there, or are another version's.

    A disk that refuses costs an editor's help and nothing else.
    """
    for kind in Kind:
        try:
            content = bundled_schema(kind).read_bytes()
            copy = data / FOLDER / f"{kind.value}.json"
            if not copy.is_file() or copy.read_bytes() != content:
                write_whole(copy, content)
        except OSError:
            return
