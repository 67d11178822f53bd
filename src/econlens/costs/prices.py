"""The one table of unit prices: us-east-1, on demand, US dollars, written down on AS_OF.

Nothing fetches them: look at AWS's price pages before a decision hangs on a line, and change AS_OF
with the numbers.

free is what AWS gives every account each month without end; what it gives new accounts for a while
(credits, twelve-month offers) is left out.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

AS_OF: Final = date(2026, 11, 24)
REGION: Final = "us-east-1"
MILLION: Final = 1_000_000
HOURS_A_MONTH: Final = 730


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """usd for each per units; the first free units of a month cost nothing."""

    name: str
    unit: str
    usd: float
    per: float = 1
    free: float = 0

    def of(self, quantity: float) -> float:
        """Dollars for a month's quantity at the full price."""
        return quantity / self.per * self.usd

    def after_free(self, quantity: float) -> float:
        """Dollars for a month's quantity beyond what is free."""
        return self.of(max(0.0, quantity - self.free))


# Serverless
API_CALLS: Final = Price(name="API Gateway, REST calls", unit="calls", usd=3.50, per=MILLION)
FUNCTION_CALLS: Final = Price(
    name="Lambda, calls", unit="calls", usd=0.20, per=MILLION, free=MILLION
)
FUNCTION_TIME: Final = Price(
    name="Lambda, time on arm64", unit="GB-s", usd=0.0000133334, free=400_000
)
SIGNED_IN_USERS: Final = Price(
    name="Cognito Essentials", unit="active users", usd=0.015, free=10_000
)
EDGE_REQUESTS: Final = Price(
    name="CloudFront, requests", unit="requests", usd=0.01, per=10_000, free=10 * MILLION
)
EDGE_TRAFFIC: Final = Price(name="CloudFront, traffic", unit="GB", usd=0.085, free=1024)
QUEUE_REQUESTS: Final = Price(
    name="SQS, requests", unit="requests", usd=0.40, per=MILLION, free=MILLION
)
STORAGE: Final = Price(name="S3, storage", unit="GB", usd=0.023)
STORAGE_WRITES: Final = Price(name="S3, writes", unit="requests", usd=0.005, per=1000)
STORAGE_READS: Final = Price(name="S3, reads", unit="requests", usd=0.0004, per=1000)
LOGS: Final = Price(name="CloudWatch, logs", unit="GB", usd=0.50, free=5)
METRICS: Final = Price(name="CloudWatch, own metrics", unit="metrics", usd=0.30, free=10)
ALARMS: Final = Price(name="CloudWatch, alarms", unit="metrics watched", usd=0.10, free=10)
DASHBOARDS: Final = Price(name="CloudWatch, dashboard", unit="dashboards", usd=3.00, free=3)
TRACES: Final = Price(name="X-Ray, traces", unit="traces", usd=5.00, per=MILLION, free=100_000)

# The database, the same on both sides
DATABASE: Final = Price(name="RDS PostgreSQL, db.t4g.micro", unit="hours", usd=0.016)
DATABASE_STORAGE: Final = Price(name="RDS, gp3 storage", unit="GB", usd=0.115)

# The servers it replaces
SERVER: Final = Price(name="EC2, t4g.small", unit="hours", usd=0.0168)
SERVER_DISK: Final = Price(name="EBS, gp3 disk", unit="GB", usd=0.08)
SERVER_SNAPSHOTS: Final = Price(name="EBS, snapshots", unit="GB", usd=0.05)
LOAD_BALANCER: Final = Price(name="Load balancer", unit="hours", usd=0.0225)
LOAD_BALANCER_USE: Final = Price(name="Load balancer, use", unit="LCU hours", usd=0.008)
NAT_GATEWAY: Final = Price(name="NAT gateway", unit="hours", usd=0.045)
NAT_TRAFFIC: Final = Price(name="NAT gateway, traffic", unit="GB", usd=0.045)
PUBLIC_ADDRESSES: Final = Price(name="Public IPv4 addresses", unit="hours", usd=0.005)
SERVER_TRAFFIC: Final = Price(name="Traffic to the internet", unit="GB", usd=0.09, free=100)
