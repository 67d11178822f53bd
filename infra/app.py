"""The whole of EconLens on AWS. `cdk -c stage=dev synth`; needs no credentials and no network."""

import os
from pathlib import Path

from aws_cdk import App, Tags, Validations
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from infra.code import BuiltCode
from infra.settings import PRODUCT, StageSettings, stage_named
from infra.stacks.api import ApiStack, database_functions
from infra.stacks.auth import AuthStack
from infra.stacks.cutover import CutoverStack
from infra.stacks.database import DatabaseStack
from infra.stacks.monitoring import MonitoringStack
from infra.stacks.network import NetworkStack
from infra.stacks.prices import PricesStack
from infra.stacks.uploads import UploadsStack
from infra.stacks.web import WebStack

REPOSITORY = Path(__file__).resolve().parents[1]
# CDK's newer ways, which it does not take by itself.
CONTEXT = {
    "@aws-cdk/aws-iam:minimizePolicies": True,
    "@aws-cdk/aws-lambda:recognizeLayerVersion": True,
    "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True,
    "@aws-cdk/core:checkSecretUsage": True,
    "@aws-cdk/core:target-partitions": ["aws"],
    "@aws-cdk/core:validateAgainstDefaultRules": True,
}
# CDK believes that these take tags.
UNTAGGABLE = ["AWS::RDS::DBProxyTargetGroup"]
BUILT_CODE = REPOSITORY / "build" / "aws" / "lambda"


def build(app: App, settings: StageSettings, code: BuiltCode) -> None:
    """Add every stack of this stage to app, each made from what the ones before it expose."""
    named = f"EconLens-{settings.name}-{{}}".format
    reserved = settings.reserved_concurrency(database_functions() + settings.fetch_prices)
    network = NetworkStack(app, named("Network"), settings)
    database = DatabaseStack(app, named("Database"), settings, network=network, code=code)
    uploads = UploadsStack(
        app, named("Uploads"), settings, database=database, code=code, reserved_concurrency=reserved
    )
    auth = AuthStack(app, named("Auth"), settings, uploads=uploads)
    api = ApiStack(
        app,
        named("Api"),
        settings,
        code=code,
        auth=auth,
        database=database,
        uploads=uploads,
        reserved_concurrency=reserved,
    )
    cutover = CutoverStack(app, named("Cutover"), settings) if settings.server_origin else None
    WebStack(app, named("Web"), settings, api=api, auth=auth, uploads=uploads, cutover=cutover)
    prices = None
    if settings.fetch_prices:
        prices = PricesStack(
            app, named("Prices"), settings, database=database, code=code, reserved=reserved
        )
    MonitoringStack(
        app,
        named("Monitoring"),
        settings,
        network=network,
        database=database,
        uploads=uploads,
        api=api,
        prices=prices,
    )
    _tag(app, settings)


def _tag(app: App, settings: StageSettings) -> None:
    for key, value in (("product", PRODUCT), ("stage", settings.name)):
        Tags.of(app).add(key, value, exclude_resource_types=UNTAGGABLE)


def main() -> None:
    app = App(context=CONTEXT)
    settings = stage_named(app.node.try_get_context("stage") or "dev", os.environ)
    folder = Path(app.node.try_get_context("code") or BUILT_CODE)
    build(app, settings, BuiltCode(folder=folder))
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    app.synth()


if __name__ == "__main__":
    main()
