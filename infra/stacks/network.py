"""A private network in which nothing is billed by the hour: no NAT, no internet gateway.

The one way out is IPv6, through an egress-only gateway, for the functions that must reach Cognito.
"""

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.settings import DatabaseAuth, StageSettings

POSTGRES = ec2.Port.tcp(5432)
HTTPS = ec2.Port.tcp(443)


class NetworkStack(Stack):
    """vpc, and the security groups: of functions, of those that also call Cognito, of the
    database."""

    def __init__(self, scope: Construct, name: str, settings: StageSettings) -> None:
        super().__init__(scope, name)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            max_azs=2,
            nat_gateways=0,
            ip_protocol=ec2.IpProtocol.DUAL_STACK,
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
        self.outward_group = self._group("Outward", "Functions that also call Cognito")
        for group in (self.functions_group, self.outward_group):
            self._connect(group)
        self.outward_group.add_egress_rule(ec2.Peer.any_ipv6(), HTTPS, "To Cognito, by IPv6")
        self._add_way_out()
        self._log_refused(settings)
        if settings.database.auth is DatabaseAuth.SECRET:
            self._add_secrets_endpoint()

    def _group(self, name: str, description: str) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(
            self, name, vpc=self.vpc, description=description, allow_all_outbound=False
        )

    def _connect(self, group: ec2.SecurityGroup) -> None:
        group.add_egress_rule(self.database_group, POSTGRES, "To PostgreSQL")
        # Any address, since S3's own are many; the routes know none but the endpoint's.
        group.add_egress_rule(ec2.Peer.any_ipv4(), HTTPS, "To the S3 endpoint")
        self.database_group.add_ingress_rule(group, POSTGRES, "From the functions")

    def _add_way_out(self) -> None:
        """Free, and nobody outside can open a connection through it."""
        gateway = ec2.CfnEgressOnlyInternetGateway(self, "Egress", vpc_id=self.vpc.vpc_id)
        for number, subnet in enumerate(self.vpc.isolated_subnets, start=1):
            ec2.CfnRoute(
                self,
                f"EgressRoute{number}",
                route_table_id=subnet.route_table.route_table_id,
                destination_ipv6_cidr_block="::/0",
                egress_only_internet_gateway_id=gateway.attr_id,
            )

    def _log_refused(self, settings: StageSettings) -> None:
        self.refused_log = logs.LogGroup(
            self,
            "RefusedTraffic",
            log_group_name=f"/{settings.prefix}/vpc-refused",
            retention=logs.RetentionDays.ONE_WEEK,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.vpc.add_flow_log(
            "Refused",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(self.refused_log),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )

    def _add_secrets_endpoint(self) -> None:
        """About $7 a month and zone, and the price of passwords instead of IAM authentication."""
        group = self._group("SecretsEndpoint", "Endpoint of Secrets Manager")
        for functions in (self.functions_group, self.outward_group):
            group.add_ingress_rule(functions, HTTPS, "From the functions")
        self.vpc.add_interface_endpoint(
            "SecretsManager",
            service=ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
            security_groups=[group],
            open=False,
        )
