"""One user of a Cognito pool by the id that the tokens state.

Cognito takes that id for the name of somebody who has registered here. Who comes from Google or
Facebook goes by a name that Cognito has made up, which must be looked for.
"""

from typing import Any
from uuid import UUID

from econlens.adapters.aws.clients import refused_as
from econlens.domain.errors import NotFoundError


class PoolUsers:
    """client: for cognito-idp, allowed to read and list the users of the pool."""

    def __init__(self, client: Any, pool_id: str) -> None:
        self._client = client
        self._pool_id = pool_id

    def get(self, user_id: UUID) -> dict[str, Any]:
        """As admin_get_user answers, with the Username that every other operation takes.

        Raises NotFoundError.
        """
        try:
            return self._named(str(user_id))
        except NotFoundError:
            return self._named(self._made_up_name(user_id))

    def _named(self, name: str) -> dict[str, Any]:
        with refused_as({"UserNotFoundException": NotFoundError}):
            user: dict[str, Any] = self._client.admin_get_user(
                UserPoolId=self._pool_id, Username=name
            )
        return user

    def _made_up_name(self, user_id: UUID) -> str:
        with refused_as({}):
            found = self._client.list_users(
                UserPoolId=self._pool_id, Filter=f'sub = "{user_id}"', Limit=1
            )["Users"]
        if not found:
            raise NotFoundError
        name: str = found[0]["Username"]
        return name
