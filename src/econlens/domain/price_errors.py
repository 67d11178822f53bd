"""What can go wrong with a price service. No message names an address or a key."""

from econlens.domain.errors import EconLensError, NotFoundError, ServiceUnavailableError

BRING_A_FILE = "Bring prices of your own with `econlens prices import FILE`."


class PriceServiceError(ServiceUnavailableError):
    """The service cannot be reached, or refuses to serve us."""

    code = "PRICE_SERVICE_UNAVAILABLE"
    default_message = f"No price service could be reached. {BRING_A_FILE}"


class PriceServicePausedError(PriceServiceError):
    """It failed several times in a row, so that it is left alone for a while."""

    code = "PRICE_SERVICE_PAUSED"


class PriceAnswerError(EconLensError):
    """The service has answered with something that is no price series."""

    code = "PRICE_ANSWER_UNREADABLE"
    default_message = "The price service gave an answer that cannot be read."


class UnknownSymbolError(NotFoundError):
    code = "SYMBOL_UNKNOWN"
    default_message = "The price service does not know this symbol."
