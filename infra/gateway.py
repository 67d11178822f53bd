"""A REST API made from the route table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aws_cdk import Duration, RemovalPolicy, Size
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from econlens.api.edge import EXPOSED_HEADERS, PASSPHRASE_HEADER
from econlens.api.route_table import ROUTES, Auth, Route
from infra.acknowledge import acknowledge
from infra.draft04 import model_schema
from infra.function import retention
from infra.gateway_errors import add_gateway_responses
from infra.settings import StageSettings

INTEGRATION_TIMEOUT = Duration.seconds(29)
AUTHORIZATION: Final = "method.request.header.Authorization"
ALLOWED_HEADERS: Final = [
    "Authorization",
    "Content-Type",
    "If-Match",
    "X-Access-Token",
    PASSPHRASE_HEADER,
]
# What functions answer in base64, for whoever accepts exactly this.
BINARY_TYPES: Final = ["application/pdf", "application/zip"]
# Nothing here names a person: no address, no token, no query.
ACCESS_LOG: Final = {
    "requestId": "$context.requestId",
    "time": "$context.requestTime",
    "method": "$context.httpMethod",
    "resource": "$context.resourcePath",
    "status": "$context.status",
    "error": "$context.error.responseType",
    "latencyMs": "$context.responseLatency",
    "functionMs": "$context.integrationLatency",
    "bytes": "$context.responseLength",
    "trace": "$context.xrayTraceId",
    "apiKeyId": "$context.identity.apiKeyId",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """What answers the routes. functions is keyed by routes.Function values."""

    functions: Mapping[str, lambda_.IFunction]
    users: cognito.IUserPool


class Gateway(Construct):
    """api and stage. With api_key_required every call needs a key, and counts against its plan."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        settings: StageSettings,
        *,
        backend: Backend,
        api_key_required: bool = False,
    ) -> None:
        super().__init__(scope, name)
        self._settings = settings
        self._backend = backend
        self._api_key_required = api_key_required
        self.api = self._rest_api(name)
        self._integrations = {
            key: apigateway.LambdaIntegration(
                function,
                timeout=INTEGRATION_TIMEOUT,
                scope_permission_to_method=False,
            )
            for key, function in backend.functions.items()
        }
        self._validators = {body: self._validator(body=body) for body in (True, False)}
        self._authorizer = apigateway.CognitoUserPoolsAuthorizer(
            self,
            "IdToken",
            cognito_user_pools=[backend.users],
            results_cache_ttl=Duration.minutes(5),
        )
        self._models: dict[type, apigateway.Model] = {}
        for route in ROUTES:
            self._add(route)
        self._allow_other_pages()
        origin = settings.origins[0] if settings.origins else None
        add_gateway_responses(self, self.api, allowed_origin=origin)
        _acknowledge(self)

    def _rest_api(self, name: str) -> apigateway.RestApi:
        settings = self._settings
        return apigateway.RestApi(
            self,
            "Api",
            rest_api_name=f"{settings.prefix}-{name.lower()}",
            description=f"EconLens {settings.name}: {name.lower()}",
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            min_compression_size=Size.kibibytes(1),
            binary_media_types=BINARY_TYPES,
            cloud_watch_role=False,
            disable_execute_api_endpoint=False,
            deploy_options=self._stage_options(),
        )

    def _validator(self, *, body: bool) -> apigateway.RequestValidator:
        return self.api.add_request_validator(
            f"Validate{'Body' if body else 'Parameters'}",
            validate_request_parameters=True,
            validate_request_body=body,
        )

    @property
    def stage(self) -> apigateway.Stage:
        return self.api.deployment_stage

    def _stage_options(self) -> apigateway.StageOptions:
        settings = self._settings
        rate, burst = settings.throttles.stage
        self.access_log = logs.LogGroup(
            self,
            "AccessLog",
            retention=retention(settings.log_retention_days),
            removal_policy=RemovalPolicy.DESTROY,
        )
        return apigateway.StageOptions(
            stage_name=settings.name,
            access_log_destination=apigateway.LogGroupLogDestination(self.access_log),
            access_log_format=apigateway.AccessLogFormat.custom(json_line(ACCESS_LOG)),
            logging_level=apigateway.MethodLoggingLevel.ERROR,
            data_trace_enabled=False,
            metrics_enabled=True,
            tracing_enabled=True,
            throttling_rate_limit=rate,
            throttling_burst_limit=burst,
            cache_cluster_enabled=settings.response_cache or None,
            cache_cluster_size="0.5" if settings.response_cache else None,
            cache_data_encrypted=settings.response_cache or None,
            caching_enabled=False if settings.response_cache else None,
            method_options={_method_path(route): self._method_options(route) for route in ROUTES},
        )

    def _method_options(self, route: Route) -> apigateway.MethodDeploymentOptions:
        rate, burst = self._settings.throttles.by_rate_class[route.rate]
        cached = self._settings.response_cache and route.cache_seconds > 0
        return apigateway.MethodDeploymentOptions(
            throttling_rate_limit=rate,
            throttling_burst_limit=burst,
            caching_enabled=cached or None,
            cache_ttl=Duration.seconds(route.cache_seconds) if cached else None,
            cache_data_encrypted=cached or None,
        )

    def _add(self, route: Route) -> None:
        _, path = route.key
        signed_in = route.auth is Auth.USER
        method = self.api.root.resource_for_path(path).add_method(
            route.method,
            self._integration(route),
            operation_name=route.operation,
            api_key_required=self._api_key_required or None,
            authorizer=self._authorizer if signed_in else None,
            authorization_type=(
                apigateway.AuthorizationType.COGNITO
                if signed_in
                else apigateway.AuthorizationType.NONE
            ),
            request_models=self._request_models(route),
            request_parameters=_parameters(route),
            request_validator=self._validators[
                self._settings.gateway_validates_bodies and route.request is not None
            ],
        )
        if not signed_in:
            _acknowledge_public(method)

    def _integration(self, route: Route) -> apigateway.LambdaIntegration:
        """Cached answers are kept per caller, by what stands in Authorization."""
        plain = self._integrations[route.function]
        if not (self._settings.response_cache and route.cache_seconds and route.auth is Auth.USER):
            return plain
        return apigateway.LambdaIntegration(
            self._backend.functions[route.function],
            timeout=INTEGRATION_TIMEOUT,
            scope_permission_to_method=False,
            cache_key_parameters=[AUTHORIZATION, *_parameters(route)],
        )

    def _request_models(self, route: Route) -> dict[str, apigateway.IModel] | None:
        if route.request is None:
            return None
        if route.request not in self._models:
            self._models[route.request] = self._model(route.request)
        return {"application/json": self._models[route.request]}

    def _model(self, kind: type) -> apigateway.Model:
        """The schema goes in as JSON: the construct's own type would lose what it does not know."""
        model = self.api.add_model(
            kind.__name__,
            model_name=kind.__name__,
            content_type="application/json",
            schema=apigateway.JsonSchema(type=apigateway.JsonSchemaType.OBJECT),
        )
        resource = model.node.default_child
        if isinstance(resource, apigateway.CfnModel):
            resource.schema = model_schema(kind)
        return model

    def _allow_other_pages(self) -> None:
        """Our own page shares the API's address; only pages of another address preflight. A
        partner's program is no page."""
        if self._api_key_required or not self._settings.origins:
            return
        for path in sorted({route.key[1] for route in ROUTES}):
            self.api.root.resource_for_path(path).add_cors_preflight(
                allow_origins=list(self._settings.origins),
                allow_methods=sorted({r.method for r in ROUTES if r.key[1] == path}),
                allow_headers=ALLOWED_HEADERS,
                expose_headers=list(EXPOSED_HEADERS),
                max_age=Duration.hours(1),
            )


def json_line(fields: Mapping[str, str]) -> str:
    """Every value is text, since some may be a dash."""
    return "{" + ",".join(f'"{name}":"{value}"' for name, value in fields.items()) + "}"


def _method_path(route: Route) -> str:
    method, path = route.key
    return f"{path}/{method}"


def _parameters(route: Route) -> dict[str, bool]:
    """Which parameters the method knows: none is required, since each query has its defaults."""
    parameters = {AUTHORIZATION: False} if route.auth is Auth.USER and route.cache_seconds else {}
    parts = [part[1:-1] for part in route.path.split("/") if part.startswith("{")]
    parameters |= {f"method.request.path.{part}": True for part in parts}
    if route.query is not None:
        names = route.query.__struct_encode_fields__
        parameters |= {f"method.request.querystring.{name}": False for name in names}
    return parameters


def _acknowledge_public(method: apigateway.Method) -> None:
    reason = "Signing in, health and the contract are for everybody; the route table says so."
    acknowledge(method, {"AwsSolutions-APIG4": reason, "AwsSolutions-COG4": reason})


def _acknowledge(gateway: Gateway) -> None:
    acknowledge(
        gateway.stage,
        {
            "AwsSolutions-APIG3": "A web ACL costs $5 and more a month. Throttles, the authorizer "
            "and limits per caller stand before the functions; docs/aws.md says how to add one.",
        },
    )
