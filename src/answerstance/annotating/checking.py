"""Check one gold record against its answer."""

from __future__ import annotations

from typing import Any

from answerstance.records import Evidence
from answerstance.stances import PRIMARIES, STANCES


def problems(record: dict[str, Any], answer: str) -> list[str]:
    """What is wrong with the labels of one record.

    Parameters
    ----------
    record : dict
        With ``stances``, ``primary`` and ``evidence`` (a list of ``stance``, ``start``, ``end``).
    answer : str
        The answer the offsets count in, white space collapsed.

    Returns
    -------
    list of str
        One message a fault, naming the value and what was expected; empty when all is well.
    """
    stances, primary = record.get("stances"), record.get("primary")
    if not isinstance(stances, list) or not isinstance(record.get("evidence"), list):
        return ["needs the lists 'stances' and 'evidence'"]
    found = [f"unknown stance {name!r}; choose from {', '.join(STANCES)}" for name in stances if name not in STANCES]
    if len(set(map(str, stances))) < len(stances):
        found.append(f"a stance stands twice in {stances}")
    if primary not in PRIMARIES:
        found.append(f"unknown primary {primary!r}; choose from {', '.join(PRIMARIES)}")
    elif primary in STANCES and primary not in stances:
        found.append(f"primary {primary!r} is not among the stances {stances}")
    for piece in record["evidence"]:
        found += _evidence_problems(piece, stances, answer)
    shown = {piece.get("stance") for piece in record["evidence"]}
    found += [f"no evidence for {name!r}" for name in stances if name in STANCES and name not in shown]
    return found


def _evidence_problems(piece: dict[str, Any], stances: list[str], answer: str) -> list[str]:
    start, end, stance = piece.get("start"), piece.get("end"), piece.get("stance")
    if stance not in stances:
        return [f"evidence for {stance!r}, which is not among the stances {stances}"]
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(answer):
        return [f"evidence [{start}, {end}) lies outside the answer of {len(answer)} characters"]
    quoted = answer[start:end]
    if quoted != quoted.strip():
        return [f"evidence [{start}, {end}) starts or ends with white space"]
    return []


def evidence_of(record: dict[str, Any]) -> tuple[Evidence, ...]:
    """The evidence of a record without problems, by position."""
    pieces = (Evidence(piece["stance"], piece["start"], piece["end"], 1.0) for piece in record["evidence"])
    return tuple(sorted(pieces, key=lambda piece: (piece.start, piece.end, STANCES.index(piece.stance))))
