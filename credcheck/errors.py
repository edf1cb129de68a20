"""Every error CredCheck raises on purpose.

CredCheckError                    .sentence says what happened and what to do; .exit_code is what the CLI ends with
├── BadInput                      the text, file or option cannot be used (2)
│   └── BadRegisterFile           a register file is truncated, of another layout, or no register at all
├── RegistryError                 a registry could not answer: the report says INCOMPLETE, never "not found" (3)
│   ├── RegistryDown              try again later: no network, time-out, 5xx, cut answer, maintenance page
│   │   └── RegistryBusy          too many requests; .retry_after_s when the registry said so
│   ├── RegistryRefused           check your key or the query: 401, 403, or a refusal in the body
│   └── RegistryChanged           the answer has another shape than we know: our bug
├── BlockedAddress                a host that a user's text chose is not a public one (2)
├── NotPublic                     the account asks not to be shown to strangers (2)
├── VaultError                    the system keyring is locked, absent or did not answer (4)
├── StoreError                    the verification cache cannot be read or written (5)
│   └── NewerStore                it was written by a newer CredCheck
├── MirrorError                   the local copy of a register is missing, damaged or newer (6)
└── Cancelled                     the user stopped it (130)
"""

from __future__ import annotations

from credcheck.sentence import Sentence


class CredCheckError(Exception):
    """The root: carries a sentence for people and an exit code for scripts."""

    exit_code = 1

    def __init__(self, sentence: Sentence) -> None:
        """Keep the sentence; `str()` shows its id, `wording.render` its text."""
        super().__init__(sentence.id)
        self.sentence = sentence


class BadInput(CredCheckError):
    """The text, file or option cannot be used."""

    exit_code = 2


class BadRegisterFile(BadInput):
    """A register file is truncated, of another layout, or no register at all."""


class RegistryError(CredCheckError):
    """A registry could not answer; the report says INCOMPLETE."""

    exit_code = 3


class RegistryDown(RegistryError):
    """Try again later."""


class RegistryBusy(RegistryDown):
    """Too many requests."""

    def __init__(self, sentence: Sentence, retry_after_s: float | None = None) -> None:
        """Keep how long the registry asked us to wait, in seconds, when it said so."""
        super().__init__(sentence)
        self.retry_after_s = retry_after_s


class RegistryRefused(RegistryError):
    """Check the key or the query."""


class RegistryChanged(RegistryError):
    """The answer has another shape than we know: our bug."""


class BlockedAddress(CredCheckError):
    """A host that a user's text chose is not a public one."""

    exit_code = 2


class NotPublic(CredCheckError):
    """The account asks not to be shown to strangers."""

    exit_code = 2


class VaultError(CredCheckError):
    """The system keyring is locked, absent or did not answer."""

    exit_code = 4


class StoreError(CredCheckError):
    """The verification cache cannot be read or written."""

    exit_code = 5


class NewerStore(StoreError):
    """The verification cache was written by a newer CredCheck."""


class MirrorError(CredCheckError):
    """The local copy of a register is missing, damaged or newer."""

    exit_code = 6


class Cancelled(CredCheckError):
    """The user stopped it."""

    exit_code = 130
