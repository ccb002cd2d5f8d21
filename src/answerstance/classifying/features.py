"""What the model sees of a sentence: its words, its cues in their order, its place, and what was asked.

Features are short strings. Their first letter says what they are:

====  ==========================================================================
w     one or two neighbouring words, and two with one between (``_``)
k     one, two or three neighbouring cues (``self neg need``)
c     two cues of one clause, in order; the first cue of a clause; all cues of it
g     patterns of cues that hold of a clause or of the sentence
s     wordings, turns of phrase that mean one thing
t     patterns of wordings and cues
u     wordings of the sentence before
n     a pivot cue with what stands left and right of it (who "zal", what "niet")
p     place of the sentence, yes or no at the opening, length
q     what was asked last, alone and crossed with the above
r     all that was asked, crossed with place and opening
m     the request that the sentence seems to answer: what it asks for, alone and crossed with the request's place, the
      opening and the sentence's cues; on what it hangs
o     longer words that stand in the question too; their number (to two) crossed with cues
v     cues of the sentence before
y     cues of the sentence after
a     cues and wordings anywhere in the answer
h     first and last five letters of a longer word, for other forms of it and for words run together
x     a word of the question, where a question is judged by itself
====  ==========================================================================
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

from answerstance.dutch.cues import Cue, find_cues
from answerstance.dutch.patterns import matching
from answerstance.dutch.requests import CONSTANT, Asked, kinds, requests, rows_of
from answerstance.dutch.sentences import sentences
from answerstance.dutch.wordings import combined, find_wordings
from answerstance.dutch.words import CLAUSE_MARKS, words
from answerstance.records import Span

OPENINGS = {"ja": "ja", "jazeker": "ja", "zeker": "ja", "nee": "nee", "neen": "nee"}
"""First words that answer a yes-no question."""

ASKS_NOTHING = "ask_none"
ON_CONDITION = "ask_condition"
"""That a request hangs on the last one: "Zo ja, wanneer?"."""

COUNTS = {"s": 2.5, "t": 2.0, "n": 1.5, "q": 0.7}
"""How much features count beside others that are as rare, by their first letters; those of other letters once."""

CROSSED = frozenset("oqm")
"""The first letters of features that cross a cue with something."""

TURNED = "cgmnpqr"
"""The first letters of features of turns."""

LISTED = "gostuvxy"
"""The letters of features that are one of them and a name."""

STEPS = (1, 2)
"""How many places apart the words of a pair stand."""

_SAID = {"bevestigend": "ja", "ontkennend": "nee"}
_ANSWERING = ("antwoord", "beantwoord")
_NOT_SAID = frozenset({"neg", "if", "whether"})
_SAID_SHORTLY = 12  # words
_JOINTS = CLAUSE_MARKS.union("en maar want doch mits tenzij omdat echter".split())
_PIVOTS = frozenset({"self", "future", "become", "keep", "ready", "neg", "upto", "duty", "need"})
_NOTHING: frozenset[str] = frozenset()
_ABOUT_ANSWERS = frozenset({"tell", "letter"})
_SHORT = 4
_STEM = 5


class Part(NamedTuple):
    """One request of a question, as the sentences of an answer are compared with it."""

    kind: str
    """What it asks for, by its likeliest kind."""
    condition: str
    """On what it hangs, as `answerstance.dutch.requests.Asked` has it."""
    place: str
    """``only``, ``first``, ``mid`` or ``last``."""
    stems: frozenset[str]
    """Those of its longer words; none where it is the only request, with which nothing is compared."""


class Request(NamedTuple):
    """What a question asks for."""

    all: tuple[str, ...]
    """What its requests ask for, each by its likeliest kind."""
    last: tuple[str, ...]
    """What its last request asks for (``ask_act``) or may ask for (``ask_maybe_act``), and what hangs on it ("Zo ja,
    wanneer?": ``ask_plan``, ``ask_condition``); ``ask_none`` where it is empty."""
    content: frozenset[str]
    """Its longer words."""
    last_content: frozenset[str]
    """Those of its last request; all of them where that one has none."""
    parts: tuple[Part, ...]
    """Its requests in order, without those that are passed over."""
    words: frozenset[str]
    """All its words."""


class Sentence(NamedTuple):
    """A sentence of an answer, as words, cues and wordings."""

    span: Span
    words: list[str]
    cues: list[Cue]
    wordings: frozenset[str]


Turn = tuple[Any, ...]
"""A function that spells some features, and what it spells them of: texts repeat these."""


class Bag(NamedTuple):
    """The features of a sentence, in parts; they are spelled out only when asked for (`names`)."""

    words: Sequence[str]
    """As `answerstance.dutch.words.words` gives them: no spaces, and never ``^``, ``$`` or ``_``, which names use."""
    cues: Sequence[str]
    """By name, between the marks of a sentence's beginning and end (`framed`)."""
    beside: Sequence[str]
    """With what each cue is crossed."""
    anywhere: frozenset[str]
    """Cues and wordings of the whole answer, one set for all its sentences."""
    listed: dict[str, Collection[str]]
    """Names by the letter of their features."""
    turns: Sequence[Turn]

    def names(self) -> set[str]:
        """All features by name."""
        own = self.cues[1:-1]
        return {
            *word_features(self.words),
            *_cue_features(self.cues),
            *(f"{beside} {cue}" for beside in self.beside for cue in own),
            *("a " + name for name in self.anywhere),
            *(f"{letter} {name}" for letter, names in self.listed.items() for name in names),
            *chain.from_iterable(map(spell, self.turns)),
        }


def spell(turn: Turn) -> Iterable[str]:
    """The features of a turn by name."""
    spelling, *of = turn
    return spelling(*of)


class _Asking(NamedTuple):
    """A request and what it asks for."""

    request: Asked
    kinds: tuple[tuple[str, ...], tuple[str, ...]]
    """The likely ones, the likeliest first; those that it may ask for."""

    @property
    def kind(self) -> str:
        return self.kinds[0][0]


def read_request(question: str) -> Request:
    """Find what one question asks for, as `read_requests` does for several."""
    return read_requests([question])[0]


def read_requests(questions: Iterable[str]) -> list[Request]:
    """Find what questions ask for.

    The last request of a question is the last one that stands by itself and asks for more than reasons of a "no", an
    explanation or a word on how the letter is answered: "Zo nee, waarom niet?", "Kunt u dit toelichten?" and the like
    are passed over.
    """
    rows = [*map(rows_of, questions)]
    asked = [*map(requests, rows)]
    told = map(_Asking, chain.from_iterable(asked), kinds([*chain.from_iterable(asked)]))
    return [
        _request(frozenset(chain.from_iterable(row)), [*islice(told, len(one))])
        for row, one in zip(rows, asked, strict=True)
    ]


def _request(said: frozenset[str], asked: list[_Asking]) -> Request:
    """What a question asks for, by its words and its requests."""
    content = _longer(said)
    told = [one for one in asked if not (one.request.condition and one.kind == "why")] or asked
    told = [one for one in told if one.kind not in _ABOUT_ANSWERS] or told
    if not told:
        return Request((), (ASKS_NOTHING,), content, content, (), _NOTHING)
    at = max((at for at, one in enumerate(told) if not one.request.condition), default=0)
    request, (likely, maybe) = told[at]
    last = {*map(asks, likely), *map(may_ask, maybe)}
    for hanging in told[at + 1 :]:
        last |= {asks(hanging.kind), ON_CONDITION}
    several = len(told) > 1
    parts = tuple(
        Part(one.kind, one.request.condition, _place(at, len(told)), _stems(one.request.words) if several else _NOTHING)
        for at, one in enumerate(told)
    )
    every = tuple(sorted({asks(one.kind) for one in asked}))
    return Request(every, tuple(sorted(last)), content, _longer(request.words) or content, parts, said)


def question_bag(request: Request) -> Bag:
    """The features of a question by itself: its words."""
    return Bag((), (), (), _NOTHING, {"x": request.words}, ())


def asks(kind: str) -> str:
    """The name of what is asked for."""
    return "ask_" + kind


def may_ask(kind: str) -> str:
    """The name of what may be asked for."""
    return "ask_maybe_" + kind


def read_answer(answer: str) -> list[Sentence]:
    """Cut an answer into sentences with their words, cues and wordings."""
    return [read_sentence(answer[span.start : span.end], span) for span in sentences(answer)]


def read_sentence(text: str, span: Span | None = None) -> Sentence:
    """Read one sentence as words, cues and wordings; by default its span is that of the text itself."""
    row = words(text)
    return Sentence(span or Span(0, len(text)), row, find_cues(row), find_wordings(row))


def opening(rows: list[Sentence]) -> str:
    """How the answer opens: ``ja``, ``nee`` or ``-``; ``only ja``, ``only nee`` where it says no more.

    "Het antwoord op deze vraag luidt ontkennend." opens with ``nee``; so short a sentence that stands alone is taken to
    say no more, unless a mark or a word such as "maar" joins more to it.
    """
    if not rows or not rows[0].words:
        return "-"
    row = rows[0].words
    found, no_more = OPENINGS.get(row[0]), sum(map(str.isalpha, row)) == 1
    if found is None:
        found, no_more = _said(rows[0])
    return f"only {found}" if no_more and len(rows) == 1 else found


def _said(sentence: Sentence) -> tuple[str, bool]:
    """``ja`` or ``nee`` where a short sentence answers "bevestigend" or "ontkennend", else ``-``; whether no more."""
    row = sentence.words
    places = [at for at, word in enumerate(row) if word in _SAID] if len(row) <= _SAID_SHORTLY else []
    if len(places) != 1:
        return "-", False
    at = places[0]
    of_answer = len(row) == 1 or any(word.startswith(_ANSWERING) for word in row)  # not "hij knikte bevestigend"
    attribute = row[at + 1 : at + 2] == ["antwoord"]  # "bij een bevestigend antwoord"
    barred = any(cue.name in _NOT_SAID and cue.start < at for cue in sentence.cues)
    if not of_answer or attribute or barred:
        return "-", False
    return _SAID[row[at]], _JOINTS.isdisjoint(row[at:])


def answer_features(rows: list[Sentence], request: Request) -> list[Bag]:
    """The features of each sentence of an answer, in order."""
    opens = opening(rows)
    cues = [[cue.name for cue in row.cues] for row in rows]
    anywhere = frozenset().union(*cues, *[row.wordings for row in rows])
    answered = _answered(rows, request.parts)
    return [_sentence_bag(rows, cues, at, request, answered[at], opens, anywhere) for at in range(len(rows))]


def _answered(rows: list[Sentence], parts: Sequence[Part]) -> Sequence[Part | None]:
    """The request that each sentence seems to answer.

    That is the one with which it shares most longer words, by their stems and for the number of them; where it shares
    none, that of the sentence before, or the first one.
    """
    if len(parts) < 2:
        return [parts[0] if parts else None] * len(rows)
    places: dict[str, list[int]] = {}
    for at, part in enumerate(parts):
        for stem in part.stems:
            places.setdefault(stem, []).append(at)
    found = []
    best = 0
    for row in rows:
        shared: dict[int, int] = {}
        for stem in _stems(row.words) & places.keys():
            for at in places[stem]:
                shared[at] = shared.get(at, 0) + 1
        if shared:
            best = max(shared, key=lambda at: (shared[at] / math.sqrt(1 + len(parts[at].stems)), -at))
        found.append(parts[best])
    return found


def _sentence_bag(
    rows: list[Sentence],
    cues: list[list[str]],
    at: int,
    request: Request,
    answered: Part | None,
    opens: str,
    anywhere: frozenset[str],
) -> Bag:
    """The features of one sentence.

    Parameters
    ----------
    rows : list of Sentence
        The whole answer.
    cues : list of list of str
        The names of each sentence's cues.
    at : int
        Which sentence of it.
    request : Request
    answered : Part or None
        The request that it seems to answer.
    opens : str
        As `opening` gives it.
    anywhere : frozenset of str
        The cues and wordings of the whole answer.

    Returns
    -------
    Bag
    """
    sentence = rows[at]
    row = sentence.words
    place = _place(at, len(rows))
    shared = request.content.intersection(row)
    few = min(2, len(shared))
    present = frozenset(cues[at])
    beside = [f"o {few}", *["q " + name for name in request.last]]
    part = None
    if answered is not None:
        beside.append("m " + answered.kind)
        part = (answered.kind, answered.condition, answered.place)
    listed: dict[str, Collection[str]] = {
        "g": matching(present),
        "o": shared,
        "s": sentence.wordings,
        "t": combined(sentence.wordings, present),
    }
    if at:
        before = rows[at - 1]
        listed["u"] = before.wordings
        short = ["words " + " ".join(before.words)] if len(before.words) <= _SHORT else []
        listed["v"] = cues[at - 1] + short
    if at + 1 < len(rows):
        listed["y"] = cues[at + 1]
    turns = [
        *_clauses(row, sentence.cues),
        *_pivots(row, sentence.cues),
        (_placed, opens, place, min(4, len(shared))),
        (_asked, request.last, request.all, part, opens, place, len(row) <= _SHORT),
    ]
    return Bag(row, framed(cues[at]), beside, anywhere, listed, turns)


def _placed(opens: str, place: str, overlap: int) -> Iterable[str]:
    """Where a sentence stands, how its answer opens, and how many of its words the question has."""
    return (f"p {place}", f"p {opens} {place}", f"p overlap {overlap}")


def _asked(
    last: tuple[str, ...],
    every: tuple[str, ...],
    part: tuple[str, str, str] | None,
    opens: str,
    place: str,
    short: bool,
) -> Iterable[str]:
    """What was asked, with the opening of the answer and the place of a sentence.

    The last request, all of them, and kind, condition and place of the one that the sentence seems to answer.
    """
    head = f"{opens} {place} short" if short else f"{opens} {place}"
    found = [f"q {name}{rest}" for name in last for rest in ("", " " + place, " " + head)]
    found += [f"r {name} {rest}" for name in every for rest in (place, head)]
    if part is not None:
        kind, condition, stands = part
        later = "first" if place in ("only", "first") else "later"
        found += (f"m {kind}", f"m {kind} {stands}", f"m on {condition or CONSTANT}", f"m {kind} {opens} {later}")
    return found


def _place(at: int, count: int) -> str:
    """Where the one at `at` stands of `count`: ``only``, ``first``, ``mid`` or ``last``."""
    return "only" if count == 1 else "first" if at == 0 else "last" if at == count - 1 else "mid"


def _longer(row: Iterable[str]) -> frozenset[str]:
    """The longer words."""
    return frozenset([word for word in row if len(word) > _SHORT])


def _stems(row: Sequence[str]) -> frozenset[str]:
    """The first letters of the longer words."""
    return frozenset([word[:_STEM] for word in row if len(word) > _SHORT])


def word_features(row: Sequence[str]) -> set[str]:
    """The features of words, of neighbours, and of words with one between."""
    found = set(chain.from_iterable(map(own_features, row)))
    between = framed(row) if row else []
    for step in STEPS:
        gap = "_ " * (step - 1)
        found.update([f"w {one} {gap}{two}" for one, two in zip(between, between[step:], strict=False)])
    return found


def framed(row: Sequence[str]) -> list[str]:
    """Words or cues between the marks of a sentence's beginning and end."""
    return ["^", *row, "$"]


def own_features(word: str) -> tuple[str, ...]:
    """The features of a word by itself."""
    own = "w " + word
    return (own, "h " + word[:_STEM], "h -" + word[-_STEM:]) if len(word) > _STEM else (own,)


def _cue_features(between: Sequence[str]) -> list[str]:
    """The features of cues in a row, between the marks of a sentence's beginning and end."""
    return [
        *["k " + name for name in between[1:-1]],
        *[f"k {one} {two}" for one, two in pairwise(between)],
        *[f"k {a} {b} {c}" for a, b, c in zip(between, between[1:], between[2:], strict=False)],
    ]


def _clauses(row: list[str], cues: list[Cue]) -> Iterator[Turn]:
    """The clauses that have cues."""
    clause: list[str] = []
    at = 0
    for cue in cues:
        if clause and not CLAUSE_MARKS.isdisjoint(row[at : cue.start]):
            yield (_clause, *clause)
            clause = []
        clause.append(cue.name)
        at = cue.end
    if clause:
        yield (_clause, *clause)


def _clause(*names: str) -> Iterable[str]:
    """The features of a clause by its cues; a long one repeats its pairs, so each is made once."""
    earlier: set[str] = set()
    ordered: set[str] = set()
    for name in names:
        ordered.update([f"c {one} {name}" for one in earlier])
        earlier.add(name)
    patterns = ["g clause " + name for name in matching(earlier)]
    return ("c ^" + names[0], "c all " + " ".join(sorted(earlier)), *ordered, *patterns)


def _pivots(row: list[str], cues: list[Cue]) -> Iterator[Turn]:
    """The pivots with what stands beside them."""
    for at, cue in enumerate(cues):
        if cue.name in _PIVOTS:
            left = _neighbour(row, cue.start - 1, cues[at - 1] if at and cues[at - 1].end == cue.start else None)
            following = cues[at + 1] if at + 1 < len(cues) and cues[at + 1].start == cue.end else None
            right = _neighbour(row, cue.end, following)
            yield _pivot, left, cue.name, right, " ".join(row[cue.start : cue.end])


def _pivot(left: str, name: str, right: str, wording: str) -> Iterable[str]:
    """A pivot by its class and as it is worded, with its neighbours."""
    return (
        f"n {left}|{name}",
        f"n {name}|{right}",
        f"n {left}|{name}|{right}",
        f"n {left}|{wording}",
        f"n {wording}|{right}",
    )


def _neighbour(row: list[str], at: int, cue: Cue | None) -> str:
    """The class of the word beside a pivot; a short word stands for itself, a longer one for any noun or verb."""
    if cue is not None:
        return cue.name
    if not 0 <= at < len(row):
        return "-"
    return row[at] if len(row[at]) < _SHORT else "*"
