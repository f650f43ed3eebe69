"""What the settings say of how a session is heard."""

from __future__ import annotations

from app.core.script import Detail, detail_after
from app.storage.setting import (
    KEEP_SCREEN_ON,
    MEDIA_KEYS,
    ONE_KEY,
    TALK,
    VOICE,
    VOICE_ON,
    VOICE_RATE,
    VOICE_VOLUME,
    VOLUME,
)
from app.ui.preferences import Preferences
from app.ui.senses import Hearing


def hearing_of(preferences: Preferences, whole_sessions: int) -> Hearing:
    """Return how a session is heard whose routine was done whole so many times: it is talked less of as it is known."""
    talk = preferences[TALK]
    return Hearing(
        volume=preferences[VOLUME],
        profile=preferences.profile,
        detail=detail_after(whole_sessions) if talk == "auto" else Detail(talk),
        speak=preferences[VOICE_ON],
        voice=preferences[VOICE],
        voice_rate=preferences[VOICE_RATE],
        voice_volume=preferences[VOICE_VOLUME],
        keep_screen_on=preferences[KEEP_SCREEN_ON],
        remotes=preferences[MEDIA_KEYS],
        one_key=preferences[ONE_KEY],
    )
