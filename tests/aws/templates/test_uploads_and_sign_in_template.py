"""Files go into one private bucket through one queue; people sign in to one pool."""

import json
from typing import Any

from econlens.adapters.aws.account_security import WAITING_SECRET
from tests.aws.templates.conftest import Templates


def files_bucket(templates: Templates) -> dict[str, Any]:
    (found,) = [
        bucket
        for name, bucket in templates.resources("AWS::S3::Bucket", "Uploads").items()
        if "Files" in name
    ]
    properties: dict[str, Any] = found["Properties"]
    return properties


def policies_of_buckets(templates: Templates) -> list[list[dict[str, Any]]]:
    return [p["PolicyDocument"]["Statement"] for p in templates.properties("AWS::S3::BucketPolicy")]


def queues(templates: Templates) -> dict[str, dict[str, Any]]:
    return {
        "dead" if "DeadLetters" in name else "jobs": queue["Properties"]
        for name, queue in templates.resources("AWS::SQS::Queue").items()
    }


def test_every_bucket_is_closed_to_the_public_and_encrypted(each: Templates) -> None:
    for bucket in each.properties("AWS::S3::Bucket"):
        assert all(bucket["PublicAccessBlockConfiguration"].values())
        assert len(bucket["PublicAccessBlockConfiguration"]) == 4
        (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


def test_every_bucket_refuses_what_is_not_tls_1_2(each: Templates) -> None:
    policies = policies_of_buckets(each)
    assert len(policies) == len(each.properties("AWS::S3::Bucket"))
    for statements in policies:
        refused = [s["Condition"] for s in statements if s["Effect"] == "Deny"]
        assert {"Bool": {"aws:SecureTransport": "false"}} in refused
        assert {"NumericLessThan": {"s3:TlsVersion": 1.2}} in refused


def test_uploads_are_forgotten_logged_and_posted_from_known_pages(dev: Templates) -> None:
    bucket = files_bucket(dev)
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    assert (rule["Prefix"], rule["ExpirationInDays"]) == ("uploads/", 7)
    assert bucket["LoggingConfiguration"]["LogFilePrefix"] == "uploads/"
    (cors,) = bucket["CorsConfiguration"]["CorsRules"]
    assert cors["AllowedMethods"] == ["POST"]
    assert cors["AllowedOrigins"] == ["https://*.cloudfront.net", "http://localhost:5173"]


def test_with_a_domain_only_our_own_page_may_post(everything: Templates) -> None:
    (cors,) = files_bucket(everything)["CorsConfiguration"]["CorsRules"]
    assert cors["AllowedOrigins"] == ["https://app.econlens.example", "http://localhost:5173"]


def test_s3_tells_the_queue_of_new_files_below_uploads(dev: Templates) -> None:
    notice = files_bucket(dev)["NotificationConfiguration"]["QueueConfigurations"][0]
    assert notice["Event"] == "s3:ObjectCreated:*"
    assert notice["Filter"]["S3Key"]["Rules"] == [{"Name": "prefix", "Value": "uploads/"}]


def test_only_this_bucket_of_this_account_may_fill_the_queue(dev: Templates) -> None:
    allowed = [
        statement
        for policy in dev.properties("AWS::SQS::QueuePolicy")
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
    ]
    (statement,) = allowed
    assert statement["Principal"] == {"Service": "s3.amazonaws.com"}
    assert statement["Condition"]["StringEquals"] == {
        "aws:SourceAccount": {"Ref": "AWS::AccountId"}
    }
    assert "econlens-dev-uploads" in json.dumps(statement["Condition"]["ArnEquals"])


def test_queues_are_encrypted_and_take_tls_only(each: Templates) -> None:
    assert all(queue["SqsManagedSseEnabled"] for queue in queues(each).values())
    denied = [
        statement["Condition"]
        for policy in each.properties("AWS::SQS::QueuePolicy")
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny"
    ]
    made = len(each.resources("AWS::SQS::Queue"))
    assert denied == [{"Bool": {"aws:SecureTransport": "false"}}] * made


def test_a_job_is_tried_three_times_and_kept_for_two_weeks(dev: Templates) -> None:
    made = queues(dev)
    assert made["jobs"]["RedrivePolicy"]["maxReceiveCount"] == 3
    assert made["dead"]["MessageRetentionPeriod"] == 14 * 24 * 3600
    mapping = dev.one("AWS::Lambda::EventSourceMapping")
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BatchSize"] == 5
    assert made["jobs"]["VisibilityTimeout"] == 6 * 60


def test_a_scan_stands_before_the_queue_where_it_is_on(everything: Templates) -> None:
    bucket = files_bucket(everything)
    assert "NotificationConfiguration" not in bucket
    plan = everything.one("AWS::GuardDuty::MalwareProtectionPlan")
    assert plan["Actions"] == {"Tagging": {"Status": "ENABLED"}}
    (rule,) = [r for r in everything.properties("AWS::Events::Rule") if "EventPattern" in r]
    wanted = rule["EventPattern"]["detail"]["scanResultDetails"]["scanResultStatus"]
    assert wanted == ["NO_THREATS_FOUND"]
    denied = [
        s["Condition"]
        for statements in policies_of_buckets(everything)
        for s in statements
        if s.get("Sid") == "OnlyWhatIsClean"
    ]
    tag = "s3:ExistingObjectTag/GuardDutyMalwareScanStatus"
    assert denied == [{"StringNotEquals": {tag: "NO_THREATS_FOUND"}}]


def test_a_clean_file_reaches_the_queue_in_the_shape_of_an_s3_event(everything: Templates) -> None:
    (rule,) = [r for r in everything.properties("AWS::Events::Rule") if "EventPattern" in r]
    (target,) = rule["Targets"]
    template = target["InputTransformer"]["InputTemplate"]
    (name,) = target["InputTransformer"]["InputPathsMap"]
    event = json.loads(template.replace(f"<{name}>", '"uploads/u/f/source"'))
    assert event["Records"][0]["s3"]["object"]["key"] == "uploads/u/f/source"


def test_the_pool_asks_for_strong_passwords_and_confirmed_addresses(each: Templates) -> None:
    pool = each.one("AWS::Cognito::UserPool")
    policy = pool["Policies"]["PasswordPolicy"]
    assert policy["MinimumLength"] == 12
    for kind in ("Lowercase", "Uppercase", "Numbers", "Symbols"):
        assert policy[f"Require{kind}"] is True
    assert pool["AutoVerifiedAttributes"] == ["email"]
    assert pool["UsernameAttributes"] == ["email"]
    assert pool["UsernameConfiguration"] == {"CaseSensitive": False}


def test_the_pool_knows_what_the_product_asks(each: Templates) -> None:
    schema = {a["Name"] for a in each.one("AWS::Cognito::UserPool")["Schema"]}
    assert {"user_type", "experience", "risk_tolerance", "marketing_consent"} <= schema
    assert all(len(name) <= 20 for name in schema)


def test_no_user_reads_the_secret_that_waits_for_its_first_code(each: Templates) -> None:
    schema = {a["Name"] for a in each.one("AWS::Cognito::UserPool")["Schema"]}
    waiting = WAITING_SECRET.removeprefix("custom:")
    assert waiting in schema
    client = each.one("AWS::Cognito::UserPoolClient")
    for kind in ("ReadAttributes", "WriteAttributes"):
        assert "custom:user_type" in client[kind]
        assert WAITING_SECRET not in client[kind]


def test_a_second_factor_is_optional_and_never_a_text_message(dev: Templates) -> None:
    pool = dev.one("AWS::Cognito::UserPool")
    assert pool["MfaConfiguration"] == "OPTIONAL"
    assert pool["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]


def test_mails_carry_the_code_and_our_name(dev: Templates) -> None:
    template = dev.one("AWS::Cognito::UserPool")["VerificationMessageTemplate"]
    assert "EconLens" in template["EmailSubject"]
    assert "{####}" in template["EmailMessage"]


def test_the_client_is_a_browser_s(each: Templates) -> None:
    client = each.one("AWS::Cognito::UserPoolClient")
    assert client["GenerateSecret"] is False
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["EnableTokenRevocation"] is True
    assert client["IdTokenValidity"] == 60
    assert client["RefreshTokenRotation"]["Feature"] == "ENABLED"
    # Rotation and the older way to refresh exclude each other.
    assert set(client["ExplicitAuthFlows"]) == {
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
    }
    assert client["AllowedOAuthFlows"] == ["code"]


def test_other_providers_and_threat_protection_come_by_setting(
    dev: Templates, everything: Templates
) -> None:
    assert dev.properties("AWS::Cognito::UserPoolIdentityProvider") == []
    kinds = {
        p["ProviderType"] for p in everything.properties("AWS::Cognito::UserPoolIdentityProvider")
    }
    assert kinds == {"Google", "Facebook"}
    client = everything.one("AWS::Cognito::UserPoolClient")
    assert client["SupportedIdentityProviders"] == ["COGNITO", "Google", "Facebook"]
    assert "https://app.econlens.example/signed-in" in client["CallbackURLs"]
    assert "https://app.econlens.example" in client["LogoutURLs"]
    pool = everything.one("AWS::Cognito::UserPool")
    assert pool["UserPoolTier"] == "PLUS"
    assert pool["UserPoolAddOns"]["AdvancedSecurityMode"] == "ENFORCED"


def test_a_signed_in_user_reads_the_own_prefix_and_nothing_else(each: Templates) -> None:
    pool = each.one("AWS::Cognito::IdentityPool")
    assert pool["AllowUnauthenticatedIdentities"] is False
    assert each.one("AWS::Cognito::IdentityPoolPrincipalTag")["PrincipalTags"] == {"user": "sub"}
    (policy,) = [
        p["Properties"]["PolicyDocument"]["Statement"]
        for name, p in each.resources("AWS::IAM::Policy", "Auth").items()
        if "SignedInUser" in name
    ]
    (statement,) = policy
    assert statement["Action"] == "s3:GetObject"
    resource = json.dumps(statement["Resource"])
    assert "/uploads/${aws:PrincipalTag/user}/*" in resource
