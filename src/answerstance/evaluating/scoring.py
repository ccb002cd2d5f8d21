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

ONE_LETTER = "one letter: no interval"

Measured = dict[str, Any]
"""``value``, ``interval`` (95 %: low, high) and, where one of them is None, ``note``: what is missing."""


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
    def weights(self) -> np.ndarray:
        """How often each letter counts, shape (1 + RESAMPLES, n_letters): once, then as each bootstrap sample draws it.

        With one letter only there is nothing to draw.
        """
        count = len(self.letters)
        if count < 2:
            return np.ones((1, 1), dtype=int)
        drawn = np.random.RandomState(self.seed).multinomial(count, [1 / count] * count, size=RESAMPLES)
        return np.vstack([np.ones(count, dtype=int), drawn])

    @cached_property
    def average_precisions(self) -> list[np.ndarray]:
        """The average precision of each stance, as `drawn` gives it; NaN where no gold answer takes it."""
        return [_average_precision(self, at) for at in range(len(STANCES))]

    @property
    def right(self) -> np.ndarray:
        """Which answers have exactly their stances, shape (n,)."""
        return (self.gold == self.told).all(axis=1)

    def drawn(self, values: np.ndarray, score: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """A score of summed values, such as counts of hits, and the same of every bootstrap sample.

        Parameters
        ----------
        values : ndarray, shape (n, …)
            One row an answer.
        score : callable
            Takes sums of rows, with a first axis of samples, and returns one number a sample.

        Returns
        -------
        ndarray, shape (1 + RESAMPLES,)
            The score itself comes first.
        """
        summed = np.zeros((len(self.letters), *values.shape[1:]))
        np.add.at(summed, self.member, values)
        return score(np.tensordot(self.weights, summed, axes=1))

    def share(self, holds: np.ndarray) -> np.ndarray:
        """The share of answers of which something holds, as `drawn` gives it."""
        return self.drawn(np.stack([holds, np.ones_like(holds)], axis=-1).astype(int), ratio)


def measure(scored: Scored) -> dict[str, Any]:
    """All scores of a system.

    Returns
    -------
    dict
        ``answers``, ``letters``; ``stances``, for each ``n``, ``told``, and ``precision``, ``recall``, ``f1`` and
        ``average_precision``; and the scores over all of `overall`. Each score is a `Measured`.
    """
    hits = _hits(scored.gold, scored.told)
    stances = {}
    for at, name in enumerate(STANCES):
        none = f"no gold answer takes {name}"
        stances[name] = {
            "n": int(scored.gold[:, at].sum()),
            "told": int(scored.told[:, at].sum()),
            "precision": measured(scored.drawn(hits[:, at], _precision), f"{name} is never told"),
            "recall": measured(scored.drawn(hits[:, at], _recall), none),
            "f1": measured(f1_of(scored, at), none),
            "average_precision": measured(scored.average_precisions[at], none),
        }
    whole = {name: measured(values, _WHY_NOT.get(name, "")) for name, values in overall(scored).items()}
    return {"answers": len(scored), "letters": len(scored.letters), "stances": stances, **whole}


def overall(scored: Scored) -> dict[str, np.ndarray]:
    """The scores over all stances, each as `Scored.drawn` gives it; NaN where one is not defined.

    ``macro_f1`` and ``macro_average_precision`` are means over the stances that occur, ``micro_f1`` is over all
    decisions, ``primary_macro_f1`` over the primaries that occur, ``primary_right`` the share of right ones,
    ``evidence_f1`` over (answer, stance, sentence), ``right_sets`` the share of answers whose set of stances is
    right, and ``calibration_error`` as `calibration_error` gives it.
    """
    occur = [at for at in range(len(STANCES)) if scored.gold[:, at].any()]
    classes = np.arange(len(PRIMARIES))
    primary = _hits(scored.gold_primary[:, None] == classes, scored.told_primary[:, None] == classes)
    present = primary[..., [0, 2]].sum(axis=(0, 2)) > 0
    return {
        "macro_f1": mean_of([f1_of(scored, at) for at in occur]),
        "micro_f1": scored.drawn(_hits(scored.gold, scored.told).sum(axis=1), f1) if occur else _undefined(),
        "macro_average_precision": mean_of([scored.average_precisions[at] for at in occur]),
        "primary_macro_f1": scored.drawn(primary[:, present], lambda counts: f1(counts).mean(axis=-1)),
        "primary_right": scored.share(scored.gold_primary == scored.told_primary),
        "evidence_f1": _evidence(scored),
        "right_sets": scored.share(scored.right),
        "calibration_error": _calibration_error(scored),
    }


_WHY_NOT = {
    "macro_f1": "no gold answer takes a stance",
    "micro_f1": "no gold answer takes a stance",
    "macro_average_precision": "no gold answer takes a stance",
    "evidence_f1": "no evidence to compare",
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
            taken = measured(scored.drawn(counts, ratio))
            curve.append({"n": int(inside.sum()), "told": round_(probability[inside].mean()), "taken": taken})
    return curve


def precision_recall_curve(scored: Scored, column: int, points: int = 200) -> list[list[float]]:
    """Recall and precision of one stance at falling thresholds, at most `points` of them."""
    truth, _, last = _ranked(scored, column)
    hits = np.cumsum(truth)[last]
    curve = np.stack([hits / max(1, truth.sum()), hits / (last + 1)], axis=1)
    kept = np.unique(np.linspace(0, len(curve) - 1, min(points, len(curve))).round().astype(int))
    return [[round_(recall), round_(precision)] for recall, precision in curve[kept]]


def evidence_by_stance(scored: Scored) -> dict[str, dict[str, Any]] | None:
    """For each stance ``n`` and ``told`` (sentences), ``precision``, ``recall`` and ``f1``; None without evidence."""
    counts = _evidence_hits(scored)
    if counts is None:
        return None
    found = {}
    for at, name in enumerate(STANCES):
        hits, alarms, misses = counts[:, at].sum(axis=0)
        none = f"no gold evidence for {name}"
        found[name] = {
            "n": int(hits + misses),
            "told": int(hits + alarms),
            "precision": measured(scored.drawn(counts[:, at], _precision), f"{name} is never told"),
            "recall": measured(scored.drawn(counts[:, at], _recall), none),
            "f1": measured(scored.drawn(counts[:, at], f1) if hits + misses else _undefined(), none),
        }
    return found


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


def measured(drawn: np.ndarray, note: str = "") -> Measured:
    """A score and its 95 % interval from what `Scored.drawn` gives; what is not defined says why in `note`."""
    if not np.isfinite(drawn[0]):
        return {"value": None, "interval": None, "note": note}
    if len(drawn) == 1:
        return {"value": round_(drawn[0]), "interval": None, "note": ONE_LETTER}
    return {"value": round_(drawn[0]), "interval": interval(drawn[1:])}


def interval(drawn: np.ndarray) -> list[float]:
    """The middle 95 % of bootstrapped values; those that are not defined are left out."""
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
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


def f1_of(scored: Scored, column: int) -> np.ndarray:
    """The F1 of one stance, as `Scored.drawn` gives it; NaN where no gold answer takes it."""
    gold, told = scored.gold[:, column], scored.told[:, column]
    return scored.drawn(_hits(gold, told), f1) if gold.any() else _undefined()


def _undefined() -> np.ndarray:
    return np.array([np.nan])


def mean_of(scores: Sequence[np.ndarray]) -> np.ndarray:
    """The mean of several scores, each as `Scored.drawn` gives it; NaN where there are none."""
    return np.mean(scores, axis=0) if len(scores) else _undefined()


def _evidence(scored: Scored) -> np.ndarray:
    counts = _evidence_hits(scored)
    return _undefined() if counts is None else scored.drawn(counts.sum(axis=1), f1)


def _evidence_hits(scored: Scored) -> np.ndarray | None:
    """Sentences rightly shown, wrongly shown and missed, shape (n, 4, 3); None where there is nothing to compare."""
    if any(one.evidence is None for one in scored.said) or not any(one.evidence for one in scored.cases):
        return None
    counts = np.zeros((len(scored), len(STANCES), 3), dtype=int)
    for at, (one, said) in enumerate(zip(scored.cases, scored.said, strict=True)):
        gold, told = set(one.evidence), set(said.evidence or ())
        for column, pieces in enumerate((gold & told, told - gold, gold - told)):
            for name, _ in pieces:
                counts[at, STANCES.index(name), column] += 1
    return counts


def _ranked(scored: Scored, column: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The truth from the highest probability down, that order, and where runs of equal probability end."""
    order = np.argsort(-scored.probability[:, column], kind="stable")
    ranked = scored.probability[order, column]
    last = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    return scored.gold[order, column], order, last


def _average_precision(scored: Scored, column: int) -> np.ndarray:
    truth, order, last = _ranked(scored, column)
    counted = scored.weights[:, scored.member[order]].astype(np.float32)
    hits = np.cumsum(counted * truth, axis=1)[:, last]
    precision = hits / np.maximum(1, np.cumsum(counted, axis=1)[:, last])
    gained = np.diff(hits, axis=1, prepend=0)
    return ratio(np.stack([(gained * precision).sum(axis=1), hits[:, -1]], axis=-1))


def _calibration_error(scored: Scored) -> np.ndarray:
    bins = bins_of(scored.probability)
    gaps = [np.where(bins == one, scored.probability - scored.gold, 0).sum(axis=1) for one in range(BINS)]
    values = np.stack([*gaps, np.full(len(scored), len(STANCES))], axis=-1)
    return scored.drawn(values, lambda sums: np.abs(sums[..., :-1]).sum(axis=-1) / np.maximum(1, sums[..., -1]))
