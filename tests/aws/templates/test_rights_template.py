"""Each function may do what its adapters do, and nothing more.

What the adapters do is read from their source, so that a new call without its right fails here, and
so does a right whose call is gone.
"""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

import econlens.adapters.aws as adapters
from econlens.api.route_table import Function
from tests.aws.templates.conftest import Templates
from tests.aws.templates.test_whole_app_template import listed, statements

ADAPTERS = Path(adapters.__path__[0])
# Whose adapters a function is given by bootstrap.py, and which of their methods its use cases call.
USED: dict[str, dict[str, set[str]]] = {
    Function.AUTH: {"account_codes": {"*"}, "identity": {"*"}, "pool_users": {"named"}},
    Function.USERS: {
        "accounts": {"*"},
        "account_security": {"*"},
        "pool_users": {"*"},
        "object_store": {"delete"},
    },
    Function.UPLOADS: {"object_store": {"presign_post", "announce", "delete"}},
    "process_upload": {"object_store": {"get", "delete"}},
}
# Calls that are no action of the same name.
ACTIONS = {
    "copy_object": {"s3:GetObject", "s3:PutObject"},
    "generate_presigned_post": {"s3:PutObject"},
    # Signed with a user's own access token, which is all the right there is to them.
    "associate_software_token": set(),
    "verify_software_token": set(),
    "set_user_mfa_preference": set(),
}
SERVICES = {"object_store": "s3"}
# Who reads or copies a file learns that it is missing only by the right to list.
MISSING = {"s3:ListBucket"}
# Lambda itself receives from the queue in the processor's name.
RECEIVING = {
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
}
EVERYWHERE = ("logs:", "xray:", "ec2:", "rds-db:", "secretsmanager:")


def calls_of(module: str, methods: set[str]) -> set[str]:
    """Names of boto3 operations in these methods, of clients with our credentials."""
    tree = ast.parse((ADAPTERS / f"{module}.py").read_text())
    if module == "identity":  # its client is unsigned
        return set()
    return {
        node.attr
        for made in tree.body
        if isinstance(made, ast.ClassDef)
        for function in made.body
        if isinstance(function, ast.FunctionDef) and ("*" in methods or function.name in methods)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self._client"
    }


def actions_of(module: str, call: str) -> set[str]:
    service = SERVICES.get(module, "cognito-idp")
    name = "".join(word.title() for word in call.split("_"))
    return ACTIONS.get(call, {f"{service}:{name}"})


def wanted(function: str) -> set[str]:
    found = {
        action
        for module, methods in USED.get(function, {}).items()
        for call in calls_of(module, methods)
        for action in actions_of(module, call)
    }
    found |= MISSING if "s3:GetObject" in found else set()
    return found | (RECEIVING if function == "process_upload" else set())


def granted(templates: Templates, function: str) -> list[dict[str, Any]]:
    """Statements of the function's role that concern something of its own."""
    construct = function.replace("_", " ").title().replace(" ", "")
    return [
        statement
        for name, statement in statements(templates)
        if name.partition("/")[2].startswith(f"{construct}Role")
        and not all(action.startswith(EVERYWHERE) for action in listed(statement["Action"]))
    ]


@pytest.mark.parametrize("function", [*Function, "process_upload", "migrate"])
def test_a_function_may_do_what_its_adapters_do_and_nothing_more(
    each: Templates, function: str
) -> None:
    found = {a for s in granted(each, function) for a in listed(s["Action"])}
    assert found == wanted(function)


@pytest.mark.parametrize("function", [*Function, "process_upload"])
def test_rights_to_files_stand_below_their_prefix(each: Templates, function: str) -> None:
    for statement in granted(each, function):
        for action in listed(statement["Action"]):
            if action in ("s3:GetObject", "s3:PutObject", "s3:DeleteObject"):
                assert "/uploads/*" in json.dumps(statement["Resource"])
            else:
                assert "*" not in listed(statement["Resource"])


def test_the_calls_are_read_from_the_adapters() -> None:
    """Were they not found, nothing would be wanted and nothing compared."""
    assert calls_of("accounts", {"*"}) == {"admin_delete_user"}
    assert calls_of("pool_users", {"*"}) == {
        "admin_get_user",
        "admin_update_user_attributes",
        "list_users",
    }
    assert calls_of("pool_users", {"named"}) == {"admin_get_user"}
    assert calls_of("object_store", {"announce"}) == {"copy_object"}
