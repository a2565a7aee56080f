"""Keeps what Python does for itself from holding up the event loop."""

from __future__ import annotations

import gc
import sys

SWITCH_INTERVAL = 0.001
"""Seconds for which a thread that computes may keep Python's global lock while others wait for it.

With Python's own 0.005 and five threads at work the event loop waits several times that.
"""


def favour_event_loop() -> None:
    """Call it when all is loaded that stays for as long as the process runs.

    The garbage collector then no longer goes through that: it took 70 ms each time, with the global
    lock held, and has never found anything there.
    """
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.collect()
    gc.freeze()
