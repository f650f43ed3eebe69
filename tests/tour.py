"""Screenshots of every page and every state of the player, from the real window with a fixed clock.

    python tests/tour.py OUT [PART OF A NAME]

Light and dark, 1366x768 and 1920x1080, into the folder OUT. Not a test: made to be looked at.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

