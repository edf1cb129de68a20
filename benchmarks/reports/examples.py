"""python -m benchmarks.reports.examples FOLDER: signed reports of invented people that follow from themselves."""

from __future__ import annotations

import sys
from pathlib import Path

from credcheck import wire
from tests import factory
from tests.test_verify import KEY, consistent

for made in factory.reports():
    Path(sys.argv[1], f"{made.id}.json").write_bytes(wire.signed(wire.pretty(consistent(made)), KEY))
