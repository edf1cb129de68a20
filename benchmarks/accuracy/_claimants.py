"""Draws people from a real register into strata and writes claims as they might make them; who is left out is known.

A stratum is an information level times a kind. Ten kinds are ways to write one's name; two are about who else carries
it (twenty namesakes, a namesake of another specialty); two are people who are left out of the register. At level D a
claim names a state, or a city with its state; those are drawn from the people whose records list a city.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.accuracy._pairs import NEARBY
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
STATE_ONLY, CITY = "state", "city"
CITY_NAMED = 0.72
"""Of 50 hand-labelled profiles that name a place in the US, 36 name a city. The real register has one for everybody."""
CITY_LISTED, SAME_STATE = 0.6 * (1 - NEARBY), 0.92
"""How often a named city is the one listed, and how often its state is a listed one: Medicare's first city of 5,000
people against the NPI register's (_pairs.py), less those judged to name the large city near by."""
_LARGE = ("CA", "TX", "FL", "NY", "PA", "IL", "OH", "GA")


@dataclass(frozen=True)
class Claimant:
    """A claim with its truth: who says it, whether they are in the register, and its stratum.

    `natural` weighs a claim to how often people write in its way; `group` is set for the claims of the origin sample;
    `place` says what a claim of level D names.
    """

    somebody: Somebody
    claims: Claims
    present: bool
    level: str
    kind: str
    way: str
    natural: float
    group: str = ""
    place: str = ""

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
        for level, place, part in PARTS:
            claimants += drawer.absent(kind, level, place, round(part * each_absent), fits, part * LEFT_OUT * natural)
    chance.shuffle(people)  # its head now lacks whoever was left out, and so most of those with namesakes
    for kind in PRESENT_KINDS:
        for level, place, part in PARTS:
            claimants += drawer.present(kind, level, place, round(part * each_present), part)
    claimants += drawer.origins(min(OF_EACH_ORIGIN, size // 15))
    return Drawn(tuple(claimants), frozenset(drawer.gone))


PARTS = ((LEVELS[0], "", 1.0), (LEVELS[1], "", 1.0), (LEVELS[2], "", 1.0),
         (LEVELS[3], CITY, CITY_NAMED), (LEVELS[3], STATE_ONLY, 1 - CITY_NAMED))  # fmt: skip
"""The levels, the last in two parts: what its claims name, and their share."""


@dataclass
class _Drawer:
    """Takes people from a shuffled list, each once (those with a former surname or in a crowd at every level)."""

    everybody: Pool
    people: list[Somebody]
    chance: random.Random
    gone: set[str]
    taken: set[str]

    def absent(
        self, kind: str, level: str, place: str, size: int, fits: Callable[[Somebody], bool], natural: float
    ) -> list[Claimant]:
        """People to be left out: half write their name as registered, half in any other way they have.

        Of whoever names a city and has namesakes, one of these lists a city too, as all do in the real register.
        """
        found: list[Claimant] = []
        met = kind == ABSENT_NAMESAKES and place == CITY
        for somebody in self._free(size, lambda p: fits(p) and _tells(p, level, place) and (not met or self._met(p))):
            names = self._names(somebody)
            others = sorted(set(names) - {AS_LISTED})
            way = self.chance.choice(others) if others and self.chance.random() < 0.5 else AS_LISTED
            likely = 0.5 if way == AS_LISTED else 0.5 / len(others)
            weight = natural / size / len(LEVELS) * (_share(way, names) / likely)
            claims = self._claims(somebody, names[way], level, place)
            found.append(Claimant(somebody, claims, False, level, kind, way, weight, place=place))
        self.gone |= {c.somebody.npi for c in found}
        return found

    def _met(self, somebody: Somebody) -> bool:
        return any(other.cities and other.npi not in self.gone for other in self.everybody.namesakes(somebody))

    def present(self, kind: str, level: str, place: str, size: int, part: float) -> list[Claimant]:
        """People who stay, of one stratum or a part of it."""
        way = kind if kind in WAYS else AS_LISTED
        again = kind in ("former surname", CROWDED)
        found: list[tuple[Somebody, PersonName]] = []
        for somebody in self._free(None, lambda p: _tells(p, level, place) and self._of_kind(p, kind), again):
            name = written(way, somebody, self.chance)
            if name is not None:
                found.append((somebody, name))
                self.taken.add(somebody.npi)
            if len(found) >= size:
                break
        weight = part * (1 - LEFT_OUT) * WAYS.get(kind, 0.0) / max(1, len(found)) / len(LEVELS)
        return [
            Claimant(p, self._claims(p, name, level, place), True, level, kind, way, weight, place=place)
            for p, name in found
        ]

    def origins(self, size: int) -> list[Claimant]:
        """As many people of each group of name origins, who tell all, and write their names as people do.

        Small groups hold too few people who list a city: here a claim names one only where the record happens to.
        """
        groups: dict[str, list[Somebody]] = {}
        for somebody in self._free(None, lambda p: _tells(p, LEVELS[3], STATE_ONLY)):
            groups.setdefault(origin(somebody.name.family), []).append(somebody)
        found: list[Claimant] = []
        for group, people in sorted(groups.items()):
            for somebody in people[:size]:
                names = self._names(somebody)
                way = self.chance.choices(list(names), [WAYS[w] for w in names])[0]
                place = CITY if somebody.cities and self.chance.random() < CITY_NAMED else STATE_ONLY
                claims = self._claims(somebody, names[way], LEVELS[3], place)
                found.append(Claimant(somebody, claims, True, LEVELS[3], AS_LISTED, way, 0.0, group, place))
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

    def _claims(self, somebody: Somebody, name: PersonName, level: str, place: str) -> Claims:
        values = _values(somebody, name, level, self.chance)
        if place:
            named = self._city(somebody) if place == CITY else _state(somebody, self.chance)
            values.append((ClaimKind.PLACE, named))
        return Claims(tuple(Claim(kind, value) for kind, value in values))

    def _city(self, somebody: Somebody) -> Place:
        """The listed city, another in its state, or one in a state that is not listed; large ones more often."""
        luck, own = self.chance.random(), self.chance.choice(somebody.cities)
        if luck >= CITY_LISTED:
            states = [own[1]] if luck < SAME_STATE else [s for s in self._states() if s not in somebody.states]
            towns = self.everybody.towns[self.chance.choices(states, [len(self.everybody.towns[s]) for s in states])[0]]
            own = self.chance.choice([t for t in towns if t not in somebody.cities] or towns)
        city, state = own[0].title(), own[1]
        return Place(f"{city}, {state}", city, state, "US")

    def _states(self) -> list[str]:
        return sorted(self.everybody.towns)


def _share(way: str, ways: Iterable[str]) -> float:
    return WAYS[way] / sum(WAYS[w] for w in ways)


def _tells(somebody: Somebody, level: str, place: str) -> bool:
    """Whether somebody's record gives them what claims of this level say."""
    told = not place or bool(somebody.cities if place == CITY else somebody.states)
    return told and (LEVELS.index(level) < 2 or bool(_fields(somebody.codes)))


def _state(somebody: Somebody, chance: random.Random) -> Place:
    state = chance.choice(somebody.states if chance.random() < 0.85 else _LARGE)
    return Place(state, "", state, "US")


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
