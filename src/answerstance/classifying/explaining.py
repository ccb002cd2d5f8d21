"""Why an answer got its verdict: its sentences, their cues, and what each weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from answerstance.classifying import answers
from answerstance.classifying.estimator import StanceClassifier
from answerstance.classifying.store import load_model
from answerstance.classifying.vocabulary import encode
from answerstance.records import Span, Verdict, collapse
from answerstance.stances import STANCES, Stance

SHOWN = 8
"""How many weights a sentence shows unless told otherwise."""


_KINDS = {
    "w": "words: {}",
    "k": "cues in a row: {}",
    "c": "in one clause: {}",
    "g": "pattern: {}",
    "s": "wording: {}",
    "t": "wordings together: {}",
    "u": "wording of the sentence before: {}",
    "n": "beside a cue: {}",
    "p": "place: {}",
    "q": "with what was asked last: {}",
    "r": "with what was asked: {}",
    "m": "with what it seems to answer: {}",
    "o": "in the question too: {}",
    "v": "sentence before: {}",
    "y": "sentence after: {}",
    "a": "elsewhere in the answer: {}",
    "h": "part of a word: {}",
}


@dataclass(frozen=True, slots=True)
class Weight:
    """What one feature added to the log odds."""

    name: str
    """As in `answerstance.classifying.features` for sentences and in `answers.names` for answers."""
    value: float


def in_words(feature: str) -> str:
    """Say what a sentence's feature is: ``k self future`` is ``cues in a row: self future``."""
    kind, _, rest = feature.partition(" ")
    return _KINDS[kind].format(rest)


@dataclass(frozen=True, slots=True)
class SentenceReasons:
    """Why a sentence was scored as it was, for one stance."""

    span: Span
    """In the answer with its white space collapsed."""
    score: float
    """Probability that the sentence shows the stance."""
    cues: tuple[tuple[str, str], ...]
    """Wording and class of each cue, in order."""
    weights: tuple[Weight, ...]
    """The heaviest, heaviest first; all of them, with the intercept, sum up to the log odds of `score`."""


@dataclass(frozen=True, slots=True)
class StanceReasons:
    """Why a stance was taken or not."""

    stance: Stance
    probability: float
    threshold: float
    """The answer takes the stance from this probability on."""
    base: float
    """Log odds of an empty answer to a question that asks for nothing."""
    weights: tuple[Weight, ...]
    """What the sentences' scores, the question and the opening added to it, heaviest first; none is left out."""
    sentences: tuple[SentenceReasons, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict with its reasons."""

    question: str
    answer: str
    """With its white space collapsed."""
    verdict: Verdict
    asked: tuple[str, ...]
    """What the last request of the question asks for, as `answerstance.classifying.features.Request.last` names it."""
    stances: tuple[StanceReasons, ...]
    """One a stance, in the order of `answerstance.stances.STANCES`."""


def explain(question: str, answer: str, model: StanceClassifier | None = None, shown: int = SHOWN) -> Explanation:
    """Say why an answer gets its verdict.

    All models are linear, so the reasons are exact: the log odds of a stance are `StanceReasons.base` and the
    sum of its weights, and those of a sentence the intercept and the sum of all its weights. What the words of the
    question make likely whatever the answer says is one weight of the answer, ``usual`` and the stance.

    Parameters
    ----------
    question, answer : str
    model : StanceClassifier, optional
        The shipped model by default.
    shown : int, default 8
        How many weights to give a sentence.

    Returns
    -------
    Explanation

    Raises
    ------
    sklearn.exceptions.NotFittedError
        The model is not fitted.
    """
    model = model or load_model()
    (verdict,) = model.label([(question, answer)])
    read, scores, table = model.describe([(question, answer)])
    rows = encode(read.bags(), model.vocabulary_, model.idf_)
    _, _, without = model.describe([("", "")])
    added = (table - without)[0][:, None] * model.answer_model_.weights
    base = answers.linear(without, model.answer_model_)[0].tolist()
    names = model.vocabulary_.names
    found = []
    for j, stance in enumerate(STANCES):
        sentences = []
        for at, sentence in enumerate(read.answers[0]):
            numbers = rows.indices[rows.starts[at] : rows.starts[at + 1]]
            values = rows.values[rows.starts[at] : rows.starts[at + 1]] * model.sentence_model_.weights[numbers, j]
            heaviest = np.argsort(-np.abs(values), kind="stable")[:shown]
            sentences.append(
                SentenceReasons(
                    sentence.span,
                    float(scores[at, j]),
                    tuple((" ".join(sentence.words[cue.start : cue.end]), cue.name) for cue in sentence.cues),
                    tuple(Weight(names[int(numbers[one])], float(values[one])) for one in heaviest),
                )
            )
        columns = zip(answers.names(), added[:, j].tolist(), strict=True)
        weights = [Weight(name, value) for name, value in columns if value]
        weights.sort(key=lambda one: -abs(one.value))
        probability, threshold = verdict.probabilities[stance], float(model.thresholds_[j])
        found.append(StanceReasons(stance, probability, threshold, base[j], tuple(weights), tuple(sentences)))
    return Explanation(question, collapse(answer), verdict, read.requests[0].last, tuple(found))
