"""Scores of parts of the sample: by level, body, year, length and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from answerstance.evaluating.cases import Case, Said
from answerstance.evaluating.facts import office
from answerstance.evaluating.scoring import Scored, f1_of, mean_of, measured
from answerstance.stances import STANCES

SMALL_ANSWERS = 100
SMALL_LETTERS = 10
"""A slice with fewer answers or letters is marked as small: its scores say little."""

_UNKNOWN = "not known"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FEWEST = 10  # answers: smaller bodies are put together
_OTHERS = "others"
_LENGTHS = ((15, "1-15 words"), (50, "16-50 words"), (100, "51-100 words"), (200, "101-200 words"))
_LONGEST = "over 200 words"


def slices(scored: Scored) -> dict[str, list[dict[str, Any]]]:
    """Scores by slice.

    Returns
    -------
    dict of str to list of dict
        By the name of the matter, for each slice ``name``, ``answers``, ``letters``, ``small``, ``right_sets``,
        ``macro_f1`` (over the stances that occur in it) and ``f1`` by stance. A matter that has one slice
        only is left out.
    """
    found = {}
    for matter, (name_of, order) in SLICES.items():
        names = _names([name_of(case, said) for case, said in zip(scored.cases, scored.said, strict=True)], matter)
        present = sorted(set(names), key=lambda name: (order.index(name) if name in order else 0, name))
        if len(present) > 1:
            found[matter] = [_slice(scored, names, name) for name in present]
    return found


def _slice(scored: Scored, names: Sequence[str], name: str) -> dict[str, Any]:
    part = scored.only(np.array(names) == name)
    stances = [f1_of(part, at) for at in range(len(STANCES))]
    counts = part.gold.sum(axis=0)
    return {
        "name": name,
        "answers": len(part),
        "letters": len(part.letters),
        "small": len(part) < SMALL_ANSWERS or len(part.letters) < SMALL_LETTERS,
        "right_sets": measured(part.share(part.right)),
        "macro_f1": measured(mean_of([one for one, n in zip(stances, counts, strict=True) if n]), "no stance occurs"),
        "f1": {
            stance: measured(one, "does not occur") | {"n": int(n)}
            for stance, one, n in zip(STANCES, stances, counts, strict=True)
        },
    }


def _names(names: list[str], matter: str) -> list[str]:
    if matter != "body":
        return names
    return [name if names.count(name) >= _FEWEST else _OTHERS for name in names]


def _body(case: Case, said: Said) -> str:
    return office(case.facts.body) if case.facts.body else _UNKNOWN


def _year(case: Case, said: Said) -> str:
    date = case.facts.date or _UNKNOWN
    return date[:4] if _DAY.fullmatch(date) else date


def _length(case: Case, said: Said) -> str:
    return next((name for most, name in _LENGTHS if case.words <= most), _LONGEST)


def _questions(case: Case, said: Said) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(case.questions, "four or more")


Name = Callable[[Case, Said], str]

SLICES: Final[dict[str, tuple[Name, tuple[str, ...]]]] = {
    "sample": (lambda case, said: case.source, ()),
    "level": (lambda case, said: case.facts.level or _UNKNOWN, ()),
    "body": (_body, ("", _OTHERS, _UNKNOWN)),
    "year": (_year, ("", _UNKNOWN)),
    "format": (lambda case, said: case.facts.format or _UNKNOWN, ("", _UNKNOWN)),
    "length of the answer": (_length, (*(name for _, name in _LENGTHS), _LONGEST)),
    "questions answered at once": (_questions, ("one", "two", "three", "four or more")),
    "doubt of the reader": (lambda case, said: "unsure" if case.unsure else "sure", ()),
    "flag of the model": (lambda case, said: "review" if said.review else "not flagged", ()),
}
"""By matter, what names the slice of an answer, and the order of the names where it is not that of the alphabet."""
