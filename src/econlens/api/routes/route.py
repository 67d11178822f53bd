"""What a line of the route table says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from econlens.api import schemas as s

BASE_PATH: Final = "/v1"


class Auth(StrEnum):
    USER = "user"
    NONE = "none"


class RateClass(StrEnum):
    """How often one caller may use a route. SERVICE routes are not counted per caller."""

    AUTH = "auth"
    READ = "read"
    WRITE = "write"
    UPLOAD = "upload"
    SERVICE = "service"


class Function(StrEnum):
    """The function (and package) that serves a route: econlens.functions.<value>."""

    AUTH = "auth"
    USERS = "users"
    SHARING = "sharing"
    SHARED = "shared"
    PORTFOLIOS = "portfolios"
    UPLOADS = "uploads"
    ANALYSIS = "analysis"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One operation.

    responses maps a status of success to its body type (None: not JSON of ours); errors lists the
    statuses this route can answer beside those that every route can; headers are on every answer.
    takes_access_token: Cognito wants X-Access-Token beside the identity token.
    """

    operation: str
    method: str
    path: str
    function: Function
    summary: str
    responses: Mapping[int, type[s.Response] | None]
    request: type[s.Request] | None = None
    query: type[s.Query] | None = None
    auth: Auth = Auth.USER
    rate: RateClass = RateClass.READ
    errors: tuple[int, ...] = ()
    cache_seconds: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    takes_access_token: bool = False
    key: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", (self.method, BASE_PATH + self.path))
