"""From a question and its answer to a verdict: features, estimator, training, store, reasons."""

from answerstance.classifying.estimator import StanceClassifier
from answerstance.classifying.explaining import Explanation, explain
from answerstance.classifying.store import load_model, read_manifest, save_model

__all__ = ["Explanation", "StanceClassifier", "explain", "load_model", "read_manifest", "save_model"]
