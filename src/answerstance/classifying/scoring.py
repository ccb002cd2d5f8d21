"""Score verdicts against gold labels, with intervals by a bootstrap over letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from answerstance.annotating import Labelled
from answerstance.dutch.sentences import sentences
from answerstance.records import Evidence, Verdict
from answerstance.stances import PRIMARIES, STANCES

RESAMPLES = 1000
_BINS = 10


def scores(labelled: Sequence[Labelled], verdicts: Sequence[Verdict], seed: int = 0) -> dict[str, Any]:
    """Measure how well verdicts fit the gold labels.

    Parameters
    ----------
    labelled : sequence of Labelled
    verdicts : sequence of Verdict
        One an answer, in the same order.
    seed : int, default 0
        Of the bootstrap.

    Returns
    -------
    dict
        ``answers`` and ``letters`` (counts); ``macro_f1`` over the four stances, ``primary_macro_f1``
        over the five primaries that occur, ``evidence_f1`` over (answer, stance, sentence), each with
        ``value`` and ``interval`` (95 %, letters drawn with replacement 1000 times); ``stances`` with
        ``n``, ``precision``, ``recall``, ``f1`` and ``interval`` for each stance; ``right_sets``, the share of
        answers whose set of stances is right; ``calibration_error``, as `calibration_error` gives it.

    Raises
    ------
    ValueError
        If there are no answers, or not as many verdicts.
    """
    if not labelled or len(labelled) != len(verdicts):
        raise ValueError(f"{len(labelled)} gold answers and {len(verdicts)} verdicts: need as many, and one or more")
    letters, member = np.unique([one.letter for one in labelled], return_inverse=True)
    draws = np.random.RandomState(seed).multinomial(len(letters), [1 / len(letters)] * len(letters), size=RESAMPLES)

    both = list(zip(labelled, verdicts, strict=True))
    counts = [[_hits(name in one.stances, name in said.stances) for name in STANCES] for one, said in both]
    stance = _by_letter(np.array(counts), member)
    counts = [[_hits(one.primary == name, said.primary == name) for name in PRIMARIES] for one, said in both]
    primary = _by_letter(np.array(counts), member)
    shown = _by_letter(np.array([_evidence_hits(one, said) for one, said in both]), member)
    per_stance = {}
    for at, name in enumerate(STANCES):
        total = stance[:, at].sum(axis=0)
        per_stance[name] = {
            "n": int(total[0] + total[2]),
            "precision": _round(total[0] / max(1, total[0] + total[1])),
            "recall": _round(total[0] / max(1, total[0] + total[2])),
            "f1": _round(_f1(total)),
            "interval": _interval(_f1(_resampled(stance[:, at], draws))),
        }
    return {
        "answers": len(labelled),
        "letters": len(letters),
        "macro_f1": _measured(stance, draws),
        "stances": per_stance,
        "primary_macro_f1": _measured(primary, draws),
        "evidence_f1": _measured(shown[:, None, :], draws),
        "right_sets": _round(np.mean([set(one.stances) == set(said.stances) for one, said in both])),
        "calibration_error": _round(
            calibration_error(
                np.array([[said.probabilities[name] for name in STANCES] for _, said in both]),
                np.array([[name in one.stances for name in STANCES] for one, _ in both]),
            )
        ),
    }


def calibration_error(probabilities: np.ndarray, taken: np.ndarray) -> float:
    """Expected calibration error in ten bins of equal width (Naeini, Cooper and Hauskrecht 2015), over all stances.

    Parameters
    ----------
    probabilities : ndarray
        From 0 to 1.
    taken : ndarray of bool
        Of the same shape.
    """
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    found = [bins == one for one in range(_BINS)]
    return float(sum(abs(probabilities[one].mean() - taken[one].mean()) * one.mean() for one in found if one.any()))


def evidence_sentences(answer: str, evidence: Sequence[Evidence]) -> set[tuple[str, int]]:
    """Which sentences of an answer its evidence covers more than half of: stance and number of the sentence."""
    return {
        (piece.stance, number)
        for number, (start, end) in enumerate(sentences(answer))
        for piece in evidence
        if min(end, piece.end) - max(start, piece.start) > (end - start) / 2
    }


def _evidence_hits(one: Labelled, said: Verdict) -> list[int]:
    gold, found = evidence_sentences(one.answer, one.evidence), evidence_sentences(one.answer, said.evidence)
    return [len(gold & found), len(found - gold), len(gold - found)]


def _hits(gold: bool, said: bool) -> list[int]:
    """True positive, false positive, false negative."""
    return [int(gold and said), int(said and not gold), int(gold and not said)]


def _by_letter(counts: np.ndarray, member: np.ndarray) -> np.ndarray:
    """Sum counts of answers by letter: shape (n_letters, …)."""
    summed = np.zeros((member.max() + 1, *counts.shape[1:]))
    np.add.at(summed, member, counts)
    return summed


def _resampled(counts: np.ndarray, draws: np.ndarray) -> np.ndarray:
    return np.tensordot(draws, counts, axes=1)


def _f1(counts: np.ndarray) -> np.ndarray:
    """F1 from (hits, false alarms, misses) on the last axis; 0 where there is nothing to find and nothing found."""
    hits, alarms, misses = np.moveaxis(counts, -1, 0)
    return 2 * hits / np.maximum(1, 2 * hits + alarms + misses)


def _measured(counts: np.ndarray, draws: np.ndarray) -> dict[str, Any]:
    """The mean F1 over the classes that occur, counts of shape (n_letters, n_classes, 3)."""
    occurs = counts[..., 0].sum(axis=0) + counts[..., 2].sum(axis=0) > 0
    counts = counts[:, occurs] if occurs.any() else counts
    return {
        "value": _round(_f1(counts.sum(axis=0)).mean()),
        "interval": _interval(_f1(_resampled(counts, draws)).mean(axis=-1)),
    }


def _interval(values: np.ndarray) -> list[float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return [_round(low), _round(high)]


def _round(value: float) -> float:
    return round(float(value), 4)
