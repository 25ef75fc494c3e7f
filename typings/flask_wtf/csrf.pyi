"""Cross-site request forgery: the guard, its token and its error."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Flask
from werkzeug.exceptions import BadRequest

_V = TypeVar("_V", bound=Callable[..., object] | Blueprint | str)

class CSRFError(BadRequest): ...

class CSRFProtect:
    def __init__(self, app: Flask | None = ...) -> None: ...
    def init_app(self, app: Flask) -> None: ...
    def exempt(self, view: _V) -> _V: ...
    def protect(self) -> None: ...

def generate_csrf(secret_key: str | bytes | None = ..., token_key: str | None = ...) -> str: ...
def validate_csrf(
    data: str,
    secret_key: str | bytes | None = ...,
    time_limit: int | None = ...,
    token_key: str | None = ...,
) -> None: ...
