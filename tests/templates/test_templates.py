"""Rules that every page keeps, whatever it says."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from tests.templates.samples import EMPTY, FULL
from tests.templates.shell import ROOT, render, template_shell

PAGES = [(name, page) for pages in (FULL, EMPTY) for name, page in pages.items()]
shell = cache(template_shell)  # its templates are compiled once
every_page = pytest.mark.parametrize(("name", "page"), PAGES)


class Tags(HTMLParser):
    """Collects the start tags of a page as (name, attributes)."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a start tag."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))


HOSTILE = "<img src=x onerror=alert(1)>"


def with_every_text(value: object, text: str) -> object:
    """Return a sample page with each of its texts replaced by the one given."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(with_every_text(item, text) for item in value)
    if isinstance(value, dict):
        return {key: with_every_text(item, text) for key, item in value.items()}
    if isinstance(value, SimpleNamespace):
        return SimpleNamespace(**{k: with_every_text(v, text) for k, v in vars(value).items()})
    return value


def tags(name: str, page: object) -> list[tuple[str, dict[str, str]]]:
    """Return the start tags of a rendered template."""
    return Tags(render(shell(), name, page)).found


@every_page
def test_a_page_holds_no_inline_script_or_style(name: str, page: object) -> None:
    for tag, attributes in tags(name, page):
        assert tag != "style"
        assert tag != "script" or attributes.get("src")
        assert not [key for key in attributes if key == "style" or key.startswith("on")]


@every_page
def test_an_id_stands_once_on_a_page(name: str, page: object) -> None:
    ids = Counter(attributes["id"] for _, attributes in tags(name, page) if "id" in attributes)
    assert not [key for key, times in ids.items() if times > 1]


@every_page
def test_every_reference_to_an_id_finds_it(name: str, page: object) -> None:
    found = tags(name, page)
    ids = {attributes.get("id") for _, attributes in found}
    for _, attributes in found:
        wanted = [attributes.get(key, "") for key in ("for", "aria-describedby", "aria-labelledby")]
        wanted.append(
            attributes.get("href", "")[1:] if attributes.get("href", "")[:1] == "#" else ""
        )
        assert {word for text in wanted for word in text.split()} <= ids


@every_page
def test_every_form_that_posts_carries_the_csrf_token(name: str, page: object) -> None:
    found = tags(name, page)
    forms = [tag for tag, attributes in found if attributes.get("method") == "post"]
    tokens = [tag for tag, attributes in found if attributes.get("name") == "csrf_token"]
    assert len(forms) == len(tokens)


@every_page
def test_every_static_file_named_exists(name: str, page: object) -> None:
    found = tags(name, page)
    urls = {attributes.get(key, "") for _, attributes in found for key in ("href", "src")}
    ours = {url for url in urls if url.startswith("/static/") and "/vendor/" not in url}
    assert not [url for url in ours if not (ROOT / url[1:]).is_file()]


@every_page
def test_a_text_that_is_markup_stays_text(name: str, page: object) -> None:
    text = render(shell(), name, with_every_text(page, HOSTILE))
    assert HOSTILE not in text


def test_a_script_named_by_a_page_imports_only_files_that_exist() -> None:
    for module in (ROOT / "static/js").rglob("*.js"):
        for target in re.findall(
            r'^import .* from "([^"]+)";', module.read_text("utf-8"), re.MULTILINE
        ):
            assert (module.parent / target).resolve().is_file(), f"{module}: {target}"


def test_the_theme_chosen_by_a_person_is_on_the_page() -> None:
    text = render(shell(), "jobs/list.html", EMPTY["jobs/list.html"], theme="dark")
    assert 'data-theme="dark"' in text


def test_elder_mode_is_on_the_page() -> None:
    text = render(shell(), "jobs/list.html", EMPTY["jobs/list.html"], elder=True)
    assert "data-elder" in text
