"""Everything about accounts on AWS, put together."""

from econlens.account_ports import FindSession, RecoveryCodeStore
from econlens.adapters.aws.account_codes import CognitoCodes
from econlens.adapters.aws.account_security import CognitoSecurity
from econlens.adapters.aws.accounts import CognitoAccounts
from econlens.adapters.aws.clients import client, public_client
from econlens.adapters.aws.identity import CognitoIdentity
from econlens.adapters.aws.pool_users import PoolUsers
from econlens.ports import Clock, Transactions

SERVICE = "cognito-idp"


class CognitoAccountServices:
    """pool_id and client_id: of the user pool and its app client."""

    def __init__(
        self,
        pool_id: str,
        client_id: str,
        *,
        transactions: Transactions,
        find_session: FindSession,
        clock: Clock,
    ) -> None:
        ours, anybody = client(SERVICE), public_client(SERVICE)
        self._client, self._pool_id, self._clock = ours, pool_id, clock
        self.accounts = CognitoAccounts(ours, pool_id)
        self.codes = CognitoCodes(anybody, client_id, ours, pool_id, transactions)
        self.identity = CognitoIdentity(
            anybody,
            client_id,
            users=PoolUsers(ours, pool_id),
            transactions=transactions,
            find_session=find_session,
            clock=clock,
        )

    def security(self, store: RecoveryCodeStore) -> CognitoSecurity:
        """For the user whose store it is."""
        return CognitoSecurity(self._client, self._pool_id, store, self._clock)
