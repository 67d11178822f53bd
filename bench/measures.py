"""One measured figure beside its budget."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """value in unit; good is what we aim at, limit what fails the benchmark when exceeded (for
    a rate, when fallen short of). None: recorded, not judged."""

    name: str
    value: float
    unit: str
    good: float | None = None
    limit: float | None = None
    more_is_better: bool = False
    detail: str = ""

    @property
    def verdict(self) -> str:
        if self.limit is not None and self._worse_than(self.limit):
            return "FAIL"
        if self.good is None:
            return ""
        return "over target" if self._worse_than(self.good) else "pass"

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "verdict": self.verdict}

    def _worse_than(self, bound: float) -> bool:
        return self.value < bound if self.more_is_better else self.value > bound
