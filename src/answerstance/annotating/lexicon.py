"""Make ``dutch/lexicon.txt``: the words of the 4,000 older letters, the most common first.

    python -m answerstance.annotating.lexicon

The list tells a word from two words glued together; it holds no text, only words that occur ten times or more.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

from answerstance.annotating.loading import corpus_folder
from answerstance.dutch import words
from answerstance.errors import AnnotationError

LEAST = 10
FAULTS = frozenset({"lk", "ubekend", "ukennisgenomen"})
"""Faults of print that are as common as words: "Ik" misread in a scan, and "u" run together with what follows."""


def count_words(path: Path) -> Counter[str]:
    """How often each word occurs in the questions and answers of a collection of letters (``kvr.jsonl.gz``)."""
    counts: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for exchange in json.loads(line)["exchanges"]:
                counts.update(words.printed_words(exchange["question"]))
                counts.update(words.printed_words(exchange["answer"]))
    return counts


def main() -> None:
    """Write the list beside the module that reads it."""
    corpus = corpus_folder()
    if corpus is None:
        raise AnnotationError("the list of words is made from the corpus, which is not here; see annotations/README.md")
    counts = count_words(corpus / "exchanges/kvr.jsonl.gz")
    often = [word for word, count in counts.items() if count >= LEAST and word not in FAULTS]
    common = [word for word in often if word.replace("-", "").isalpha()]
    common.sort(key=lambda word: (-counts[word], word))
    (Path(words.__file__).parent / "lexicon.txt").write_text("\n".join(common) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
