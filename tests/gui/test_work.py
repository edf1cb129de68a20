from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from credcheck import app
from credcheck.errors import BadInput, StoreError
from credcheck.gui import past, work
from credcheck.model import Profile, Reading, ReadingKind, Report, Sentence
from credcheck.settings import Settings
from tests import factory
from tests.gui.fakes import FakeChecker, FakeParts

ON_X = Profile(handle="janeexample", platform="x", url="https://x.com/janeexample")
ON_BLUESKY = Profile(handle="jane.example", platform="bluesky", url="https://bsky.app/profile/jane.example")


async def taken(doing: Any, parts: FakeParts) -> list[Any]:
    return [value async for value in doing(parts)]


@pytest.mark.parametrize(
    ("reading", "can_fetch", "id", "fetch"),
    [
        (Reading(ReadingKind.PROFILE, Profile(bio="RN")), False, "", False),
        (Reading(ReadingKind.PROFILE, ON_X), False, "gui.read.paste_text", False),
        (Reading(ReadingKind.PROFILE, ON_BLUESKY), True, "gui.read.only_address", True),
        (Reading(ReadingKind.POST, ON_BLUESKY, Sentence("x.post")), True, "gui.read.only_address", True),
        (Reading(ReadingKind.NOT_A_PROFILE, Profile(), Sentence("x.why")), False, "x.why", False),
        (Reading(ReadingKind.NOT_A_PROFILE, Profile()), False, "gui.read.not_a_profile", False),
        (Reading(ReadingKind.AMBIGUOUS, Profile(handle="jane"), None, ("x",)), False, "gui.read.which", False),
    ],
)
def test_what_cannot_be_checked_yet_is_asked_about_and_never_guessed(
    reading: Reading, can_fetch: bool, id: str, fetch: bool
) -> None:
    asked = work.question(reading, can_fetch)
    assert (asked.sentence.id if asked else "") == id
    assert (asked.fetch if asked else False) is fetch


async def test_a_pasted_profile_is_read_and_watched() -> None:
    parts = FakeParts(FakeChecker((factory.asking(), factory.match_not_bound())))
    values = await taken(work.check_text(app.example_profile()), parts)
    assert [v for v in values if isinstance(v, Report)] == [factory.asking(), factory.match_not_bound()]
    assert parts.checker.asked[0].name.startswith("Jane Example")
    assert parts.checker.closed


async def test_a_bare_handle_asks_nobody_before_the_user_has_chosen() -> None:
    parts = FakeParts()
    (asked,) = await taken(work.check_text("@janeexample"), parts)
    assert isinstance(asked, work.Question)
    assert "x" in asked.platforms
    assert parts.checker.asked == []
    (then,) = await taken(work.check_on("x", asked.profile), parts)
    assert then.sentence.id == "gui.read.paste_text"


async def test_nonsense_is_a_sentence() -> None:
    with pytest.raises(BadInput):
        await taken(work.check_text("\x00\x01\x02" * 50), FakeParts())


async def test_a_report_that_is_gone_says_so() -> None:
    with pytest.raises(StoreError):
        await past.report("no")(FakeParts())  # type: ignore[arg-type]


async def test_every_format_and_register_is_offered() -> None:
    ready = await work.ready(FakeParts())  # type: ignore[arg-type]
    assert {"json", "html"} <= {f.id for f in ready.formats}
    assert {r.id for r in ready.registers} == {r.id for r in app.registries()}


def test_changed_settings_in_practice_stay_in_the_folder_of_practice(tmp_path: Path) -> None:
    usual = Settings(data_dir=tmp_path)
    opener = work.Opener(usual, practice=True)
    parts = opener()
    in_practice = parts.settings
    parts.store.close()
    again = opener.changed(replace(in_practice, timeout_s=31.0))
    assert again._own() == replace(in_practice, timeout_s=31.0)


def test_a_damaged_cache_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    (tmp_path / "credcheck.sqlite3").write_bytes(b"damaged" * 1000)
    with pytest.raises(StoreError):
        work.Opener(settings, practice=False)()
    parts = work.Opener(settings, practice=False).anew()
    assert parts.store.count() == 0
    parts.store.close()
    (kept,) = tmp_path.glob("credcheck.sqlite3.*.kept")
    assert kept.read_bytes() == b"damaged" * 1000
