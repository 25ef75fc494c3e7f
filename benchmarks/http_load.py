"""Clients that send ready-made requests over kept connections and cost next to nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

SLOWEST_S = 30.0
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass
class Load:
    """What came of a load: answers by status, and how long each took, seconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    bytes_each: list[int] = field(default_factory=list)


def run(port: int, makers: list[Callable[[], bytes]], duration_s: float) -> Load:
    """Let one client per maker send what it makes, each after the answer to the one before.

    Args:
        port: On the loopback.
        makers: What makes a client's next request, head and body.
        duration_s: After it no request is begun.
    """
    load = Load()
    end = time.perf_counter() + duration_s
    threads = [threading.Thread(target=_client, args=(port, make, end, load)) for make in makers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return load


def request(method: str, target: str, token: str, body: bytes = b"") -> bytes:
    """Return a request of the JSON API as it goes over the wire."""
    head = f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


def _client(port: int, make: Callable[[], bytes], end: float, load: Load) -> None:
    with socket.create_connection(("127.0.0.1", port), SLOWEST_S) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (began := time.perf_counter()) < end:
            wire.sendall(make())
            status, size = _answer(wire)
            load.seconds.append(time.perf_counter() - began)
            load.statuses[status] += 1
            load.bytes_each.append(size)


def _answer(wire: socket.socket) -> tuple[int, int]:
    """Read one answer; return its status and the bytes of its body.

    Raises:
        ConnectionError: The server closed the connection in the middle.
    """
    data = b""
    while _END_OF_HEAD not in data:
        data += _some(wire)
    head, _, body = data.partition(_END_OF_HEAD)
    lines = head.lower().split(b"\r\n")
    length = next((int(line[len(_LENGTH) :]) for line in lines if line.startswith(_LENGTH)), 0)
    left = length - len(body)
    while left > 0:
        left -= len(_some(wire))
    return int(lines[0].split()[1]), length


def _some(wire: socket.socket) -> bytes:
    data = wire.recv(1 << 16)
    if not data:
        raise ConnectionError("The server closed the connection.")
    return data
