"""Draws people from a real register into strata and writes claims as they might make them; who is left out is known.

A stratum is an information level times a kind. Ten kinds are ways to write one's name; two are about who else carries
it (twenty namesakes, a namesake of another specialty); two are people who are left out of the register.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.accuracy._people import Pool, Somebody, key, origin
from benchmarks.accuracy._ways import AS_LISTED, WAYS, written
from credcheck import lists
from credcheck.model import Claim, ClaimKind, Claims, ClaimValue, PersonName, Place, Specialty

LEVELS = ("A name", "B credential", "C specialty", "D place")
CROWDED, OTHER_FIELD = "20 namesakes", "namesake of another specialty"
ABSENT_NAMESAKES, ABSENT_ALONE = "absent, namesakes present", "absent, no namesake"
PRESENT_KINDS = (*WAYS, CROWDED, OTHER_FIELD)
ABSENT_KINDS = (ABSENT_NAMESAKES, ABSENT_ALONE)
KINDS = (*PRESENT_KINDS, *ABSENT_KINDS)
LEFT_OUT = 0.3
NAMESAKES = 20
OF_EACH_ORIGIN = 1_100
_LARGE = ("CA", "TX", "FL", "NY", "PA", "IL", "OH", "GA")


@dataclass(frozen=True)
class Claimant:
    """A claim with its truth: who says it, whether they are in the register, and its stratum.

    `natural` weighs a claim to how often people write in its way; `group` is set for the claims of the origin sample.
    """

    somebody: Somebody
    claims: Claims
    present: bool
    level: str
    kind: str
    way: str
    natural: float
    group: str = ""

    @property
    def truth(self) -> str:
        """The key of the person who speaks, "" where the register lacks them."""
        return f"npi:{self.somebody.npi}" if self.present else ""


@dataclass(frozen=True)
class Drawn:
    """All claimants, and the people left out."""

    claimants: tuple[Claimant, ...]
    gone: frozenset[str]


def draw(everybody: Pool, size: int, chance: random.Random) -> Drawn:
    """About `size` claimants spread evenly over the strata of those present, and of those absent (30 %)."""
    people = [p for p in everybody.people if len(p.name.given) > 1 and len(p.name.family) > 1 and p.profession]
    chance.shuffle(people)
    shared = {id(p) for p in people if len(everybody.by_name[key(p.name)]) > 1}
    share = len(shared) / len(people)
    each_absent = round(size * LEFT_OUT / len(ABSENT_KINDS) / len(LEVELS))
    each_present = round(size * (1 - LEFT_OUT) / len(PRESENT_KINDS) / len(LEVELS))
    drawer = _Drawer(everybody, people, chance, set(), set())
    claimants: list[Claimant] = []
    for kind, natural in ((ABSENT_NAMESAKES, share), (ABSENT_ALONE, 1 - share)):
        fits = (lambda p: id(p) in shared) if kind == ABSENT_NAMESAKES else (lambda p: id(p) not in shared)
        for level in LEVELS:
            claimants += drawer.absent(kind, level, each_absent, fits, LEFT_OUT * natural)
    for kind in PRESENT_KINDS:
        for level in LEVELS:
            claimants += drawer.present(kind, level, each_present)
    claimants += drawer.origins(min(OF_EACH_ORIGIN, size // 15))
    return Drawn(tuple(claimants), frozenset(drawer.gone))


@dataclass
class _Drawer:
    """Takes people from a shuffled list, each once (people with a former surname once a level: there are few)."""

    everybody: Pool
    people: list[Somebody]
    chance: random.Random
    gone: set[str]
    taken: set[str]

    def absent(
        self, kind: str, level: str, size: int, fits: Callable[[Somebody], bool], natural: float
    ) -> list[Claimant]:
        """People to be left out: half write their name as registered, half in any other way they have."""
        found: list[Claimant] = []
        for somebody in self._free(size, lambda p: fits(p) and _tells(p, level)):
            names = self._names(somebody)
            others = sorted(set(names) - {AS_LISTED})
            way = self.chance.choice(others) if others and self.chance.random() < 0.5 else AS_LISTED
            likely = 0.5 if way == AS_LISTED else 0.5 / len(others)
            weight = natural / size / len(LEVELS) * (_share(way, names) / likely)
            found.append(Claimant(somebody, self._claims(somebody, names[way], level), False, level, kind, way, weight))
        self.gone |= {c.somebody.npi for c in found}
        return found

    def present(self, kind: str, level: str, size: int) -> list[Claimant]:
        """People who stay, of one stratum."""
        way = kind if kind in WAYS else AS_LISTED
        again = kind == "former surname"
        found: list[tuple[Somebody, PersonName]] = []
        for somebody in self._free(None, lambda p: self._of_kind(p, kind) and _tells(p, level), again):
            name = written(way, somebody, self.chance)
            if name is not None:
                found.append((somebody, name))
                self.taken.add(somebody.npi)
            if len(found) >= size:
                break
        weight = (1 - LEFT_OUT) * WAYS.get(kind, 0.0) / max(1, len(found)) / len(LEVELS)
        return [Claimant(p, self._claims(p, name, level), True, level, kind, way, weight) for p, name in found]

    def origins(self, size: int) -> list[Claimant]:
        """As many people of each group of name origins, who tell all, and write their names as people do."""
        groups: dict[str, list[Somebody]] = {}
        for somebody in self._free(None, lambda p: _tells(p, LEVELS[3])):
            groups.setdefault(origin(somebody.name.family), []).append(somebody)
        found: list[Claimant] = []
        for group, people in sorted(groups.items()):
            for somebody in people[:size]:
                names = self._names(somebody)
                way = self.chance.choices(list(names), [WAYS[w] for w in names])[0]
                claims = self._claims(somebody, names[way], LEVELS[3])
                found.append(Claimant(somebody, claims, True, LEVELS[3], AS_LISTED, way, 0.0, group))
        return found

    def _free(self, size: int | None, fits: Callable[[Somebody], bool], again: bool = False) -> Iterable[Somebody]:
        count = 0
        for somebody in self.people:
            if (somebody.npi in self.taken and not again) or somebody.npi in self.gone or not fits(somebody):
                continue
            if size is not None:
                self.taken.add(somebody.npi)
            yield somebody
            count += 1
            if count == size:
                return

    def _of_kind(self, somebody: Somebody, kind: str) -> bool:
        if kind == "former surname":
            return bool(somebody.others)
        if kind not in (CROWDED, OTHER_FIELD):
            return True
        others = [p for p in self.everybody.namesakes(somebody) if p.npi not in self.gone]
        if kind == CROWDED:
            return len(others) >= NAMESAKES
        return any(not set(p.codes) & set(somebody.codes) for p in others)

    def _names(self, somebody: Somebody) -> dict[str, PersonName]:
        return {way: name for way in WAYS if (name := written(way, somebody, self.chance)) is not None}

    def _claims(self, somebody: Somebody, name: PersonName, level: str) -> Claims:
        return Claims(tuple(Claim(kind, value) for kind, value in _values(somebody, name, level, self.chance)))


def _share(way: str, ways: Iterable[str]) -> float:
    return WAYS[way] / sum(WAYS[w] for w in ways)


def _tells(somebody: Somebody, level: str) -> bool:
    """Whether somebody's record gives them what claims of this level say."""
    at = LEVELS.index(level)
    return (at < 2 or bool(_fields(somebody.codes))) and (at < 3 or bool(somebody.states))


def _values(
    somebody: Somebody, name: PersonName, level: str, chance: random.Random
) -> list[tuple[ClaimKind, ClaimValue]]:
    values: list[tuple[ClaimKind, ClaimValue]] = [
        (ClaimKind.SUBJECT, "person"), (ClaimKind.NAME, name), (ClaimKind.STAGE, "practising"),
        (ClaimKind.HEALTH_ROLE, True), (ClaimKind.NPI_EXPECTED, "yes"), (ClaimKind.COUNTRY, "US"),
    ]  # fmt: skip
    if level >= LEVELS[1]:
        values.append((ClaimKind.PROFESSION, somebody.profession))
        values += [(ClaimKind.CREDENTIAL, c) for c in somebody.credentials if c.profession][:1]
    if level >= LEVELS[2]:
        values.append((ClaimKind.SPECIALTY, _specialty(somebody, chance)))
    if level >= LEVELS[3]:
        state = chance.choice(somebody.states if chance.random() < 0.85 else _LARGE)
        values.append((ClaimKind.PLACE, Place(state, "", state, "US")))
    return values


_known: dict[tuple[str, ...], tuple[lists.SpecialtyEntry, ...]] = {}


def _fields(codes: tuple[str, ...]) -> tuple[lists.SpecialtyEntry, ...]:
    if codes not in _known:
        _known[codes] = tuple(e for e in lists.specialties() if set(e.codes) & set(codes))
    return _known[codes]


def field_of(somebody: Somebody) -> lists.SpecialtyEntry | None:
    """The field that fits somebody's codes best, as people name it."""
    fitting = _fields(somebody.codes)
    return max(fitting, key=lambda e: (e.codes[0] in somebody.codes, -len(e.codes), e.label), default=None)


def _specialty(somebody: Somebody, chance: random.Random) -> Specialty:
    """The field as people name it; one in twenty names a neighbouring field, one in fifty another one altogether."""
    best = field_of(somebody)
    assert best is not None, "only people who have a field are asked for it"
    luck = chance.random()
    if luck < 0.07:
        branch = [e for e in lists.specialties() if e.codes and (luck < 0.02 or e.codes[0][:4] == best.codes[0][:4])]
        best = chance.choice(branch) if branch else best
    return Specialty(best.label, best.codes)
