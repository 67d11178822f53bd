"""Lambda entry point for /auth: accounts and tokens."""

from typing import Any

from econlens import bootstrap
from econlens.api import schemas as s
from econlens.api.http import Answer, Call, serve
from econlens.domain.user import Profile
from econlens.ports import IdentityProvider, SignedIn
from econlens.usecases.register_user import register_user


def register(call: Call[s.RegisterRequest], identity: IdentityProvider) -> Answer:
    body = call.body
    profile = Profile(
        email=body.email,
        first_name=body.first_name,
        last_name=body.last_name,
        user_type=body.user_type,
        investment_experience=body.investment_experience,
        risk_tolerance=body.risk_tolerance,
        marketing_consent=body.marketing_consent,
    )
    made = register_user(identity, profile, body.password)
    message = (
        "Check your e-mail for the code that confirms your account."
        if made.verification_required
        else "Your account is confirmed, since no mail server is set up. You can sign in now."
    )
    return Answer(
        status=201,
        body=s.RegisterResponse(
            user_id=made.user_id,
            verification_required=made.verification_required,
            message=message,
        ),
    )


def login(call: Call[s.LoginRequest], identity: IdentityProvider) -> Answer:
    return _signed_in(identity.login(call.body.email, call.body.password, address=call.address))


def refresh(call: Call[s.RefreshRequest], identity: IdentityProvider) -> Answer:
    return _signed_in(identity.refresh(call.body.refresh_token))


def logout(call: Call[s.LogoutRequest], identity: IdentityProvider) -> Answer:
    identity.logout(call.body.refresh_token)
    return Answer(status=204)


def _signed_in(session: SignedIn) -> Answer:
    profile = session.profile
    return Answer(
        status=200,
        body=s.SignedInResponse(
            access_token=session.tokens.access_token,
            id_token=session.tokens.id_token,
            refresh_token=session.tokens.refresh_token,
            expires_in=session.tokens.expires_in_seconds,
            user=s.UserResponse(
                user_id=session.user_id,
                email=profile.email,
                first_name=profile.first_name,
                last_name=profile.last_name,
                user_type=profile.user_type,
                investment_experience=profile.investment_experience,
                risk_tolerance=profile.risk_tolerance,
            ),
        ),
    )


ENDPOINTS: dict[str, Any] = {
    "register": register,
    "login": login,
    "refresh": refresh,
    "logout": logout,
}
handler = serve(ENDPOINTS, bootstrap.identity_scope, bootstrap.rate_limiter)
