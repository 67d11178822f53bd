"""A month's bill for a number of users, on AWS serverless and on the servers it replaces."""

from dataclasses import dataclass
from typing import Final

from econlens.costs import prices as p
from econlens.monitoring.alarms import ALARMS
from econlens.monitoring.functions import functions
from econlens.monitoring.measures import COUNTED_IN_LOGS

SESSIONS_A_USER: Final = 20
CALLS_A_SESSION: Final = 30
UPLOADS_A_USER: Final = 2
PAGE_FILES_A_SESSION: Final = 10
# A browser that has the app already asks for config.json alone; one session in ten starts anew.
FIRST_VISITS: Final = 0.1
APP_BYTES: Final = 250_000
ANSWER_BYTES: Final = 4_000
UPLOAD_BYTES: Final = 100_000
LOG_BYTES_A_CALL: Final = 1_500  # one access line and two of our own
FUNCTION_SECONDS: Final = 0.050
FUNCTION_GB: Final = 0.5
TRACED_SHARE: Final = 0.05
# An idle queue is asked by five pollers every twenty seconds.
QUEUE_POLLS: Final = 5 * 3 * 60 * p.HOURS_A_MONTH
# Of prices, where a stage fetches them: series are fetched one by one and loaded in fives at most.
PRICE_SERIES: Final = 200
TRADING_DAYS: Final = 22
FETCH_SECONDS: Final = 1.0
OWN_METRICS: Final = len(COUNTED_IN_LOGS)
SERVER_ALARMS: Final = 10
DASHBOARDS: Final = 1
DATABASE_GB: Final = 20
SERVER_DISK_GB: Final = 20
# Two of the load balancer, which needs two zones, and one of the NAT gateway.
ADDRESSES: Final = 3
SERVER_UPDATES_GB: Final = 2
CALLS_PER_LCU_HOUR: Final = 25 * 3600
GB: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a bill. usd: beyond what is free; full_usd: as if nothing were free."""

    name: str
    quantity: float
    unit: str
    usd: float
    full_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """One way to run EconLens: lines without the database, and the database's own."""

    title: str
    lines: tuple[Line, ...]
    database: tuple[Line, ...]

    def total(self, *, database: bool, free_tier: bool = True) -> float:
        """Dollars a month."""
        lines = self.lines + self.database if database else self.lines
        return sum(line.usd if free_tier else line.full_usd for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    users: int
    serverless: Bill
    servers: Bill


def alarmed_metrics(*, prices: bool) -> int:
    """The one list, and for each function the alarm that rolls a deployment back."""
    listed = sum(alarm.metrics_watched(prices=prices) for alarm in ALARMS)
    return len(functions(prices=prices)) + listed


def compare_costs(users: int, *, prices: bool = False) -> Comparison:
    """Both bills for a month in which every user is active. prices: the stage fetches them."""
    database = _database()
    serverless = Bill(title="Serverless", lines=_serverless(users, prices), database=database)
    servers = Bill(title="Server, load balancer, NAT", lines=_servers(users), database=database)
    return Comparison(users=users, serverless=serverless, servers=servers)


def _serverless(users: int, prices: bool) -> tuple[Line, ...]:
    sessions = users * SESSIONS_A_USER
    calls = sessions * CALLS_A_SESSION
    uploads = users * UPLOADS_A_USER
    series = PRICE_SERIES * TRADING_DAYS if prices else 0
    invoked = calls + uploads + series
    seconds = invoked * FUNCTION_SECONDS + series * FETCH_SECONDS
    idle_queues = 2 if prices else 1
    first_visits = sessions * FIRST_VISITS
    page_files = sessions + first_visits * PAGE_FILES_A_SESSION
    traffic = calls * ANSWER_BYTES + first_visits * APP_BYTES
    return (
        _line(p.API_CALLS, calls),
        _line(p.FUNCTION_CALLS, invoked),
        _line(p.FUNCTION_TIME, seconds * FUNCTION_GB),
        _line(p.SIGNED_IN_USERS, users),
        _line(p.EDGE_REQUESTS, calls + page_files),
        _line(p.EDGE_TRAFFIC, traffic / GB),
        _line(p.QUEUE_REQUESTS, idle_queues * QUEUE_POLLS + 3 * (uploads + series)),
        _line(p.STORAGE, uploads * UPLOAD_BYTES / GB),
        _line(p.STORAGE_WRITES, uploads + series),
        _line(p.STORAGE_READS, uploads + series + page_files),
        _line(p.LOGS, calls * LOG_BYTES_A_CALL / GB),
        _line(p.METRICS, OWN_METRICS),
        _line(p.ALARMS, alarmed_metrics(prices=prices)),
        _line(p.DASHBOARDS, DASHBOARDS),
        _line(p.TRACES, calls * TRACED_SHARE),
    )


def _servers(users: int) -> tuple[Line, ...]:
    """One small server, however many users: what it would need to grow is not counted."""
    calls = users * SESSIONS_A_USER * CALLS_A_SESSION
    return (
        _line(p.SERVER, p.HOURS_A_MONTH),
        _line(p.SERVER_DISK, SERVER_DISK_GB),
        _line(p.SERVER_SNAPSHOTS, SERVER_DISK_GB),
        _line(p.LOAD_BALANCER, p.HOURS_A_MONTH),
        _line(p.LOAD_BALANCER_USE, calls / CALLS_PER_LCU_HOUR),
        _line(p.NAT_GATEWAY, p.HOURS_A_MONTH),
        _line(p.NAT_TRAFFIC, SERVER_UPDATES_GB),
        _line(p.PUBLIC_ADDRESSES, ADDRESSES * p.HOURS_A_MONTH),
        _line(p.SERVER_TRAFFIC, calls * ANSWER_BYTES / GB),
        _line(p.LOGS, calls * LOG_BYTES_A_CALL / GB),
        _line(p.ALARMS, SERVER_ALARMS),
    )


def _database() -> tuple[Line, ...]:
    return (
        _line(p.DATABASE, p.HOURS_A_MONTH),
        _line(p.DATABASE_STORAGE, DATABASE_GB),
    )


def _line(price: p.Price, quantity: float) -> Line:
    return Line(
        name=price.name,
        quantity=quantity,
        unit=price.unit,
        usd=price.after_free(quantity),
        full_usd=price.of(quantity),
    )
