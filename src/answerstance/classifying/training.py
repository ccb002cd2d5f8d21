"""Train, and predict out of fold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from answerstance.annotating import INVENTED, Labelled
from answerstance.classifying.estimator import StanceClassifier
from answerstance.classifying.grouping import deal, keep_together
from answerstance.records import Verdict

CHOSEN_SOURCES = frozenset({"kvr", "kvr-chosen", "kvr-rest"})
"""Answers chosen for rare or doubtful stances, and what they left over: no measure of how often a stance occurs."""


def train(labelled: Sequence[Labelled], seed: int = 0, **parameters: Any) -> StanceClassifier:
    """Fit a classifier on gold answers.

    Parameters
    ----------
    labelled : sequence of Labelled
        Those of the source ``invented`` are exercises: only their sentences are learned.
    seed : int, default 0
    **parameters
        Of `StanceClassifier`.

    Returns
    -------
    StanceClassifier
        The same for the same answers in the same order, to the bit.
    """
    return _fit(StanceClassifier(seed=seed, **parameters), labelled)


def out_of_fold(
    labelled: Sequence[Labelled],
    folds: int = 10,
    seed: int = 0,
    make: Callable[[], StanceClassifier] | None = None,
    exercises: Sequence[Labelled] = (),
) -> list[Verdict]:
    """Label every answer by a model that saw neither its letter nor a letter that shares a text with it.

    Parameters
    ----------
    labelled : sequence of Labelled
    folds : int, default 10
    seed : int, default 0
        Deals the letters, and is the seed of the models.
    make : callable, optional
        Makes an unfitted classifier; by default one with the default parameters.
    exercises : sequence of Labelled, optional
        Invented answers that every model learns from.

    Returns
    -------
    list of Verdict
        One an answer, in order.
    """
    verdicts: dict[int, Verdict] = {}
    for outside, _, found in held_out(labelled, outer_folds(labelled, folds, seed), seed, make, exercises):
        verdicts.update(zip(outside.tolist(), found, strict=True))
    return [verdicts[at] for at in range(len(labelled))]


def held_out(
    labelled: Sequence[Labelled],
    fold: np.ndarray,
    seed: int = 0,
    make: Callable[[], StanceClassifier] | None = None,
    exercises: Sequence[Labelled] = (),
    learned: np.ndarray | None = None,
    jobs: int = 1,
) -> Iterator[tuple[np.ndarray, StanceClassifier, list[Verdict]]]:
    """Label each fold by a model that learned from the others.

    Parameters
    ----------
    labelled : sequence of Labelled
    fold : ndarray of int, shape (n,)
        The fold of each answer.
    seed, make, exercises
        As for `out_of_fold`.
    learned : ndarray of bool, shape (n,), optional
        Which answers may be learned from; by default all.
    jobs : int, default 1
        How many folds are learned side by side, each in a process of its own; the verdicts are the same, but for
        the last bits where the numeric libraries use more threads in one of the ways.

    Yields
    ------
    held : ndarray of int
        The answers of the fold, in order.
    model : StanceClassifier
        The model that had not seen them.
    verdicts : list of Verdict
        One an answer of `held`.
    """
    from joblib import Parallel, delayed

    outside = [np.flatnonzero(fold == one) for one in np.unique(fold)]

    def judged(held: np.ndarray) -> tuple[StanceClassifier, list[Verdict]]:
        inside = np.ones(len(labelled), dtype=bool) if learned is None else learned.copy()
        inside[held] = False
        model = make() if make else StanceClassifier(seed=seed)
        _fit(model, [*(labelled[at] for at in np.flatnonzero(inside)), *exercises])
        return model, model.label(_pairs([labelled[at] for at in held]))

    side_by_side = Parallel(n_jobs=jobs, return_as="generator", pre_dispatch="n_jobs")
    found = side_by_side(delayed(judged)(held) for held in outside)
    for held, (model, verdicts) in zip(outside, found, strict=True):
        yield held, model, verdicts


def outer_folds(labelled: Sequence[Labelled], folds: int, seed: int) -> np.ndarray:
    """The fold of each answer: letters, and letters that share 12 words in a row, are kept together."""
    return deal(keep_together([one.letter for one in labelled], [one.answer for one in labelled]), folds, seed)


def _fit(model: StanceClassifier, labelled: Sequence[Labelled]) -> StanceClassifier:
    return model.fit(
        _pairs(labelled),
        labelled,
        drill=[one.source == INVENTED for one in labelled],
        chosen=[one.source in CHOSEN_SOURCES for one in labelled],
    )


def _pairs(labelled: Sequence[Labelled]) -> list[tuple[str, str]]:
    return [(one.question, one.answer) for one in labelled]
