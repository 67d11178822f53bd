"""What a user, an operator and an attacker meet on AWS."""

import base64
import contextlib
import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from botocore.exceptions import ClientError

from econlens.adapters.aws.job_queue import SqsJobQueue
from tests.aws.deployed.deployment import STAGE, Deployment
from tests.client import PASSWORD, User, a_portfolio

CSV = (
    b"Symbol,Name,Asset Type,Allocation %,Dollar Amount\n"
    b"AAPL,Apple,stock,60,6000\nBND,Bonds,etf,40,4000\n"
)
WAIT_SECONDS = 60


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"Waited {WAIT_SECONDS} s for: {what}.")


def error_of(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    body: dict[str, Any] = response.json()
    assert body.keys() == {"error", "message", "details", "requestId"}
    return body


def test_the_migration_made_schema_and_roles(deployment: Deployment) -> None:
    with psycopg.connect(deployment.database) as connection:
        row = connection.execute(
            "SELECT pg_has_role('econlens_app', 'rds_iam', 'member'), rolcanlogin, rolbypassrls,"
            " rolsuper FROM pg_roles WHERE rolname = 'econlens_app'"
        ).fetchone()
        assert row == (True, True, False, False)
        owner = connection.execute(
            "SELECT tableowner FROM pg_tables WHERE tablename = 'portfolios'"
        ).fetchone()
        assert owner == ("econlens_owner",)


def test_health_reaches_the_database(http: httpx.Client) -> None:
    answer = http.get("/v1/health")
    assert (answer.status_code, answer.json()["database"]) == (200, "ok")


def test_a_portfolio_lives_its_whole_life(user: User) -> None:
    portfolio_id = user.create_portfolio(name="First")
    found = user.call("GET", f"/portfolios/{portfolio_id}")
    assert [asset["symbol"] for asset in found.json()["assets"]] == ["VTI", "BND"]
    tag = {"If-Match": found.headers["ETag"]}
    changed = user.call(
        "PUT", f"/portfolios/{portfolio_id}", json=a_portfolio(name="Second"), headers=tag
    )
    assert changed.status_code == 200, changed.text
    error_of(
        user.call("PUT", f"/portfolios/{portfolio_id}", json=a_portfolio(name="Lost"), headers=tag),
        412,
    )
    listed = user.call("GET", "/portfolios").json()["portfolios"]
    assert [portfolio["name"] for portfolio in listed] == ["Second"]
    deleted = user.call("DELETE", f"/portfolios/{portfolio_id}")
    assert deleted.json() == {"deletedHoldings": 2}


def test_numpy_comes_from_its_layer(user: User) -> None:
    portfolio_id = user.create_portfolio()
    answer = user.call("GET", f"/portfolios/{portfolio_id}/analysis")
    assert answer.status_code == 200, answer.text
    assert 1 <= answer.json()["score"]["value"] <= 10


def test_nobody_sees_anothers_portfolio(user: User, stranger: User) -> None:
    portfolio_id = stranger.create_portfolio()
    error_of(user.call("GET", f"/portfolios/{portfolio_id}"), 404)


def test_a_file_becomes_a_portfolio(user: User, deployment: Deployment) -> None:
    started = user.start_upload(size=len(CSV))
    assert user.send(started, CSV).status_code == 204
    status = user.wait_for(started["uploadId"])
    assert status["status"] == "completed", status
    assert status["result"]["holdingCount"] == 2
    files = deployment.client("s3").list_objects_v2(Bucket=deployment.output("Uploads", "Bucket"))
    assert started["fields"]["key"] not in [f["Key"] for f in files.get("Contents", [])]


def test_a_form_takes_one_key_one_type_and_a_bounded_size(user: User) -> None:
    started = user.start_upload(size=len(CSV))
    form, url = started["fields"], started["url"]

    def post(fields: dict[str, str], content: bytes) -> int:
        file = {"file": ("p.csv", content, "text/csv")}
        return user.http.post(url, data=fields, files=file).status_code

    assert post({**form, "key": f"uploads/{uuid4()}/{uuid4()}/source"}, CSV) == 403
    assert post({**form, "Content-Type": "text/html"}, CSV) == 403
    assert post(form, b"x" * (10 * 1024 * 1024 + 1)) == 400
    forged = form["x-amz-signature"][:-1] + ("0" if form["x-amz-signature"][-1] != "0" else "1")
    assert post({**form, "x-amz-signature": forged}, CSV) == 403


def test_a_job_delivered_twice_leaves_one_portfolio(user: User, deployment: Deployment) -> None:
    started = user.start_upload(size=len(CSV))
    assert user.send(started, CSV).status_code == 204
    user.wait_for(started["uploadId"])
    send_job(deployment, started["fields"]["key"])
    until(lambda: waiting(deployment, "QueueUrl") == 0, "an empty queue")
    assert user.call("GET", "/portfolios").json()["pagination"]["total"] == 1


def send_job(deployment: Deployment, key: str) -> None:
    body = json.dumps({"Records": [{"s3": {"object": {"key": key}}}]})
    send(deployment, body)


def send(deployment: Deployment, body: str) -> None:
    url = deployment.output("Uploads", "QueueUrl")
    deployment.client("sqs").send_message(QueueUrl=url, MessageBody=body)


def waiting(deployment: Deployment, queue: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    answer = deployment.client("sqs").get_queue_attributes(
        QueueUrl=deployment.output("Uploads", queue), AttributeNames=names
    )
    return sum(int(answer["Attributes"][name]) for name in names)


def test_one_bad_job_of_a_batch_takes_no_other_with_it(user: User, deployment: Deployment) -> None:
    """The function names what failed; the rest of the batch is done."""
    started = user.start_upload(size=len(CSV))
    key = started["fields"]["key"]
    bucket = deployment.output("Uploads", "Bucket")
    records = [record("bad", "no JSON at all"), record("empty", json.dumps({"Records": []}))]
    answer = deployment.client("lambda").invoke(
        FunctionName=f"econlens-{STAGE}-process_upload",
        Qualifier="live",
        Payload=json.dumps({"Records": records}),
    )
    failed = json.loads(answer["Payload"].read())
    assert failed == {"batchItemFailures": [{"itemIdentifier": "bad"}]}
    assert key.startswith("uploads/")
    assert bucket == f"econlens-{STAGE}-uploads-000000000000-us-east-1"


def record(message_id: str, body: str) -> dict[str, Any]:
    return {
        "messageId": message_id,
        "body": body,
        "attributes": {"ApproximateReceiveCount": "1"},
    }


def test_a_poisonous_job_ends_among_the_dead_letters_and_can_be_redriven(
    deployment: Deployment,
) -> None:
    """Its tries are three; in the test they follow each other at once."""
    sqs = deployment.client("sqs")
    queue, dead = (deployment.output("Uploads", n) for n in ("QueueUrl", "DeadLetterUrl"))
    given = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["VisibilityTimeout"])
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "1"})
    try:
        send(deployment, "poison")
        until(lambda: waiting(deployment, "DeadLetterUrl") == 1, "a dead letter")
        # What `econlens queue redrive` does.
        assert SqsJobQueue(sqs, queue).redrive() == 1
        # Poison stays poison: after its redrive it is given up again.
        until(lambda: waiting(deployment, "DeadLetterUrl") == 0, "the redrive")
        until(lambda: waiting(deployment, "DeadLetterUrl") == 1, "its second end")
    finally:
        sqs.set_queue_attributes(QueueUrl=queue, Attributes=given["Attributes"])
        sqs.purge_queue(QueueUrl=dead)


def segments(token: str) -> list[str]:
    return token.split(".")


def with_claims(token: str, **claims: Any) -> str:
    head, body, signature = segments(token)
    padded = body + "=" * (-len(body) % 4)
    changed = {**json.loads(base64.urlsafe_b64decode(padded)), **claims}
    encoded = base64.urlsafe_b64encode(json.dumps(changed).encode()).decode().rstrip("=")
    return f"{head}.{encoded}.{signature}"


def unsigned(token: str) -> str:
    head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    return f"{head}.{segments(token)[1]}."


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB"),
        lambda token: with_claims(token, sub=str(uuid4())),
        lambda token: with_claims(token, exp=int(time.time()) + 10**6),
        unsigned,
        lambda token: "nonsense",
    ],
    ids=["signature", "another user", "a longer life", "no algorithm", "nonsense"],
)
def test_a_forged_token_is_refused(forge: Callable[[str], str], user: User) -> None:
    forged = forge(user.tokens["idToken"])
    headers = {"Authorization": f"Bearer {forged}"}
    body = error_of(user.http.get("/v1/portfolios", headers=headers), 401)
    assert body["error"] == "UNAUTHORIZED"


def test_an_unconfirmed_address_cannot_sign_in(http: httpx.Client) -> None:
    email = f"{uuid4().hex}@example.org"
    names = {"firstName": "Ada", "lastName": "Example"}
    made = http.post("/v1/auth/register", json={"email": email, "password": PASSWORD, **names})
    assert made.json()["verificationRequired"] is True
    answer = http.post("/v1/auth/login", json={"email": email, "password": PASSWORD})
    error_of(answer, 403)


def test_a_weak_password_is_refused_by_the_pool(http: httpx.Client) -> None:
    names = {"firstName": "Ada", "lastName": "Example", "email": f"{uuid4().hex}@example.org"}
    error_of(http.post("/v1/auth/register", json={**names, "password": "short"}), 400)


def test_tokens_are_renewed_and_a_session_ends(user: User) -> None:
    first = {"refreshToken": user.tokens["refreshToken"]}
    renewed = user.http.post("/v1/auth/refresh", json=first)
    assert renewed.status_code == 200, renewed.text
    headers = {"Authorization": f"Bearer {renewed.json()['idToken']}"}
    assert user.http.get("/v1/portfolios", headers=headers).status_code == 200
    last = {"refreshToken": renewed.json()["refreshToken"]}
    assert user.http.post("/v1/auth/logout", json=last).status_code == 204
    error_of(user.http.post("/v1/auth/refresh", json=last), 401)


def test_partners_need_their_key(deployment: Deployment) -> None:
    key_id = deployment.output("Api", "FirstPartnerKeyId")
    found = deployment.client("apigateway").get_api_key(apiKey=key_id, includeValue=True)
    with httpx.Client(base_url=deployment.partners_url, timeout=60) as http:
        error_of(http.get("/v1/health"), 403)
        error_of(http.get("/v1/health", headers={"x-api-key": "guessed"}), 403)
        answer = http.get("/v1/health", headers={"x-api-key": found["value"]})
        assert answer.status_code == 200, answer.text


def test_what_the_gateway_answers_itself_has_our_shape(http: httpx.Client) -> None:
    body = error_of(http.get("/v1/nowhere"), 404)
    assert body["error"] == "NOT_FOUND"
    refused = http.get("/v1/portfolios")
    assert error_of(refused, 401)["requestId"] == refused.headers["X-Request-Id"]
    assert refused.headers["Access-Control-Allow-Origin"] == "http://localhost:5173"


def test_a_page_of_another_address_may_call_only_if_it_is_known(http: httpx.Client) -> None:
    asked = {"Access-Control-Request-Method": "PUT", "Origin": "http://localhost:5173"}
    known = http.options("/v1/portfolios/{id}", headers=asked)
    assert known.headers["Access-Control-Allow-Origin"] == "http://localhost:5173"
    assert "If-Match" in known.headers["Access-Control-Allow-Headers"]
    other = http.options("/v1/portfolios", headers={**asked, "Origin": "https://evil.example"})
    assert other.headers["Access-Control-Allow-Origin"] != "https://evil.example"


def test_such_a_page_reads_answers_and_no_other_does(user: User) -> None:
    for path, status in (("/portfolios", 200), (f"/portfolios/{uuid4()}", 404)):
        known = user.call("GET", path, headers={"Origin": "http://localhost:5173"})
        assert known.status_code == status
        assert known.headers["Access-Control-Allow-Origin"] == "http://localhost:5173"
        other = user.call("GET", path, headers={"Origin": "https://evil.example"})
        assert other.headers.get("Access-Control-Allow-Origin") is None


def test_a_body_that_is_no_json_is_refused(http: httpx.Client) -> None:
    answer = http.post("/v1/auth/login", data={"email": "a@example.org", "password": "x"})
    assert error_of(answer, 415)["error"] == "UNSUPPORTED_TYPE"


def test_an_archive_arrives_as_bytes(user: User) -> None:
    answer = user.call("GET", "/user/export", headers={"Accept": "application/zip"})
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.content[:4] == b"PK\x03\x04"


def role_of(deployment: Deployment, function: str) -> str:
    found = deployment.client("lambda").get_function_configuration(
        FunctionName=f"econlens-{STAGE}-{function}"
    )
    return str(found["Role"])


def is_denied(call: Callable[..., Any], **arguments: Any) -> bool:
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"] in ("AccessDenied", "AccessDeniedException")
    return False


def test_roles_are_denied_what_they_were_not_granted(deployment: Deployment) -> None:
    bucket = deployment.output("Uploads", "Bucket")
    files = {f: deployment.as_role(role_of(deployment, f), "s3") for f in ("uploads", "portfolios")}
    key = f"uploads/{uuid4()}/{uuid4()}/source"
    assert is_denied(files["portfolios"].put_object, Bucket=bucket, Key=key, Body=b"x")
    assert is_denied(files["portfolios"].list_objects_v2, Bucket=bucket)
    assert is_denied(files["uploads"].put_object, Bucket=bucket, Key="other", Body=b"x")
    assert is_denied(files["uploads"].delete_bucket, Bucket=bucket)
    processor = role_of(deployment, "process_upload")
    assert is_denied(
        deployment.as_role(processor, "s3").put_object, Bucket=bucket, Key=key, Body=b"x"
    )
    somebody = {"UserPoolId": deployment.output("Auth", "UserPoolId"), "Username": "somebody"}
    pool = {
        f: deployment.as_role(role_of(deployment, f), "cognito-idp") for f in ("auth", "portfolios")
    }
    assert is_denied(pool["portfolios"].admin_get_user, **somebody)
    assert is_denied(pool["auth"].admin_delete_user, **somebody)
    assert is_denied(pool["auth"].admin_update_user_attributes, **somebody, UserAttributes=[])
    assert is_denied(pool["auth"].list_users, UserPoolId=somebody["UserPoolId"])


@pytest.mark.parametrize("function", ["uploads", "process_upload"])
def test_a_missing_file_is_told_as_missing(deployment: Deployment, function: str) -> None:
    files = deployment.as_role(role_of(deployment, function), "s3")
    key = f"uploads/{uuid4()}/{uuid4()}/source"
    with pytest.raises(ClientError, match="NoSuchKey"):
        files.get_object(Bucket=deployment.output("Uploads", "Bucket"), Key=key)


def test_the_web_app_is_in_its_bucket_with_its_configuration(deployment: Deployment) -> None:
    store = deployment.client("s3")
    buckets = [b["Name"] for b in store.list_buckets()["Buckets"]]
    found = {}
    for bucket in buckets:
        with contextlib.suppress(ClientError):
            found[bucket] = store.get_object(Bucket=bucket, Key="config.json")
    (config,) = found.values()
    told = json.loads(config["Body"].read())
    assert told["host"] == "aws"
    assert told["clientId"] == deployment.output("Auth", "ClientId")
    assert config["CacheControl"] == "no-cache"
    (bucket,) = found
    for item in store.list_objects_v2(Bucket=bucket, Prefix="assets/")["Contents"]:
        kept = store.head_object(Bucket=bucket, Key=item["Key"])["CacheControl"]
        assert kept == "public, max-age=31536000, immutable"
    page = store.head_object(Bucket=bucket, Key="index.html")
    assert page["ContentType"] == "text/html"


def test_logs_carry_no_secret(user: User, deployment: Deployment) -> None:
    """After everything above has run: no address, password, token or holding in any log."""
    user.create_portfolio(name="Zebra fund")
    logs = deployment.client("logs")
    written = []
    for group in logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/econlens")["logGroups"]:
        events = logs.filter_log_events(logGroupName=group["logGroupName"])["events"]
        written += [event["message"] for event in events]
    text = "\n".join(written)
    assert written
    for secret in (user.email, PASSWORD, user.tokens["idToken"], "Zebra fund"):
        assert secret not in text


def test_sign_in_is_counted_by_address_as_it_is_locally(http: httpx.Client) -> None:
    body = {"email": "nobody@example.org", "password": "Wrong-9-password"}
    answers = [http.post("/v1/auth/login", json=body) for _ in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {401}
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_what_is_signed_out_reads_nothing_more(user: User) -> None:
    devices = user.call("GET", "/user/devices").json()["devices"]
    assert [device["current"] for device in devices] == [True]
    signed_out = user.http.post(
        "/v1/auth/logout", json={"refreshToken": user.tokens["refreshToken"]}
    )
    assert signed_out.status_code == 204
    for path in ("/portfolios", "/user/profile"):
        assert user.call("GET", path).status_code == 401
