"""What holds for every resource of every variant."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.aws.templates.conftest import Synthesised, Templates

BILLED_BY_THE_HOUR = (
    "AWS::EC2::NatGateway",
    "AWS::EC2::Instance",
    "AWS::EC2::EIP",
    "AWS::EC2::InternetGateway",
    "AWS::ElasticLoadBalancing",
    "AWS::ECS::",
    "AWS::ElastiCache::",
    "AWS::WAFv2::",
)
SYNTH_SECONDS = 20


def statements(templates: Templates) -> list[tuple[str, dict[str, Any]]]:
    """Every statement that lets a role do something, with the policy's name."""
    found = []
    for kind, document in (
        ("AWS::IAM::Policy", lambda p: p["PolicyDocument"]),
        ("AWS::IAM::ManagedPolicy", lambda p: p["PolicyDocument"]),
    ):
        for name, resource in templates.resources(kind).items():
            found += [(name, s) for s in document(resource["Properties"])["Statement"]]
    for name, role in templates.resources("AWS::IAM::Role").items():
        for policy in role["Properties"].get("Policies", []):
            found += [(name, s) for s in policy["PolicyDocument"]["Statement"]]
    return found


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_nothing_is_billed_by_the_hour_but_the_database(dev: Templates, prod: Templates) -> None:
    for templates in (dev, prod):
        for prefix in BILLED_BY_THE_HOUR:
            assert [name for name, _ in templates.of_type(prefix)] == []
        endpoints = templates.properties("AWS::EC2::VPCEndpoint")
        assert [endpoint["VpcEndpointType"] for endpoint in endpoints] == ["Gateway"]


def test_no_right_has_a_star_for_its_action(each: Templates) -> None:
    for name, statement in statements(each):
        for action in listed(statement["Action"]):
            assert "*" not in action, (name, action)


def test_only_tracing_and_network_rights_have_a_star_for_their_resource(each: Templates) -> None:
    without_a_resource = ("xray:", "ec2:")
    for name, statement in statements(each):
        if "*" in [r for r in listed(statement["Resource"]) if isinstance(r, str)]:
            actions = listed(statement["Action"])
            assert all(action.startswith(without_a_resource) for action in actions), name


def test_no_role_of_ours_is_trusted_to_another_account(each: Templates) -> None:
    for name, role in each.resources("AWS::IAM::Role").items():
        for statement in role["Properties"]["AssumeRolePolicyDocument"]["Statement"]:
            assert set(statement["Principal"]) <= {"Service", "Federated"}, name


def test_no_password_stands_in_a_template_or_an_environment(each: Templates) -> None:
    for name, function in each.of_type("AWS::Lambda::Function"):
        variables = function["Properties"].get("Environment", {}).get("Variables", {})
        assert "resolve:" not in json.dumps(variables), name
        assert not [key for key in variables if "PASSWORD" in key], name
    for _, server in each.of_type("AWS::RDS::DB"):
        password = server["Properties"].get("MasterUserPassword")
        assert password is None or "{{resolve:secretsmanager:" in json.dumps(password)


def test_everything_that_takes_tags_says_whose_it_is(each: Templates) -> None:
    for kind in ("AWS::Lambda::Function", "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::EC2::VPC"):
        for name, resource in each.resources(kind).items():
            if "CustomS3AutoDelete" in name:  # CDK's own function, which takes none
                continue
            tags = {tag["Key"]: tag["Value"] for tag in resource["Properties"]["Tags"]}
            assert tags["product"] == "econlens", name
            assert "stage" in tags, name


def test_every_log_ends_some_day(each: Templates) -> None:
    groups = each.properties("AWS::Logs::LogGroup")
    assert groups
    assert all(group["RetentionInDays"] <= 90 for group in groups)


def test_no_stack_comes_near_the_limit_of_five_hundred_resources(each: Templates) -> None:
    for name, template in each.stacks.items():
        assert len(template["Resources"]) < 480, name


def test_outputs_name_what_the_documents_refer_to(everything: Templates) -> None:
    named = {name: set(t.get("Outputs", {})) for name, t in everything.stacks.items()}
    assert {"Bucket", "QueueUrl", "DeadLetterUrl"} <= named["Uploads"]
    assert {"UserPoolId", "ClientId"} <= named["Auth"]
    assert {"ApiUrl", "PartnersUrl"} <= named["Api"]
    assert "Url" in named["Web"]
    assert "CutoverStore" in named["Cutover"]
    assert "AlertTopic" in named["Monitoring"]


def test_synth_is_quick(synthesised: Synthesised) -> None:
    """Processor time, since other work on the machine says nothing about ours."""
    assert synthesised.processor_seconds / len(synthesised.variants) < SYNTH_SECONDS


def test_cdk_nag_stops_what_has_no_reason(synthesised: Synthesised) -> None:
    """Both packs run at synth, so that the variants above are without findings."""
    assert "Validation failed" in (synthesised.open_bucket / "refused.txt").read_text()
    report = (synthesised.open_bucket / "validation-report.json").read_text()
    assert "AwsSolutions-S10" in report
    assert "Serverless-SQSRedrivePolicy" in report


def test_every_acknowledgement_says_why(each: Templates) -> None:
    reasons = [
        reason
        for path in each.folder.glob("*.metadata.json")
        for entries in json.loads(path.read_text()).values()
        for entry in entries
        if entry["type"] == "aws:cdk:acknowledged-rules"
        for reason in entry["data"].values()
    ]
    assert reasons
    assert min(len(reason) for reason in reasons) > 20


def test_cfn_lint_is_clean(prod: Templates, everything: Templates) -> None:
    """W3005 apart: CDK writes dependencies down even where a reference implies them."""
    files = [str(p) for t in (prod, everything) for p in sorted(t.folder.glob("*.template.json"))]
    program = Path(sys.executable).with_name("cfn-lint")
    lint = [program, "--ignore-checks", "W3005", "--regions", "us-east-1"]
    run = subprocess.run([*lint, "--", *files], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-6000:]
