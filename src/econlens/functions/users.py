"""Lambda entry point for the signed-in user's own account."""

from typing import Any

from msgspec import convert
from msgspec.structs import asdict

from econlens import bootstrap
from econlens.api import account_schemas as a
from econlens.api.file_names import saved_as
from econlens.api.http import Answer, Call, serve
from econlens.bootstrap import AccountTools
from econlens.domain.preferences import Preferences
from econlens.domain.user import Profile
from econlens.functions.account_archive import archive
from econlens.usecases.change_account import change_preferences, change_profile
from econlens.usecases.gather_account import delete_account, gather_account


def get_profile(call: Call[None], tools: AccountTools) -> Answer:
    return _profile(call, tools, tools.accounts.get_profile(call.user.user_id))


def update_profile(call: Call[a.UpdateProfileRequest], tools: AccountTools) -> Answer:
    before = tools.accounts.get_profile(call.user.user_id)
    after = Profile(email=before.email, **asdict(call.body))
    change_profile(tools.accounts, tools.store, call.user.user_id, before, after)
    return _profile(call, tools, after)


def get_preferences(_call: Call[None], tools: AccountTools) -> Answer:
    return Answer(status=200, body=_preferences(tools))


def update_preferences(call: Call[a.PreferencesRequest], tools: AccountTools) -> Answer:
    change_preferences(tools.store, convert(call.body, Preferences, from_attributes=True))
    return Answer(status=200, body=_preferences(tools))


def export_user(call: Call[None], tools: AccountTools) -> Answer:
    record = gather_account(tools.accounts, tools.store, call.user.user_id)
    headers = saved_as("econlens-account.zip")
    body = archive(record)
    return Answer(status=200, body=body, content_type="application/zip", headers=headers)


def delete_user(call: Call[None], tools: AccountTools) -> Answer:
    delete_account(tools.accounts, tools.store, tools.objects, call.user.user_id)
    return Answer(status=204)


def _preferences(tools: AccountTools) -> a.PreferencesResponse:
    return convert(tools.store.get_preferences(), a.PreferencesResponse, from_attributes=True)


def _profile(call: Call[Any], tools: AccountTools, profile: Profile) -> Answer:
    body = a.ProfileResponse(
        user_id=call.user.user_id,
        email=profile.email,
        first_name=profile.first_name,
        last_name=profile.last_name,
        user_type=profile.user_type,
        investment_experience=profile.investment_experience,
        risk_tolerance=profile.risk_tolerance,
        marketing_consent=profile.marketing_consent,
        preferences=_preferences(tools),
    )
    return Answer(status=200, body=body)


ENDPOINTS: dict[str, Any] = {
    "getProfile": get_profile,
    "updateProfile": update_profile,
    "getPreferences": get_preferences,
    "updatePreferences": update_preferences,
    "exportUser": export_user,
    "deleteUser": delete_user,
}
handler = serve(ENDPOINTS, bootstrap.account_scope, bootstrap.rate_limiter)
