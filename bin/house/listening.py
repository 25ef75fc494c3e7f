"""Where the web server listens: reading HOST and PORT, and whether that place is free."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from house.errors import HouseError

LARGEST_PORT = 65535
_ANSWER_SECONDS = 5.0


@dataclass(frozen=True)
class Place:
    """A host and a TCP port."""

    host: str
    port: int

    @property
    def bind(self) -> str:
        """Return the place as gunicorn's --bind takes it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the address for a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host)  # noqa: S104 -- only compared
        return f"http://{host}:{self.port}" if host else f"http://{self.bind}"


def read_place(environment: Mapping[str, str]) -> Place:
    """Return the place that HOST and PORT name.

    Raises:
        HouseError: If PORT is no port.
    """
    text = environment.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= LARGEST_PORT:
        message = f"PORT={text} is no port: give a number from 1 to {LARGEST_PORT}."
        raise HouseError(message)
    return Place(environment.get("HOST") or "127.0.0.1", int(text))


def require_free(place: Place) -> None:
    """Make sure that nobody listens at a place.

    Raises:
        HouseError: If somebody does, or the host is not this machine's; the text says what to do.
    """
    error = _try_bind(place)
    if error is None:
        return
    if error.errno is not None and _is_taken(error):
        message = (
            f"Port {place.port} on {place.host} is taken by another program. "
            f"Choose another with PORT, for example: make run PORT={_free_port(place)}"
        )
    else:
        message = f"Cannot listen on {place.bind} ({error}): set HOST and PORT to a place of ours."
    raise HouseError(message)


def _is_taken(error: OSError) -> bool:
    return "in use" in str(error)


def _try_bind(place: Place) -> OSError | None:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
            probe.listen(1)
        except OSError as error:
            return error
    return None


def _free_port(place: Place) -> int:
    for port in range(place.port + 1, min(place.port + 100, LARGEST_PORT) + 1):
        if _try_bind(Place(place.host, port)) is None:
            return port
    return LARGEST_PORT


def is_healthy(place: Place) -> bool:
    """Tell whether /healthz answers 200 there."""
    host = place.url.removeprefix("http://").rpartition(":")[0].strip("[]")
    connection = http.client.HTTPConnection(host, place.port, timeout=_ANSWER_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
