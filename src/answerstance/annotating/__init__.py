"""Gold labels: loading them, joining them with their texts, naming a set of them."""

from answerstance.annotating.examples import load_examples
from answerstance.annotating.invented import INVENTED, load_invented
from answerstance.annotating.loading import (
    annotations_fingerprint,
    annotations_folder,
    corpus_folder,
    load,
    load_present,
)
from answerstance.annotating.passages import GoldLetter, load_passages
from answerstance.annotating.records import Labelled, digest, fingerprint

__all__ = [
    "INVENTED",
    "GoldLetter",
    "Labelled",
    "annotations_fingerprint",
    "annotations_folder",
    "corpus_folder",
    "digest",
    "fingerprint",
    "load",
    "load_examples",
    "load_invented",
    "load_passages",
    "load_present",
]
