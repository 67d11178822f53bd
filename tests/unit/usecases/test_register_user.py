import pytest

from econlens.domain.errors import InvalidRequestError
from econlens.usecases.register_user import register_user
from tests.factories import a_profile
from tests.fakes import FixedClock, InMemoryIdentity

GOOD = "Correct-horse-7"


@pytest.fixture
def identity() -> InMemoryIdentity:
    return InMemoryIdentity(FixedClock())


def test_a_strong_password_makes_an_account_that_can_sign_in(identity: InMemoryIdentity) -> None:
    made = register_user(identity, a_profile(email="a@b.example"), GOOD)
    assert identity.login("a@b.example", GOOD).user_id == made.user_id


@pytest.mark.parametrize(
    ("password", "lack"),
    [
        ("Short-1", "fewer than 12 characters"),
        ("correct-horse-7", "no upper-case letter"),
        ("CORRECT-HORSE-7", "no lower-case letter"),
        ("Correct-horse-x", "no digit"),
        ("CorrectHorse777", "no symbol"),
    ],
)
def test_each_weakness_is_named_and_no_account_is_made(
    identity: InMemoryIdentity, password: str, lack: str
) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        register_user(identity, a_profile(email="a@b.example"), password)
    (issue,) = caught.value.issues
    assert issue.field == "password"
    assert lack in issue.message
    register_user(identity, a_profile(email="a@b.example"), GOOD)


def test_all_weaknesses_are_named_at_once(identity: InMemoryIdentity) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        register_user(identity, a_profile(), "")
    assert len(caught.value.issues) == 5
