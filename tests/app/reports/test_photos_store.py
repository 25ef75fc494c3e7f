"""Where photos lie."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from app import LaneSteward
from app.errors import NotFound, Unavailable
from app.reports import photos_store

BODY = b"a picture"


def test_a_file_lies_under_its_digest(tmp_path: Path) -> None:
    digest = photos_store.keep(tmp_path, BODY)
    name = sha256(BODY).hexdigest()
    assert digest.hex() == name
    assert (tmp_path / name[:2] / f"{name[2:]}.jpg").read_bytes() == BODY


def test_keeping_it_again_leaves_one_file(tmp_path: Path) -> None:
    assert photos_store.keep(tmp_path, BODY) == photos_store.keep(tmp_path, BODY)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_file_cut_off_by_other_hands_is_written_anew(tmp_path: Path) -> None:
    digest = photos_store.keep(tmp_path, BODY)
    photos_store.path_of(tmp_path, digest).write_bytes(b"a pic")
    photos_store.keep(tmp_path, BODY)
    assert photos_store.read(tmp_path, digest) == BODY


def test_a_full_disk_is_no_crash_and_leaves_nothing(
    app: LaneSteward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with app.app_context(), pytest.raises(Unavailable):
        photos_store.keep(tmp_path, BODY)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_missing_file_is_not_found(app: LaneSteward, tmp_path: Path) -> None:
    with app.app_context(), pytest.raises(NotFound):
        photos_store.read(tmp_path, sha256(b"other").digest())
