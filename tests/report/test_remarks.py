"""What registries remark on records is read in every format: on a person's, and on namesakes that were set aside."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from credcheck import report as formats
from credcheck.model import Candidate, ListedName, Outcome, PersonName, Report, Sentence
from tests import factory

SEEN = Sentence("leie.reinstated", name="Jane Example", state="WA", section="1128a1", what="x", waived="", day="2019")
POSSIBLE = Sentence("leie.possible", name="J. Namesake", state="WA", section="1128a1", what="x", waived="", day="2018")


def report() -> Report:
    mine = replace(factory.candidate(), remark=SEEN)
    aside = Candidate("leie", "x", (ListedName(PersonName("J.", "", "Namesake")),), remark=POSSIBLE, aside=True)
    person = replace(factory.person(), candidates=(mine,))
    made = factory.match_not_bound()
    answers = (factory.answer(Outcome.FOUND, mine), factory.answer(Outcome.FOUND, aside, registry="leie"))
    case = replace(made.case, answers=answers, ranking=factory.ranking(factory.match(person)))
    return replace(made, case=case)


@pytest.mark.parametrize("name", ["text", "html", "markdown"])
def test_remarks_are_read(name: str) -> None:
    page = re.sub(r"<[^>]*>|\\|[\u2066-\u2069]", "", formats.format_of(name).render(report()).decode())
    text = " ".join(page.split())
    assert "the exclusion of 2019 has ended" in text
    assert "an entry without an NPI for J. Namesake" in text
