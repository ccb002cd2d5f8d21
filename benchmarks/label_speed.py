"""Measure how fast the shipped model labels answers on one core, beside spaCy's bag-of-words categoriser.

Run: OMP_NUM_THREADS=1 python benchmarks/label_speed.py
Takes the gold answers of today where the corpus is at hand, else invented ones. Prints the machine, the date, the time
to load the model, and answers a second (the best of five rounds that take turns, after one that is not counted). The
categoriser is initialised, not trained, which makes it no slower or faster; it reads whole answers, and neither
questions nor sentences.
"""

from __future__ import annotations

import datetime
import platform
import time
from collections.abc import Callable

import spacy

from answerstance.annotating import corpus_folder, load
from answerstance.classifying import load_model
from answerstance.stances import STANCES

ROUNDS = 5
QUESTION = "Bent u bereid de raad hierover te informeren? Zo nee, waarom niet?"
SENTENCES = [
    "Het college heeft in {0} overlegd met de bewoners van de wijk over de nieuwe brug.",
    "Daaruit kwamen {0} wensen naar voren, die in de bijlage zijn opgenomen.",
    "Wij zullen uw raad hierover in het voorjaar van {0} nader informeren.",
    "Hoeveel fietsers er in {0} over de brug gingen, is ons niet bekend.",
    "Het is aan de politie om op de snelheid toe te zien, zoals in {0} is afgesproken.",
    "Wij zien geen aanleiding om het besluit van {0} te herzien, omdat de cijfers niet zijn veranderd.",
]


def main() -> None:
    """Load, label, print."""
    started = time.perf_counter()
    model = load_model()
    loaded = time.perf_counter() - started
    pairs, kind = _pairs()
    words = sum(len(answer.split()) for _, answer in pairs) / len(pairs)
    nlp = _categoriser()
    texts = [answer for _, answer in pairs]
    ours, theirs = _best(lambda: model.label(pairs), lambda: [doc.cats for doc in nlp.pipe(texts, batch_size=256)])
    versions = f"Python {platform.python_version()}, spaCy {spacy.__version__}"
    print(f"{datetime.date.today()}, {platform.machine()}, {versions}")
    print(f"load {loaded:.2f} s; {len(pairs)} {kind} answers of {words:.0f} words, with their questions")
    a_second = f"answerstance {len(pairs) / ours:.0f} answers/s, spaCy {len(pairs) / theirs:.0f}"
    print(f"{a_second}: {theirs / ours:.2f} of its speed")


def _pairs() -> tuple[list[tuple[str, str]], str]:
    if corpus_folder() is None:
        return [(QUESTION, _answer(number)) for number in range(2000)], "invented"
    return [(one.question, one.answer) for one in load() if one.source in {"letters", "modern"}], "gold"


def _answer(number: int) -> str:
    """One of many answers, alike but for their years."""
    return " ".join(one.format(1990 + (number + at) % 40) for at, one in enumerate(SENTENCES))


def _categoriser() -> spacy.Language:
    nlp = spacy.blank("nl")
    model = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": False, "ngram_size": 1}
    pipe = nlp.add_pipe("textcat_multilabel", config={"model": {**model, "length": 262144, "no_output_layer": False}})
    for stance in STANCES:
        pipe.add_label(stance)
    nlp.initialize()
    return nlp


def _best(*jobs: Callable[[], object]) -> list[float]:
    """The best time of each job, in rounds that take turns, so that a busy moment of the machine meets all of them."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(ROUNDS + 1):
        for job, taken in zip(jobs, times, strict=True):
            started = time.perf_counter()
            job()
            taken.append(time.perf_counter() - started)
    return [min(taken[1:]) for taken in times]


if __name__ == "__main__":
    main()
