"""Where in the career."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("bio", "stage"),
    [
        ("Cardiologist", "practising"),
        ("Family Medicine PGY-2, MD", "trainee"),
        ("Neuroradiology fellow, MD", "trainee"),
        ("NHS junior doctor", "trainee"),
        ("Emergency Medicine Registrar", "trainee"),
        ("Anaesthetist in training", "trainee"),
        ("MS3 at Example College", "student"),
        ("2nd year student nurse", "student"),
        ("Future nurse", "student"),
        ("Retired paramedic", "retired"),
        ("Retired LPN, gardener", "retired"),
        ("Former EMT", "former"),
        ("Intern @SampletonHosp, sample grad", "trainee"),
        ("Médecin à la retraite", "retired"),
        ("CNA, soon to be nurse", "practising"),
        ("Anaesthesiologist. Retired from service 2021.", "retired"),
        ("Cardiologist married to a retired teacher", "practising"),
        ("Retired pediatrician", "retired"),
        ("Former nurse, now a novelist", "former"),
        ("Ex-paramedic", "former"),
        ("Resident Fellow of a think tank; physician", "practising"),
        ("Fellow of the Royal Society, physician", "practising"),
        ("I like tea", "none"),
    ],
)
def test_the_stage_is_what_the_words_say(bio: str, stage: str) -> None:
    assert extract(Profile(name="Jane Example", bio=bio)).word(ClaimKind.STAGE) == stage
