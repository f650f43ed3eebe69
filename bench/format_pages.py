"""Write anew what is made from the format's own rows: `python -m bench.format_pages`."""

from __future__ import annotations

from pathlib import Path

from app.core.format_pages import exercise_page, routine_page
from app.storage.format_schema import Kind
from app.storage.schema_files import bundled_schema, schema_text

DOCS = Path(__file__).resolve().parent.parent / "docs"


def main() -> None:
    """Write the schemas that come with the program, and the pages about its files."""
    made = {bundled_schema(kind): schema_text(kind) for kind in Kind}
    made |= {DOCS / "routine-files.md": routine_page(), DOCS / "exercise-files.md": exercise_page()}
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
