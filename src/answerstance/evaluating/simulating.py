"""Which way of counting comes closest to the truth on letters that the classifier had not seen."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from answerstance.evaluating.quantifying import CLASSES, METHODS, Known, damped
from answerstance.evaluating.scoring import round_

SIZES = (50, 100, 200, 400)
"""Answers counted at once."""

SHOWN_SIZE = 200
DAMPED = "damped"

_TURNS = 30
_RESAMPLES = 200
_HIGHEST = 0.6
_SMALL = 1e-9  # rounding


def simulate(known: Known, seed: int = 0) -> dict[str, Any]:
    """Compare the methods of counting on samples whose true shares are known.

    Letters are halved again and again: the errors are learned on one half, answers of the other are counted. Two
    kinds of samples are drawn there: ``letters``, whole letters as they come, whose shares differ as those of bodies
    and years do; and ``shifted``, answers drawn so that one class has a share from 0 to 60 % (the artificial
    prevalence protocol of Forman 2008), while answers within the class and outside it stay as they are.

    Parameters
    ----------
    known : Known
        Answers with gold labels, judged out of fold.
    seed : int, default 0

    Returns
    -------
    dict
        ``errors``: by protocol, by size of the sample, by method the mean absolute error of a share over classes and
        samples; ``curve``: for the shifted samples of 200 answers, by method, the mean share found in bins of the true
        share; ``covered``: by protocol the share of 95 % intervals that hold the true share; ``turns``: how often the
        letters were halved.
    """
    random = np.random.RandomState(seed)
    gaps: dict[str, dict[int, dict[str, list[float]]]] = {
        kind: {size: {name: [] for name in (*METHODS, DAMPED)} for size in SIZES} for kind in ("letters", "shifted")
    }
    covered: dict[str, list[bool]] = {"letters": [], "shifted": []}
    seen: list[tuple[float, dict[str, float]]] = []
    for _ in range(_TURNS):
        letters = random.permutation(known.sample.group.max() + 1)
        first = np.isin(known.sample.group, letters[: len(letters) // 2])
        learned, others = known.part(first), known.part(~first)
        weights = learned.sample.weights(_RESAMPLES, random)
        for size in SIZES:
            if size > len(others.truth):
                continue
            whole = others.part(_whole_letters(others, size, random))
            true = whole.truth.mean(axis=0)
            found, drawn = _found(learned, weights, whole, random)
            for name, row in found.items():
                gaps["letters"][size][name] += np.abs(row - true).tolist()
            covered["letters"] += _holds(drawn, true).tolist()
            for column in range(len(CLASSES)):
                shifted = others.part(_shifted(others.truth[:, column], size, random))
                share = float(shifted.truth[:, column].mean())
                found, drawn = _found(learned, weights, shifted, random)
                for name, row in found.items():
                    gaps["shifted"][size][name].append(abs(row[column] - share))
                covered["shifted"].append(bool(_holds(drawn[:, [column]], share)[0]))
                if size == SHOWN_SIZE:
                    seen.append((share, {name: float(row[column]) for name, row in found.items()}))
    return {
        "errors": {
            kind: {
                str(size): {name: round_(np.mean(values)) for name, values in by_name.items()}
                for size, by_name in by_size.items()
                if all(by_name.values())
            }
            for kind, by_size in gaps.items()
        },
        "curve": _curve(seen),
        "covered": {kind: round_(np.mean(held)) for kind, held in covered.items() if held},
        "turns": _TURNS,
    }


def _found(
    learned: Known, weights: np.ndarray, drawn: Known, random: np.random.RandomState
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The shares that every method finds, and the draws of the one in use."""
    others = drawn.sample.weights(_RESAMPLES, random)
    found = {name: method(learned, weights[:1], drawn.sample, others[:1])[0] for name, method in METHODS.items()}
    draws, _ = damped(learned, weights, drawn.sample, others)
    return found | {DAMPED: draws[0]}, draws[1:]


def _holds(draws: np.ndarray, true: np.ndarray | float) -> np.ndarray:
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    return (low <= true + _SMALL) & (true <= high + _SMALL)


def _whole_letters(known: Known, size: int, random: np.random.RandomState) -> np.ndarray:
    """Answers of whole letters, drawn until there are enough."""
    found: list[int] = []
    for letter in random.permutation(np.unique(known.sample.group)):
        found += np.flatnonzero(known.sample.group == letter).tolist()
        if len(found) >= size:
            break
    return np.array(found[:size])


def _shifted(truth: np.ndarray, size: int, random: np.random.RandomState) -> np.ndarray:
    """Answers with a share of the class that is drawn evenly; with replacement, since the class may be rare."""
    count = round(random.uniform(0, _HIGHEST) * size)
    inside, outside = np.flatnonzero(truth == 1), np.flatnonzero(truth == 0)
    return np.concatenate([random.choice(inside, count), random.choice(outside, size - count)])


def _curve(seen: list[tuple[float, dict[str, float]]]) -> list[dict[str, Any]]:
    bins = np.linspace(0, _HIGHEST, 7)
    rows = []
    for low, high in pairwise(bins):
        inside = [found for true, found in seen if low <= true < high]
        trues = [true for true, _ in seen if low <= true < high]
        if inside:
            means = {name: round_(np.mean([found[name] for found in inside])) for name in inside[0]}
            rows.append({"true": round_(np.mean(trues)), "n": len(inside), "found": means})
    return rows
