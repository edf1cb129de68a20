"""How well it fits: candidates joined to persons, evidence in bits for each claim, a probability for each person.

Fellegi and Sunter's record linkage with an open set: the posterior is over the persons found and "nobody".
"""

from __future__ import annotations

from credcheck.match.join import join
from credcheck.match.ranking import rank
from credcheck.match.weights import WEIGHTS_VERSION, Weights, load, versions

__all__ = ["WEIGHTS_VERSION", "Weights", "join", "load", "rank", "versions"]
