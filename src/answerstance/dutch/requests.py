"""What a question asks for, request by request.

"Kent u het bericht? Zo ja, bent u bereid hierover te praten?" asks whether something is known, then for an act, the
latter under a condition. A request is a sentence that ends with a question mark, or half of one ("Wat is de oorzaak en
bent u bereid …?"). What it asks for is told by a linear model of its words, learned from annotated questions
(`answerstance.annotating.requests`); ``request_weights.txt`` holds its weights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np

from answerstance.dutch.lists import entries
from answerstance.dutch.sentences import sentences
from answerstance.dutch.words import CLAUSE_MARKS, words

KINDS = (
    "act",
    "plan",
    "opinion",
    "proposal",
    "yesno",
    "fact",
    "figures",
    "known",
    "why",
    "who",
    "possible",
    "tell",
    "letter",
)
"""What a request may ask for; ``annotations/GUIDELINES.md`` says what each means."""

CONDITIONS = ("ja", "nee", "zo")
"""On what a request may hang: "Zo ja, …" or "Indien ja, …", "Zo nee, …", "Zo …, …"."""

CONSTANT = "-"
"""What every request has, and the condition of one without."""

_LIKELY, _MAYBE = 0.25, 0.08
_QUESTION_WORDS = frozenset(
    "hoe hoelang hoeveel waar waardoor waarmee waarom waarop waartoe waaruit wanneer wat welk welke wie wiens".split()
)
_PREPOSITIONS = frozenset("aan bij door in met naar om onder op over per sinds tot uit van vanaf voor".split())
_VERBS_OF_YOU = frozenset("acht bent bestaat deelt gaat hebt kunt neemt overweegt vindt wilt ziet zult".split())
_VERBS = _VERBS_OF_YOU | frozenset("heeft is kan wil worden wordt zal zijn".split())
_CONDITION_WORDS = frozenset({"zo", "indien", "als"})
_YES = frozenset({"ja", "bevestigend", "bevestigende"})
_NO = frozenset({"nee", "neen", "niet", "ontkennend", "ontkennende"})
_SAYS = frozenset({"ja", "nee", "neen"})
_MARK = "?"  # a bracket or a quotation mark, which are no words, and one more word may follow
_DROPPED = frozenset(";:?")
_YOU = "u"
_OF_YOU = {  # forms that go with "het college" or "gedeputeerde staten", as they are with "u"
    **dict.fromkeys(["is", "zijn"], "bent"),
    **dict.fromkeys(["kan", "kunnen"], "kunt"),
    **dict.fromkeys(["wil", "willen"], "wilt"),
    **dict.fromkeys(["zal", "zullen"], "zult"),
    **dict.fromkeys(["hebben", "hebt"], "heeft"),
    "achten": "acht",
    "delen": "deelt",
    "gaan": "gaat",
    "kennen": "kent",
    "nemen": "neemt",
    "overwegen": "overweegt",
    "vinden": "vindt",
    "weten": "weet",
    "zien": "ziet",
}
_VERBS_BEFORE_YOU = _VERBS.union(_OF_YOU, _OF_YOU.values())
_ALONE = ""
_PLACES = "wbf^cl"
_WHOLE = 1000
_LEAST = 3  # words in half a sentence
_HEAD = 6
_LENGTHS = (6, 4)  # the step, and how many steps are told apart


class Asked(NamedTuple):
    """One request of a question."""

    condition: str
    """One of `CONDITIONS`, or empty."""
    words: tuple[str, ...]
    """Without the condition."""


def rows_of(question: str) -> list[list[str]]:
    """The words of each sentence of a question."""
    rows = (words(question[start:end]) for start, end in sentences(question))
    return [row for row in rows if row]


def requests(rows: Sequence[list[str]]) -> list[Asked]:
    """Find the requests of a question, in order.

    Parameters
    ----------
    rows : sequence of list of str
        As `rows_of` gives them.

    Returns
    -------
    list of Asked
        Where no sentence ends with a question mark, the last one of the last sentence; none where there are no words.
    """
    found = [request for row in rows if _MARK in row[-2:] for request in _halves(row)]
    return found or [request for row in rows[-1:] for request in [*_halves(row)][-1:]]


def _halves(row: list[str]) -> Iterator[Asked]:
    """The requests of a sentence: more than one where ``en`` begins another one."""
    condition, start = _condition(row)
    if _asks(row, start) or row[start] in _VERBS:
        for at in range(start + _LEAST, len(row) - _LEAST):
            if row[at] == "en" and at - start >= _LEAST and _asks_anew(row, at + 1):
                yield Asked(condition, tuple(row[start:at]))
                start = at + 1
    yield Asked(condition, tuple(row[start:]))


def _condition(row: list[str]) -> tuple[str, int]:
    """On what a sentence hangs, and where it begins behind that."""
    if row[0] not in _CONDITION_WORDS or len(row) <= 2:
        return "", 0
    near, other = (row[1:3], "zo") if row[0] == "zo" else (row[1:9], "")
    found = "ja" if not _YES.isdisjoint(near) else "nee" if not _NO.isdisjoint(near[:3]) else other
    return (found, min(_behind_condition(row), len(row) - 1)) if found else ("", 0)


def _behind_condition(row: list[str]) -> int:
    """Where a sentence begins behind its condition; one that is a clause without a mark behind it is left in it.

    That is right behind "zo nee" where a request begins there: "Zo nee waarom niet, en bent u bereid …?"
    """
    head = 2 if row[1] in CLAUSE_MARKS else 1  # "Zo, ja welke …?"
    begin = head + 1 if row[head] in _YES | _NO else head if row[0] == "zo" else 0
    whole = row[0] == "zo" or row[head] in _SAYS  # not "Indien niet wordt voldaan aan de norm, …"
    if 1 < begin < len(row) and (_asks(row, begin) or (whole and row[begin] in _VERBS)):
        return begin
    return next((at + 1 for at, word in enumerate(row[:14]) if at >= head and word in CLAUSE_MARKS), begin)


def _asks(row: Sequence[str], at: int) -> bool:
    """Whether a question word stands here, perhaps behind a preposition: "op welke wijze"."""
    word = row[at]
    return word in _QUESTION_WORDS or (word in _PREPOSITIONS and at + 1 < len(row) and row[at + 1] in _QUESTION_WORDS)


def _asks_anew(row: Sequence[str], at: int) -> bool:
    """Whether another request begins here, behind ``en``."""
    word, comma = row[at], row[at - 2] == ","
    if _asks(row, at):
        return comma or (word in _QUESTION_WORDS and word != "waar")
    return (word in _VERBS_BEFORE_YOU and _named(row, at + 1) > 0) or (comma and word in _VERBS_OF_YOU)


def features(request: Asked) -> dict[str, list[str] | list[tuple[str, str]]]:
    """What the model sees of a request, by place, each to be counted once.

    Words (``w``), pairs (``b``), first words (``f``, ``^``), the condition (``c``) and the length (``l``).
    """
    body = _addressed(request.words)
    step, most = _LENGTHS
    return {
        "w": body,
        "b": [*pairwise(["^", *body, "$"])],
        "f": body[:_HEAD],
        "^": [" ".join(body[:2]), " ".join(body[:3])],
        "c": [request.condition or CONSTANT],
        "l": [str(min(len(body) // step, most))],
    }


def _addressed(row: tuple[str, ...]) -> list[str]:
    """The words without marks but commas, whoever is asked being "u": "is het college" as "bent u"."""
    names = _names()
    found: list[str] = []
    past = 0
    for at, word in enumerate(row):
        if at < past or word in _DROPPED:
            continue
        if word in names and (length := _named(row, at)):
            past = at + length
            if found and word != _YOU:
                found[-1] = _OF_YOU.get(found[-1], found[-1])
            word = _YOU
        found.append(word)
    return found


def _named(row: Sequence[str], at: int) -> int:
    """How many words from here on name whoever is asked."""
    names = _names().get(row[at])
    if names is None:
        return 0
    longer = names.get(row[at + 1], ()) if at + 1 < len(row) else ()
    return next((len(name) for name in longer if tuple(row[at : at + len(name)]) == name), int(_ALONE in names))


@cache
def _names() -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """The names of ``asked.txt`` by their first word and their second, or `_ALONE`, the longest first."""
    found: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for name in sorted((tuple(words(entry)) for entry in entries("asked")), key=lambda name: (-len(name), name)):
        first, second, *_ = *name, _ALONE
        found.setdefault(first, {}).setdefault(second, []).append(name)
    return found


class _Weights(NamedTuple):
    numbers: dict[str, dict[str | tuple[str, str], int]]
    """Features by place, numbered; `CONSTANT` has number 0."""
    table: np.ndarray
    """By the number of a feature, what it adds to the log odds of each kind, in thousandths: whole numbers, whose sum
    does not depend on their order."""


@cache
def _weights() -> _Weights:
    numbering = count(1)
    numbers: dict[str, dict[str | tuple[str, str], int]] = {place: defaultdict(numbering.__next__) for place in _PLACES}
    rows: dict[int, list[int]] = defaultdict(lambda: [0] * len(KINDS))
    for line in entries("request_weights"):
        kind, weight, place, *words = line.split(" ")
        feature = (words[0], words[1]) if place == "b" else " ".join(words)
        at = 0 if place == CONSTANT else numbers[place][feature]
        rows[at][KINDS.index(kind)] = int(weight)
    table = np.array([rows[at] for at in range(next(numbering))])
    return _Weights({place: dict(ones) for place, ones in numbers.items()}, table)


def forget_weights() -> None:
    """Read the weights anew when they are next needed."""
    _weights.cache_clear()


def probabilities(requests: Sequence[Asked]) -> np.ndarray:
    """How probable it is that requests ask for each of `KINDS`, shape (n, len(KINDS)); each row sums up to 1."""
    numbers, table = _weights()
    found: list[int] = []
    starts: list[int] = []
    for request in requests:
        rows: set[int | None] = {0}
        for place, seen in features(request).items():
            rows.update(map(numbers[place].get, seen))
        rows.discard(None)
        starts.append(len(found))
        found += rows  # type: ignore[arg-type]
    odds = np.add.reduceat(table[found], starts, axis=0) if starts else np.zeros((0, len(KINDS)))
    chances = 1 / (1 + np.exp(-odds / _WHOLE))
    return chances / chances.sum(axis=1, keepdims=True)


def kinds(requests: Sequence[Asked]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The kinds that each request asks for, the likeliest first, and those that it may ask for."""
    names = sorted(KINDS, reverse=True)  # of kinds that are equally likely the last by name goes first
    told = probabilities(requests)[:, [*map(KINDS.index, names)]]
    ranked = [[names[at] for at in row] for row in np.argsort(-told, axis=1, kind="stable").tolist()]
    likely = np.maximum(1, (told >= _LIKELY).sum(axis=1)).tolist()
    maybe = np.maximum(1, (told >= _MAYBE).sum(axis=1)).tolist()
    return [(tuple(row[:one]), tuple(row[one:other])) for row, one, other in zip(ranked, likely, maybe, strict=True)]
