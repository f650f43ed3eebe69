"""Write anew what is made from the format's own rows: `python -m bench.format_pages`."""

from __future__ import annotations

from app.storage.format_schema import Kind
from app.storage.schema_files import bundled_schema, schema_text


def main() -> None:
    """Write the schemas that come with the program."""
    for kind in Kind:
        path = bundled_schema(kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(schema_text(kind), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
