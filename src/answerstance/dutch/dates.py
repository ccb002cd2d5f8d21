"""Dates as letters print them: ``19 november 2024``, ``20 DEC. 2017``, ``30-03-2021``."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_NAMES = {name: number for number, name in enumerate(_MONTHS, start=1)}
_NAMES |= {name[:3]: number for name, number in _NAMES.items()} | {"mrt": 3, "sept": 9}

DATE = (
    r"(?:\d{1,2}\s*(?:" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")\.?\s*\d{4}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d{2}-\d{2})"
)
"""Source of a regular expression for one date; use it with ``re.IGNORECASE``."""

_PARTS = re.compile(
    r"(\d{1,2})\s*([a-z]+)\.?\s*(\d{4})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})|(\d{4})-(\d{2})-(\d{2})", re.IGNORECASE
)


def iso_date(phrase: str) -> str | None:
    """``YYYY-MM-DD`` for what `DATE` matches, or None where there is no such day."""
    match = _PARTS.search(phrase)
    if not match:
        return None
    day, name, year, day2, month2, year2, year3, month3, day3 = match.groups()
    if name:
        numbers = year, _NAMES.get(name.lower(), 0), day
    elif year2:
        numbers = year2, month2, day2
    else:
        numbers = year3, month3, day3
    try:
        return date(*map(int, numbers)).isoformat()
    except ValueError:
        return None
