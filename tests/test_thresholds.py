from __future__ import annotations

from benchmarks.accuracy._table import judged
from credcheck import thresholds
from credcheck.match import WEIGHTS_VERSION, versions


def test_every_version_of_the_weights_carries_its_thresholds() -> None:
    for version in versions():
        limits = thresholds.of(version)
        assert 0.5 < limits.match <= limits.alone < 1 < limits.lead
        assert 0 < limits.possible < limits.vouched < 1
    assert thresholds.of("") == thresholds.of(WEIGHTS_VERSION)


def test_older_tables_know_no_limit_for_a_bare_name() -> None:
    assert thresholds.of("2026-11-26.5").bare < -1000
    assert thresholds.parse(judged().text("test")).bare == 0.0
