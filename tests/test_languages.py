"""One catalogue for window, core and reports: what is spoken, and that no sentence is lost on the way."""

from __future__ import annotations

import asyncio
import gettext
import re
import string
import threading
from collections.abc import Iterator

import pytest
from babel.messages import pofile

import hatch_build
from credcheck import languages, lists, resources, wire, wording
from credcheck.model import Report, Sentence
from credcheck.pseudo import Pseudo
from credcheck.report import format_of
from tests import factory


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    hatch_build.compile_catalogues()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(template: wording.Template) -> tuple[str, ...]:
    return (template,) if isinstance(template, str) else (template["one"], template["other"])


def test_english_is_spoken_until_a_face_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    assert languages.spoken() == "en"
    with languages.speaking(""):
        assert languages.spoken() == "de"
    assert languages.spoken() == "en"


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [("de", "de"), ("de_AT.UTF-8", "de"), ("de-CH", "de"), ("C", "en"), ("xx", "en"), ("en_GB", "en"), ("../de", "en")],
)
def test_the_nearest_language_there_is_gets_spoken(wanted: str, spoken: str) -> None:
    assert languages.best(wanted) == spoken


def test_the_first_variable_that_says_something_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert languages.system() == "de_DE.UTF-8"
    monkeypatch.setenv("LANGUAGE", "fr:de")
    assert languages.system() == "fr"


async def test_tasks_and_their_threads_inherit_the_language_and_leave_it_to_others() -> None:
    async def other() -> str:
        languages.speak("pseudo")
        return await asyncio.to_thread(languages.spoken)

    with languages.speaking("de"):
        assert await asyncio.create_task(other()) == "pseudo"
        assert languages.spoken() == "de"


def test_a_bare_thread_speaks_english() -> None:
    said: list[str] = []
    with languages.speaking("de"):
        thread = threading.Thread(target=lambda: said.append(languages.spoken()))
        thread.start()
        thread.join()
    assert said == ["en"]


def test_numbers_are_written_as_the_language_writes_them() -> None:
    sentence = Sentence("report.people", n=6_712_345)
    assert "6,712,345" in wording.render(sentence)
    with languages.speaking("de"):
        assert "6.712.345" in wording.render(sentence)


def test_a_file_for_programs_is_the_same_in_every_language() -> None:
    plain = wire.pretty(factory.match_not_bound())
    with languages.speaking("de"):
        assert wire.pretty(factory.match_not_bound()) == plain


def test_one_and_many_are_told_apart() -> None:
    one = next(id for id, template in wording.templates().items() if isinstance(template, dict))
    with languages.speaking("pseudo"):
        single, many = (wording.render(Sentence(one, n=n)) for n in (1, 5))
    assert single != many


@pytest.mark.parametrize("id", sorted(wording.templates()))
def test_the_pseudo_language_keeps_every_parameter(id: str) -> None:
    disguise = Pseudo()
    for text in forms(wording.templates()[id]):
        told = disguise.pgettext(id, text)
        assert fields(told) == fields(text)
        assert told.startswith("⟦")


@pytest.mark.parametrize("language", languages.languages()[1:])
def test_a_translation_asks_for_what_the_english_asks_for(language: str) -> None:
    known = gettext.translation(languages.DOMAIN, resources.folder() / "locale", [language])
    wrong = []
    for id, template in wording.templates().items():
        texts = forms(template)
        if isinstance(template, str):
            told = [known.pgettext(id, template)]
        else:
            told = [known.npgettext(id, texts[0], texts[1], n) for n in (1, 5)]
        allowed = set().union(*(fields(t) for t in texts))
        wrong += [id for t in told if not fields(t) <= allowed]
        wrong += [id for t, text in zip(told[-1:], texts[-1:], strict=True) if fields(t) != fields(text)]
    assert wrong == []


def test_registers_are_named_in_the_language_of_the_sentence() -> None:
    sentence = Sentence("verdict.match", source="The NPI registry", name="The NPI registry Example")
    assert wording.render(sentence).startswith("The NPI registry lists The NPI registry Example")
    with languages.speaking("de"):
        assert wording.render(sentence).startswith("Das NPI-Register führt The NPI registry Example")
    assert {row["title"] for row in lists.rows("registers")} == set(wording.room("register").values())


def test_a_page_names_its_language() -> None:
    with languages.speaking("de"):
        assert '<html lang="de">' in format_of("html").render(factory.several()).decode()


ACCUSES = re.compile(r"betrüg|betrug|fälsch(er|ung)|gefälscht|lügn|lügt|hochstapl|scharlatan|schwindl|quacksalb", re.I)


@pytest.mark.parametrize("language", languages.languages()[1:])
def test_no_sentence_lacks_a_translation(language: str) -> None:
    """After a new or changed sentence: `make catalogues`, then fill in the empty msgstr."""
    path = resources.folder() / "locale" / language / "LC_MESSAGES" / f"{languages.DOMAIN}.po"
    with path.open("rb") as file:
        known = pofile.read_po(file, locale=language)
    missing = []
    for id, template in wording.templates().items():
        words = template if isinstance(template, str) else (template["one"], template["other"])
        message = known.get(words, context=id)
        if message is None or not all(message.string if isinstance(message.string, tuple) else (message.string,)):
            missing.append(id)
        elif message.fuzzy:
            missing.append(f"{id} (fuzzy)")
    assert missing == []


def test_no_german_sentence_accuses_anybody() -> None:
    known = gettext.translation(languages.DOMAIN, resources.folder() / "locale", ["de"])
    for id, template in wording.templates().items():
        one, other = forms(template)[0], forms(template)[-1]
        told = known.pgettext(id, one) if isinstance(template, str) else known.npgettext(id, one, other, 5)
        assert not ACCUSES.search(told.replace("kein Beweis für Betrug", "")), told


@pytest.mark.parametrize("format", ["html", "text", "markdown"])
def test_a_page_holds_no_word_of_ours_that_is_not_in_the_catalogue(format: str) -> None:
    """What the pseudo language leaves plain is a value, a name, or a word that was forgotten."""
    report = factory.several()
    with languages.speaking("pseudo"):
        page = format_of(format).render(report).decode()
    plain = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]+>|&[a-z#0-9]+;", " ", page, flags=re.DOTALL)
    words = re.findall(r"[A-Za-z]{4,}", re.sub(r"⟦[^⟧]*⟧", " ", plain.replace("\n", " ").replace("\\", "")))
    said = " ".join([*factory_words(report), "CredCheck SHA orcid"])
    assert [word for word in words if word not in said] == []


def factory_words(report: Report) -> list[str]:
    """The values in a report, without the English texts that stand beside its sentences."""
    return list(values(wire.to_table(report)))


def values(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if not (key == "text" and "params" in part):
                yield from values(value)
    elif isinstance(part, list):
        for value in part:
            yield from values(value)
    elif isinstance(part, str):
        yield part
