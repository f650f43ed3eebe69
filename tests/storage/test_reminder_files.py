"""What reminders leave on the disk: a small memory, and the desktop's autostart entry, as a desktop reads it."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.reminders import Memory, Mode, Wish
from app.core.weekly_times import read_times
from app.storage.autostart import own_command, quoted, remove_entry, write_entry
from app.storage.reminder_memory import last_end, name_of_routine, read_memory, write_memory
from app.storage.reminder_wish import wish_of
from app.storage.setting import REMIND, REMINDER_TIMES
from app.storage.settings import Settings
from tests.storage.contents import a_history, an_empty_history, session

ZONE = timezone(timedelta(hours=-8))
MEMORY = Memory(datetime(2026, 11, 21, 18, 0, 5, tzinfo=ZONE), datetime(2026, 11, 21, 18), date(2026, 11, 21))


@pytest.mark.parametrize("memory", [MEMORY, Memory()])
def test_what_is_remembered_is_read_back(tmp_path: Path, memory: Memory) -> None:
    write_memory(tmp_path / "new" / "reminders.json", memory)
    assert read_memory(tmp_path / "new" / "reminders.json") == memory


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"said": 5}',
        '{"said": "2026-11-21T18:00:00"}',
        '{"said for": "2026-11-21T18:00:00+01:00"}',
        "null",
    ],
)
def test_a_damaged_memory_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "reminders.json").write_text(text, encoding="utf-8")
    assert read_memory(tmp_path / "reminders.json") == Memory()
    assert read_memory(tmp_path / "there is no such") == Memory()


def test_the_last_session_is_the_newest_that_was_no_rehearsal() -> None:
    def ended(day: int, **other: object) -> dict[str, object]:
        start = datetime(2026, 11, day, 18, 0, tzinfo=UTC)
        times = {"started": start.isoformat(), "ended": (start + timedelta(minutes=20)).isoformat()}
        return session(id=str(day), **times, **other)

    with a_history([ended(19), ended(20), ended(21, rehearsal=True)]) as connection:
        assert last_end(connection) == datetime(2026, 11, 20, 18, 20, tzinfo=UTC)
        assert name_of_routine(connection, "lower-back-release") == "Lower back release"
        assert name_of_routine(connection, "evening-ten") == "Evening ten"
    with an_empty_history() as connection:
        assert last_end(connection) is None
    assert last_end(None) is None


def test_reminders_are_off_until_they_are_wanted_and_a_text_that_names_no_time_is_refused(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    assert wish_of(settings).mode is Mode.OFF
    settings.change(REMIND, "times")
    settings.change(REMINDER_TIMES, "Mon 7:30")
    with pytest.raises(ValueError, match="neither a day nor a time"):
        settings.change(REMINDER_TIMES, "soon")
    assert wish_of(settings) == Wish(Mode.TIMES, read_times("Mon 7:30"))


# The autostart entry


def test_the_entry_is_one_that_desktops_take_and_goes_again(tmp_path: Path) -> None:
    entry = tmp_path / "autostart" / "holdwell-reminders.desktop"
    write_entry(entry, ["/opt/a b/100%/holdwell", "remind"], None)
    parser = configparser.RawConfigParser()
    parser.read(entry, encoding="utf-8")
    assert parser["Desktop Entry"]["exec"] == '"/opt/a b/100%%/holdwell" remind'
    if (validate := shutil.which("desktop-file-validate")) is not None:
        told = subprocess.run([validate, str(entry)], capture_output=True, text=True, check=False)
        assert (told.returncode, told.stdout) == (0, "")
    remove_entry(entry)
    remove_entry(entry)
    assert not entry.exists()


def read_exec(value: str) -> list[str]:
    """Return the words of a command as the specification reads them: the key's escapes, then quotes, then percents."""
    text = ""
    letters = iter(value)
    for letter in letters:
        text += {"n": "\n", "t": "\t", "s": " ", "r": "\r", "\\": "\\"}[next(letters)] if letter == "\\" else letter
    words, word, inside, begun = [], "", False, False
    letters = iter(text)
    for letter in letters:
        if letter == '"':
            inside, begun = not inside, True
        elif inside and letter == "\\":
            word += next(letters)
        elif letter == " " and not inside:
            if begun or word:
                words.append(word)
            word, begun = "", False
        else:
            word += letter
    return [w.replace("%%", "%") for w in (*words, *([word] if begun or word else []))]


hard = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\\\"'$`% \n\t")


@given(st.lists(st.text(hard, max_size=12), min_size=1, max_size=4))
def test_any_words_survive_the_entry(words: list[str]) -> None:
    assert read_exec(" ".join(map(quoted, words))) == words


def test_the_command_is_this_very_holdwell() -> None:
    command, folder = own_command(["remind"])
    assert command[-1] == "remind"
    assert Path(command[0]).is_file()
    assert folder is None or (folder / "app" / "__main__.py").is_file()
