"""From the scores of an answer's sentences to numbers about the answer as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from answerstance.classifying.features import OPENS_WITH_ACT, Request
from answerstance.classifying.learning import Linear
from answerstance.dutch.cues import ask_names
from answerstance.stances import STANCES

_FLOOR = 1e-4
_OPENS = ("ja", "nee", "only ja", "only nee", "-")
_ASKS = (*ask_names(), OPENS_WITH_ACT, "ask_none")
_PARTS = ("max", "any", "second", "first", "last", "sum")


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
    return (*per_stance, "log sentences", *[f"opens {one}" for one in _OPENS], *asked, *crossed)


def describe(scores: np.ndarray, starts: np.ndarray, requests: Sequence[Request], opens: Sequence[str]) -> np.ndarray:
    """Describe answers by their sentences' scores and by what was asked.

    Parameters
    ----------
    scores : ndarray, shape (n_sentences, 4)
        Probability of each stance, for all sentences of all answers in order.
    starts : ndarray, shape (n_answers + 1,)
        Answer i has the sentences ``starts[i]:starts[i + 1]``; it may have none.
    requests : sequence of Request
    opens : sequence of str
        For each answer as `opening` gives it.

    Returns
    -------
    ndarray, shape (n_answers, len(names()))
    """
    count, width = len(requests), len(STANCES)
    sizes = np.diff(starts)
    filled = np.flatnonzero(sizes)
    parts = np.zeros((len(_PARTS), count, width))
    if len(filled):
        begin = starts[filled]
        top = np.maximum.reduceat(scores, begin, axis=0)
        owner = np.repeat(np.arange(len(filled)), sizes[filled])
        is_top = scores == top[owner]
        is_top &= np.cumsum(is_top, axis=0) - (np.cumsum(is_top, axis=0) - is_top)[begin][owner] == 1
        parts[0, filled] = top
        parts[1, filled] = -np.expm1(np.add.reduceat(np.log1p(-np.clip(scores, 0, 1 - _FLOOR)), begin, axis=0))
        parts[2, filled] = np.maximum.reduceat(np.where(is_top, 0, scores), begin, axis=0)
        parts[3, filled] = scores[begin]
        parts[4, filled] = scores[starts[filled + 1] - 1]
        parts[5, filled] = np.add.reduceat(scores, begin, axis=0)
    parts[:5] = logit(parts[:5])
    asked = np.zeros((count, 2, len(_ASKS)))
    opened = np.zeros((count, len(_OPENS)))
    for at, (request, one) in enumerate(zip(requests, opens, strict=True)):
        opened[at, _OPENS.index(one)] = 1
        for name in request.last:
            asked[at, 0, _ASKS.index(name)] = 1
        for name in request.all:
            asked[at, 1, _ASKS.index(name)] = 1
    crossed = asked[:, 0, :, None] * opened[:, None, :]
    return np.concatenate(
        [
            parts.transpose(1, 0, 2).reshape(count, len(_PARTS) * width),
            np.log1p(sizes)[:, None],
            opened,
            asked.reshape(count, 2 * len(_ASKS)),
            crossed.reshape(count, len(_ASKS) * len(_OPENS)),
        ],
        axis=1,
    )
