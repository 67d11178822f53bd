"""A profile as the attributes of a Cognito user, and back."""

from collections.abc import Mapping

from econlens.domain.user import InvestmentExperience, Profile, RiskTolerance, UserType


def attributes_of(profile: Profile) -> dict[str, str]:
    """Names of our own begin with custom: and have twenty characters at most after it."""
    return {
        "email": profile.email,
        "given_name": profile.first_name,
        "family_name": profile.last_name,
        "custom:user_type": profile.user_type.value,
        "custom:experience": profile.investment_experience.value,
        "custom:risk_tolerance": profile.risk_tolerance.value,
        "custom:marketing_consent": str(profile.marketing_consent).lower(),
    }


def profile_in(attributes: Mapping[str, str]) -> Profile:
    """attributes: of a user, or the claims of an identity token, which have the same names."""
    return Profile(
        email=attributes["email"],
        first_name=attributes["given_name"],
        last_name=attributes["family_name"],
        user_type=UserType(attributes["custom:user_type"]),
        investment_experience=InvestmentExperience(attributes["custom:experience"]),
        risk_tolerance=RiskTolerance(attributes["custom:risk_tolerance"]),
        marketing_consent=attributes.get("custom:marketing_consent") == "true",
    )


def listed(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    """The shape in which Cognito takes attributes."""
    return [{"Name": name, "Value": value} for name, value in attributes.items()]
