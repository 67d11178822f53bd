"""One address for the app and the API, and the way from a server to them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from econlens.api.edge import KEY_HEADER
from tests.aws.templates.conftest import Templates

NO_CACHING = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"  # AWS's own policy CachingDisabled
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"  # AllViewerExceptHostHeader


def distribution(templates: Templates) -> dict[str, Any]:
    found: dict[str, Any] = templates.one("AWS::CloudFront::Distribution")["DistributionConfig"]
    return found


def behaviour(templates: Templates, path: str) -> dict[str, Any]:
    (found,) = [b for b in distribution(templates)["CacheBehaviors"] if b["PathPattern"] == path]
    behaviour_found: dict[str, Any] = found
    return behaviour_found


def test_only_cloudfront_reads_the_bucket_of_the_app(each: Templates) -> None:
    assert each.properties("AWS::CloudFront::OriginAccessControl")
    reading = [
        statement
        for policy in each.resources("AWS::S3::BucketPolicy", "Web").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow" and "s3:GetObject" in statement["Action"]
    ]
    (statement,) = reading
    assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert "AWS:SourceArn" in statement["Condition"]["StringEquals"]


def test_everything_is_https_and_compressed(each: Templates) -> None:
    config = distribution(each)
    for found in (config["DefaultCacheBehavior"], *config["CacheBehaviors"]):
        assert found["ViewerProtocolPolicy"] in ("redirect-to-https", "https-only")
        assert found["Compress"] is True
        assert found["ResponseHeadersPolicyId"]


def test_calls_go_to_the_api_uncached_with_every_method(each: Templates) -> None:
    calls = behaviour(each, "/v1/*")
    assert calls["CachePolicyId"] == NO_CACHING
    assert set(calls["AllowedMethods"]) >= {"GET", "POST", "PUT", "DELETE", "OPTIONS"}
    (origin,) = [o for o in distribution(each)["Origins"] if o["Id"] == calls["TargetOriginId"]]
    assert "execute-api" in json.dumps(origin["DomainName"])
    assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    # Cookies, queries and headers go on as they come; Host must be the API's own.
    assert calls["OriginRequestPolicyId"] == ALL_BUT_HOST


def test_cloudfront_proves_itself_to_the_functions_and_nobody_else_can(each: Templates) -> None:
    calls = behaviour(each, "/v1/*")
    (origin,) = [o for o in distribution(each)["Origins"] if o["Id"] == calls["TargetOriginId"]]
    (header,) = origin["OriginCustomHeaders"]
    assert header["HeaderName"] == KEY_HEADER
    # The random part of the stack's own id, which the functions know as well.
    assert "StackId" in json.dumps(header["HeaderValue"])
    for function in each.properties("AWS::Lambda::Function", "Api"):
        if "FunctionName" in function:
            key = function["Environment"]["Variables"]["ECONLENS_EDGE_KEY"]
            assert "AWS::StackId" in json.dumps(key)


def test_a_shared_portfolio_is_hidden_from_search_engines(each: Templates) -> None:
    policies = {
        name.partition("/")[2]: policy["Properties"]["ResponseHeadersPolicyConfig"]
        for name, policy in each.resources("AWS::CloudFront::ResponseHeadersPolicy").items()
    }
    shared = policies[behaviour(each, "shared/*")["ResponseHeadersPolicyId"]["Ref"]]
    custom = {i["Header"]: i["Value"] for i in shared["CustomHeadersConfig"]["Items"]}
    assert custom["X-Robots-Tag"] == "noindex, nofollow"
    assert shared["SecurityHeadersConfig"]["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"
    assert behaviour(each, "shared/*")["FunctionAssociations"]


def test_browsers_get_the_security_headers_of_the_local_server(dev: Templates) -> None:
    policies = dev.resources("AWS::CloudFront::ResponseHeadersPolicy", "Web")
    wanted = distribution(dev)["DefaultCacheBehavior"]["ResponseHeadersPolicyId"]["Ref"]
    headers = policies[f"Web/{wanted}"]["Properties"]["ResponseHeadersPolicyConfig"]
    security = headers["SecurityHeadersConfig"]
    policy = json.dumps(security["ContentSecurityPolicy"]["ContentSecurityPolicy"])
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert security["FrameOptions"]["FrameOption"] == "DENY"
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 365 * 24 * 3600
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"
    assert "ContentTypeOptions" in security
    custom = {item["Header"] for item in headers["CustomHeadersConfig"]["Items"]}
    assert custom == {"Permissions-Policy", "Cross-Origin-Opener-Policy"}


def test_the_app_learns_at_deployment_where_it_is(dev: Templates) -> None:
    (published,) = dev.resources("Custom::EconLensApp").values()
    config = json.dumps(published["Properties"]["Config"])
    for name in ("userPoolId", "clientId", "signInDomain", "region"):
        assert name in config


def content_policies(templates: Templates) -> list[str]:
    return [
        json.dumps(
            policy["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"][
                "ContentSecurityPolicy"
            ]["ContentSecurityPolicy"]
        )
        for policy in templates.resources("AWS::CloudFront::ResponseHeadersPolicy", "Web").values()
    ]


def config_of(templates: Templates) -> str:
    """As it stands in the template: JSON text in pieces, its quotes escaped."""
    (published,) = templates.resources("Custom::EconLensApp").values()
    return json.dumps(published["Properties"]["Config"]).replace("\\", "")


def test_without_other_providers_no_page_may_talk_to_the_sign_in_domain(dev: Templates) -> None:
    assert '"providers":[]' in config_of(dev)
    policies = content_policies(dev)
    assert policies
    assert not [policy for policy in policies if "amazoncognito" in policy]


def test_with_other_providers_the_app_gets_buttons_and_may_exchange_the_code(
    everything: Templates,
) -> None:
    config = config_of(everything)
    for name in ("Google", "Facebook"):
        assert f'{{"id":"{name}","name":"{name}"}}' in config
    for secret in ("google-client", "google-secret", "facebook-app", "facebook-secret"):
        assert secret not in config
    policies = content_policies(everything)
    assert policies
    for policy in policies:
        _, _, after = policy.partition("connect-src ")
        connect, _, rest = after.partition("; ")
        assert "amazoncognito.com" in connect
        assert "amazoncognito" not in rest


def test_a_domain_of_ones_own_takes_tls_1_2(everything: Templates) -> None:
    certificate = distribution(everything)["ViewerCertificate"]
    assert certificate["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert distribution(everything)["Aliases"] == ["app.econlens.example"]


def test_there_is_a_cutover_only_where_there_is_a_server(
    dev: Templates, everything: Templates
) -> None:
    assert "Cutover" not in dev.stacks
    assert everything.properties("AWS::CloudFront::KeyValueStore")
    kinds = [a["EventType"] for a in behaviour(everything, "/v1/*")["FunctionAssociations"]]
    assert kinds == ["viewer-request", "viewer-response"]


def run_edge_function(code: str, event: dict[str, Any], weight: str | None, path: Path) -> Any:
    """In Node, with CloudFront's module in place of its own: the store, and the origin chosen."""
    stub = f"""
const chosen = [];
const cf = {{
  kvs: () => ({{ get: async () => {{
    const weight = {json.dumps(weight)};
    if (weight === null) throw new Error('KeyNotFound');
    return weight;
  }} }}),
  updateRequestOrigin: (origin) => chosen.push(origin.domainName),
}};
"""
    call = f"""
Promise.resolve(handler({json.dumps(event)})).then((answer) =>
  console.log(JSON.stringify({{ answer, chosen }})));
"""
    path.write_text(stub + code.replace("import cf from 'cloudfront';", "") + call)
    run = subprocess.run(["node", str(path)], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def edge_code(templates: Templates, name: str) -> str:
    (found,) = [
        f["FunctionCode"]
        for logical_id, resource in templates.resources("AWS::CloudFront::Function").items()
        for f in [resource["Properties"]]
        if name in logical_id
    ]
    code: str = found
    return code


def a_call(*, bucket: int | None = None, address: str = "192.0.2.1") -> dict[str, Any]:
    cookies = {} if bucket is None else {"econlens-bucket": {"value": str(bucket)}}
    request = {"uri": "/v1/portfolios", "cookies": cookies, "headers": {}}
    return {"request": request, "viewer": {"ip": address}, "response": {"cookies": {}}}


@pytest.mark.parametrize(
    ("bucket", "weight", "to_server"),
    [
        (0, "1", False),
        (1, "1", True),
        (9, "10", False),
        (10, "10", True),
        (99, "100", False),
        (0, "0", True),
        (0, None, True),
        (0, "nonsense", True),
    ],
)
def test_a_browser_below_the_weight_goes_to_the_api(
    bucket: int, weight: str | None, to_server: bool, everything: Templates, tmp_path: Path
) -> None:
    code = edge_code(everything, "ChooseOrigin")
    event = a_call(bucket=bucket)
    answer = run_edge_function(code, event, weight, tmp_path / "edge.js")
    assert answer["chosen"] == (["server.econlens.example"] if to_server else [])
    assert answer["answer"]["uri"] == "/v1/portfolios"


def test_a_new_browser_is_remembered_where_its_first_call_went(
    everything: Templates, tmp_path: Path
) -> None:
    code = edge_code(everything, "RememberChoice")
    answer = run_edge_function(code, a_call(), "50", tmp_path / "remember.js")
    cookie = answer["answer"]["cookies"]["econlens-bucket"]
    bucket = int(cookie["value"])
    assert "Secure" in cookie["attributes"]
    choose = edge_code(everything, "ChooseOrigin")
    for weight in (bucket, bucket + 1):
        without = run_edge_function(choose, a_call(), str(weight), tmp_path / "choose.js")
        with_cookie = run_edge_function(
            choose, a_call(bucket=bucket), str(weight), tmp_path / "choose.js"
        )
        assert without["chosen"] == with_cookie["chosen"]


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("/portfolios/8d0f", "/index.html"),
        ("/", "/index.html"),
        ("/assets/app-1a2b.js", "/assets/app-1a2b.js"),
        ("/shared/a.b/c", "/index.html"),
        ("/config.json", "/config.json"),
    ],
)
def test_paths_of_pages_show_the_app(
    asked: str, served: str, dev: Templates, tmp_path: Path
) -> None:
    event = {"request": {"uri": asked}}
    answer = run_edge_function(edge_code(dev, "Pages"), event, None, tmp_path / "pages.js")
    assert answer["answer"]["uri"] == served
