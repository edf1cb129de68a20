"""A question to a server, and the same question elsewhere."""

from __future__ import annotations

import httpx
import pytest

from credcheck.errors import RegistryChanged
from credcheck.net.question import Question, redirected


@pytest.mark.parametrize("to", ["http://[]/", "https://[::1"])
def test_a_redirect_to_brackets_that_hold_no_address_is_told(to: str) -> None:
    asked = Question(httpx.URL("https://registry.example/"), {}, (), 1.0, 1000, guarded=False)
    with pytest.raises(RegistryChanged) as caught:
        redirected(asked, to)
    assert caught.value.sentence.id == "net.redirects"
