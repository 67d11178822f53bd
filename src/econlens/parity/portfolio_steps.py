"""A visitor makes a portfolio, changes it, shares it and deletes it."""

from collections.abc import Iterator
from typing import Any

from econlens.parity.step import NOBODY, Step
from econlens.parity.visitor import Visitor


def keep_a_portfolio(visitor: Visitor) -> Iterator[Step]:
    broken = visitor.call("POST", "/portfolios", _portfolio("6000.00", "-1"))
    yield Step(name="create with a negative amount", expected=422, reply=broken)
    created = visitor.call("POST", "/portfolios", _portfolio("6000.00", "4000.00"))
    yield Step(name="create a portfolio", expected=201, reply=created)
    path = f"/portfolios/{created.body.get('id', NOBODY)}"
    yield from _read(visitor, path)
    yield from _share(visitor, path)
    yield from _change(visitor, path)
    missing = visitor.call("GET", f"/portfolios/{NOBODY}")
    yield Step(name="read what is not there", expected=404, reply=missing)
    yield Step(name="delete it", expected=200, reply=visitor.call("DELETE", path))
    yield Step(name="read it after deletion", expected=404, reply=visitor.call("GET", path))


def _portfolio(first: str, second: str) -> dict[str, Any]:
    assets = [
        {"symbol": "VTI", "name": "Total market", "assetType": "etf", "dollarAmount": first},
        {"symbol": "BND", "name": "Bonds", "assetType": "etf", "dollarAmount": second},
    ]
    return {"name": "Parity check", "currency": "USD", "assets": assets}


def _read(visitor: Visitor, path: str) -> Iterator[Step]:
    yield Step(name="read it", expected=200, reply=visitor.call("GET", path))
    yield Step(name="analyse it", expected=200, reply=visitor.call("GET", f"{path}/analysis"))
    adjusted = visitor.call("POST", f"{path}/rebalance", {"target": "equal_weight"})
    yield Step(name="suggest adjustments", expected=200, reply=adjusted)
    exported = visitor.call("GET", f"{path}/export?format=csv")
    yield Step(name="export it", expected=200, reply=exported)
    yield Step(
        name="list one, the newest first",
        expected=200,
        reply=visitor.call("GET", "/portfolios?limit=1&sortBy=created_at&sortOrder=desc"),
    )
    too_many = visitor.call("GET", "/portfolios?limit=1000")
    yield Step(name="list more than allowed", expected=400, reply=too_many)
    yield Step(name="look up an asset", expected=200, reply=visitor.call("GET", "/assets?q=VTI"))


def _share(visitor: Visitor, path: str) -> Iterator[Step]:
    asked = {"expiresIn": "1h", "permissions": "analyze", "hideAmounts": True}
    shared = visitor.call("POST", f"{path}/share", asked)
    step = Step(name="share it without amounts", expected=201, reply=shared)
    yield step
    if not step.kept:
        return
    yield Step(name="list its links", expected=200, reply=visitor.call("GET", f"{path}/shares"))
    public = f"/shared/{shared.body['token']}"
    opened = visitor.call("GET", public, token="")
    yield Step(name="open the link without signing in", expected=200, reply=opened)
    analysed = visitor.call("GET", f"{public}/analysis", token="")
    yield Step(name="analyse by the link", expected=200, reply=analysed)
    revoked = visitor.call("DELETE", f"/shares/{shared.body['share']['id']}")
    yield Step(name="revoke the link", expected=204, reply=revoked)
    closed = visitor.call("GET", public, token="")
    yield Step(name="open a revoked link", expected=404, reply=closed)


def _change(visitor: Visitor, path: str) -> Iterator[Step]:
    changed = _portfolio("5000.00", "5000.00")
    stale = visitor.call("PUT", path, changed, headers={"If-Match": '"999"'})
    yield Step(name="change an old version", expected=412, reply=stale)
    fresh = visitor.call("PUT", path, changed, headers={"If-Match": '"1"'})
    yield Step(name="change this version", expected=200, reply=fresh)


def load_samples(visitor: Visitor) -> Iterator[Step]:
    """Three more portfolios; they are deleted again."""
    loaded = visitor.call("POST", "/portfolios/samples")
    yield Step(name="load the samples", expected=201, reply=loaded)
    compared = {"portfolioIds": loaded.body.get("portfolioIds", [])}
    reply = visitor.call("POST", "/portfolios/compare", compared)
    yield Step(name="compare them", expected=200, reply=reply)
    for portfolio_id in loaded.body.get("portfolioIds", []):
        deleted = visitor.call("DELETE", f"/portfolios/{portfolio_id}")
        yield Step(name="delete a sample", expected=200, reply=deleted)
