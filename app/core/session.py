"""The state machine: a plan, clock readings and commands in; state, events and records out.

(The rules of this file, the theory of operation and the table of transitions stand here.)
"""

from __future__ import annotations
