"""Languages: which one a request speaks, and names that come in three."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request, session
from flask_babel import Babel, Domain, get_locale

from app.config import CHECKOUT, LANGUAGES
from app.current import viewer

CATALOGUES = CHECKOUT / "app" / "translations"
STANDS_IN = {"bo": "zh_Hans"}
OWN_NAMES = (("zh_Hans", "中文"), ("bo", "བོད་ཡིག"), ("en", "English"))
HTML_LANG = {"zh_Hans": "zh-Hans", "bo": "bo", "en": "en"}


class Named(Protocol):
    """Anything with a name in three languages; empty where nobody gave one."""

    @property
    def name_zh(self) -> str:
        """Chinese."""

    @property
    def name_bo(self) -> str:
        """Tibetan."""

    @property
    def name_en(self) -> str:
        """English."""


class Texts(Domain):
    """The catalogues: a text that Tibetan lacks is shown in Chinese, not in English."""

    def get_translations(self) -> NullTranslations:
        """Return the texts of the reader's language; the msgids where no app is running."""
        locale = get_locale()
        return texts_in(str(locale)) if locale else NullTranslations()


@cache
def texts_in(code: str) -> NullTranslations:
    """Return a language's texts, with those of the language that stands in for it behind them."""
    texts = Translations.load(CATALOGUES, [code])
    if code in STANDS_IN:
        texts.add_fallback(texts_in(STANDS_IN[code]))
    return texts


def init_app(app: Flask) -> None:
    """Give the app its catalogues."""
    app.config["BABEL_DEFAULT_LOCALE"] = LANGUAGES[0]
    Babel(app, locale_selector=language).domain_instance = Texts()


def language() -> str:
    """Return the language of this request: chosen, the account's, else the default."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen = request.args.get("lang") or session.get("language") or _account_language()
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def _account_language() -> str | None:
    known = viewer()
    return known.language if known else None


def name_of(thing: Named) -> str:
    """Return a thing's name in the reader's language, else in whichever there is."""
    suffix = {"zh_Hans": "zh", "bo": "bo", "en": "en"}[language()]
    order = dict.fromkeys((suffix, "zh", "en", "bo"))
    return next((name for s in order if (name := getattr(thing, f"name_{s}", ""))), "")
