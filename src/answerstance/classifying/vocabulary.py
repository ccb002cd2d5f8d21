"""Number features and weigh them: binary TF-IDF, long rows shortened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from answerstance.classifying.features import (
    COUNTS,
    OF_WORDS,
    STEPS,
    Bag,
    framed_words,
    own_features,
    paired_words,
    step_of,
)

_ALONE = "w "
_STRANGE = 0  # the number of words that the vocabulary does not have
_BITS = 30  # for the number of a word, a feature or a sentence beside another in one integer
_USUAL = 70.0  # the length of a usual sentence's row; those of questions are shorter, which their penalty makes up for
_NO_PAIR = np.iinfo(np.int64).max
_UNKNOWN = -1


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


class Vocabulary:
    """Features, numbered in order.

    Two thirds of them are of two words. To spell those out in each sentence costs more than to weigh them, so they are
    looked up by the numbers of their words, for all sentences at once.

    Parameters
    ----------
    names : iterable of str
        Features, each once.

    Attributes
    ----------
    names : list of str
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        apart: dict[int, list[int]] = {step: [] for step in (0, *STEPS)}
        for number, name in enumerate(self.names):
            apart[step_of(name)].append(number)
        spelled = {self.names[number]: number for number in apart[0]}
        self._own = {name: number for name, number in spelled.items() if name[0] in OF_WORDS}
        self._spelled = {name: number for name, number in spelled.items() if name[0] not in OF_WORDS}
        pairs = [paired_words([self.names[number] for number in apart[step]], step) for step in STEPS]
        alone = [name.removeprefix(_ALONE) for name in self._own if name.startswith(_ALONE)]
        words = dict.fromkeys(chain(alone, chain.from_iterable(ones + twos for ones, twos in pairs)))
        self._ids = {word: number for number, word in enumerate(words, start=1)}
        own = [(), *map(self._own_numbers, words)]
        self._sizes = np.fromiter(map(len, own), np.int64, len(own))
        self._starts = np.cumsum(self._sizes) - self._sizes
        self._owned = np.fromiter(chain.from_iterable(own), np.int64)
        keys = [_pair_key(*map(self._numbered, pair), step) for pair, step in zip(pairs, STEPS, strict=True)]
        order = np.argsort(np.concatenate(keys))
        self._keys = np.append(np.concatenate(keys)[order], _NO_PAIR)
        self._pairs = np.array([number for step in STEPS for number in apart[step]], dtype=np.int64)[order]

    def __len__(self) -> int:
        return len(self.names)

    def _numbered(self, words: Sequence[str]) -> np.ndarray:
        return np.fromiter(map(self._ids.__getitem__, words), np.int64, len(words))

    def _own_numbers(self, word: str) -> list[int]:
        """The numbers of the features that a word has by itself."""
        return [self._own[name] for name in own_features(word) if name in self._own]

    def numbers(self, bags: Sequence[Bag]) -> tuple[np.ndarray, np.ndarray]:
        """The known features of sentences: the place of the sentence and the number of each feature, both in order."""
        framed = [framed_words(bag.words) for bag in bags]
        words = [*chain.from_iterable(framed)]
        ids = np.fromiter(map(self._ids.get, words, repeat(_STRANGE)), np.int64, len(words))
        owners = np.repeat(np.arange(len(bags)), [len(row) for row in framed])
        found = [*self._of_words(words, ids, owners)]
        for step in STEPS:  # what is paired over the end of a sentence is in no vocabulary
            keys = _pair_key(ids[:-step], ids[step:], step)
            places = np.searchsorted(self._keys, keys)
            hits = np.flatnonzero(self._keys[places] == keys)
            found.append(_joined(owners[hits], self._pairs[places[hits]]))
        found += self._others(bags)
        joined = np.sort(np.concatenate(found), kind="stable")  # its parts are sorted by sentence, which this uses
        joined = joined[np.flatnonzero(np.diff(joined, prepend=-1))]
        return joined >> _BITS, joined & (1 << _BITS) - 1

    def _of_words(self, words: Sequence[str], ids: np.ndarray, owners: np.ndarray) -> Iterator[np.ndarray]:
        """The features that words have by themselves; a strange word may end or begin as known ones do."""
        sizes = self._sizes[ids]
        places = np.repeat(self._starts[ids] - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        yield _joined(np.repeat(owners, sizes), self._owned[places])
        strange = np.flatnonzero(ids == _STRANGE)
        yield _flat(owners[strange], [self._own_numbers(words[at]) for at in strange])

    def _others(self, bags: Sequence[Bag]) -> list[np.ndarray]:
        """The features that are not of words, joined with their sentences; those of an answer are looked up once."""
        number_of = self._spelled.get
        names = [bag.other for bag in bags]
        sizes = [len(row) for row in names]
        numbers = np.fromiter(map(number_of, chain.from_iterable(names), repeat(_UNKNOWN)), np.int64, sum(sizes))
        hits = np.flatnonzero(numbers != _UNKNOWN)
        rows = []
        whole: frozenset[str] = frozenset()
        shared: list[int] = []
        for bag in bags:
            if bag.anywhere is not whole:
                whole = bag.anywhere
                shared = [number for number in map(number_of, whole) if number is not None]
            rows.append(shared)
        places = np.arange(len(bags))
        return [_joined(np.repeat(places, sizes)[hits], numbers[hits]), _flat(places, rows)]


def _pair_key(one: np.ndarray, two: np.ndarray, step: int) -> np.ndarray:
    """One integer for two words, by their numbers, and how far apart they stand."""
    return ((step << _BITS) + one << _BITS) + two


def _flat(owners: np.ndarray, rows: Sequence[Sequence[int]]) -> np.ndarray:
    """Rows of numbers in one, each number joined with what its row belongs to."""
    sizes = [len(row) for row in rows]
    return _joined(np.repeat(owners, sizes), np.fromiter(chain.from_iterable(rows), np.int64, sum(sizes)))


def _joined(owners: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    return (owners << _BITS) + numbers


def learn(bags: Sequence[Bag], min_count: int) -> tuple[Vocabulary, np.ndarray]:
    """Number the features that stand in at least `min_count` bags, by name, and weigh them.

    Returns
    -------
    vocabulary : Vocabulary
    weights : ndarray of float32, shape (n_features,)
        ``ln((1 + n) / (1 + df)) + 1``, the smoothed inverse document frequency of scikit-learn, times what features of
        the kind count for.
    """
    counts = Counter(chain.from_iterable(bag.names() for bag in bags))
    names = sorted(name for name, count in counts.items() if count >= min_count)
    frequency = np.array([counts[name] for name in names], dtype=float)
    weights = np.log((1 + len(bags)) / (1 + frequency)) + 1
    weights *= [COUNTS.get(name[0], 1.0) for name in names]
    return Vocabulary(names), weights.astype(np.float32)


def encode(bags: Iterable[Bag], vocabulary: Vocabulary, weights: np.ndarray) -> Rows:
    """Sentences as weighted rows; unknown features are left out.

    Rows are brought halfway (by the square root) to length one: at full length long sentences outweigh short ones, at
    length one a "Nee" says ever less the longer its sentence is.
    """
    bags = list(bags)
    owners, indices = vocabulary.numbers(bags)
    starts = np.searchsorted(owners, np.arange(len(bags) + 1))
    values = weights[indices].astype(float)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        lengths = np.sqrt(np.add.reduceat(values * values, starts[filled]))
        values /= np.repeat(np.sqrt(lengths * _USUAL), np.diff(starts)[filled])
    return Rows(indices, values, starts)
