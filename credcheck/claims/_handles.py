"""Which institution a handle stands for: its name, acronym or web domain, alone or with a department behind it."""

from __future__ import annotations

import re
from functools import cache

from credcheck import lists
from credcheck.claims._lexicon import phrase_key
from credcheck.model import Institution

_TAIL = re.compile(
    r"(?:med|medicine|medschool|health|healthcare|healthsys|hospital|hosp|hospitals|clinic|surgery|surg|peds|pediatrics|id|em|im|gim|dom|law|sph|school|lab|labs|nursing|pharmacy|news|"
    r"cancer|heart|neuro|neurology|radiology|rad|cardiology|cards|psych|psychiatry|anes|anesthesia|obgyn|ortho|uro|urology|ent|derm|path|gi|pulm|pccm|neph|renal|onc|hemonc|rheum|endo|"
    r"dept|uni|university|college|edu|official|global|publichealth|research|science|sciences|biostats|epi|bioethics|familymed|fammed|dfcm|hs|chs|som|sop|son|business|gme|res|residency|imres|em_res|fellowship|alumni|grad|_?[a-z]{0,6})$"
)


@cache
def _table() -> dict[str, Institution]:
    found: dict[str, Institution] = {}
    for e in lists.institutions():
        value = Institution("", e.name, "unclear", e.ror, e.country, e.region, e.city)
        keys = [phrase_key(n).replace(" ", "") for n in (e.name, *e.aliases)]
        keys += [
            d.removesuffix(".ac.uk")
            .removesuffix(".nhs.uk")
            .split(".")[-2 if d.count(".") and not d.endswith((".ac.uk", ".nhs.uk")) else -1]
            for d in e.domains
        ]
        for key in keys:
            if len(key) >= 3:
                found.setdefault(key, value)
    return found


def institution_of(handle: str) -> Institution | None:
    """The institution a handle names, or None; "@" and signs do not matter."""
    key = re.sub(
        r"[^a-z0-9]",
        "",
        handle.lower().split("@")[0] if not handle.startswith("@") else handle[1:].split("@")[0].lower(),
    )
    table = _table()
    if key in table:
        return table[key]
    for size in range(len(key) - 1, 3, -1):
        if key[:size] in table and _TAIL.fullmatch(key[size:]):
            return table[key[:size]]
    return None
