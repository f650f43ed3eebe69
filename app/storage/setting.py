"""Every setting, declared once: its name in the file, its type and default, what it may be, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:  # see `times_of`
    from app.core.weekly_times import WeeklyTime

T = TypeVar("T", bool, int, str)


class Section(StrEnum):
    """Where a setting stands on the page."""

    LOOK = "Look"
    FIGURE = "Figure"
    SOUND = "Sound"
    VOICE = "Voice"
    SESSION = "Session"
    HISTORY = "History"
    REMINDERS = "Reminders"
    DESKTOP = "Desktop"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting. Its type is its default's; `choices` pairs values with their words, else numbers have a range.

    `read`: what makes sense of a text, ValueError with a sentence where it has none. `where`: another setting and the
    values at which this one has a meaning.
    """

    key: str
    default: T
    section: Section
    label: str
    choices: tuple[tuple[T, str], ...] = ()
    lower: int = 0
    upper: int = 0
    unit: str = ""
    hint: str = ""
    read: Callable[[str], object] | None = None
    where: tuple[Setting[Any], tuple[object, ...]] | None = None

    def checked(self, value: object) -> T:
        """Return the value where the setting may have it; ValueError with a sentence where not."""
        if type(value) is not type(self.default):
            raise ValueError(f'"{self.key}" cannot be {value!r}. {self.allowed}')
        if self.choices:
            if value not in [choice for choice, _ in self.choices]:
                raise ValueError(f'"{self.key}" cannot be {value!r}. {self.allowed}')
        elif type(value) is int and not self.lower <= value <= self.upper:
            raise ValueError(f'"{self.key}" cannot be {value!r}. {self.allowed}')
        if self.read is not None and isinstance(value, str):
            self.read(value)
        return value

    @property
    def allowed(self) -> str:
        """Return a sentence that says what the setting may be."""
        if self.choices:
            return "It is one of " + ", ".join(repr(choice) for choice, _ in self.choices) + "."
        if isinstance(self.default, bool):
            return "It is true or false."
        if isinstance(self.default, int):
            return f"It is a whole number from {self.lower} to {self.upper}."
        return "It is a text."


def times_of(text: str) -> tuple[WeeklyTime, ...]:
    """Return the times of a week that a text names; ValueError with a sentence where it names none."""
    from app.core.weekly_times import read_times  # noqa: PLC0415  # settings are read before the first paint

    return read_times(text)


_SYSTEM = (("system", "As the desktop says"), ("on", "On"), ("off", "Off"))

THEME = Setting(
    "theme", "system", Section.LOOK, "Theme", (("system", "As the desktop says"), ("light", "Light"), ("dark", "Dark"))
)
TEXT_SIZE = Setting(
    "text size", 100, Section.LOOK, "Text size", ((100, "Normal"), (115, "Larger"), (130, "Large"), (150, "Largest"))
)
HIGH_CONTRAST = Setting("high contrast", "system", Section.LOOK, "High contrast", _SYSTEM)
REDUCE_MOTION = Setting(
    "reduce motion", "system", Section.LOOK, "Reduce motion", _SYSTEM, hint="The figure stands still."
)
FLASH = Setting(
    "flash at changes",
    "auto",
    Section.LOOK,
    "Light up at changes",
    (("auto", "Where nothing can be heard"), ("on", "Always"), ("off", "Never")),
    hint="The whole window turns to the other theme's paper for two seconds.",
)

PERSON = Setting("person", "woman", Section.FIGURE, "Person", (("woman", "Woman"), ("man", "Man")))
SKIN = Setting("skin", 2, Section.FIGURE, "Skin", ((1, "Light"), (2, "Medium light"), (3, "Medium dark"), (4, "Dark")))

VOLUME = Setting("volume", 80, Section.SOUND, "Volume", lower=0, upper=100, unit="%")
SOUND_PROFILE = Setting(
    "sound profile",
    "routine",
    Section.SOUND,
    "Sounds",
    (
        ("routine", "As the routine says"),
        ("coach", "Coach: bells and a voice"),
        ("bells", "Bells"),
        ("quiet", "Quiet"),
        ("silent", "Silent"),
    ),
)

VOICE_ON = Setting("voice on", True, Section.VOICE, "Speak in the coach's profile")
VOICE = Setting("voice", "", Section.VOICE, "Voice")
VOICE_RATE = Setting("voice rate", 100, Section.VOICE, "Speed", lower=50, upper=200, unit="%")
VOICE_VOLUME = Setting("voice volume", 80, Section.VOICE, "Loudness", lower=0, upper=100, unit="%")
TALK = Setting(
    "talk",
    "auto",
    Section.VOICE,
    "How much is said",
    (
        ("auto", "Less as you know a routine"),
        ("full", "Setup, cues and names"),
        ("cues", "Cues and names"),
        ("names", "Names alone"),
    ),
)

KEEP_SCREEN_ON = Setting("keep screen on", True, Section.SESSION, "Keep the screen on while a session runs")
FULL_SCREEN = Setting("full screen at start", False, Section.SESSION, "Start sessions in full screen")
ONE_KEY = Setting(
    "one key",
    False,
    Section.SESSION,
    "One key is enough",
    hint="It means done at your own pace, start now in get ready, pause in a hold.",
)
ASK_STIFFNESS = Setting("ask stiffness", True, Section.SESSION, "Ask how stiff the back is, before and after")

DAY_ENDS = Setting("day ends", 4, Section.HISTORY, "A day ends at", lower=0, upper=12, unit=":00")
WEEKLY_AIM = Setting(
    "weekly aim", 0, Section.HISTORY, "Days a week", lower=0, upper=7, hint="0: as often as the routine says."
)

REMIND = Setting(
    "remind",
    "off",
    Section.REMINDERS,
    "Remind me",
    (("off", "Never"), ("times", "At these times"), ("after", "After a while at the computer")),
    hint="One quiet notification. Not while a session runs or nobody is there, and not over a full screen.",
)
REMINDER_TIMES = Setting(
    "reminder times",
    "18:00",
    Section.REMINDERS,
    "These times",
    hint="18:00 for every day, or Mon Wed Fri 18:00, Sat 10:00.",
    read=times_of,
    where=(REMIND, ("times",)),
)
REMINDER_MINUTES = Setting(
    "reminder minutes",
    60,
    Section.REMINDERS,
    "Since the last session",
    lower=15,
    upper=480,
    unit="min",
    hint="While the computer is in use; who was away begins anew.",
    where=(REMIND, ("after",)),
)
REMINDER_ROUTINE = Setting("reminder routine", "", Section.REMINDERS, "Opens", where=(REMIND, ("times", "after")))

MEDIA_KEYS = Setting(
    "media keys", True, Section.DESKTOP, "Media keys, headset buttons and the lock screen lead the session"
)

SETTINGS: tuple[Setting[Any], ...] = (
    THEME,
    TEXT_SIZE,
    HIGH_CONTRAST,
    REDUCE_MOTION,
    FLASH,
    PERSON,
    SKIN,
    VOLUME,
    SOUND_PROFILE,
    VOICE_ON,
    VOICE,
    VOICE_RATE,
    VOICE_VOLUME,
    TALK,
    KEEP_SCREEN_ON,
    FULL_SCREEN,
    ONE_KEY,
    ASK_STIFFNESS,
    DAY_ENDS,
    WEEKLY_AIM,
    REMIND,
    REMINDER_TIMES,
    REMINDER_MINUTES,
    REMINDER_ROUTINE,
    MEDIA_KEYS,
)
