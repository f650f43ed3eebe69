"""Which voices the system has: asked on a thread of its own, as the answer may take seconds."""

from __future__ import annotations

import threading

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
        program = self._program or program_of_this_system()
        try:
            if program is None:
                self.missing.emit(INSTALL)
            elif isinstance(program, SpdSay):
                self.missing.emit("Spoken by speech-dispatcher, with the voice that is chosen there.")
            else:
                self.found.emit(program.voices())
        except SpeechError as failure:
            self.missing.emit(f"No voice: {failure}.")
