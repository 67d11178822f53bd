"""What this machine's server has answered in the last hour, for the operator page.

Every server process counts for itself and writes its counts to a file of its own every few seconds;
whoever asks adds up the files of all. Times are kept as a histogram with steps of twelve percent.
"""

import json
import math
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

KEPT_MINUTES: Final = 60
WRITE_SECONDS: Final = 5
STEPS_A_DECADE: Final = 20
# The operation of a request that the gateway itself refused; it took no time worth telling.
REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How often an operation was answered with a status, and how fast: count by step."""

    function: str
    operation: str
    status: int
    steps: Counter[int] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.steps.total()


class RequestCounts:
    """folder is shared by all processes of one server."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now
        self._written_at = 0.0
        # Requests are counted on one thread, the page is made on another.
        self._lock = Lock()
        # (function, operation, status, step) → count, by minute since 1970.
        self._minutes: dict[int, Counter[tuple[str, str, int, int]]] = {}

    def record(self, function: str, operation: str, status: int, milliseconds: float) -> None:
        now = self._now()
        step = round(STEPS_A_DECADE * math.log10(max(milliseconds, 0.1)))
        with self._lock:
            minute = self._minutes.setdefault(int(now // 60), Counter())
            minute[(str(function), operation, int(status), step)] += 1
            if now - self._written_at >= WRITE_SECONDS:
                self._write(now)

    def last(self, minutes: int) -> list[Answered]:
        """What all processes have answered in so many minutes, the present one included."""
        with self._lock:
            self._write(self._now())
        oldest = int(self._now() // 60) - minutes
        found: dict[tuple[str, str, int], Answered] = {}
        for path in self._folder.glob("*.json"):
            for minute, function, operation, status, step, count in json.loads(path.read_text()):
                if minute > oldest:
                    key = (function, operation, status)
                    one = Answered(function=function, operation=operation, status=status)
                    found.setdefault(key, one).steps[step] += count
        return list(found.values())

    def _write(self, now: float) -> None:
        self._written_at = now
        oldest = int(now // 60) - KEPT_MINUTES
        self._minutes = {m: counted for m, counted in self._minutes.items() if m > oldest}
        rows = [
            (m, *key, count) for m, counts in self._minutes.items() for key, count in counts.items()
        ]
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Whole or not at all: others read while we write.
        unfinished = self._folder / f"{os.getpid()}.unfinished"
        unfinished.write_text(json.dumps(rows))
        unfinished.replace(self._folder / f"{os.getpid()}.json")


def percentile(answered: Iterable[Answered], share: float) -> float | None:
    """Milliseconds within which so large a share of the answers came; None without any."""
    steps: Counter[int] = Counter()
    for one in answered:
        if one.operation != REFUSED:
            steps.update(one.steps)
    left = share * steps.total()
    for step in sorted(steps):
        left -= steps[step]
        if left <= 0:
            return float(10 ** (step / STEPS_A_DECADE))
    return None
