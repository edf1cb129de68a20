"""Countries of flag emoji."""

from __future__ import annotations

from credcheck.claims._tokens import Text, Token
from credcheck.model import Place

_NATIONS = {"gbeng": ("England", "GB"), "gbsct": ("Scotland", "GB"), "gbwls": ("Wales", "GB")}
_NO_COUNTRY = ("EU", "UN")
# Flags of parts of a country that are not its regions: Ceuta and Melilla, Canary Islands, Clipperton and others.
_PART_OF = {"EA": "ES", "IC": "ES", "CP": "FR", "AC": "SH", "TA": "SH", "DG": "IO"}


def flag_place(flag: Token | None) -> Place | None:
    """The country, or nation of the United Kingdom, of a flag emoji."""
    if flag is None:
        return None
    if flag.text[0] == "\U0001f3f4":
        region, country = _NATIONS.get("".join(chr(ord(c) - 0xE0000) for c in flag.text[1:-1]), ("", ""))
        return Place("", "", region, country) if country else None
    code = "".join(chr(ord(c) - 0x1F1E6 + 65) for c in flag.text)
    return Place("", "", "", _PART_OF.get(code, code)) if code not in _NO_COUNTRY else None


def flag_countries(text: Text) -> list[str]:
    """The countries of all flags in a text, in order."""
    found = [flag_place(t) for t in text.tokens if t.kind == "flag"]
    return [p.country for p in found if p]
