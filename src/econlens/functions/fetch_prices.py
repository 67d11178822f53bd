"""Lambda entry point outside the network: fetches the wanted prices into S3, by the clock."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger

from econlens import bootstrap, price_bootstrap
from econlens.usecases.fetch_wanted_prices import fetch_wanted_prices

# Time for one more symbol, with its retries, before Lambda ends us.
LEAST_MILLISECONDS = 90_000
logger = Logger(service="econlens")


def handler(_event: dict[str, Any], context: Any) -> dict[str, int]:
    """Fails, and so raises the alarm of this function, when no symbol at all could be fetched."""
    count = fetch_wanted_prices(
        bootstrap.objects(),
        price_bootstrap.provider_on_aws(),
        datetime.now(UTC).date(),
        has_time=lambda: context.get_remaining_time_in_millis() > LEAST_MILLISECONDS,
        tell=logger.warning,
    )
    answer = {
        "fetched": count.fetched,
        "unknown": count.unknown,
        "failed": count.failed,
        "left": count.left,
    }
    logger.info("prices fetched", extra=answer)
    if count.failed and not count.fetched:
        raise RuntimeError("No prices could be fetched. The warnings before this say why.")
    return answer
