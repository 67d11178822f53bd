"""A private network without a way out: no NAT, no internet gateway, nothing billed by the hour."""

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.settings import DatabaseAuth, StageSettings

POSTGRES = ec2.Port.tcp(5432)
HTTPS = ec2.Port.tcp(443)


class NetworkStack(Stack):
    """vpc, and the security groups of the functions and of the database."""

    def __init__(self, scope: Construct, name: str, settings: StageSettings) -> None:
        super().__init__(scope, name)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            max_azs=2,
            nat_gateways=0,
            # The rule that empties the default group would bring a function of its own.
            restrict_default_security_group=False,
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="Isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=24
                )
            ],
        )
        # Free. Uploads, and the answers of custom resources, go through it.
        self.vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
        self.functions_group = self._group("Functions", "Functions that use the database")
        self.database_group = self._group("Database", "PostgreSQL")
        self._connect()
        self._log_refused(settings)
        if settings.database.auth is DatabaseAuth.SECRET:
            self._add_secrets_endpoint()

    def _group(self, name: str, description: str) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(
            self, name, vpc=self.vpc, description=description, allow_all_outbound=False
        )

    def _connect(self) -> None:
        self.functions_group.add_egress_rule(self.database_group, POSTGRES, "To PostgreSQL")
        # Any address, since S3's own are many; the routes know none but the endpoint's.
        self.functions_group.add_egress_rule(ec2.Peer.any_ipv4(), HTTPS, "To the S3 endpoint")
        self.database_group.add_ingress_rule(self.functions_group, POSTGRES, "From the functions")

    def _log_refused(self, settings: StageSettings) -> None:
        group = logs.LogGroup(
            self,
            "RefusedTraffic",
            log_group_name=f"/{settings.prefix}/vpc-refused",
            retention=logs.RetentionDays.ONE_WEEK,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.vpc.add_flow_log(
            "Refused",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(group),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )

    def _add_secrets_endpoint(self) -> None:
        """About $7 a month and zone, and the price of passwords instead of IAM authentication."""
        endpoint = self.vpc.add_interface_endpoint(
            "SecretsManager",
            service=ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
            open=False,
        )
        endpoint.connections.allow_from(self.functions_group, HTTPS, "From the functions")
        acknowledge(
            endpoint,
            {"CdkNagValidationFailure": "The rule cannot read the network's address range."},
        )
