"""Accounts and tokens, before anybody is signed in."""

from typing import Final

from econlens.api import schemas as s
from econlens.api.routes.route import Auth, Function, RateClass, Route

SIGN_IN_ROUTES: Final = (
    Route(
        operation="register",
        method="POST",
        path="/auth/register",
        function=Function.AUTH,
        summary="Create an account",
        request=s.RegisterRequest,
        responses={201: s.RegisterResponse},
        auth=Auth.NONE,
        rate=RateClass.AUTH,
        errors=(409,),
    ),
    Route(
        operation="login",
        method="POST",
        path="/auth/login",
        function=Function.AUTH,
        summary="Sign in with e-mail and password",
        request=s.LoginRequest,
        responses={200: s.SignedInResponse},
        auth=Auth.NONE,
        rate=RateClass.AUTH,
        errors=(401,),
    ),
    Route(
        operation="refresh",
        method="POST",
        path="/auth/refresh",
        function=Function.AUTH,
        summary="Exchange a refresh token for new tokens; each works once",
        request=s.RefreshRequest,
        responses={200: s.SignedInResponse},
        auth=Auth.NONE,
        rate=RateClass.AUTH,
        errors=(401,),
    ),
    Route(
        operation="logout",
        method="POST",
        path="/auth/logout",
        function=Function.AUTH,
        summary="End a session",
        request=s.LogoutRequest,
        responses={204: None},
        auth=Auth.NONE,
        rate=RateClass.AUTH,
    ),
)
