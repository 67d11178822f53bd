"""Canonical CSV files of any size, all of it valid."""

HEADER = (
    "Portfolio,Symbol,Name,Asset Type,Allocation %,Dollar Amount,Sector,Region,Shares,Avg Price"
)
ROWS_PER_PORTFOLIO = 500


def rows_file(rows: int) -> bytes:
    """One portfolio of so many equal holdings; rows must divide 100."""
    share = f"{100 / rows:g}"
    return "\n".join(
        [HEADER, *(_row("Benchmark", number, share) for number in range(rows))]
    ).encode()


def bytes_file(size: int) -> bytes:
    """As many full portfolios as fit into size bytes."""
    lines = [HEADER]
    length = len(HEADER)
    portfolio = 0
    while True:
        name = f"Benchmark {portfolio}"
        share = f"{100 / ROWS_PER_PORTFOLIO:g}"
        rows = [_row(name, number, share) for number in range(ROWS_PER_PORTFOLIO)]
        length += sum(map(len, rows)) + len(rows)
        if length > size:
            return "\n".join(lines).encode()
        lines += rows
        portfolio += 1


def _row(portfolio: str, number: int, share: str) -> str:
    name = f'"Benchmark Holding, No. {number}"'
    return (
        f"{portfolio},BNCH{number},{name},stock,{share},12500.00,information_technology,us,50,250"
    )
