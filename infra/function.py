"""One Lambda function with all that each of ours has: log group, alias, gradual deployment."""

from dataclasses import dataclass

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.code import ARCHITECTURE, RUNTIME, StackCode
from infra.settings import StageSettings

ALIAS = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionShape:
    """What a function needs, by measurement. layers are those beside base; outward: it also calls
    Cognito from inside the network; fast_start: SnapStart or provisioned concurrency
    apply to it, where a stage has them switched on."""

    memory_mb: int = 512
    timeout_seconds: int = 15
    layers: tuple[str, ...] = ()
    outward: bool = False
    fast_start: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a function runs that uses the database."""

    vpc: ec2.IVpc
    group: ec2.ISecurityGroup
    outward_group: ec2.ISecurityGroup

    def group_of(self, shape: FunctionShape) -> ec2.ISecurityGroup:
        return self.outward_group if shape.outward else self.group


class EconLensFunction(Construct):
    """function, and alias, which is what everybody calls."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        settings: StageSettings,
        *,
        code: StackCode,
        shape: FunctionShape,
        environment: dict[str, str],
        place: Place | None,
        reserved_concurrency: int | None = None,
        gradual: bool = True,
    ) -> None:
        super().__init__(scope, name.replace("_", " ").title().replace(" ", ""))
        self.short_name = name
        self._settings = settings
        self._shape = shape
        self._fast = settings if shape.fast_start else None
        self.log_group = self._make_log_group()
        self.role = _role(self, self.log_group, in_vpc=place is not None)
        self.function = self._make_function(code, environment, place, reserved_concurrency)
        self.alias = self._make_alias()
        _acknowledge(self)
        if settings.canary and gradual:
            self._deploy_gradually()

    @property
    def _full_name(self) -> str:
        return f"{self._settings.prefix}-{self.short_name}"

    def _make_log_group(self) -> logs.LogGroup:
        return logs.LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/lambda/{self._full_name}",
            retention=retention(self._settings.log_retention_days),
            removal_policy=RemovalPolicy.DESTROY,
        )

    def _make_function(
        self,
        code: StackCode,
        environment: dict[str, str],
        place: Place | None,
        reserved_concurrency: int | None,
    ) -> lambda_.Function:
        shape = self._shape
        reserve = self._settings.reserve_concurrency
        snap = self._fast and self._fast.snap_start
        return lambda_.Function(
            self,
            "Function",
            function_name=self._full_name,
            runtime=RUNTIME,
            architecture=ARCHITECTURE,
            handler=f"econlens.functions.{self.short_name}.handler",
            code=code.package,
            layers=code.layers(*shape.layers),
            role=self.role,
            environment={"ECONLENS_HOST": "aws", **_outward(shape), **environment},
            memory_size=shape.memory_mb,
            timeout=Duration.seconds(shape.timeout_seconds),
            tracing=lambda_.Tracing.ACTIVE,
            log_group=self.log_group,
            reserved_concurrent_executions=reserved_concurrency if reserve else None,
            vpc=place.vpc if place else None,
            vpc_subnets=_isolated() if place else None,
            security_groups=[place.group_of(shape)] if place else None,
            ipv6_allowed_for_dual_stack=shape.outward or None,
            snap_start=lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS if snap else None,
        )

    def _make_alias(self) -> lambda_.Alias:
        provisioned = self._fast.provisioned_concurrency if self._fast else None
        return lambda_.Alias(
            self,
            "Alias",
            alias_name=ALIAS,
            version=self.function.current_version,
            provisioned_concurrent_executions=provisioned or None,
        )

    def _deploy_gradually(self) -> None:
        """A tenth of the calls for five minutes; an error in them brings the old version back."""
        errors = cloudwatch.Alarm(
            self,
            "CanaryErrors",
            alarm_description="Errors of the version that is being deployed: roll it back.",
            metric=self.alias.metric_errors(period=Duration.minutes(1)),
            threshold=1,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        codedeploy.LambdaDeploymentGroup(
            self,
            "Deployment",
            alias=self.alias,
            alarms=[errors],
            deployment_config=codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES,
        )


def retention(days: int) -> logs.RetentionDays:
    """CDK names the periods that CloudWatch knows; theirs are the only ones it takes."""
    names = {7: "ONE_WEEK", 14: "TWO_WEEKS", 30: "ONE_MONTH", 90: "THREE_MONTHS", 365: "ONE_YEAR"}
    return logs.RetentionDays[names[days]]


def _outward(shape: FunctionShape) -> dict[str, str]:
    """Only the newer names of AWS's services have IPv6 addresses."""
    return {"AWS_USE_DUALSTACK_ENDPOINT": "true"} if shape.outward else {}


def _isolated() -> ec2.SubnetSelection:
    return ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)


def _role(scope: Construct, log_group: logs.LogGroup, *, in_vpc: bool) -> iam.Role:
    """May write its log, trace, and in a VPC attach itself. The rest is granted by the stack."""
    role = iam.Role(scope, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    log_group.grant_write(role)
    if in_vpc:
        role.add_to_policy(
            iam.PolicyStatement(
                actions=[
                    "ec2:CreateNetworkInterface",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSubnets",
                    "ec2:DeleteNetworkInterface",
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:UnassignPrivateIpAddresses",
                ],
                resources=["*"],
            )
        )
    return role


def _acknowledge(function: EconLensFunction) -> None:
    newest = "Python 3.13 on purpose: 3.14 starts ten milliseconds slower, by measurement."
    acknowledge(
        function,
        {
            "AwsSolutions-L1": newest,
            "Serverless-LambdaLatestVersion": newest,
            "Serverless-LambdaDLQ": (
                "Nobody calls it without waiting for its answer: the caller or the queue knows."
            ),
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
            "AWSCodeDeployRoleForLambdaLimited]": (
                "CodeDeploy's own policy, the narrower of its two; it moves aliases and no more."
            ),
            "AwsSolutions-IAM5[Resource::*]": (
                "X-Ray and the attachment to a VPC's network have no resource to name; the actions "
                "are only those that Lambda itself asks for."
            ),
        },
    )
