"""Whatever a file holds, importing it ends in a routine or in a sentence, and a refusal leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from tests.storage.mutations import GOOD, Tries

TRIES = 500


def test_five_hundred_changed_files_are_taken_or_refused_and_leave_nothing_else(tmp_path: Path) -> None:
    tries = Tries.into(tmp_path)
    for seed in range(TRIES):
        tries.one(seed)
    assert tries.outcomes.total() == TRIES
    # Of every kind some are taken and some are not: the changes are neither too small nor too large to say something.
    for name in GOOD:
        assert tries.outcomes[f"{name} taken"] > 3, tries.outcomes
        assert tries.outcomes[f"{name} refused"] + tries.outcomes[f"{name} faulty"] > 3, tries.outcomes
