"""Train, predict out of fold, score, and build the shipped model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from answerstance.annotating import INVENTED, Labelled, fingerprint, load, load_invented
from answerstance.classifying.estimator import StanceClassifier
from answerstance.classifying.grouping import deal, keep_together
from answerstance.classifying.scoring import scores
from answerstance.classifying.store import save_model
from answerstance.records import Verdict

CHOSEN_SOURCES = frozenset({"kvr", "kvr-chosen"})
"""Answers chosen for rare or doubtful stances: no measure of how often a stance occurs."""

SCORED_SOURCES = frozenset({"letters", "modern", "examples"})
"""What is scored: samples of today's letters."""


def train(labelled: Sequence[Labelled], seed: int = 0, **parameters: Any) -> StanceClassifier:
    """Fit a classifier on gold answers.

    Parameters
    ----------
    labelled : sequence of Labelled
        Those of the source ``invented`` are exercises: only their sentences are learned.
    seed : int, default 0
    **parameters
        Of `StanceClassifier`.

    Returns
    -------
    StanceClassifier
        The same for the same answers in the same order, to the bit.
    """
    return _fit(StanceClassifier(seed=seed, **parameters), labelled)


def out_of_fold(
    labelled: Sequence[Labelled],
    folds: int = 10,
    seed: int = 0,
    make: Callable[[], StanceClassifier] | None = None,
    exercises: Sequence[Labelled] = (),
) -> list[Verdict]:
    """Label every answer by a model that saw neither its letter nor a letter that shares a text with it.

    Parameters
    ----------
    labelled : sequence of Labelled
    folds : int, default 10
    seed : int, default 0
        Deals the letters, and is the seed of the models.
    make : callable, optional
        Makes an unfitted classifier; by default one with the default parameters.
    exercises : sequence of Labelled, optional
        Invented answers that every model learns from.

    Returns
    -------
    list of Verdict
        One an answer, in order.
    """
    fold = outer_folds(labelled, folds, seed)
    verdicts: dict[int, Verdict] = {}
    for one in range(folds):
        inside, outside = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        model = make() if make else StanceClassifier(seed=seed)
        _fit(model, [*(labelled[at] for at in inside), *exercises])
        verdicts.update(zip(outside.tolist(), model.label(_pairs([labelled[at] for at in outside])), strict=True))
    return [verdicts[at] for at in range(len(labelled))]


def outer_folds(labelled: Sequence[Labelled], folds: int, seed: int) -> np.ndarray:
    """The fold of each answer: letters, and letters that share 12 words in a row, are kept together."""
    return deal(keep_together([one.letter for one in labelled], [one.answer for one in labelled]), folds, seed)


def build(
    annotations: str | Path | None = None,
    corpus: str | Path | None = None,
    out: str | Path = "models",
    seed: int = 0,
    labelled: Sequence[Labelled] | None = None,
    folds: int = 10,
) -> dict[str, Any]:
    """Train on all gold answers, score out of fold, and store the model with its manifest.

    Parameters
    ----------
    annotations, corpus : path, optional
        As for `answerstance.annotating.load`; not read where `labelled` is given.
    out : path, default "models"
        Folder for the model.
    seed : int, default 0
    labelled : sequence of Labelled, optional
        Gold answers from elsewhere, such as `answerstance.annotating.load_examples`.
    folds : int, default 10
        Folds of the scores; 0 leaves them out.

    Returns
    -------
    dict
        The manifest, as stored.

    Raises
    ------
    AnnotationError
        If labels and texts do not fit.
    """
    exercises = load_invented()
    answers = list(labelled) if labelled is not None else load(annotations, corpus)
    model = train([*answers, *exercises], seed)
    measured = measure(answers, folds, seed, exercises) if folds else {}
    notes = {
        "data_fingerprint": fingerprint(answers),
        "answers": len(answers),
        "letters": len({one.letter for one in answers}),
        "exercises": len(exercises),
        "exercises_fingerprint": fingerprint(exercises),
        "out_of_fold": measured,
    }
    return save_model(model, out, notes)


def measure(
    labelled: Sequence[Labelled], folds: int = 10, seed: int = 0, exercises: Sequence[Labelled] = ()
) -> dict[str, Any]:
    """Score out of fold, on the answers of `SCORED_SOURCES` (on all where there are none of these).

    Parameters are those of `out_of_fold`.

    Returns
    -------
    dict
        ``how`` in words, and what `answerstance.classifying.scoring.scores` gives.
    """
    verdicts = out_of_fold(labelled, folds, seed, exercises=exercises)
    scored = [at for at, one in enumerate(labelled) if one.source in SCORED_SOURCES] or list(range(len(labelled)))
    return {
        "how": f"{folds} folds by letter; scored on {' and '.join(sorted({labelled[at].source for at in scored}))}",
        **scores([labelled[at] for at in scored], [verdicts[at] for at in scored]),
    }


def _fit(model: StanceClassifier, labelled: Sequence[Labelled]) -> StanceClassifier:
    return model.fit(
        _pairs(labelled),
        labelled,
        drill=[one.source == INVENTED for one in labelled],
        chosen=[one.source in CHOSEN_SOURCES for one in labelled],
    )


def _pairs(labelled: Sequence[Labelled]) -> list[tuple[str, str]]:
    return [(one.question, one.answer) for one in labelled]
