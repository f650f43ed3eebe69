"""Version 2: which offers of a longer session were answered, so that each is made once."""

from __future__ import annotations

STATEMENTS = (
    # `level` is the one at which the offer was made; `taken`: 1, or 0 where it was left. `at_seconds`: since 1970.
    """
    CREATE TABLE offer (
        routine TEXT NOT NULL,
        level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 100),
        offered INTEGER NOT NULL CHECK (offered BETWEEN 0 AND 100),
        taken INTEGER NOT NULL,
        at_seconds REAL NOT NULL,
        PRIMARY KEY (routine, level)
    ) WITHOUT ROWID
    """,
)
