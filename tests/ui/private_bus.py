"""A D-Bus session of a test's own: `bus_address` is a fixture for whoever imports it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtDBus import QDBusConnection

from tests.running import running


@contextmanager
def private_bus() -> Iterator[str]:
    """Give the address of a private bus: libdbus reads the session's from the environment but once in a process."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("dbus-daemon is not installed")
    command = [daemon, "--session", "--nofork", "--print-address=1"]
    with running(subprocess.Popen(command, stdout=subprocess.PIPE, text=True)) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()


@pytest.fixture
def bus_address() -> Iterator[str]:
    """The address of a private bus."""
    with private_bus() as address:
        yield address


def connected(address: str, name: str) -> QDBusConnection:
    """Return a connection of this process to the bus, beside any other.

    It stays: to close one that an object of Python's hears is to wait for Python on the bus's thread, as
    `app/ui/media_remote.py` says.
    """
    bus = QDBusConnection.connectToBus(address, f"{name} at {address}")
    assert bus.isConnected()
    return bus


def clients(bus: QDBusConnection) -> int:
    """Return how many connections the bus has."""
    return sum(name.startswith(":") for name in bus.interface().registeredServiceNames().value())
