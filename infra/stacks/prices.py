"""Closing prices: fetched outside the network into S3, loaded inside it through a queue.

What reaches the internet cannot reach the database, and the other way round. The loader leaves word
of what is wanted, since the fetcher has no other way of knowing.
"""

from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from econlens.domain.price_keys import FETCHED, WANTED
from infra.acknowledge import acknowledge
from infra.arrivals import private_queue, tell_of_new_files
from infra.code import BuiltCode, StackCode
from infra.function import EconLensFunction, FunctionShape
from infra.settings import StageSettings
from infra.stacks.database import DatabaseStack, dsn
from infra.stacks.uploads import private_bucket

TRIES = 3
ROLE = "econlens_prices"
FETCHER = FunctionShape(timeout_seconds=900, layers=("prices",))
LOADER = FunctionShape(timeout_seconds=60)
VISIBILITY = Duration.seconds(LOADER.timeout_seconds * 6)
# UTC, once the exchanges of America have closed in summer and in winter.
WANTED_AT = ("21", "30")
FETCHED_AT = ("22", "30")


class PricesStack(Stack):
    """functions and dead_letters are watched with those of the rest. reserved: how many loaders may
    run at once."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        settings: StageSettings,
        *,
        database: DatabaseStack,
        code: BuiltCode,
        reserved: int,
    ) -> None:
        super().__init__(scope, name)
        self._settings = settings
        self._code = StackCode(self, code)
        self.dead_letters = private_queue(self, "DeadLetters", retention_period=Duration.days(14))
        acknowledge(self.dead_letters, {"Serverless-SQSRedrivePolicy": "This is the last queue."})
        self.queue = private_queue(
            self,
            "Fetched",
            visibility_timeout=VISIBILITY,
            retention_period=Duration.days(4),
            dead_letter_queue=sqs.DeadLetterQueue(max_receive_count=TRIES, queue=self.dead_letters),
        )
        self.bucket = self._bucket()
        # Of each series that has been fetched, and of nothing else.
        tell_of_new_files(self.bucket, self._bucket_name(), self.queue, FETCHED)
        fetcher, loader = self._fetcher(), self._loader(database, reserved)
        self._schedule("LeaveWord", loader, WANTED_AT)
        self._schedule("Fetch", fetcher, FETCHED_AT)
        self.functions = (fetcher, loader)

    def _bucket_name(self) -> str:
        """Fixed by us, so that the queue's policy can name the bucket before it exists."""
        return f"{self._settings.prefix}-prices-{self.account}-{self.region}"

    def _bucket(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "Prices",
            bucket_name=self._bucket_name(),
            **private_bucket(self._settings),
            lifecycle_rules=[s3.LifecycleRule(id="forget", expiration=Duration.days(7))],
        )
        acknowledge(
            bucket,
            {"AwsSolutions-S1": "Public closing prices on their way; two functions reach them."},
        )
        return bucket

    def _fetcher(self) -> EconLensFunction:
        """Reads one file and writes below one prefix; no database, no network of ours."""
        name = self._settings.prices_secret
        fetcher = EconLensFunction(
            self,
            "fetch_prices",
            self._settings,
            code=self._code,
            shape=FETCHER,
            environment={
                "ECONLENS_BUCKET": self._bucket_name(),
                **({"ECONLENS_TIINGO_SECRET": name} if name else {}),
            },
            place=None,
            reserved_concurrency=1,
        )
        self._grant(fetcher, "s3:GetObject", WANTED)
        self._grant(fetcher, "s3:PutObject", f"{FETCHED}*")
        # Without it S3 says "denied" of a file that is not there yet.
        self._grant_bucket(fetcher, "s3:ListBucket")
        if name:
            secret = secretsmanager.Secret.from_secret_name_v2(self, "TiingoKey", name)
            secret.grant_read(fetcher.role)
        return fetcher

    def _loader(self, database: DatabaseStack, reserved_concurrency: int) -> EconLensFunction:
        loader = EconLensFunction(
            self,
            "load_prices",
            self._settings,
            code=self._code,
            shape=LOADER,
            environment={
                "ECONLENS_BUCKET": self._bucket_name(),
                # Past a proxy, which knows the role of requests alone.
                "ECONLENS_PRICES_DSN": dsn(database.server, ROLE),
                "ECONLENS_DATABASE_LOGIN": self._settings.database.auth.value,
            },
            place=database.place,
            reserved_concurrency=reserved_concurrency,
        )
        self._grant_login(loader, database.server.resource_id)
        self._grant(loader, "s3:GetObject", f"{FETCHED}*")
        self._grant(loader, "s3:PutObject", WANTED)
        loader.alias.add_event_source(
            event_sources.SqsEventSource(
                self.queue,
                batch_size=5,
                report_batch_item_failures=True,
                max_concurrency=max(2, reserved_concurrency),
            )
        )
        acknowledge(
            loader.alias,
            {"Serverless-LambdaEventSourceMappingDestination": "The queue has its dead letters."},
        )
        return loader

    def _grant_login(self, function: EconLensFunction, database_id: str) -> None:
        """As the role that may write prices, and reads no user's row."""
        resource = f"rds-db:{self.region}:{self.account}:dbuser:{database_id}/{ROLE}"
        function.role.add_to_policy(
            iam.PolicyStatement(
                actions=["rds-db:connect"], resources=[f"arn:{self.partition}:{resource}"]
            )
        )

    def _grant(self, function: EconLensFunction, action: str, key: str) -> None:
        resource = f"arn:{self.partition}:s3:::{self._bucket_name()}/{key}"
        function.role.add_to_policy(iam.PolicyStatement(actions=[action], resources=[resource]))
        if key.endswith("*"):
            told = (
                f"arn:<AWS::Partition>:s3:::{self._settings.prefix}-prices-<AWS::AccountId>-"
                f"<AWS::Region>/{key}"
            )
            reason = "Keys are prices/fetched/<symbol>.json; the star stands below a fixed prefix."
            acknowledge(function.role, {f"AwsSolutions-IAM5[Resource::{told}]": reason})

    def _grant_bucket(self, function: EconLensFunction, action: str) -> None:
        resource = f"arn:{self.partition}:s3:::{self._bucket_name()}"
        function.role.add_to_policy(iam.PolicyStatement(actions=[action], resources=[resource]))

    def _schedule(self, name: str, function: EconLensFunction, at: tuple[str, str]) -> None:
        rule = events.Rule(
            self,
            name,
            description=f"Weekdays: {function.short_name.replace('_', ' ')}",
            schedule=events.Schedule.cron(hour=at[0], minute=at[1], week_day="MON-FRI"),
            targets=[targets.LambdaFunction(function.alias, retry_attempts=2)],
        )
        acknowledge(
            rule, {"Serverless-EventBusDLQ": "What is missed today is wanted again tomorrow."}
        )
