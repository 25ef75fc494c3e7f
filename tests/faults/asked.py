"""What may be sent where: by whom, for which thing, in which fields.

The fields are heard from the program itself, so that a page's new one is tried as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Request, url_for
from hypothesis import strategies as st
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.test import TestResponse

from tests.architecture.routes import ROUTES
from tests.architecture.world import World
from tests.faults import nasty

OF_EVERY_PAGE = ("lang", "csrf_token")
FIELDS_AT_ONCE = 6


@dataclass(frozen=True)
class Door:
    """An address, and somebody who may go through it; `form` is what its page would send."""

    key: str
    who: str
    address: str
    form: Mapping[str, str]

    @property
    def method(self) -> str:
        """Return the request's method."""
        return self.key.split()[0]


def doors(world: World, keys: Iterable[str]) -> dict[str, list[Door]]:
    """Return the doors of each route: every thing of its kind, for everybody who may."""
    return {
        key: [
            Door(key, who, _address(world, key, name), _form(world, key, who))
            for name, allowed in sorted(ROUTES[key].who.items())
            for who in sorted(allowed)
        ]
        for key in keys
    }


def _address(world: World, key: str, name: str) -> str:
    row = ROUTES[key]
    with world.app.test_request_context():
        return url_for(key.split()[1], **{**row.values, **world.things[row.kind][name]})


def _form(world: World, key: str, who: str) -> dict[str, str]:
    community = getattr(world.cast.everybody().get(who), "community_id", 0)
    data = ROUTES[key].sends(community).get("data")
    fields = data.items() if isinstance(data, dict) else ()
    return {name: str(value) for name, value in fields if isinstance(value, str | int)}


def fields_of(door: Door, go: Callable[[Door], TestResponse]) -> tuple[str, ...]:
    """Go through a door; return the names that the program looked for in question and form."""
    heard = dict.fromkeys(OF_EVERY_PAGE)

    class Listening(ImmutableMultiDict[str, Any]):
        """A question or a form that remembers what it was asked for."""

        def get(self, key, default=None, type=None):  # type: ignore[no-untyped-def] # noqa: A002
            heard[key] = None
            return super().get(key, default, type)

        def getlist(self, key, type=None):  # type: ignore[no-untyped-def] # noqa: A002
            heard[key] = None
            return super().getlist(key, type)

        def __getitem__(self, key: str) -> Any:
            heard[key] = None
            return super().__getitem__(key)

        def __contains__(self, key: object) -> bool:
            heard[str(key)] = None
            return super().__contains__(key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Request, "parameter_storage_class", Listening)
        go(door)
    return tuple(heard)


def sendings(
    found: Mapping[str, list[Door]], go: Callable[[Door], TestResponse]
) -> st.SearchStrategy[tuple[Door, dict[str, str]]]:
    """Return doors with what is sent through them: some fields as they should be, some not."""
    names = {key: fields_of(through[0], go) for key, through in found.items()}

    def of_one(key: str) -> st.SearchStrategy[tuple[Door, dict[str, str]]]:
        said = {name: nasty.texts | st.sampled_from(nasty.known(name)) for name in names[key]}
        some = st.lists(st.sampled_from(names[key]), max_size=FIELDS_AT_ONCE, unique=True)
        fields = some.flatmap(lambda chosen: st.fixed_dictionaries({n: said[n] for n in chosen}))
        return st.tuples(st.sampled_from(found[key]), fields)

    return st.sampled_from(sorted(found)).flatmap(of_one)
