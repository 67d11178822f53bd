"""A profile as the attributes of a Cognito user, and back."""

from collections.abc import Mapping
from typing import Final

from econlens.domain.user import InvestmentExperience, Profile, RiskTolerance, UserType

UNSTATED: Final = {
    "custom:user_type": UserType.CASUAL_INVESTOR.value,
    "custom:experience": InvestmentExperience.BEGINNER.value,
    "custom:risk_tolerance": RiskTolerance.MODERATE.value,
}


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
    """attributes: of a user, or the claims of an identity token, which have the same names.

    Whoever comes from Google or Facebook has no more than what is known there; the rest is asked
    for in the settings.
    """
    email = attributes["email"]
    stated = {**UNSTATED, **attributes}
    return Profile(
        email=email,
        first_name=attributes.get("given_name") or email.partition("@")[0],
        last_name=attributes.get("family_name", ""),
        user_type=UserType(stated["custom:user_type"]),
        investment_experience=InvestmentExperience(stated["custom:experience"]),
        risk_tolerance=RiskTolerance(stated["custom:risk_tolerance"]),
        marketing_consent=attributes.get("custom:marketing_consent") == "true",
    )


def listed(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    """The shape in which Cognito takes attributes."""
    return [{"Name": name, "Value": value} for name, value in attributes.items()]
