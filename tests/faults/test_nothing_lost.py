"""Acknowledged is kept, once: killed workers, a killed database, lost replies, a full disk."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import pytest
from PIL import Image

from tests.architecture.world import pin
from tests.faults.site import NO_ANSWER, Site, running

pytestmark = pytest.mark.matrix
PHONES = 6
PINS = 120
COUNTS = "SELECT (SELECT count(*) FROM {table} WHERE {key} IN ({ids}))"
TABLES = {"report": "id", "report_key": "id", "report_event": "report_id"}


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a folder for photos that is a very small disk, where one may mount one."""
    folder = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=256k,mode=0777", "none", str(folder)]
    mounted = os.geteuid() == 0 and not subprocess.run(command, check=False).returncode
    yield folder
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def site(disk: Path) -> Iterator[Site]:
    """Give the running product."""
    with running(disk) as made:
        yield made


def stored(site: Site, reports: list[UUID]) -> dict[str, int]:
    """Return how many rows each table holds of these reports."""
    ids = ", ".join(f"'{report}'" for report in reports)
    return {
        table: site.rows(COUNTS.format(table=table, key=key, ids=ids))[0][0]
        for table, key in TABLES.items()
    }


def tallied(site: Site) -> tuple[int, int]:
    """Return reports as counted by lane, and as they are."""
    return (
        site.rows("SELECT coalesce(sum(reports), 0) FROM lane_tally")[0][0],
        site.rows("SELECT count(*) FROM report WHERE lane_id IS NOT NULL")[0][0],
    )


def stream(site: Site, hurt: Callable[[], None], times: int, every_s: float) -> list[UUID]:
    """Let phones deliver pins while something is hurt; return what was delivered.

    What hurts runs in the main thread: a server that is started again ends with its thread.
    """
    reports = [uuid4() for _ in range(PINS)]
    site.answered.clear()
    with ThreadPoolExecutor(PHONES) as crowd:
        sent = [crowd.submit(site.deliver, report, pin()) for report in reports]
        for _ in range(times):
            hurt()
            wait(sent, every_s)
    assert NO_ANSWER not in {one.result() for one in sent}
    assert {NO_ANSWER, 503} & set(site.answered), "nobody met the fault"
    return reports


def test_a_killed_worker_loses_and_doubles_nothing(site: Site) -> None:
    reports = stream(site, site.kill_a_worker, times=3, every_s=0.3)
    assert stored(site, reports) == dict.fromkeys(TABLES, PINS)
    assert len(set(tallied(site))) == 1


def test_a_killed_database_loses_and_doubles_nothing(site: Site) -> None:
    reports = stream(site, site.kill_the_database, times=2, every_s=0.3)
    assert stored(site, reports) == dict.fromkeys(TABLES, PINS)
    assert len(set(tallied(site))) == 1


def test_while_the_database_is_down_nothing_is_acknowledged_and_nothing_breaks(
    site: Site,
) -> None:
    reports = stream(site, site.kill_the_database, times=1, every_s=0.3)
    assert set(site.answered) <= {200, 201, 503, NO_ANSWER}
    assert stored(site, reports)["report"] == PINS


def test_a_lost_reply_is_answered_at_the_next_try(site: Site) -> None:
    reports, body = [uuid4() for _ in range(20)], pin()
    for report in reports:
        site.send_and_hang_up(report, body)
    assert {site.deliver(report, body) for report in reports} <= {200, 201}
    assert stored(site, reports) == dict.fromkeys(TABLES, 20)


def test_ten_replays_are_one_report(site: Site) -> None:
    report, body = uuid4(), pin()
    with ThreadPoolExecutor(10) as crowd:
        statuses = sorted(crowd.map(lambda _: site.put(report, body), range(10)))
    assert statuses == [200] * 9 + [201]
    assert stored(site, [report]) == dict.fromkeys(TABLES, 1)


def test_a_photo_on_a_full_disk_is_not_acknowledged_and_comes_in_later(
    site: Site, disk: Path
) -> None:
    if not disk.is_mount():
        pytest.skip("needs a small disk of its own: only root may mount one")
    photo = picture()
    report, name = uuid4(), sha256(photo).hexdigest()
    assert site.deliver(report, pin(photos=[{"sha256": name, "when": "before"}])) == 201
    path = f"/api/v1/reports/{report}/photos/{name}"
    (disk / "ballast").write_bytes(b"x" * free(disk))
    assert site.send("PUT", path, photo, "image/jpeg") == 503
    assert site.send("GET", path) == 404
    assert leftovers(disk) == []
    (disk / "ballast").unlink()
    assert site.send("PUT", path, photo, "image/jpeg") == 201
    assert site.send("PUT", path, photo, "image/jpeg") == 200
    assert site.send("GET", path) == 200


def picture() -> bytes:
    """Return a photo of nothing, which no compression makes small."""
    noise = np.random.default_rng(1).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    kept = BytesIO()
    Image.fromarray(noise).save(kept, "JPEG", quality=90)
    return kept.getvalue()


def free(disk: Path) -> int:
    """Return how many bytes a disk still takes."""
    said = os.statvfs(disk)
    return said.f_bavail * said.f_frsize


def leftovers(disk: Path) -> list[Path]:
    """Return the halves of files that were left behind."""
    time.sleep(0.1)
    return [path for path in disk.rglob("*") if path.is_file() and path.name != "ballast"]
