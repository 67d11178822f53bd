"""Synthesise the app in every variant that the template tests look at.

    python tests/aws/templates/variants.py OUTPUT_FOLDER

CDK runs in a process of its own, since its bridge to Node warns about Node's version and pytest
takes warnings for errors.
"""

import sys
from dataclasses import replace
from pathlib import Path

from aws_cdk import App, Stack, Validations
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from infra.app import BUILT_CODE, CONTEXT, build
from infra.code import BuiltCode
from infra.settings import (
    DEV,
    PROD,
    DatabaseAuth,
    DatabaseSettings,
    Engine,
    SignInSettings,
    StageSettings,
)

# Everything that is off by default, as far as it goes together.
EVERYTHING = replace(
    DEV,
    name="everything",
    database=DatabaseSettings(engine=Engine.AURORA, auth=DatabaseAuth.SECRET),
    sign_in=SignInSettings(
        threat_protection=True,
        google_client_id="google-client",
        google_secret_name="google-secret",
        facebook_app_id="facebook-app",
        facebook_secret_name="facebook-secret",
    ),
    domain_name="app.econlens.example",
    certificate_arn="arn:aws:acm:us-east-1:000000000000:certificate/of-the-domain",
    server_origin="server.econlens.example",
    alert_email="alerts@econlens.example",
    chat_webhook_secret="chat-webhook",
    response_cache=True,
    gateway_validates_bodies=True,
    malware_scan=True,
    snap_start=True,
)
PROXY = replace(
    DEV,
    name="proxy",
    database=DatabaseSettings(proxy=True),
    provisioned_concurrency=1,
    fetch_prices=True,
    prices_secret="tiingo-key",
)
VARIANTS: tuple[StageSettings, ...] = (DEV, PROD, EVERYTHING, PROXY)

OPEN_BUCKET = "open-bucket"
REFUSED = "refused.txt"


def synthesise(settings: StageSettings, output: Path) -> None:
    app = App(outdir=str(output), context=CONTEXT)
    build(app, settings, BuiltCode(folder=BUILT_CODE))
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    app.synth()


def synthesise_open_bucket(output: Path) -> None:
    """What cdk-nag must not let through: its word about it ends up in output."""
    app = App(outdir=str(output), context=CONTEXT)
    stack = Stack(app, "Open")
    s3.Bucket(stack, "Bucket")
    sqs.Queue(stack, "Queue")
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    try:
        app.synth()
    except RuntimeError as refusal:
        (output / REFUSED).write_text(str(refusal))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for variant in VARIANTS:
        synthesise(variant, folder / variant.name)
    synthesise_open_bucket(folder / OPEN_BUCKET)
