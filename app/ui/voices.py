"""Which voices the system has: asked on a thread of its own, as the answer may take seconds."""

from __future__ import annotations

import threading
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from app.ui.speech_programs import INSTALL, SpdSay, SpeechError, SpeechProgram, program_of_this_system


class Voices(QObject):
    """`found` carries the names of the voices, `missing` why there is none to choose, in words."""

    found = Signal(tuple)
    missing = Signal(str)

    def __init__(self, program: SpeechProgram | SpdSay | None = None, parent: QObject | None = None) -> None:
        """Take the system's own program, or the one handed in."""
        super().__init__(parent)
        self._program = program
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """Ask, and come back at once."""
        self._thread = threading.Thread(target=self._ask, name="voices", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Come back when the answer is there."""
        if self._thread is not None:
            self._thread.join()

    def _ask(self) -> None:
        found: tuple[str, ...] = ()
        missing = ""
        program = self._program or program_of_this_system()
        try:
            if program is None:
                missing = INSTALL
            elif isinstance(program, SpdSay):
                missing = "Spoken by speech-dispatcher, with the voice that is chosen there."
            else:
                found = program.voices()
        except SpeechError as failure:
            missing = f"No voice: {failure}."
        with suppress(RuntimeError):  # the page that asked is gone by now, and this object with it
            if missing:
                self.missing.emit(missing)
            else:
                self.found.emit(found)
