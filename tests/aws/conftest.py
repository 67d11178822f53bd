"""Two halves that share nothing, so that two workers can run them side by side.

`pytest tests/aws -n 2 --dist loadgroup`: one deploys the app, the other does all the rest, which in
parts writes the same folders of build/.
"""

from pathlib import Path

import pytest

DEPLOYED = Path(__file__).with_name("deployed")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        half = "deployed" if DEPLOYED in item.path.parents else "rest"
        item.add_marker(pytest.mark.xdist_group(half))
