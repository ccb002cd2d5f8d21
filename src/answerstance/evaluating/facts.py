"""What is known of the letters of the gold beside their text: level, body, date, format."""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path

from answerstance.annotating import corpus_folder
from answerstance.evaluating.cases import Facts

PERIODS = {"modern": "2021-2024"}
"""The period of answers that came without their letter."""

_OFFICE = re.compile(r"\(([^()]+)\)")


def corpus_facts(corpus: str | Path | None = None) -> dict[str, Facts]:
    """The facts of the corpus's letters, by the name that the labels give them; empty without a corpus."""
    folder = Path(corpus) if corpus is not None else corpus_folder()
    if folder is None:
        return {}
    return (
        _documents(folder)
        | _older(folder / "exchanges" / "kvr.jsonl.gz")
        | _blocks(folder / "exchanges" / "modern.jsonl.gz")
    )


def example_facts(folder: str | Path) -> dict[str, Facts]:
    """The facts of gold letters such as those of ``examples/gold``."""
    found = {}
    for path in sorted(Path(folder).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found[gold["file"]] = Facts(None, gold.get("answering"), gold.get("received"), Path(gold["file"]).suffix[1:])
    return found


def office(body: str) -> str:
    """The ministry of a minister, and any other body as it is.

    Examples
    --------
    >>> office("Minister Jansen (Financiën), mede namens de Minister van Defensie")
    'Financiën'
    """
    found = _OFFICE.search(body)
    return found[1] if found else body


def _documents(folder: Path) -> dict[str, Facts]:
    index = folder / "letters" / "INDEX.tsv"
    if not index.is_file():
        return {}
    levels = {row["file"]: row["level"] for row in csv.DictReader(index.open(encoding="utf-8"), delimiter="\t")}
    found = {}
    for name, level in levels.items():
        gold = json.loads((folder / "segmentation" / f"{name}.json").read_text(encoding="utf-8"))
        found[name] = Facts(level, gold.get("answering"), gold.get("received"), Path(name).suffix[1:])
    return found


def _older(path: Path) -> dict[str, Facts]:
    if not path.is_file():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {
            letter["letter"]: Facts("national", letter.get("ministry"), letter.get("answered"), "xml")
            for letter in map(json.loads, lines)
        }


def _blocks(path: Path) -> dict[str, Facts]:
    if not path.is_file():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["letter"]: Facts("national", None, PERIODS["modern"], None) for row in map(json.loads, lines)}
