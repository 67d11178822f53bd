"""ports.PortfolioReader in PostgreSQL. A module of its own: a function that reads loads no more."""

from uuid import UUID

from psycopg import Connection

from econlens.adapters.postgres import statements as q
from econlens.adapters.postgres.reading import Reading
from econlens.adapters.postgres.rows import Row, holdings_of, portfolio_of, summary_of
from econlens.domain.errors import NotFoundError
from econlens.domain.portfolio import Portfolio, PortfolioOrder, PortfolioPage


class PostgresPortfolioReader:
    """One user's portfolios, inside a transaction or each read for itself."""

    def __init__(self, connection: Connection[Row] | Reading) -> None:
        self._connection = connection

    def list_portfolios(
        self, *, order: PortfolioOrder, descending: bool, limit: int, offset: int
    ) -> PortfolioPage:
        query = q.list_portfolios(order, descending=descending)
        rows = self._connection.execute(query, [limit, offset]).fetchall()
        portfolios = tuple(summary_of(row) for row in rows)
        if rows and len(rows) < limit:  # the last page, which tells how many there are
            return PortfolioPage(portfolios=portfolios, total=offset + len(rows))
        ((total,),) = self._connection.execute(q.COUNT_PORTFOLIOS).fetchall()
        return PortfolioPage(portfolios=portfolios, total=total)

    def get_portfolio(self, portfolio_id: UUID) -> Portfolio:
        row = self._connection.execute(q.SELECT_PORTFOLIO, [portfolio_id]).fetchone()
        if row is None:
            raise NotFoundError
        return portfolio_of(row, holdings_of(row[-1]))
