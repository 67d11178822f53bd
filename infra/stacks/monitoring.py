"""Dashboard, alarms, saved queries and a watch over the money, from econlens.monitoring."""

from pathlib import Path
from typing import Any, Final

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_ce as ce
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from econlens.monitoring.alarms import ALARMS, Alarm, When
from econlens.monitoring.log_queries import LOG_QUERIES, Log, LogQuery
from econlens.monitoring.measures import Measure, unit_of
from econlens.monitoring.widgets import ROWS, Widget
from infra.acknowledge import acknowledge
from infra.code import ARCHITECTURE, RUNTIME
from infra.function import retention
from infra.measured import Measured
from infra.settings import PRODUCT, StageSettings
from infra.stacks.api import ApiStack
from infra.stacks.database import DatabaseStack
from infra.stacks.network import NetworkStack
from infra.stacks.prices import PricesStack
from infra.stacks.uploads import UploadsStack

NOTIFIER: Final = Path(__file__).resolve().parents[1] / "notifier"
CHART_WIDTH: Final = 24
BUDGET_STEPS_PERCENT: Final = (50, 80, 100)
CHART_MINUTES: Final = 5
COMPARISONS: Final = {
    When.ABOVE: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    When.BELOW: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
}


class MonitoringStack(Stack):
    """topic is where every alarm goes."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        settings: StageSettings,
        *,
        network: NetworkStack,
        database: DatabaseStack,
        uploads: UploadsStack,
        api: ApiStack,
        prices: PricesStack | None,
    ) -> None:
        super().__init__(scope, name)
        self._settings = settings
        self._measured = Measured(
            self, settings, api=api, database=database, uploads=uploads, prices=prices
        )
        self._logs = {
            Log.FUNCTIONS: [f.log_group for f in self._measured.functions],
            Log.ACCESS: [api.gateway.access_log, api.partners.access_log],
            Log.DATABASE: [database.log_group],
            Log.NETWORK: [network.refused_log],
        }
        self.topic = self._alert_topic()
        acknowledge(
            self,
            {"Serverless-SNSRedrivePolicy": "A lost notice leaves the alarm in the console."},
        )
        for alarm in ALARMS:
            self._raise(alarm)
        self._dashboard()
        for query in LOG_QUERIES:
            self._save(query)
        self._watch_spend()
        CfnOutput(self, "AlertTopic", value=self.topic.topic_arn)

    def _alert_topic(self) -> sns.Topic:
        topic = sns.Topic(
            self, "Alerts", topic_name=f"{self._settings.prefix}-alerts", enforce_ssl=True
        )
        if self._settings.alert_email:
            topic.add_subscription(subscriptions.EmailSubscription(self._settings.alert_email))
        if self._settings.chat_webhook_secret:
            topic.add_subscription(subscriptions.LambdaSubscription(self._notifier()))
        for service in ("cloudwatch", "budgets", "costalerts"):
            topic.grant_publish(iam.ServicePrincipal(f"{service}.amazonaws.com"))
        acknowledge(
            topic,
            {
                "AwsSolutions-SNS2": "Alarms name a figure and a threshold, nothing of a user; a "
                "key of its own would cost a dollar a month."
            },
        )
        return topic

    def _notifier(self) -> lambda_.Function:
        log_group = logs.LogGroup(
            self,
            "NotifierLogs",
            retention=retention(self._settings.log_retention_days),
            removal_policy=RemovalPolicy.DESTROY,
        )
        role = iam.Role(self, "Notifier", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log_group.grant_write(role)
        secret = secretsmanager.Secret.from_secret_name_v2(
            self, "Webhook", self._settings.chat_webhook_secret
        )
        secret.grant_read(role)
        notifier = lambda_.Function(
            self,
            "Notify",
            runtime=RUNTIME,
            architecture=ARCHITECTURE,
            handler="notify.handler",
            code=lambda_.Code.from_asset(str(NOTIFIER), exclude=["__pycache__"]),
            role=role,
            timeout=Duration.seconds(30),
            memory_size=256,
            tracing=lambda_.Tracing.ACTIVE,
            log_group=log_group,
            environment={"WEBHOOK_SECRET": self._settings.chat_webhook_secret},
        )
        _acknowledge_notifier(self, notifier, role, self._settings.chat_webhook_secret)
        return notifier

    def _raise(self, alarm: Alarm) -> None:
        """A measure with a figure for each function gets an alarm for each."""
        found = self._measured.metrics(alarm.measure, alarm.period_minutes)
        for label, metric in found.items():
            name = alarm.name if len(found) == 1 else f"{alarm.name}-{label.replace('_', '-')}"
            self._alarm(name, alarm, metric).add_alarm_action(actions.SnsAction(self.topic))

    def _alarm(self, name: str, alarm: Alarm, metric: cloudwatch.IMetric) -> cloudwatch.AlarmBase:
        common: dict[str, Any] = {
            "alarm_name": f"{self._settings.prefix}-{name}",
            "alarm_description": alarm.advice,
            "metric": metric,
            "evaluation_periods": alarm.periods,
            "treat_missing_data": cloudwatch.TreatMissingData.NOT_BREACHING,
        }
        construct_id = name.title().replace("-", "")
        if alarm.when is When.UNUSUAL:
            outside = cloudwatch.ComparisonOperator.LESS_THAN_LOWER_OR_GREATER_THAN_UPPER_THRESHOLD
            return cloudwatch.AnomalyDetectionAlarm(
                self,
                construct_id,
                std_devs=alarm.threshold,
                comparison_operator=outside,
                **common,
            )
        return cloudwatch.Alarm(
            self,
            construct_id,
            threshold=alarm.threshold,
            comparison_operator=COMPARISONS[alarm.when],
            **common,
        )

    def _dashboard(self) -> None:
        dashboard = cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=self._settings.prefix,
            default_interval=Duration.days(1),
        )
        for row in ROWS:
            charts = [widget for widget in row.widgets if self._is_measured(widget)]
            if not charts:
                continue
            dashboard.add_widgets(
                cloudwatch.TextWidget(markdown=f"## {row.title}", width=24, height=1)
            )
            width = CHART_WIDTH // len(charts)
            dashboard.add_widgets(*(self._chart(widget, width) for widget in charts))

    def _is_measured(self, widget: Widget) -> bool:
        """In this stage: prices are not, where none are fetched."""
        return any(self._measured.metrics(m, CHART_MINUTES) for m in widget.measures)

    def _chart(self, widget: Widget, width: int) -> cloudwatch.GraphWidget:
        metrics = [m for measure in widget.measures for m in self._labelled(measure)]
        return cloudwatch.GraphWidget(
            title=widget.title,
            left=metrics,
            width=width,
            height=6,
            left_y_axis=cloudwatch.YAxisProps(min=0, label=unit_of(widget.measures[0]).value),
        )

    def _labelled(self, measure: Measure) -> list[cloudwatch.IMetric]:
        found = self._measured.metrics(measure, CHART_MINUTES)
        return [
            metric.with_(label=label)
            if isinstance(metric, cloudwatch.Metric | cloudwatch.MathExpression)
            else metric
            for label, metric in found.items()
        ]

    def _save(self, query: LogQuery) -> None:
        logs.CfnQueryDefinition(
            self,
            f"Query{query.name.title().replace('-', '')}",
            name=f"{self._settings.prefix}/{query.name}",
            query_string="\n| ".join(query.lines),
            log_group_names=[group.log_group_name for group in self._logs[query.log]],
        )

    def _watch_spend(self) -> None:
        """What this product costs by its tag; somebody must switch the tag on for costs once."""
        self._budget("Monthly", "MONTHLY", self._settings.monthly_budget_usd, BUDGET_STEPS_PERCENT)
        self._budget("Daily", "DAILY", self._settings.daily_spend_alert_usd, (100,))
        monitor = ce.CfnAnomalyMonitor(
            self,
            "CostAnomalies",
            monitor_name=self._settings.prefix,
            monitor_type="CUSTOM",
            monitor_specification=self.to_json_string(
                {"Tags": {"Key": "product", "Values": [PRODUCT], "MatchOptions": ["EQUALS"]}}
            ),
        )
        ce.CfnAnomalySubscription(
            self,
            "CostAnomalyAlert",
            subscription_name=f"{self._settings.prefix}-cost-anomalies",
            frequency="IMMEDIATE",
            monitor_arn_list=[monitor.attr_monitor_arn],
            subscribers=[
                ce.CfnAnomalySubscription.SubscriberProperty(
                    type="SNS", address=self.topic.topic_arn
                )
            ],
            threshold_expression=self.to_json_string(
                {
                    "Dimensions": {
                        "Key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                        "MatchOptions": ["GREATER_THAN_OR_EQUAL"],
                        "Values": [str(self._settings.daily_spend_alert_usd)],
                    }
                }
            ),
        )

    def _budget(self, name: str, unit: str, limit_usd: int, steps: tuple[int, ...]) -> None:
        subscribers = [self._subscriber("SNS", self.topic.topic_arn)]
        if self._settings.alert_email:
            subscribers.append(self._subscriber("EMAIL", self._settings.alert_email))
        budgets.CfnBudget(
            self,
            f"{name}Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_name=f"{self._settings.prefix}-{name.lower()}",
                budget_type="COST",
                time_unit=unit,
                budget_limit=budgets.CfnBudget.SpendProperty(amount=limit_usd, unit="USD"),
                cost_filters={"TagKeyValue": [f"user:product${PRODUCT}"]},
            ),
            notifications_with_subscribers=[
                budgets.CfnBudget.NotificationWithSubscribersProperty(
                    notification=budgets.CfnBudget.NotificationProperty(
                        notification_type="ACTUAL",
                        comparison_operator="GREATER_THAN",
                        threshold=step,
                        threshold_type="PERCENTAGE",
                    ),
                    subscribers=subscribers,
                )
                for step in steps
            ],
        )

    def _subscriber(self, kind: str, address: str) -> budgets.CfnBudget.SubscriberProperty:
        return budgets.CfnBudget.SubscriberProperty(subscription_type=kind, address=address)


def _acknowledge_notifier(
    stack: MonitoringStack, notifier: lambda_.Function, role: iam.Role, secret: str
) -> None:
    newest = "Python 3.13, as every function of ours."
    acknowledge(
        notifier,
        {
            "AwsSolutions-L1": newest,
            "Serverless-LambdaLatestVersion": newest,
            "Serverless-LambdaDLQ": "SNS tries again for an hour; the e-mail comes all the same.",
        },
    )
    acknowledge(
        role,
        {
            "AwsSolutions-IAM5[Resource::*]": "X-Ray has no resource to name.",
            f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:"
            f"<AWS::AccountId>:secret:{secret}-??????]": "Secrets Manager ends each name so.",
        },
    )
