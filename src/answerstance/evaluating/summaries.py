"""Count the stances of labelled answers by body, year and the like, corrected for known errors."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO

from answerstance.classifying import read_manifest
from answerstance.classifying.store import shipped_folder
from answerstance.errors import AnswerStanceError
from answerstance.evaluating.facts import office
from answerstance.evaluating.keeping import MODEL, load_evaluation
from answerstance.evaluating.quantifying import known_of, sample_of, shares
from answerstance.evaluating.slices import SMALL_LETTERS
from answerstance.labelling.labelled import name_of_model
from answerstance.stances import STANCES

UNKNOWN: Final = "not known"
FEW: Final = 50
"""A group of fewer answers, or of fewer than `SMALL_LETTERS` letters, is marked: its interval says little."""

_MINISTER = re.compile(r"minister\b|staatssecretaris", re.IGNORECASE)
_NATIONAL = 0.9  # of the answers the error rates are known from


class Summary(NamedTuple):
    """Counts and shares, and what they leave out."""

    rows: list[dict[str, Any]]
    """For each group and class ``group`` (by key), ``answers``, ``letters``, ``stance``, ``told``, ``share``,
    ``corrected``, ``interval`` and ``few``."""
    notes: list[str]
    """What a reader must know: rows without an answer, rows of another model."""


def read_rows(path: str | Path) -> list[dict[str, Any]]:
    """Read rows as `answerstance label` writes them: ``.jsonl``, ``.csv``, ``.parquet`` or ``.sqlite``.

    Raises
    ------
    AnswerStanceError
        If the file is missing, of another kind, or not such rows; with the line.
    """
    place = Path(path)
    reader = _READERS.get(place.suffix.lower() or ".jsonl")
    if reader is None:
        raise AnswerStanceError(
            f"{path}: rows are read from {', '.join(_READERS)}; label the letters into one of these"
        )
    try:
        with place.open("rb"):
            return list(reader(place))
    except OSError as error:
        raise AnswerStanceError(f"{path}: cannot be read ({error.strerror}); name rows that `label` wrote") from error
    except UnicodeDecodeError as error:
        raise AnswerStanceError(f"{path}: not UTF-8; name rows that `answerstance label` wrote") from error


def summarise(rows: Iterable[Mapping[str, Any]], by: Sequence[str] = (), model: str | Path | None = None) -> Summary:
    """Count stances by group, and correct the shares for the errors that the model is known to make.

    Parameters
    ----------
    rows : iterable of mapping
        As `answerstance label` writes them, or `read_rows` reads them. Rows without an answer are passed over.
    by : sequence of str
        Of `KEYS`; none for all answers together. An answer to several askers counts for each.
    model : path, optional
        The folder of the model that labelled them, with its evaluation; by default the shipped one.

    Returns
    -------
    Summary
        Groups in order of their names.

    Raises
    ------
    AnswerStanceError
        If a key is unknown, or no row has an answer.
    """
    unknown = [key for key in by if key not in KEYS]
    if unknown:
        raise AnswerStanceError(f"rows cannot be grouped by {unknown[0]!r}; choose from {', '.join(KEYS)}")
    every = list(rows)
    answered = [row for row in every if row.get("probabilities") and row.get("primary")]
    if not answered:
        raise AnswerStanceError(f"none of the {len(every)} rows has an answer: label letters first, then count")
    place = Path(model) if model is not None else shipped_folder()
    today, _ = load_evaluation(place).samples()
    known = known_of(today.cases, today.said[MODEL])
    found = []
    for group, members in sorted(_groups(answered, by).items()):
        letters = [str(row.get("path") or row.get("letter")) for row in members]
        sample = sample_of(
            [row["stances"] for row in members],
            [[row["probabilities"][name] for name in STANCES] for row in members],
            letters,
        )
        for stance, one in shares(known, sample).items():
            found.append(
                {
                    "group": dict(zip(by, group, strict=True)),
                    "answers": len(members),
                    "letters": len(set(letters)),
                    "stance": stance,
                    **one,
                    "few": len(members) < FEW or len(set(letters)) < SMALL_LETTERS,
                }
            )
    national = sum(case.facts.level == "national" for case in today.cases) > _NATIONAL * len(today.cases)
    return Summary(found, _notes(every, answered, name_of_model(read_manifest(place)), national))


def write_summary(summary: Summary, file: TextIO, form: str) -> None:
    """Write a summary as ``json`` or ``csv``, one row a group and class."""
    if form == "json":
        json.dump({"rows": summary.rows, "notes": summary.notes}, file, ensure_ascii=False, indent=1)
        file.write("\n")
        return
    keys = list(summary.rows[0]["group"])
    writer = csv.writer(file)
    columns = ("answers", "letters", "stance", "told", "share", "corrected")
    writer.writerow([*keys, *columns, "low", "high", "few"])
    for row in summary.rows:
        writer.writerow([*row["group"].values(), *(row[name] for name in columns), *row["interval"], row["few"]])


def _year(row: Mapping[str, Any]) -> list[str]:
    year = re.match(r"\d{4}\b", row.get("date") or "")
    return [year[0] if year else UNKNOWN]


KEYS: Final[dict[str, Callable[[Mapping[str, Any]], list[str]]]] = {
    "body": lambda row: [row.get("body") or UNKNOWN],
    "office": lambda row: [office(row["body"]) if row.get("body") else UNKNOWN],
    "year": _year,
    "asker": lambda row: list(row.get("askers") or [UNKNOWN]),
    "kind": lambda row: [row.get("kind") or UNKNOWN],
    "letter": lambda row: [row.get("letter") or UNKNOWN],
}
"""What rows can be grouped by: the names of the groups of a row."""


def _groups(rows: Iterable[Mapping[str, Any]], by: Sequence[str]) -> dict[tuple[str, ...], list[Mapping[str, Any]]]:
    found: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        names: list[tuple[str, ...]] = [()]
        for key in by:
            names = [(*before, name) for before in names for name in KEYS[key](row)]
        for group in dict.fromkeys(names):
            found.setdefault(group, []).append(row)
    return found


def _notes(
    every: Sequence[Mapping[str, Any]], answered: Sequence[Mapping[str, Any]], model: str, national: bool
) -> list[str]:
    notes = []
    if len(answered) < len(every):
        notes.append(f"{len(every) - len(answered)} of {len(every)} rows hold no labelled answer and are not counted")
    others = sorted({str(row.get("model")) for row in answered} - {model})
    if others:
        notes.append(
            f"the rows were labelled by {', '.join(others)}, but the error rates are those of {model}:"
            " name the folder of the model that labelled them (--model)"
        )
    local = sum(bool(row.get("body")) and not _MINISTER.search(row["body"]) for row in answered)
    if national and local:
        notes.append(
            f"{local} of {len(answered)} answers are not by ministers, but the error rates are those of ministers'"
            " letters: for these a corrected share may lie further off than the plain one; check it with gold labels"
            " of your own (`answerstance evaluate --gold`)"
        )
    return notes


def _json_rows(place: Path) -> Iterator[dict[str, Any]]:
    with place.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    row = json.loads(line)
                except json.JSONDecodeError as error:
                    raise _not_a_row(place, number) from error
                yield _nested(row, place, number)


def _csv_rows(place: Path) -> Iterator[dict[str, Any]]:
    with place.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            yield _flat(row, place, number)


def _parquet_rows(place: Path) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise AnswerStanceError(f"{place}: needs pyarrow: pip install 'answerstance[tables]'") from error
    try:
        table = [row for batch in ParquetFile(place).iter_batches() for row in batch.to_pylist()]
    except ArrowException as error:
        raise _not_a_row(place, 1) from error
    for number, row in enumerate(table, start=1):
        yield _nested(row, place, number)


def _sqlite_rows(place: Path) -> Iterator[dict[str, Any]]:
    with closing(sqlite3.connect(place)) as base:
        base.row_factory = sqlite3.Row
        try:
            for number, row in enumerate(base.execute("SELECT * FROM rows"), start=1):
                yield _flat(dict(row), place, number)
        except sqlite3.Error as error:
            raise _not_a_row(place, 1) from error


_READERS: Final[dict[str, Callable[[Path], Iterator[dict[str, Any]]]]] = {
    ".jsonl": _json_rows,
    ".csv": _csv_rows,
    ".parquet": _parquet_rows,
    ".sqlite": _sqlite_rows,
}


def _flat(row: dict[str, Any], place: Path, number: int) -> dict[str, Any]:
    """A row of a table without lists."""
    try:
        told = {name: row[f"p_{name}"] for name in STANCES}
        lists = {name: [part for part in (row[name] or "").split("; ") if part] for name in ("stances", "askers")}
    except (KeyError, AttributeError) as error:
        raise _not_a_row(place, number) from error
    return _nested(row | lists | {"probabilities": told}, place, number)


def _nested(row: Any, place: Path, number: int) -> dict[str, Any]:
    """A row with lists, once it is seen to be one."""
    try:
        stances, askers, told = row["stances"], row.get("askers") or [], row["probabilities"]
        texts = [row.get(name) or "" for name in ("path", "letter", "kind", "body", "date", "primary")]
    except (KeyError, TypeError, AttributeError) as error:
        raise _not_a_row(place, number) from error
    right = isinstance(stances, list) and isinstance(askers, list) and isinstance(told, dict)
    if (
        not right
        or not set(map(str, stances)) <= set(STANCES)
        or not all(isinstance(one, str) for one in texts + askers)
    ):
        raise _not_a_row(place, number)
    known = {} if all(one in (None, "") for one in told.values()) else told
    return row | {"stances": tuple(stances), "probabilities": _probabilities(known, place, number)}


def _probabilities(told: Mapping[str, Any], place: Path, number: int) -> dict[str, float]:
    if not told:
        return {}
    try:
        found = {name: float(told[name]) for name in STANCES}
    except (KeyError, TypeError, ValueError) as error:
        raise _not_a_row(place, number) from error
    if not all(0 <= one <= 1 for one in found.values()):
        raise AnswerStanceError(f"{place} line {number}: a probability is not between 0 and 1; label the letters again")
    return found


def _not_a_row(place: Path, number: int) -> AnswerStanceError:
    return AnswerStanceError(
        f"{place} line {number}: not a row as `answerstance label` writes it; label the letters again"
    )
