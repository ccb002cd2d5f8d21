"""How pages and plots name things."""

from __future__ import annotations

from typing import Final

SYSTEM_NAMES: Final = {
    "answerstance": "answerstance",
    "majority": "majority (always: answers)",
    "keywords": "keyword rules",
    "tfidf": "TF-IDF, whole answers",
    "spacy": "spaCy text categoriser",
    "random_split": "answerstance, random split",
}

METHOD_NAMES: Final = {
    "count": "plain count",
    "probable": "mean probability",
    "adjusted": "adjusted count",
    "probable_adjusted": "adjusted mean probability",
    "expectation": "expectation-maximisation",
    "damped": "adjusted, damped (used)",
}

SCORE_NAMES: Final = {
    "macro_f1": "F1, macro over the stances",
    "micro_f1": "F1, micro",
    "macro_average_precision": "average precision, macro",
    "primary_macro_f1": "primary stance, macro F1",
    "primary_right": "primary stance, share right",
    "evidence_f1": "evidence sentences, F1",
    "right_sets": "answers with exactly their stances",
    "calibration_error": "expected calibration error (ten bins)",
}
