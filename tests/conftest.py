"""What all tests stand on: no screen, no sound server and no message bus of the person who runs them."""

from __future__ import annotations

import os

from hypothesis import settings

# Before Qt is imported anywhere: a screen that is not there would end the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine makes any example late: how long all of them may take is the suite's own bound.
# The same examples each time, so that the gate says the same of the same program; `--hypothesis-profile=explore` tries
# new ones.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("suite")
