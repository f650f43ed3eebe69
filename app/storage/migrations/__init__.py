"""The history's versions, in order: each migration is a row of statements that makes version N of version N-1.

A migration that was delivered is never edited; a change of the layout is a new one. All of one run in a single
transaction, after a backup.
"""

from __future__ import annotations

from app.storage.migrations import m0001_sessions, m0002_offers, m0003_days

Migration = tuple[str, ...]

MIGRATIONS: tuple[Migration, ...] = (m0001_sessions.STATEMENTS, m0002_offers.STATEMENTS, m0003_days.STATEMENTS)
