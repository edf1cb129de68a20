"""Real servers on this machine: a Bluesky network and an ActivityPub server, and a wire that leads to them."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "social.example"
MISSING = "`make integration` starts what this test needs (Node 20, PostgreSQL, Redis)"


class Wire(httpx.AsyncBaseTransport):
    """Leads the names that the program asks for to servers on this machine; any other name cannot be reached."""

    def __init__(self, homes: dict[str, str], verify: ssl.SSLContext | None = None) -> None:
        self._homes = homes
        self._inner = httpx.AsyncHTTPTransport(verify=verify if verify is not None else True)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        home = self._homes.get(request.url.host)
        if home is None:
            raise httpx.ConnectError(f"no such host: {request.url.host}", request=request)
        at = httpx.URL(home)
        url = request.url.copy_with(scheme=at.scheme, host=at.host, port=at.port)
        extensions = {**request.extensions, "sni_hostname": request.url.host}
        moved = httpx.Request(
            request.method, url, headers=request.headers, stream=request.stream, extensions=extensions
        )
        return await self._inner.handle_async_request(moved)

    async def aclose(self) -> None:
        await self._inner.aclose()


@dataclass
class Network:
    """A running Bluesky network; `do` sends it a word and waits until it is done."""

    process: subprocess.Popen[str]
    told: dict[str, Any]

    def do(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        assert _line(self.process) == {"done": word}

    def wire(self) -> Wire:
        return Wire(
            {
                "public.api.bsky.app": self.told["bsky"],
                "plc.directory": self.told["plc"],
                "jane.test": self.told["pds"],
                "jane-sample.test": self.told["pds"],
            }
        )


def _line(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The next line of JSON; log lines in between are passed over."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("{") and '"level"' not in line:
            found: dict[str, Any] = json.loads(line)
            return found
    raise AssertionError("the server ended")


@pytest.fixture(scope="session")
def parts() -> Path:
    """The folder of the node packages, or a skip that says how to get there."""
    home = os.environ.get("CREDCHECK_REAL_PARTS")
    if not home:
        pytest.skip(MISSING)
    return Path(home)


def _start(*command: str, home: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "LOG_ENABLED": "false"}
    return subprocess.Popen(
        ["node", *command], cwd=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )


@pytest.fixture(scope="session")
def network(parts: Path) -> Iterator[Network]:
    """A Bluesky network with four invented accounts."""
    process = _start("bluesky.mjs", home=parts)
    try:
        yield Network(process, _line(process))
    finally:
        process.communicate("quit\n", timeout=60)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A key and a certificate for the ActivityPub server's name, trusted by nobody else."""
    folder, key = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(secret)
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder / "key.pem", folder / "cert.pem"


@pytest.fixture(scope="session")
def fediverse(parts: Path, certificate: tuple[Path, Path]) -> Iterator[dict[str, Any]]:
    """An ActivityPub server of one invented person over TLS: its port, and the context that trusts it."""
    key, cert = certificate
    process = _start("activitypub.mjs", str(key), str(cert), HOST, home=parts)
    try:
        port = _line(process)["port"]
        yield {"home": f"https://127.0.0.1:{port}", "tls": ssl.create_default_context(cafile=str(cert))}
    finally:
        process.communicate(timeout=30)
