"""An update runs the migration again; in the end nothing is left. Runs after the other modules."""

import json

import psycopg

from tests.aws.deployed.deployment import Deployment
from tests.aws.deployed.test_deployed_app import until


def app_may_use_tokens(deployment: Deployment) -> bool:
    with psycopg.connect(deployment.database) as connection:
        row = connection.execute(
            "SELECT pg_has_role('econlens_app', 'rds_iam', 'member')"
        ).fetchone()
    return row == (True,)


def test_an_update_runs_the_migration_again(deployment: Deployment) -> None:
    with psycopg.connect(deployment.database, autocommit=True) as connection:
        # By whom it was granted, since a superuser's word alone takes only its own grants back.
        connection.execute("REVOKE rds_iam FROM econlens_app GRANTED BY econlens_owner")
    assert not app_may_use_tokens(deployment)
    formation = deployment.client("cloudformation")
    name = "EconLens-dev-Database"
    template = formation.get_template(StackName=name)["TemplateBody"]
    template = json.loads(template) if isinstance(template, str) else template
    template["Resources"]["Migration"]["Properties"]["Schema"] = "of-another-migration"
    formation.update_stack(
        StackName=name,
        TemplateBody=json.dumps(template),
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
    )
    until(lambda: app_may_use_tokens(deployment), "the migration")

    def status() -> str:
        return str(formation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"])

    until(lambda: status() == "UPDATE_COMPLETE", "the update")


def test_destroying_leaves_nothing(deployment: Deployment) -> None:
    deployment.destroy()
    assert deployment.stacks() == set()
    buckets = [b["Name"] for b in deployment.client("s3").list_buckets()["Buckets"]]
    assert [name for name in buckets if not name.startswith("cdk-")] == []
    assert deployment.client("lambda").list_functions()["Functions"] == []
    assert deployment.client("apigateway").get_rest_apis()["items"] == []
    assert deployment.client("cognito-idp").list_user_pools(MaxResults=10)["UserPools"] == []
    assert deployment.client("sqs").list_queues().get("QueueUrls", []) == []
    groups = deployment.client("logs").describe_log_groups()["logGroups"]
    names = [g["logGroupName"] for g in groups if "econlens" in g["logGroupName"].lower()]
    # What CDK's own function writes while it empties the buckets, its last deed.
    assert [name for name in names if "CustomS3AutoDelete" not in name] == []
    roles = [r["RoleName"] for r in deployment.client("iam").list_roles()["Roles"]]
    assert [name for name in roles if name.startswith("EconLens")] == []
