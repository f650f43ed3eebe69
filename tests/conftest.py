"""What all tests stand on: no screen, no sound server and no message bus of the person who runs them."""

from __future__ import annotations

import os

from hypothesis import settings

# Before Qt is imported anywhere: a screen that is not there would end the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine makes any example late: how long all of them may take is the suite's own bound.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
