"""The estimator: question and answer in, stances, primary and evidence out."""

from __future__ import annotations

import gc
import inspect
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from answerstance.classifying import answers, learning
from answerstance.classifying.features import Bag, question_bag
from answerstance.classifying.grouping import deal, keep_together
from answerstance.classifying.pairs import Pair, Read, read_pairs, shown_by, unasked_bags
from answerstance.classifying.tuning import best_offsets, best_threshold, steady_threshold
from answerstance.classifying.vocabulary import Vocabulary, encode, learn
from answerstance.records import Evidence, Span, Verdict
from answerstance.stances import PRIMARIES, STANCES

_NEVER = -1
"""The fold of exercises, which is never held out."""

_AT_ONCE = 256  # answers: with more of them read at a time the processor's caches are of less use


class StanceClassifier:
    """Tell the stances of answers, sentence by sentence and then as a whole.

    A linear model scores every sentence for every stance by its words, its cues and what was asked.
    A second one tells by the words of a question how probable each stance is whatever the answer says. A third one,
    learned on what the first two say of letters they had not seen (stacking), turns both into probabilities for the
    answer. Thresholds are chosen inside the training data, for F1.

    Parameters
    ----------
    sentence_strength : float, default 10.0
        Inverse of the L2 penalty of the sentence models.
    answer_strength : float, default 0.05
        That of the answer models.
    question_strength : float, default 1.0
        That of the model of the questions.
    min_count : int, default 3
        Features in fewer training sentences, and words in fewer training questions, are left out.
    folds : int, default 5
        Folds within the training data, for stacking and thresholds.
    review_share : float, default 0.2
        Which share of answers is to be flagged for review: those whose stances it is least sure of.
    seed : int, default 0

    Attributes
    ----------
    classes_ : tuple of str
        The four stances, in the order of all columns.
    thresholds_ : ndarray, shape (4,)
        An answer takes a stance from this probability on.
    evidence_thresholds_ : ndarray, shape (4,)
        A sentence shows a stance that its answer takes from this probability on.
    review_threshold_ : float
        An answer is flagged for review where its stances are right with a lower probability than this.
    vocabulary_ : Vocabulary
        The features, numbered; ``vocabulary_.names`` has them in order.
    idf_ : ndarray, shape (n_features,)
    question_vocabulary_ : Vocabulary
        The words of questions.
    question_idf_ : ndarray, shape (n_words,)
    sentence_model_, question_model_, answer_model_, primary_model_ : Linear

    Notes
    -----
    Keeps the scikit-learn contract (``clone``, ``get_params``, searches) without importing scikit-learn:
    only `fit` imports it, so that a stored model labels letters without that second and a half.
    """

    def __init__(
        self,
        *,
        sentence_strength: float = 10.0,
        answer_strength: float = 0.05,
        question_strength: float = 1.0,
        min_count: int = 3,
        folds: int = 5,
        review_share: float = 0.2,
        seed: int = 0,
    ) -> None:
        self.sentence_strength = sentence_strength
        self.answer_strength = answer_strength
        self.question_strength = question_strength
        self.min_count = min_count
        self.folds = folds
        self.review_share = review_share
        self.seed = seed

    @classmethod
    def _parameter_names(cls) -> list[str]:
        return list(inspect.signature(cls).parameters)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters by name, as scikit-learn asks for them; `deep` changes nothing here."""
        return {name: getattr(self, name) for name in self._parameter_names()}

    def set_params(self, **params: Any) -> StanceClassifier:
        """Set parameters by name; an unknown one raises ValueError."""
        known = self._parameter_names()
        for name, value in params.items():
            if name not in known:
                raise ValueError(f"StanceClassifier has no parameter {name!r}; choose from {', '.join(known)}")
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        return f"StanceClassifier({', '.join(f'{name}={value!r}' for name, value in self.get_params().items())})"

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "sentence_model_")

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True, multi_output=True),
            classifier_tags=ClassifierTags(multi_label=True),
            input_tags=InputTags(two_d_array=False, string=True),
        )

    def fit(
        self,
        pairs: Sequence[Pair],
        labels: Sequence[Any],
        groups: Sequence[str] | None = None,
        drill: Sequence[bool] | None = None,
        chosen: Sequence[bool] | None = None,
    ) -> StanceClassifier:
        """Learn from labelled answers.

        Parameters
        ----------
        pairs : sequence of (question, answer)
        labels : sequence
            For each pair an object with ``stances``, ``primary`` and ``evidence`` (offsets into the answer
            with its white space collapsed), such as `answerstance.annotating.Labelled`.
        groups : sequence of str, optional
            Answers of one group are kept on one side of the inner folds. By default the labels' ``letter``
            where they have one, letters that share a text being one group.
        drill : sequence of bool, optional
            Which answers are exercises, such as invented ones: their sentences are learned, but as they are
            no sample of real answers they take no part in the other models and the thresholds.
        chosen : sequence of bool, optional
            Which answers were chosen for what they say, not drawn: they are learned whole, but how often a
            stance occurs, and so the thresholds, is learned from the others (from all where there are no others).

        Returns
        -------
        StanceClassifier
            Itself.

        Raises
        ------
        ValueError
            If there are no pairs, not as many labels, or exercises only.
        """
        if not len(pairs) or len(pairs) != len(labels):
            raise ValueError(f"{len(pairs)} pairs, {len(labels)} labels: need one label for each of one or more pairs")
        read = read_pairs(pairs)
        bags = list(read.bags())
        shown = shown_by(read, labels)
        real = ~np.asarray(drill, dtype=bool) if drill is not None else np.ones(len(pairs), dtype=bool)
        if not real.any():
            raise ValueError("all answers are exercises: need one real answer or more")
        fold = np.full(len(pairs), _NEVER)
        fold[real] = self._inner_folds([pairs[at] for at in np.flatnonzero(real)], labels, real, groups)
        fold_of_sentence = np.repeat(fold, np.diff(read.starts))

        asked = [question_bag(request) for request in read.requests]
        taken = np.array([[stance in label.stances for stance in STANCES] for label in labels])

        scores, usual = np.zeros(shown.shape), np.zeros(taken.shape)
        for one in _folds(fold):
            inside, outside = np.flatnonzero(fold_of_sentence != one), np.flatnonzero(fold_of_sentence == one)
            self._learn_sentences([bags[at] for at in inside], shown[inside])
            scores[outside] = self._score([bags[at] for at in outside])
            inside, outside = np.flatnonzero(real & (fold != one)), np.flatnonzero(fold == one)
            self._learn_questions([asked[at] for at in inside], taken[inside])
            usual[outside] = self._judge_questions([asked[at] for at in outside])
        self._learn_sentences(bags, shown)
        self._learn_questions([asked[at] for at in np.flatnonzero(real)], taken[real])
        if not _folds(fold):  # one group only: nothing can be held out
            scores, usual = self._score(bags), self._judge_questions(asked)

        table = answers.describe(scores, usual, read)
        drawn = ~np.asarray(chosen, dtype=bool)[real] if chosen is not None else np.ones(real.sum(), dtype=bool)
        primary = np.array([PRIMARIES.index(labels[at].primary) for at in np.flatnonzero(real)])
        told = self._learn_answers(table[real], taken[real], primary, fold[real], drawn)
        shows = np.zeros((len(pairs), len(STANCES)), dtype=bool)
        shows[real] = told
        shows = np.repeat(shows, np.diff(read.starts), axis=0)
        self.evidence_thresholds_ = np.array(
            [best_threshold(scores[shows[:, j], j], shown[shows[:, j], j]) for j in range(len(STANCES))]
        )
        self.classes_ = STANCES
        return self

    def _inner_folds(
        self, pairs: Sequence[Pair], labels: Sequence[Any], real: np.ndarray, groups: Sequence[str] | None
    ) -> np.ndarray:
        which = np.flatnonzero(real)
        if groups is None:
            letters = [str(getattr(labels[at], "letter", at)) for at in which]
            names = keep_together(letters, [answer for _, answer in pairs])
        else:
            names = [groups[at] for at in which]
        return deal(names, min(self.folds, len(set(names))), self.seed)

    def _learn_answers(
        self, table: np.ndarray, taken: np.ndarray, primary: np.ndarray, fold: np.ndarray, drawn: np.ndarray
    ) -> np.ndarray:
        """Learn the answer models and their thresholds; return which stances are rightly told of held-out answers."""
        if not drawn.any():
            drawn = ~drawn
        held_out = np.zeros(taken.shape)
        liking = np.zeros((len(table), len(PRIMARIES)))
        for one in _folds(fold) or [fold[0]]:
            outside = fold == one
            inside = ~outside if _folds(fold) else outside
            model = learning.on_answers(table[inside], taken[inside], self.answer_strength, self.seed)
            held_out[outside] = answers.sigmoid(answers.linear(table[outside], model))
            model = learning.multinomial(table[inside], primary[inside], len(PRIMARIES), self.answer_strength)
            liking[outside] = answers.linear(table[outside], model)
        self.thresholds_ = np.array(
            [steady_threshold(held_out[drawn, j], taken[drawn, j]) for j in range(len(STANCES))]
        )
        found = held_out >= self.thresholds_
        self.review_threshold_ = float(np.quantile(answers.sureness(held_out, found)[drawn], self.review_share))
        liking[:, : len(STANCES)][~found] = -np.inf
        self.answer_model_ = learning.on_answers(table, taken, self.answer_strength, self.seed)
        plain = learning.multinomial(table, primary, len(PRIMARIES), self.answer_strength)
        self.primary_model_ = learning.Linear(plain.weights, plain.bias + best_offsets(liking[drawn], primary[drawn]))
        return found & taken

    def _learn_sentences(self, bags: list[Bag], shown: np.ndarray) -> None:
        self.vocabulary_, self.idf_, self.sentence_model_ = self._learn_bags(bags, shown, self.sentence_strength)

    def _learn_questions(self, asked: list[Bag], taken: np.ndarray) -> None:
        """Learn from the questions alone which stances their answers take."""
        learned = self._learn_bags(asked, taken, self.question_strength)
        self.question_vocabulary_, self.question_idf_, self.question_model_ = learned

    def _learn_bags(
        self, bags: list[Bag], targets: np.ndarray, strength: float
    ) -> tuple[Vocabulary, np.ndarray, learning.Linear]:
        vocabulary, idf = learn(bags, self.min_count)
        rows = encode(bags, vocabulary, idf)
        found = learning.one_versus_rest(rows, len(vocabulary), targets, strength, self.seed)
        return vocabulary, idf, learning.Linear(found.weights.astype(np.float32), found.bias)

    def _score(self, bags: Iterable[Bag]) -> np.ndarray:
        return answers.sigmoid(_log_odds(bags, self.vocabulary_, self.idf_, self.sentence_model_))

    def _judge_questions(self, asked: Iterable[Bag]) -> np.ndarray:
        return _log_odds(asked, self.question_vocabulary_, self.question_idf_, self.question_model_)

    def describe(self, pairs: Sequence[Pair]) -> tuple[Read, np.ndarray, np.ndarray]:
        """Read answers, score their sentences, and describe the answers, as `label` does before it judges.

        Parameters
        ----------
        pairs : sequence of (question, answer)

        Returns
        -------
        read : Read
        scores : ndarray, shape (n_sentences, 4)
            Probability that each sentence shows each stance.
        table : ndarray, shape (n_answers, n_columns)
            As `answerstance.classifying.answers.describe` makes it.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before `fit`.
        """
        if not self.__sklearn_is_fitted__():
            raise _not_fitted()
        read = read_pairs(pairs)
        scores = self._score(read.bags())
        usual = self._judge_questions(map(question_bag, read.requests))
        return read, scores, answers.describe(scores, usual, read)

    def _probabilities(self, table: np.ndarray) -> np.ndarray:
        return answers.sigmoid(answers.linear(table, self.answer_model_))

    def predict_proba(self, pairs: Sequence[Pair]) -> np.ndarray:
        """Probability of each stance, shape (n, 4), columns as `classes_`."""
        return self._probabilities(self.describe(pairs)[2])

    def predict(self, pairs: Sequence[Pair]) -> np.ndarray:
        """Which stances the answers take: 0 or 1, shape (n, 4), columns as `classes_`."""
        found = [[stance in verdict.stances for stance in STANCES] for verdict in self.label(pairs)]
        return np.array(found, dtype=int).reshape(-1, len(STANCES))

    def label(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Say of each answer what stances it takes, its primary one, and which sentences show it.

        Parameters
        ----------
        pairs : sequence of (question, answer)

        Returns
        -------
        list of Verdict
            One a pair, in order; evidence counts in the answer with its white space collapsed. An empty
            answer takes no stance.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before `fit`.
        """
        if not self.__sklearn_is_fitted__():
            raise _not_fitted()
        told: list[Verdict] = []
        for at in range(0, len(pairs), _AT_ONCE):
            with _no_collection():
                told += self._label(pairs[at : at + _AT_ONCE])
        return told

    def _label(self, pairs: Sequence[Pair]) -> list[Verdict]:
        read, scores, table = self.describe(pairs)
        probabilities = self._probabilities(table)
        liking = answers.linear(table, self.primary_model_)
        taken = (probabilities >= self.thresholds_) & (np.diff(read.starts) > 0)[:, None]
        review = answers.sureness(probabilities, taken) < self.review_threshold_
        spans = read.spans
        judged = zip(probabilities.tolist(), taken.tolist(), liking.tolist(), review.tolist(), strict=True)
        bounds = read.starts.tolist()
        return [
            self._verdict(*one, spans[low:high], scores[low:high])
            for one, low, high in zip(judged, bounds, bounds[1:], strict=False)
        ]

    def score_sentences(self, paragraphs: Sequence[Sequence[str]]) -> np.ndarray:
        """Score the sentences of running text, where nothing was asked.

        Parameters
        ----------
        paragraphs : sequence of sequence of str
            The sentences of each paragraph; those of one are judged in each other's light, as those of an answer.

        Returns
        -------
        ndarray, shape (n_sentences, 4)
            Probability of each stance, for all sentences in order, columns as `classes_`.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before `fit`.
        """
        if not self.__sklearn_is_fitted__():
            raise _not_fitted()
        return self._score(unasked_bags(paragraphs))

    def _verdict(
        self,
        probability: Sequence[float],
        taken: Sequence[bool],
        liking: Sequence[float],
        review: bool,
        spans: list[Span],
        scores: np.ndarray,
    ) -> Verdict:
        allowed = [*taken, True]
        best = max(range(len(PRIMARIES)), key=lambda at: (allowed[at], liking[at]))
        evidence = []
        for j, stance in enumerate(STANCES):
            if taken[j]:
                least = min(self.evidence_thresholds_[j], scores[:, j].max())
                evidence += [
                    Evidence(stance, *span, float(score))
                    for span, score in zip(spans, scores[:, j], strict=True)
                    if score >= least
                ]
        evidence.sort(key=lambda piece: piece.start)
        return Verdict(
            dict(zip(STANCES, probability, strict=True)),
            tuple(stance for stance, one in zip(STANCES, taken, strict=True) if one),
            PRIMARIES[best],
            tuple(evidence),
            review=review,
        )


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put off Python's search for cycles: sentences make many objects, no cycles, and it takes a tenth of the time."""
    if not gc.isenabled():  # as its user wants it, or as another thread does that will turn it on again
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _log_odds(bags: Iterable[Bag], vocabulary: Vocabulary, idf: np.ndarray, model: learning.Linear) -> np.ndarray:
    return encode(bags, vocabulary, idf).times(model.weights) + model.bias


def _folds(fold: np.ndarray) -> list[int]:
    """The folds that can be held out: none when all answers are in one."""
    found = [int(one) for one in np.unique(fold) if one != _NEVER]
    return found if len(found) > 1 else []


def _not_fitted() -> Exception:
    from sklearn.exceptions import NotFittedError

    return NotFittedError("this StanceClassifier is not fitted: call fit, or load a stored model with load_model")
