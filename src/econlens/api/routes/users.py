"""The signed-in user's own account."""

from typing import Final

from econlens.api import account_schemas as a
from econlens.api.routes.route import Function, RateClass, Route

USERS_ROUTES: Final = (
    Route(
        operation="getProfile",
        method="GET",
        path="/user/profile",
        function=Function.USERS,
        summary="Your profile and preferences",
        responses={200: a.ProfileResponse},
    ),
    Route(
        operation="updateProfile",
        method="PUT",
        path="/user/profile",
        function=Function.USERS,
        summary="Change your profile; refresh the session for tokens that say so",
        request=a.UpdateProfileRequest,
        responses={200: a.ProfileResponse},
        rate=RateClass.WRITE,
    ),
    Route(
        operation="getPreferences",
        method="GET",
        path="/user/preferences",
        function=Function.USERS,
        summary="Your preferences, or the defaults until you change them",
        responses={200: a.PreferencesResponse},
    ),
    Route(
        operation="updatePreferences",
        method="PUT",
        path="/user/preferences",
        function=Function.USERS,
        summary="Replace your preferences",
        request=a.PreferencesRequest,
        responses={200: a.PreferencesResponse},
        rate=RateClass.WRITE,
    ),
    Route(
        operation="exportUser",
        method="GET",
        path="/user/export",
        function=Function.USERS,
        summary="Everything we hold about you, as one ZIP archive",
        responses={200: None},
    ),
    Route(
        operation="deleteUser",
        method="DELETE",
        path="/user",
        function=Function.USERS,
        summary="Delete your account and everything in it, at once and for good",
        responses={204: None},
        rate=RateClass.WRITE,
    ),
)
