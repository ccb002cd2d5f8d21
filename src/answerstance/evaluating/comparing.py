"""Two systems on the same answers: paired differences, and the answers that flipped."""

from __future__ import annotations

from math import comb
from typing import Any

import numpy as np

from answerstance.errors import AnswerStanceError
from answerstance.evaluating.scoring import Scored, f1_of, interval, overall, round_
from answerstance.stances import STANCES


def compare(one: Scored, other: Scored) -> dict[str, Any]:
    """How much better one system is than another on the same answers.

    Parameters
    ----------
    one, other : Scored
        Of the same cases in the same order, with the same seed.

    Returns
    -------
    dict
        ``differences``, by score ``one``, ``other``, ``difference`` (one less the other) and ``interval`` (95 %, the
        same letters drawn for both); ``flipped``, the answers on whose stances they differ: ``id``, ``gold``,
        ``one``, ``other`` (stances) and ``better`` (``one``, ``other`` or None where both are wrong); ``won`` and
        ``lost`` (answers that only one of them has right) and ``p``, the two-sided exact McNemar test of these.

    Raises
    ------
    AnswerStanceError
        If they are not about the same answers.
    """
    if one.cases != other.cases:
        raise AnswerStanceError(
            "the two models were scored on other answers: compare them on the same gold, with --gold"
        )
    scores, others = _scores(one), _scores(other)
    differences = {
        name: {
            "one": round_(mine[0]),
            "other": round_(theirs[0]),
            "difference": round_(mine[0] - theirs[0]),
            "interval": interval(mine[1:] - theirs[1:]) if len(mine) > 1 else None,
        }
        for (name, mine), theirs in zip(scores.items(), others.values(), strict=True)
        if np.isfinite(mine[0]) and np.isfinite(theirs[0])
    }
    flipped = [
        {
            "id": case.id,
            "gold": list(case.stances),
            "one": list(a.stances),
            "other": list(b.stances),
            "better": "one" if a.stances == case.stances else "other" if b.stances == case.stances else None,
        }
        for case, a, b in zip(one.cases, one.said, other.said, strict=True)
        if a.stances != b.stances
    ]
    won, lost = (sum(flip["better"] == side for flip in flipped) for side in ("one", "other"))
    return {
        "answers": len(one),
        "letters": len(one.letters),
        "differences": differences,
        "flipped": flipped,
        "won": won,
        "lost": lost,
        "p": _mcnemar(won, lost),
    }


def _scores(scored: Scored) -> dict[str, np.ndarray]:
    return overall(scored) | {f"f1 {name}": f1_of(scored, at) for at, name in enumerate(STANCES)}


def _mcnemar(won: int, lost: int) -> float | None:
    """The exact test of McNemar (1947): could so many wins be chance? None where nothing flipped."""
    count = won + lost
    tail = sum(comb(count, at) for at in range(min(won, lost) + 1))
    return round_(min(1.0, 2 * (tail / 2**count))) if count else None
