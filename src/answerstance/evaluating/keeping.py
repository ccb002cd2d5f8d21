"""Keep what an evaluation rests on beside the model: ids, labels, probabilities, counts, and no text."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from answerstance.errors import ModelError
from answerstance.evaluating.cases import Case, Facts, Said

FOLDER = "evaluation"
"""The folder inside a model's folder."""

MODEL = "answerstance"
"""The name of the model's own verdicts among the systems."""

RANDOM_SPLIT = "random_split"
"""The name of the same model's verdicts where answers, not letters, were dealt over the folds."""

OLDER_SOURCES = frozenset({"kvr-random"})
"""Drawn answers of 1995-2008: a slice of their own, no part of the sample of today's letters."""

_CASES = "cases.jsonl.gz"
_NOTES = "notes.json"
_SAID = "said.{}.jsonl.gz"


@dataclass
class Evaluation:
    """What a report is made from."""

    cases: list[Case]
    said: dict[str, list[Said]]
    """By system; one an answer, in the order of the cases."""
    notes: dict[str, Any] = field(default_factory=dict)
    """``parts`` (how each was made), ``thresholds``, ``learning_curve``, ``segmentation``, ``agreement`` and
    ``learned``, the hashes of the answers that the model learned from; only what there is."""

    def samples(self) -> tuple[Evaluation, Evaluation]:
        """The sample that is scored and the answers of `OLDER_SOURCES`; where there are only these, they are scored."""
        old = [case.source in OLDER_SOURCES for case in self.cases]
        if all(old):
            old = [False] * len(old)
        return self._only([not one for one in old]), self._only(old)

    def _only(self, kept: Sequence[bool]) -> Evaluation:
        def filtered(rows: list) -> list:
            return [row for row, one in zip(rows, kept, strict=True) if one]

        said = {name: filtered(rows) for name, rows in self.said.items()}
        return Evaluation(filtered(self.cases), said, self.notes)


def save_evaluation(evaluation: Evaluation, model: str | Path) -> None:
    """Store an evaluation beside a model; the same bytes for the same content."""
    folder = Path(model) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    _write_lines(folder / _CASES, map(asdict, evaluation.cases))
    for name, rows in evaluation.said.items():
        ids = (case.id for case in evaluation.cases)
        _write_lines(
            folder / _SAID.format(name), ({"id": one, **asdict(said)} for one, said in zip(ids, rows, strict=True))
        )
    text = json.dumps(evaluation.notes, indent=1, ensure_ascii=False) + "\n"
    (folder / _NOTES).write_text(text, encoding="utf-8")


def load_evaluation(model: str | Path) -> Evaluation:
    """Read the evaluation that is stored beside a model.

    Raises
    ------
    ModelError
        If there is none, or it is damaged.
    """
    folder = Path(model) / FOLDER
    if not (folder / _CASES).is_file() or not (folder / _NOTES).is_file():
        raise ModelError(
            f"no evaluation beside the model in {model}: `answerstance train -o {model}` makes one,"
            " or score on gold labels of your own with --gold"
        )
    try:
        cases = [_case(row) for row in _read_lines(folder / _CASES)]
        said = {}
        for path in sorted(folder.glob(_SAID.format("*"))):
            rows = list(_read_lines(path))
            if [row.pop("id") for row in rows] != [case.id for case in cases]:
                raise ValueError(f"{path.name} is about other answers than {_CASES}")
            said[path.name.split(".")[1]] = [_said(row) for row in rows]
        notes = json.loads((folder / _NOTES).read_text(encoding="utf-8"))
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"the evaluation in {folder} is damaged ({error}); train again or restore its files"
        ) from error
    return Evaluation(cases, said, notes)


def _write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """JSON lines, packed without date and name, so that equal rows make equal bytes."""
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8") as lines,
    ):
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def _read_lines(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _case(row: dict[str, Any]) -> Case:
    lists = {name: tuple(row[name]) for name in ("numbers", "stances")}
    return Case(**(row | lists | {"evidence": _shown(row["evidence"]), "facts": Facts(**row["facts"])}))


def _said(row: dict[str, Any]) -> Said:
    lists = {name: tuple(row[name]) for name in ("probabilities", "stances")}
    return Said(**(row | lists | {"evidence": None if row["evidence"] is None else _shown(row["evidence"])}))


def _shown(pairs: list[list[Any]]) -> tuple[tuple[Any, int], ...]:
    return tuple((stance, number) for stance, number in pairs)
