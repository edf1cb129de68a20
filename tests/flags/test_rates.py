"""Every rule carries its measured rate, and every statement names where it comes from."""

from __future__ import annotations

import re

import pytest

from credcheck import base_rates, flags, wording
from credcheck.flags.interface import Rule

ROOMS = ("flag.", "institution_page.", "linked_page.", "cross_links.", "mastodon_verified.", "platform_verification.",
         "x_affiliation.", "orcid_record.", "wikidata_statement.", "challenge.", "domain_handle.")  # fmt: skip
SOURCES = re.compile(
    r"\{source\}|\{institution\}|\{host\}|\{domain\}|\bNPI registry\b|\bORCID record\b|\bWikidata item\b|"
    r"\b[Tt]he profile\b|\b[Tt]he account\b|\b[Tt]his account\b|\b[Tt]he name\b|\b[Tt]he quoted\b|"
    r"\b[Tt]he platform\b|"
    r"\b[Tt]he description\b|\b[Tt]he handle\b|\b[Tt]he place\b|\b[Tt]he word\b|\b[Tt]he domain\b|\b[Tt]he server\b|"
    r"\b[Tt]he address\b|\b[Tt]he code\b|\b[Tt]he page\b|"
    r"\blist of excluded\b|\bchecked on this computer\b|\breal people\b|"
    r"\{address\}|\b[Tt]he organisation\b|\borganisation called\b"
)


@pytest.mark.parametrize("rule", flags.rules(), ids=lambda rule: rule.id)
def test_every_rule_has_a_measured_rate(rule: type[Rule]) -> None:
    rate = base_rates.rates()[rule.id]
    assert rate.people > 200
    assert base_rates.of_rule(rule.id) is not None


def test_cautions_are_rare_among_real_people() -> None:
    whole = base_rates.rates()["any"]
    assert (whole.caution + whole.alarm) / whole.people <= 0.02
    said = base_rates.of_caution()
    assert said is not None
    assert str(whole.people) in wording.render(said)


def test_a_rule_that_was_never_measured_says_nothing() -> None:
    assert base_rates.of_rule("no_such_rule") is None


@pytest.mark.parametrize(
    "id",
    [
        id
        for id in sorted(wording.templates())
        if id.startswith(ROOMS) and ".limits" not in id and not id.endswith(("changed", "no_account", "no_institution"))
    ],
)
def test_every_statement_names_its_source(id: str) -> None:
    template = wording.templates()[id]
    for text in (template,) if isinstance(template, str) else (template["one"], template["other"]):
        assert SOURCES.search(text), text
