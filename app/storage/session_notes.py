"""What a person says of a session that is over: how stiff the back is now, a note, why a step was cut short."""

from __future__ import annotations

import sqlite3

from app.core.past import CutShort
from app.storage.history_database import HistoryDatabase
from app.storage.store_trouble import StoreRefusedError, StoreTrouble, kind_of


def say_of_session(
    database: HistoryDatabase, session_id: str, *, stiff_after: int | None = None, note: str | None = None
) -> bool:
    """Keep what is said; None leaves it as it was. Return whether the session is in the history.

    `StoreRefusedError` where the disk refuses; ValueError for a stiffness that is not from 0 to 10.
    """
    if stiff_after is not None and not 0 <= stiff_after <= 10:
        raise ValueError("Stiffness is a number from 0 to 10.")
    return _changed(
        database,
        "UPDATE session SET stiff_after = coalesce(?, stiff_after), note = coalesce(?, note)"
        " WHERE id = ? AND ended IS NOT NULL",
        (stiff_after, note, session_id),
    )


def say_why(database: HistoryDatabase, session_id: str, place: int, why: CutShort | None) -> bool:
    """Keep why a step was cut short, or that nothing is said of it; return whether the step is in the history.

    `StoreRefusedError` where the disk refuses.
    """
    return _changed(
        database,
        "UPDATE step SET why = ? WHERE place = ? AND session = (SELECT number FROM session WHERE id = ?)",
        (why, place, session_id),
    )


def _changed(database: HistoryDatabase, statement: str, values: tuple[object, ...]) -> bool:
    try:
        with database.transaction(lasting=True) as connection:
            return connection.execute(statement, values).rowcount > 0
    except sqlite3.Error as problem:
        raise StoreRefusedError(StoreTrouble(kind_of(problem), database.path, str(problem))) from problem
