"""Lambda entry point for the signed-in user's own account."""

from typing import Any

from msgspec import convert
from msgspec.structs import asdict

from econlens import bootstrap
from econlens.api import account_schemas as a
from econlens.api import sign_in_schemas as i
from econlens.api.file_names import saved_as
from econlens.api.http import Answer, Call, serve
from econlens.api.routes.users import USERS_ROUTES
from econlens.domain.changes import Change
from econlens.domain.preferences import Preferences
from econlens.domain.user import Profile
from econlens.function_tools import AccountTools
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


def set_up_mfa(call: Call[None], tools: AccountTools) -> Answer:
    setup = tools.security.start_totp(call.user.user_id, access_token=call.access_token)
    return Answer(status=200, body=i.MfaSetupResponse(secret=setup.secret, uri=setup.uri))


def verify_mfa(call: Call[i.OneTimeCodeRequest], tools: AccountTools) -> Answer:
    codes = tools.security.enable_totp(
        call.user.user_id, call.body.code, access_token=call.access_token
    )
    tools.store.record_changes([Change(field="security.mfa", before="off", after="on")])
    return Answer(status=200, body=i.MfaEnabledResponse(recovery_codes=list(codes)))


def turn_off_mfa(call: Call[i.OneTimeCodeRequest], tools: AccountTools) -> Answer:
    tools.security.disable_totp(call.user.user_id, call.body.code, access_token=call.access_token)
    tools.store.record_changes([Change(field="security.mfa", before="on", after="off")])
    return Answer(status=204)


def list_devices(call: Call[None], tools: AccountTools) -> Answer:
    devices = [
        i.DeviceResponse(
            id=device.id,
            name=device.name,
            signed_in_at=device.signed_in_at,
            used_at=device.used_at,
            current=device.id == call.user.session_id,
        )
        for device in tools.store.list_devices()
    ]
    return Answer(status=200, body=i.DeviceListResponse(devices=devices))


def revoke_device(call: Call[None], tools: AccountTools) -> Answer:
    tools.store.end_device(call.path["id"])
    return Answer(status=204)


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
        mfa_enabled=tools.security.is_mfa_on(call.user.user_id),
        preferences=_preferences(tools),
    )
    return Answer(status=200, body=body)


ENDPOINTS: dict[str, Any] = {
    "getProfile": get_profile,
    "updateProfile": update_profile,
    "getPreferences": get_preferences,
    "updatePreferences": update_preferences,
    "setUpMfa": set_up_mfa,
    "verifyMfa": verify_mfa,
    "turnOffMfa": turn_off_mfa,
    "listDevices": list_devices,
    "revokeDevice": revoke_device,
    "exportUser": export_user,
    "deleteUser": delete_user,
}
handler = serve(USERS_ROUTES, ENDPOINTS, bootstrap.account_scope, bootstrap.edge)
