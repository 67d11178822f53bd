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


def test_it_shows_every_chart_of_the_list(user: User) -> None:
    page = page_of(user)
    for row in ROWS:
        assert f"<h2>{row.title}</h2>" in page
        for widget in row.widgets:
            assert f"<h3>{widget.title}</h3>" in page


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
