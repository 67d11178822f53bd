"""The SQL of ports.PortfolioStore. Row-level security narrows every statement to one user.

A statement is put together once, at import, and not for each request.
"""

from dataclasses import fields
from typing import LiteralString

from psycopg import sql

from econlens.domain.holding import Holding
from econlens.domain.portfolio import PortfolioOrder

# Column → PostgreSQL type, in the order of domain.holding.Holding.
HOLDING_COLUMNS: dict[LiteralString, LiteralString] = {
    "symbol": "text",
    "name": "text",
    "asset_type": "text",
    "market_value": "numeric",
    "quantity": "numeric",
    "price": "numeric",
    "cost_basis": "numeric",
    "category": "text",
    "sector": "text",
    "region": "text",
    "expense_ratio": "numeric",
    "dividend_yield": "numeric",
    "account": "text",
    "classification_source": "text",
}
if list(HOLDING_COLUMNS) != [field.name for field in fields(Holding)]:
    raise TypeError("Holding and its columns have drifted apart.")

_PORTFOLIO = sql.SQL(
    "p.id, p.name, p.description, p.currency, p.as_of, p.version, p.created_at, p.updated_at,"
    " p.risk_score"
)
_UPLOAD = sql.SQL(
    "id, user_id, portfolio_id, file_name, size_bytes, content_type, mode, validate_only, status,"
    " progress_percent, result, created_at, updated_at, expires_at, choices, columns_seen"
)

INSERT_PORTFOLIO = (
    sql.SQL("""
    WITH owner AS (INSERT INTO users (id) VALUES (%(user)s) ON CONFLICT DO NOTHING)
    INSERT INTO portfolios AS p
        (id, user_id, name, description, currency, as_of, total_value, asset_count, risk_score)
    VALUES (%(id)s, %(user)s, %(name)s, %(description)s, %(currency)s, %(as_of)s, %(total)s,
            %(count)s, %(score)s)
    RETURNING {}
""")
    .format(_PORTFOLIO)
    .as_bytes()
)

UPDATE_PORTFOLIO = (
    sql.SQL("""
    UPDATE portfolios AS p
    SET name = %(name)s, description = %(description)s, currency = %(currency)s,
        as_of = %(as_of)s, total_value = %(total)s, asset_count = %(count)s,
        risk_score = NULL, version = version + 1, updated_at = now()
    WHERE id = %(id)s AND (%(expected)s::integer IS NULL OR version = %(expected)s)
    RETURNING {}
""")
    .format(_PORTFOLIO)
    .as_bytes()
)

DELETE_PORTFOLIO = sql.SQL("""
    DELETE FROM portfolios
    WHERE id = %(id)s AND (%(expected)s::integer IS NULL OR version = %(expected)s)
    RETURNING asset_count
""").as_bytes()

# The holdings travel as one text of JSON: the driver would take longer over rows of columns.
SELECT_PORTFOLIO = (
    sql.SQL("""
    SELECT {portfolio}, (
        SELECT coalesce(json_agg(held ORDER BY held.position), '[]')::text
        FROM (SELECT position, {names} FROM holdings WHERE portfolio_id = p.id) AS held
    )
    FROM portfolios p WHERE p.id = %s
""")
    .format(
        portfolio=_PORTFOLIO,
        names=sql.SQL(", ").join(map(sql.Identifier, HOLDING_COLUMNS)),
    )
    .as_bytes()
)

_LIST_PORTFOLIOS = sql.SQL("""
    SELECT id, name, description, currency, total_value, asset_count, risk_score,
           created_at, updated_at
    FROM portfolios ORDER BY {order} {direction}, id LIMIT %s OFFSET %s
""")

COUNT_PORTFOLIOS = b"SELECT count(*) FROM portfolios"

# They go in as one text of JSON as well: the driver would take longer over fourteen arrays than
# PostgreSQL over the rows.
INSERT_HOLDINGS = (
    sql.SQL("""
    INSERT INTO holdings (portfolio_id, user_id, position, {names})
    SELECT %s, %s, held.position, {qualified}
    FROM ROWS FROM (json_to_recordset(%s::json) AS ({typed}))
        WITH ORDINALITY AS held ({names}, position)
""")
    .format(
        names=sql.SQL(", ").join(map(sql.Identifier, HOLDING_COLUMNS)),
        qualified=sql.SQL(", ").join(sql.Identifier("held", name) for name in HOLDING_COLUMNS),
        typed=sql.SQL(", ").join(
            sql.SQL("{} " + of_type).format(sql.Identifier(name))
            for name, of_type in HOLDING_COLUMNS.items()
        ),
    )
    .as_bytes()
)

RECORD_SCORE = sql.SQL("""
    UPDATE portfolios SET risk_score = %(score)s
    WHERE id = %(id)s AND version = %(version)s AND risk_score IS DISTINCT FROM %(score)s
""").as_bytes()

INSERT_UPLOAD = (
    sql.SQL("""
    WITH owner AS (INSERT INTO users (id) VALUES (%(user)s) ON CONFLICT DO NOTHING)
    INSERT INTO uploads (user_id, portfolio_id, file_name, size_bytes, content_type,
                         mode, validate_only, expires_at, choices)
    VALUES (%(user)s, %(portfolio)s, %(file_name)s, %(size)s, %(content_type)s,
            %(mode)s, %(validate_only)s, %(expires_at)s, %(choices)s)
    RETURNING {}
""")
    .format(_UPLOAD)
    .as_bytes()
)

SELECT_UPLOAD = sql.SQL("SELECT {} FROM uploads WHERE id = %s").format(_UPLOAD).as_bytes()
LOCK_UPLOAD = sql.SQL("SELECT {} FROM uploads WHERE id = %s FOR UPDATE").format(_UPLOAD).as_bytes()

SELECT_ISSUES = sql.SQL("""
    SELECT code, message, severity, line, field, suggested_fix
    FROM upload_issues WHERE upload_id = %s ORDER BY position
""").as_bytes()

SELECT_UPLOADS = (
    sql.SQL("SELECT {} FROM uploads ORDER BY created_at, id").format(_UPLOAD).as_bytes()
)
SELECT_ALL_ISSUES = sql.SQL("""
    SELECT upload_id, code, message, severity, line, field, suggested_fix
    FROM upload_issues ORDER BY upload_id, position
""").as_bytes()

REPORT_PROGRESS = sql.SQL("""
    UPDATE uploads SET status = %s, progress_percent = %s, updated_at = now()
    WHERE id = %s AND status IN ('pending', 'uploaded', 'processing')
""").as_bytes()

FINISH_UPLOAD = sql.SQL("""
    UPDATE uploads
    SET status = %s, progress_percent = 100, result = %s, columns_seen = %s, updated_at = now()
    WHERE id = %s
""").as_bytes()

REOPEN_UPLOAD = (
    sql.SQL("""
    UPDATE uploads
    SET status = 'uploaded', progress_percent = 0, result = NULL, columns_seen = NULL,
        mode = %(mode)s, choices = %(choices)s, updated_at = now()
    WHERE id = %(id)s
    RETURNING {}
""")
    .format(_UPLOAD)
    .as_bytes()
)

DELETE_ISSUES = sql.SQL("DELETE FROM upload_issues WHERE upload_id = %s").as_bytes()

INSERT_ISSUES = sql.SQL("""
    INSERT INTO upload_issues
        (upload_id, user_id, position, severity, code, message, line, field, suggested_fix)
    SELECT %s, %s, row.position, row.severity, row.code, row.message, row.line, row.field,
           row.suggested_fix
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::integer[], %s::text[], %s::text[])
        WITH ORDINALITY AS row (severity, code, message, line, field, suggested_fix, position)
""").as_bytes()

_ORDER: dict[PortfolioOrder, sql.SQL] = {
    PortfolioOrder.CREATED_AT: sql.SQL("created_at"),
    PortfolioOrder.UPDATED_AT: sql.SQL("updated_at"),
    PortfolioOrder.NAME: sql.SQL("lower(name)"),
    PortfolioOrder.TOTAL_VALUE: sql.SQL("total_value"),
}


_LISTS = {
    (order, descending): _LIST_PORTFOLIOS.format(
        order=column, direction=sql.SQL("DESC" if descending else "ASC")
    ).as_bytes()
    for order, column in _ORDER.items()
    for descending in (False, True)
}


def list_portfolios(order: PortfolioOrder, *, descending: bool) -> bytes:
    """Takes a limit and an offset."""
    return _LISTS[order, descending]
