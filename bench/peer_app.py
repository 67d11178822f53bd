"""The portfolio endpoints as most Python services on Lambda are written: FastAPI behind Mangum,
SQLAlchemy, boto3. Nothing but a yardstick: it is copied into a package of its own and started as
our functions are.
"""

import os
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import boto3
from fastapi import Depends, FastAPI, HTTPException, Query, Request
from mangum import Mangum
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlalchemy import ForeignKey, create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import NullPool

engine = create_engine(
    "postgresql+psycopg://", connect_args={"conninfo": os.environ["PEER_DSN"]}, poolclass=NullPool
)
files = boto3.client("s3", region_name="us-east-1")
app = FastAPI()
handler = Mangum(app, lifespan="off")


class Base(DeclarativeBase):
    pass


class PortfolioRow(Base):
    __tablename__ = "portfolios"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID]
    name: Mapped[str]
    currency: Mapped[str]


class AssetRow(Base):
    __tablename__ = "holdings"
    portfolio_id: Mapped[UUID] = mapped_column(ForeignKey("portfolios.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    symbol: Mapped[str]
    name: Mapped[str]
    market_value: Mapped[Decimal]


class AssetType(StrEnum):
    STOCK = "stock"
    ETF = "etf"
    BOND = "bond"
    CASH = "cash"


class Asset(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    symbol: str = Field(min_length=1, max_length=20)
    name: str = Field(max_length=200)
    asset_type: AssetType
    dollar_amount: Decimal = Field(gt=0, lt=10**15, decimal_places=2)
    sector: str | None = None
    region: str | None = None


class NewPortfolio(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    currency: str = "USD"
    assets: list[Asset] = Field(min_length=1, max_length=500)


class Portfolio(BaseModel):
    id: UUID
    name: str
    currency: str


class WholePortfolio(Portfolio):
    assets: list[Asset]


class Portfolios(BaseModel):
    portfolios: list[Portfolio]


def database(request: Request) -> Iterator[Session]:
    claims: dict[str, Any] = request.scope["aws.event"]["requestContext"]["authorizer"]["claims"]
    with Session(engine) as session, session.begin():
        session.execute(text("SELECT set_config('app.user_id', :id, true)"), {"id": claims["sub"]})
        yield session


Database = Annotated[Session, Depends(database)]


@app.get("/v1/portfolios")
def list_portfolios(
    session: Database,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Portfolios:
    rows = session.scalars(select(PortfolioRow).limit(limit).offset(offset)).all()
    return Portfolios(portfolios=[_answer(row) for row in rows])


@app.get("/v1/portfolios/{portfolio_id}")
def get_portfolio(portfolio_id: UUID, session: Database) -> Portfolio:
    return _answer(_found(session, portfolio_id))


@app.post("/v1/portfolios", status_code=201)
def create_portfolio(body: NewPortfolio, session: Database) -> Portfolio:
    row = PortfolioRow(name=body.name, currency=body.currency)
    session.add(row)
    session.flush()
    return _answer(row)


@app.put("/v1/portfolios/{portfolio_id}")
def replace_portfolio(portfolio_id: UUID, body: NewPortfolio, session: Database) -> Portfolio:
    row = _found(session, portfolio_id)
    row.name, row.currency = body.name, body.currency
    return _answer(row)


@app.delete("/v1/portfolios/{portfolio_id}", status_code=204)
def delete_portfolio(portfolio_id: UUID, session: Database) -> None:
    session.delete(_found(session, portfolio_id))


@app.get("/v1/portfolios/{portfolio_id}/export")
def export_portfolio(portfolio_id: UUID, session: Database) -> WholePortfolio:
    row = _found(session, portfolio_id)
    return WholePortfolio(**_answer(row).model_dump(), assets=[])


def _found(session: Session, portfolio_id: UUID) -> PortfolioRow:
    row = session.get(PortfolioRow, portfolio_id)
    if row is None:
        raise HTTPException(404)
    return row


def _answer(row: PortfolioRow) -> Portfolio:
    return Portfolio(id=row.id, name=row.name, currency=row.currency)
