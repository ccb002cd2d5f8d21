"""From a question and its answer to a verdict: features, estimator, training, store."""

from answerstance.classifying.estimator import StanceClassifier
from answerstance.classifying.store import load_model, read_manifest, save_model

__all__ = ["StanceClassifier", "load_model", "read_manifest", "save_model"]
