"""What agreement of names weighs: by how often the claimed surname and given name are met, and who else is alike."""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

from credcheck.match.asked import Asked
from credcheck.match.forms import Form
from credcheck.match.met import between, met
from credcheck.match.names import Compared
from credcheck.match.rarity import RELATED, Rarity, family_share, given_share
from credcheck.match.weights import REFUTING, Weights, on_grid

SAME_SURNAME = ("exact", "other name", "hyphen half")
_Key = tuple[str, str, float, str, str]


class Prices:
    """The weights of surname and given name by their levels; each worked out once for all persons."""

    def __init__(
        self, asked: Asked, rarity: Rarity, weights: Weights, alike: Mapping[tuple[str, str], int] | None = None
    ) -> None:
        """`alike` is how many persons agree at each pair of levels."""
        self._name = name = asked.name
        self._lengths = (len(name.family), len(name.given)) if name else (0, 0)
        self._rarity, self._weights, self._alike = rarity, weights, alike or {}
        self._told = bool(weights.met) and rarity.pair is not None
        self._heard = ("surname" not in rarity.unheard, "given" not in rarity.unheard)
        self._known: dict[_Key, tuple[float, float]] = {}
        self._most: dict[_Key, tuple[float, float]] = {}

    def of(self, compared: Compared, listed: Form) -> tuple[float, float]:
        """The weights of surname and given name."""
        key = self._key(compared, listed)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._price(compared, listed)
        return found

    def among(self, compared: Compared, listed: Form) -> tuple[float, float]:
        """The weights among so many others; where no rate says how often a name is met, no more than so many allow."""
        if self._told:
            return self.of(compared, listed)
        key = self._key(compared, listed)
        if key not in self._most:
            self._most[key] = self._held(compared, listed)
        return self._most[key]

    def carried(self, compared: Compared, listed: Form) -> tuple[int, float]:
        """How many carry the listed name as the claimed one (0: not counted), and how many its parts make likely."""
        if not self._weights.met or self._name is None:
            return 0, 0.0
        if self._is_counted(compared):
            return self._rarity.carried.get(compared.given, (0, 0.0))
        return 0, self._likely(compared, listed)

    def _key(self, compared: Compared, listed: Form) -> _Key:
        """What a weight depends on: words only where another name than the claimed one is listed and agrees."""
        surname, given, share = compared.surname, compared.given, compared.share
        plain = (surname == "exact" and given in RELATED) or surname == "conflict" or given == "conflict"
        if plain or not self._weights.met:
            return surname, given, share, "", ""
        return surname, given, share, listed.family, listed.given

    def _held(self, compared: Compared, listed: Form) -> tuple[float, float]:
        """By tables that do not say how often names are met again, and where nobody counts who carries them."""
        surname, given = self.of(compared, listed)
        if REFUTING & {compared.surname, compared.given} or not compared.surname or not compared.given:
            return surname, given
        alike = self._alike.get((compared.surname, compared.given), 1)
        least = max(met(alike, self._weights), met(1, self._weights))
        most = on_grid(log2(self._rarity.people / least))
        if surname + given <= most:
            return surname, given
        surname = min(surname, most)
        return surname, most - surname

    def _is_counted(self, compared: Compared) -> bool:
        assert self._name is not None
        return compared.given in RELATED and is_counted(self._name, compared.surname)

    def _likely(self, compared: Compared, listed: Form) -> float:
        assert self._name is not None
        return self._rarity.likely(*words(self._name, listed, compared), self._weights)

    def _price(self, compared: Compared, listed: Form) -> tuple[float, float]:
        family, first = self._lengths
        of_surname, of_given = self._frequencies(compared, listed)
        weights, heard = self._weights, self._heard
        surname = weights.bits("surname", compared.surname, of_surname, family, heard[0]) if compared.surname else 0.0
        if not compared.given:
            return surname, 0.0
        bits = weights.bits("given", compared.given, of_given, first, heard[1])
        if compared.given == "nickname" and bits > 0:
            bits = on_grid(max(0.0, bits + _usual(compared.share)))
        return surname, self._rarer(compared, listed, surname, bits)

    def _rarer(self, compared: Compared, listed: Form, surname: float, bits: float) -> float:
        """The given name's weight where another name is listed: the rarer that one, the less often others carry it."""
        weights = self._weights
        if not weights.apart or min(surname, bits) <= 0 or self._is_counted(compared):
            return bits
        return on_grid(max(0.0, bits - log2(between(weights.apart, self._likely(compared, listed)))))

    def _frequencies(self, compared: Compared, listed: Form) -> tuple[float, float]:
        """How frequent the surname and the given name are that agree: the listed ones where they are other words."""
        rarity, name = self._rarity, self._name
        if not self._weights.met or name is None:
            return rarity.surname, rarity.given
        if compared.surname == "swapped":
            return family_share(listed.family, self._weights), given_share(listed.given, self._weights)
        if compared.surname == "hyphen half" and name.halves:
            return family_share(half(name, listed), self._weights), rarity.given
        return rarity.surname, rarity.given


def is_counted(claimed: Form, surname: str) -> bool:
    """Whether registers count people who agree so as bearers of the claimed surname: not of a half of a double one."""
    return surname in SAME_SURNAME and not (surname == "hyphen half" and claimed.halves)


def half(claimed: Form, listed: Form) -> str:
    """The surname that a claimed double one and a listed one share."""
    return listed.family if listed.family in claimed.halves else next(iter(claimed.halves), claimed.family)


def words(claimed: Form, listed: Form, compared: Compared) -> tuple[str, str]:
    """The surname and given name of the listed person that agree with the claimed ones."""
    family = half(claimed, listed) if compared.surname == "hyphen half" and claimed.halves else listed.family
    first = claimed.given if compared.given == "middle used as first" else listed.given or listed.middle
    return family, first


def _usual(share: float) -> float:
    """A rare reading of a nickname weighs less, by up to two bits."""
    return max(-2.0, min(0.0, 4.0 * (share - 0.5))) if share < 0.5 else 0.0
