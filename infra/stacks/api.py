"""The API and the functions behind it, one for each domain of the route table."""

from typing import Final

from aws_cdk import CfnOutput, Duration, Fn, RemovalPolicy, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from constructs import Construct

from econlens.api.route_table import Function
from infra.acknowledge import acknowledge
from infra.code import BuiltCode, StackCode
from infra.function import EconLensFunction, FunctionShape
from infra.gateway import Backend, Gateway
from infra.settings import StageSettings
from infra.stacks.auth import AuthStack
from infra.stacks.database import DatabaseStack
from infra.stacks.uploads import UploadsStack

# A function that is not named here gets the default shape.
SHAPES: Final = {
    Function.AUTH: FunctionShape(outward=True, fast_start=True),
    Function.PORTFOLIOS: FunctionShape(fast_start=True),
    Function.USERS: FunctionShape(outward=True),
    Function.ANALYSIS: FunctionShape(
        memory_mb=1024, timeout_seconds=28, layers=("numeric", "documents")
    ),
    Function.SHARING: FunctionShape(memory_mb=1024, layers=("passphrases",)),
    Function.SHARED: FunctionShape(memory_mb=1024, layers=("numeric", "passphrases")),
}
# Everything else that Cognito does for them needs no right, but the user's own token or password.
# auth looks up whose a recovery code or a new password is.
POOL_ACTIONS: Final = {
    Function.AUTH: ("cognito-idp:AdminGetUser", "cognito-idp:AdminUserGlobalSignOut"),
    Function.USERS: (
        "cognito-idp:AdminGetUser",
        "cognito-idp:ListUsers",
        "cognito-idp:AdminUpdateUserAttributes",
        "cognito-idp:AdminDeleteUser",
    ),
}
# uploads signs forms, and a form may do what its signer may; it copies a file onto itself when
# that is to be read again. users deletes the files of an account that ends.
FILE_ACTIONS: Final = {
    Function.UPLOADS: ("s3:PutObject", "s3:GetObject", "s3:DeleteObject"),
    Function.USERS: ("s3:DeleteObject",),
}
# Whoever may not list a bucket is told "denied" of a file that is not there.
FILES_MAY_BE_MISSING: Final = (Function.UPLOADS,)
# A request that no route knows: it wakes the function and is refused.
PING: Final = {"httpMethod": "GET", "resource": "/ping", "requestContext": {"requestId": "ping"}}


def shape_of(function: Function) -> FunctionShape:
    return SHAPES.get(function, FunctionShape())


def database_functions() -> int:
    """How many functions share the database's connections: these and the upload processor."""
    return len(Function) + 1


class ApiStack(Stack):
    """gateway is the web app's door, partners the one that asks for an API key. edge_key: what
    CloudFront proves itself with, so that only its word for a browser's address counts."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        settings: StageSettings,
        *,
        code: BuiltCode,
        auth: AuthStack,
        database: DatabaseStack,
        uploads: UploadsStack,
        reserved_concurrency: int,
    ) -> None:
        super().__init__(scope, name)
        self._settings = settings
        self._database = database
        self._auth = auth
        self._uploads = uploads
        self._reserved_concurrency = reserved_concurrency
        # Random, the same at each deployment, and unknown outside the account.
        self.edge_key = Fn.select(2, Fn.split("/", self.stack_id))
        shared_code = StackCode(self, code)
        self.functions = {
            function.value: self._function(function, shared_code) for function in Function
        }
        self._grant()
        self._keep_awake()
        account = self._logging_account()
        backend = Backend(
            functions={name: f.alias for name, f in self.functions.items()}, users=auth.pool
        )
        self.gateway = Gateway(self, "Web", settings, backend=backend)
        self.partners = Gateway(self, "Partners", settings, backend=backend, api_key_required=True)
        for gateway in (self.gateway, self.partners):
            gateway.stage.node.add_dependency(account)
        self._admit_partners()
        CfnOutput(self, "ApiUrl", value=self.gateway.api.url)
        CfnOutput(self, "PartnersUrl", value=self.partners.api.url)

    def _function(self, function: Function, code: StackCode) -> EconLensFunction:
        made = EconLensFunction(
            self,
            function.value,
            self._settings,
            code=code,
            shape=shape_of(function),
            environment=self._environment(function),
            place=self._database.place,
            reserved_concurrency=self._reserved_concurrency,
        )
        self._database.grant_login(made.role)
        return made

    def _environment(self, function: Function) -> dict[str, str]:
        environment = {
            "ECONLENS_EDGE_KEY": self.edge_key,
            "ECONLENS_APP_ORIGINS": ",".join(self._settings.origins),
            **self._database.function_environment,
        }
        if function in POOL_ACTIONS:
            environment["ECONLENS_USER_POOL_ID"] = self._auth.pool.user_pool_id
            environment["ECONLENS_CLIENT_ID"] = self._auth.client.user_pool_client_id
        if function in FILE_ACTIONS:
            environment["ECONLENS_BUCKET"] = self._uploads.bucket.bucket_name
        return environment

    def _grant(self) -> None:
        for function, pool_actions in POOL_ACTIONS.items():
            self._auth.pool.grant(self.functions[function].role, *pool_actions)
        for function, file_actions in FILE_ACTIONS.items():
            self._uploads.grant(self.functions[function].role, list(file_actions))
        for function in FILES_MAY_BE_MISSING:
            self._uploads.grant_listing(self.functions[function].role)

    def _admit_partners(self) -> None:
        """A plan, and a first key; `aws apigateway create-api-key` makes one for each partner."""
        throttles = self._settings.throttles
        rate, burst = throttles.partner_rate
        plan = self.partners.api.add_usage_plan(
            "PartnerPlan",
            name=f"{self._settings.prefix}-partners",
            throttle=apigateway.ThrottleSettings(rate_limit=rate, burst_limit=burst),
            quota=apigateway.QuotaSettings(
                limit=throttles.partner_requests_per_day, period=apigateway.Period.DAY
            ),
            api_stages=[
                apigateway.UsagePlanPerApiStage(api=self.partners.api, stage=self.partners.stage)
            ],
        )
        key = self.partners.api.add_api_key(
            "FirstPartner", api_key_name=f"{self._settings.prefix}-first-partner"
        )
        plan.add_api_key(key)
        CfnOutput(self, "FirstPartnerKeyId", value=key.key_id)

    def _keep_awake(self) -> None:
        """A function in a VPC goes inactive when nobody calls it for weeks; the next call fails."""
        for function in Function:
            self._ping(function)

    def _ping(self, function: Function) -> None:
        target = targets.LambdaFunction(
            self.functions[function].alias,
            event=events.RuleTargetInput.from_object(PING),
            retry_attempts=0,
        )
        rule = events.Rule(
            self,
            f"KeepAwake{function.value.title()}",
            schedule=events.Schedule.rate(Duration.days(3)),
            targets=[target],
        )
        acknowledge(rule, {"Serverless-EventBusDLQ": "A lost ping is made good by the next one."})

    def _logging_account(self) -> apigateway.CfnAccount:
        """API Gateway writes no log until its account has a role for it. One for all its APIs."""
        role = iam.Role(
            self,
            "ApiLogs",
            assumed_by=iam.ServicePrincipal("apigateway.amazonaws.com"),
            managed_policies=[
                iam.ManagedPolicy.from_aws_managed_policy_name(
                    "service-role/AmazonAPIGatewayPushToCloudWatchLogs"
                )
            ],
        )
        acknowledge(
            role,
            {
                "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
                "AmazonAPIGatewayPushToCloudWatchLogs]": (
                    "The account's setting asks for exactly this policy, which writes logs only."
                )
            },
        )
        account = apigateway.CfnAccount(self, "ApiAccount", cloud_watch_role_arn=role.role_arn)
        # Other APIs of the account use it too, so it outlives this stack.
        account.apply_removal_policy(
            RemovalPolicy.RETAIN if self._settings.keep_data else RemovalPolicy.DESTROY
        )
        return account
