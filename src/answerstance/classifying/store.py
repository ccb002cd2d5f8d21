"""Keep a fitted classifier in a folder: arrays and JSON, no pickle, the same bytes for the same model."""

from __future__ import annotations

import io
import json
import platform
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

import answerstance
from answerstance.classifying.answers import names
from answerstance.classifying.estimator import StanceClassifier
from answerstance.classifying.learning import Linear
from answerstance.classifying.vocabulary import Vocabulary
from answerstance.errors import ModelError
from answerstance.stances import PRIMARIES, STANCES

FORMAT = 5
"""Raised whenever a stored model of before would be read wrongly, features included."""

_MANIFEST, _ARRAYS, _VOCABULARY, _QUESTIONS = "manifest.json", "arrays.npz", "vocabulary.txt", "question_words.txt"
_MODELS = ("sentence", "question", "answer", "primary")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def shipped_folder() -> Path:
    """The folder of the shipped model: inside the installed package, else ``models/`` of the repository."""
    inside = Path(str(files("answerstance") / "models"))
    return inside if (inside / _MANIFEST).is_file() else Path(__file__).resolve().parents[3] / "models"


def save_model(model: StanceClassifier, folder: str | Path, notes: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write a fitted classifier.

    Parameters
    ----------
    model : StanceClassifier
        Fitted.
    folder : path
        Made where it does not exist; files of these names are replaced.
    notes : dict, optional
        Further entries of the manifest, as JSON can hold them: data, scores.

    Returns
    -------
    dict
        The manifest, as written to ``manifest.json``.

    Raises
    ------
    ModelError
        If the model is not fitted.
    """
    if not model.__sklearn_is_fitted__():
        raise ModelError(f"nothing to save in {folder}: the model is not fitted; call fit first")
    import scipy
    import sklearn

    features = model.vocabulary_.names
    manifest = {
        "format": FORMAT,
        "stances": list(STANCES),
        "primaries": list(PRIMARIES),
        "parameters": model.get_params(),
        "seed": model.seed,
        "thresholds": dict(zip(STANCES, model.thresholds_.tolist(), strict=True)),
        "evidence_thresholds": dict(zip(STANCES, model.evidence_thresholds_.tolist(), strict=True)),
        "review_threshold": model.review_threshold_,
        "features": len(features),
        "made_with": {
            "answerstance": answerstance.__version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        **(notes or {}),
    }
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    arrays = {"idf": model.idf_, "question_idf": model.question_idf_}
    for name in _MODELS:
        part: Linear = getattr(model, f"{name}_model_")
        arrays[f"{name}_weights"], arrays[f"{name}_bias"] = part.weights, part.bias
    (target / _ARRAYS).write_bytes(_npz(arrays))
    for name, listed in ((_VOCABULARY, features), (_QUESTIONS, model.question_vocabulary_.names)):
        (target / name).write_text("\n".join([*listed, ""]), encoding="utf-8", newline="\n")
    told = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (target / _MANIFEST).write_text(told, encoding="utf-8", newline="\n")
    return manifest


def load_model(folder: str | Path | None = None) -> StanceClassifier:
    """Read a stored classifier. scikit-learn is not imported, and nothing stored is run.

    Parameters
    ----------
    folder : path, optional
        As `save_model` wrote it; by default the shipped model.

    Returns
    -------
    StanceClassifier
        Fitted; its ``manifest_`` is that of the folder.

    Raises
    ------
    ModelError
        If the folder or a file is missing, or its content is of another format or damaged.
    """
    place = Path(folder) if folder is not None else shipped_folder()
    manifest = read_manifest(place)
    for name in (_ARRAYS, _VOCABULARY, _QUESTIONS):
        if not (place / name).is_file():
            raise ModelError(_missing(place, name))
    try:
        features, asked = (
            (place / name).read_text(encoding="utf-8").split("\n")[:-1] for name in (_VOCABULARY, _QUESTIONS)
        )
        with np.load(place / _ARRAYS, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        model = StanceClassifier(**manifest["parameters"])
        model.thresholds_ = np.array([manifest["thresholds"][name] for name in STANCES])
        model.evidence_thresholds_ = np.array([manifest["evidence_thresholds"][name] for name in STANCES])
        model.review_threshold_ = float(manifest["review_threshold"])
        model.idf_ = arrays["idf"]
        model.vocabulary_ = Vocabulary(features)
        model.question_idf_ = arrays["question_idf"]
        model.question_vocabulary_ = Vocabulary(asked)
        for name in _MODELS:
            setattr(model, f"{name}_model_", Linear(arrays[f"{name}_weights"], arrays[f"{name}_bias"]))
    except (KeyError, TypeError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise ModelError(f"the model in {place} is damaged ({error!r}); train it again or restore its files") from error
    expected = {
        "sentence": (len(features), len(STANCES)),
        "question": (len(asked), len(STANCES)),
        "idf": (len(features),),
        "question_idf": (len(asked),),
        "answer": (len(names()), len(STANCES)),
        "primary": (len(names()), len(PRIMARIES)),
    }
    found = {name: getattr(model, f"{name}_model_").weights.shape for name in _MODELS}
    found |= {"idf": model.idf_.shape, "question_idf": model.question_idf_.shape}
    for name, shape in expected.items():
        if found[name] != shape:
            raise ModelError(
                f"the model in {place} does not fit this version: {name} weights are {found[name]}, expected {shape}; "
                "train it again"
            )
    model.classes_ = STANCES
    model.manifest_ = manifest
    return model


def read_manifest(folder: str | Path | None = None) -> dict[str, Any]:
    """The manifest of a stored model; by default of the shipped one. Raises ModelError as `load_model` does."""
    place = Path(folder) if folder is not None else shipped_folder()
    try:
        manifest = json.loads((place / _MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(_missing(place, _MANIFEST)) from error
    except ValueError as error:
        raise ModelError(f"{place / _MANIFEST} is not JSON ({error}); train again or restore the file") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or manifest.get("stances") != list(STANCES):
        raise ModelError(f"the model in {place} is of another format than {FORMAT}; train it again with this version")
    return manifest


def _missing(place: Path, name: str) -> str:
    return f"no model in {place}: {name} is missing; train one there, or leave the folder out"


def _npz(arrays: dict[str, np.ndarray]) -> bytes:
    """An ``.npz`` archive without dates, so that equal arrays make equal bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            part = io.BytesIO()
            np.lib.format.write_array(part, np.ascontiguousarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part.getvalue(), compresslevel=6)
    return whole.getvalue()
