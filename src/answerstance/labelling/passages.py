"""Stances in the running text of any letter: what it promises, leaves to others, does not know or will not do."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from answerstance.classifying import StanceClassifier, load_model
from answerstance.dutch.plain_acts import is_of_this_letter, schedules, takes_up, turns_down
from answerstance.dutch.reported import own_words
from answerstance.dutch.sentences import sentences
from answerstance.labelling.labelled import label
from answerstance.letters import read
from answerstance.records import Exchange, Letter, Passage, Span, Verdict, collapse
from answerstance.segmenting import Paragraph, closing_formula, locate, running_text
from answerstance.stances import STANCES, Stance

THRESHOLDS: Final[Mapping[Stance, float]] = {"commits": 0.37, "defers": 0.36, "lacks_data": 0.37, "declines": 0.31}
"""A sentence of running text takes a stance from this probability on: half the best F1 that a threshold reaches over
all sentences of drawn answers, each scored without its question by a model that had not seen its letter."""

SAID_SO: Final = 0.85
"""The least score of a sentence whose form says it in so many words (`answerstance.dutch.plain_acts`): of 41 sentences
of drawn answers with such a form 39 take the stance; with a margin, as 41 are few."""

_HEAD = 600  # code points in which a press release says that it is one, and whose
_SHORT_LINE = 100  # a longer one is running text
_RELEASE = re.compile(r"^\W*(?:pers|nieuws)bericht\b", re.IGNORECASE | re.MULTILINE)
_SENDER = re.compile(
    r"^\W*(?:(?:pers|nieuws)bericht\W+)?(?:van\s+)?(?:de\s+|het\s+)?"
    r"(?:gemeente|provincie|waterschap|hoogheemraadschap|wetterskip|ministerie\s+van)"
    r"\s+(?:de\s+|het\s+|den\s+|['’]s-)?(?-i:[A-Z])",  # a name, not "de gemeente wil"
    re.IGNORECASE | re.MULTILINE,
)


def label_passages(
    letter: Letter | str | os.PathLike[str], model: StanceClassifier | None = None
) -> tuple[Passage, ...]:
    """Find the sentences of a letter that take a stance, in its answers and in its running text.

    Parameters
    ----------
    letter : Letter, str or path-like
        A letter, or the path of one: of answers, of information, of postponement, or another text of a public body.
    model : StanceClassifier, optional
        The shipped model by default.

    Returns
    -------
    tuple of Passage
        In the order of the text. In answers they are the evidence of the verdicts that `label` gives. Elsewhere every
        sentence is judged in the light of its paragraph, without a question. Questions and what is quoted or reported
        of others carry no stance; nor does an article, unless it is a public body's own press release.

    Raises
    ------
    ReadError
        The file cannot be read as a letter.
    """
    letter = letter if isinstance(letter, Letter) else read(letter)
    model = model or load_model()
    found = [*_in_answers(letter, model)]
    if letter.kind != "article" or _is_release(letter):
        found += _in_running_text(letter, model)
    return tuple(sorted(found, key=lambda passage: passage.spans))


def _in_answers(letter: Letter, model: StanceClassifier) -> Iterator[Passage]:
    judged = label(letter, model)
    for exchange, verdict in zip(judged.exchanges, judged.verdicts, strict=True):
        if exchange.answer is not None and verdict is not None:
            yield from _evidence(letter, exchange, verdict)


def _evidence(letter: Letter, exchange: Exchange, verdict: Verdict) -> Iterator[Passage]:
    scores: dict[Span, dict[Stance, float]] = {}
    for found in verdict.evidence:
        scores.setdefault(Span(found.start, found.end), {})[found.stance] = found.score
    text = collapse(exchange.answer.text)
    places = locate(letter.text, exchange.answer.spans, text) if scores else []
    for span, taken in scores.items():
        yield _passage(text, span, places, exchange.answer.spans, taken, "answer", exchange.numbers)


def _in_running_text(letter: Letter, model: StanceClassifier) -> Iterator[Passage]:
    paragraphs = running_text(letter)
    spans = [sentences(paragraph.text) for paragraph in paragraphs]
    own = [own_words(paragraph.text, found) for paragraph, found in zip(paragraphs, spans, strict=True)]
    scores = iter(model.score_sentences(own))
    for paragraph, found, said in zip(paragraphs, spans, own, strict=True):
        yield from _taken(letter, paragraph, found, said, [next(scores) for _ in found])


def _taken(
    letter: Letter,
    paragraph: Paragraph,
    spans: Sequence[Span],
    own: Sequence[str],
    scores: Sequence[Sequence[float]],
) -> Iterator[Passage]:
    places: list[int] = []
    for span, said, row in zip(spans, own, scores, strict=True):
        taken = _stances(said, dict(zip(STANCES, map(float, row), strict=True)))
        if taken:
            places = places or locate(letter.text, paragraph.spans, paragraph.text)
            yield _passage(paragraph.text, span, places, paragraph.spans, taken, paragraph.part)


def _stances(sentence: str, scores: dict[Stance, float]) -> dict[Stance, float]:
    """The stances of a sentence with their scores; none where it asks, or closes the letter with a courtesy."""
    if sentence.rstrip("\"'”’)» ").endswith("?") or closing_formula().match(sentence):
        return {}
    if is_of_this_letter(sentence):
        scores["commits"] = 0.0
    elif schedules(sentence) or takes_up(sentence):
        scores["commits"] = max(scores["commits"], SAID_SO)
    if turns_down(sentence):
        scores["declines"] = max(scores["declines"], SAID_SO)
    return {stance: score for stance, score in scores.items() if score >= THRESHOLDS[stance]}


def _passage(
    text: str,
    span: Span,
    places: Sequence[int],
    kept: Sequence[Span],
    scores: Mapping[Stance, float],
    part: str,
    numbers: tuple[str, ...] = (),
) -> Passage:
    """The passage of a sentence of clean text: what of the kept stretches lies between its first and last character."""
    start, end = places[span.start], places[span.end - 1] + 1
    spans = tuple(Span(max(a, start), min(b, end)) for a, b in kept if a < end and b > start)
    return Passage(text[span.start : span.end], spans, scores, part, numbers)


def _is_release(letter: Letter) -> bool:
    """Whether an article is the press release of a public body: its head says so and names the body."""
    lines = [line for line in letter.text[:_HEAD].splitlines() if len(line) <= _SHORT_LINE]
    head = "\n".join(lines)
    return bool(_RELEASE.search(head)) and bool(_SENDER.search(head))
