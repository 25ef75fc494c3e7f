"""Each rule of `make check` that is our own, seen to fail once, and not to fail on good code."""

from pathlib import Path

import pytest
from house import contracts, python_rules, text_rules
from house.errors import HouseError

BAD_PYTHON = {
    "folium-text": "import folium\nfolium.Popup('x')\n",
    "folium-import": "from folium import Map\n",
    "commit": "def f(session):\n    session.commit()\n",
    "file-length": "x = 1\n" * 301,
    "function-length": "def f():\n" + "    x = 1\n" * 41,
}
BAD_TEXT = {
    "inline-script": "<script>alert(1)</script>",
    "inline-style": '<p class="a"\n style="color: red">',
    "inline-handler": '<a onclick="f()">',
    "unescaped": "{{ note | safe }}",
    "foreign-resource": '<script src="https://cdn.example/x.js"></script>',
    "html-from-text": "node.innerHTML = text;",
    "code-from-text": "eval(text);",
    "leaflet-text": "marker.bindPopup(name);",
}
GOOD_TEXT = [
    '<script type="module" src="{{ url }}"></script>',
    '<script type="importmap" nonce="x">{}</script>',
    "{# <script>not this</script> #}",
    '<link rel="stylesheet" href="/static/css/a.css">',
    '<p data-once="1">money on hand = 3</p>',
    "/* innerHTML is forbidden */ node.textContent = text;",
    "node.innerHTML = ''; // allow html-from-text: empties a container",
]


@pytest.mark.parametrize("rule", BAD_PYTHON)
def test_a_python_rule_catches_its_breach(rule):
    found = python_rules.file_findings(Path("app/x.py"), BAD_PYTHON[rule])
    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize("rule", text_rules.RULES, ids=lambda rule: rule.name)
def test_a_text_rule_catches_its_breach(rule):
    assert [*text_rules.rule_findings(rule, Path("x"), BAD_TEXT[rule.name])]


@pytest.mark.parametrize("text", GOOD_TEXT)
def test_good_text_passes_every_rule(text):
    assert not [
        one for rule in text_rules.RULES for one in text_rules.rule_findings(rule, Path("x"), text)
    ]


def test_an_excuse_without_a_reason_does_not_count():
    rule = next(rule for rule in text_rules.RULES if rule.name == "html-from-text")
    text = "node.innerHTML = ''; // allow html-from-text:"
    assert [*text_rules.rule_findings(rule, Path("x"), text)]


@pytest.mark.parametrize("path", ["app/db.py", "benchmarks/x.py"])
def test_transactions_may_end_where_they_are_meant_to(path):
    assert not [*python_rules.file_findings(Path(path), BAD_PYTHON["commit"])]


def test_words_in_a_docstring_are_no_breach():
    text = '"""Never Popup, never session.commit(), never folium."""\n'
    assert not [*python_rules.file_findings(Path("app/x.py"), text)]


def test_a_long_docstring_does_not_make_a_function_long():
    text = 'def f():\n    """Say.\n' + "\n    more\n" * 40 + '    """\n    return 1\n'
    assert not [*python_rules.file_findings(Path("app/x.py"), text)]


def test_a_finding_names_path_line_and_rule():
    (finding,) = python_rules.file_findings(Path("app/x.py"), "\nimport folium\n")
    assert str(finding).startswith("app/x.py:2: [folium-import]")


def test_a_room_that_nobody_has_listed_is_refused(tmp_path):
    for name in ("app", "app/cellar"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    with pytest.raises(HouseError, match="app/cellar/"):
        contracts.configuration(tmp_path)


def test_contracts_name_only_rooms_that_exist(tmp_path):
    for name in ("app", "app/people", "geo"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    text = contracts.configuration(tmp_path)
    assert "people" in text
    assert "places" not in text
