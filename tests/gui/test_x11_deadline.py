"""How long the clipboard's owner is waited for, without a display."""

from __future__ import annotations

import pytest

from credcheck.gui import x11


class Busy:
    """A connection on which one event follows the other without end."""

    def pending_events(self) -> int:
        return 1

    def next_event(self) -> object:
        return object()


@pytest.mark.timeout(10)
@pytest.mark.parametrize("wanted", [True, False])
def test_an_owner_that_never_stops_sending_is_given_up_when_its_time_is_over(wanted: bool) -> None:
    reader = object.__new__(x11._Reader)
    reader._display, reader._end = Busy(), 0.0
    with pytest.raises(x11.NoAnswer):
        reader._wait(lambda _: wanted)
