"""The three reports: of a stored model, of a model trained again, and of gold labels of one's own."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answerstance.annotating import Labelled
from answerstance.classifying import load_model, read_manifest
from answerstance.classifying.store import shipped_folder
from answerstance.dutch.sentences import sentences
from answerstance.errors import AnswerStanceError
from answerstance.evaluating.cases import Facts, case_of, cases_of, said_of
from answerstance.evaluating.comparing import compare
from answerstance.evaluating.experiments import Tell, agreement
from answerstance.evaluating.figures import Figures, TextOf, basic_figures, model_figures
from answerstance.evaluating.keeping import MODEL, Evaluation, load_evaluation
from answerstance.evaluating.own import load_own
from answerstance.evaluating.rebuilding import PARTS, read_gold, rebuild, was_learned
from answerstance.evaluating.scoring import Scored

_TOLERANCE = 0.01


def stored_report(
    model: str | Path | None = None, against: str | Path | None = None, gold: Sequence[Labelled] | None = None
) -> Figures:
    """The figures of a model's own evaluation, from what is stored beside it: no letters are needed.

    Parameters
    ----------
    model : path, optional
        Folder of the model; by default the shipped one.
    against : path, optional
        Folder of another model with an evaluation on the same answers, to compare with.
    gold : sequence of Labelled, optional
        The answers with their texts: with them, errors are shown with their texts.

    Raises
    ------
    ModelError
        If there is no model, or no evaluation beside it.
    """
    place = Path(model) if model is not None else shipped_folder()
    evaluation = load_evaluation(place)
    figures = model_figures(evaluation, read_manifest(place), _texts(gold or ()))
    figures |= {"how": _how(evaluation), "again": _AGAIN}
    if against is not None:
        today, theirs = (whole.samples()[0] for whole in (evaluation, load_evaluation(against)))
        one, other = (Scored(part.cases, part.said[MODEL]) for part in (today, theirs))
        figures["against"] = compare(one, other) | {"names": [str(place), str(against)]}
    return figures


def refitted_report(
    model: str | Path | None = None,
    annotations: str | Path | None = None,
    corpus: str | Path | None = None,
    examples: str | Path | None = None,
    with_text: bool = False,
    tell: Tell = lambda line: None,
) -> Figures:
    """The same figures from models trained again, and whether what is stored agrees.

    Parameters
    ----------
    model : path, optional
        Folder of the model whose evaluation is done again; by default the shipped one.
    annotations, corpus, examples : path, optional
        As for `answerstance.evaluating.rebuilding.rebuild`.
    with_text : bool, default False
        Show the texts of errors.
    tell : callable, optional
        Takes a line on how far the work is.

    Returns
    -------
    dict
        As `stored_report` gives it; ``refit`` says by system how many answers got the same stances.
    """
    place = Path(model) if model is not None else shipped_folder()
    stored = load_evaluation(place)
    made = stored.notes["parts"]
    parts = [part for part in PARTS if part in made]
    folds, seed = made["folds"]["folds"], made["folds"]["seed"]
    gold = read_gold(annotations, corpus, examples, folds, seed)
    if gold.cases != stored.cases:
        raise AnswerStanceError(
            f"the gold labels are not those of the evaluation in {place}: {len(gold.cases)} answers here,"
            f" {len(stored.cases)} there; `answerstance train` makes a new one"
        )
    with tempfile.TemporaryDirectory() as folder:
        again = rebuild(folder, parts, annotations, corpus, examples, folds, seed, tell)
        manifest = read_manifest(folder)
    refit = {name: agreement(rows, again.said[name]) for name, rows in stored.said.items()}
    figures = model_figures(again, manifest, _texts(gold.labelled) if with_text else None)
    agrees = all(one["same_stances"] == one["answers"] and one["largest_gap"] <= _TOLERANCE for one in refit.values())
    said = "agree with" if agrees else "differ from"
    lines = "; ".join(
        f"{name}: {one['same_stances']:,} of {one['answers']:,} answers got the same stances, largest difference of a"
        f" probability {one['largest_gap']}"
        for name, one in refit.items()
    )
    how = f"{_how(again)} All models were trained again for this report; they {said} what is stored ({lines})."
    return figures | {"how": how, "again": _AGAIN, "refit": refit, "refit_agrees": agrees}


def own_report(
    gold: str | Path,
    letters: str | Path | None = None,
    model: str | Path | None = None,
    against: str | Path | None = None,
    with_text: bool = False,
) -> Figures:
    """The figures of a model on gold labels of one's own.

    Parameters
    ----------
    gold, letters : path
        As for `answerstance.evaluating.own.load_own`.
    model, against : path, optional
        Folder of the model (by default the shipped one), and of another to compare with.
    with_text : bool, default False
        Show the texts of errors.

    Raises
    ------
    AnnotationError
        If no gold answer can be used.
    """
    labelled, facts, left_out = load_own(gold, letters)
    cases = cases_of(labelled, facts, {})
    scored = Scored(cases, _judge(labelled, model))
    learned = _learned(labelled, model)
    figures = basic_figures(scored, _texts(labelled) if with_text else None)
    figures |= {
        "title": "How well answerstance reads these answers",
        "how": f"The model in {model or 'the package'} on the gold labels of {gold}; it learned nothing from them.",
        "again": f"`answerstance evaluate --gold {gold}`",
        "left_out": left_out,
        "learned_answers": learned,
    }
    if learned is None:
        figures["how"] = f"The model in {model} on the gold labels of {gold}."
        figures["warning"] = (
            "Nothing is stored of what this model learned from: see that it did not learn from these answers."
        )
    elif learned:
        figures["how"] = f"The model in {model or 'the package'} on the gold labels of {gold}."
        figures["warning"] = (
            f"The model learned from {learned} of these {len(labelled)} answers: the scores are no measure of how it"
            " does on new letters."
        )
    if against is not None:
        other = Scored(cases, _judge(labelled, against))
        figures["against"] = compare(scored, other) | {"names": [str(model or "the shipped model"), str(against)]}
    return figures


_AGAIN = (
    "`answerstance evaluate` makes this report again from what is stored beside the model, without the letters;"
    " `answerstance evaluate --refit` trains all models again, with the letters in place as `annotations/README.md`"
    " says, and says whether it agrees; `make model` makes the model and all that is stored."
)


def _how(evaluation: Evaluation) -> str:
    folds = evaluation.notes["parts"]["folds"]["folds"]
    return (
        f"Every answer is judged by a model that has not seen its letter: the letters are dealt over {folds} folds,"
        " those that share twelve words in a row together, and each fold is judged by a model that learned from the"
        " others."
    )


def _judge(labelled: Sequence[Labelled], model: str | Path | None) -> list[Any]:
    verdicts = load_model(model).label([(one.question, one.answer) for one in labelled])
    return [said_of(one.answer, verdict) for one, verdict in zip(labelled, verdicts, strict=True)]


def _learned(labelled: Sequence[Labelled], model: str | Path | None) -> int | None:
    """How many of these answers the model learned from; None where that is not stored."""
    try:
        hashes = load_evaluation(Path(model) if model is not None else shipped_folder()).notes["learned"]
    except (AnswerStanceError, KeyError):
        return None
    learned = frozenset(hashes)
    return sum(was_learned(one.answer, learned) for one in labelled)


def _texts(labelled: Sequence[Labelled]) -> TextOf:
    return {
        case_of(one, Facts()).id: (one.question, [one.answer[start:end] for start, end in sentences(one.answer)])
        for one in labelled
    }
