"""Why a cdk-nag finding stays: every acknowledgement carries its reason into the report."""

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct


def acknowledge(construct: IConstruct, reasons: dict[str, str]) -> None:
    """reasons maps a finding's full id, such as AwsSolutions-IAM5[Resource::*], to why it stays."""
    Validations.of(construct).acknowledge(
        *(Acknowledgment(id=finding, reason=reason) for finding, reason in reasons.items())
    )
