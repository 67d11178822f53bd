"""The portfolio with positions above the limit cut back to it, in every combination.

The score uses it so that a large position gets no credit for calming or thinning out the rest:
whatever could have been had by not growing it beyond the limit counts at least as much.
"""

from itertools import product

import numpy as np
import numpy.typing as npt

from econlens.analysis.asset_classes import FloatArray


def trimmable(values: FloatArray, limited: npt.NDArray[np.bool_], limit: float) -> list[int]:
    """Indices of the positions that can be above the limit after others were cut, at most 1/limit.

    values (n,) ≥ 0, limited (n,): which positions a limit applies to; limit a fraction. Cutting
    the largest back to the limit shrinks the total, which may lift the next above it, and so on.
    """
    ranked = [int(i) for i in np.argsort(-values, kind="stable") if limited[i]]
    uncut = float(values.sum())
    chosen: list[int] = []
    total = uncut
    for index in ranked:
        if values[index] <= limit * total or limit * (len(chosen) + 1) >= 1:
            break
        chosen.append(index)
        uncut -= float(values[index])
        total = max(uncut, 0.0) / (1 - limit * len(chosen))
    return chosen


def trimmed_values(values: FloatArray, chosen: list[int], limit: float) -> FloatArray:
    """Every way to cut some of the chosen positions back to exactly the limit.

    Returns (m, k) values of the k chosen positions, the uncut ones in the first row. A way is kept
    where it cuts and never grows a position, and leaves something.
    """
    own = values[chosen]
    cuts = np.array(list(product((False, True), repeat=len(chosen))), dtype=bool)
    cuts = cuts.reshape(2 ** len(chosen), len(chosen))
    # Summed apart, not as a difference: nothing left over must be exactly nothing.
    others = np.delete(values, chosen).sum()
    kept = others + np.where(cuts, 0.0, own).sum(axis=1)
    ceiling = limit * kept / (1 - limit * cuts.sum(axis=1))
    possible = (kept > 0) & (~cuts | (ceiling[:, None] <= own)).all(axis=1)
    return np.asarray(np.where(cuts, ceiling[:, None], own)[possible])
