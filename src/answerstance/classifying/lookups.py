"""Look up the features of sentences by number, for many sentences at once, without spelling them out.

There is a class for each part of a `answerstance.classifying.features.Bag`. Each is made from the known features, and
gives what it finds in bags as integers that hold the place of the bag and the number of the feature (`joined`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat

import numpy as np

from answerstance.classifying.features import CROSSED, LISTED, STEPS, TURNED, Bag, Turn, framed, own_features, spell
from answerstance.dutch.cues import cue_names
from answerstance.dutch.kept import Kept

Known = Mapping[str, Mapping[str, int]]
"""Features by name with their numbers, by their first letters."""

_STRANGE = 0  # the number of words and cues that are not known
_BITS = 30  # for the number of a word, a feature or a bag beside another in one integer
_UNKNOWN = -1  # instead of the number of a feature
_NOTHING = (_UNKNOWN,) * 3
_EMPTY = 0  # instead of a key
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 over the golden ratio
_LONGEST_TURN = 8  # parts; longer ones hardly recur


def joined(owners: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """One integer for the place of a bag and the number of its feature."""
    return (owners << _BITS) + numbers


def parted(pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places of bags and the numbers of features that were `joined`."""
    return pairs >> _BITS, pairs & (1 << _BITS) - 1


def _flat(rows: Sequence[Sequence[int]], owners: np.ndarray) -> np.ndarray:
    """Rows of numbers in one, each number joined with what its row belongs to."""
    if not len(rows):
        return np.empty(0, dtype=np.int64)
    return joined(np.repeat(owners, [*map(len, rows)]), np.concatenate(rows))


def _owners(rows: Sequence[Sequence[object]]) -> np.ndarray:
    """For all items of some rows the place of their row."""
    return np.repeat(np.arange(len(rows)), [*map(len, rows)])


class OfWords:
    """Features of words, alone and in pairs.

    Two thirds of all features are of two words: they are looked up by the numbers of their words.
    """

    def __init__(self, known: Known) -> None:
        apart: dict[int, list[str]] = {step: [] for step in (0, *STEPS)}
        for name in known["w"]:
            apart[name.count(" ") - 1].append(name)
        pairs = [_paired_words(apart[step], step) for step in STEPS]
        words = dict.fromkeys(chain.from_iterable(ones + twos for ones, twos in pairs))
        self._ids = {word: number for number, word in enumerate(words, start=1)}
        keys = [_pair_key(*map(self._numbered, pair), step) for pair, step in zip(pairs, STEPS, strict=True)]
        numbers = np.array([known["w"][name] for step in STEPS for name in apart[step]], dtype=np.int64)
        self._pairs = Table(np.concatenate(keys), numbers)
        self._alone = {name: known["w"][name] for name in apart[0]} | known["h"]
        self._own = np.array([_NOTHING, *map(self._own_numbers, words)])
        self._of_strange = Kept(self._own_numbers)

    def _numbered(self, words: Sequence[str]) -> np.ndarray:
        return np.fromiter(map(self._ids.__getitem__, words), np.int64, len(words))

    def _own_numbers(self, word: str) -> tuple[int, ...]:
        """The numbers of the features that a word has by itself, of which there may be up to three."""
        found = tuple([self._alone.get(name, _UNKNOWN) for name in own_features(word)])
        return found + _NOTHING[len(found) :]

    def find(self, bags: Sequence[Bag]) -> Iterator[np.ndarray]:
        """The known ones, joined; some perhaps more than once."""
        rows = [framed(bag.words) if bag.words else [] for bag in bags]
        owners = _owners(rows)
        words = [*chain.from_iterable(rows)]
        ids = np.fromiter(map(self._ids.get, words, repeat(_STRANGE)), np.int64, len(words))
        own = self._own.take(ids, axis=0)
        strange = np.flatnonzero(ids == _STRANGE)  # these may end or begin as known ones do
        if len(strange):
            own[strange] = [self._of_strange[words[at]] for at in strange.tolist()]
        yield _known(np.repeat(owners, own.shape[1]), own.ravel())
        for step in STEPS:  # what is paired over the end of a sentence is in no vocabulary
            yield _known(owners, self._pairs.find(_pair_key(ids[:-step], ids[step:], step)))


class Table:
    """A hash table of numbers by keys of 64 bits above 0, each once.

    A search among sorted keys takes ten times as long.
    Its slots are tried one after another from the one that the key's product with the golden ratio names.
    """

    def __init__(self, keys: np.ndarray, numbers: np.ndarray) -> None:
        bits = max(1, 2 * len(keys)).bit_length()
        self._shift, self._mask = np.uint64(64 - bits), (1 << bits) - 1
        self._keys = np.full(1 << bits, _EMPTY)
        self._numbers = np.full(1 << bits, _UNKNOWN)
        slots = self._first(keys)
        while len(keys):
            free = self._keys[slots] == _EMPTY
            self._keys[slots[free]] = keys[free]  # of several in one slot the last one stays
            placed = self._keys[slots] == keys
            self._numbers[slots[placed]] = numbers[placed]
            keys, numbers, slots = keys[~placed], numbers[~placed], slots[~placed] + 1 & self._mask

    def _first(self, keys: np.ndarray) -> np.ndarray:
        return (keys.view(np.uint64) * _GOLDEN >> self._shift).view(np.int64)

    def find(self, keys: np.ndarray) -> np.ndarray:
        """The numbers of keys; -1 for keys that are not there."""
        found = np.full(len(keys), _UNKNOWN)
        slots, ahead = self._first(keys), np.arange(len(keys))
        while len(ahead):
            there = self._keys[slots]
            hits = there == keys
            found[ahead[hits]] = self._numbers[slots[hits]]
            on = np.flatnonzero(~hits & (there != _EMPTY))
            keys, ahead, slots = keys[on], ahead[on], slots[on] + 1 & self._mask
        return found


def _paired_words(features: Sequence[str], step: int) -> tuple[list[str], list[str]]:
    """The first and the second words of features whose words stand `step` places apart."""
    parts = " ".join(features).split(" ")
    return parts[1 :: step + 2], parts[step + 1 :: step + 2]


def _pair_key(one: np.ndarray, two: np.ndarray, step: int) -> np.ndarray:
    """One integer for two words, by their numbers, and how far apart they stand."""
    return ((step << _BITS) + one << _BITS) + two


class OfCues:
    """Features of cues: one, two or three in a row, and each crossed with something beside it; in tables."""

    def __init__(self, known: Known) -> None:
        self._ids = {name: number for number, name in enumerate([*framed(()), *cue_names()], start=1)}
        size = len(self._ids) + 1
        self._rows = [np.full((size,) * length, _UNKNOWN) for length in (1, 2, 3)]
        self._beside: dict[str, int] = {}
        crossed: dict[tuple[int, int], int] = {}
        for name, number in known["k"].items():
            row = name.split(" ")[1:]
            if all(cue in self._ids for cue in row):  # a class of cues may have gone since the model was made
                self._rows[len(row) - 1][tuple(self._ids[cue] for cue in row)] = number
        for name, number in chain.from_iterable(known[letter].items() for letter in CROSSED):
            beside, _, cue = name.rpartition(" ")
            if cue in self._ids:
                crossed[self._beside.setdefault(beside, len(self._beside) + 1), self._ids[cue]] = number
        self._crossed = np.full((len(self._beside) + 1, size), _UNKNOWN)
        for place, number in crossed.items():
            self._crossed[place] = number

    def find(self, bags: Sequence[Bag]) -> Iterator[np.ndarray]:
        """The known ones, joined; some perhaps more than once."""
        rows = [bag.cues for bag in bags]
        owners = _owners(rows)
        ids = np.fromiter(map(self._ids.get, chain.from_iterable(rows), repeat(_STRANGE)), np.int64, len(owners))
        for length, table in enumerate(self._rows):  # no feature goes over the end of a sentence
            yield _known(owners, table[tuple(ids[at : len(ids) - length + at] for at in range(length + 1))])
        besides = [bag.beside for bag in bags]
        sizes = np.array([*map(len, besides)], dtype=np.int64)
        numbers = np.fromiter(
            map(self._beside.get, chain.from_iterable(besides), repeat(_STRANGE)), np.int64, sizes.sum()
        )
        times = sizes[owners]
        places = np.repeat((np.cumsum(sizes) - sizes)[owners] - (np.cumsum(times) - times), times)
        places += np.arange(len(places))
        yield _known(np.repeat(owners, times), self._crossed[numbers[places], np.repeat(ids, times)])


def _known(owners: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Those features that are known, joined with their owners, of which there may be more at the end."""
    hits = np.flatnonzero(numbers != _UNKNOWN)
    return joined(owners[hits], numbers[hits])


def _behind(known: Mapping[str, int]) -> dict[str, int]:
    """The numbers of features that are a name behind a letter, by those names."""
    return {feature.partition(" ")[2]: number for feature, number in known.items()}


class Listed:
    """Features that are a name behind a letter."""

    def __init__(self, known: Known) -> None:
        self._numbers = {letter: _behind(known[letter]) for letter in LISTED}

    def find(self, bags: Sequence[Bag]) -> Iterator[np.ndarray]:
        """The known ones, joined."""
        for letter, numbers in self._numbers.items():
            if numbers:
                rows = [bag.listed.get(letter, ()) for bag in bags]
                owners = _owners(rows)
                names = chain.from_iterable(rows)
                yield _known(owners, np.fromiter(map(numbers.get, names, repeat(_UNKNOWN)), np.int64, len(owners)))


class OfAnswers:
    """Features of whole answers, looked up once for all sentences of one."""

    def __init__(self, known: Known) -> None:
        self._numbers = _behind(known["a"])

    def find(self, bags: Sequence[Bag]) -> Iterator[np.ndarray]:
        """The known ones, joined."""
        rows, whole = [], None
        for bag in bags:
            if bag.anywhere is not whole:
                whole = bag.anywhere
                found = np.array([self._numbers[name] for name in whole if name in self._numbers], dtype=np.int64)
            rows.append(found)
        yield _flat(rows, np.arange(len(bags)))


class OfTurns:
    """Features of turns: a turn that recurs is spelled and looked up once."""

    def __init__(self, known: Known) -> None:
        self._known = {name: number for letter in TURNED for name, number in known[letter].items()}
        self._numbers = Kept(self._look_up, _LONGEST_TURN)

    def _look_up(self, turn: Turn) -> np.ndarray:
        return np.array([self._known[name] for name in spell(turn) if name in self._known], dtype=np.int64)

    def find(self, bags: Sequence[Bag]) -> Iterator[np.ndarray]:
        """The known ones, joined; some perhaps more than once."""
        rows = [bag.turns for bag in bags]
        yield _flat([*map(self._numbers.__getitem__, chain.from_iterable(rows))], _owners(rows))
