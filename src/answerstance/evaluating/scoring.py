"""Scores, each with an interval by a bootstrap over letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from answerstance.errors import AnnotationError
from answerstance.evaluating.cases import Case, Said
from answerstance.stances import PRIMARIES, STANCES

RESAMPLES = 1000
BINS = 10
_DIGITS = 4

Measured = dict[str, Any]
"""``value``, ``interval`` (95 %, low and high) and, where one of them is None, ``note``: what is missing."""


class Scored:
    """Gold answers beside what a system said of them, as arrays.

    Parameters
    ----------
    cases : sequence of Case
    said : sequence of Said
        One an answer, in the same order.
    seed : int, default 0
        Of the bootstrap.

    Raises
    ------
    AnnotationError
        If there are no answers, or not as many verdicts.
    """

    def __init__(self, cases: Sequence[Case], said: Sequence[Said], seed: int = 0) -> None:
        if not cases or len(cases) != len(said):
            raise AnnotationError(
                f"{len(cases)} gold answers and {len(said)} verdicts: scores need one or more, and as many of both"
            )
        self.cases, self.said, self.seed = list(cases), list(said), seed
        self.letters, self.member = np.unique([f"{one.source}/{one.letter}" for one in cases], return_inverse=True)
        self.gold = np.array([[name in one.stances for name in STANCES] for one in cases])
        self.told = np.array([[name in one.stances for name in STANCES] for one in said])
        self.probability = np.array([one.probabilities for one in said], dtype=float)
        self.gold_primary = np.array([PRIMARIES.index(one.primary) for one in cases])
        self.told_primary = np.array([PRIMARIES.index(one.primary) for one in said])

    def __len__(self) -> int:
        return len(self.cases)

    def only(self, kept: Sequence[bool] | np.ndarray) -> Scored:
        """Those answers that are kept."""
        which = np.flatnonzero(kept)
        return Scored([self.cases[at] for at in which], [self.said[at] for at in which], self.seed)

    @cached_property
    def draws(self) -> np.ndarray:
        """How often each bootstrap sample draws each letter, shape (RESAMPLES, n_letters)."""
        count = len(self.letters)
        return np.random.RandomState(self.seed).multinomial(count, [1 / count] * count, size=RESAMPLES)

    @property
    def right(self) -> np.ndarray:
        """Which answers have exactly their stances, shape (n,)."""
        return (self.gold == self.told).all(axis=1)

    def by_letter(self, values: np.ndarray) -> np.ndarray:
        """Sum values of answers by letter, shape (n_letters, …)."""
        summed = np.zeros((len(self.letters), *values.shape[1:]))
        np.add.at(summed, self.member, values)
        return summed

    def measured(self, values: np.ndarray, score: Callable[[np.ndarray], np.ndarray], note: str = "") -> Measured:
        """A score of summed values, such as counts of hits, with its interval.

        Parameters
        ----------
        values : ndarray, shape (n, …)
            One row an answer.
        score : callable
            Takes sums of the rows on the last axes, with or without a first axis of bootstrap samples.
        note : str
            What is missing where the score is not defined.
        """
        summed = self.by_letter(values)
        value = score(summed.sum(axis=0))
        if not np.isfinite(value):
            return {"value": None, "interval": None, "note": note}
        if len(self.letters) < 2:
            return _one_letter(value)
        return {"value": round_(value), "interval": interval(score(np.tensordot(self.draws, summed, axes=1)))}


def measure(scored: Scored) -> dict[str, Any]:
    """All scores of a system.

    Returns
    -------
    dict
        ``answers``, ``letters``; ``stances``, for each ``n``, ``told``, and ``precision``, ``recall``, ``f1`` and
        ``average_precision``; ``macro_f1`` and ``macro_average_precision`` over the stances that occur, ``micro_f1``;
        ``primary_macro_f1`` over the primaries that occur, ``primary_right``; ``evidence_f1`` over (answer, stance,
        sentence); ``right_sets``, the share of answers whose set of stances is right; ``calibration_error``, as
        `calibration_error` gives it. Each score is a `Measured`.
    """
    hits = _hits(scored.gold, scored.told)
    primary = _hits(
        scored.gold_primary[:, None] == np.arange(len(PRIMARIES)),
        scored.told_primary[:, None] == np.arange(len(PRIMARIES)),
    )
    precisions = _average_precisions(scored)
    stances = {}
    for at, name in enumerate(STANCES):
        none = f"no gold answer takes {name}"
        occurs = bool(scored.gold[:, at].any())
        stances[name] = {
            "n": int(scored.gold[:, at].sum()),
            "told": int(scored.told[:, at].sum()),
            "precision": scored.measured(hits[:, at], _precision, f"{name} is never told"),
            "recall": scored.measured(hits[:, at], _recall, none),
            "f1": scored.measured(hits[:, at], f1, none) if occurs else _missing(none),
            "average_precision": _drawn(scored, precisions[at]) if occurs else _missing(none),
        }
    occur = scored.gold.any(axis=0)
    return {
        "answers": len(scored),
        "letters": len(scored.letters),
        "stances": stances,
        "macro_f1": _macro(scored, hits, occur),
        "micro_f1": scored.measured(hits.sum(axis=1), f1, "no gold answer takes a stance"),
        "macro_average_precision": _drawn(scored, [one for one, there in zip(precisions, occur, strict=True) if there]),
        "primary_macro_f1": _macro(scored, primary, primary[..., [0, 2]].sum(axis=(0, 2)) > 0),
        "primary_right": _share(scored, scored.gold_primary == scored.told_primary),
        "evidence_f1": _evidence(scored),
        "right_sets": _share(scored, scored.right),
        "calibration_error": _drawn_error(scored),
    }


def calibration_error(probability: np.ndarray, taken: np.ndarray) -> float:
    """Expected calibration error in ten bins of equal width (Naeini, Cooper and Hauskrecht 2015), over all stances.

    Parameters
    ----------
    probability : ndarray
        From 0 to 1.
    taken : ndarray of bool
        Of the same shape.
    """
    bins = bins_of(probability)
    found = [bins == one for one in range(BINS)]
    return float(sum(abs(probability[one].mean() - taken[one].mean()) * one.mean() for one in found if one.any()))


def calibration_curve(scored: Scored, column: int | None = None) -> list[dict[str, Any]]:
    """How often stances are taken that were told with a probability of 0 to .1, .1 to .2, …

    Parameters
    ----------
    scored : Scored
    column : int, optional
        A stance; all of them by default.

    Returns
    -------
    list of dict
        For each bin that is not empty ``n``, ``told`` (the mean probability) and ``taken`` (a `Measured` share).
    """
    columns = slice(None) if column is None else [column]
    probability, gold = scored.probability[:, columns], scored.gold[:, columns]
    bins = bins_of(probability)
    curve = []
    for one in range(BINS):
        inside = bins == one
        if inside.any():
            counts = np.stack([(inside & gold).sum(axis=1), inside.sum(axis=1)], axis=-1)
            curve.append(
                {"n": int(inside.sum()), "told": round_(probability[inside].mean()), "taken": scored.measured(counts, ratio)}
            )
    return curve


def precision_recall_curve(scored: Scored, column: int, points: int = 200) -> list[list[float]]:
    """Recall and precision of one stance at falling thresholds, at most `points` of them."""
    truth, order, last = _ranked(scored, column)
    hits = np.cumsum(truth)[last]
    curve = np.stack([hits / max(1, truth.sum()), hits / (last + 1)], axis=1)
    kept = np.unique(np.linspace(0, len(curve) - 1, min(points, len(curve))).round().astype(int))
    return [[round_(recall), round_(precision)] for recall, precision in curve[kept]]


def primary_confusion(scored: Scored) -> list[list[int]]:
    """Answers by gold primary (rows) and told primary (columns), in the order of `PRIMARIES`."""
    table = np.zeros((len(PRIMARIES), len(PRIMARIES)), dtype=int)
    np.add.at(table, (scored.gold_primary, scored.told_primary), 1)
    return table.tolist()


def bins_of(probability: np.ndarray) -> np.ndarray:
    """The number of the bin of equal width that each probability lies in."""
    return np.minimum((probability * BINS).astype(int), BINS - 1)


def f1(counts: np.ndarray) -> np.ndarray:
    """F1 from (hits, false alarms, misses) on the last axis; 0 where there is nothing to find and nothing found."""
    hits, alarms, misses = np.moveaxis(counts, -1, 0)
    return 2 * hits / np.maximum(1, 2 * hits + alarms + misses)


def ratio(counts: np.ndarray) -> np.ndarray:
    """The first of two numbers on the last axis over the second; NaN where that is 0."""
    part, whole = np.moveaxis(counts, -1, 0)
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)


def interval(values: np.ndarray) -> list[float]:
    """The middle 95 % of bootstrapped values; those that are not defined are left out."""
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return [round_(low), round_(high)]


def round_(value: float) -> float:
    """Four digits: no score here knows more."""
    return round(float(value), _DIGITS)


def _hits(gold: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Hits, false alarms, misses: shape (n, n_classes, 3)."""
    return np.stack([gold & told, ~gold & told, gold & ~told], axis=-1).astype(int)


def _precision(counts: np.ndarray) -> np.ndarray:
    return ratio(np.stack([counts[..., 0], counts[..., 0] + counts[..., 1]], axis=-1))


def _recall(counts: np.ndarray) -> np.ndarray:
    return ratio(np.stack([counts[..., 0], counts[..., 0] + counts[..., 2]], axis=-1))


def _macro(scored: Scored, hits: np.ndarray, occur: np.ndarray) -> Measured:
    if not occur.any():
        return _missing("no gold answer takes a stance")
    return scored.measured(hits[:, occur], lambda counts: f1(counts).mean(axis=-1))


def _share(scored: Scored, holds: np.ndarray) -> Measured:
    return scored.measured(np.stack([holds, np.ones_like(holds)], axis=-1).astype(int), ratio)


def _evidence(scored: Scored) -> Measured:
    if any(one.evidence is None for one in scored.said):
        return _missing("it shows no evidence")
    counts = [
        [len(gold & told), len(told - gold), len(gold - told)]
        for gold, told in (
            (set(one.evidence), set(said.evidence or ())) for one, said in zip(scored.cases, scored.said, strict=True)
        )
    ]
    if not any(hit or missed for hit, _, missed in counts):
        return _missing("no gold answer has evidence")
    return scored.measured(np.array(counts), f1)


def _ranked(scored: Scored, column: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The truth from the highest probability down, that order, and where runs of equal probability end."""
    order = np.argsort(-scored.probability[:, column], kind="stable")
    sorted_ = scored.probability[order, column]
    last = np.append(np.flatnonzero(np.diff(sorted_)), len(sorted_) - 1)
    return scored.gold[order, column], order, last


def _average_precisions(scored: Scored) -> list[np.ndarray]:
    """Average precision of each stance: the value, then one a bootstrap sample."""
    weights = np.vstack([np.ones(len(scored.letters)), scored.draws])
    found = []
    for column in range(len(STANCES)):
        truth, order, last = _ranked(scored, column)
        drawn = weights[:, scored.member[order]]
        hits = np.cumsum(drawn * truth, axis=1)[:, last]
        precision = hits / np.maximum(1, np.cumsum(drawn, axis=1)[:, last])
        gained = np.diff(hits, axis=1, prepend=0)
        found.append(ratio(np.stack([(gained * precision).sum(axis=1), hits[:, -1]], axis=-1)))
    return found


def _drawn(scored: Scored, values: Sequence[np.ndarray] | np.ndarray) -> Measured:
    """The mean of one or more scores, each given as its value and those of the bootstrap samples."""
    if not len(values):
        return _missing("no gold answer takes a stance")
    mean = np.atleast_2d(values).mean(axis=0)
    if len(scored.letters) < 2:
        return _one_letter(mean[0])
    return {"value": round_(mean[0]), "interval": interval(mean[1:])}


def _drawn_error(scored: Scored) -> Measured:
    bins = bins_of(scored.probability)
    gaps = np.stack(
        [np.where(bins == one, scored.probability - scored.gold, 0).sum(axis=1) for one in range(BINS)], axis=-1
    )
    values = np.concatenate([gaps, np.full((len(scored), 1), len(STANCES))], axis=1)
    return scored.measured(values, lambda sums: np.abs(sums[..., :-1]).sum(axis=-1) / np.maximum(1, sums[..., -1]))


def _missing(note: str) -> Measured:
    return {"value": None, "interval": None, "note": note}


def _one_letter(value: float) -> Measured:
    return {"value": round_(value), "interval": None, "note": "one letter only: no interval over letters"}
