"""The system's own speech programs: text in by stdin, a sound file out. Everything here blocks: a worker calls it.

Text never goes into the arguments: a line that begins with "-" would be taken for an option. Tried: espeak-ng. Written
after their documentation and not tried: `say`, System.Speech, spd-say.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

TIMEOUT = 20.0  # seconds for one line
INSTALL = (
    "No voice: espeak-ng is not installed. "
    "Debian and Ubuntu: sudo apt install espeak-ng. Fedora: sudo dnf install espeak-ng. Arch: sudo pacman -S espeak-ng."
)


class SpeechError(Exception):
    """A line could not be spoken; the text says why."""


class SpeechProgram(Protocol):
    """A program that makes sound files of text."""

    name: str

    def render(self, text: str, voice: str, words_a_minute: int, path: Path) -> None:
        """Write the text as a WAV file; `voice` "" is the program's own. Raises SpeechError."""

    def voices(self) -> tuple[str, ...]:
        """Return the names of its English voices, as `render` takes them."""


def run(command: Sequence[str], text: str = "") -> str:
    """Run a program with text as its input and return what it printed; raise SpeechError."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows no console flashes up
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            capture_output=True,
            timeout=TIMEOUT,
            check=True,
            creationflags=hidden,
        )
    except subprocess.TimeoutExpired as late:
        raise SpeechError(f"{Path(command[0]).name} gave no answer within {TIMEOUT:.0f} s") from late
    except subprocess.CalledProcessError as failed:
        said = failed.stderr.decode(errors="replace").strip().splitlines()
        raise SpeechError(f"{Path(command[0]).name}: {said[-1] if said else f'exit {failed.returncode}'}") from failed
    except OSError as missing:
        raise SpeechError(f"{Path(command[0]).name}: {missing.strerror}") from missing
    return done.stdout.decode(errors="replace")


class EspeakNg:
    """espeak-ng, or espeak before it."""

    def __init__(self, program: str) -> None:
        self.name = Path(program).name
        self._program = program

    def render(self, text: str, voice: str, words_a_minute: int, path: Path) -> None:
        """Write the text as a WAV file."""
        # -z: no pause after the last sentence, as what follows is timed.
        run([self._program, "--stdin", "-b", "1", "-z", "-v", voice or "en-gb", "-s", str(words_a_minute),
             "-w", str(path)], text)  # fmt: skip

    def voices(self) -> tuple[str, ...]:
        """Return the identifiers of its English voices: the second column of its table."""
        rows = run([self._program, "--voices=en"]).splitlines()[1:]
        return tuple(dict.fromkeys(row.split()[1] for row in rows if len(row.split()) > 1))


class MacSay:
    """`say`. Not tried."""

    name = "say"

    def render(self, text: str, voice: str, words_a_minute: int, path: Path) -> None:
        """Write the text as a WAV file."""
        chosen = ["-v", voice] if voice else []
        run(["say", *chosen, "-r", str(words_a_minute), "-o", str(path), "--data-format=LEI16@22050", "-f", "-"], text)

    def voices(self) -> tuple[str, ...]:
        """Return the names of its English voices; a name may hold spaces, its language stands two columns apart."""
        rows = (row.partition("#")[0].rstrip() for row in run(["say", "-v", "?"]).splitlines())
        return tuple(row.rpartition(" ")[0].strip() for row in rows if row.rpartition(" ")[2].startswith("en"))


class WindowsSpeech:
    """System.Speech through PowerShell. Not tried. Voice and path go by environment, so that nothing is parsed."""

    name = "System.Speech"
    _BEFORE = (
        "[Console]::InputEncoding=[Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
        "$s=New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    )

    def render(self, text: str, voice: str, words_a_minute: int, path: Path) -> None:
        """Write the text as a WAV file; System.Speech counts from -10 to 10, 0 being about 170 words a minute."""
        rate = max(-10, min(10, round((words_a_minute - 170) / 15)))
        os.environ["HOLDWELL_VOICE"], os.environ["HOLDWELL_SPEECH"] = voice, str(path)
        self._powershell(
            "if($env:HOLDWELL_VOICE){$s.SelectVoice($env:HOLDWELL_VOICE)}; "
            f"$s.Rate={rate}; $s.SetOutputToWaveFile($env:HOLDWELL_SPEECH); $s.Speak([Console]::In.ReadToEnd())",
            text,
        )

    def voices(self) -> tuple[str, ...]:
        """Return the names of its English voices."""
        english = "$s.GetInstalledVoices() | % {$_.VoiceInfo} | ? {$_.Culture.Name -like 'en*'} | % {$_.Name}"
        return tuple(self._powershell(english, "").splitlines())

    def _powershell(self, command: str, text: str) -> str:
        return run(["powershell", "-NoProfile", "-NonInteractive", "-Command", self._BEFORE + command], text)


class SpdSay:
    """speech-dispatcher, live: for systems that have nothing else. Not tried. Its lengths are guesses."""

    name = "spd-say"

    def speak(self, text: str, words_a_minute: int) -> None:
        """Speak the text over whatever it still speaks; raises SpeechError."""
        rate = max(-100, min(100, round((words_a_minute - 170) / 2)))
        run(["spd-say", "--cancel"])
        run(["spd-say", "--rate", str(rate), "--pipe-mode"], text)


def program_of_this_system() -> SpeechProgram | SpdSay | None:
    """Return what this system speaks with; None where there is nothing."""
    if sys.platform == "win32":
        return WindowsSpeech()
    if sys.platform == "darwin":
        return MacSay()
    for name in ("espeak-ng", "espeak"):
        if found := shutil.which(name):
            return EspeakNg(found)
    return SpdSay() if shutil.which("spd-say") else None
