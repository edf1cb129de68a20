"""Keys and the signed list of releases (credcheck/releases.py).

usage: python packaging/release.py key                               a new private key, and its public half
       python packaging/release.py build ADDRESS PUBLIC              writes resources/release.toml for a release build
       python packaging/release.py sign VERSION PAGE UNTIL > FILE    the list; the private key in CREDCHECK_RELEASE_KEY
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from credcheck import releases, signing  # noqa: E402 — from this tree, whatever is installed


def main(words: list[str]) -> int:
    """Do what was asked."""
    match words:
        case ["key"]:
            private = signing.new_key()
            print(f"private {private}\npublic  {signing.public_key(private)}")
        case ["build", address, public]:
            (ROOT / "resources" / "release.toml").write_text(f'address = "{address}"\nkey = "{public}"\n', "utf-8")
        case ["sign", version, page, until]:
            made = releases.Release(version, page, date.fromisoformat(until))
            sys.stdout.buffer.write(releases.write(made, os.environ["CREDCHECK_RELEASE_KEY"]))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
