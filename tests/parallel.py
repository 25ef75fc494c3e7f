"""The suite in several processes: what goes together, and what goes first."""

from __future__ import annotations

from collections import Counter

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

DEMOS = ("tests/app/demo/test_load.py", "tests/app/bulletin/test_april.py")


class Together(LoadFileScheduling):
    """Hands out whole files, and together those that look at one demo, which is slow to load.

    But not the journeys of `make test-all`, which would be too many for one process.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        if "/journeys/" in file and self.config.option.markexpr == "not matrix":
            return "journeys"
        return "demo" if file.endswith(DEMOS) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Distribute the suite over processes in the order in which it was collected."""
    config.option.loadscopereorder = False
    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a parallel run, begin with what drives a browser and with the largest files.

    So no process is left alone with one of them at the end.
    """
    if hasattr(config, "workerinput"):
        size = Counter(item.path for item in items)
        items.sort(key=lambda one: (one.get_closest_marker("browser") is None, -size[one.path]))
