"""No text outside the catalogues: templates, scripts and errors say nothing of their own."""

from __future__ import annotations

import pytest

from tests.architecture.source_rules import ROOT
from tests.architecture.texts import python_texts, script_texts, template_texts, texts_in

SPOKEN_TEMPLATES = [
    "<p>Hello</p>",
    "<p>{{ name }} lanes</p>",
    "<p>巷子</p>",
    '<img alt="A lane" src="x">',
    '<input type="submit" value="Send">',
    '<a aria-label="Next page" href="/"></a>',
    '<p>{{ "Nobody" if not name else name }}</p>',
    "{% if a %}<b>Yes</b>{% endif %}",
]
SILENT_TEMPLATES = [
    '<p>{{ _("Hello") }}</p>',
    '<p class="big {{ "red" if a else "blue" }}">{{ count }} · 100 %</p>',
    "{# A comment #}<!-- another -->",
    '<option value="fixed">{{ label }}</option>',
    '<p>{{ name | default("", true) }} → {{ moment.text }}</p>',
    '<script type="module" src="x"></script>',
    '{% block body_class %}wide{% endblock %}<button value="dark">{{ _("Dark") }}</button>',
    '{% macro invalid(key) %} aria-describedby="{{ key }}-error"{% endmacro %}',
]
SPOKEN_SCRIPTS = [
    'node.textContent = "Loading";',
    "label.setAttribute('aria-label', 'Zoom in');",
    'confirm("Really?");',
    'const words = "Please wait";',
    'const words = "请稍候";',
    "node.textContent = `${count} reports`;",
]
SILENT_SCRIPTS = [
    "node.textContent = root.dataset.loading;",
    'throw new Error("this browser cannot draw");',
    'map.on("zoomend moveend resize", relabel);',
    "// Loading the map\n/* Please wait */",
    "node.textContent = `${count} / ${total}`;",
]
SPOKEN_PYTHON = [
    'raise NotFound("No such lane.")',
    'flash("Saved")',
    'raise InvalidInput(f"{x} no")',
]
SILENT_PYTHON = ['raise NotFound(_("No such lane."))', 'x = "code"', "flash(message)"]


def test_no_template_speaks_in_its_own_words() -> None:
    assert list(texts_in(ROOT / "templates", "*.html")) == []


def test_no_script_speaks_in_its_own_words() -> None:
    assert list(texts_in(ROOT / "static" / "js", "*.js")) == []


def test_no_error_or_notice_speaks_in_its_own_words() -> None:
    assert list(texts_in(ROOT / "app", "*.py")) == []


@pytest.mark.parametrize("source", SPOKEN_TEMPLATES)
def test_a_spoken_template_is_found(source: str) -> None:
    assert template_texts(source)


@pytest.mark.parametrize("source", SILENT_TEMPLATES)
def test_a_silent_template_passes(source: str) -> None:
    assert template_texts(source) == []


@pytest.mark.parametrize("source", SPOKEN_SCRIPTS)
def test_a_spoken_script_is_found(source: str) -> None:
    assert script_texts(source)


@pytest.mark.parametrize("source", SILENT_SCRIPTS)
def test_a_silent_script_passes(source: str) -> None:
    assert script_texts(source) == []


@pytest.mark.parametrize("source", SPOKEN_PYTHON)
def test_a_spoken_error_is_found(source: str) -> None:
    assert python_texts(source)


@pytest.mark.parametrize("source", SILENT_PYTHON)
def test_a_silent_error_passes(source: str) -> None:
    assert python_texts(source) == []
