"""Every function: its shape, its gradual deployment, how much of the database it may take."""

from typing import Any

import pytest

from econlens.api.route_table import Function
from infra.settings import (
    DEV,
    SPARE_CONNECTIONS,
    UNRESERVED_CONCURRENCY,
    DatabaseAuth,
    DatabaseSettings,
    InvalidSettingsError,
    SignInSettings,
    StageSettings,
    stage_named,
)
from tests.aws.templates.conftest import Templates


def ours(templates: Templates) -> dict[str, dict[str, Any]]:
    """Functions of the product by short name; those of deployments have no name of their own."""
    return {
        properties["FunctionName"].split("-", 2)[2]: properties
        for properties in templates.properties("AWS::Lambda::Function")
        if "FunctionName" in properties
    }


def test_there_is_a_function_for_each_domain(each: Templates) -> None:
    of_prices = {"fetch_prices", "load_prices"} if "Prices" in each.stacks else set()
    assert ours(each).keys() == {*Function, "process_upload", "migrate", *of_prices}


def test_every_function_is_arm_traced_and_of_the_chosen_python(each: Templates) -> None:
    for name, function in ours(each).items():
        assert function["Architectures"] == ["arm64"], name
        assert function["Runtime"] == "python3.13", name
        assert function["TracingConfig"] == {"Mode": "Active"}, name
        assert function["Handler"] == f"econlens.functions.{name}.handler"
        assert function["MemorySize"] >= 512, name
        assert "PYTHONOPTIMIZE" not in function["Environment"]["Variables"], name


def test_a_function_answers_before_the_gateway_gives_up(each: Templates) -> None:
    for name in Function:
        assert ours(each)[name]["Timeout"] < 29


def test_only_what_calculates_carries_numpy(dev: Templates) -> None:
    numeric = {
        name
        for name, function in ours(dev).items()
        if any("Numeric" in layer["Ref"] for layer in function["Layers"])
    }
    assert numeric == {"analysis", "shared", "process_upload"}


def test_only_what_reads_uploads_carries_what_reads_workbooks(dev: Templates) -> None:
    reading = {
        name
        for name, function in ours(dev).items()
        if any("Workbooks" in layer["Ref"] for layer in function["Layers"])
    }
    assert reading == {"process_upload"}


def test_every_function_is_inside_the_network_where_the_database_is(dev: Templates) -> None:
    outside = {name for name, function in ours(dev).items() if "VpcConfig" not in function}
    assert outside == set()


def test_only_functions_of_accounts_have_a_way_out(dev: Templates) -> None:
    outward = {
        name
        for name, function in ours(dev).items()
        if function.get("VpcConfig", {}).get("Ipv6AllowedForDualStack")
    }
    assert outward == {"auth", "users"}


def test_functions_together_never_ask_for_more_connections_than_there_are(
    each: Templates,
) -> None:
    reserved = [
        function["ReservedConcurrentExecutions"]
        for name, function in ours(each).items()
        if "ECONLENS_APP_DSN" in function["Environment"]["Variables"]
    ]
    assert len(reserved) == len(Function) + 1  # the upload processor
    assert sum(reserved) <= DEV.database.usable_connections - SPARE_CONNECTIONS
    assert sum(reserved) <= DEV.account_concurrency - UNRESERVED_CONCURRENCY


def test_the_queue_hands_out_no_more_batches_than_the_processor_may_run(dev: Templates) -> None:
    mapping = dev.one("AWS::Lambda::EventSourceMapping")
    concurrency = ours(dev)["process_upload"]["ReservedConcurrentExecutions"]
    assert mapping["ScalingConfig"]["MaximumConcurrency"] == concurrency


@pytest.mark.parametrize(("functions", "expected"), [(1, 85), (5, 17), (8, 10), (200, 1)])
def test_the_reserve_is_connections_divided_by_functions(functions: int, expected: int) -> None:
    assert DEV.reserved_concurrency(functions) == expected


def test_a_new_version_takes_a_tenth_first_and_goes_back_at_an_error(each: Templates) -> None:
    groups = each.properties("AWS::CodeDeploy::DeploymentGroup")
    # The migration is no service: it runs once, at the deployment itself.
    assert len(groups) == len(ours(each)) - 1
    for group in groups:
        assert group["DeploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent5Minutes"
        assert group["AlarmConfiguration"]["Enabled"] is True
        assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]
    aliases = [
        alias
        for name, alias in each.resources("AWS::Lambda::Alias").items()
        if "Migrate" not in name
    ]
    assert all("CodeDeployLambdaAliasUpdate" in alias["UpdatePolicy"] for alias in aliases)


def test_fast_starts_are_off_unless_a_stage_wants_them(
    dev: Templates, everything: Templates, proxy: Templates
) -> None:
    assert not any("SnapStart" in function for function in ours(dev).values())
    with_snapshots = {n for n, f in ours(everything).items() if "SnapStart" in f}
    assert with_snapshots == {"auth", "portfolios"}
    provisioned = [
        alias
        for alias in proxy.properties("AWS::Lambda::Alias")
        if "ProvisionedConcurrencyConfig" in alias
    ]
    assert len(provisioned) == 2


def test_functions_in_the_network_are_called_every_three_days(dev: Templates) -> None:
    rules = dev.properties("AWS::Events::Rule")
    assert len(rules) == len(Function)
    assert {rule["ScheduleExpression"] for rule in rules} == {"rate(3 days)"}


def test_settings_that_contradict_each_other_say_what_to_change() -> None:
    with pytest.raises(InvalidSettingsError, match=r"proxy=False"):
        StageSettings(name="x", database=DatabaseSettings(proxy=True, auth=DatabaseAuth.SECRET))
    with pytest.raises(InvalidSettingsError, match="certificate_arn"):
        StageSettings(name="x", domain_name="econlens.example")
    with pytest.raises(InvalidSettingsError, match="exclude each other"):
        StageSettings(name="x", snap_start=True, provisioned_concurrency=1)
    google = SignInSettings(google_client_id="id", google_secret_name="name-of-the-secret")
    with pytest.raises(InvalidSettingsError, match="domain_name"):
        StageSettings(name="x", sign_in=google)


def test_what_belongs_to_one_owner_comes_from_the_environment() -> None:
    settings = stage_named(
        "prod",
        {
            "ECONLENS_ALERT_EMAIL": "me@econlens.example",
            "ECONLENS_GOOGLE_CLIENT_ID": "google-client",
            "ECONLENS_GOOGLE_SECRET_NAME": "google-secret",
            "ECONLENS_DOMAIN_NAME": "app.econlens.example",
            "ECONLENS_CERTIFICATE_ARN": "arn:of-the-certificate",
        },
    )
    assert settings.sign_in.google_client_id == "google-client"
    assert settings.alert_email == "me@econlens.example"
    with pytest.raises(InvalidSettingsError, match="dev, staging, prod"):
        stage_named("production", {})
