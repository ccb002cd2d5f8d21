"""Score the passages found in the composed letters of ``examples/passages``.

Run: python benchmarks/passages_report.py
     python benchmarks/passages_report.py --errors      list what was missed and what was marked wrongly
     python benchmarks/passages_report.py --thresholds  choose the thresholds again (needs the corpus; minutes)
     python benchmarks/passages_report.py --reports     how often reported speech is cut from gold sentences (corpus)
Prints precision, recall and F1 by stance with a 95 % interval of a bootstrap over letters: for the letters that the
rules were built on, and apart for those written afterwards.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from answerstance import label_passages, load_model
from answerstance.annotating import INVENTED, GoldLetter, Labelled, load, load_invented, load_passages
from answerstance.classifying import StanceClassifier
from answerstance.classifying.training import CHOSEN_SOURCES, outer_folds
from answerstance.dutch.plain_acts import schedules, turns_down
from answerstance.dutch.reported import own_words
from answerstance.dutch.sentences import sentences
from answerstance.labelling.passage_scores import passage_counts, passage_scores
from answerstance.stances import STANCES

LETTERS = Path(__file__).resolve().parent.parent / "examples" / "passages"
FOLDS = 5


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--errors", action="store_true", help="list misses and false alarms")
    options.add_argument("--thresholds", action="store_true", help="choose thresholds on the corpus")
    options.add_argument("--reports", action="store_true", help="measure reported speech on the corpus")
    chosen = options.parse_args()
    if chosen.thresholds:
        thresholds()
    elif chosen.reports:
        reports()
    else:
        score(chosen.errors)


def score(errors: bool) -> None:
    model = load_model()
    letters = load_passages(LETTERS)
    for title, unseen in (("letters the rules were built on", False), ("letters written afterwards", True)):
        group = [letter for letter in letters if letter.unseen is unseen]
        found = passage_scores([_counts(letter, model, errors) for letter in group])
        print(f"{title}: {found['letters']}")
        for stance, one in found["stances"].items():
            low, high = one["interval"]
            print(
                f"  {stance:<11} n = {one['n']:<3} precision {one['precision']:.2f}  recall {one['recall']:.2f}"
                f"  F1 {one['f1']:.2f} [{low:.2f}, {high:.2f}]"
            )
        low, high = found["macro_f1"]["interval"]
        print(f"  macro F1 {found['macro_f1']['value']:.2f} [{low:.2f}, {high:.2f}]")


def _counts(letter: GoldLetter, model: StanceClassifier, errors: bool) -> np.ndarray:
    found = label_passages(letter.path, model)
    if errors:
        for stance in STANCES:
            gold = [one for one in letter.passages if stance in one.scores]
            said = [one for one in found if stance in one.scores]
            for title, ones, others in (("missed", gold, said), ("wrong", said, gold)):
                for one in ones:
                    if not any(passage_counts([one], [other])[STANCES.index(stance), 0] for other in others):
                        print(f"{letter.path.name}: {title} {stance}: {one.text}")
    return passage_counts(letter.passages, found)


def thresholds() -> None:
    """Half the best F1 over all sentences of drawn answers, scored without question by a model of other letters."""
    labelled = load()
    drawn = np.array([one.source not in CHOSEN_SOURCES for one in labelled])
    fold = outer_folds(labelled, FOLDS, seed=0)
    scores, shown, texts = [], [], []
    for one in range(FOLDS):
        inside = [*(labelled[at] for at in np.flatnonzero(fold != one)), *load_invented()]
        model = StanceClassifier(folds=2)  # the sentence model is the same with any number of inner folds
        model.fit([(x.question, x.answer) for x in inside], inside, drill=[x.source == INVENTED for x in inside])
        held_out = [labelled[at] for at in np.flatnonzero((fold == one) & drawn)]
        rows = [[answer.answer[a:b] for a, b in sentences(answer.answer)] for answer in held_out]
        scores.append(model.score_sentences(rows))
        shown += [truth for answer in held_out for truth in _shown(answer)]
        texts += [text for row in rows for text in row]
    probability, truth = np.concatenate(scores), np.array(shown)
    for row, stance in enumerate(STANCES):
        order = np.argsort(-probability[:, row], kind="stable")
        hits = np.cumsum(truth[order, row])
        best = (2 * hits / (np.arange(1, len(order) + 1) + truth[:, row].sum())).max()
        print(f"{stance:<11} n = {truth[:, row].sum():<4} best F1 {best:.3f}, threshold {best / 2:.2f}")
    for form, stance in ((schedules, "commits"), (turns_down, "declines")):
        holds = np.array([form(text) for text in texts])
        print(f"{form.__name__}: {truth[holds, STANCES.index(stance)].sum()} of {holds.sum()} take {stance}")


def reports() -> None:
    """How many sentences of drawn answers lose words, among those with a gold stance and the others."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for answer in load():
        if answer.source not in CHOSEN_SOURCES:
            spans = sentences(answer.answer)
            own = own_words(answer.answer, spans)
            for (a, b), said, truth in zip(spans, own, _shown(answer), strict=True):
                counts[any(truth), said != answer.answer[a:b]] += 1
    for stance, title in ((True, "with a gold stance"), (False, "without")):
        print(f"{title}: {counts[stance, True]} of {counts[stance, True] + counts[stance, False]} sentences lose words")


def _shown(answer: Labelled) -> list[list[bool]]:
    """For each sentence of an answer, which stances gold evidence shows on more than half of it."""
    return [
        [
            any(one.stance == stance and min(b, one.end) - max(a, one.start) > (b - a) / 2 for one in answer.evidence)
            for stance in STANCES
        ]
        for a, b in sentences(answer.answer)
    ]


if __name__ == "__main__":
    main()
