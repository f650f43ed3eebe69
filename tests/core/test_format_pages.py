"""The pages about routines and exercises are those that are made, leave out no key, and show files that are good."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.format_pages import exercise_page, routine_page
from app.core.routine_format import CHOICE, CIRCUIT, EASIER, EXERCISE, IMAGE, PHASE, ROUTINE, SAY, STEP, Key
from tests.running import run

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [("routine-files.md", routine_page), ("exercise-files.md", exercise_page)]


@pytest.mark.parametrize(("name", "made"), PAGES)
def test_the_page_is_the_one_that_is_made(name: str, made: Callable[[], str]) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == made(), "python -m bench.format_pages"


@pytest.mark.parametrize(
    ("made", "tables"),
    [(routine_page, (ROUTINE, STEP, CHOICE, CIRCUIT, PHASE, SAY)), (exercise_page, (EXERCISE, EASIER, IMAGE))],
)
def test_no_key_is_left_out(made: Callable[[], str], tables: tuple[tuple[Key, ...], ...]) -> None:
    page = made()
    for table in tables:
        for key in table:
            assert f"| `{key.name}`" in page
            assert key.sentence in page


@pytest.mark.parametrize(("name", "made"), PAGES)
def test_the_file_that_a_page_shows_has_no_problem(name: str, made: Callable[[], str], tmp_path: Path) -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", made(), re.DOTALL)
    (tmp_path / name).with_suffix(".yaml").write_text(shown, encoding="utf-8")
    checked = run("check", str((tmp_path / name).with_suffix(".yaml")), "--data-dir", str(tmp_path))
    assert (checked.returncode, checked.stdout.count("\n")) == (0, 1), checked.stdout
