"""What is tried on the gold answers: folds by letter, folds at random, fewer letters, baselines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from answerstance.annotating import Labelled
from answerstance.classifying.grouping import deal
from answerstance.classifying.training import CHOSEN_SOURCES, held_out, outer_folds
from answerstance.evaluating.baselines import BASELINES
from answerstance.evaluating.cases import Case, Said, said_of
from answerstance.evaluating.keeping import OLDER_SOURCES
from answerstance.evaluating.scoring import Scored, measure, round_
from answerstance.stances import STANCES

CURVE = (0.05, 0.1, 0.25, 0.5)
"""Shares of the letters that the points of the learning curve learn from; `by_letter` is its last point."""

_FEWEST = 20  # letters: with fewer, a fold may have none to learn from

Tell = Callable[[str], None]
"""Takes a line on how far the work is."""


class Gold(NamedTuple):
    """Gold answers, those of them that are scored, and how they are dealt."""

    labelled: list[Labelled]
    exercises: list[Labelled]
    cases: list[Case]
    """Of the scored answers, in order."""
    folds: int
    seed: int
    jobs: int = 1
    """How many folds are learned side by side."""

    @property
    def scored(self) -> np.ndarray:
        """Which answers are scored: those that were drawn, not chosen for what they say or left over."""
        return np.array([is_scored(one) for one in self.labelled])


def is_scored(one: Labelled) -> bool:
    """Was it drawn, and not chosen for what it says or left over?"""
    return one.source not in CHOSEN_SOURCES


def by_letter(gold: Gold, tell: Tell) -> tuple[list[Said], list[dict[str, float]]]:
    """The model's verdicts out of fold by letter, and the thresholds that each fold's model chose."""
    thresholds: list[dict[str, float]] = []
    said = _held_out(gold, outer_folds(gold.labelled, gold.folds, gold.seed), tell, "fold", thresholds=thresholds)
    return said, thresholds


def first_fold(gold: Gold) -> dict[int, Said]:
    """The verdicts of `by_letter` on its first fold, by the place of each among the scored answers."""
    fold = outer_folds(gold.labelled, gold.folds, gold.seed)
    place = np.cumsum(gold.scored) - 1
    held, _, verdicts = next(held_out(gold.labelled, fold, gold.seed, None, gold.exercises))
    return {
        int(place[at]): said_of(gold.labelled[at].answer, verdict)
        for at, verdict in zip(held.tolist(), verdicts, strict=True)
        if gold.scored[at]
    }


def at_random(gold: Gold, folds: int, tell: Tell) -> list[Said]:
    """The model's verdicts where answers are dealt without regard to their letters: flattering, shown as a warning."""
    alone = [f"{at:06}" for at in range(len(gold.labelled))]
    return _held_out(gold, deal(alone, folds, gold.seed), tell, "random fold")


def learning_curve(gold: Gold, folds: int, tell: Tell) -> list[dict[str, Any]]:
    """Scores of models that learn from fewer letters; the same letters are judged at every point.

    Returns
    -------
    list of dict
        ``letters`` and ``answers`` a model learned from (mean over folds), and ``macro_f1``,
        ``macro_average_precision`` and ``f1`` by stance, on the sample of today's letters.
    """
    fold = outer_folds(gold.labelled, folds, gold.seed)
    letters, member = np.unique([one.letter for one in gold.labelled], return_inverse=True)
    rank = np.random.RandomState(gold.seed).permutation(len(letters)) / len(letters)
    today = np.array([case.source not in OLDER_SOURCES for case in gold.cases])
    points = []
    for share in CURVE:
        if share * len(letters) < _FEWEST:
            continue
        learned = rank[member] < share
        said = _held_out(gold, fold, tell, f"{share:.0%} of the letters, fold", learned=learned)
        scores = measure(Scored(gold.cases, said).only(today))
        inside = 1 - 1 / folds
        points.append(
            {
                "letters": round(len(set(member[learned])) * inside),
                "answers": round(int(learned.sum()) * inside),
                "macro_f1": scores["macro_f1"],
                "macro_average_precision": scores["macro_average_precision"],
                "f1": {name: scores["stances"][name]["f1"] for name in STANCES},
            }
        )
    return points


def baseline(name: str, gold: Gold, tell: Tell) -> list[Said]:
    """A baseline's verdicts in the folds of `by_letter`, learning from the same gold answers."""
    fold = outer_folds(gold.labelled, gold.folds, gold.seed)
    found: dict[int, Said] = {}
    for one in range(gold.folds):
        tell(f"{name}, fold {one + 1}")
        learned = [gold.labelled[at] for at in np.flatnonzero(fold != one)]
        outside = np.flatnonzero((fold == one) & gold.scored)
        judged = [gold.labelled[at] for at in outside]
        if judged:
            found.update(zip(outside.tolist(), BASELINES[name](learned, judged, gold.seed), strict=True))
    return [found[at] for at in sorted(found)]


def _held_out(
    gold: Gold,
    fold: np.ndarray,
    tell: Tell,
    name: str,
    learned: np.ndarray | None = None,
    thresholds: list[dict[str, float]] | None = None,
) -> list[Said]:
    found: dict[int, Said] = {}
    scored = gold.scored
    tell(f"{name} 1")
    for number, (held, model, verdicts) in enumerate(
        held_out(gold.labelled, fold, gold.seed, None, gold.exercises, learned, gold.jobs), start=2
    ):
        for at, verdict in zip(held.tolist(), verdicts, strict=True):
            if scored[at]:
                found[at] = said_of(gold.labelled[at].answer, verdict)
        if thresholds is not None:
            thresholds.append({stance: float(least) for stance, least in zip(STANCES, model.thresholds_, strict=True)})
        if number <= fold.max() + 1:
            tell(f"{name} {number}")
    return [found[at] for at in sorted(found)]


def agreement(one: Sequence[Said], other: Sequence[Said]) -> dict[str, Any]:
    """How far two runs over the same answers agree: same stances, and the largest difference of a probability."""
    pairs = list(zip(one, other, strict=True))
    same = sum(a.stances == b.stances for a, b in pairs)
    gaps = [abs(p - q) for a, b in pairs for p, q in zip(a.probabilities, b.probabilities, strict=True)]
    return {"answers": len(pairs), "same_stances": same, "largest_gap": round_(max(gaps, default=0.0))}
