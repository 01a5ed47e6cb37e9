from __future__ import annotations

import pytest

from alertbot.burst import Usual, is_burst


@pytest.mark.parametrize(
    ("new", "usual", "burst"),
    [
        (500, Usual(0, 0.0), False),
        (500, Usual(4, 2.0), False),
        (500, Usual(5, 2.0), True),
        (19, Usual(5, 0.0), False),
        (20, Usual(5, 0.0), True),
        (20, Usual(900, 2.0), True),
        (29, Usual(5, 3.0), False),
        (30, Usual(5, 3.0), True),
        (0, Usual(5, 0.0), False),
    ],
)
def test_a_burst_is_ten_times_the_usual_and_twenty_once_the_usual_is_known(
    new: int, usual: Usual, burst: bool
) -> None:
    assert is_burst(new, usual) is burst
