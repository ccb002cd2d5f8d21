"""Learn weights: the only module of prediction and training that imports scikit-learn, and only when called."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from answerstance.classifying.vocabulary import Rows

ABSENT = -30.0
"""Log odds of a class that the training data does not have."""

_CONSTANT = 1e-6  # the spread of a constant column is not exactly 0, and dividing by it would blow up rounding errors


class Linear(NamedTuple):
    """Linear scores: ``x @ weights + bias``, one column a class."""

    weights: np.ndarray
    bias: np.ndarray


def one_versus_rest(rows: Rows, width: int, targets: np.ndarray, strength: float, seed: int) -> Linear:
    """Logistic regressions on sparse rows, one a column of `targets`.

    Parameters
    ----------
    rows : Rows
    width : int
        Number of features.
    targets : ndarray of bool, shape (n_rows, n_classes)
    strength : float
        Inverse of the L2 penalty (``C`` of scikit-learn).
    seed : int

    Returns
    -------
    Linear
        Weights of shape (width, n_classes). A column of targets without both values gets no weights
        and the log odds of its only value, `ABSENT` or its negative; without features the log odds of its share.
    """
    from scipy.sparse import csr_matrix

    matrix = csr_matrix((rows.values, rows.indices, rows.starts), shape=(len(rows), width))
    return _binary(matrix, targets, strength, seed)


def on_answers(table: np.ndarray, targets: np.ndarray, strength: float, seed: int) -> Linear:
    """Logistic regressions on dense columns, each column scaled to unit variance first; the scale is folded in."""
    centre, spread = _scale(table)
    found = _binary((table - centre) / spread, targets, strength, seed)
    return _unscaled(found, centre, spread)


def multinomial(table: np.ndarray, classes: np.ndarray, count: int, strength: float) -> Linear:
    """A multinomial logistic regression on dense columns; `classes` counts from 0 to `count` - 1."""
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((table.shape[1], count))
    bias = np.full(count, ABSENT)
    present = np.unique(classes)
    if len(present) == 1:
        bias[present] = 0
        return Linear(weights, bias)
    centre, spread = _scale(table)
    model = LogisticRegression(C=strength, max_iter=2000).fit((table - centre) / spread, classes)
    if len(present) == 2:  # scikit-learn keeps one row of weights for two classes
        weights[:, present[1]], bias[present] = model.coef_[0], [0, model.intercept_[0]]
    else:
        weights[:, present], bias[present] = model.coef_.T, model.intercept_
    found = _unscaled(Linear(weights, bias), centre, spread)
    return found


def _binary(matrix: object, targets: np.ndarray, strength: float, seed: int) -> Linear:
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((matrix.shape[1], targets.shape[1]))  # type: ignore[attr-defined]
    bias = np.where(targets.any(axis=0), -ABSENT, ABSENT)
    for column in range(targets.shape[1]):
        target = targets[:, column]
        if not target.any() or target.all():
            continue
        if matrix.shape[1]:  # type: ignore[attr-defined]
            model = LogisticRegression(C=strength, solver="liblinear", random_state=seed, max_iter=1000)
            model.fit(matrix, target)
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
        else:
            bias[column] = np.log(target.mean() / (1 - target.mean()))
    return Linear(weights, bias)


def _scale(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    spread = table.std(axis=0)
    return table.mean(axis=0), np.where(spread > _CONSTANT, spread, 1)


def _unscaled(found: Linear, centre: np.ndarray, spread: np.ndarray) -> Linear:
    weights = found.weights / spread[:, None]
    return Linear(weights, found.bias - centre @ weights)
