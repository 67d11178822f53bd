"""A visitor tries wrong codes, asks for letters, looks at devices and the second factor."""

from collections.abc import Iterator

from econlens.parity.step import NOBODY, Step
from econlens.parity.visitor import Visitor

WRONG_CODE = "000000"
NEW_PASSWORD = "Another-password-9"  # noqa: S105 - never set
NO_ACCOUNT = "no-such-account@example.com"


def try_codes(visitor: Visitor) -> Iterator[Step]:
    """For an address without an account, so that no letter is sent."""
    asked = {"email": NO_ACCOUNT}
    coded = {**asked, "code": WRONG_CODE}
    confirmed = visitor.call("POST", "/auth/confirm", coded)
    yield Step(name="confirm with a wrong code", expected=400, reply=confirmed)
    resent = visitor.call("POST", "/auth/resend", asked)
    yield Step(name="ask for the code again", expected=204, reply=resent)
    forgotten = visitor.call("POST", "/auth/forgot", asked)
    yield Step(name="ask for a new password", expected=204, reply=forgotten)
    reset = visitor.call("POST", "/auth/reset", {**coded, "password": NEW_PASSWORD})
    yield Step(name="reset with a wrong code", expected=400, reply=reset)
    answered = visitor.call("POST", "/auth/mfa", {"session": "made up", "code": WRONG_CODE})
    yield Step(name="answer a challenge that nobody made", expected=401, reply=answered)


def look_after_devices(visitor: Visitor) -> Iterator[Step]:
    """The second factor is set up, but not switched on."""
    beside = {"X-Access-Token": visitor.access_token}
    wrong = {"code": WRONG_CODE}
    setup = visitor.call("POST", "/user/mfa/setup", headers=beside)
    yield Step(name="set up a second factor", expected=200, reply=setup)
    verified = visitor.call("POST", "/user/mfa/verify", wrong, headers=beside)
    yield Step(name="switch it on with a wrong code", expected=400, reply=verified)
    off = visitor.call("DELETE", "/user/mfa", wrong, headers=beside)
    yield Step(name="switch it off with a wrong code", expected=400, reply=off)
    devices = visitor.call("GET", "/user/devices")
    yield Step(name="list the devices", expected=200, reply=devices)
    unknown = visitor.call("DELETE", f"/user/devices/{NOBODY}")
    yield Step(name="sign an unknown device out", expected=404, reply=unknown)
