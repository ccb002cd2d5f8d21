"""Read pairs of question and answer into sentences, cues and bags of features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from answerstance.classifying.features import (
    Bag,
    Request,
    Sentence,
    answer_features,
    opening,
    read_answer,
    read_request,
    read_requests,
    read_sentence,
)
from answerstance.records import Span, collapse
from answerstance.stances import STANCES

Pair = tuple[str, str]
"""A question and its answer."""


class Read(NamedTuple):
    """Pairs as the model reads them."""

    requests: list[Request]
    answers: list[list[Sentence]]
    opens: list[str]
    """How each answer opens: ``ja``, ``nee`` or ``-``."""
    starts: np.ndarray
    """Answer i has the sentences ``starts[i]:starts[i + 1]`` of all sentences in order."""

    @property
    def spans(self) -> list[Span]:
        """The spans of all sentences, each counted in its own answer."""
        return [sentence.span for rows in self.answers for sentence in rows]

    def bags(self) -> Iterator[Bag]:
        """The features of each sentence in turn."""
        for rows, request in zip(self.answers, self.requests, strict=True):
            yield from answer_features(rows, request)


def read_pairs(pairs: Sequence[Pair]) -> Read:
    """Read questions and answers; their white space is collapsed first."""
    found = [read_answer(collapse(answer)) for _, answer in pairs]
    requests = read_requests(collapse(question) for question, _ in pairs)
    starts = np.concatenate([[0], np.cumsum([len(rows) for rows in found], dtype=int)])
    return Read(requests, found, [opening(rows) for rows in found], starts)


def unasked_bags(paragraphs: Sequence[Sequence[str]]) -> Iterator[Bag]:
    """The features of each sentence of running text in turn: a paragraph is read as an answer to no question."""
    nothing = read_request("")
    for paragraph in paragraphs:
        rows = [read_sentence(sentence) for sentence in paragraph]
        yield from answer_features(rows, nothing)


def shown_by(read: Read, labels: Sequence[Any]) -> np.ndarray:
    """For each sentence which stances it shows, shape (n_sentences, 4): gold evidence covers more than half of it."""
    shown = np.zeros((int(read.starts[-1]), len(STANCES)), dtype=bool)
    for at, (rows, label) in enumerate(zip(read.answers, labels, strict=True)):
        for number, (start, end) in enumerate(sentence.span for sentence in rows):
            for piece in label.evidence:
                if min(end, piece.end) - max(start, piece.start) > (end - start) / 2:
                    shown[read.starts[at] + number, STANCES.index(piece.stance)] = True
    return shown
