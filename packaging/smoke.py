"""Walks a packaged program through all that freezing can break; says what it saw, exits 1 at the first thing amiss.

usage: .venv/bin/python packaging/smoke.py PROGRAM...      e.g. build/dist/credcheck/credcheck

Run from the source tree that the program was built of: what it lists is compared with that tree. The window is driven
by tests/gui/test_program.py with CREDCHECK_PROGRAM set (see package.sh).
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from credcheck import pictures

ROOT = Path(__file__).resolve().parents[1]
SOURCE = [sys.executable, "-m", "credcheck"]
NAME = "Jane Example"
SECRET_SERVICE = 'eval "$(printf test-pass | gnome-keyring-daemon --unlock --components=secrets)"; "$@"'


class Packaged:
    """The program under test, with a home of its own."""

    def __init__(self, command: list[str], home: Path) -> None:
        self.command, self.home = command, home
        kept = ("PATH", "LANG", "DBUS_SESSION_BUS_ADDRESS", "SYSTEMROOT", "TEMP")
        self.env = {k: os.environ[k] for k in kept if k in os.environ}
        self.env |= {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home), "LANGUAGE": "en"}
        self.env |= {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}

    def run(
        self,
        *words: str,
        code: int = 0,
        before: tuple[str, ...] = (),
        given: str = "",
        more: dict[str, str] | None = None,
    ) -> str:
        """Run it and return what it printed; anything but the expected exit code is the end. `more` environment."""
        ran = subprocess.run(
            [*before, *self.command, *words], env=self.env | (more or {}), input=given,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        if ran.returncode != code:
            raise SystemExit(f"{words}: exit {ran.returncode}, not {code}\n{ran.stdout}\n{ran.stderr}")
        if "Traceback" in ran.stderr:
            raise SystemExit(f"{words}: {ran.stderr}")
        return ran.stdout


def main() -> int:
    """All walks, in order."""
    with tempfile.TemporaryDirectory() as home:
        program = Packaged([str(Path(sys.argv[1]).resolve()), *sys.argv[2:]], Path(home))
        for walk in (plugs, whole_check, formats, verified, picture, unreachable, keyring):
            print(f"  {walk(program)}")
    return 0


def plugs(program: Packaged) -> str:
    """Both trees list the same plugs."""
    frozen = program.run("plugs")
    source = subprocess.run([*SOURCE, "plugs"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    if frozen != source:
        raise SystemExit(f"plugs differ:\n{frozen}\n{source}")
    return f"plugs: equal ({sum(line.count(',') + 1 for line in frozen.splitlines())})"


def whole_check(program: Packaged) -> str:
    """A whole check against the practice register, with every symbol of every library bound at once."""
    said = program.run("--practice", "check", "--name", NAME, "--bio", "Cardiologist", more={"LD_BIND_NOW": "1"})
    if "Jane Example" not in said:
        raise SystemExit(said)
    return f"offline check: {said.strip().splitlines()[0]}"


def formats(program: Packaged) -> str:
    """Every format it lists is written; a PDF is one."""
    line = next(line for line in program.run("plugs").splitlines() if line.startswith("formats: "))
    names = line.removeprefix("formats: ").split(", ")
    for name in names:
        target = program.home / f"report.{name}"
        program.run("--practice", "check", "--name", NAME, "--format", name, "-o", str(target))
        if target.stat().st_size < 100 or (name == "pdf" and target.read_bytes()[:5] != b"%PDF-"):
            raise SystemExit(f"{name}: not a report")
    return f"formats written: {', '.join(names)}"


def verified(program: Packaged) -> str:
    """The verdict follows again from the report."""
    said = program.run("verify", str(program.home / "report.json"))
    json.loads((program.home / "report.json").read_text("utf-8"))
    return f"verify: {said.strip().splitlines()[-1]}"


def picture(program: Packaged) -> str:
    """A picture is hashed in every form that is read."""
    for form in pictures.FORMATS:
        file, out = program.home / f"picture.{form.lower()}", io.BytesIO()
        Image.linear_gradient("L").resize((64, 64)).save(out, form)
        file.write_bytes(out.getvalue())
        program.run("--practice", "check", "--name", NAME, "--bio", "Cardiologist", "--picture", str(file))
    return f"pictures: {', '.join(pictures.FORMATS)}"


def unreachable(program: Packaged) -> str:
    """With the network cut it says so; TLS, proxy and error paths are all in the folder."""
    settings = program.home / "cut.toml"
    settings.write_text('proxy = "http://127.0.0.1:9"\ntimeout_s = 2\n', "utf-8")
    program.run(
        "--settings",
        str(settings),
        "--data-dir",
        str(program.home / "cut"),
        "check",
        "--name",
        NAME,
        "--bio",
        "MD, Boston",
        code=3,
    )
    return "network cut: said as incomplete (exit 3)"


def keyring(program: Packaged) -> str:
    """A key is kept in a real Secret Service and found again, where one can be started."""
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        return "keyring: no Secret Service can be started here, not tried"
    runtime = program.home / "run"
    runtime.mkdir(mode=0o700)
    session = ("dbus-run-session", "--", "sh", "-c", SECRET_SERVICE, "_")
    both = 'printf \'not-a-key\\n\' | "$@" keys set openalex && "$@" keys list'
    backend = {"PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring", "XDG_RUNTIME_DIR": str(runtime)}
    said = program.run(before=(*session, "sh", "-c", both, "_"), more=backend)
    line = next((line for line in said.splitlines() if line.startswith("openalex")), said)
    if "not-a-key" in said or "keyring" not in line:
        raise SystemExit(f"keyring: {said}")
    return f"keyring: {line.strip()}"


if __name__ == "__main__":
    sys.exit(main())
