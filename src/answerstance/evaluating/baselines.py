"""What a model must beat: systems that anyone would try first, in the same folds.

Each takes gold answers to learn from and answers to judge, and says of the latter what it thinks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from answerstance.annotating import Labelled
from answerstance.classifying.grouping import deal
from answerstance.classifying.training import CHOSEN_SOURCES
from answerstance.classifying.tuning import best_threshold
from answerstance.dutch.sentences import sentences
from answerstance.errors import AnswerStanceError
from answerstance.evaluating.cases import Said
from answerstance.stances import ANSWERS, STANCES

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Baseline = Callable[[Sequence[Labelled], Sequence[Labelled], int], list[Said]]
"""Learn from the first answers with a seed, and judge the others."""

_EPOCHS = 3
_BATCH = 64
_LEARN_RATE = 0.01  # spaCy's own .001 learns too little in so few rounds
_TUNED_ON = 5  # thresholds are chosen on one fifth of the letters, by a model of the other four


def majority(learned: Sequence[Labelled], judged: Sequence[Labelled], seed: int = 0) -> list[Said]:
    """Say of every answer that it simply answers; the probabilities are the shares in the drawn answers."""
    shares = _taken(_drawn(learned)).mean(axis=0)
    return [Said(tuple(np.round(shares, 4).tolist()), (), ANSWERS) for _ in judged]


def keywords(learned: Sequence[Labelled], judged: Sequence[Labelled], seed: int = 0) -> list[Said]:
    """Search for the expressions of ``keywords.txt``; nothing is learned.

    The first stance found in the order of the list is the primary one; a probability is 1 or 0.
    """
    found = []
    for one in judged:
        spans = sentences(one.answer)
        evidence = tuple(
            (name, number)
            for name, expressions in _expressions().items()
            for number, (start, end) in enumerate(spans)
            if any(expression.search(one.answer[start:end]) for expression in expressions)
        )
        shown = {name for name, _ in evidence}
        told = tuple(name for name in STANCES if name in shown)
        found.append(Said(tuple(float(name in shown) for name in STANCES), told, (*told, ANSWERS)[0], evidence))
    return found


def tfidf(learned: Sequence[Labelled], judged: Sequence[Labelled], seed: int = 0) -> list[Said]:
    """Logistic regressions on the words and word pairs of whole answers, weighed by TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    def scores(inside: Sequence[Labelled], outside: Sequence[Labelled]) -> np.ndarray:
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        rows = vectorizer.fit_transform([one.answer for one in inside])
        others = vectorizer.transform([one.answer for one in outside])
        columns = []
        for target in _taken(inside).T:
            if target.all() or not target.any():
                columns.append(np.full(len(outside), float(target.any())))
                continue
            model = LogisticRegression(C=10, solver="liblinear", random_state=seed).fit(rows, target)
            columns.append(model.predict_proba(others)[:, list(model.classes_).index(True)])
        return np.stack(columns, axis=1)

    return _judged(learned, judged, scores, seed)


def spacy_categoriser(learned: Sequence[Labelled], judged: Sequence[Labelled], seed: int = 0) -> list[Said]:
    """The bag-of-words text categoriser of spaCy, on whole answers.

    Raises
    ------
    AnswerStanceError
        spaCy is not installed.
    """
    spacy = _spacy()
    from spacy.training import Example

    def scores(inside: Sequence[Labelled], outside: Sequence[Labelled]) -> np.ndarray:
        spacy.util.fix_random_seed(seed)
        nlp = spacy.blank("nl")
        architecture = {
            "@architectures": "spacy.TextCatBOW.v3",
            "exclusive_classes": False,
            "ngram_size": 2,
            "no_output_layer": False,
            "length": 262144,
        }
        categoriser = nlp.add_pipe("textcat_multilabel", config={"model": architecture})
        examples = [
            Example.from_dict(_doc(nlp, one.answer), {"cats": {name: float(name in one.stances) for name in STANCES}})
            for one in inside
        ]
        optimizer = nlp.initialize(lambda: examples)
        optimizer.learn_rate = _LEARN_RATE
        rounds = np.random.RandomState(seed)
        for _ in range(_EPOCHS):
            order = rounds.permutation(len(examples))
            for start in range(0, len(order), _BATCH):
                nlp.update([examples[at] for at in order[start : start + _BATCH]], sgd=optimizer)
        docs = categoriser.pipe(_doc(nlp, one.answer) for one in outside)
        return np.array([[doc.cats[name] for name in STANCES] for doc in docs])

    return _judged(learned, judged, scores, seed)


BASELINES: Final[dict[str, Baseline]] = {
    "majority": majority,
    "keywords": keywords,
    "tfidf": tfidf,
    "spacy": spacy_categoriser,
}
"""By name, from the plainest on."""


def _judged(
    learned: Sequence[Labelled],
    judged: Sequence[Labelled],
    scores: Callable[[Sequence[Labelled], Sequence[Labelled]], np.ndarray],
    seed: int,
) -> list[Said]:
    """Verdicts from probabilities: a stance is taken from the threshold with the best F1 on held-out letters on."""
    held = deal([one.letter for one in learned], _TUNED_ON, seed) == 0
    inside = [one for one, out in zip(learned, held, strict=True) if not out]
    outside = _drawn([one for one, out in zip(learned, held, strict=True) if out])
    thresholds = np.full(len(STANCES), 0.5)
    if inside and outside:
        chances, taken = scores(inside, outside), _taken(outside)
        thresholds = np.array([best_threshold(chances[:, at], taken[:, at]) for at in range(len(STANCES))])
    found = []
    for row in scores(learned, judged):
        told = tuple(name for name, p, least in zip(STANCES, row, thresholds, strict=True) if p >= least)
        likeliest = max(told, key=lambda name: row[STANCES.index(name)], default=ANSWERS)
        found.append(Said(tuple(np.round(row, 4).tolist()), told, likeliest))
    return found


def _taken(labelled: Sequence[Labelled]) -> np.ndarray:
    return np.array([[name in one.stances for name in STANCES] for one in labelled])


def _drawn(labelled: Sequence[Labelled]) -> list[Labelled]:
    """The answers that were drawn, not chosen for what they say; all where there are no others."""
    return [one for one in labelled if one.source not in CHOSEN_SOURCES] or list(labelled)


@cache
def _expressions() -> dict[str, list[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {name: [] for name in STANCES}
    for line in files("answerstance.evaluating").joinpath("keywords.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, expression = line.split(maxsplit=1)
            found[name].append(re.compile(expression, re.IGNORECASE))
    return found


def _spacy() -> Any:
    try:
        import spacy
    except ImportError as error:
        raise AnswerStanceError("the spaCy baseline needs spaCy: pip install 'answerstance[baselines]'") from error
    return spacy


def _doc(nlp: Language, text: str) -> Doc:
    return nlp.make_doc(text)
