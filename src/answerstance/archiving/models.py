"""The model as workers get it: a folder, its name in the rows, and a fingerprint that tells models apart."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from answerstance.classifying import StanceClassifier, read_manifest, save_model
from answerstance.classifying.store import shipped_folder
from answerstance.labelling.labelled import model_name, name_of_model

Model = StanceClassifier | str | os.PathLike[str] | None
"""A fitted classifier, the folder of a stored one, or None for the shipped model."""


class StoredModel(NamedTuple):
    """A model in a folder."""

    folder: str
    name: str
    """What rows say of it."""
    fingerprint: str
    """SHA-256 of its name and files, hexadecimal."""

    def files(self) -> dict[str, bytes]:
        """Its files by name, to take it to another machine."""
        return {path.name: path.read_bytes() for path in _files(Path(self.folder))}


@contextmanager
def stored(model: Model) -> Iterator[StoredModel]:
    """A model as a folder that workers can read; one that is in memory is kept in a temporary one meanwhile.

    Raises
    ------
    ModelError
        The folder holds no model, or the classifier is not fitted.
    """
    if isinstance(model, StanceClassifier):
        with TemporaryDirectory(prefix="answerstance-") as folder:
            save_model(model, folder)
            yield _described(Path(folder), model_name(model))
    else:
        folder = shipped_folder() if model is None else Path(model)
        yield _described(folder, name_of_model(read_manifest(folder)))


def _described(folder: Path, name: str) -> StoredModel:
    digest = hashlib.sha256(f"{name}\n".encode())
    for path in _files(folder):
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)}\n".encode())
        digest.update(data)
    return StoredModel(str(folder.resolve()), name, digest.hexdigest())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())
