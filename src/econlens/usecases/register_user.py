"""Create an account whose password is worth having."""

from econlens.domain.errors import InvalidRequestError
from econlens.domain.issues import Issue
from econlens.domain.user import Profile
from econlens.ports import IdentityProvider, Registration

MIN_PASSWORD_LENGTH = 12


def register_user(identity: IdentityProvider, profile: Profile, password: str) -> Registration:
    """Raises InvalidRequestError naming each password rule broken; EmailTakenError."""
    check_password(password)
    return identity.register(profile, password)


def check_password(password: str) -> None:
    """Raises InvalidRequestError naming each rule broken."""
    issues = tuple(
        Issue(
            code="WEAK_PASSWORD",
            field="password",
            message=f"The password has {lack}.",
            suggested_fix=f"Choose a password with at least {MIN_PASSWORD_LENGTH} characters, "
            "among them an upper-case and a lower-case letter, a digit and a symbol.",
        )
        for lack in _shortcomings(password)
    )
    if issues:
        raise InvalidRequestError("Choose a stronger password.", issues=issues)


def _shortcomings(password: str) -> list[str]:
    checks = {
        f"fewer than {MIN_PASSWORD_LENGTH} characters": len(password) >= MIN_PASSWORD_LENGTH,
        "no upper-case letter": any(c.isupper() for c in password),
        "no lower-case letter": any(c.islower() for c in password),
        "no digit": any(c.isdigit() for c in password),
        "no symbol": any(not c.isalnum() and not c.isspace() for c in password),
    }
    return [lack for lack, holds in checks.items() if not holds]
