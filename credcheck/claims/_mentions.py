"""Words for callings in the texts, and whose calling each is: professions, stage and fields stand on them."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.claims._lexicon import Clinical, Entry, Field, Hit, Role
from credcheck.claims._scope import Scope, scope
from credcheck.claims._words import words
from credcheck.model import Part, Span

CLINICAL = words("mentions.clinical")


@dataclass(frozen=True, slots=True)
class Mention:
    """A word for a calling: the phrase found, the profession, stage and field it names, and how it is meant."""

    hit: Hit
    profession: str
    stage: str
    minor: bool
    scope: Scope
    clinical: Clinical | None = None
    field: Field | None = None

    def span(self) -> Span:
        """Where it stands."""
        words = self.hit.tokens()
        return self.hit.text.span(words[0], words[-1])

    def is_own(self) -> bool:
        """Whether it says something of the holder."""
        return self.scope not in (Scope.RELATIVE, Scope.OTHERS, Scope.DENIED)


def mentions(hits: tuple[Hit, ...]) -> tuple[Mention, ...]:
    """Every word for a calling, longest phrase first, none inside another."""
    found: list[Mention] = []
    reach = {Part.NAME: -1, Part.BIO: -1, Part.LOCATION: -1}
    for hit in hits:
        if hit.first <= reach[hit.text.part]:
            continue
        entry = hit.get("specman", "fieldman", "role")
        if entry and _is_written_as_role(hit):
            found.append(_mention(hit, entry))
            reach[hit.text.part] = hit.last
    return tuple(found)


def _is_written_as_role(hit: Hit) -> bool:
    """Short words that mean much else are callings only where they stand alone or in capitals."""
    word = hit.text.words[hit.first]
    if hit.phrase in (
        "mp",
        "gp",
        "msp",
        "mep",
        "mla",
        "ms1",
        "pa s",
        "emt",
        "slp",
        "cna",
        "rn",
        "hca",
        "pr",
        "orl",
        "mfm",
        "rrt",
        "dj",
        "ceo",
        "cfo",
        "coo",
        "cto",
        "cmo",
        "psw",
        "ahp",
        "hcw",
        "odp",
        "phn",
        "cpn",
        "rmn",
        "fnp",
        "aprn",
        "lpn",
        "lvn",
        "crna",
        "mft",
        "spt",
        "stn",
        "aios",
        "anios",
        "mstp",
        "m1",
        "m2",
        "m3",
        "m4",
    ):
        return (
            word.is_upper()
            or word.kind == "tag"
            or hit.phrase not in ("mp", "pr", "orl", "stn", "rn", "m1", "m2", "m3", "m4", "hca", "mft")
        )
    if hit.phrase in (
        "arts",
        "lege",
        "ambulance",
        "shrink",
        "orl",
        "model",
        "marine",
        "judge",
        "cook",
        "captain",
        "host",
        "minister",
        "principal",
        "representative",
        "mechanic",
        "driver",
        "commentary",
        "creator",
        "sales",
        "marketing",
        "contractor",
        "surveyor",
        "anchor",
        "critic",
        "secretary",
        "owner",
        "volunteer",
        "veteran",
        "communications",
        "attending",
        "mayor",
        "governor",
        "medic",
    ):
        return _stands_alone(hit) or hit.phrase in (
            "governor",
            "mayor",
            "host",
            "owner",
            "veteran",
            "medic",
            "captain",
            "volunteer",
            "minister",
            "creator",
            "mechanic",
            "driver",
        )
    return True


def _stands_alone(hit: Hit) -> bool:
    item = hit.text.words[hit.first].item
    words = hit.text.words
    before = hit.first > 0 and words[hit.first - 1].item == item
    after = hit.last + 1 < len(words) and words[hit.last + 1].item == item
    return not before and not after


def _mention(hit: Hit, entry: Entry) -> Mention:
    meant = scope(hit.text, hit.first, hit.last)
    value = entry.value
    if isinstance(value, Clinical):
        role = hit.get("role")
        stage = role.value.stage if role and isinstance(role.value, Role) else ""
        return Mention(hit, value.profession, stage, False, meant, clinical=value)
    if isinstance(value, Field):
        return Mention(hit, "researcher", "", False, meant, field=value)
    assert isinstance(value, Role)
    return Mention(hit, value.profession, value.stage, value.strength == "minor", meant)
