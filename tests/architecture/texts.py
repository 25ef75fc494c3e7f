"""Texts that people read, found where they should not stand: in templates, scripts and calls."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment

from app import errors

LETTER = re.compile(r"[^\W\d_]")
NAMES = {"GB/T", "API", "JSON", "GPX", "PDF", "WGS", "GCJ", "BD", "km", "m", "h", "×"}
READ = {"alt", "title", "placeholder", "aria-label", "aria-description", "label", "summary"}
BUTTONS = {"submit", "button", "reset"}
UNREAD = {"script", "style"}
ATTRIBUTE = re.compile(r'[a-z-]+="[^"]*"')  # what a macro writes into a tag
NOT_SHOWN = re.compile(r"(?s){% block body_class %}.*?{% endblock %}")
EXPRESSION = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands where a template puts something in


def is_text(found: str) -> bool:
    """Tell whether something holds words of a language, other than names and units."""
    words = re.findall(r"[^\W_]+(?:/[^\W_]+)?", found.replace(EXPRESSION, " "))
    return any(LETTER.search(word) and word not in NAMES for word in words)


class _Reader(HTMLParser):
    """Collects what stands between tags, and in attributes that are read out or shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that hides its text, and attributes that are read."""
        self.inside += [tag] if tag in UNREAD else []
        said = {name: value or "" for name, value in attrs}
        read = READ | ({"value"} if tag == "input" and said.get("type") in BUTTONS else set())
        self.found += [
            (self.getpos()[0], value)
            for name, value in said.items()
            if name in read and is_text(value)
        ]

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag that hides its text."""
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        """Note text between tags."""
        if not self.inside and is_text(ATTRIBUTE.sub("", data)):
            self.found.append((self.getpos()[0], data.strip()))


def template_texts(source: str) -> list[tuple[int, str]]:
    """Return what a template says in its own words, with the line."""
    shown = NOT_SHOWN.sub("", source)
    return [*_Reader(_without_code(shown)).found, *_spoken_by_code(shown)]


def _without_code(source: str) -> str:
    """Return a template with a placeholder for everything that Jinja puts in."""
    pieces = []
    for _line, kind, text in Environment(autoescape=True).lex(source):
        pieces.append(text if kind == "data" else "\n" * text.count("\n"))
        pieces.append(EXPRESSION if kind == "variable_end" else "")
    return "".join(pieces)


def _spoken_by_code(source: str) -> Iterator[tuple[int, str]]:
    """Give the strings that expressions between tags show without asking the catalogue."""
    page, depth, shown = "", 0, False
    for line, kind, text in Environment(autoescape=True).lex(source):
        if kind == "data":
            page += text
        shown = kind == "variable_begin" or (shown and kind != "variable_end")
        if shown and kind == "operator":
            depth += text.count("(") - text.count(")")
        is_between_tags = page.rfind(">") >= page.rfind("<")
        if shown and kind == "string" and not depth and is_between_tags and is_text(text):
            yield line, text


SINK = (
    r"""(?:\.(?:textContent|innerText|title|alt|placeholder|ariaLabel)\s*=\s*"""
    r"""|setAttribute\(\s*["'](?:aria-label|title|alt|placeholder)["']\s*,\s*"""
    r"""|\b(?:alert|confirm|prompt|createTextNode|append)\(\s*)(["'`])(.*?)\1"""
)
SENTENCE = r"""(["'`])([A-Z][a-z]+ [a-z]+[^"'`]*|[^"'`]*[\u4e00-\u9fff\u0f40-\u0f6c][^"'`]*)\1"""
COMMENT = re.compile(r"/\*.*?\*/|(?m:^\s*//.*$)", re.DOTALL)


def script_texts(source: str) -> list[tuple[int, str]]:
    """Return what a script says in its own words, with the line."""
    code = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), source)
    return [
        (code.count("\n", 0, found.start()) + 1, found.group(2))
        for pattern in (SINK, SENTENCE)
        for found in re.finditer(pattern, code)
        if is_text(re.sub(r"\$\{.*?\}", "", found.group(2)))
    ]


def _domain_errors() -> set[str]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    return {kind.__name__ for kind in kinds if issubclass(kind, errors.DomainError)}


TELLERS = _domain_errors() | {"ValidationError", "flash", "State"}


def python_texts(source: str) -> list[tuple[int, str]]:
    """Return what Python tells a person without asking the catalogue, with the line."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        (part.lineno, str(part.value))
        for call in calls
        if getattr(call.func, "id", "") in TELLERS
        for argument in call.args[:1]
        for part in ast.walk(argument)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        if isinstance(argument, ast.Constant | ast.JoinedStr | ast.BinOp) and is_text(part.value)
    ]


def texts_in(folder: Path, pattern: str) -> Iterator[str]:
    """Give every such text under a folder, as `path:line: text`."""
    ways = {".html": template_texts, ".js": script_texts, ".py": python_texts}
    for path in sorted(folder.rglob(pattern)):
        if "vendor" not in path.parts:
            for line, text in ways[path.suffix](path.read_text("utf-8")):
                yield f"{path.relative_to(folder)}:{line}: {text}"
