"""The message catalogues: which texts the program has, and a .po file per language that holds them.

The msgid is the English text. Needs Babel, so it runs under .venv; see bin/words.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from house.checkout import HOME

COMPLETE = "zh_Hans"
WRITTEN = (COMPLETE, "bo")  # bo falls back to zh_Hans; en stays empty, its texts are the msgids
SOURCES = (("app", "**.py", "python"), ("templates", "**.html", "jinja2"))
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2), "marked": None}
WIDTH = 100


@cache
def used(root: Path = HOME) -> Catalog:
    """Return every text that the program and its templates give to gettext, and in which file."""
    found = Catalog(project="Lane Steward", charset="utf-8")
    for tree, pattern, method in SOURCES:
        messages = extract_from_dir(root / tree, [(pattern, method)], keywords=KEYWORDS)
        for name, _line, texts, _comments, context in messages:
            found.add(texts, locations=[(f"{tree}/{name}", 0)], context=context)
    return found


def place_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return HOME / "app" / "translations" / language / "LC_MESSAGES" / "messages.po"


def load(language: str) -> Catalog:
    """Return a language's catalogue; an empty one where there is no file yet."""
    place = place_of(language)
    if not place.exists():
        return Catalog(locale=language, project="Lane Steward", charset="utf-8", fuzzy=False)
    with place.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def update(language: str) -> None:
    """Bring a catalogue in line with the program: new texts empty, texts no longer used gone.

    Nothing is guessed from similar texts: a wrong guess reads worse than the other language.
    """
    catalog = load(language)
    template = used()
    template.creation_date = catalog.creation_date
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    place = place_of(language)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        write_po(file, catalog, width=WIDTH, include_lineno=False, sort_by_file=True)


def missing(language: str) -> Iterator[str]:
    """Yield the texts that the program uses and a language's catalogue does not hold."""
    catalog = load(language)
    for message in used():
        held = catalog.get(message.id, message.context)
        if message.id and not (held and all(texts_of(held.string))):
            yield texts_of(message.id)[0]


def texts_of(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return a message's id or translation as its forms: one, or one per grammatical number."""
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)
