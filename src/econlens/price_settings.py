"""How prices are fetched and stored, read from the environment.

Apart from settings.py, so that no function that serves requests is handed a key it has no use for.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct, convert

TIINGO_URL: Final = "https://api.tiingo.com"
STOOQ_URL: Final = "https://stooq.com"
_PREFIX: Final = "ECONLENS_"


class PriceSettings(Struct, frozen=True, kw_only=True):
    """prices_dsn connects as the role that may write prices. The addresses are those of another
    server that speaks like the service, such as a cache. On AWS tiingo_secret names the secret that
    holds the key."""

    prices_dsn: str = ""
    tiingo_key: str = ""
    tiingo_secret: str = ""
    tiingo_url: str = TIINGO_URL
    stooq_url: str = STOOQ_URL

    def __repr__(self) -> str:
        """Without the key and the DSN, which may hold a password."""
        return f"PriceSettings(tiingo_url={self.tiingo_url!r}, stooq_url={self.stooq_url!r})"


def price_settings_from(environment: Mapping[str, str]) -> PriceSettings:
    """ECONLENS_<FIELD> for every field."""
    given = {
        name: environment[f"{_PREFIX}{name.upper()}"]
        for name in PriceSettings.__struct_fields__
        if environment.get(f"{_PREFIX}{name.upper()}")
    }
    return convert(given, PriceSettings)
