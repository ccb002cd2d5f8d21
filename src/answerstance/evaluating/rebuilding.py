"""Make a model and everything that its report rests on."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import answerstance
from answerstance.annotating import (
    Labelled,
    annotations_folder,
    corpus_folder,
    digest,
    fingerprint,
    load,
    load_examples,
    load_invented,
)
from answerstance.classifying import save_model
from answerstance.classifying.grouping import RUN
from answerstance.classifying.training import train
from answerstance.errors import AnnotationError, ModelError
from answerstance.evaluating import experiments
from answerstance.evaluating.baselines import BASELINES
from answerstance.evaluating.cases import Facts, cases_of
from answerstance.evaluating.experiments import Gold, Tell, is_scored
from answerstance.evaluating.facts import PERIODS, corpus_facts, example_facts
from answerstance.evaluating.fingerprints import code_fingerprint
from answerstance.evaluating.keeping import MODEL, RANDOM_SPLIT, Evaluation, load_evaluation, save_evaluation
from answerstance.evaluating.segmentation import cuts

PARTS: Final = ("model", "folds", "baselines", "random_split", "learning_curve", "segmentation")
"""What can be made, in this order."""

BASIC: Final = ("model", "folds")
"""What a model of one's own needs."""

_FEWER_FOLDS = 5
_HASH = 16  # hexadecimal digits of a hash: enough to tell millions of answers apart


def rebuild(
    out: str | Path,
    parts: Sequence[str] = BASIC,
    annotations: str | Path | None = None,
    corpus: str | Path | None = None,
    examples: str | Path | None = None,
    folds: int = 10,
    seed: int = 0,
    tell: Tell = lambda line: None,
    jobs: int = 1,
) -> Evaluation:
    """Make parts of a model and of its evaluation, and store them; the other parts stay as they are.

    Parameters
    ----------
    out : path
        Folder of the model.
    parts : sequence of str
        Of `PARTS`. ``baselines`` needs spaCy, ``segmentation`` nltk and the corpus.
    annotations, corpus : path, optional
        As for `answerstance.annotating.load`.
    examples : path, optional
        A folder of gold letters to use instead, as for `answerstance.annotating.load_examples`.
    folds : int, default 10
        Folds of the scores; at most the number of letters.
    seed : int, default 0
        Of the folds and the models.
    tell : callable, optional
        Takes a line on how far the work is.
    jobs : int, default 1
        How many folds are learned side by side, each in a process of some three gigabytes; -1 is one a core.
        Baselines learn one after the other.

    Returns
    -------
    Evaluation
        As stored.

    Raises
    ------
    AnnotationError
        If labels and texts do not fit, or there is nothing to score.
    AnswerStanceError
        If a part is unknown, or a package that it needs is not installed, or `jobs` is 0.
    """
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        raise ModelError(f"there is no part {unknown[0]!r} to make; choose from {', '.join(PARTS)}")
    if jobs == 0:
        raise ModelError("0 jobs can learn nothing; give 1 or more, or -1 for one a core")
    gold = read_gold(annotations, corpus, examples, folds, seed)._replace(jobs=jobs)
    evaluation = _stored(out, gold)
    made = {"code": code_fingerprint(), "data": fingerprint(gold.labelled), "exercises": fingerprint(gold.exercises)}
    for part in PARTS:
        if part in parts:
            _MAKERS[part](gold, evaluation, Path(out), corpus, tell)
            evaluation.notes.setdefault("parts", {})[part] = made | {"folds": gold.folds, "seed": seed} | _versions()
            if part != "model":
                save_evaluation(evaluation, out)
    return evaluation


def confirm(
    out: str | Path,
    annotations: str | Path | None = None,
    corpus: str | Path | None = None,
    examples: str | Path | None = None,
    tell: Tell = lambda line: None,
) -> int:
    """Let what is stored stand for changed code that gives the same verdicts: a rewrite needs no new model.

    The first fold is learned and judged again. Where its verdicts are those that are stored, the stored parts take the
    fingerprint of the present code. The last digit of a probability may differ, as processors round differently.

    Parameters
    ----------
    out, annotations, corpus, examples, tell
        As for `rebuild`.

    Returns
    -------
    int
        How many verdicts were compared.

    Raises
    ------
    ModelError
        If a verdict differs, or the gold labels are others: what is stored must be made again.
    """
    evaluation = load_evaluation(out)
    made = evaluation.notes["parts"]
    gold = read_gold(annotations, corpus, examples, made["folds"]["folds"], made["folds"]["seed"])
    labels = {"data": fingerprint(gold.labelled), "exercises": fingerprint(gold.exercises)}
    if gold.cases != evaluation.cases or any(part[name] != labels[name] for part in made.values() for name in labels):
        raise ModelError(f"the gold labels are not those of the evaluation in {out}: make it again, with --parts all")
    tell("the first fold")
    again = experiments.first_fold(gold)
    differ = [at for at, said in again.items() if not said.is_like(evaluation.said[MODEL][at])]
    if differ:
        raise ModelError(
            f"{len(differ)} of {len(again)} verdicts of the first fold differ from those in {out}, the first on"
            f" {gold.cases[differ[0]].id}: make the evaluation again, with --parts all"
        )
    for part in made.values():
        part["code"] = code_fingerprint()
    save_evaluation(evaluation, out)
    return len(again)


def read_gold(
    annotations: str | Path | None = None,
    corpus: str | Path | None = None,
    examples: str | Path | None = None,
    folds: int = 10,
    seed: int = 0,
) -> Gold:
    """Gold answers ready to be dealt; parameters and errors as for `rebuild`."""
    labelled = load_examples(examples) if examples else load(annotations, corpus)
    facts: dict[str, Facts] = example_facts(examples) if examples else corpus_facts(corpus)
    scored = [one for one in labelled if is_scored(one)]
    letters = {one.letter for one in labelled}
    if not scored or len(letters) < 2:
        raise AnnotationError(
            f"{len(scored)} drawn answers of {len(letters)} letters: folds by letter need gold of two letters or more"
        )
    return Gold(labelled, load_invented(), cases_of(scored, facts, PERIODS), min(folds, len(letters)), seed)


def learned_hashes(labelled: Sequence[Labelled]) -> list[str]:
    """The first digits of the hashes of answers that are long enough to be known again."""
    return sorted({digest(one.answer)[:_HASH] for one in labelled if is_long(one.answer)})


def is_long(answer: str) -> bool:
    """Is it so long that two letters do not hold it by chance?"""
    return len(answer.split()) >= RUN


def was_learned(answer: str, hashes: Collection[str]) -> bool:
    """Is the answer among those that a model learned from?"""
    return is_long(answer) and digest(answer)[:_HASH] in hashes


def _stored(out: str | Path, gold: Gold) -> Evaluation:
    """What is stored of the same answers; an empty evaluation where there is none."""
    try:
        stored = load_evaluation(out)
    except ModelError:
        return Evaluation(gold.cases, {})
    return stored if stored.cases == gold.cases else Evaluation(gold.cases, {})


def _model(gold: Gold, evaluation: Evaluation, out: Path, corpus: object, tell: Tell) -> None:
    tell("the model")
    notes = {
        "data_fingerprint": fingerprint(gold.labelled),
        "answers": len(gold.labelled),
        "letters": len({one.letter for one in gold.labelled}),
        "exercises": len(gold.exercises),
        "exercises_fingerprint": fingerprint(gold.exercises),
    }
    save_model(train([*gold.labelled, *gold.exercises], gold.seed), out, notes)


def _folds(gold: Gold, evaluation: Evaluation, out: Path, corpus: object, tell: Tell) -> None:
    evaluation.said[MODEL], evaluation.notes["thresholds"] = experiments.by_letter(gold, tell)
    evaluation.notes["learned"] = learned_hashes(gold.labelled)
    evaluation.notes["sources"] = _sources(gold)
    read_twice = annotations_folder() / "agreement.json"
    if read_twice.is_file() and any(one.source == "kvr-random" for one in gold.labelled):
        evaluation.notes["agreement"] = json.loads(read_twice.read_text(encoding="utf-8"))


def _baselines(gold: Gold, evaluation: Evaluation, out: Path, corpus: object, tell: Tell) -> None:
    for name in BASELINES:
        evaluation.said[name] = experiments.baseline(name, gold, tell)


def _random_split(gold: Gold, evaluation: Evaluation, out: Path, corpus: object, tell: Tell) -> None:
    folds = evaluation.notes["random_folds"] = min(_FEWER_FOLDS, gold.folds)
    evaluation.said[RANDOM_SPLIT] = experiments.at_random(gold, folds, tell)


def _learning_curve(gold: Gold, evaluation: Evaluation, out: Path, corpus: object, tell: Tell) -> None:
    evaluation.notes["learning_curve"] = experiments.learning_curve(gold, min(_FEWER_FOLDS, gold.folds), tell)


def _segmentation(gold: Gold, evaluation: Evaluation, out: Path, corpus: Any, tell: Tell) -> None:
    tell("segmentation")
    folder = corpus if corpus is not None else corpus_folder()
    if folder is None:
        raise AnnotationError("segmentation is scored on the corpus's letters: name its folder with --corpus")
    levels = {letter: facts.level for letter, facts in corpus_facts(folder).items()}
    evaluation.notes["segmentation"] = [asdict(one) for one in cuts(folder, levels)]


_MAKERS: Final[dict[str, Callable[[Gold, Evaluation, Path, Any, Tell], None]]] = {
    "model": _model,
    "folds": _folds,
    "baselines": _baselines,
    "random_split": _random_split,
    "learning_curve": _learning_curve,
    "segmentation": _segmentation,
}


def _sources(gold: Gold) -> dict[str, dict[str, int]]:
    """How many answers and letters of each source were learned from."""
    names = sorted({one.source for one in gold.labelled})
    groups = {name: [one.letter for one in gold.labelled if one.source == name] for name in names}
    return {name: {"answers": len(group), "letters": len(set(group))} for name, group in groups.items()}


def _versions() -> dict[str, dict[str, str]]:
    versions = {name: version(name) for name in ("numpy", "scipy", "scikit-learn")}
    return {"made_with": {"answerstance": answerstance.__version__, "python": platform.python_version(), **versions}}
