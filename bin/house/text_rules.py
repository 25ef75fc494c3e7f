"""Rules on templates and browser code: what must not stand there, as patterns.

A line is excused by `allow RULE: reason` in a comment on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from house.findings import Finding, excused


@dataclass(frozen=True)
class Rule:
    """A pattern that is forbidden in the files that a glob finds."""

    name: str
    files: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str


_TEMPLATES = ("templates/**/*.html", "app/**/*.html")
_SCRIPTS = ("static/js/**/*.js", "static/*.js")
_HTML_WRITERS = r"\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment"

RULES = (
    Rule(
        "inline-script",
        _TEMPLATES,
        re.compile(
            r"<script\b(?![^>]*\ssrc\s*=)(?![^>]*type=[\"'](application/json|importmap)[\"'])",
            re.IGNORECASE,
        ),
        "no script inside the page: the content security policy refuses it",
    ),
    Rule(
        "inline-style",
        _TEMPLATES,
        re.compile(r"<style\b|<[^<>]*\sstyle\s*=", re.IGNORECASE),
        "no style inside the page: give it a class",
    ),
    Rule(
        "inline-handler",
        _TEMPLATES,
        re.compile(r"<[^<>]*\son[a-z]+\s*=|javascript:", re.IGNORECASE),
        "no handler inside the page: wire it in static/js",
    ),
    Rule(
        "unescaped",
        _TEMPLATES,
        re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false"),
        "what people typed would run: leave escaping on",
    ),
    Rule(
        "foreign-resource",
        _TEMPLATES,
        re.compile(
            r"<(script|img|iframe|source|video|audio|embed)\b[^>]*\ssrc\s*=\s*[\"']?(https?:)?//|<link\b[^>]*\shref\s*=\s*[\"']?(https?:)?//",
            re.IGNORECASE,
        ),
        "everything is served by the program itself",
    ),
    Rule(
        "html-from-text",
        _SCRIPTS,
        re.compile(_HTML_WRITERS),
        "text would run as HTML: use textContent and createElement",
    ),
    Rule(
        "code-from-text",
        _SCRIPTS,
        re.compile(r"\beval\s*\(|\bnew Function\b|\bset(?:Timeout|Interval)\s*\(\s*[\"'`]"),
        "text would run as code",
    ),
    Rule(
        "leaflet-text",
        _SCRIPTS,
        re.compile(
            r"\.bind(?:Popup|Tooltip)\s*\(|\.set(?:Popup|Tooltip)Content\s*\(|\bdivIcon\s*\("
        ),
        "Leaflet takes strings for HTML here: show text in a panel, or pass an element and say so",
    ),
)
LONGEST = {
    "static/js/**/*.js": 200,
    "static/css/**/*.css": 300,
    "templates/**/*.html": 300,
}  # lines


def text_findings(root: Path) -> Iterator[Finding]:
    """Give every breach in the templates and scripts of a checkout."""
    for rule in RULES:
        for path in _files(root, rule.files):
            text = path.read_text(encoding="utf-8")
            yield from rule_findings(rule, path.relative_to(root), text)
    yield from _too_long(root)


def rule_findings(rule: Rule, path: Path, text: str) -> Iterator[Finding]:
    """Give the breaches of one rule in one text, whose comments do not count."""
    lines = text.splitlines()
    for match in rule.pattern.finditer(_without_comments(text)):
        number = text.count("\n", 0, match.start()) + 1
        if not excused(lines[number - 1], rule.name):
            yield Finding(rule.name, path, number, rule.message)


_COMMENTS = re.compile(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/|(?m:^\s*//.*$)", re.DOTALL)


def _without_comments(text: str) -> str:
    return _COMMENTS.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def _too_long(root: Path) -> Iterator[Finding]:
    for pattern, limit in LONGEST.items():
        for path in _files(root, (pattern,)):
            count = len(path.read_text(encoding="utf-8").splitlines())
            if count > limit:
                message = f"{count} lines; {limit} at most: it is probably two files"
                yield Finding("file-length", path.relative_to(root), 1, message)


def _files(root: Path, patterns: tuple[str, ...]) -> list[Path]:
    found = {path for pattern in patterns for path in root.glob(pattern)}
    return sorted(path for path in found if "vendor" not in path.relative_to(root).parts)
