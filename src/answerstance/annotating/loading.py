"""Join the stand-off labels of ``annotations/`` with the texts they are about."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from answerstance.annotating.checking import evidence_of, problems
from answerstance.annotating.records import Labelled, _line, _of_lines, digest
from answerstance.errors import AnnotationError
from answerstance.records import collapse
from answerstance.stances import STANCES

CORPUS_VARIABLE = "ANSWERSTANCE_CORPUS"
"""Environment variable that names the folder with the texts."""

_TEXTS = {
    "letters": "exchanges/letters.jsonl",
    "modern": "exchanges/modern.jsonl.gz",
    "kvr": "exchanges/kvr.jsonl.gz",
    "kvr-chosen": "exchanges/kvr.jsonl.gz",
    "kvr-random": "exchanges/kvr.jsonl.gz",
    "kvr-rest": "exchanges/kvr.jsonl.gz",
}
_SHOWN = 20


def annotations_folder() -> Path:
    """The label files of this repository: ``annotations/`` beside ``src/``."""
    return Path(__file__).resolve().parents[3] / "annotations"


def corpus_folder() -> Path | None:
    """The folder with the texts.

    Returns
    -------
    Path or None
        The folder named by the environment variable ``ANSWERSTANCE_CORPUS``, else ``../shared/corpus``
        beside the repository; None where neither is a folder.
    """
    named = os.environ.get(CORPUS_VARIABLE)
    folder = Path(named) if named else annotations_folder().parent.parent / "shared" / "corpus"
    return folder if folder.is_dir() else None


def load(annotations: str | Path | None = None, corpus: str | Path | None = None) -> list[Labelled]:
    """Read all gold answers with their texts.

    Parameters
    ----------
    annotations : path, optional
        Folder with one or more of ``letters.jsonl``, ``modern.jsonl`` and ``kvr*.jsonl``;
        by default that of this repository.
    corpus : path, optional
        Folder with the texts, laid out as ``annotations/README.md`` says; by default `corpus_folder`.

    Returns
    -------
    list of Labelled
        In the order of the files.

    Raises
    ------
    AnnotationError
        Once, naming every text that is missing or has changed, every unknown label and every bad offset.
    """
    labelled, faults = load_present(annotations, corpus)
    if faults:
        more = [f"… and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        raise AnnotationError(
            f"{len(faults)} of {len(faults) + len(labelled)} gold answers cannot be used:\n  "
            + "\n  ".join([*faults[:_SHOWN], *more])
            + f"\nPut the texts in place as annotations/README.md says and name their folder in {CORPUS_VARIABLE}; "
            "correct wrong labels in the label files; or take what there is with load_present."
        )
    return labelled


def load_present(
    annotations: str | Path | None = None, corpus: str | Path | None = None
) -> tuple[list[Labelled], list[str]]:
    """Read the gold answers that can be used, and say which cannot.

    Parameters
    ----------
    annotations, corpus : path, optional
        As for `load`.

    Returns
    -------
    labelled : list of Labelled
    faults : list of str
        One message for every answer left out: where it stands and what is wrong.

    Raises
    ------
    AnnotationError
        If the label folder holds none of the label files, or a label file is not JSON lines.
    """
    texts_in = Path(corpus) if corpus is not None else corpus_folder()
    labelled: list[Labelled] = []
    faults: list[str] = []
    for path in label_files(annotations):
        texts = None
        if texts_in is not None and (texts_in / _TEXTS[path.stem]).is_file():
            texts = _texts(path.stem, texts_in / _TEXTS[path.stem])
        for number, record in _records(path):
            place = f"{path.name} line {number} ({_place(record)})"
            if texts is None:
                where = f"no {_TEXTS[path.stem]} in {texts_in}" if texts_in else "no corpus folder"
                faults.append(f"{place}: text missing, {where}")
                continue
            one = _join(path.stem, record, texts)
            if isinstance(one, Labelled):
                labelled.append(one)
            else:
                faults.append(f"{place}: {one}")
    return labelled, faults


def annotations_fingerprint(annotations: str | Path | None = None) -> str:
    """The `fingerprint` of all gold answers, from the label files alone: no text is needed."""
    return _of_lines(
        _line(
            Labelled(path.stem, *_ids(record), "", "", (), "answers", (), (), False).id,
            _in_order(record["stances"]),
            record["primary"],
            [(piece["stance"], piece["start"], piece["end"]) for piece in record["evidence"]],
            record["refers_to"],
            record["answer_sha256"],
        )
        for path in label_files(annotations)
        for _, record in _records(path)
    )


def label_files(annotations: str | Path | None = None) -> list[Path]:
    """The label files of a folder, in a fixed order."""
    folder = Path(annotations) if annotations is not None else annotations_folder()
    found = [folder / f"{name}.jsonl" for name in _TEXTS if (folder / f"{name}.jsonl").is_file()]
    if not found:
        raise AnnotationError(
            f"no label files in {folder}: expected one or more of {', '.join(_TEXTS)}, each .jsonl;"
            " name a folder that holds them (the repository's annotations/; an installed package carries none)"
        )
    return found


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield number, json.loads(line)
        except json.JSONDecodeError as error:
            raise AnnotationError(f"{path} line {number} is not JSON: {error}; expected one record a line") from error


def _ids(record: dict[str, Any]) -> tuple[str, int | None, tuple[str, ...]]:
    return record["letter"], record.get("row"), tuple(record["numbers"])


def _place(record: dict[str, Any]) -> str:
    row = record.get("row")
    return f"{record['letter']}, " + (f"row {row}" if row is not None else "answer " + "+".join(record["numbers"]))


def _texts(source: str, path: Path) -> dict[tuple, list[tuple[str, str]]]:
    """Question and answer, white space collapsed, by letter, row and numbers; a letter may use a number twice."""
    texts: dict[tuple, list[tuple[str, str]]] = {}
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            exchanges = record.get("exchanges", [record])
            for exchange in exchanges:
                key = (record["letter"], record.get("row"), tuple(exchange["numbers"]))
                texts.setdefault(key, []).append((exchange["question"], exchange["answer"]))
    return texts


def _join(source: str, record: dict[str, Any], texts: dict[tuple, list[tuple[str, str]]]) -> Labelled | str:
    """The gold answer, or what is wrong with it."""
    candidates = texts.get(_ids(record))
    if not candidates:
        return "text missing, the corpus has no such answer"
    same = [pair for pair in candidates if digest(collapse(pair[1])) == record["answer_sha256"]]
    if not same:
        return f"text changed, its SHA-256 is not {record['answer_sha256'][:12]}…"
    question, answer = map(collapse, same[0])
    wrong = problems(record, answer)
    if wrong:
        return "; ".join(wrong)
    return Labelled(
        source,
        *_ids(record),
        question,
        answer,
        _in_order(record["stances"]),
        record["primary"],
        evidence_of(record),
        tuple(record["refers_to"]),
        record["unsure"],
    )


def _in_order(stances: list[str]) -> tuple:
    return tuple(name for name in STANCES if name in stances)
