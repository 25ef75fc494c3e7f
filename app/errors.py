"""What can go wrong in the domain; `app/problems.py` turns it into pages and problem documents."""

from __future__ import annotations

from collections.abc import Mapping


class DomainError(Exception):
    """A rule of the domain says no.

    Args:
        message: What to do next, in the reader's language.
        pointer: JSON pointer to the field at fault, where there is one.
        extra: Further members of the problem document.
    """

    status = 422
    code = "refused"

    def __init__(
        self,
        message: str,
        *,
        pointer: str | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.pointer = pointer
        self.extra = dict(extra or {})


class InvalidInput(DomainError):
    """A value cannot be accepted."""

    status = 422
    code = "invalid"


class Malformed(DomainError):
    """The body or the address cannot be read: not JSON, a duplicate key, too deep, NUL."""

    status = 400
    code = "malformed"


class SignInRequired(DomainError):
    """Nobody is signed in."""

    status = 401
    code = "sign_in_required"


class Forbidden(DomainError):
    """The viewer may see this page's kind but not do this."""

    status = 403
    code = "forbidden"


class NotFound(DomainError):
    """Nothing there, or nothing that this viewer may see: the answers are the same."""

    status = 404
    code = "not_found"


class Conflict(DomainError):
    """Somebody else was first, or the thing has changed since it was read."""

    status = 409
    code = "conflict"


class Gone(DomainError):
    """It was here and has been deleted."""

    status = 410
    code = "gone"


class TooLarge(DomainError):
    """More bytes or pixels than are taken."""

    status = 413
    code = "too_large"


class UnsupportedMedia(DomainError):
    """Not one of the accepted kinds of file."""

    status = 415
    code = "unsupported_media"


class TooManyTries(DomainError):
    """Throttled; try again later."""

    status = 429
    code = "too_many_tries"


class Unavailable(DomainError):
    """The database or another part does not answer now."""

    status = 503
    code = "unavailable"
