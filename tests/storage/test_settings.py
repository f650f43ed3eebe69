"""Settings are declared once, kept in a file that a person can read, and lose nothing that was in it."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limited
from hypothesis import strategies as st

from app.storage.setting import DAY_ENDS, KEEP_SCREEN_ON, SETTINGS, SKIN, THEME, VOICE, VOLUME
from app.storage.settings import Settings
from app.storage.store_trouble import TroubleKind


def test_without_a_file_everything_is_at_its_default_and_nothing_is_written(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    assert (settings[THEME], settings[VOLUME], settings[DAY_ENDS], settings[KEEP_SCREEN_ON]) == ("system", 80, 4, True)
    assert settings.save() is None and settings.problems == []
    assert list(tmp_path.iterdir()) == []


def test_what_was_chosen_is_there_the_next_time_and_nothing_else_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "holdwell" / "settings.json"
    settings = Settings(path)
    settings.change(THEME, "dark")
    settings.change(VOLUME, 35)
    unsaved = settings.unsaved
    assert settings.save() is None
    assert (unsaved, settings.unsaved) == (True, False)

    assert path.read_text() == '{\n  "theme": "dark",\n  "volume": 35\n}\n'
    again = Settings(path)
    assert (again[THEME], again[VOLUME], again[SKIN]) == ("dark", 35, SKIN.default)


def test_keys_of_another_version_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"colour of the mat": [1, {"a": null}], "volume": 20}')
    settings = Settings(path)
    settings.change(SKIN, 4)
    settings.save()
    assert json.loads(path.read_text()) == {"colour of the mat": [1, {"a": None}], "skin": 4, "volume": 20}
    assert settings.problems == []


@pytest.mark.parametrize("value", ['"loud"', "101", "-1", "true", "80.0", "null", "[80]"])
def test_a_value_that_cannot_be_is_told_and_the_default_used(value: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"volume": {value}}}')
    settings = Settings(path)
    assert settings[VOLUME] == 80
    (problem,) = settings.problems
    assert str(path) in problem and '"volume"' in problem and "from 0 to 100" in problem


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe{}", b"\0" * 100, b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_that_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings = Settings(path, now=lambda: datetime(2026, 11, 21, 7, 40))
    aside = tmp_path / "settings.damaged-2026-11-21-074000.json"
    assert aside.read_bytes() == content and not path.exists()
    assert settings.problems == [f"The settings were damaged and are kept as {aside}. Defaults are used."]
    settings.change(VOLUME, 10)
    assert settings.save() is None and Settings(path)[VOLUME] == 10


def test_a_setting_that_cannot_be_written_is_in_force_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.change(VOICE, "Anna")
    with monkeypatch.context() as patched:

        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        patched.setattr(os, "fsync", full)
        trouble = settings.save()
    assert trouble is not None and trouble.kind is TroubleKind.FULL and str(settings.path) in trouble.sentence
    assert settings[VOICE] == "Anna" and settings.unsaved
    assert settings.save() is None and Settings(settings.path)[VOICE] == "Anna"


def test_a_choice_that_there_is_not_cannot_be_made(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    with pytest.raises(ValueError, match="'system', 'light', 'dark'"):
        settings.change(THEME, "purple")
    assert not settings.unsaved


def test_each_setting_has_its_own_name_a_label_and_a_default_that_it_may_have() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.label and setting.checked(setting.default) == setting.default


ANY = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=6)


@limited(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([s.key for s in SETTINGS]) | st.text(max_size=5), ANY, max_size=6))
def test_whatever_stands_in_the_file_every_setting_has_a_value_that_it_may_have(values: dict[str, object]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "settings.json"
        path.write_text(json.dumps(values))
        settings = Settings(path)
        for setting in SETTINGS:
            assert setting.checked(settings[setting]) == settings[setting]
