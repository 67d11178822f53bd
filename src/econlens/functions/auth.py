"""Lambda entry point for /auth: accounts and tokens."""

from typing import Any

from econlens import bootstrap
from econlens.api import schemas as s
from econlens.api import sign_in_schemas as i
from econlens.api.http import Answer, Call, serve
from econlens.api.refresh_cookie import forgotten, kept
from econlens.api.routes.sign_in import SIGN_IN_ROUTES
from econlens.domain.sign_in import Client, MfaChallenge
from econlens.domain.user import Profile
from econlens.function_tools import SignInTools
from econlens.ports import SignedIn
from econlens.usecases.register_user import check_password, register_user


def register(call: Call[s.RegisterRequest], tools: SignInTools) -> Answer:
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
    made = register_user(tools.identity, profile, body.password)
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


def login(call: Call[s.LoginRequest], tools: SignInTools) -> Answer:
    answer = tools.identity.login(call.body.email, call.body.password, client=_client(call))
    if isinstance(answer, MfaChallenge):
        body = i.MfaChallengeResponse(session=answer.session, expires_in=answer.expires_in_seconds)
        return Answer(status=202, body=body)
    return _signed_in(answer, call, in_cookie=call.body.cookie)


def answer_mfa(call: Call[i.MfaAnswerRequest], tools: SignInTools) -> Answer:
    body = call.body
    answer = tools.identity.answer_challenge(body.session, body.code, client=_client(call))
    return _signed_in(answer, call, in_cookie=body.cookie)


def refresh(call: Call[s.RefreshRequest], tools: SignInTools) -> Answer:
    given = call.body.refresh_token
    answer = tools.identity.refresh(given or call.refresh_cookie, client=_client(call))
    return _signed_in(answer, call, in_cookie=given is None or call.body.cookie)


def logout(call: Call[s.LogoutRequest], tools: SignInTools) -> Answer:
    tools.identity.logout(call.body.refresh_token or call.refresh_cookie)
    return Answer(status=204, headers=forgotten(secure=call.is_https))


def confirm_email(call: Call[i.ConfirmRequest], tools: SignInTools) -> Answer:
    tools.codes.confirm(call.body.email, call.body.code)
    return Answer(status=204)


def resend_code(call: Call[i.EmailRequest], tools: SignInTools) -> Answer:
    tools.codes.resend(call.body.email)
    return Answer(status=204)


def forgot_password(call: Call[i.EmailRequest], tools: SignInTools) -> Answer:
    tools.codes.forgot_password(call.body.email)
    return Answer(status=204)


def reset_password(call: Call[i.ResetRequest], tools: SignInTools) -> Answer:
    check_password(call.body.password)
    tools.codes.reset_password(call.body.email, call.body.code, call.body.password)
    return Answer(status=204)


def _client(call: Call[Any]) -> Client:
    return Client(address=call.address, device=call.device)


def _signed_in(session: SignedIn, call: Call[Any], *, in_cookie: bool) -> Answer:
    profile = session.profile
    token = session.tokens.refresh_token
    return Answer(
        status=200,
        headers=kept(token, secure=call.is_https) if in_cookie else {},
        body=s.SignedInResponse(
            access_token=session.tokens.access_token,
            id_token=session.tokens.id_token,
            refresh_token="" if in_cookie else token,
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
    "answerMfa": answer_mfa,
    "confirmEmail": confirm_email,
    "resendCode": resend_code,
    "forgotPassword": forgot_password,
    "resetPassword": reset_password,
    "refresh": refresh,
    "logout": logout,
}
handler = serve(SIGN_IN_ROUTES, ENDPOINTS, bootstrap.sign_in_scope, bootstrap.edge)
