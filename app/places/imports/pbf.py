"""How large an OpenStreetMap PBF file is once unpacked, known before it is unpacked.

A PBF file is a row of blobs, each with the size that it unpacks to; libosmium refuses a blob that
unpacks to another size, so the sum of the sizes bounds the work that a hostile file can ask for.

Source: https://wiki.openstreetmap.org/wiki/PBF_Format
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

MAX_HEADER_BYTES = 64 * 2**10
MAX_BLOB_BYTES = 32 * 2**20
"""The format's own limits."""

LENGTH_BYTES = 4
DATASIZE_FIELD = 3
RAW_FIELD = 1
RAW_SIZE_FIELD = 2

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
FIXED_BYTES = {FIXED64: 8, FIXED32: 4}
SEVEN_BITS = 0x7F
CONTINUES = 0x80
MAX_SHIFT = 63


def unpacked_size(path: Path) -> int:
    """Return the bytes that all blobs of a PBF file unpack to.

    Raises:
        ValueError: Where the file is not a row of blobs within the format's limits.
    """
    with path.open("rb") as file:
        return sum(_blob_size(blob) for blob in _blobs(file))


def _blobs(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the packed blobs of a file."""
    while length := file.read(LENGTH_BYTES):
        header = dict(_fields(_exactly(file, int.from_bytes(length), MAX_HEADER_BYTES)))
        yield _exactly(file, header.get(DATASIZE_FIELD, 0), MAX_BLOB_BYTES)


def _blob_size(blob: bytes) -> int:
    """Return the bytes that a blob unpacks to: as it says, or its own where it is not packed."""
    fields = dict(_fields(blob))
    return fields.get(RAW_SIZE_FIELD, 0) + fields.get(RAW_FIELD, 0)


def _exactly(file: IO[bytes], size: int, limit: int) -> bytes:
    """Read `size` bytes, no fewer and not over the limit."""
    if size > limit:
        raise ValueError("a block is larger than the format allows")
    data = file.read(size)
    if len(data) != size:
        raise ValueError("the file is cut short")
    return data


def _fields(message: bytes) -> Iterator[tuple[int, int]]:
    """Yield number and value of each field of a protobuf message; of a text, its length."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        field, wire = key >> 3, key & 7
        if wire in FIXED_BYTES:
            at += FIXED_BYTES[wire]
            continue
        if wire not in {VARINT, BYTES}:
            raise ValueError("a field has an unknown type")
        value, at = _varint(message, at)
        at += value if wire == BYTES else 0
        yield field, value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Return a variable-length number and where the next field begins."""
    value = 0
    for shift in range(0, MAX_SHIFT + 1, 7):
        if at >= len(message):
            break
        byte = message[at]
        at += 1
        value |= (byte & SEVEN_BITS) << shift
        if not byte & CONTINUES:
            return value, at
    raise ValueError("a number has no end")
