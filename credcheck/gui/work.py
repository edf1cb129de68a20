"""What the window asks of the worker: each function gives work for the loop, and imports what is heavy only there."""

from __future__ import annotations

import contextlib
import inspect
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from credcheck.model import Claim, ClaimKind, Claims, Leads, Profile, Reading, ReadingKind, Report, Sentence
from credcheck.settings import Settings
from credcheck.wording import render, templates

if TYPE_CHECKING:
    from credcheck.app import Parts
    from credcheck.bindings.interface import Proof
    from credcheck.vault import Vault


@dataclass(frozen=True, slots=True)
class FormatLine:
    """One format of the Save dialog."""

    id: str
    title: str
    suffix: str
    many: bool = False
    """Whether one file can hold many reports."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One registry, or one proof that looks outside, as the window lists it."""

    id: str
    title: str
    help: str
    home: str
    covers: Sentence
    terms: Sentence | None
    online: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """What the window learns once the parts stand: formats, registers, platforms' titles."""

    formats: tuple[FormatLine, ...]
    registers: tuple[RegisterLine, ...]
    proofs: tuple[RegisterLine, ...]
    platforms: tuple[tuple[str, str], ...]
    offline: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked before a check: which platform, or whether to fetch; or why there is nothing to check."""

    sentence: Sentence
    profile: Profile
    platforms: tuple[str, ...] = ()
    fetch: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What the user makes of one claim: `old` is None for a new one of `kind`; an empty text takes `old` out."""

    text: str
    old: Claim | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth knowing about how a text was read; `platforms` are those on which the account may live."""

    sentence: Sentence
    profile: Profile = field(default_factory=Profile)
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """How the window was started: settings, their file and what was wrong with it, in practice, with which text."""

    settings: Settings = field(default_factory=Settings)
    file: Path | None = None
    practice: bool = False
    text: str = ""
    fault: Sentence | None = None


class Opener:
    """Makes the parts, on the loop; in practice the register of invented people is put in place first."""

    def __init__(self, settings: Settings, practice: bool, vault: Vault | None = None) -> None:
        """`vault` holds the keys that live only as long as the program."""
        self.settings, self._practice, self._vault = settings, practice, vault

    def __call__(self) -> Parts:
        """Make the parts."""
        from credcheck import app

        parts = app.open_parts(self._own(), vault=self._vault)
        self._vault = parts.vault
        return parts

    def anew(self) -> Parts:
        """Make the parts with a new cache; the damaged one is kept beside it."""
        from credcheck import store

        store.set_aside(self._own().database_url)
        return self()

    def _own(self) -> Settings:
        from credcheck import app

        return app.practice_settings(None, self.settings) if self._practice else self.settings

    def changed(self, settings: Settings) -> Opener:
        """The same with other settings and the same keys; what practice made of its folder stays out of them."""
        if self._practice:
            settings = replace(settings, data_dir=self.settings.data_dir, database=self.settings.database)
        return Opener(settings, self._practice, self._vault)


async def ready(parts: Parts) -> Ready:
    """What the window builds its menus and lists from."""
    from credcheck import app, platforms, report

    formats = tuple(FormatLine(f.id, report.name_of(f), f.suffix, report.holds_many(f)) for f in report.formats())
    registers = tuple(
        RegisterLine(r.id, r.title, _help(r), r.home, r.covers, r.terms, r.online) for r in app.registries()
    )
    proofs = tuple(_proof_line(p) for p in app.proofs() if p.online)
    homes = tuple((p.id, p.title) for p in platforms.platforms())
    return Ready(formats, registers, proofs, homes, parts.settings.offline)


def _proof_line(proof: type[Proof]) -> RegisterLine:
    id = f"report.proof.{proof.id}"  # as reports call it, in the user's language
    title = render(Sentence(id)) if id in templates() else proof.title
    return RegisterLine(proof.id, title, _help(proof), "", proof.sends, None, True)


def _help(plug: type) -> str:
    paragraphs = inspect.cleandoc(plug.__doc__ or "").split("\n\n")
    return "\n".join(" ".join(p.split()) for p in paragraphs)


# ---------------------------------------------------------------- a check
def check_text(text: str) -> Callable[[Parts], AsyncIterator[Question | Remark | Report]]:
    """Read a text and check it; ends with a Question when something has to be asked first."""

    async def run(parts: Parts) -> AsyncIterator[Question | Remark | Report]:
        from credcheck import platforms

        reading = platforms.read(text)
        asked = question(reading, platforms.can_fetch(reading.profile))
        if asked is not None:
            yield asked
            return
        if reading.remark is not None:
            yield Remark(reading.remark, reading.profile, reading.proposals)
        async for report in _watch(parts, reading.profile):
            yield report

    return run


def check_file(file: Path) -> Callable[[Parts], AsyncIterator[Question | Report]]:
    """Check the one profile of a file, such as a saved page; a file of many belongs to the queue."""

    async def run(parts: Parts) -> AsyncIterator[Question | Report]:
        from credcheck import rows

        read = list(itertools.islice(rows.read_file(file), 2))
        if len(read) != 1:
            yield Question(Sentence("rows.not_one", file=file.name), Profile())
            return
        if (wrong := read[0].wrong) is not None:
            raise wrong
        async for report in _watch(parts, read[0].profile or Profile()):
            yield report

    return run


def check_on(platform: str, profile: Profile) -> Callable[[Parts], AsyncIterator[Question | Report]]:
    """Check a profile on the platform the user chose for its handle."""

    async def run(parts: Parts) -> AsyncIterator[Question | Report]:
        from credcheck import platforms

        placed = platforms.on(platform, profile)
        asked = question(Reading(ReadingKind.PROFILE, placed), platforms.can_fetch(placed))
        if asked is not None:
            yield asked
            return
        async for report in _watch(parts, placed):
            yield report

    return run


def check_fetched(profile: Profile) -> Callable[[Parts], AsyncIterator[Report]]:
    """Fetch the public profile, because the user asked for it, and check it."""

    async def run(parts: Parts) -> AsyncIterator[Report]:
        fetched = await parts.fetch(profile)
        async for report in _watch(parts, fetched):
            yield report

    return run


def check_profile(
    profile: Profile, claims: Claims | None = None, pages: tuple[str, ...] = ()
) -> Callable[[Parts], AsyncIterator[Report]]:
    """Check a profile again as it is, or with the claims that the user has corrected; `pages` may name the account."""

    def run(parts: Parts) -> AsyncIterator[Report]:
        return _watch(parts, profile, claims, pages)

    return run


def retry(report: Report, pages: tuple[str, ...] = ()) -> Callable[[Parts], AsyncIterator[Report]]:
    """Ask again only what failed."""

    async def run(parts: Parts) -> AsyncIterator[Report]:
        async with contextlib.aclosing(parts.checker.retry(report, Leads(pages))) as reports:
            async for made in reports:
                yield made

    return run


def correct(report: Report, change: Change, pages: tuple[str, ...] = ()) -> Callable[[Parts], AsyncIterator[Report]]:
    """Check again with one claim replaced, added or taken out; BadInput where what was typed cannot be read."""

    async def run(parts: Parts) -> AsyncIterator[Report]:
        case = report.case
        async for made in _watch(parts, case.profile, _changed(case.claims, change), pages):
            yield made

    return run


def _changed(claims: Claims, change: Change) -> Claims:
    from credcheck import claims as reading

    if change.old is None:
        return reading.added(claims, ClaimKind(change.kind), change.text)
    if not change.text.strip():
        return reading.without(claims, change.old)
    return reading.replaced(claims, change.old, change.text)


async def _watch(
    parts: Parts, profile: Profile, claims: Claims | None = None, pages: tuple[str, ...] = ()
) -> AsyncIterator[Report]:
    async with contextlib.aclosing(parts.checker.watch(profile, claims, Leads(pages))) as reports:
        async for report in reports:
            yield report


def question(reading: Reading, can_fetch: bool) -> Question | None:
    """What has to be asked before this reading can be checked, or None."""
    profile = reading.profile
    if profile.name or profile.bio:
        return None
    if reading.kind is ReadingKind.AMBIGUOUS:
        return Question(Sentence("gui.read.which", handle=profile.handle), profile, reading.proposals)
    if profile.handle and profile.platform and can_fetch:
        return Question(Sentence("gui.read.only_address", platform=profile.platform), profile, fetch=True)
    if reading.kind is ReadingKind.PROFILE and profile.platform:
        return Question(Sentence("gui.read.paste_text", platform=profile.platform), profile)
    return Question(reading.remark or Sentence("gui.read.not_a_profile"), profile)


def who(text: str) -> Callable[[Parts], Awaitable[str]]:
    """Whose profile a text seems to be, "" when it seems to be none; nobody is asked and nothing is fetched."""

    async def run(parts: Parts) -> str:
        from credcheck import claims, platforms

        reading = platforms.read(text)
        profile = reading.profile
        if reading.kind is not ReadingKind.PROFILE:
            return ""
        if not (profile.url or claims.extract(profile).is_true(ClaimKind.HEALTH_ROLE)):
            return ""
        return profile.name[:60] or f"@{profile.handle.removeprefix('@')[:60]}"

    return run
