"""Version 1: sessions, their steps, and the one session that is unfinished.

Lengths are seconds, moments ISO 8601 texts with the zone in which they were recorded. A session's totals stand in its
own row, so that lists and day totals read no steps.
"""

from __future__ import annotations

STATEMENTS = (
    # `ended` is null while the session is unfinished. `whole`: finished, every step done or enough.
    # `deleted`: when it was deleted, while that can still be undone. `started_at`: seconds since 1970, for order.
    """
    CREATE TABLE session (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        routine TEXT,
        name TEXT NOT NULL,
        level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 100),
        started TEXT NOT NULL,
        started_at REAL NOT NULL,
        ended TEXT,
        finished INTEGER NOT NULL DEFAULT 0,
        whole INTEGER NOT NULL DEFAULT 0,
        rehearsal INTEGER NOT NULL DEFAULT 0,
        planned_seconds REAL NOT NULL DEFAULT 0,
        done_seconds REAL NOT NULL DEFAULT 0,
        needs TEXT NOT NULL DEFAULT '[]',
        stiff_before INTEGER CHECK (stiff_before BETWEEN 0 AND 10),
        stiff_after INTEGER CHECK (stiff_after BETWEEN 0 AND 10),
        note TEXT NOT NULL DEFAULT '',
        by_hand INTEGER NOT NULL DEFAULT 0,
        edited TEXT,
        deleted TEXT
    )
    """,
    "CREATE INDEX session_by_start ON session (started_at)",
    "CREATE INDEX session_by_routine ON session (routine, started_at)",
    # `clock` is the session's own seconds at which the step began; `why` it was cut short.
    """
    CREATE TABLE step (
        session INTEGER NOT NULL REFERENCES session (number) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        position TEXT,
        round INTEGER NOT NULL,
        set_number INTEGER NOT NULL,
        planned REAL NOT NULL,
        at_least REAL,
        done REAL NOT NULL,
        reps INTEGER,
        reps_planned INTEGER,
        reps_at_least INTEGER,
        own_pace INTEGER NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('done', 'enough', 'cut short', 'skipped')),
        started TEXT,
        clock REAL,
        why TEXT CHECK (why IN ('hurt', 'too long', 'disturbed')),
        PRIMARY KEY (session, place)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX step_by_exercise ON step (exercise, session)",
    # The unfinished session, at most one. The beat of each second rewrites this one small row and nothing else of it;
    # the plan and what stands since the last change lie apart.
    """
    CREATE TABLE unfinished (
        only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
        session INTEGER NOT NULL REFERENCES session (number) ON DELETE CASCADE,
        at TEXT NOT NULL,
        exercise TEXT NOT NULL,
        position TEXT,
        left_seconds REAL,
        beat TEXT NOT NULL
    )
    """,
    "CREATE TABLE unfinished_part (part TEXT PRIMARY KEY CHECK (part IN ('plan', 'state')), data TEXT NOT NULL)",
)
