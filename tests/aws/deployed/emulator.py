"""ministack as a program, with what its CloudFormation lacks to take our stacks as they are.

    DATABASE_SOCKETS=<folder of PostgreSQL's socket> python -m tests.aws.deployed.emulator

Each part replaces something private of ministack 1.5.33; HOOKS names all of it, and a test fails
when one of them is gone.
"""

import json
import os
import time
import uuid
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ministack import app
from ministack.core import iam_evaluator
from ministack.services import apigateway_v1, s3
from ministack.services.cloudformation import provisioners

from tests.aws import rotated_refresh
from tests.aws.rotated_refresh import rotate_refresh_tokens

Properties = dict[str, Any]
Created = tuple[str, dict[str, Any]]

HOOKS: tuple[tuple[ModuleType, str], ...] = (
    (provisioners, "_RESOURCE_HANDLERS"),
    (provisioners, "_apigw_method_create"),
    (apigateway_v1, "_create_request_validator"),
    (apigateway_v1, "_put_method"),
    (iam_evaluator, "_resolve_condition_key"),
    (s3, "_bucket_tags"),
    (app, "main"),
    *rotated_refresh.HOOKS,
)
HOOKED_TYPES = (
    "AWS::ApiGateway::Method",
    "AWS::ApiGateway::RequestValidator",
    "AWS::CloudWatch::Alarm",
    "AWS::EC2::VPC",
    "AWS::Lambda::Function",
    "AWS::RDS::DBInstance",
    "AWS::S3::Bucket",
)
# Control-plane resources without an effect on the data plane: asserted in the template instead.
INERT_TYPES = (
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::Budgets::Budget",
    "AWS::CE::AnomalyMonitor",
    "AWS::CE::AnomalySubscription",
    "AWS::CloudWatch::AnomalyDetector",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::EC2::EgressOnlyInternetGateway",
    "AWS::EC2::FlowLog",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::VPCCidrBlock",
    "AWS::GuardDuty::MalwareProtectionPlan",
    "AWS::Logs::QueryDefinition",
    "AWS::RDS::DBProxy",
    "AWS::RDS::DBProxyTargetGroup",
)


def handler_of(resource_type: str) -> dict[str, Any]:
    return provisioners._RESOURCE_HANDLERS[resource_type]


def change(resource_type: str, **functions: Callable[..., Any]) -> None:
    provisioners._RESOURCE_HANDLERS[resource_type] = {**handler_of(resource_type), **functions}


def add_inert_types() -> None:
    def create(logical_id: str, props: Properties, stack: str) -> Created:
        name = f"{stack}-{logical_id}-{uuid.uuid4().hex[:8]}"
        arn = f"arn:aws:inert:::{logical_id}"
        return name, {"Arn": arn, "Id": name, "MonitorArn": arn}

    inert = {
        "create": create,
        "update": lambda physical_id, *_: (physical_id, {}),
        "delete": lambda *_: None,
    }
    for resource_type in INERT_TYPES:
        provisioners._RESOURCE_HANDLERS.setdefault(resource_type, inert)


def make_validators_real() -> None:
    """A validator is made as its own API makes one, and the method refers to it."""

    def create_validator(logical_id: str, props: Properties, stack: str) -> Created:
        wanted = {
            "name": props.get("Name", logical_id),
            "validateRequestBody": props.get("ValidateRequestBody", False),
            "validateRequestParameters": props.get("ValidateRequestParameters", False),
        }
        _, _, body = apigateway_v1._create_request_validator(props["RestApiId"], wanted)
        made = json.loads(body)["id"]
        return made, {"RequestValidatorId": made}

    put_method = apigateway_v1._put_method
    create = provisioners._apigw_method_create

    def create_method(logical_id: str, props: Properties, stack: str) -> Created:
        def put(api: str, resource: str, method: str, data: Properties) -> Any:
            linked = {**data, "requestValidatorId": props.get("RequestValidatorId")}
            return put_method(api, resource, method, linked)

        apigateway_v1._put_method = put
        try:
            return create(logical_id, props, stack)
        finally:
            apigateway_v1._put_method = put_method

    provisioners._apigw_method_create = create_method
    change("AWS::ApiGateway::RequestValidator", create=create_validator)
    change("AWS::ApiGateway::Method", create=create_method)


def accept_metric_mathematics() -> None:
    alarm = handler_of("AWS::CloudWatch::Alarm")

    def create(logical_id: str, props: Properties, stack: str) -> Created:
        if not props.get("Metrics"):
            return alarm["create"](logical_id, props, stack)
        name = props.get("AlarmName") or f"{stack}-{logical_id}"
        return name, {"Arn": f"arn:aws:cloudwatch:us-east-1:000000000000:alarm:{name}"}

    def delete(physical_id: str, props: Properties) -> None:
        if not props.get("Metrics"):
            alarm["delete"](physical_id, props)

    change("AWS::CloudWatch::Alarm", create=create, delete=delete)


def name_network_ranges() -> None:
    vpc = handler_of("AWS::EC2::VPC")

    def create(logical_id: str, props: Properties, stack: str) -> Created:
        physical_id, attributes = vpc["create"](logical_id, props, stack)
        ranges = {"CidrBlock": props.get("CidrBlock"), "Ipv6CidrBlocks": ["2001:db8::/56"]}
        return physical_id, {**attributes, **ranges}

    change("AWS::EC2::VPC", create=create)


def have_one_kind_of_address() -> None:
    """botocore refuses to look for an IPv6 name when it is given an address to call."""
    function = handler_of("AWS::Lambda::Function")

    def create(logical_id: str, props: Properties, stack: str) -> Created:
        variables = dict(props.get("Environment", {}).get("Variables", {}))
        variables.pop("AWS_USE_DUALSTACK_ENDPOINT", None)
        changed = {**props, "Environment": {"Variables": variables}}
        return function["create"](logical_id, changed, stack)

    change("AWS::Lambda::Function", create=create)


def put_real_postgres_in_place_of_rds(sockets: str) -> None:
    """PostgreSQL takes the folder of its socket for a host name."""
    instance = handler_of("AWS::RDS::DBInstance")

    def create(logical_id: str, props: Properties, stack: str) -> Created:
        physical_id, attributes = instance["create"](logical_id, props, stack)
        return physical_id, {**attributes, "Endpoint.Address": sockets, "Endpoint.Port": "5432"}

    change("AWS::RDS::DBInstance", create=create)


def take_loopback_for_tls() -> None:
    resolve = iam_evaluator._resolve_condition_key

    def resolve_as_tls(key: str, context: Any) -> Any:
        return "true" if key.lower() == "aws:securetransport" else resolve(key, context)

    iam_evaluator._resolve_condition_key = resolve_as_tls


def keep_bucket_tags() -> None:
    """CDK empties a bucket at its end only if it carries CDK's tag."""
    bucket = handler_of("AWS::S3::Bucket")

    def create(logical_id: str, props: Properties, stack: str) -> Created:
        physical_id, attributes = bucket["create"](logical_id, props, stack)
        if props.get("Tags"):
            s3._bucket_tags[physical_id] = {tag["Key"]: tag["Value"] for tag in props["Tags"]}
        return physical_id, attributes

    change("AWS::S3::Bucket", create=create)


def main() -> None:
    add_inert_types()
    make_validators_real()
    accept_metric_mathematics()
    name_network_ranges()
    have_one_kind_of_address()
    put_real_postgres_in_place_of_rds(os.environ["DATABASE_SOCKETS"])
    take_loopback_for_tls()
    keep_bucket_tags()
    rotate_refresh_tokens(time.time)
    app.main()


if __name__ == "__main__":
    main()
