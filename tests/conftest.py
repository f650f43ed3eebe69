"""What all tests stand on: no screen, no sound server and no message bus of the person who runs them."""

from __future__ import annotations

import os

# Before Qt is imported anywhere: a screen that is not there would end the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
