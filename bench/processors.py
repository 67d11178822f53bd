"""Which processor runs what.

On Lambda a function has its processor for itself, and the runtime API and the database are
elsewhere. Left to the scheduler, which of them share one changes from run to run, and with it how
long even an empty function takes: 0.16 or 0.24 ms.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_left_free() -> Iterator[int | None]:
    """A processor that this process, and whatever it starts meanwhile, keeps off.

    None where there is but one, or where processes cannot be bound (macOS).
    """
    usable = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
    if len(usable) < 2:
        yield None
        return
    free, *others = usable
    os.sched_setaffinity(0, others)
    try:
        yield free
    finally:
        os.sched_setaffinity(0, usable)
