"""PostgreSQL that nobody outside the network reaches, and the migration at each deployment."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aws_cdk import CfnOutput, CustomResource, Duration, Fn, RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.code import BuiltCode, StackCode
from infra.custom_resource import provider
from infra.fingerprint import fingerprint
from infra.function import EconLensFunction, FunctionShape, Place, retention
from infra.settings import PRODUCT, DatabaseAuth, Engine, StageSettings
from infra.stacks.network import NetworkStack

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
ENGINE_VERSION = "17.6"
PARAMETER_FAMILY = "postgres17"
AURORA_FAMILY = "aurora-postgresql17"
OWNER = "econlens_owner"
APP = "econlens_app"
MIGRATION_TIMEOUT = Duration.minutes(10)
# TLS only; statements over half a second go to the log, without the values they were given.
PARAMETERS = {
    "rds.force_ssl": "1",
    "log_min_duration_statement": "500",
    "log_parameter_max_length": "0",
    "log_connections": "1",
}
IAM_MASTER = "iam-db-auth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A database server, whichever engine it is. resource_id is its name in rds-db rights."""

    host: str
    port: str
    resource_id: str
    resource: rds.CfnDBInstance | rds.CfnDBCluster


class DatabaseStack(Stack):
    """place and function_environment are what a function of the database needs; grant_login lets
    it in."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        settings: StageSettings,
        *,
        network: NetworkStack,
        code: BuiltCode,
    ) -> None:
        super().__init__(scope, name)
        self._settings = settings
        self.place = Place(
            vpc=network.vpc,
            group=network.functions_group,
            outward_group=network.outward_group,
        )
        self._network = network
        self._by_secret = settings.database.auth is DatabaseAuth.SECRET
        self.owner_secret = self._secret(OWNER) if self._by_secret else None
        self.app_secret = self._secret(APP) if self._by_secret else None
        self.server = self._aurora() if self._is_aurora else self._instance()
        self.log_group = self._log_group()
        self.endpoint = self._proxied() if settings.database.proxy else self.server
        self._rotate_secrets()
        self._migrate_at_deploy(code)
        CfnOutput(self, "DatabaseHost", value=self.endpoint.host)

    @property
    def function_environment(self) -> dict[str, str]:
        """How a function that serves requests finds its database. Never a password."""
        login = {"ECONLENS_DATABASE_LOGIN": self._settings.database.auth.value}
        if self.app_secret is not None:
            login["ECONLENS_DATABASE_SECRET"] = self.app_secret.secret_arn
        return {
            "ECONLENS_APP_DSN": dsn(self.endpoint, APP),
            "ECONLENS_HASH_KEY": self._hash_key(),
            **login,
        }

    def _hash_key(self) -> str:
        """Keys the hashes that stand for addresses in the request counts: the same for all
        functions, random, and unknown outside the account."""
        return Fn.select(2, Fn.split("/", self.stack_id))

    def grant_login(self, role: iam.IRole) -> None:
        """Let role connect as the app's role, which row-level security binds."""
        if self.app_secret is not None:
            self.app_secret.grant_read(role)
        else:
            role.add_to_principal_policy(self._connect_as(APP, self.endpoint))

    @property
    def metric_dimensions(self) -> dict[str, str]:
        """How CloudWatch names this server."""
        kind = "DBClusterIdentifier" if self._is_aurora else "DBInstanceIdentifier"
        return {kind: self.server.resource.ref}

    @property
    def free_storage_metric(self) -> str:
        return "FreeLocalStorage" if self._is_aurora else "FreeStorageSpace"

    def _log_group(self) -> logs.LogGroup:
        """RDS would make it by itself, and keep it for ever."""
        kind = "cluster" if self._is_aurora else "instance"
        return logs.LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/rds/{kind}/{self._identifier}/postgresql",
            retention=retention(self._settings.log_retention_days),
            removal_policy=RemovalPolicy.DESTROY,
        )

    @property
    def _identifier(self) -> str:
        """Fixed, so that the log group can be made before the server writes to it."""
        return self._settings.prefix

    @property
    def _is_aurora(self) -> bool:
        return self._settings.database.engine is Engine.AURORA

    def _secret(self, user: str) -> secretsmanager.Secret:
        return secretsmanager.Secret(
            self,
            f"{user.title().replace('_', '')}Secret",
            secret_name=f"{self._settings.prefix}/{user}",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template=f'{{"username": "{user}"}}',
                generate_string_key="password",
                exclude_punctuation=True,
                password_length=40,
            ),
        )

    def _instance(self) -> Server:
        given = self._settings.database
        instance = rds.CfnDBInstance(
            self,
            "Instance",
            db_instance_identifier=self._identifier,
            engine="postgres",
            engine_version=ENGINE_VERSION,
            db_instance_class=f"db.{given.instance_class}",
            db_name=PRODUCT,
            allocated_storage=str(given.storage_gb),
            max_allocated_storage=given.storage_gb * 5,
            storage_type="gp3",
            multi_az=given.multi_az,
            publicly_accessible=False,
            vpc_security_groups=[self._network.database_group.security_group_id],
            db_parameter_group_name=self._instance_parameters().ref,
            auto_minor_version_upgrade=True,
            **self._common(),
        )
        self._keep(instance)
        return Server(
            host=instance.attr_endpoint_address,
            port=instance.attr_endpoint_port,
            resource_id=instance.attr_dbi_resource_id,
            resource=instance,
        )

    def _aurora(self) -> Server:
        given = self._settings.database
        cluster = rds.CfnDBCluster(
            self,
            "Cluster",
            db_cluster_identifier=self._identifier,
            engine="aurora-postgresql",
            engine_version=ENGINE_VERSION,
            database_name=PRODUCT,
            vpc_security_group_ids=[self._network.database_group.security_group_id],
            db_cluster_parameter_group_name=self._cluster_parameters().ref,
            serverless_v2_scaling_configuration=(
                rds.CfnDBCluster.ServerlessV2ScalingConfigurationProperty(
                    min_capacity=given.aurora_min_capacity, max_capacity=given.aurora_max_capacity
                )
            ),
            **self._common(),
        )
        rds.CfnDBInstance(
            self,
            "ClusterInstance",
            engine="aurora-postgresql",
            db_cluster_identifier=cluster.ref,
            db_instance_class="db.serverless",
            publicly_accessible=False,
        )
        self._keep(cluster)
        return Server(
            host=cluster.attr_endpoint_address,
            port=cluster.attr_endpoint_port,
            resource_id=cluster.attr_db_cluster_resource_id,
            resource=cluster,
        )

    def _common(self) -> dict[str, Any]:
        """What both engines are told alike: encryption, backups, logs and how the owner logs in."""
        given = self._settings.database
        return {
            "db_subnet_group_name": self._subnets().ref,
            "storage_encrypted": True,
            "enable_iam_database_authentication": not self._by_secret,
            "backup_retention_period": given.backup_days,
            "copy_tags_to_snapshot": True,
            "deletion_protection": given.keep_on_delete,
            "enable_cloudwatch_logs_exports": ["postgresql"],
            "master_username": OWNER,
            **self._owner_login(),
        }

    def _owner_login(self) -> dict[str, Any]:
        if self.owner_secret is None:
            return {"master_user_authentication_type": IAM_MASTER}
        # A reference that CloudFormation resolves: the template holds no password.
        password = self.owner_secret.secret_value_from_json("password")
        return {"master_user_password": password.unsafe_unwrap()}

    def _subnets(self) -> rds.CfnDBSubnetGroup:
        chosen = self._network.vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
        return rds.CfnDBSubnetGroup(
            self,
            "Subnets",
            db_subnet_group_description="EconLens, isolated",
            subnet_ids=chosen.subnet_ids,
        )

    def _instance_parameters(self) -> rds.CfnDBParameterGroup:
        return rds.CfnDBParameterGroup(
            self,
            "Parameters",
            description="TLS only, slow statements logged",
            family=PARAMETER_FAMILY,
            parameters=PARAMETERS,
        )

    def _cluster_parameters(self) -> rds.CfnDBClusterParameterGroup:
        return rds.CfnDBClusterParameterGroup(
            self,
            "Parameters",
            description="TLS only, slow statements logged",
            family=AURORA_FAMILY,
            parameters=PARAMETERS,
        )

    def _keep(self, resource: rds.CfnDBInstance | rds.CfnDBCluster) -> None:
        keep = self._settings.database.keep_on_delete
        resource.apply_removal_policy(RemovalPolicy.SNAPSHOT if keep else RemovalPolicy.DESTROY)
        reasons = {
            "AwsSolutions-RDS3": "A second zone doubles the price; backups cover what is at stake. "
            "multi_az=True adds it.",
            "AwsSolutions-RDS11": "The port is no secret: nothing but our functions reaches it.",
        }
        if not keep:
            reasons["AwsSolutions-RDS10"] = (
                "This stage is meant to be destroyed; prod is protected."
            )
        if self._by_secret:
            reasons["AwsSolutions-RDS6"] = "Passwords were chosen instead, and rotate."
        acknowledge(resource, reasons)

    def _proxied(self) -> Server:
        """A proxy takes the same tokens, and logs in to PostgreSQL with tokens of its own."""
        role = iam.Role(self, "ProxyRole", assumed_by=iam.ServicePrincipal("rds.amazonaws.com"))
        role.add_to_policy(self._connect_as(APP, self.server))
        chosen = self._network.vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
        proxy = rds.CfnDBProxy(
            self,
            "Proxy",
            db_proxy_name=self._settings.prefix,
            engine_family="POSTGRESQL",
            role_arn=role.role_arn,
            require_tls=True,
            default_auth_scheme="IAM_AUTH",
            vpc_subnet_ids=chosen.subnet_ids,
            vpc_security_group_ids=[self._network.database_group.security_group_id],
        )
        named: dict[str, Any] = {
            "db_cluster_identifiers" if self._is_aurora else "db_instance_identifiers": [
                self.server.resource.ref
            ]
        }
        rds.CfnDBProxyTargetGroup(
            self,
            "ProxyTarget",
            db_proxy_name=proxy.ref,
            target_group_name="default",
            **named,
        )
        # arn:aws:rds:region:account:db-proxy:prx-0123…: the last part names it in rds-db rights.
        proxy_id = Fn.select(6, Fn.split(":", proxy.attr_db_proxy_arn))
        return Server(
            host=proxy.attr_endpoint,
            port="5432",
            resource_id=proxy_id,
            resource=self.server.resource,
        )

    def _connect_as(self, user: str, server: Server) -> iam.PolicyStatement:
        resource = f"dbuser:{server.resource_id}/{user}"
        return iam.PolicyStatement(
            actions=["rds-db:connect"],
            resources=[f"arn:{self.partition}:rds-db:{self.region}:{self.account}:{resource}"],
        )

    def _rotate_secrets(self) -> None:
        """AWS's own rotation function, inside the network, with one user changing itself."""
        for user, secret in ((OWNER, self.owner_secret), (APP, self.app_secret)):
            if secret is None:
                continue
            attached = secretsmanager.CfnSecretTargetAttachment(
                self,
                f"{user.title().replace('_', '')}Attachment",
                secret_id=secret.secret_arn,
                target_id=self.server.resource.ref,
                target_type=self.server.resource.cfn_resource_type,
            )
            schedule = secret.add_rotation_schedule(
                "Rotation",
                automatically_after=Duration.days(self._settings.database.rotation_days),
                hosted_rotation=secretsmanager.HostedRotation.postgre_sql_single_user(
                    function_name=f"{self._settings.prefix}-rotate-{user.rpartition('_')[2]}",
                    vpc=self._network.vpc,
                    vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
                    security_groups=[self._network.functions_group],
                ),
            )
            schedule.node.add_dependency(attached)

    def _migrate_at_deploy(self, code: BuiltCode) -> None:
        migrate = EconLensFunction(
            self,
            "migrate",
            self._settings,
            code=StackCode(self, code),
            shape=FunctionShape(timeout_seconds=300, layers=("migrations",)),
            environment=self._owner_environment(),
            place=self.place,
            gradual=False,
        )
        self._grant_owner(migrate.role)
        migrations = provider(
            self,
            "MigrationProvider",
            migrate.function,
            retention(self._settings.log_retention_days),
        )
        self.migration = CustomResource(
            self,
            "Migration",
            resource_type="Custom::EconLensMigration",
            service_token=migrations.service_token,
            service_timeout=MIGRATION_TIMEOUT,
            # A change of any migration makes this resource, and so runs, again.
            properties={"Schema": fingerprint(MIGRATIONS)},
        )
        self.migration.node.add_dependency(self.server.resource)

    def _owner_environment(self) -> dict[str, str]:
        """The migration goes to the server itself: a proxy knows the app's role alone."""
        environment = {
            "ECONLENS_OWNER_DSN": dsn(self.server, OWNER),
            "ECONLENS_DATABASE_LOGIN": self._settings.database.auth.value,
        }
        if self.owner_secret is not None and self.app_secret is not None:
            environment["ECONLENS_DATABASE_SECRET"] = self.owner_secret.secret_arn
            environment["ECONLENS_APP_SECRET"] = self.app_secret.secret_arn
        return environment

    def _grant_owner(self, role: iam.IRole) -> None:
        if self.owner_secret is not None and self.app_secret is not None:
            self.owner_secret.grant_read(role)
            self.app_secret.grant_read(role)
        else:
            role.add_to_principal_policy(self._connect_as(OWNER, self.server))


def dsn(server: Server, user: str) -> str:
    """Without a password: the function adds it, and asks for a verified certificate."""
    return f"host={server.host} port={server.port} dbname={PRODUCT} user={user}"
