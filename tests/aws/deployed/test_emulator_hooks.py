"""The emulator's launcher changes private parts of ministack; here it shows when one is gone."""

from importlib.metadata import version

import pytest

from tests.aws.deployed import emulator


def test_it_is_the_version_that_the_launcher_was_written_for() -> None:
    assert version("ministack") == "1.5.33"


@pytest.mark.parametrize(
    ("module", "name"), emulator.HOOKS, ids=lambda item: getattr(item, "__name__", item)
)
def test_each_hook_is_still_there(module: object, name: str) -> None:
    assert hasattr(module, name)


@pytest.mark.parametrize("resource_type", emulator.HOOKED_TYPES)
def test_each_changed_type_has_a_provisioner(resource_type: str) -> None:
    assert callable(emulator.handler_of(resource_type)["create"])
