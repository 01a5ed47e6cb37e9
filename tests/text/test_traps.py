"""Instructions that a board puts into a text to catch those who do not read it."""

from __future__ import annotations

import pytest

from alertbot import text

SHOW = "when applying to show you read the job post completely"
BETA = "This is a beta feature to avoid spam applicants."
WHOLE = (
    "Please mention the word **TANGIBLE** and tag RMTI3LjAuMC4x when applying to show you read the "
    "job post completely (#RMTI3LjAuMC4x). This is a beta feature to avoid spam applicants. "
    "Companies can search these words to find applicants that read this and see they're human."
)


@pytest.mark.parametrize(
    "trap",
    [
        WHOLE,
        WHOLE.replace("**", ""),
        WHOLE.replace("they're", "they’re"),
        WHOLE.replace("RMTI3LjAuMC4x", "RMTI3LjAuMC4xMQ=="),
        f"Please mention the words RIVER CLOUD APPLE {SHOW}. {BETA}",
        f"Be sure to mention the word **CALM** {SHOW.replace('you', 'you have')} (#RMTI3).",
        WHOLE.replace(". This", ".\nThis").replace(". Comp", ".\n\nComp"),
    ],
)
def test_the_board_s_words_are_left_out(trap: str) -> None:
    assert text.without_traps(f"We build boats.\n\n{trap}") == "We build boats."
    assert text.without_traps(f"Boats.\n{trap}\nApply today.") == "Boats.\n\nApply today."
    assert text.without_traps(trap) == ""


def test_a_trap_cut_off_anywhere_is_left_out() -> None:
    for length in range(len("Please mention the word **T"), len(WHOLE)):
        assert text.without_traps(f"Boats.\n{WHOLE[:length]}") == "Boats."


@pytest.mark.parametrize(
    "words",
    [
        "Please mention the word tangerine in your cover letter.",
        "In your application, please mention the words “blue whale” so that we know you read this.",
        "Please mention the words, no more zombies, when responding.",
        "Please mention that you found this posting at Contoso.",
        "This is a beta feature to avoid spam applicants.",
    ],
)
def test_an_employer_s_own_words_stay(words: str) -> None:
    assert text.without_traps(f"Boats. {words} Apply.") == f"Boats. {words} Apply."


def test_many_traps_cost_what_their_size_costs() -> None:
    assert text.without_traps("Please mention the word " * 50_000).startswith("Please mention")
    assert text.without_traps(f"{WHOLE} " * 2_000) == ""
