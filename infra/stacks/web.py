"""The web app and the API behind one address: a private bucket, CloudFront, nothing else."""

from pathlib import Path
from typing import Any, Final, cast

from aws_cdk import CfnElement, CfnOutput, CustomResource, Duration, RemovalPolicy, Stack
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as assets
from constructs import Construct

from econlens.api.edge import KEY_HEADER
from infra.acknowledge import acknowledge
from infra.code import ARCHITECTURE, RUNTIME
from infra.custom_resource import provider
from infra.function import retention
from infra.settings import StageSettings
from infra.stacks.api import ApiStack
from infra.stacks.auth import AuthStack
from infra.stacks.cutover import CutoverStack
from infra.stacks.uploads import UploadsStack, private_bucket

APP: Final = Path(__file__).resolve().parents[2] / "web" / "dist"
PUBLISHER: Final = Path(__file__).resolve().parents[1] / "publisher"
HASHED: Final = "assets/*"
SHARED: Final = "shared/*"
NOT_TO_BE_FOUND: Final = {"X-Robots-Tag": "noindex, nofollow"}
# A path without a dot is a page of the app, which index.html shows.
PAGES: Final = """
function handler(event) {
  var request = event.request;
  if (request.uri.lastIndexOf('.') <= request.uri.lastIndexOf('/')) request.uri = '/index.html';
  return request;
}
"""


class WebStack(Stack):
    """distribution is the address of everything."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        settings: StageSettings,
        *,
        api: ApiStack,
        auth: AuthStack,
        uploads: UploadsStack,
        cutover: CutoverStack | None,
    ) -> None:
        super().__init__(scope, name)
        self._settings = settings
        self._api = api
        self._auth = auth
        self.access_log = self._access_log()
        self.bucket = s3.Bucket(
            self,
            "App",
            **private_bucket(settings),
            server_access_logs_bucket=self.access_log,
            server_access_logs_prefix="app/",
        )
        self._uploads = f"https://{uploads.bucket.bucket_regional_domain_name}"
        self._headers = self._security_headers("Headers", {})
        self.distribution = self._distribution(cutover)
        self._publish()
        CfnOutput(self, "Url", value=f"https://{self.distribution.distribution_domain_name}")

    def _access_log(self) -> s3.Bucket:
        """CloudFront writes its log as objects of its own, which needs the older ownership."""
        bucket = s3.Bucket(
            self,
            "AccessLog",
            **private_bucket(self._settings),
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
            lifecycle_rules=[s3.LifecycleRule(id="expire", expiration=Duration.days(90))],
        )
        acknowledge(bucket, {"AwsSolutions-S1": "This is the access log itself."})
        return bucket

    def _distribution(self, cutover: CutoverStack | None) -> cloudfront.Distribution:
        settings = self._settings
        to_index = self._to_index()
        unlisted = self._security_headers("UnlistedHeaders", NOT_TO_BE_FOUND)
        distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=settings.prefix,
            default_root_object="index.html",
            domain_names=[settings.domain_name] if settings.domain_name else None,
            certificate=(
                acm.Certificate.from_certificate_arn(self, "Certificate", settings.certificate_arn)
                if settings.certificate_arn
                else None
            ),
            minimum_protocol_version=(
                cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021
                if settings.certificate_arn
                else None
            ),
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
            log_bucket=self.access_log,
            log_file_prefix="cloudfront/",
            default_behavior=self._pages(to_index, self._headers),
            additional_behaviors={
                HASHED: self._assets(),
                SHARED: self._pages(to_index, unlisted),
                "/v1/*": self._calls(cutover),
            },
        )
        _acknowledge(distribution)
        return distribution

    def _to_index(self) -> cloudfront.FunctionAssociation:
        function = cloudfront.Function(
            self,
            "Pages",
            runtime=cloudfront.FunctionRuntime.JS_2_0,
            code=cloudfront.FunctionCode.from_inline(PAGES),
        )
        return cloudfront.FunctionAssociation(
            function=function, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST
        )

    def _pages(
        self, to_index: cloudfront.FunctionAssociation, headers: cloudfront.ResponseHeadersPolicy
    ) -> cloudfront.BehaviorOptions:
        static = self._static(headers)
        return cloudfront.BehaviorOptions(**static, function_associations=[to_index])

    def _assets(self) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(**self._static(self._headers))

    def _static(self, headers: cloudfront.ResponseHeadersPolicy) -> dict[str, Any]:
        return {
            "origin": origins.S3BucketOrigin.with_origin_access_control(self.bucket),
            "viewer_protocol_policy": cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            "cache_policy": cloudfront.CachePolicy.CACHING_OPTIMIZED,
            "response_headers_policy": headers,
            "compress": True,
        }

    def _calls(self, cutover: CutoverStack | None) -> cloudfront.BehaviorOptions:
        """API answers are nobody else's: never cached here, and every header is passed on."""
        return cloudfront.BehaviorOptions(
            origin=origins.RestApiOrigin(
                self._api.gateway.api, custom_headers={KEY_HEADER: self._api.edge_key}
            ),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            response_headers_policy=self._headers,
            function_associations=cutover.associations if cutover else None,
            compress=True,
        )

    def _security_headers(
        self, name: str, more: dict[str, str]
    ) -> cloudfront.ResponseHeadersPolicy:
        """The same as the local server's."""
        custom = {
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            **more,
        }
        return cloudfront.ResponseHeadersPolicy(
            self,
            name,
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                    content_security_policy=self._content_policy(), override=True
                ),
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
                frame_options=cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption.DENY, override=True
                ),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
                ),
                strict_transport_security=_always_https(),
            ),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
                    for name, value in custom.items()
                ]
            ),
        )

    def _content_policy(self) -> str:
        """Scripts post files straight to the bucket, and exchange at Cognito's domain the code that
        somebody brings along from Google or Facebook."""
        sign_in = [self._auth.domain.base_url()] if self._auth.external_providers else []
        connect = " ".join(["'self'", self._uploads, *sign_in])
        return (
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            f"img-src 'self' data: blob:; connect-src {connect}; "
            "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )

    def _publish(self) -> None:
        app = assets.Asset(self, "BuiltApp", path=str(APP))
        publisher = self._publisher(app)
        published = CustomResource(
            self,
            "Published",
            resource_type="Custom::EconLensApp",
            service_token=provider(
                self, "PublishProvider", publisher, retention(self._settings.log_retention_days)
            ).service_token,
            service_timeout=Duration.minutes(5),
            properties={
                "Source": {"Bucket": app.s3_bucket_name, "Key": app.s3_object_key},
                "Bucket": self.bucket.bucket_name,
                "Distribution": self.distribution.distribution_id,
                "Config": self.to_json_string(self._config()),
            },
        )
        # The rights come with the role's policy, which nothing above refers to.
        published.node.add_dependency(publisher.role)

    def _publisher(self, app: assets.Asset) -> lambda_.Function:
        role = iam.Role(self, "Publisher", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log_group = logs.LogGroup(
            self,
            "PublisherLogs",
            retention=retention(self._settings.log_retention_days),
            removal_policy=RemovalPolicy.DESTROY,
        )
        log_group.grant_write(role)
        built = f"{app.bucket.bucket_arn}/{app.s3_object_key}"
        for action, resource in (
            ("s3:GetObject", built),
            ("s3:PutObject", self.bucket.arn_for_objects("*")),
            ("cloudfront:CreateInvalidation", self.distribution.distribution_arn),
        ):
            role.add_to_policy(iam.PolicyStatement(actions=[action], resources=[resource]))
        publisher = lambda_.Function(
            self,
            "Publish",
            runtime=RUNTIME,
            architecture=ARCHITECTURE,
            handler="publish.handler",
            code=lambda_.Code.from_asset(str(PUBLISHER), exclude=["__pycache__"]),
            role=role,
            memory_size=512,
            timeout=Duration.minutes(2),
            log_group=log_group,
        )
        _acknowledge_publisher(self, role, publisher)
        return publisher

    def _config(self) -> dict[str, Any]:
        """What the app asks for at its start; known only now that everything is there."""
        return {
            "host": "aws",
            "demo": None,
            "region": self.region,
            "userPoolId": self._auth.pool.user_pool_id,
            "clientId": self._auth.client.user_pool_client_id,
            "signInDomain": self._auth.domain.base_url(),
            "providers": [{"id": name, "name": name} for name in self._auth.external_providers],
        }


def _acknowledge(distribution: cloudfront.Distribution) -> None:
    acknowledge(
        distribution,
        {
            "AwsSolutions-CFR1": "Investors live everywhere.",
            "AwsSolutions-CFR2": "A web ACL costs $5 and more a month; see docs/aws.md, Web.",
            "AwsSolutions-CFR4": "Without a domain of its own, CloudFront's certificate sets the "
            "lowest TLS version; with one, TLS 1.2 is.",
        },
    )


def _acknowledge_publisher(stack: WebStack, role: iam.Role, publisher: lambda_.Function) -> None:
    bucket = stack.get_logical_id(cast("CfnElement", stack.bucket.node.default_child))
    whole = {f"AwsSolutions-IAM5[Resource::<{bucket}.Arn>/*]": "It fills this bucket."}
    acknowledge(role, whole)
    newest = "Python 3.13, as every function of ours."
    acknowledge(
        publisher,
        {
            "AwsSolutions-L1": newest,
            "Serverless-LambdaLatestVersion": newest,
            "Serverless-LambdaDLQ": "CloudFormation waits for its answer.",
            "Serverless-LambdaTracing": "It runs at deployments only.",
        },
    )


def _always_https() -> cloudfront.ResponseHeadersStrictTransportSecurity:
    return cloudfront.ResponseHeadersStrictTransportSecurity(
        access_control_max_age=Duration.days(365), include_subdomains=True, override=True
    )
