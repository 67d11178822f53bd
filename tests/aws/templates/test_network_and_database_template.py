"""The network without a bill, and the database that only our functions reach."""

from typing import Any

from tests.aws.templates.conftest import Templates


def rules(templates: Templates, direction: str) -> list[dict[str, Any]]:
    """Of security groups, whether written into the group or beside it."""
    beside = templates.properties(f"AWS::EC2::SecurityGroup{direction}")
    within = [
        rule
        for group in templates.properties("AWS::EC2::SecurityGroup")
        for rule in group.get(f"SecurityGroup{direction}", [])
    ]
    return beside + within


def test_every_subnet_is_without_a_public_address(each: Templates) -> None:
    subnets = each.properties("AWS::EC2::Subnet")
    assert len(subnets) == 2
    assert all(not subnet.get("MapPublicIpOnLaunch") for subnet in subnets)


def test_the_only_way_out_is_egress_only(each: Templates) -> None:
    for route in each.properties("AWS::EC2::Route"):
        assert "EgressOnlyInternetGatewayId" in route
        assert route["DestinationIpv6CidrBlock"] == "::/0"


def test_nobody_outside_may_open_a_connection(each: Templates) -> None:
    for rule in rules(each, "Ingress"):
        assert "CidrIp" not in rule
        assert "CidrIpv6" not in rule
        assert rule["SourceSecurityGroupId"]


def test_functions_may_only_reach_postgres_and_https(each: Templates) -> None:
    reached = {(rule.get("FromPort"), rule.get("ToPort")) for rule in rules(each, "Egress")}
    # A group without rules of its own shows as one that reaches a single impossible address.
    assert reached - {(252, 86)} <= {(5432, 5432), (443, 443), (None, None)}
    for rule in rules(each, "Egress"):
        if rule.get("FromPort") is None:
            assert rule["CidrIp"] == "255.255.255.255/32"


def test_refused_traffic_is_logged(each: Templates) -> None:
    assert each.one("AWS::EC2::FlowLog")["TrafficType"] == "REJECT"


def test_the_database_is_private_encrypted_backed_up_and_takes_tls_only(dev: Templates) -> None:
    instance = dev.one("AWS::RDS::DBInstance")
    assert instance["PubliclyAccessible"] is False
    assert instance["StorageEncrypted"] is True
    assert instance["BackupRetentionPeriod"] == 1
    assert instance["DBInstanceClass"] == "db.t4g.micro"
    assert dev.one("AWS::RDS::DBParameterGroup")["Parameters"]["rds.force_ssl"] == "1"


def test_the_database_knows_no_password(dev: Templates, prod: Templates) -> None:
    for templates in (dev, prod):
        instance = templates.one("AWS::RDS::DBInstance")
        assert instance["EnableIAMDatabaseAuthentication"] is True
        assert instance["MasterUserAuthenticationType"] == "iam-db-auth"
        assert not {"MasterUserPassword", "ManageMasterUserPassword"} & instance.keys()
        assert templates.properties("AWS::SecretsManager::Secret") == []


def test_statements_in_the_log_carry_no_values(dev: Templates) -> None:
    parameters = dev.one("AWS::RDS::DBParameterGroup")["Parameters"]
    assert parameters["log_parameter_max_length"] == "0"
    assert parameters["log_min_duration_statement"] == "500"


def test_prod_survives_a_deletion_of_its_stack(prod: Templates) -> None:
    (instance,) = prod.resources("AWS::RDS::DBInstance").values()
    assert instance["Properties"]["DeletionProtection"] is True
    assert instance["Properties"]["BackupRetentionPeriod"] == 14
    assert instance["DeletionPolicy"] == "Snapshot"


def test_dev_leaves_nothing_behind(dev: Templates) -> None:
    for kind in ("AWS::RDS::DBInstance", "AWS::S3::Bucket", "AWS::Cognito::UserPool"):
        for name, resource in dev.resources(kind).items():
            assert resource["DeletionPolicy"] == "Delete", name


def test_each_function_may_log_in_as_its_own_role_alone(dev: Templates) -> None:
    users = {}
    for name, policy in dev.resources("AWS::IAM::Policy").items():
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
            if statement["Action"] == "rds-db:connect":
                users[name] = statement["Resource"]["Fn::Join"][1][-1].rpartition("/")[2]
    owners = [name for name, user in users.items() if user == "econlens_owner"]
    assert len(owners) == 1
    assert "Migrate" in owners[0]
    assert set(users.values()) == {"econlens_owner", "econlens_app"}


def test_the_migration_runs_again_when_a_migration_changes(dev: Templates) -> None:
    (migration,) = dev.resources("Custom::EconLensMigration").values()
    assert len(migration["Properties"]["Schema"]) == 16
    assert migration["Properties"]["ServiceTimeout"] == "600"
    assert any("Instance" in name for name in migration["DependsOn"])


def test_passwords_rotate_where_they_are_used(everything: Templates) -> None:
    secrets = everything.properties("AWS::SecretsManager::Secret")
    assert len(secrets) == 2
    schedules = everything.properties("AWS::SecretsManager::RotationSchedule")
    assert len(schedules) == 2
    for schedule in schedules:
        assert schedule["RotationRules"]["ScheduleExpression"] == "rate(30 days)"
        assert schedule["HostedRotationLambda"]["RotationType"] == "PostgreSQLSingleUser"
    endpoints = everything.properties("AWS::EC2::VPCEndpoint")
    assert sorted(e["VpcEndpointType"] for e in endpoints) == ["Gateway", "Interface"]


def test_aurora_pauses_at_nothing(everything: Templates) -> None:
    cluster = everything.one("AWS::RDS::DBCluster")
    assert cluster["ServerlessV2ScalingConfiguration"] == {"MinCapacity": 0, "MaxCapacity": 2}
    assert cluster["StorageEncrypted"] is True
    assert everything.one("AWS::RDS::DBClusterParameterGroup")["Parameters"]["rds.force_ssl"] == "1"


def test_a_proxy_takes_tls_and_tokens_only(proxy: Templates) -> None:
    made = proxy.one("AWS::RDS::DBProxy")
    assert made["RequireTLS"] is True
    assert made["DefaultAuthScheme"] == "IAM_AUTH"
    assert proxy.one("AWS::RDS::DBProxyTargetGroup")["DBInstanceIdentifiers"]
