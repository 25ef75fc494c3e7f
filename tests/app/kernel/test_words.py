"""The catalogues: what people read, in three languages, and which of them a reader gets."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from flask_babel import force_locale, gettext
from house import catalogues

from app import LaneSteward
from app.clock import frozen
from app.config import LANGUAGES
from app.db import transaction
from app.i18n import HTML_LANG, texts_in
from app.pages import moment
from app.people.models import Person
from tests.cast import Cast, Player
from tests.pages import token_of

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}")
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
TIBETAN = re.compile(r"[\u0f00-\u0fff]")
SIGNED_OUT = {"zh_Hans": "登录", "bo": "ནང་འཛུལ།", "en": "Sign in"}


def _translations(language: str) -> list[str]:
    messages = [message for message in catalogues.load(language) if message.id]
    return [text for message in messages for text in catalogues.texts_of(message.string)]


@pytest.mark.parametrize("language", catalogues.WRITTEN)
def test_a_catalogue_has_every_text_of_the_program(language: str) -> None:
    assert list(catalogues.missing(language)) == []


def test_the_tibetan_catalogue_asks_for_a_native_reader_s_review() -> None:
    head = catalogues.place_of("bo").read_text("utf-8").partition("msgid")[0]
    assert "WANTING A NATIVE READER'S REVIEW" in head


def test_a_text_that_is_not_in_the_catalogue_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "load", lambda language: catalogues.Catalog(locale=language))
    assert "Today" in set(catalogues.missing("zh_Hans"))


@pytest.mark.parametrize("language", catalogues.WRITTEN)
def test_a_catalogue_holds_no_text_that_the_program_has_not(language: str) -> None:
    used = {message.id for message in catalogues.used()}
    assert [message.id for message in catalogues.load(language) if message.id not in used] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    catalog = catalogues.load(language)
    assert not catalog.fuzzy
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", catalogues.WRITTEN)
def test_a_translation_keeps_the_placeholders(language: str) -> None:
    for message in filter(lambda one: one.id, catalogues.load(language)):
        wanted = set(PLACEHOLDER.findall(catalogues.texts_of(message.id)[-1]))
        for text in filter(None, catalogues.texts_of(message.string)):
            assert set(PLACEHOLDER.findall(text)) == wanted, message.id


@pytest.mark.parametrize("language", catalogues.WRITTEN)
def test_a_translation_is_no_english_sentence(language: str) -> None:
    english = [text for text in _translations(language) if ENGLISH_SENTENCE.search(text)]
    assert english == []


def test_chinese_has_chinese_punctuation() -> None:
    half = re.compile(r"[\u4e00-\u9fff][,;!?]|[\u4e00-\u9fff]\.(\s|$)|[\u4e00-\u9fff]:\s")
    assert [text for text in _translations("zh_Hans") if half.search(text)] == []


def test_a_text_that_tibetan_lacks_is_shown_in_chinese(
    ctx: LaneSteward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(texts_in("bo")._catalog, "Today")  # type: ignore[attr-defined]
    with force_locale("zh_Hans"):
        chinese = gettext("Today")
    with force_locale("bo"):
        assert gettext("Today") == chinese != "Today"


def test_a_text_that_tibetan_has_is_shown_in_tibetan(ctx: LaneSteward) -> None:
    with force_locale("bo"):
        assert TIBETAN.search(gettext("Today"))


def test_english_is_the_text_in_the_code(ctx: LaneSteward) -> None:
    with force_locale("en"):
        assert [gettext(text) for text in ("Today", "no such text")] == ["Today", "no such text"]


def test_without_a_choice_the_reader_gets_chinese(client: FlaskClient) -> None:
    assert SIGNED_OUT["zh_Hans"] in client.get("/sign-in").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_can_name_the_language(client: FlaskClient, language: str) -> None:
    text = client.get(f"/sign-in?lang={language}").text
    assert SIGNED_OUT[language] in text
    assert f'<html lang="{HTML_LANG[language]}"' in text


def test_a_page_named_in_a_language_is_followed_by_others_in_it(client: FlaskClient) -> None:
    client.get("/sign-in?lang=en")
    assert SIGNED_OUT["en"] in client.get("/sign-in").text


def test_a_file_in_a_language_leaves_the_pages_as_they_were(client: FlaskClient) -> None:
    client.get("/api/v1/bulletins/2026-04.xlsx?lang=en")
    assert SIGNED_OUT["zh_Hans"] in client.get("/sign-in").text


def test_a_language_that_there_is_not_leaves_chinese(client: FlaskClient) -> None:
    assert 'lang="zh-Hans"' in client.get("/sign-in?lang=fr").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_changes_the_language_for_good(client: FlaskClient, language: str) -> None:
    token = token_of(client.get("/sign-in"))
    client.post("/preferences", data={"csrf_token": token, "lang": language, "next": "/sign-in"})
    assert SIGNED_OUT[language] in client.get("/sign-in").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_account_brings_its_language(
    browser_of: Callable[[Player], FlaskClient], cast: Cast, ctx: LaneSteward, language: str
) -> None:
    with transaction() as session:
        session.get_one(Person, cast.drolma.id).language = language
    text = browser_of(cast.drolma).get("/me").text
    assert f'<html lang="{HTML_LANG[language]}"' in text


@pytest.mark.parametrize(
    ("language", "this_year", "another"),
    [
        ("zh_Hans", "4月1日 14:05", "2025年4月1日 14:05"),
        ("bo", "04-01 14:05", "2025-04-01 14:05"),
        ("en", "1 Apr 14:05", "1 Apr 2025 14:05"),
    ],
)
def test_a_moment_stands_in_the_reader_s_way_on_the_community_s_clock(
    ctx: LaneSteward, language: str, this_year: str, another: str
) -> None:
    then = datetime(2026, 4, 1, 6, 5, tzinfo=UTC)
    with frozen(datetime(2026, 11, 22, tzinfo=UTC)), ctx.test_request_context(f"/?lang={language}"):
        assert moment(then).text == this_year
        assert moment(then.replace(year=2025)).text == another


def test_the_year_turns_on_the_community_s_clock(ctx: LaneSteward) -> None:
    eve = datetime(2025, 12, 31, 17, 0, tzinfo=UTC)
    with frozen(datetime(2026, 1, 2, tzinfo=UTC)), ctx.test_request_context("/?lang=bo"):
        assert moment(eve).text == "01-01 01:00"


def test_an_answer_under_way_does_not_undo_a_choice(client: FlaskClient) -> None:
    with client.session_transaction() as cookie:
        cookie.permanent = True
        cookie["language"] = "bo"
    client.get("/sign-in")  # makes the form token
    assert "Set-Cookie" not in client.get("/sign-in").headers
