"""Where prices lie between the function that fetches them and the one that loads them.

The one reaches the internet and no database, the other the database and no internet; they meet in
the object store.
"""

from typing import Final

WANTED: Final = "prices/wanted.json"
FETCHED: Final = "prices/fetched/"


def fetched_key(symbol: str) -> str:
    return f"{FETCHED}{symbol}.json"
