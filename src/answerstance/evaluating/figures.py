"""Every figure of a report, as one dict: what ``report.json`` holds and all pages and plots are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

import answerstance
from answerstance.evaluating import scoring
from answerstance.evaluating.cases import Case, Said
from answerstance.evaluating.comparing import compare
from answerstance.evaluating.facts import office
from answerstance.evaluating.keeping import MODEL, RANDOM_SPLIT, Evaluation
from answerstance.evaluating.quantifying import CLASSES, known_of, shares
from answerstance.evaluating.scoring import Scored, measure, measured, ratio, round_
from answerstance.evaluating.segmentation import from_json, segmentation_figures
from answerstance.evaluating.simulating import simulate
from answerstance.evaluating.slices import SMALL_ANSWERS, SMALL_LETTERS, slices
from answerstance.stances import ANSWERS, STANCES

Figures = dict[str, Any]

SHOWN_ERRORS: Final = 20
_FEWEST_LETTERS = 20  # for a simulation of counts: with fewer, half of them say nothing of the errors

TextOf = Mapping[str, tuple[str, list[str]]]
"""By the id of a case: the question, and the sentences of the answer."""


def model_figures(evaluation: Evaluation, manifest: Mapping[str, Any], texts: TextOf | None = None) -> Figures:
    """The figures of a model's own evaluation, out of fold, from what is stored beside it.

    Parameters
    ----------
    evaluation : Evaluation
    manifest : mapping
        Of the model.
    texts : mapping, optional
        Texts of the answers, for the errors; without it errors are shown by their ids.

    Returns
    -------
    dict
        Ready for JSON.
    """
    today, older = evaluation.samples()
    scored = Scored(today.cases, today.said[MODEL])
    notes = evaluation.notes
    return basic_figures(scored, texts) | {
        "title": "How well answerstance reads answers",
        "made": _made(manifest, notes),
        "thresholds": _thresholds(manifest, notes),
        "learned": notes.get("sources"),
        "agreement": notes.get("agreement"),
        "segmentation": segmentation_figures(from_json(notes["segmentation"])) if "segmentation" in notes else None,
        "learning_curve": _learning_curve(notes, manifest, scored),
        "systems": _systems(today, scored),
        "random_split": _random_split(today, scored),
        "older": measure(Scored(older.cases, older.said[MODEL])) if older.cases else None,
        "older_shares": _older_shares(today, older) if older.cases else None,
    }


def _older_shares(today: Evaluation, older: Evaluation) -> Figures:
    """True, counted and corrected shares of the older letters, the errors being those on today's."""
    learned, counted = (known_of(part.cases, part.said[MODEL]) for part in (today, older))
    true = counted.truth.mean(axis=0)
    found = shares(learned, counted.sample)
    return {name: {"true": round_(true[at]), **found[name]} for at, name in enumerate(CLASSES)}


def basic_figures(scored: Scored, texts: TextOf | None = None) -> Figures:
    """The figures that any gold answers and verdicts on them give; `texts` as for `model_figures`."""
    return {
        "answerstance": answerstance.__version__,
        "bootstrap": {"resamples": scoring.RESAMPLES, "seed": scored.seed, "unit": "letter"},
        "small": {"answers": SMALL_ANSWERS, "letters": SMALL_LETTERS},
        "data": _about(scored.cases),
        "scores": measure(scored),
        "evidence": scoring.evidence_by_stance(scored),
        "primary_confusion": scoring.primary_confusion(scored),
        "mistaken": _mistaken(scored),
        "precision_recall": {
            name: scoring.precision_recall_curve(scored, at) if scored.gold[:, at].any() else None
            for at, name in enumerate(STANCES)
        },
        "calibration": {"all": scoring.calibration_curve(scored)}
        | {name: scoring.calibration_curve(scored, at) for at, name in enumerate(STANCES)},
        "review": _review(scored),
        "slices": slices(scored),
        "prevalence": simulate(known_of(scored.cases, scored.said)) if len(scored.letters) >= _FEWEST_LETTERS else None,
        "errors": _errors(scored, texts or {}),
        "contains_text": bool(texts),
    }


def _about(cases: Sequence[Case]) -> Figures:
    def counted(names: Sequence[str | None]) -> list[Figures]:
        groups: dict[str, list[Case]] = {}
        for name, case in zip(names, cases, strict=True):
            groups.setdefault(name or "not known", []).append(case)
        return [_counts(name, groups[name]) for name in sorted(groups, key=lambda name: (-len(groups[name]), name))]

    words = np.array([case.words for case in cases])
    return {
        "answers": len(cases),
        "letters": len({(case.source, case.letter) for case in cases}),
        "sentences": sum(case.sentences for case in cases),
        "words": {"median": float(np.median(words)), "quartiles": np.percentile(words, [25, 75]).tolist()},
        "unsure": sum(case.unsure for case in cases),
        "stances": dict(Counter(name for case in cases for name in case.stances or (ANSWERS,))),
        "samples": counted([case.source for case in cases]),
        "level": counted([case.facts.level for case in cases]),
        "body": counted([office(case.facts.body) if case.facts.body else None for case in cases]),
        "period": counted([_year(case.facts.date) for case in cases]),
        "format": counted([case.facts.format for case in cases]),
    }


def _counts(name: str, cases: Sequence[Case]) -> Figures:
    return {
        "name": name,
        "letters": len({(case.source, case.letter) for case in cases}),
        "answers": len(cases),
        "sentences": sum(case.sentences for case in cases),
    }


def _year(date: str | None) -> str | None:
    return date[:4] if date and date[4:5] == "-" and len(date) == len("2024-01-01") else date


def _made(manifest: Mapping[str, Any], notes: Mapping[str, Any]) -> Figures:
    return {
        "model": {
            name: manifest.get(name)
            for name in ("answers", "letters", "exercises", "features", "parameters", "made_with", "data_fingerprint")
        },
        "parts": notes.get("parts", {}),
    }


def _thresholds(manifest: Mapping[str, Any], notes: Mapping[str, Any]) -> Figures:
    """The thresholds of the model, and how far those of the folds' models lie apart."""
    folds = notes.get("thresholds", [])
    return {
        name: {
            "model": round_(manifest["thresholds"][name]),
            "folds": [round_(one[name]) for one in folds],
            "lowest": round_(min(one[name] for one in folds)) if folds else None,
            "highest": round_(max(one[name] for one in folds)) if folds else None,
        }
        for name in STANCES
    }


def _learning_curve(notes: Mapping[str, Any], manifest: Mapping[str, Any], scored: Scored) -> list[Figures] | None:
    """The stored points, and the folds of the report itself as the last."""
    if "learning_curve" not in notes:
        return None
    inside = 1 - 1 / notes["parts"]["folds"]["folds"]
    scores = measure(scored)
    last = {
        "letters": round(manifest["letters"] * inside),
        "answers": round(manifest["answers"] * inside),
        "macro_f1": scores["macro_f1"],
        "macro_average_precision": scores["macro_average_precision"],
        "f1": {name: scores["stances"][name]["f1"] for name in STANCES},
    }
    return [*notes["learning_curve"], last]


def _systems(evaluation: Evaluation, scored: Scored) -> dict[str, Figures]:
    """The model and the baselines: headline scores, and how much better the model is."""
    names = [name for name in evaluation.said if name not in (MODEL, RANDOM_SPLIT)]
    found = {}
    for name in names:
        other = Scored(scored.cases, evaluation.said[name])
        found[name] = {"scores": measure(other), "behind": compare(other, scored)["differences"]}
    best_first = sorted(found.items(), key=lambda one: -(one[1]["scores"]["macro_f1"]["value"] or 0))
    return {MODEL: {"scores": measure(scored), "behind": None}, **dict(best_first)}


def _random_split(evaluation: Evaluation, scored: Scored) -> Figures | None:
    if RANDOM_SPLIT not in evaluation.said:
        return None
    other = Scored(scored.cases, evaluation.said[RANDOM_SPLIT])
    return {
        "folds": evaluation.notes["random_folds"],
        "scores": measure(other),
        "flatters": compare(other, scored)["differences"],
    }


def _review(scored: Scored) -> Figures | None:
    """How many of the answers with wrong stances are among those flagged for review."""
    if any(one.review is None for one in scored.said):
        return None
    flagged = np.array([bool(one.review) for one in scored.said])
    wrong = ~scored.right
    caught = np.stack([flagged & wrong, wrong], axis=-1).astype(int)
    right = np.stack([flagged & wrong, flagged], axis=-1).astype(int)
    rest = np.stack([~flagged & scored.right, ~flagged], axis=-1).astype(int)
    return {
        "flagged": int(flagged.sum()),
        "share_flagged": scored.share(flagged)[0].round(4).item(),
        "wrong": int(wrong.sum()),
        "caught": int((flagged & wrong).sum()),
        "recall": measured(scored.drawn(caught, ratio), "no answer is wrong"),
        "precision": measured(scored.drawn(right, ratio), "no answer is flagged"),
        "right_sets_without": measured(scored.drawn(rest, ratio), "all answers are flagged"),
    }


def _mistaken(scored: Scored) -> Figures:
    """What was told of answers that take a stance which was missed, and what false alarms are in truth.

    Returns
    -------
    dict
        ``missed`` and ``false_alarms``: for each stance the count of what stands in its place; an answer with
        several other stances counts for each.
    """

    def instead(mine: np.ndarray, theirs: np.ndarray) -> Figures:
        table = {}
        for at, name in enumerate(STANCES):
            rows = np.flatnonzero(mine[:, at] & ~theirs[:, at])
            found = Counter(
                other for row in rows for other in ([s for j, s in enumerate(STANCES) if theirs[row, j]] or [ANSWERS])
            )
            table[name] = {"n": len(rows), "instead": {other: found[other] for other in (*STANCES, ANSWERS)}}
        return table

    return {"missed": instead(scored.gold, scored.told), "false_alarms": instead(scored.told, scored.gold)}


def _errors(scored: Scored, texts: TextOf) -> list[Figures]:
    """The answers with wrong stances that the model was surest of."""
    sureness = np.where(scored.told, scored.probability, 1 - scored.probability).prod(axis=1)
    order = [at for at in np.argsort(-sureness, kind="stable") if not scored.right[at]]
    return [_error(scored.cases[at], scored.said[at], float(sureness[at]), texts) for at in order[:SHOWN_ERRORS]]


def _error(case: Case, said: Said, sureness: float, texts: TextOf) -> Figures:
    question, sentences = texts.get(case.id, (None, None))
    return {
        "id": case.id,
        "sample": case.source,
        "words": case.words,
        "sentences": case.sentences,
        "unsure": case.unsure,
        "gold": list(case.stances),
        "told": list(said.stances),
        "sureness": round_(sureness),
        "probabilities": dict(zip(STANCES, said.probabilities, strict=True)),
        "gold_evidence": [list(one) for one in case.evidence],
        "told_evidence": [list(one) for one in said.evidence or ()],
        "question": question,
        "text": sentences,
    }
