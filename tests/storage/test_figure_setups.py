"""Set-ups that come with the program are those that would be found anew, for the same files and the same drawing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.storage import figure_setups
from app.storage.figure_setups import shipped_file, shipped_setup
from app.ui.figure_drawing import FigureDrawing
from bench.make_setups import setups


def flat(found: Any) -> dict[str, Any]:
    """Return every value by its way through the file."""
    if not isinstance(found, dict | list):
        return {"": found}
    rows = found.items() if isinstance(found, dict) else enumerate(found)
    return {f"/{key}{way}": value for key, own in rows for way, value in flat(own).items()}


def test_they_are_what_is_found_anew() -> None:
    shipped = flat(json.loads(shipped_file().read_text(encoding="utf-8")))
    # To a hundredth of a millimetre: another processor adds up otherwise.
    assert shipped == pytest.approx(flat(json.loads(setups())), abs=1e-5), "python -m bench.make_setups"


def test_a_file_or_a_drawing_that_was_changed_has_none() -> None:
    stamp = FigureDrawing().stamp("pigeon")
    assert stamp is not None
    assert shipped_setup(stamp) is not None
    content, person, skin, looks = stamp.split("|")
    for other in (
        (content[::-1], person, skin, looks),
        (content, person, skin, looks[::-1]),
        ("unreadable", "man", "1", looks),
    ):
        assert shipped_setup("|".join(other)) is None


@pytest.mark.parametrize("text", ["", "[]", '{"looks": "{}", "woman": {"c": {"nudges": {}, "corners": [[1, 2]]}}}'])
def test_a_file_that_cannot_be_read_has_none(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "setups.json").write_text(text.replace("{}", "l"), encoding="utf-8")
    monkeypatch.setattr(figure_setups, "shipped_file", lambda: tmp_path / "setups.json")
    assert shipped_setup("c|woman|1|l") is None
