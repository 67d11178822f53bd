"""A broker's file: straight from the browser into S3, then through a queue into the database."""

from typing import Any

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_guardduty as guardduty
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.arrivals import private_queue, tell_of_new_files
from infra.code import BuiltCode, StackCode
from infra.function import EconLensFunction, FunctionShape
from infra.settings import StageSettings
from infra.stacks.database import DatabaseStack

PREFIX = "uploads/"
TRIES = 3
BATCH = 5
SHAPE = FunctionShape(memory_mb=1024, timeout_seconds=60, layers=("numeric", "workbooks"))
# Lambda asks for six times the function's time, so that a batch is not handed out twice.
VISIBILITY = Duration.seconds(SHAPE.timeout_seconds * 6)
SCANNED = "GuardDutyMalwareScanStatus"
CLEAN = "NO_THREATS_FOUND"
SCANNER_RULE_ACTIONS = [
    "events:PutRule",
    "events:DeleteRule",
    "events:PutTargets",
    "events:RemoveTargets",
    "events:DescribeRule",
    "events:ListTargetsByRule",
]
SCANNER_ACTIONS = [
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:GetObjectTagging",
    "s3:GetObjectVersionTagging",
    "s3:PutObjectTagging",
    "s3:PutObjectVersionTagging",
]


class UploadsStack(Stack):
    """bucket takes the files, queue and dead_letters carry the jobs."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        settings: StageSettings,
        *,
        database: DatabaseStack,
        code: BuiltCode,
        reserved_concurrency: int,
    ) -> None:
        super().__init__(scope, name)
        self._settings = settings
        self.access_log = self._access_log()
        self.dead_letters = private_queue(self, "DeadLetters", retention_period=Duration.days(14))
        acknowledge(self.dead_letters, {"Serverless-SQSRedrivePolicy": "This is the last queue."})
        self.queue = private_queue(
            self,
            "Jobs",
            visibility_timeout=VISIBILITY,
            retention_period=Duration.days(4),
            dead_letter_queue=sqs.DeadLetterQueue(max_receive_count=TRIES, queue=self.dead_letters),
        )
        self.bucket = self._bucket()
        self.processor = self._processor(database, code, reserved_concurrency)
        if settings.malware_scan:
            self._process_after_scan()
        else:
            self._process_at_once()
        CfnOutput(self, "Bucket", value=self.bucket.bucket_name)
        CfnOutput(self, "QueueUrl", value=self.queue.queue_url)
        CfnOutput(self, "DeadLetterUrl", value=self.dead_letters.queue_url)

    def grant(self, role: iam.Role, actions: list[str], below: str = "*") -> None:
        """Let role do this to the files whose keys begin with uploads/, narrowed by below."""
        resource = f"arn:{self.partition}:s3:::{self._bucket_name()}/{PREFIX}{below}"
        role.add_to_policy(iam.PolicyStatement(actions=actions, resources=[resource]))
        told = (
            f"arn:<AWS::Partition>:s3:::{self._settings.prefix}-uploads-<AWS::AccountId>-"
            f"<AWS::Region>/{PREFIX}{below.replace('${', '<').replace('}', '>')}"
        )
        acknowledge(
            role,
            {
                f"AwsSolutions-IAM5[Resource::{told}]": (
                    "Keys are uploads/<user>/<upload>/source; the star stands below a fixed prefix."
                )
            },
        )

    def grant_listing(self, role: iam.Role) -> None:
        """Let role learn that a file is missing. Not narrowed to a prefix, since a request for one
        file names none."""
        bucket = f"arn:{self.partition}:s3:::{self._bucket_name()}"
        role.add_to_policy(iam.PolicyStatement(actions=["s3:ListBucket"], resources=[bucket]))

    def _bucket_name(self) -> str:
        """Fixed by us, so that policies can name the bucket before it exists."""
        return f"{self._settings.prefix}-uploads-{self.account}-{self.region}"

    def _access_log(self) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "AccessLog",
            **private_bucket(self._settings),
            lifecycle_rules=[s3.LifecycleRule(id="expire", expiration=Duration.days(90))],
        )
        acknowledge(bucket, {"AwsSolutions-S1": "This is the access log itself."})
        return bucket

    def _bucket(self) -> s3.Bucket:
        return s3.Bucket(
            self,
            "Files",
            bucket_name=self._bucket_name(),
            **private_bucket(self._settings),
            server_access_logs_bucket=self.access_log,
            server_access_logs_prefix="uploads/",
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="forget",
                    prefix=PREFIX,
                    expiration=Duration.days(7),
                    abort_incomplete_multipart_upload_after=Duration.days(1),
                )
            ],
            cors=[
                s3.CorsRule(
                    allowed_methods=[s3.HttpMethods.POST],
                    allowed_origins=list(upload_origins(self._settings)),
                    allowed_headers=["*"],
                    max_age=3600,
                )
            ],
        )

    def _processor(
        self, database: DatabaseStack, code: BuiltCode, reserved_concurrency: int
    ) -> EconLensFunction:
        processor = EconLensFunction(
            self,
            "process_upload",
            self._settings,
            code=StackCode(self, code),
            shape=SHAPE,
            environment={
                "ECONLENS_BUCKET": self.bucket.bucket_name,
                **database.function_environment,
            },
            place=database.place,
            reserved_concurrency=reserved_concurrency,
        )
        database.grant_login(processor.role)
        self.grant(processor.role, ["s3:GetObject", "s3:DeleteObject"])
        self.grant_listing(processor.role)
        processor.alias.add_event_source(
            event_sources.SqsEventSource(
                self.queue,
                batch_size=BATCH,
                report_batch_item_failures=True,
                # AWS takes two or more; above the function's own, messages fail for nothing.
                max_concurrency=max(2, reserved_concurrency),
            )
        )
        acknowledge(
            processor.alias,
            {"Serverless-LambdaEventSourceMappingDestination": "The queue has its dead letters."},
        )
        return processor

    def _process_at_once(self) -> None:
        """S3 tells the queue of each new file."""
        tell_of_new_files(self.bucket, self._bucket_name(), self.queue, PREFIX)

    def _process_after_scan(self) -> None:
        """GuardDuty scans each new file and tags it; only what is clean reaches the queue, and a
        file without the tag cannot be read."""
        role = self._scanner_role()
        guardduty.CfnMalwareProtectionPlan(
            self,
            "MalwareScan",
            role=role.role_arn,
            protected_resource=guardduty.CfnMalwareProtectionPlan.CFNProtectedResourceProperty(
                s3_bucket=guardduty.CfnMalwareProtectionPlan.S3BucketProperty(
                    bucket_name=self.bucket.bucket_name, object_prefixes=[PREFIX]
                )
            ),
            actions=guardduty.CfnMalwareProtectionPlan.CFNActionsProperty(
                tagging=guardduty.CfnMalwareProtectionPlan.CFNTaggingProperty(status="ENABLED")
            ),
        )
        self.bucket.add_to_resource_policy(
            iam.PolicyStatement(
                sid="OnlyWhatIsClean",
                effect=iam.Effect.DENY,
                principals=[iam.ArnPrincipal(self.processor.role.role_arn)],
                actions=["s3:GetObject"],
                resources=[self.bucket.arn_for_objects(f"{PREFIX}*")],
                conditions={"StringNotEquals": {f"s3:ExistingObjectTag/{SCANNED}": CLEAN}},
            )
        )
        self._send_clean_files()

    def _send_clean_files(self) -> None:
        key = events.EventField.from_path("$.detail.s3ObjectDetails.objectKey")
        rule = events.Rule(
            self,
            "CleanFile",
            description="A scanned file without malware becomes a job, as S3 would word it",
            event_pattern=events.EventPattern(
                source=["aws.guardduty"],
                detail_type=["GuardDuty Malware Protection Object Scan Result"],
                detail={
                    "s3ObjectDetails": {"bucketName": [self.bucket.bucket_name]},
                    "scanResultDetails": {"scanResultStatus": [CLEAN]},
                },
            ),
            targets=[
                targets.SqsQueue(
                    self.queue,
                    message=events.RuleTargetInput.from_object(
                        {"Records": [{"s3": {"object": {"key": key}}}]}
                    ),
                )
            ],
        )
        acknowledge(
            rule,
            {
                "Serverless-EventBusDLQ": "EventBridge tries for a day; after that the upload "
                "shows as expired, and the user starts it again."
            },
        )

    def _scanner_role(self) -> iam.Role:
        role = iam.Role(
            self,
            "Scanner",
            assumed_by=iam.ServicePrincipal("malware-protection-plan.guardduty.amazonaws.com"),
        )
        self.grant(role, SCANNER_ACTIONS)
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["s3:ListBucket", "s3:GetBucketNotification", "s3:PutBucketNotification"],
                resources=[self.bucket.bucket_arn],
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["s3:PutObject"],
                resources=[
                    self.bucket.arn_for_objects("malware-protection-resource-validation-object")
                ],
            )
        )
        rule = "rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*"
        role.add_to_policy(
            iam.PolicyStatement(
                actions=SCANNER_RULE_ACTIONS,
                resources=[f"arn:{self.partition}:events:{self.region}:{self.account}:{rule}"],
            )
        )
        acknowledge(
            role,
            {
                "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:events:<AWS::Region>:"
                f"<AWS::AccountId>:{rule}]": "GuardDuty ends the name of its rule itself."
            },
        )
        return role


def private_bucket(settings: StageSettings) -> dict[str, Any]:
    """What every bucket of ours has in common."""
    return {
        "block_public_access": s3.BlockPublicAccess.BLOCK_ALL,
        "enforce_ssl": True,
        "minimum_tls_version": 1.2,
        "encryption": s3.BucketEncryption.S3_MANAGED,
        "removal_policy": RemovalPolicy.RETAIN if settings.keep_data else RemovalPolicy.DESTROY,
        "auto_delete_objects": not settings.keep_data,
    }


def upload_origins(settings: StageSettings) -> tuple[str, ...]:
    """Pages that may read S3's answer to a form they posted. What may be posted at all is up to the
    signed form, so every CloudFront address will do where ours is not known yet."""
    own = () if settings.domain_name else ("https://*.cloudfront.net",)
    return own + settings.origins
