"""A sentence: what errors, evidence and verdicts say, before it is put into words. The first word of the model."""

from __future__ import annotations

from dataclasses import dataclass

Param = str | int | float


@dataclass(frozen=True, slots=True, init=False)
class Sentence:
    """A message id and its parameters; `wording.render` turns it into text when it is read."""

    id: str
    params: tuple[tuple[str, Param], ...]

    def __init__(self, id: str, /, **params: Param) -> None:
        """Sentence("surname.conflict", claimed="Doe", listed="Fritz")."""
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "params", tuple(sorted(params.items())))

    @classmethod
    def ordered(cls, id: str, *params: tuple[str, Param]) -> Sentence:
        """The same of parameters that come in the order of their names, in less than half the time."""
        made = object.__new__(cls)
        object.__setattr__(made, "id", id)
        object.__setattr__(made, "params", params)
        return made
