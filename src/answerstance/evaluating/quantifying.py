"""How often a stance is taken among many answers, corrected for the errors that a classifier is known to make.

Counting verdicts counts their errors too: where a stance is rare, false alarms outweigh misses, and where it is
common it is the other way round. Quantification (Forman 2008) undoes that with what is known of the errors from
answers with gold labels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from answerstance.evaluating.cases import Case, Said
from answerstance.evaluating.scoring import interval, round_
from answerstance.stances import ANSWERS, PRIMARIES, STANCES

CLASSES: Final = PRIMARIES
"""What is counted: the four stances, and ``answers`` for an answer that takes none of them."""

_ROUNDS = 100
_CLOSE = 1e-5


@dataclass(frozen=True, slots=True)
class Sample:
    """Answers as quantification sees them."""

    told: np.ndarray
    """Which classes were told, 0 or 1, shape (n, 5)."""
    probability: np.ndarray
    """Shape (n, 5); that of ``answers`` is the probability that no stance is taken, stances being independent."""
    group: np.ndarray
    """The number of the letter each answer is from, counted from 0, shape (n,)."""

    def part(self, which: np.ndarray) -> Sample:
        """Those answers, as an index or a mask."""
        return Sample(self.told[which], self.probability[which], np.unique(self.group[which], return_inverse=True)[1])

    def weights(self, resamples: int, random: np.random.RandomState) -> np.ndarray:
        """How often each letter counts: once, then as samples of letters draw it; shape (1 + resamples, n_letters)."""
        letters = self.group.max() + 1
        drawn = random.multinomial(letters, [1 / letters] * letters, size=resamples)
        return np.vstack([np.ones((1, letters), dtype=int), drawn])

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Values of answers summed by letter, shape (n_letters, …)."""
        summed = np.zeros((self.group.max() + 1, *values.shape[1:]))
        np.add.at(summed, self.group, values)
        return summed

    def mean(self, weights: np.ndarray, values: np.ndarray) -> np.ndarray:
        """The mean of values of answers, their letters weighed, shape (draws, …)."""
        return weights @ self.sums(values) / (weights @ self.sums(np.ones((len(values), 1))))


def sample_of(
    told: Sequence[Sequence[str]], probabilities: Sequence[Sequence[float]], letters: Sequence[str]
) -> Sample:
    """Answers from what was told of them.

    Parameters
    ----------
    told : sequence of sequence of str
        The stances of each answer.
    probabilities : sequence of sequence of float
        One a stance, in the order of `STANCES`.
    letters : sequence of str
        Answers of one letter are drawn together; where there is one letter only, each answer is drawn by itself.
    """
    probability = np.asarray(probabilities, dtype=float).reshape(-1, len(STANCES))
    none = (1 - probability).prod(axis=1, keepdims=True)
    names, group = np.unique(np.asarray(letters, dtype=str), return_inverse=True)
    if len(names) == 1:
        group = np.arange(len(group))
    return Sample(classes_of(told), np.concatenate([probability, none], axis=1), group)


def classes_of(stances: Sequence[Sequence[str]]) -> np.ndarray:
    """Which classes answers with these stances are of, 0 or 1, shape (n, 5)."""
    return np.array([[name in (one or (ANSWERS,)) for name in CLASSES] for one in stances], dtype=float).reshape(-1, 5)


@dataclass(frozen=True, slots=True)
class Known:
    """Answers with gold labels, from which the errors of the classifier are known."""

    sample: Sample
    truth: np.ndarray
    """The gold classes, 0 or 1, shape (n, 5)."""

    def part(self, which: np.ndarray) -> Known:
        """Those answers, as an index or a mask."""
        return Known(self.sample.part(which), self.truth[which])


def known_of(cases: Sequence[Case], said: Sequence[Said]) -> Known:
    """Gold answers beside what was said of them out of fold."""
    sample = sample_of(
        [one.stances for one in said], [one.probabilities for one in said], [one.letter for one in cases]
    )
    return Known(sample, classes_of([case.stances for case in cases]))


Method = Callable[[Known, np.ndarray, Sample, np.ndarray], np.ndarray]
"""From known answers and others, each with weights of shape (draws, n_letters), to shares of shape (draws, 5)."""


def count(known: Known, known_weights: np.ndarray, sample: Sample, weights: np.ndarray) -> np.ndarray:
    """The plain count: the share of answers of which a class is told."""
    return sample.mean(weights, sample.told)


def probable(known: Known, known_weights: np.ndarray, sample: Sample, weights: np.ndarray) -> np.ndarray:
    """The mean probability (Bella and others 2010, there called probability average)."""
    return sample.mean(weights, sample.probability)


def adjusted(known: Known, known_weights: np.ndarray, sample: Sample, weights: np.ndarray) -> np.ndarray:
    """Adjusted count (Forman 2008): the share told, freed of false alarms and misses at their known rates."""
    return _adjusted(known, known.sample.told, known_weights, sample.mean(weights, sample.told))


def probable_adjusted(known: Known, known_weights: np.ndarray, sample: Sample, weights: np.ndarray) -> np.ndarray:
    """The same with mean probabilities in place of shares (Bella and others 2010, scaled probability average)."""
    return _adjusted(known, known.sample.probability, known_weights, sample.mean(weights, sample.probability))


def expectation(known: Known, known_weights: np.ndarray, sample: Sample, weights: np.ndarray) -> np.ndarray:
    """Expectation-maximisation on calibrated probabilities (Saerens, Latinne and Decaestecker 2002)."""
    before = np.clip(known.sample.mean(known_weights, known.truth), 1e-6, 1 - 1e-6)
    odds = sample.probability / (1 - np.clip(sample.probability, None, 1 - 1e-6))
    found = []
    for letters, prior in zip(weights, before, strict=True):
        counted = letters[sample.group][:, None]
        now = prior
        for _ in range(_ROUNDS):
            shifted = odds * now * (1 - prior) / (np.clip(1 - now, 1e-9, None) * prior)
            after = (counted * shifted / (1 + shifted)).sum(axis=0) / counted.sum()
            moved, now = np.abs(after - now).max(), after
            if moved < _CLOSE:
                break
        found.append(now)
    return np.array(found)


METHODS: Final[Mapping[str, Method]] = {
    "count": count,
    "probable": probable,
    "adjusted": adjusted,
    "probable_adjusted": probable_adjusted,
    "expectation": expectation,
}
"""By name, from the plainest on."""


def damped(
    known: Known, known_weights: np.ndarray, sample: Sample, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What `shares` gives: `count`, moved towards `probable_adjusted` as far as chance does not explain the gap.

    Undoing errors also magnifies chance, which in small samples costs more than it brings. The gap between both is
    therefore weighed by ``gap² / (gap² + 4 · spread²)``, with its spread over draws of letters: a gap of two
    standard errors counts half, a larger one soon whole.

    Parameters
    ----------
    known, known_weights, sample, weights
        As for a `Method`, with one row of weights for the shares themselves and then one a draw of letters.

    Returns
    -------
    ndarray, shape (draws, 5)
        The shares, and those of every draw.
    ndarray, shape (5,)
        The plain shares.
    """
    plain = count(known, known_weights, sample, weights)
    gap = probable_adjusted(known, known_weights, sample, weights) - plain
    spread = gap[1:].std(axis=0)
    return plain + gap * gap**2 / (gap**2 + 4 * spread**2 + _CLOSE**2), plain[0]


def shares(known: Known, sample: Sample, resamples: int = 1000, seed: int = 0) -> dict[str, dict[str, Any]]:
    """Plain and corrected share of every class among answers.

    Parameters
    ----------
    known : Known
        Answers with gold labels; their error rates are taken to hold for the others.
    sample : Sample
        One answer or more.
    resamples : int, default 1000
        The interval is from so many draws of letters, both among the known answers and among the others: it holds
        the uncertainty of the error rates as well as that of the sample.
    seed : int, default 0

    Returns
    -------
    dict of str to dict
        By class ``told`` (answers), ``share`` (plain), ``corrected`` and ``interval`` (95 %). Where a class is told
        of none or of all answers, draws of letters cannot tell how many were missed; the interval then reaches as
        far as the exact binomial bound (Clopper and Pearson 1934) over the known rate of finding them.
    """
    random = np.random.RandomState(seed)
    drawn, plain = damped(known, known.sample.weights(resamples, random), sample, sample.weights(resamples, random))
    return {
        name: {
            "told": int(sample.told[:, at].sum()),
            "share": round_(plain[at]),
            "corrected": round_(drawn[0, at]),
            "interval": _reaching(interval(drawn[1:, at]), known, sample, at),
        }
        for at, name in enumerate(CLASSES)
    }


def _reaching(bounds: list[float], known: Known, sample: Sample, at: int) -> list[float]:
    """The interval of a class, widened where it is told of none or of all answers."""
    told, truth = known.sample.told[:, at], known.truth[:, at]
    unseen = 1 - 0.025 ** (1 / len(sample.told))
    if not sample.told[:, at].any():
        found = (told * truth).sum() / max(truth.sum(), 1)
        return [bounds[0], max(bounds[1], round_(min(1, unseen / max(found, 1e-9))))]
    if sample.told[:, at].all():
        found = ((1 - told) * (1 - truth)).sum() / max((1 - truth).sum(), 1)
        return [min(bounds[0], round_(1 - min(1, unseen / max(found, 1e-9)))), bounds[1]]
    return bounds


def _adjusted(known: Known, values: np.ndarray, weights: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Undo the mean values of answers that are and that are not of a class; kept between 0 and 1."""
    truth, sums = known.truth, known.sample.sums
    high = weights @ sums(values * truth) / np.maximum(weights @ sums(truth), 1e-9)
    low = weights @ sums(values * (1 - truth)) / np.maximum(weights @ sums(1 - truth), 1e-9)
    tells_apart = high - low > 0.01
    return np.where(tells_apart, np.clip((seen - low) / np.where(tells_apart, high - low, 1), 0, 1), seen)
