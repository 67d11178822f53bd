"""The limits of a rebalancing as bounds and rows, and what is above them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray
from econlens.analysis.benchmarks import PLACE_COUNT, REGION_KEYS, SECTOR_COUNT, SECTOR_KEYS
from econlens.analysis.projection import Room, shift_to_total
from econlens.analysis.securities import Securities
from econlens.analysis.wording import label
from econlens.domain.assets import Category
from econlens.domain.rebalancing import LimitKind, Limits


@dataclass(frozen=True, eq=False, kw_only=True)
class LimitRows:
    """caps (n,): the largest weight of each security, infinite without a limit. exposures (m, n):
    how much of each counts towards the m limits on sums; kinds and keys say which these are."""

    caps: FloatArray
    exposures: FloatArray
    most: FloatArray
    kinds: tuple[LimitKind, ...]
    keys: tuple[str, ...]

    def over(self, free: npt.NDArray[np.bool_], weights: FloatArray) -> "LimitRows":
        """The limits of the free securities alone, the others having these weights (n,)."""
        taken = self.exposures[:, ~free] @ weights[~free]
        return LimitRows(
            caps=self.caps[free],
            exposures=self.exposures[:, free],
            most=self.most - taken,
            kinds=self.kinds,
            keys=self.keys,
        )

    def room(self, lower: FloatArray, total: float) -> Room:
        """Bounds for weights that sum to total. Where all caps together leave too little, they
        are raised by the same amount, as little as it takes."""
        upper = np.maximum(np.minimum(self.caps, total), lower)
        if upper.sum() < total:
            ones = np.ones_like(upper)
            upper = shift_to_total(upper, ones, upper, ones * total, total)
        return Room(lower=lower, upper=upper, total=total, exposures=self.exposures, most=self.most)


def limit_rows(securities: Securities, limits: Limits) -> LimitRows:
    """All in weights of the whole portfolio. Cash has no limit; what is owed counts nothing."""
    kinds: list[LimitKind] = []
    keys: list[str] = []
    rows: list[FloatArray] = []
    most: list[float] = []
    for kind, key, row in _rows(securities):
        limit = {
            LimitKind.SECTOR: limits.sector,
            LimitKind.REGION: limits.region,
            LimitKind.CATEGORY: limits.category,
        }[kind]
        if limit is not None and row.any():
            kinds.append(kind)
            keys.append(key)
            rows.append(row)
            most.append(limit)
    count = len(securities.lines)
    return LimitRows(
        caps=_caps(securities, limits.position),
        exposures=np.array(rows).reshape(len(rows), count),
        most=np.array(most, dtype=np.float64),
        kinds=tuple(kinds),
        keys=tuple(keys),
    )


def _caps(securities: Securities, limit: float | None) -> FloatArray:
    caps = np.full(len(securities.lines), np.inf)
    if limit is not None and len(caps):
        caps[securities.of_one_unit.limited] = limit
    return caps


def _rows(securities: Securities) -> list[tuple[LimitKind, str, FloatArray]]:
    if not securities.lines:
        return []
    units = securities.of_one_unit
    owned = (securities.values >= 0).astype(float)
    cells = units.profile_cells[units.profile_index] * owned[:, None, None]
    sectors, places = cells.sum(axis=1)[:, :SECTOR_COUNT], cells.sum(axis=2)[:, :PLACE_COUNT]
    rows = [
        (LimitKind.SECTOR, str(SECTOR_KEYS[index]), sectors[:, index])
        for index in range(SECTOR_COUNT)
    ]
    rows += [
        (LimitKind.REGION, str(REGION_KEYS[index]), places[:, index])
        for index in range(PLACE_COUNT)
    ]
    categories = [line.category for line in securities.lines]
    rows += [
        (LimitKind.CATEGORY, str(category), owned * [one is category for one in categories])
        for category in Category
        if category is not Category.CASH_EQUIVALENTS
    ]
    return rows


def rounding_of(total: float, count: int) -> float:
    """What cents may move the weights of count lines by, as a weight: within it, limits hold."""
    return min(1e-6 + 0.02 * max(count, 1) / max(total, 0.02), 1e-3)


@dataclass(frozen=True, eq=False, kw_only=True)
class Breach:
    """One limit that weights are above. members (n,): whose weight counts towards it."""

    kind: LimitKind
    key: str
    weight: float
    limit: float
    members: npt.NDArray[np.bool_]


def find_breaches(weights: FloatArray, rows: LimitRows, tolerance: float) -> list[Breach]:
    """What is above its limit by more than the tolerance, positions first."""
    breaches = [
        Breach(
            kind=LimitKind.POSITION,
            key=str(index),
            weight=float(weights[index]),
            limit=float(rows.caps[index]),
            members=np.arange(len(weights)) == index,
        )
        for index in np.flatnonzero(weights > rows.caps + tolerance)
    ]
    reached = rows.exposures @ weights
    return breaches + [
        Breach(
            kind=rows.kinds[index],
            key=rows.keys[index],
            weight=float(reached[index]),
            limit=float(rows.most[index]),
            members=rows.exposures[index] > 0,
        )
        for index in np.flatnonzero(reached > rows.most + tolerance)
    ]


def breach_label(breach: Breach, securities: Securities) -> str:
    if breach.kind is LimitKind.POSITION:
        return securities.lines[int(breach.key)].symbol
    return label(breach.key)


def breach_key(breach: Breach, securities: Securities) -> str:
    if breach.kind is LimitKind.POSITION:
        return securities.lines[int(breach.key)].symbol
    return breach.key
