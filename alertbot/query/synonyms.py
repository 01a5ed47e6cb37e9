"""Spellings that are one word, in one table. The configuration extends it, or switches it off.

Only what is certain in a job's title stands here; variants such as plurals are other words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from alertbot.query.tokens import transcriptions, words

MAX_GROUPS = 200
MAX_SPELLINGS = 10
"""Of one group."""
MAX_WORDS = 5
"""Of one spelling."""
MAX_LETTERS = 60
"""Of one spelling."""
MAX_WAYS = 64
"""So many ways of writing one phrase are looked for."""

_SHORTEST_PREFIX = 3

_TABLE = (
    # rank
    ("senior", "sr", "snr"),
    ("junior", "jr", "jnr"),
    ("engineer", "eng", "engr"),
    ("manager", "mgr"),
    ("vp", "vice president"),
    ("2", "ii"),
    ("3", "iii"),
    ("4", "iv"),
    # written apart or together
    ("fullstack", "full stack"),
    ("frontend", "front end"),
    ("backend", "back end"),
    ("devops", "dev ops"),
    ("cicd", "ci cd"),
    ("gotomarket", "go to market"),
    ("r&d", "r d", "research and development"),
    # names that have signs in them
    ("c++", "cpp"),
    ("c#", "csharp", "c sharp"),
    ("f#", "fsharp"),
    (".net", "dotnet", "dot net"),
    ("tsql", "t sql"),
    ("objectivec", "objective c"),
    ("node.js", "nodejs", "node js", "node"),
    ("vue.js", "vuejs", "vue js", "vue"),
    ("react.js", "reactjs", "react js", "react"),
    ("kubernetes", "k8s"),
    ("postgresql", "postgres"),
)

Spelling = tuple[str, ...]
"""The words of one spelling, as a query's are cut."""


@dataclass(frozen=True)
class Synonyms:
    """Groups of spellings, of which each stands for all others. No spelling is in two groups."""

    groups: tuple[tuple[Spelling, ...], ...] = ()

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]], *, built_in: bool = True) -> Synonyms:
        """These groups, beside the built-in ones; those that share a spelling become one."""
        merged: list[set[Spelling]] = []
        for group in (*(_TABLE if built_in else ()), *groups):
            new = {tuple(words(spelling)) for spelling in group} - {()}
            apart = []
            for other in merged:
                if new.isdisjoint(other):
                    apart.append(other)
                else:
                    new |= other
            merged = [*apart, new]
        made = cls(tuple(sorted(tuple(sorted(group)) for group in merged if len(group) > 1)))
        # Worked out with the configuration, and not by the first query.
        _ = made._same, made._words
        return made

    @cached_property
    def _same(self) -> dict[Spelling, tuple[Spelling, ...]]:
        """By spelling, all of its group; the words inside one may be spelled otherwise too."""
        alone = {one[0]: _alone(group) for group in self.groups for one in group if len(one) == 1}
        found: dict[Spelling, tuple[Spelling, ...]] = {}
        for group in self.groups:
            wider = dict.fromkeys(group)
            for one in group:
                choices = [alone.get(word, (word,)) for word in one]
                if len(one) > 1 and _count(choices) <= MAX_SPELLINGS:
                    wider.update(dict.fromkeys(product(*choices)))
            for one in wider:
                found.setdefault(one, tuple(wider))
        return found

    @cached_property
    def _words(self) -> list[tuple[str, int]]:
        """The spellings of one word in order, each with the number of its group."""
        numbered = enumerate(self.groups)
        return sorted((one[0], at) for at, group in numbered for one in group if len(one) == 1)

    def pieces(self, phrase: Sequence[str]) -> Iterator[tuple[Spelling, ...]]:
        """The phrase in pieces, each as it is written, and then in its other spellings."""
        at = 0
        while at < len(phrase):
            for length in range(min(MAX_WORDS, len(phrase) - at), 0, -1):
                written = tuple(phrase[at : at + length])
                same = self._same.get(written, ())
                if same or length == 1:
                    yield (written, *(one for one in same if one != written))
                    at += length
                    break

    def begun(self, beginning: str) -> Iterator[Spelling]:
        """Other spellings of the words that begin so, which do not begin so themselves."""
        if len(beginning) < _SHORTEST_PREFIX:
            return
        begun = set()
        for word, group in islice(self._words, bisect_left(self._words, (beginning, 0)), None):
            if not word.startswith(beginning):
                break
            begun.add(group)
        for group in sorted(begun):
            yield from (one for one in self.groups[group] if not one[0].startswith(beginning))


def _alone(group: Sequence[Spelling]) -> tuple[str, ...]:
    return tuple(one[0] for one in group if len(one) == 1)


def _count(choices: Iterable[Sized]) -> int:
    count = 1
    for choice in choices:
        count *= len(choice)
    return count


BUILT_IN = Synonyms.of(())
NONE = Synonyms()
SYNONYMS = {one: group[0] for group in _TABLE[:2] for one in group}
"""Levels by what stands for them."""


def needles(content: str, same: Synonyms, *, is_open: bool) -> tuple[str, ...]:
    """What else to look for than the phrase as it is written: it in its other spellings.

    A space stands before each word, and behind the last where that is whole. With `is_open` the
    last word of the phrase is the beginning of one. ValueError where there are too many ways.
    """
    phrase, letters = words(content), transcriptions(content)
    choices: list[dict[str, None]] = []
    at = 0
    for piece in same.pieces(phrase[:-1] if is_open else phrase):
        written = dict.fromkeys(f"{' '.join(one)} " for one in piece)
        if len(piece[0]) == 1:
            written |= dict.fromkeys(f"{other} " for other in letters[at])
        choices.append(written)
        at += len(piece[0])
    if is_open:
        others = (f"{' '.join(one)} " for one in same.begun(phrase[-1]))
        choices.append(dict.fromkeys((phrase[-1], *letters[-1], *others)))
    if _count(choices) > MAX_WAYS:
        raise ValueError("this phrase can be written in too many ways: make it shorter")
    ways = (f" {''.join(way)}" for way in product(*choices))
    # The first is the phrase as it is written.
    return tuple(ways)[1:]


def told(asked: Sequence[str], found: Sequence[str]) -> str:
    """Which spellings were taken for one another, such as "sr = senior"; "" if none were."""
    if len(asked) == len(found):
        pairs = zip(found, asked, strict=True)
        unlike = (f"{theirs} = {ours}" for theirs, ours in pairs if theirs != ours)
        return ", ".join(dict.fromkeys(unlike))
    start = _alike(asked, found)
    end = _alike(asked[start:][::-1], found[start:][::-1])
    theirs, ours = (" ".join(one[start : len(one) - end]) for one in (found, asked))
    return f"{theirs} = {ours}"


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
