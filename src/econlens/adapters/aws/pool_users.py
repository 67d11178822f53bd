"""Users of a Cognito pool, by a right of ours.

Cognito takes the id that the tokens state for the name of somebody who has registered here, and
the address too. Who comes from Google or Facebook goes by a name that Cognito has made up, which
must be looked for.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from econlens.adapters.aws.clients import refused_as
from econlens.adapters.aws.profiles import listed
from econlens.domain.errors import NotFoundError

User = dict[str, Any]


class PoolUsers:
    """client: for cognito-idp, allowed to do with the users of the pool what is asked of it."""

    def __init__(self, client: Any, pool_id: str) -> None:
        self._client = client
        self._pool_id = pool_id

    def get(self, user_id: UUID) -> User:
        """As admin_get_user answers, with the Username that every other operation takes.

        Raises NotFoundError.
        """
        try:
            return self.named(str(user_id))
        except NotFoundError:
            return self.named(self._made_up_name(user_id))

    def named(self, name: str) -> User:
        """name: Cognito's, or the address that somebody has registered with here.

        Raises NotFoundError.
        """
        with refused_as({"UserNotFoundException": NotFoundError}):
            user: User = self._client.admin_get_user(UserPoolId=self._pool_id, Username=name)
        return user

    def change(self, user: User, attributes: Mapping[str, str]) -> None:
        """An empty value takes the attribute away. Raises NotFoundError."""
        with refused_as({"UserNotFoundException": NotFoundError}):
            self._client.admin_update_user_attributes(
                UserPoolId=self._pool_id,
                Username=user["Username"],
                UserAttributes=listed(attributes),
            )

    def _made_up_name(self, user_id: UUID) -> str:
        with refused_as({}):
            found = self._client.list_users(
                UserPoolId=self._pool_id, Filter=f'sub = "{user_id}"', Limit=1
            )["Users"]
        if not found:
            raise NotFoundError
        name: str = found[0]["Username"]
        return name


def attributes_in(user: User) -> dict[str, str]:
    return {item["Name"]: item["Value"] for item in user["UserAttributes"]}


def id_of(user: User) -> UUID:
    """The one that the tokens state."""
    return UUID(attributes_in(user)["sub"])
