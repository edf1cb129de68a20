"""How the parts are put together, where no other test looks."""

from __future__ import annotations

import json
from pathlib import Path

from credcheck import app
from credcheck.mirror import Mirrors


def test_a_practice_register_of_an_older_program_is_made_anew(tmp_path: Path) -> None:
    settings = app.practice_settings(tmp_path)
    [manifest] = settings.mirrors_dir.glob("npi/*/manifest.json")
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 0}))
    copy = Mirrors(app.practice_settings(tmp_path).mirrors_dir).open("npi")
    assert copy is not None
    assert copy.manifest.people > 0
