"""From the scores of an answer's sentences to numbers about the answer as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from answerstance.classifying.features import ASKS_NOTHING, ON_CONDITION, Request, Sentence, asks
from answerstance.classifying.learning import Linear
from answerstance.classifying.pairs import Read
from answerstance.dutch.requests import KINDS
from answerstance.stances import STANCES

_FLOOR = 1e-4
_MOST = float(np.log((1 - _FLOOR) / _FLOOR))
_OPENS = ("ja", "nee", "only ja", "only nee", "-")
_ASKS = (*map(asks, KINDS), ON_CONDITION, ASKS_NOTHING)
_ASKS_AT = {name: at for at, name in enumerate(_ASKS)}
_PARTS = (
    "max",
    "any",
    "second",
    "first",
    "last",
    "sum",
    "place of the max",
    "max at the first place",
    "max times earliness",
    "max times words of the last request",
    "max times words of the question",
    "mean over words",
)
"""Numbers about an answer, each for every stance; the first `_LOGITS` as log odds."""
_LOGITS = 5
_ENOUGH = 8


def logit(probability: np.ndarray) -> np.ndarray:
    """Log odds, kept finite."""
    clipped = np.clip(probability, _FLOOR, 1 - _FLOOR)
    return np.log(clipped / (1 - clipped))


def sigmoid(score: np.ndarray) -> np.ndarray:
    """The inverse of `logit`; scores are kept where ``exp`` is finite."""
    return 1 / (1 + np.exp(-np.clip(score, -500, 500)))


def linear(table: np.ndarray, model: Linear) -> np.ndarray:
    """Linear scores, shape (n, n_classes), the same to the bit for a row whatever rows stand beside it.

    A matrix product is not: it takes rows in blocks, and answers labelled in other batches would differ.
    """
    return np.einsum("ij,jk->ik", table, model.weights, optimize=False) + model.bias


def sureness(probability: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """How probable it is that all stances of an answer are rightly told, shape (n,).

    Parameters
    ----------
    probability : ndarray, shape (n, n_classes)
    taken : ndarray of bool, shape (n, n_classes)
        What is told of the answer.

    Notes
    -----
    Stances are taken as independent, given the answer: the product of the probabilities of what is told.
    """
    return np.where(taken, probability, 1 - probability).prod(axis=1)


@cache
def names() -> tuple[str, ...]:
    """What the columns of `describe` are."""
    per_stance = [f"{part} {stance}" for part in _PARTS for stance in STANCES]
    asked = [f"last {name}" for name in _ASKS] + [f"any {name}" for name in _ASKS]
    crossed = [f"{name} & {opens}" for name in _ASKS for opens in _OPENS]
    usual = [f"usual {stance}" for stance in STANCES]
    return (*per_stance, "log sentences", *[f"opens {one}" for one in _OPENS], *asked, *crossed, *usual)


def describe(scores: np.ndarray, usual: np.ndarray, read: Read) -> np.ndarray:
    """Describe answers by their sentences' scores and by what was asked.

    Parameters
    ----------
    scores : ndarray, shape (n_sentences, 4)
        Probability of each stance, for all sentences of all answers in order.
    usual : ndarray, shape (n_answers, 4)
        Log odds that an answer to the question takes each stance, by the question alone.
    read : Read
        The answers, with their questions; an answer may have no sentence.

    Returns
    -------
    ndarray, shape (n_answers, len(names()))
    """
    count = len(read.requests)
    parts = np.zeros((len(_PARTS), count, len(STANCES)))
    filled = np.flatnonzero(np.diff(read.starts))
    if len(filled):
        parts[:, filled] = _parts(scores, read, filled)
    parts[:_LOGITS] = logit(parts[:_LOGITS])
    asked = np.zeros((count, 2, len(_ASKS)))
    opened = np.zeros((count, len(_OPENS)))
    for at, (request, one) in enumerate(zip(read.requests, read.opens, strict=True)):
        opened[at, _OPENS.index(one)] = 1
        asked[at, 0, [_ASKS_AT[name] for name in request.last if name in _ASKS_AT]] = 1  # none that it may ask for
        asked[at, 1, [_ASKS_AT[name] for name in request.all]] = 1
    crossed = asked[:, 0, :, None] * opened[:, None, :]
    return np.concatenate(
        [
            parts.transpose(1, 0, 2).reshape(count, len(_PARTS) * len(STANCES)),
            np.log1p(np.diff(read.starts))[:, None],
            opened,
            asked.reshape(count, 2 * len(_ASKS)),
            crossed.reshape(count, len(_ASKS) * len(_OPENS)),
            np.clip(usual, -_MOST, _MOST),
        ],
        axis=1,
    )


def _parts(scores: np.ndarray, read: Read, filled: np.ndarray) -> np.ndarray:
    """What `_PARTS` names, for the answers that have sentences; shape (len(_PARTS), n, 4)."""
    begin, sizes = read.starts[filled], np.diff(read.starts)[filled]
    top = np.maximum.reduceat(scores, begin, axis=0)
    owner = np.repeat(np.arange(len(filled)), sizes)
    is_top = scores == top[owner]
    is_top &= np.cumsum(is_top, axis=0) - (np.cumsum(is_top, axis=0) - is_top)[begin][owner] == 1
    place = np.stack([np.flatnonzero(column) for column in is_top.T], axis=1) - begin[:, None]
    asked = np.array(
        [
            _in_common(read.answers[at], places, read.requests[at])
            for at, places in zip(filled.tolist(), place.tolist(), strict=True)
        ]
    )
    lengths = np.array([len(sentence.words) for rows in read.answers for sentence in rows])
    size = sizes[:, None]
    return np.stack(
        [
            top,
            -np.expm1(np.add.reduceat(np.log1p(-np.clip(scores, 0, 1 - _FLOOR)), begin, axis=0)),
            np.maximum.reduceat(np.where(is_top, 0, scores), begin, axis=0),
            scores[begin],
            scores[begin + sizes - 1],
            np.add.reduceat(scores, begin, axis=0),
            place / np.maximum(1, size - 1),
            top * (place == 0),
            top * (1 - place / size),
            top * asked[:, :, 0],
            top * asked[:, :, 1],
            np.add.reduceat(scores * lengths[:, None], begin, axis=0)
            / np.maximum(1, np.add.reduceat(lengths, begin))[:, None],
        ]
    )


def _in_common(rows: Sequence[Sentence], places: Sequence[int], request: Request) -> list[list[float]]:
    """How many longer words sentences share with the last request and with the question.

    As a share of their number, or of `_ENOUGH` where there are more; so a long sentence may pass 1.
    """
    shares = {
        at: [
            len(content.intersection(rows[at].words)) / max(1, min(_ENOUGH, len(content)))
            for content in (request.last_content, request.content)
        ]
        for at in set(places)
    }
    return [shares[at] for at in places]
