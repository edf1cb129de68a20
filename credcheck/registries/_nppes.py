"""The columns of the NPI registry's bulk file (V1, V2), and which of them a copy keeps; for both NPI plugs."""

from __future__ import annotations

from datetime import date

from credcheck.mirror import Layout, NameColumns

SLOTS = range(1, 16)
ROWS = 9_839_369
"""Rows of the whole register in October 2026, to tell an extract from the official file."""
FIRST_DAY = date(2005, 5, 23)
"""The day the whole register begins with, in the names of its files."""
STATES = (
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS",
    "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY",
    "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV",
    "WI", "WY", "DC", "PR", "VI", "GU", "AS", "MP", "AA", "AE", "AP", "FM", "PW", "MH",
)  # fmt: skip
"""States, then territories, the forces' post and the freely associated states, as addresses write them."""

RENAMED = {"Provider Gender Code": "Provider Sex Code"}
"""V1 column names -> V2."""
NPI, ENTITY, REPLACEMENT = "NPI", "Entity Type Code", "Replacement NPI"
ORGANISATION = "Provider Organization Name (Legal Business Name)"
OTHER_ORGANISATION = "Provider Other Organization Name"
FAMILY, GIVEN, MIDDLE = "Provider Last Name (Legal Name)", "Provider First Name", "Provider Middle Name"
SUFFIX, CREDENTIAL = "Provider Name Suffix Text", "Provider Credential Text"
OTHER_FAMILY, OTHER_GIVEN = "Provider Other Last Name", "Provider Other First Name"
OTHER_MIDDLE, OTHER_SUFFIX = "Provider Other Middle Name", "Provider Other Name Suffix Text"
OTHER_KIND, OTHER_CREDENTIAL = "Provider Other Last Name Type Code", "Provider Other Credential Text"
SEX, ENUMERATED, UPDATED = "Provider Sex Code", "Provider Enumeration Date", "Last Update Date"
DEACTIVATED, REACTIVATED = "NPI Deactivation Date", "NPI Reactivation Date"
_ADDRESS = "Provider Business {kind} Address {part}"
_PARTS = ("City Name", "State Name", "Postal Code", "Country Code (If outside U.S.)")
PRACTICE = tuple(_ADDRESS.format(kind="Practice Location", part=p) for p in _PARTS)
MAILING = tuple(_ADDRESS.format(kind="Mailing", part=p) for p in _PARTS)
TELEPHONE = "Provider Business Practice Location Address Telephone Number"
CODE, LICENCE = "Healthcare Provider Taxonomy Code_{n}", "Provider License Number_{n}"
LICENCE_STATE, PRIMARY = "Provider License Number State Code_{n}", "Healthcare Provider Primary Taxonomy Switch_{n}"

SLOT_COLUMNS = tuple(tuple(c.format(n=n) for c in (CODE, LICENCE, LICENCE_STATE, PRIMARY)) for n in SLOTS)
_SLOT_CELLS = tuple(cell for columns in SLOT_COLUMNS for cell in columns)
_COMMON = (
    NPI, ENTITY, FAMILY, GIVEN, MIDDLE, SUFFIX, CREDENTIAL, SEX, *PRACTICE, ENUMERATED, UPDATED,
    *_SLOT_CELLS[:8],
    ORGANISATION, OTHER_ORGANISATION, OTHER_FAMILY, OTHER_GIVEN, OTHER_MIDDLE, OTHER_SUFFIX, OTHER_CREDENTIAL,
    OTHER_KIND, *MAILING, TELEPHONE, REPLACEMENT, DEACTIVATED, REACTIVATED,
)  # fmt: skip
LAYOUT = Layout(
    id=NPI,
    names=(NameColumns(FAMILY, GIVEN, MIDDLE), NameColumns(OTHER_FAMILY, OTHER_GIVEN, OTHER_MIDDLE)),
    cells=(*_COMMON, *_SLOT_CELLS[8:]),
    organisations=(ORGANISATION, OTHER_ORGANISATION),
    states=(PRACTICE[1], MAILING[1], *(LICENCE_STATE.format(n=n) for n in SLOTS)),
    known_states=STATES,
    codes=tuple(CODE.format(n=n) for n in SLOTS),
    licences=tuple((LICENCE.format(n=n), LICENCE_STATE.format(n=n)) for n in SLOTS),
    sex=SEX,
    rare_from=len(_COMMON),
)  # fmt: skip
