"""What can go wrong in the product's own terms. No HTTP here: api/http.py maps types to status."""

from econlens.domain.issues import Issue
from econlens.domain.limits import Allowance


class EconLensError(Exception):
    """Base of every failure that has an answer for the caller."""

    code = "ERROR"
    default_message = "Something went wrong."

    def __init__(self, message: str | None = None, issues: tuple[Issue, ...] = ()) -> None:
        super().__init__(message or self.default_message)
        self.message = message or self.default_message
        self.issues = issues


class InvalidRequestError(EconLensError):
    code = "INVALID_REQUEST"
    default_message = "The request is not valid. Each problem is listed in details."


class InvalidCodeError(InvalidRequestError):
    code = "INVALID_CODE"
    default_message = "The code is wrong or has expired. Check it, or ask for a new one."


class AuthenticationError(EconLensError):
    code = "UNAUTHORIZED"
    default_message = "Sign in and try again."


class InvalidCredentialsError(AuthenticationError):
    code = "INVALID_CREDENTIALS"
    default_message = "E-mail or password is wrong."


class PassphraseRequiredError(AuthenticationError):
    code = "PASSPHRASE_REQUIRED"
    default_message = "This link asks for a passphrase. Enter the one its owner has given you."


class WrongPassphraseError(AuthenticationError):
    code = "WRONG_PASSPHRASE"
    default_message = "The passphrase is wrong. Ask the owner of the link for it."


class InvalidChallengeError(AuthenticationError):
    code = "CHALLENGE_ENDED"
    default_message = "This sign-in has taken too long or had too many wrong codes. Start again."


class WrongCodeError(AuthenticationError):
    code = "WRONG_CODE"
    default_message = "The code is wrong or was used already. Enter the next one the app shows."


class SessionEndedError(AuthenticationError):
    code = "SESSION_ENDED"
    default_message = "You have been signed out. Sign in again."


class InvalidRefreshTokenError(AuthenticationError):
    code = "INVALID_REFRESH_TOKEN"
    default_message = "This session has ended. Sign in again."


class ForbiddenError(EconLensError):
    code = "FORBIDDEN"
    default_message = "You are not allowed to do this."


class EmailNotConfirmedError(ForbiddenError):
    code = "EMAIL_NOT_CONFIRMED"
    default_message = "Confirm your e-mail address with the code we sent you, then sign in."


class PasswordResetRequiredError(ForbiddenError):
    code = "PASSWORD_RESET_REQUIRED"
    default_message = "Choose a new password first: use “Forgot password” on the sign-in page."


class NotFoundError(EconLensError):
    code = "NOT_FOUND"
    default_message = "There is nothing here, or it is not yours."


class ConflictError(EconLensError):
    code = "CONFLICT"
    default_message = "This clashes with something that is already there."


class EmailTakenError(ConflictError):
    code = "EMAIL_TAKEN"
    default_message = "There is an account with this e-mail address already. Sign in instead."


class VersionConflictError(EconLensError):
    code = "VERSION_CONFLICT"
    default_message = "Somebody changed this in the meantime. Load it again and repeat your change."


class RuleViolationError(EconLensError):
    code = "PORTFOLIO_RULE_BROKEN"
    default_message = "The portfolio breaks a rule. Each problem is listed in details."


class TooLargeError(EconLensError):
    code = "TOO_LARGE"
    default_message = "This is larger than allowed."


class UnsupportedTypeError(EconLensError):
    code = "UNSUPPORTED_TYPE"
    default_message = "This type of file is not supported. Upload a CSV file."


class RateLimitedError(EconLensError):
    code = "RATE_LIMITED"
    default_message = "Too many requests. Wait for the time that Retry-After names and try again."

    def __init__(self, allowance: Allowance, message: str | None = None) -> None:
        super().__init__(message)
        self.allowance = allowance


class ServiceUnavailableError(EconLensError):
    code = "SERVICE_UNAVAILABLE"
    default_message = (
        "A part of the service cannot be reached just now. Try again in a few seconds."
    )


class DatabaseUnavailableError(ServiceUnavailableError):
    code = "DATABASE_UNAVAILABLE"
    default_message = "The database cannot be reached just now. Try again in a few seconds."
