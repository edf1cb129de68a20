from __future__ import annotations

import re
from pathlib import Path

import pytest

from credcheck import wording
from credcheck.gui import words
from credcheck.gui.theme import Topic
from credcheck.model import (
    ClaimKind,
    Credential,
    CredentialClass,
    Headline,
    Identifier,
    Level,
    Outcome,
    RecordAxis,
    Relation,
    Sentence,
    Severity,
    Status,
)
from tests import factory

GUI = Path(words.__file__).parent
ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"


@pytest.mark.parametrize(
    ("signs", "enum"),
    [
        (words.HEADLINES, Headline), (words.RECORDS, RecordAxis), (words.LEVELS, Level), (words.OUTCOMES, Outcome),
        (words.RELATIONS, Relation), (words.SEVERITIES, Severity),
    ],
)  # fmt: skip
def test_every_word_of_the_model_has_a_sign_with_word_icon_and_tone(
    signs: dict[object, words.Sign], enum: type
) -> None:
    assert set(signs) == set(enum)  # type: ignore[call-overload]
    assert all((ICONS / f"{sign.icon}.svg").exists() for sign in signs.values())
    assert len({sign.word for sign in signs.values()}) == len(signs)


def test_not_found_and_not_asked_and_failed_never_look_alike() -> None:
    signs = [words.OUTCOMES[o] for o in Outcome]
    assert len({s.icon for s in signs}) == len(signs)
    assert len({s.word for s in signs}) == len(signs)


@pytest.mark.parametrize("id", [*(f"gui.kind.{k.value}" for k in ClaimKind), *(f"gui.topic.{t.value}" for t in Topic)])
def test_every_kind_and_marking_has_a_name(id: str) -> None:
    assert words.say(id) != id


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.UNKNOWN])
def test_every_status_has_a_word(status: Status) -> None:
    assert words.say(f"gui.status.{status.value}") != f"gui.status.{status.value}"


def used_ids() -> set[str]:
    found: set[str] = set()
    for path in GUI.glob("*.py"):
        found |= set(re.findall(r'"(gui\.[a-z_0-9]+(?:\.[a-z_0-9]+)*)"', path.read_text("utf-8")))
    return found


@pytest.mark.parametrize("id", sorted(used_ids()))
def test_every_text_the_window_asks_for_exists(id: str) -> None:
    assert id in wording.templates()


def test_no_text_of_the_window_is_without_use() -> None:
    source = "\n".join(path.read_text("utf-8") for path in GUI.glob("*.py"))
    built = tuple(re.findall(r'f"(gui\.[a-z_.]+?)\{', source))
    named = {id for id in wording.templates() if f'"{id}"' in source or f'"{id.split(".")[-1]}"' in source}
    unused = {id for id in wording.templates() if id.startswith("gui.") and not id.startswith(built)} - named
    assert unused == set()


def test_claims_read_like_words() -> None:
    shown = {claim.kind: words.claim_text(claim) for claim in factory.claims().all}
    assert shown[ClaimKind.SUBJECT] == "A person"
    assert shown[ClaimKind.NAME] == "Jane Example"
    assert shown[ClaimKind.CREDENTIAL] == "MD"
    assert shown[ClaimKind.PROFESSION] == "Physician"
    assert shown[ClaimKind.STAGE] == "In practice"
    assert shown[ClaimKind.PLACE] == "Springfield, IL, US"
    assert shown[ClaimKind.IDENTIFIER] == "NPI 1234567893"
    assert shown[ClaimKind.HEALTH_ROLE] == "yes"


def test_hostile_values_are_made_visible() -> None:
    credential = Credential("M\u202eD", CredentialClass.LICENCE)
    assert words.claim_text(factory.claim(ClaimKind.CREDENTIAL, credential)) == "M[U+202E]D"
    assert "\u202e" not in words.identifier_text(Identifier("npi", "1\u202e2", "I\u202eL"))


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0, "0 %"), (0.004, "<1 %"), (0.5, "50 %"), (0.992, "99 %"), (0.9999, ">99 %"), (1, "100 %")],
)
def test_a_probability_is_never_rounded_to_certainty(probability: float, text: str) -> None:
    assert words.percent(probability) == text


@pytest.mark.parametrize("id", sorted(wording.room("window")))
def test_the_window_says_its_own_way_of_a_command_and_asks_for_no_more_than_it_is_given(id: str) -> None:
    own, other = wording.templates()[id], wording.templates()[id.removeprefix("window.")]
    assert "credcheck " not in str(own)
    assert "credcheck " in str(other)
    assert set(re.findall(r"{(\w+)}", str(own))) <= set(re.findall(r"{(\w+)}", str(other)))


def test_what_is_told_in_the_window_names_a_page_and_the_report_keeps_the_command() -> None:
    sentence = Sentence("npi_mirror.stale", day="2026-01-01")
    assert "page “Registers”" in words.tell(sentence)
    assert "credcheck registry update" in wording.render(sentence)
