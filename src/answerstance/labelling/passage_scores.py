"""Score passages against gold passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from answerstance.records import Passage
from answerstance.stances import STANCES

RESAMPLES = 1000


def passage_counts(gold: Sequence[Passage], found: Sequence[Passage]) -> np.ndarray:
    """Hits, false alarms and misses of one letter, shape (4, 3), rows in the order of `STANCES`.

    A found passage hits a gold one of the same stance where they share more than half of the shorter one; each gold
    passage is hit once.
    """
    counts = np.zeros((len(STANCES), 3), dtype=int)
    for row, stance in enumerate(STANCES):
        open_gold = [passage for passage in gold if stance in passage.scores]
        for passage in (one for one in found if stance in one.scores):
            match = next((one for one in open_gold if _same(one, passage)), None)
            if match is None:
                counts[row, 1] += 1
            else:
                open_gold.remove(match)
                counts[row, 0] += 1
        counts[row, 2] = len(open_gold)
    return counts


def passage_scores(counts: Sequence[np.ndarray], seed: int = 0) -> dict[str, Any]:
    """Precision, recall and F1 by stance, and the macro F1.

    Parameters
    ----------
    counts : sequence of ndarray, shape (4, 3)
        One a letter, as `passage_counts` gives them.
    seed : int, default 0
        Of the bootstrap.

    Returns
    -------
    dict
        ``letters``; ``stances``, with ``n``, ``precision``, ``recall``, ``f1`` and ``interval`` of each; ``macro_f1``
        with ``value`` and ``interval`` (95 %, letters drawn with replacement 1000 times).
    """
    table = np.array(counts)
    draws = np.random.RandomState(seed).multinomial(len(table), [1 / len(table)] * len(table), size=RESAMPLES)
    drawn = _f1(np.tensordot(draws, table, axes=1))
    total = table.sum(axis=0)
    stances = {
        stance: {
            "n": int(total[row, 0] + total[row, 2]),
            "precision": float(total[row, 0] / max(1, total[row, :2].sum())),
            "recall": float(total[row, 0] / max(1, total[row, 0] + total[row, 2])),
            "f1": float(_f1(total[row])),
            "interval": _interval(drawn[:, row]),
        }
        for row, stance in enumerate(STANCES)
    }
    return {
        "letters": len(table),
        "stances": stances,
        "macro_f1": {"value": float(_f1(total).mean()), "interval": _interval(drawn.mean(axis=1))},
    }


def _same(one: Passage, other: Passage) -> bool:
    a, b = one.spans[0].start, one.spans[-1].end
    c, d = other.spans[0].start, other.spans[-1].end
    return min(b, d) - max(a, c) > min(b - a, d - c) / 2


def _f1(counts: np.ndarray) -> np.ndarray:
    hits, alarms, misses = np.moveaxis(counts, -1, 0)
    return 2 * hits / np.maximum(1, 2 * hits + alarms + misses)


def _interval(values: np.ndarray) -> list[float]:
    return [float(value) for value in np.percentile(values, [2.5, 97.5])]
