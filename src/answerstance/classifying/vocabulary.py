"""Number features and weigh them: binary TF-IDF with rows of length one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np


@dataclass(frozen=True)
class Rows:
    """Sparse rows with values above 0: row i holds ``indices[starts[i]:starts[i + 1]]``."""

    indices: np.ndarray
    values: np.ndarray
    starts: np.ndarray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def times(self, weights: np.ndarray) -> np.ndarray:
        """The product with a dense matrix, one row of weights a feature.

        Summed row by row in the order of the features, so that the same row gives the same bits in
        whatever company it is scored.
        """
        result = np.zeros((len(self), weights.shape[1]))
        filled = np.flatnonzero(np.diff(self.starts))
        if len(filled):
            product = weights[self.indices] * self.values[:, None]
            result[filled] = np.add.reduceat(product, self.starts[filled], axis=0)
        return result


def learn(bags: Sequence[Iterable[str]], min_count: int) -> tuple[dict[str, int], np.ndarray]:
    """Number the features that stand in at least `min_count` bags, by name, and weigh them.

    Returns
    -------
    ids : dict of str to int
    weights : ndarray of float32, shape (n_features,)
        ``ln((1 + n) / (1 + df)) + 1``, the smoothed inverse document frequency of scikit-learn.
    """
    counts = Counter(chain.from_iterable(bags))
    names = sorted(name for name, count in counts.items() if count >= min_count)
    frequency = np.array([counts[name] for name in names], dtype=float)
    weights = np.log((1 + len(bags)) / (1 + frequency)) + 1
    return {name: number for number, name in enumerate(names)}, weights.astype(np.float32)


def encode(bags: Iterable[Collection[str]], ids: dict[str, int], weights: np.ndarray) -> Rows:
    """Bags of features as weighted rows of length one; unknown ones are left out, and `ids` starts with number 0."""
    numbers: list[int] = []
    ends = [0]
    number_of = ids.get
    first = next(iter(ids), None)  # its number is 0, which filter() drops with what is unknown
    for bag in bags:
        if first in bag:
            numbers.append(0)
        numbers += sorted(filter(None, map(number_of, bag)))
        ends.append(len(numbers))
    indices = np.array(numbers, dtype=np.int32)
    starts = np.array(ends)
    values = weights[indices].astype(float) if len(indices) else np.zeros(0)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        lengths = np.sqrt(np.add.reduceat(values * values, starts[filled]))
        values /= np.repeat(lengths, np.diff(starts)[filled])
    return Rows(indices, values, starts)
