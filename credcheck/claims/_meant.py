"""How a word for a calling may be meant."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """How a mention is meant."""

    SELF = "self"
    FORMER = "former"
    RETIRED = "retired"
    FUTURE = "future"
    STUDENT = "student"
    RELATIVE = "relative"
    OTHERS = "others"
    DENIED = "denied"
    TRAINEE = "trainee"
