"""resources/ is found from source, from an editable install and from a wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from credcheck import resources

ROOT = Path(__file__).resolve().parent.parent


def test_resources_are_found_from_here() -> None:
    assert (resources.folder() / "wording" / "en").is_dir()


@pytest.mark.timeout(300)
def test_a_wheel_carries_the_resources_and_finds_them(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    wheel = next(tmp_path.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = "from credcheck import resources, wording; print(resources.folder()); assert wording.templates()"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); {code}"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()) == tmp_path / "site" / "credcheck" / "resources"
