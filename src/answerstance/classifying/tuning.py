"""Choose thresholds and offsets for the best F1, on scores of answers that the models had not seen."""

from __future__ import annotations

import numpy as np

_STEPS = np.arange(-2, 2.01, 0.25)
_ROUNDS = 3


def steady_threshold(probability: np.ndarray, truth: np.ndarray) -> float:
    """The mean of `best_threshold` and half the best F1; one half where there is nothing to choose by.

    Half the best F1 is the best threshold for calibrated probabilities (Lipton, Elkan and Naryanaswamy 2014), and it
    wavers far less than the best one of a hundred cases does; that one knows where probabilities are a little off.
    """
    if not truth.any() or truth.all():
        return 0.5
    return float(best_threshold(probability, truth) + _f1_by_rank(probability, truth)[1].max() / 2) / 2


def best_threshold(probability: np.ndarray, truth: np.ndarray) -> float:
    """The threshold with the best F1; one half where there is nothing to choose by."""
    if not truth.any() or truth.all():
        return 0.5
    order, f1 = _f1_by_rank(probability, truth)
    best = int(np.argmax(f1))
    following = probability[order[min(best + 1, len(order) - 1)]]
    return float((probability[order[best]] + following) / 2)


def _f1_by_rank(probability: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The order from the highest probability down, and the F1 of taking the first 1, 2, … of it.

    It is 0 between equal probabilities, which no threshold parts.
    """
    order = np.argsort(-probability, kind="stable")
    f1 = 2 * np.cumsum(truth[order]) / (np.arange(1, len(order) + 1) + truth.sum())
    f1[:-1][np.diff(probability[order]) == 0] = 0
    return order, f1


def best_offsets(scores: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Offsets to add to the scores of classes so that the highest one has the best macro F1.

    Parameters
    ----------
    scores : ndarray, shape (n, n_classes)
        ``-inf`` for a class that is not allowed.
    classes : ndarray of int, shape (n,)

    Returns
    -------
    ndarray, shape (n_classes,)
        Found by coordinate ascent from 0, in steps of a quarter; ties keep the smaller change.
    """
    offsets = np.zeros(scores.shape[1])
    best = _macro_f1((scores + offsets).argmax(axis=1), classes)
    for _ in range(_ROUNDS):
        for column in range(len(offsets)):
            for step in sorted(_STEPS, key=abs):
                tried = offsets.copy()
                tried[column] = step
                reached = _macro_f1((scores + tried).argmax(axis=1), classes)
                if reached > best + 1e-9:
                    best, offsets = reached, tried
    return offsets


def _macro_f1(found: np.ndarray, classes: np.ndarray) -> float:
    present = np.unique(classes)
    hits = np.array([np.sum((found == one) & (classes == one)) for one in present])
    total = np.array([np.sum(found == one) + np.sum(classes == one) for one in present])
    return float(np.mean(2 * hits / total))
