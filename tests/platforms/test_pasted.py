"""Profiles as people paste them: whole headers, labelled forms, one line, a plain bio. All people are invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from credcheck import platforms
from credcheck.model import Profile, ReadingKind

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "pasted.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_a_pasted_layout_is_taken_apart(case: dict[str, Any]) -> None:
    profile = platforms.read(case["text"]).profile
    assert {key: _plain(profile, key) for key in case["wanted"]} == case["wanted"]
    assert profile.text == case["text"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_what_is_not_named_is_empty(case: dict[str, Any]) -> None:
    profile = platforms.read(case["text"]).profile
    empty = [
        key for key in ("name", "handle", "location", "platform", "pronouns", "joined") if key not in case["wanted"]
    ]
    assert {key: _plain(profile, key) for key in empty} == dict.fromkeys(empty, "")


def _plain(profile: Profile, key: str) -> Any:
    value = getattr(profile, key)
    if key == "links":
        return [link.url for link in value]
    return value.isoformat() if isinstance(value, date) else value if value is not None else ""


def test_windows_line_ends_make_no_difference() -> None:
    text = "Jane Example, MD\n@janeexample\nCardiologist\nJoined March 2015"
    assert platforms.read(text.replace("\n", "\r\n")).profile.bio == platforms.read(text).profile.bio == "Cardiologist"


def test_a_handle_of_an_unknown_platform_is_asked_about() -> None:
    reading = platforms.read("Dr Jane Example (@janeexample) – cardiologist")
    assert reading.kind is ReadingKind.PROFILE
    assert reading.proposals[0] == "x"
    assert platforms.on("x", reading.profile).url == "https://x.com/janeexample"
    assert platforms.on("x", reading.profile).bio == "cardiologist"


def test_a_plain_bio_says_that_nothing_else_was_found() -> None:
    reading = platforms.read("Cardiologist and mother of two")
    assert reading.remark is not None
    assert reading.remark.id == "platform.remark.bio_only"


def test_a_pasted_badge_is_kept_as_shown_not_as_valid() -> None:
    reading = platforms.read("Jane Example\nVerified account\n@janeexample\nCardiologist\nJoined March 2015")
    assert [(v.issuer, v.valid) for v in reading.profile.verifications] == [("x", None)]


def test_names_of_other_people_stay_out_of_the_bio() -> None:
    reading = platforms.read(
        "Jane Example\n@janeexample\nCardiologist\nFollowed by Sam Sample and 3 others\n12 Followers"
    )
    assert "Sam" not in reading.profile.bio


@pytest.mark.parametrize(
    "text",
    [
        "Cardiologist",
        "gynecologist-obstetrician",
        "Nurse Anaesthetist @ExampleMC, student",
        "White House Reporter @ExampleAP",
    ],
)
def test_words_of_work_are_neither_handle_nor_name(text: str) -> None:
    profile = platforms.read(text).profile
    assert (profile.name, profile.handle, profile.bio) == ("", "", text)


def test_a_mention_after_a_name_is_the_account_only_when_it_carries_the_name() -> None:
    assert platforms.read("Jane Example @janeexample").profile.handle == "janeexample"
    assert platforms.read("Biz Dev @WeeklySample").profile.handle == ""


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("Jane Example, MD\n@janeexample_md\nCardiologist\nBoston, MA", "janeexample_md"),
        ("The Night Nurse\n@thenightnurse\nStories from the ward", "thenightnurse"),
        ("The Night Nurse\n@thenightnurse@example.org\nStories from the ward", "thenightnurse@example.org"),
        (
            "Maximiliana-Alexandrina Example-Sampleton-Placeholder, MD, PhD, FACC\n@maximiliana_ex\nRunner",
            "maximiliana_ex",
        ),
        (f"Jane Example, MD\n@{'x' * 64}\nCardiologist", "x" * 64),
        ("What the ward says at night, told by those who are there, for you\n@examplehospital\nRunner", ""),
        ("Cardiologist\n@examplehospital\nRunner", ""),
        ("Nurse at Example Clinic\n@exampleclinic\nRunner", ""),
    ],
)
def test_a_handle_under_a_name_is_the_accounts_and_one_under_a_role_is_a_mention(text: str, handle: str) -> None:
    assert platforms.read(text).profile.handle == handle
