"""What counts as a difference between two EconLens, and what does not."""

from typing import Any

from econlens.parity.differences import differences
from econlens.parity.step import Step
from econlens.parity.visitor import Reply

ADA = "4f1c0000-0000-4000-8000-000000000001"
BOB = "9a2b0000-0000-4000-8000-000000000002"


def a_step(body: Any, *, status: int = 200, name: str = "read it", **headers: str) -> Step:
    return Step(name=name, expected=200, reply=Reply(status=status, headers=headers, body=body))


def places(one: Step, other: Step) -> list[str]:
    return [difference.place for difference in differences(one, other)]


def test_the_same_answer_is_no_difference() -> None:
    assert places(a_step({"name": "a", "assets": [1]}), a_step({"name": "a", "assets": [1]})) == []


def test_ids_times_and_tokens_may_differ() -> None:
    one = {
        "id": ADA,
        "createdAt": "2026-01-01T10:00:00.5Z",
        "idToken": "x",
        "url": "https://s3.example",
    }
    other = {
        "id": BOB,
        "createdAt": "2026-01-02T09:30:00Z",
        "idToken": "y",
        "url": "http://127.0.0.1",
    }

    assert places(a_step(one), a_step(other)) == []


def test_an_id_that_is_missing_is_a_difference() -> None:
    assert places(a_step({"id": ADA}), a_step({})) == ["body.id"]


def test_a_time_that_one_side_lacks_is_a_difference() -> None:
    one, other = a_step({"usedAt": "2026-01-01T10:00:00Z"}), a_step({"usedAt": None})

    assert places(one, other) == ["body.usedAt"]


def test_days_are_not_times() -> None:
    assert places(a_step({"asOf": "2026-01-01"}), a_step({"asOf": "2026-01-02"})) == ["body.asOf"]


def test_ids_inside_a_text_may_differ() -> None:
    one, other = (a_step({}, location=f"/v1/portfolios/{who}") for who in (ADA, BOB))

    assert places(one, other) == []


def test_status_header_and_value_are_each_reported_at_their_place() -> None:
    one = a_step({"assets": [{"symbol": "VTI"}]}, etag='"1"')
    other = a_step({"assets": [{"symbol": "BND"}]}, status=500, etag='"2"')

    assert places(one, other) == ["status", "headers.etag", "body.assets[0].symbol"]


def test_a_list_of_another_length_is_reported_whole() -> None:
    (difference,) = differences(a_step({"details": [1, 2]}), a_step({"details": [1]}))

    assert (difference.place, difference.baseline, difference.candidate) == (
        "body.details",
        "[1, 2]",
        "[1]",
    )


def test_only_registration_may_ask_one_side_to_confirm() -> None:
    one = {"verificationRequired": False, "message": "You can sign in now."}
    other = {"verificationRequired": True, "message": "Check your e-mail."}

    assert places(a_step(one, name="register"), a_step(other, name="register")) == []
    assert places(a_step(one), a_step(other)) == ["body.message", "body.verificationRequired"]
