"""Prices: fetched by what reaches no database, loaded by what reaches no internet."""

import json
from dataclasses import replace
from typing import Any

import pytest

from infra.settings import (
    DEV,
    SPARE_CONNECTIONS,
    DatabaseAuth,
    DatabaseSettings,
    InvalidSettingsError,
)
from tests.aws.templates.conftest import Templates
from tests.aws.templates.variants import PROXY

Json = dict[str, Any]


def function_named(templates: Templates, name: str) -> Json:
    (found,) = (
        one
        for one in templates.properties("AWS::Lambda::Function", "Prices")
        if one.get("FunctionName", "").endswith(name)
    )
    return found


def rights_of(templates: Templates, function: str) -> list[Json]:
    """Every statement of the policies on this function's role."""
    role = function_named(templates, function)["Role"]["Fn::GetAtt"][0]
    return [
        statement
        for policy in templates.properties("AWS::IAM::Policy", "Prices")
        if {"Ref": role} in policy["Roles"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def may(templates: Templates, function: str, service: str) -> dict[str, str]:
    """Action to where it ends, for the actions of one service."""
    return {
        action: json.dumps(statement["Resource"])
        for statement in rights_of(templates, function)
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
        if action.startswith(f"{service}:")
    }


def test_by_default_nothing_is_fetched(dev: Templates, prod: Templates) -> None:
    assert "Prices" not in dev.stacks
    assert "Prices" not in prod.stacks


def test_the_fetcher_is_outside_the_network_and_may_not_log_in(proxy: Templates) -> None:
    assert "VpcConfig" not in function_named(proxy, "fetch_prices")
    assert may(proxy, "fetch_prices", "rds-db") == {}
    rights = may(proxy, "fetch_prices", "s3")
    assert set(rights) == {"s3:GetObject", "s3:PutObject", "s3:ListBucket"}
    assert "/prices/wanted.json" in rights["s3:GetObject"]
    assert "/prices/fetched/*" in rights["s3:PutObject"]


def test_the_loader_is_inside_and_logs_in_as_the_role_of_prices_alone(proxy: Templates) -> None:
    loader = function_named(proxy, "load_prices")
    assert "VpcConfig" in loader
    (resource,) = may(proxy, "load_prices", "rds-db").values()
    assert "/econlens_prices" in resource
    rights = may(proxy, "load_prices", "s3")
    assert set(rights) == {"s3:GetObject", "s3:PutObject"}
    assert "/prices/fetched/*" in rights["s3:GetObject"]
    assert "/prices/wanted.json" in rights["s3:PutObject"]


def test_all_functions_of_the_database_together_leave_it_connections(proxy: Templates) -> None:
    reserved = {
        one["FunctionName"]: one["ReservedConcurrentExecutions"]
        for one in proxy.properties("AWS::Lambda::Function")
        if "VpcConfig" in one and "ReservedConcurrentExecutions" in one
    }
    assert any(name.endswith("load_prices") for name in reserved)
    assert sum(reserved.values()) <= PROXY.database.usable_connections - SPARE_CONNECTIONS


def test_no_key_stands_in_the_template(proxy: Templates) -> None:
    variables = function_named(proxy, "fetch_prices")["Environment"]["Variables"]
    assert variables["ECONLENS_TIINGO_SECRET"] == "tiingo-key"
    assert "ECONLENS_TIINGO_KEY" not in variables


def test_only_fetched_series_reach_the_queue_which_has_dead_letters(proxy: Templates) -> None:
    bucket = proxy.one("AWS::S3::Bucket", "Prices")
    (told,) = bucket["NotificationConfiguration"]["QueueConfigurations"]
    assert told["Filter"]["S3Key"]["Rules"] == [{"Name": "prefix", "Value": "prices/fetched/"}]
    queues = proxy.properties("AWS::SQS::Queue", "Prices")
    assert [
        one["RedrivePolicy"]["maxReceiveCount"] for one in queues if "RedrivePolicy" in one
    ] == [3]


def test_both_run_on_weekdays_word_is_left_first(proxy: Templates) -> None:
    rules = proxy.properties("AWS::Events::Rule", "Prices")
    assert sorted(one["ScheduleExpression"] for one in rules) == [
        "cron(30 21 ? * MON-FRI *)",
        "cron(30 22 ? * MON-FRI *)",
    ]


def test_failures_reach_the_alert_topic(proxy: Templates) -> None:
    alarms = [
        one
        for one in proxy.properties("AWS::CloudWatch::Alarm", "Monitoring")
        if one["AlarmName"].startswith("econlens-proxy-price-")
    ]
    assert len(alarms) == 3
    assert all(one["AlarmActions"] for one in alarms)
    assert sorted(one["Period"] for one in alarms) == [300, 86400, 86400]


def test_prices_with_a_login_by_secret_are_refused() -> None:
    by_secret = DatabaseSettings(auth=DatabaseAuth.SECRET)
    with pytest.raises(InvalidSettingsError, match="fetch_prices=False"):
        replace(DEV, fetch_prices=True, database=by_secret)
