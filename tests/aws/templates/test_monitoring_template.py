"""Alarms, charts and budgets are those of econlens.monitoring."""

import json
import re
from typing import Any

import pytest

from econlens.api.route_table import Function
from econlens.costs.bill import OWN_METRICS, alarmed_metrics
from econlens.monitoring.alarms import ALARMS, Alarm, When
from econlens.monitoring.functions import OF_PRICES, figures_of, functions
from econlens.monitoring.log_queries import LOG_QUERIES
from econlens.monitoring.measures import Measure, unit_of
from econlens.monitoring.widgets import ROWS
from tests.aws.templates.conftest import Templates


def alarms(templates: Templates) -> dict[str, dict[str, Any]]:
    return {
        alarm["AlarmName"].split("-", 2)[2]: alarm
        for alarm in templates.properties("AWS::CloudWatch::Alarm", "Monitoring")
    }


def names_of(alarm: Alarm, *, prices: bool) -> set[str]:
    return {
        f"{alarm.name}-{function.replace('_', '-')}".rstrip("-")
        for function in figures_of(alarm.measure, prices=prices)
    }


def fetches_prices(templates: Templates) -> bool:
    return "Prices" in templates.stacks


def test_the_list_of_functions_is_the_one_of_the_templates(each: Templates) -> None:
    made = {
        function["Handler"].split(".")[2]
        for function in each.properties("AWS::Lambda::Function")
        if function.get("Handler", "").startswith("econlens.functions.")
    }
    assert set(functions(prices=False)) == {*Function, "process_upload"}
    assert made - {"migrate"} == set(functions(prices=fetches_prices(each)))


def test_there_is_an_alarm_for_each_of_the_list_and_no_other(each: Templates) -> None:
    prices = fetches_prices(each)
    assert alarms(each).keys() == set().union(*(names_of(a, prices=prices) for a in ALARMS))


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.name)
def test_an_alarm_says_what_to_do_and_tells_the_topic(proxy: Templates, alarm: Alarm) -> None:
    for name in names_of(alarm, prices=True):
        made = alarms(proxy)[name]
        assert made["AlarmDescription"] == alarm.advice
        assert made["EvaluationPeriods"] == alarm.periods
        assert made["TreatMissingData"] == "notBreaching"
        assert made["AlarmActions"]
        if alarm.when is not When.UNUSUAL:
            assert made["Threshold"] == alarm.threshold


def test_unusual_traffic_is_told_by_a_band(dev: Templates) -> None:
    made = alarms(dev)["requests-unusual"]
    assert made["ComparisonOperator"] == "LessThanLowerOrGreaterThanUpperThreshold"
    assert "ANOMALY_DETECTION_BAND" in json.dumps(made["Metrics"])
    assert made["ThresholdMetricId"]


def test_a_dead_letter_is_counted_in_the_dead_letter_queue(dev: Templates) -> None:
    made = alarms(dev)["dead-letters-above"]
    assert made["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert "DeadLetters" in json.dumps(made["Dimensions"])
    assert made["Threshold"] == 0


def dashboard_of(templates: Templates) -> str:
    return json.dumps(templates.one("AWS::CloudWatch::Dashboard")["DashboardBody"])


def test_without_prices_the_dashboard_has_no_empty_charts_of_them(dev: Templates) -> None:
    assert "## Prices" not in dashboard_of(dev)
    assert "## Uploads" in dashboard_of(dev)


def test_functions_of_prices_are_in_the_charts_and_the_saved_queries(proxy: Templates) -> None:
    body = dashboard_of(proxy)
    for function in OF_PRICES:
        assert f'\\"label\\":\\"{function}' in body.replace('\\\\\\"', '\\"')
    (errors,) = (
        q
        for q in proxy.properties("AWS::Logs::QueryDefinition")
        if q["Name"] == "econlens-proxy/errors"
    )
    assert len(errors["LogGroupNames"]) == len(functions(prices=True))


def test_the_dashboard_has_every_chart_of_the_list(proxy: Templates) -> None:
    body = dashboard_of(proxy)
    for row in ROWS:
        assert f"## {row.title}" in body
        for widget in row.widgets:
            assert f'\\"title\\":\\"{widget.title}' in body.replace('\\\\\\"', '\\"')


def test_every_measure_is_shown_or_watched() -> None:
    shown = {m for row in ROWS for widget in row.widgets for m in widget.measures}
    assert shown | {alarm.measure for alarm in ALARMS} == set(Measure)


def test_a_chart_has_one_unit() -> None:
    for row in ROWS:
        for widget in row.widgets:
            assert len({unit_of(measure) for measure in widget.measures}) == 1


def test_queries_are_saved_by_name(dev: Templates) -> None:
    saved = {q["Name"]: q for q in dev.properties("AWS::Logs::QueryDefinition")}
    assert saved.keys() == {f"econlens-dev/{query.name}" for query in LOG_QUERIES}
    assert all(query["LogGroupNames"] for query in saved.values())


def test_advice_names_only_queries_that_are_saved() -> None:
    names = {query.name for query in LOG_QUERIES}
    for alarm in ALARMS:
        assert set(re.findall(r"saved query '([^']*)'", alarm.advice)) <= names


def test_business_is_counted_from_the_access_log(dev: Templates) -> None:
    filters = {
        f["MetricTransformations"][0]["MetricName"]: f["FilterPattern"]
        for f in dev.properties("AWS::Logs::MetricFilter")
    }
    assert filters["registrations"] == ('{ $.resource = "/v1/auth/register" && $.status = "201" }')
    assert {"portfolios_created", "uploads_started", "throttled_requests"} <= filters.keys()


def watched(alarm: dict[str, Any]) -> int:
    """Metrics that CloudWatch charges for: expressions are free, each edge of a band is not."""
    if "Metrics" not in alarm:
        return 1
    bands = sum("ANOMALY_DETECTION_BAND" in m.get("Expression", "") for m in alarm["Metrics"])
    return sum("MetricStat" in m for m in alarm["Metrics"]) + 2 * bands


def test_the_bill_counts_the_metrics_that_there_are(
    dev: Templates, prod: Templates, proxy: Templates
) -> None:
    for templates in (dev, prod, proxy):
        found = templates.properties("AWS::CloudWatch::Alarm")
        assert sum(watched(alarm) for alarm in found) == alarmed_metrics(
            prices=fetches_prices(templates)
        )
        own = {
            transformation["MetricName"]
            for one in templates.properties("AWS::Logs::MetricFilter")
            for transformation in one["MetricTransformations"]
        }
        assert len(own) == OWN_METRICS


def test_budgets_warn_at_half_at_four_fifths_and_when_spent(everything: Templates) -> None:
    found = {b["Budget"]["TimeUnit"]: b for b in everything.properties("AWS::Budgets::Budget")}
    monthly = found["MONTHLY"]["NotificationsWithSubscribers"]
    assert [n["Notification"]["Threshold"] for n in monthly] == [50, 80, 100]
    assert found["MONTHLY"]["Budget"]["BudgetLimit"] == {"Amount": 25, "Unit": "USD"}
    assert found["DAILY"]["Budget"]["BudgetLimit"]["Amount"] == 3
    for notice in monthly:
        kinds = {s["SubscriptionType"]: s["Address"] for s in notice["Subscribers"]}
        assert kinds["EMAIL"] == "alerts@econlens.example"
        assert kinds["SNS"]


def test_unusual_spend_is_told_at_once(dev: Templates) -> None:
    monitor = dev.one("AWS::CE::AnomalyMonitor")
    assert "econlens" in monitor["MonitorSpecification"]
    assert dev.one("AWS::CE::AnomalySubscription")["Frequency"] == "IMMEDIATE"


def test_alerts_take_tls_only_and_go_to_mail_and_chat_by_setting(
    dev: Templates, everything: Templates
) -> None:
    assert dev.properties("AWS::SNS::Subscription") == []
    kinds = {s["Protocol"] for s in everything.properties("AWS::SNS::Subscription")}
    assert kinds == {"email", "lambda"}
    statements = everything.one("AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    assert {"Bool": {"aws:SecureTransport": "false"}} in [s.get("Condition") for s in statements]
