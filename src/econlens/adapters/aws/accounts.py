"""account_ports.AccountDirectory on a Cognito user pool: operations that need a right of ours.

Functions inside the network reach Cognito over IPv6, by the egress-only gateway.
"""

from typing import Any
from uuid import UUID

from econlens.adapters.aws.clients import refused_as
from econlens.adapters.aws.pool_users import PoolUsers, attributes_in
from econlens.adapters.aws.profiles import attributes_of, profile_in
from econlens.domain.errors import NotFoundError
from econlens.domain.user import Profile


class CognitoAccounts:
    """client: for cognito-idp, allowed to read and change the users of the pool."""

    def __init__(self, client: Any, pool_id: str) -> None:
        self._client = client
        self._pool_id = pool_id
        self._users = PoolUsers(client, pool_id)

    def get_profile(self, user_id: UUID) -> Profile:
        return profile_in(attributes_in(self._users.get(user_id)))

    def update_profile(self, user_id: UUID, profile: Profile) -> None:
        """The address stays: Cognito would want the new one confirmed."""
        changed = {name: v for name, v in attributes_of(profile).items() if name != "email"}
        self._users.change(self._users.get(user_id), changed)

    def delete_account(self, user_id: UUID) -> None:
        name = self._users.get(user_id)["Username"]
        with refused_as({"UserNotFoundException": NotFoundError}):
            self._client.admin_delete_user(UserPoolId=self._pool_id, Username=name)
