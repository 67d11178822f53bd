"""What the operator sees of their machine, and nobody else."""

import re

import pytest

from econlens.monitoring.widgets import ROWS
from tests.client import User


def key_of(user: User) -> str:
    path = user.server.log.parent / "data" / "keys" / "operator.key"
    return path.read_bytes().hex()


def page_of(user: User) -> str:
    answer = user.http.get("/operator", auth=("operator", key_of(user)))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.text


def figure(page: str, name: str) -> int:
    found = re.search(rf"<tr><td>{name}</td><td>([\d,]+)", page)
    assert found, name
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("given", [None, ("operator", "guessed"), ("", "")])
def test_only_the_operator_sees_the_page(given: tuple[str, str] | None, user: User) -> None:
    answer = user.http.get("/operator", auth=given)
    assert answer.status_code == 401
    assert "Alarms" not in answer.text


def test_it_shows_every_measure_of_the_list_or_says_that_only_aws_has_it(user: User) -> None:
    cards, _, closing = page_of(user).partition("Measured on AWS\nalone:")
    for row in ROWS:
        for widget in row.widgets:
            named = [measure.value.replace("_", " ") for measure in widget.measures]
            missing = [name in closing for name in named]
            assert (f"<h3>{widget.title}</h3>" in cards) is not all(missing)
    for title in ("Connections", "Oldest waiting", "Memory used", "Waiting"):
        assert f"<h3>{title}</h3>" in cards


def test_it_knows_the_database_and_its_own_memory(user: User) -> None:
    page = page_of(user)
    assert figure(page, "database connections") >= 1
    assert 20 < figure(page, "function memory") < 20_000
    assert figure(page, "dead letters") >= 0


def test_it_counts_what_is_asked_created_and_refused(user: User) -> None:
    before = page_of(user)
    user.create_portfolio()
    assert user.http.get("/v1/portfolios").status_code == 401
    after = page_of(user)
    for name, more in (("requests", 2), ("portfolios created", 1), ("client errors", 1)):
        assert figure(after, name) >= figure(before, name) + more
    assert re.search(r"<td>portfolios</td><td>[\d,]+ ms</td>", after)


def test_it_names_no_user(user: User) -> None:
    user.create_portfolio(name="Zebra fund")
    page = page_of(user)
    assert user.email not in page
    assert "Zebra" not in page
