"""Read labelled example letters, one JSON file a letter, so that a model can be trained without the corpus."""

from __future__ import annotations

import json
from pathlib import Path

from answerstance.annotating.checking import evidence_of, problems
from answerstance.annotating.records import Labelled
from answerstance.errors import AnnotationError
from answerstance.records import collapse
from answerstance.stances import STANCES


def load_examples(folder: str | Path) -> list[Labelled]:
    """Read gold letters of the form of ``examples/gold/*.json``.

    Parameters
    ----------
    folder : path
        With JSON files, each ``{"file", "kind", "exchanges": [{"numbers", "questions", "answer",
        "stances", "primary", "evidence", "refers_to", "unsure"}]}``. Evidence counts in the answer
        with its white space collapsed. Files without exchanges are passed over.

    Returns
    -------
    list of Labelled
        By file name, in each file's order; `letter` is the file the labels are about.

    Raises
    ------
    AnnotationError
        If there is no such file, or once for all unreadable files, unknown labels and bad offsets.
    """
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise AnnotationError(f"no .json files in {folder}: expected gold letters such as those of examples/gold")
    labelled: list[Labelled] = []
    faults: list[str] = []
    for path in paths:
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            exchanges = record["exchanges"]
            name = record["file"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            faults.append(f"{path.name}: not a gold letter ({error!r})")
            continue
        for exchange in exchanges:
            one = _labelled(name, exchange)
            if isinstance(one, Labelled):
                labelled.append(one)
            elif one:
                faults.append(f"{path.name}, answer {'+'.join(map(str, exchange.get('numbers', [])))}: {one}")
    if faults:
        raise AnnotationError(f"{len(faults)} faults in {folder}; correct them there:\n  " + "\n  ".join(faults))
    return labelled


def _labelled(letter: str, exchange: dict) -> Labelled | str | None:
    """One gold answer, what is wrong with it, or None for a question that got no answer."""
    if exchange.get("answer") is None:
        return None
    answer = collapse(exchange["answer"])
    wrong = problems(exchange, answer)
    if wrong:
        return "; ".join(wrong)
    return Labelled(
        "examples",
        letter,
        None,
        tuple(exchange["numbers"]),
        collapse(" ".join(exchange["questions"])),
        answer,
        tuple(name for name in STANCES if name in exchange["stances"]),
        exchange["primary"],
        evidence_of(exchange),
        tuple(exchange.get("refers_to", ())),
        bool(exchange.get("unsure", False)),
    )
