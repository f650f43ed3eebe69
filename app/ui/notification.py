"""One quiet notification on the desktop: replaced and never stacked, without a sound, with two buttons.

The service is asked first what it can, without waiting. Only where it answered is the notification itself sent, on a
thread of its own and through QDBusInterface: its number and the one it replaces are unsigned, and only that way can
QtDBus be given such from Python. An interface that nobody answers would hold up the window for 25 s; hence the question
before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Q_ARG, Q_RETURN_ARG, SLOT, QMetaObject, QObject, Signal, Slot
from PySide6.QtDBus import QDBusArgument, QDBusConnection, QDBusInterface, QDBusMessage

from app.ui.bus import BusCall

SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
DEFAULT, BEGIN, NOT_TODAY = "default", "begin", "not-today"
LOW = "\0"  # the urgency is a byte
ENOUGH = 1.0  # seconds to wait for a service that does not answer when all is put away
# The service's signals and what hears them; the stubs want bytes, Qt takes the text.
HEARD = tuple(
    (signal, cast("bytes", SLOT(f"{slot}(QDBusMessage)")))
    for signal, slot in (("ActionInvoked", "act"), ("ActivationToken", "keep"), ("NotificationClosed", "lose"))
)


@dataclass(frozen=True, slots=True)
class Note:
    """What the notification says, and the word on the button that opens it."""

    title: str
    text: str
    begin: str


class Notification(QObject):
    """`shown` with the service's number, `refused` where nobody shows notes; `begin_requested` carries a token.

    The token is Wayland's leave to bring a window to the front, "" where there is none.
    """

    shown = Signal(int)
    refused = Signal()
    begin_requested = Signal(str)
    not_today_requested = Signal()
    _sent = Signal(int)

    def __init__(self, bus: QDBusConnection | None = None, parent: QObject | None = None) -> None:
        """Take the session's bus, or the one handed in: neither is ever closed from here.

        The bus's own thread lets go of whoever heard its signals, and waits for Python then, which may wait for it.
        """
        super().__init__(parent)
        self._bus = bus or QDBusConnection.sessionBus()
        self._hears = False
        self._call: BusCall | None = None
        self._thread: threading.Thread | None = None
        self._number = 0
        self._token = ""
        self._note = Note("", "", "")
        self._sent.connect(self._take_number)

    def show(self, note: Note) -> None:
        """Show a note in place of the one before."""
        self._note = note
        if not self._hears:
            for signal, method in HEARD:
                self._bus.connect("", PATH, SERVICE, signal, self, method)
            self._hears = True
        message = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, "GetCapabilities")
        self._call = BusCall()
        self._call.make(self._bus, message, self._send)

    def withdraw(self) -> None:
        """Take the note away, where one is shown."""
        if self._number:
            number, self._number = self._number, 0
            self._start(lambda interface: _close(interface, number))

    def close(self) -> None:
        """Hear no more: what is shown stays."""
        if self._call is not None:
            self._call.forget()
        if self._thread is not None:
            self._thread.join(ENOUGH)
        if self._hears:
            for signal, method in HEARD:
                self._bus.disconnect("", PATH, SERVICE, signal, self, method)
            self._hears = False

    def _send(self, reply: QDBusMessage | None) -> None:
        if reply is None:
            self.refused.emit()
            return
        abilities = reply.arguments()[0] if reply.arguments() else []
        note, before = self._note, self._number
        buttons = [DEFAULT, note.begin, BEGIN, note.begin, NOT_TODAY, "Not today"] if "actions" in abilities else []

        def notify(interface: QDBusInterface) -> None:
            number = _notify(interface, note, buttons, before)
            with suppress(RuntimeError):  # put away meanwhile, and this object gone
                self._sent.emit(number)

        self._start(notify)

    def _start(self, work: Callable[[QDBusInterface], object]) -> None:
        def run() -> None:
            work(QDBusInterface(SERVICE, PATH, SERVICE, self._bus))

        self._thread = threading.Thread(target=run, name="notification", daemon=True)
        self._thread.start()

    @Slot(int)
    def _take_number(self, number: int) -> None:
        self._number = number
        if number:
            self.shown.emit(number)
        else:
            self.refused.emit()

    @Slot(QDBusMessage)
    def act(self, message: QDBusMessage) -> None:
        """Follow a click on the note; those on other programs' notes are passed over."""
        number, action = (*message.arguments(), 0, "")[:2]
        if not number or number != self._number:
            return
        self._number = 0  # the service takes a note away that was clicked
        if action in (DEFAULT, BEGIN):
            self.begin_requested.emit(self._token)
        elif action == NOT_TODAY:
            self.not_today_requested.emit()
        self._token = ""

    @Slot(QDBusMessage)
    def keep(self, message: QDBusMessage) -> None:
        """Keep the token that comes before a click."""
        number, token = (*message.arguments(), 0, "")[:2]
        if number and number == self._number:
            self._token = str(token)

    @Slot(QDBusMessage)
    def lose(self, message: QDBusMessage) -> None:
        """Forget the number of a note that is gone, so that no other program's is replaced."""
        if message.arguments() and message.arguments()[0] == self._number:
            self._number = 0


def _notify(interface: QDBusInterface, note: Note, buttons: list[str], before: int) -> int:
    """Return the number that the service gives the note; 0 where it does not answer."""
    urgency = QDBusArgument()
    urgency << LOW
    hints = {"urgency": urgency, "suppress-sound": True, "desktop-entry": "holdwell", "category": "presence"}
    try:
        number = QMetaObject.invokeMethod(
            interface, "Notify", Q_RETURN_ARG("uint"),
            Q_ARG("QString", "Holdwell"), Q_ARG("uint", before), Q_ARG("QString", "holdwell"),
            Q_ARG("QString", note.title), Q_ARG("QString", note.text), Q_ARG("QStringList", buttons),
            Q_ARG("QVariantMap", hints), Q_ARG("int", -1),
        )  # fmt: skip
    except RuntimeError:  # the service says of itself that it has no such method
        return 0
    return number if isinstance(number, int) else 0


def _close(interface: QDBusInterface, number: int) -> None:
    with suppress(RuntimeError):  # as above; the note then goes by itself
        QMetaObject.invokeMethod(interface, "CloseNotification", Q_ARG("uint", number))
