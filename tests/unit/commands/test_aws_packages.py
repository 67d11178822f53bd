"""A command that needs AWS packages says so, instead of failing in the middle."""

import pytest
import typer

from econlens.commands.aws_packages import require


def test_a_missing_package_is_told_with_the_way_to_get_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(typer.Exit) as exit_:
        require("no_such_package")

    assert exit_.value.exit_code == 1
    assert "pip install 'econlens[aws]'" in capsys.readouterr().err.replace("\n", " ")


def test_a_package_that_is_there_is_no_matter(capsys: pytest.CaptureFixture[str]) -> None:
    require("json")

    assert capsys.readouterr().err == ""
