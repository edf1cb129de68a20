"""Other ways to read the same profiles: nameparser, probablepeople, and a pattern for physicians as published."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.accuracy._claim_measures import Row, fold

# Written from the description of a published pattern: titles, degrees, "doctor", and stems of clinical callings.
_PHYSICIAN = re.compile(
    r"\bdr\b|\bm\.?d\.?\b|\bd\.?o\.?\b|\bmbbs\b|\bdoctor\b|\bphysician|\bsurgeon|\bhospitalist|\bintensivist|\bpediatrician|"
    r"\bpaediatrician|\bpsychiatrist|\bnurse\b|\bcardiolog|\bneurolog|\boncolog|\bradiolog|\bpatholog|\bepidemiolog|\bvirolog|"
    r"\banesthesiolog|\bdermatolog|\binfectious disease|\bemergency medicine|\bmedical student",
    re.IGNORECASE,
)


def rivals(profiles: dict[str, Row], labels: list[Row]) -> dict[str, str]:
    """What each rival reaches on the measure it can be held to."""
    found: dict[str, str] = {}
    for name, reader in (("nameparser", _nameparser), ("probablepeople", _probablepeople)):
        try:
            module = importlib.import_module(name)
        except ImportError:
            found[f"{name}: person name exact"] = 'not installed (extra "rivals")'
            continue
        found[f"{name}: person name exact"] = _names_right(profiles, labels, partial(reader, module))
    found["physician regex: claims a health role, precision / recall"] = _roles_right(profiles, labels)
    return found


def _nameparser(module: Any, text: str) -> tuple[str, str]:
    name = module.HumanName(text)
    return str(name.first), str(name.last)


def _probablepeople(module: Any, text: str) -> tuple[str, str]:
    try:
        parts, _ = module.tag(text)
    except module.RepeatedLabelError:
        return "", ""
    return str(parts.get("GivenName", parts.get("FirstInitial", ""))), str(parts.get("Surname", ""))


def _names_right(profiles: dict[str, Row], labels: list[Row], reader: Callable[[str], tuple[str, str]]) -> str:
    rows = [g for g in labels if g["subject"] == "person" and g["person_name"]]
    right = 0
    for row in rows:
        given, family = reader(str(profiles[row["id"]].get("name") or ""))
        want = row["person_name"]
        right += (fold(given), fold(family)) == (fold(want["given"]), fold(want["family"]))
    return f"{right / max(1, len(rows)):.3f}"


def _roles_right(profiles: dict[str, Row], labels: list[Row]) -> str:
    hit = told = want = 0
    for row in labels:
        profile = profiles[row["id"]]
        says = bool(_PHYSICIAN.search(f"{profile.get('name') or ''} {profile.get('bio') or ''}"))
        hit += says and row["claims_health_role"]
        told += says
        want += row["claims_health_role"]
    return f"{hit / max(1, told):.3f} / {hit / max(1, want):.3f}"
