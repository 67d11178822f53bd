"""Write web/openapi.json from the route table; the web client's types are made from it."""

import json
from pathlib import Path

from econlens.api.openapi import document

TARGET = Path(__file__).parents[1] / "web" / "openapi.json"


def current_text() -> str:
    """Sorted and indented, so that a change shows as the lines it changes."""
    return json.dumps(document(), indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    TARGET.write_text(current_text(), encoding="utf-8")
    print("wrote web/openapi.json")
