"""The library's cards are kept, and thrown away as soon as a file is another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.storage.card_index import CardIndex
from app.storage.library import Library

ROOT = Path(__file__).resolve().parents[2]
MINE = "format: 1\nname: Mine\nsteps:\n  - do: sphinx\n    hold: 1-3 min\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.yaml").write_text(MINE, encoding="utf-8")
    return tmp_path


def index(data: Path) -> CardIndex:
    return CardIndex(ROOT, data, data / "cache")


def read(data: Path) -> None:
    index(data).cards(Library(ROOT, data))


def test_without_an_index_nothing_is_known(data: Path) -> None:
    assert index(data).cards_if_known() is None


def test_what_was_read_is_known_at_the_next_start(data: Path) -> None:
    read(data)
    cards = {card.key: card for card in index(data).cards_if_known() or ()}
    assert len(cards) == 7
    assert (cards["lower-back-release"].shortest, cards["lower-back-release"].longest) == (1154, 2054)
    assert cards["mine"].own
    assert cards["mine"].longest == 190
    assert cards["mine"].strip[0].exercise == "sphinx"


def test_two_writers_within_one_tick_of_the_disk_s_clock_are_told_apart_by_what_they_wrote(data: Path) -> None:
    mine = data / "routines" / "mine.yaml"
    read(data)
    before = mine.stat()
    mine.write_text(MINE.replace("3 min", "4 min"), encoding="utf-8")
    os.utime(mine, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = mine.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)
    assert index(data).cards_if_known() is None


@pytest.mark.parametrize("change", ["routine", "exercise", "new", "gone"])
def test_another_file_makes_the_index_untrue(data: Path, change: str) -> None:
    read(data)
    mine = data / "routines" / "mine.yaml"
    if change == "routine":
        mine.write_text(MINE.replace("3 min", "4 min"), encoding="utf-8")
        os.utime(mine, ns=(1, 1))
    elif change == "exercise":
        (data / "exercises").mkdir()
        (data / "exercises" / "sphinx.yaml").write_text("name: My sphinx\n", encoding="utf-8")
    elif change == "new":
        (data / "routines" / "other.yaml").write_text(MINE, encoding="utf-8")
    else:
        mine.unlink()
    assert index(data).cards_if_known() is None


def test_a_bad_file_has_a_card_with_its_problems(data: Path) -> None:
    (data / "routines" / "bad.yaml").write_text("format: 1\nname: Bad\nsteps: []\n", encoding="utf-8")
    read(data)
    card = next(card for card in index(data).cards_if_known() or () if card.key == "bad")
    assert not card.good
    assert card.faults[0].startswith("bad.yaml:3:")


@pytest.mark.parametrize("spoiled", [b"", b"\0\0", b"[]", b'{"version": 3}', b'{"version": 3, "cards": {"a": 1}}'])
def test_a_spoiled_index_is_made_anew(data: Path, spoiled: bytes) -> None:
    read(data)
    (data / "cache" / "cards.json").write_bytes(spoiled)
    assert index(data).cards_if_known() is None
    read(data)
    assert index(data).cards_if_known() is not None


def test_a_cache_that_cannot_be_written_costs_only_time(data: Path) -> None:
    (data / "cache").write_text("no folder", encoding="utf-8")
    assert len(index(data).cards(Library(ROOT, data))) == 7
