"""What a person says of a session is kept with it, or they are told that it could not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.moments import Command
from app.core.past import CutShort
from app.storage import history
from app.storage.session_notes import say_of_session, say_why
from app.storage.store_trouble import StoreRefusedError, TroubleKind
from tests.storage.keeping import Keeper
from tests.storage.test_history_refused import locked
from tests.storage.test_session_journal import release


def test_stiffness_notes_and_reasons_are_kept_one_by_one(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release(), stiff_before=6).wait(30).press(Command.NEXT).end_here()
    (session,) = history.past_sessions(keeper.database.connection)
    assert say_of_session(keeper.database, session.id, stiff_after=2)
    assert say_of_session(keeper.database, session.id, note="Left hip tighter than usual.")
    assert say_why(keeper.database, session.id, 0, CutShort.HURT)

    (session,) = history.past_sessions(keeper.database.connection)
    assert (session.stiff_before, session.stiff_after, session.note) == (6, 2, "Left hip tighter than usual.")
    assert [step.why for step in history.steps(keeper.database.connection, session)] == [CutShort.HURT, None, None]
    assert not say_of_session(keeper.database, "no such session", stiff_after=1)
    assert not say_why(keeper.database, session.id, 9, CutShort.DISTURBED)
    with pytest.raises(ValueError, match="0 to 10"):
        say_of_session(keeper.database, session.id, stiff_after=11)


def test_a_refusal_is_told(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(208)
    (session,) = history.past_sessions(keeper.database.connection)
    with locked(keeper), pytest.raises(StoreRefusedError) as refused:
        say_of_session(keeper.database, session.id, stiff_after=1)
    assert refused.value.trouble.kind is TroubleKind.LOCKED
