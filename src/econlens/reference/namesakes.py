"""A share that is listed elsewhere may bear the ticker of an American one: DTE, ALV, ALL.

The table knows a bare ticker by its American share. A row that speaks of another country, and whose
name has no word in common with that share's, means another company.
"""

import re
from typing import Final

from econlens.domain.assets import AssetType, Region
from econlens.reference.table import ReferenceAsset, lookup

_SHARES: Final = frozenset({AssetType.STOCK, AssetType.REIT})
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
# Words of company names that tell nothing about which company it is.
_COMMON_WORDS: Final = frozenset(
    {
        *("the", "and", "inc", "corp", "corporation", "company", "plc", "ltd", "limited", "llc"),
        *("group", "holding", "holdings", "international", "global", "trust", "partners", "new"),
        *("industries", "systems", "technologies", "technology", "class", "shares", "share"),
        *("reg", "registered", "namens", "aktien", "inhaber", "ordinary", "ord", "common"),
        *("stock", "adr"),
    }
)
# As much of a word as abbreviations leave of it.
_BEGINNING: Final = 4


def american_namesake(
    symbol: str, name: str, *, isin: str | None, currency: str | None
) -> ReferenceAsset | None:
    """The American share that bears this symbol, where the row plainly means another one.

    Without an ISIN, it is the currency that speaks of another country; neither known, none does.
    """
    is_foreign = not isin.startswith("US") if isin else currency not in (None, "USD")
    known = lookup(symbol) if is_foreign and "." not in symbol else None
    if known is None or known.region is not Region.US or known.asset_type not in _SHARES:
        return None
    said, meant = (_telling_words(each, symbol) for each in (name, known.name))
    return known if said and meant and said.isdisjoint(meant) else None


def _telling_words(name: str, symbol: str) -> set[str]:
    """A name that only repeats the symbol tells nothing."""
    words = set(_WORD.findall(name.casefold())) - _COMMON_WORDS - {symbol.casefold()}
    return {word[:_BEGINNING] for word in words}
