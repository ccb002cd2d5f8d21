"""Which way of counting comes closest to the truth on letters that the classifier had not seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from answerstance.evaluating.quantifying import CLASSES, METHODS, Known, interval, shares
from answerstance.evaluating.scoring import round_

SIZES = (50, 100, 200, 400)
"""Answers counted at once."""

_DRAWS = 30
_HIGHEST = 0.6
_COVERED = 40  # samples whose intervals are looked at: each takes its own bootstrap


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
        samples; ``curve``: for the shifted samples of 200 answers, by method, mean share found in ten bins of the true
        share; ``covered``: the share of 95 % intervals of `shares` that hold the true share.
    """
    random = np.random.RandomState(seed)
    errors: dict[str, dict[int, dict[str, list[float]]]] = {
        kind: {size: {name: [] for name in METHODS} for size in SIZES} for kind in ("letters", "shifted")
    }
    seen: list[tuple[float, dict[str, float]]] = []
    covered: list[bool] = []
    for turn in range(_DRAWS):
        letters = random.permutation(known.sample.group.max() + 1)
        first = np.isin(known.sample.group, letters[: len(letters) // 2])
        learned, others = known.part(first), known.part(~first)
        for size in SIZES:
            if size > len(others.truth):
                continue
            whole = others.part(_whole_letters(others, size, random))
            for name, row in _gaps(learned, whole).items():
                errors["letters"][size][name] += np.abs(row - whole.truth.mean(axis=0)).tolist()
            if size == SIZES[1] and turn < _COVERED:
                found = shares(learned, whole.sample, resamples=200, seed=turn)
                covered += [
                    found[name]["interval"][0] <= true <= found[name]["interval"][1]
                    for name, true in zip(CLASSES, whole.truth.mean(axis=0), strict=True)
                ]
            for column in range(len(CLASSES)):
                drawn = others.part(_shifted(others.truth[:, column], size, random))
                true = drawn.truth[:, column].mean()
                found_shares = {name: row[column] for name, row in _gaps(learned, drawn).items()}
                for name, share in found_shares.items():
                    errors["shifted"][size][name].append(abs(share - true))
                if size == SIZES[2]:
                    seen.append((true, found_shares))
    return {
        "errors": {
            kind: {
                str(size): {name: round_(np.mean(gaps)) for name, gaps in by_name.items()}
                for size, by_name in by_size.items()
                if all(by_name.values())
            }
            for kind, by_size in errors.items()
        },
        "curve": _curve(seen),
        "covered": round_(np.mean(covered)) if covered else None,
        "samples": _DRAWS,
    }


def _gaps(learned: Known, drawn: Known) -> dict[str, np.ndarray]:
    ones, once = np.ones((1, len(learned.truth))), np.ones((1, len(drawn.truth)))
    return {name: method(learned, ones, drawn.sample, once)[0] for name, method in METHODS.items()}


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
    count = int(round(random.uniform(0, _HIGHEST) * size))
    inside, outside = np.flatnonzero(truth == 1), np.flatnonzero(truth == 0)
    return np.concatenate([random.choice(inside, count), random.choice(outside, size - count)])


def _curve(seen: list[tuple[float, dict[str, float]]]) -> list[dict[str, Any]]:
    bins = np.linspace(0, _HIGHEST, 7)
    rows = []
    for low, high in zip(bins, bins[1:], strict=False):
        inside = [found for true, found in seen if low <= true < high]
        trues = [true for true, _ in seen if low <= true < high]
        if inside:
            means = {name: round_(np.mean([found[name] for found in inside])) for name in METHODS}
            rows.append({"true": round_(np.mean(trues)), "n": len(inside), "found": means})
    return rows
