"""Wordings of Dutch official letters: turns of phrase that mean one thing, lists of them, and their combinations.

Cues share the words of a sentence out among them, a class a word. A wording is a whole turn of phrase ("ligt niet in
de rede"), and several may overlap. ``wordings/`` holds their lists, ``wording_patterns.txt`` what they mean beside each
other and beside cues.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from answerstance.dutch.patterns import read_patterns
from answerstance.dutch.words import words

_ANY = "*"


class _Phrase(NamedTuple):
    """The words of a phrase behind those it was found by; `_ANY` at the end of a word stands for any ending."""

    rest: list[str]
    stems: bool
    """Whether a word of the rest ends in `_ANY`."""
    name: str


class _Openings(NamedTuple):
    """The phrases that open with a word: by their second word, or those where it is none or a stem."""

    second: dict[str, list[_Phrase]]
    other: list[_Phrase]


@cache
def wordings() -> dict[str, tuple[str, ...]]:
    """The lists by name, each with its phrases as written in ``wordings/``."""
    found: dict[str, list[str]] = {}
    for entry in sorted((files(__package__) / "wordings").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".txt"):
            name = ""
            for line in entry.read_text(encoding="utf-8").splitlines():
                line = line.split("#", 1)[0].strip()
                if line.startswith("["):
                    name = line.strip("[]")
                elif line:
                    found.setdefault(name, []).append(line)
    return {name: tuple(phrases) for name, phrases in found.items()}


@cache
def _by_opening() -> tuple[dict[str, list[tuple[list[str], str]]], dict[str, list[tuple[list[str], str]]]]:
    """The words of each phrase after its first, with its list's name: by that word, or by the stem it opens with."""
    by_word: dict[str, list[tuple[list[str], str]]] = {}
    by_stem: dict[str, list[tuple[list[str], str]]] = {}
    for name, phrases in wordings().items():
        for phrase in phrases:
            row = [one for printed in phrase.split() for one in _read(printed)]
            if row[0].endswith(_ANY):
                by_stem.setdefault(row[0][:-1], []).append((row[1:], name))
            else:
                by_word.setdefault(row[0], []).append((row[1:], name))
    return by_word, by_stem


def _read(printed: str) -> list[str]:
    return [printed] if printed.endswith(_ANY) else words(printed)


@lru_cache(maxsize=50_000)  # texts repeat their words
def _openings(word: str) -> _Openings | None:
    by_word, by_stem = _by_opening()
    rows = list(by_word.get(word, ()))
    for length in range(1, len(word) + 1):
        rows += by_stem.get(word[:length], ())
    second: dict[str, list[_Phrase]] = {}
    other: list[_Phrase] = []
    for row, name in rows:
        if row and not row[0].endswith(_ANY):
            second.setdefault(row[0], []).append(_phrase(row[1:], name))
        else:
            other.append(_phrase(row, name))
    return _Openings(second, other) if rows else None


def _phrase(rest: list[str], name: str) -> _Phrase:
    return _Phrase(rest, any(word.endswith(_ANY) for word in rest), name)


def find_wordings(row: Sequence[str]) -> frozenset[str]:
    """Find the wordings in a row of words.

    Parameters
    ----------
    row : sequence of str
        As `answerstance.dutch.words.words` gives them.

    Returns
    -------
    frozenset of str
        Names of the lists that have a phrase in it.
    """
    row = list(row)
    found = set()
    for at, openings in enumerate(map(_openings, row), start=1):
        if openings is None:
            continue
        for rest, stems, name in openings.other:
            if name not in found and _stands(row, at, rest, stems):
                found.add(name)
        if at < len(row):
            for rest, stems, name in openings.second.get(row[at], ()):
                if name not in found and _stands(row, at + 1, rest, stems):
                    found.add(name)
    return frozenset(found)


def _stands(row: list[str], at: int, rest: list[str], stems: bool) -> bool:
    """Whether the rest of a phrase stands in a row from a place on."""
    there = row[at : at + len(rest)]
    if not stems:
        return there == rest
    return len(there) == len(rest) and all(
        word.startswith(one[:-1]) if one.endswith(_ANY) else word == one for word, one in zip(there, rest, strict=True)
    )


def combined(found: Set[str], cues: Set[str]) -> set[str]:
    """The names of the patterns of ``wording_patterns.txt`` that hold of the wordings and the cues of a sentence."""
    have = found | cues
    patterns = _patterns()
    return {
        name
        for one in have
        for name, needs, bars in patterns.get(one, ())
        if bars.isdisjoint(have) and not any(map(have.isdisjoint, needs))
    }


@cache
def _patterns() -> dict[str, list[tuple[str, list[frozenset[str]], frozenset[str]]]]:
    """Each pattern with its other needs, by what meets one need: one of wordings, as these are rare, if it has any."""
    found: dict[str, list[tuple[str, list[frozenset[str]], frozenset[str]]]] = {}
    names = wordings().keys()
    for name, needs, bars in read_patterns("wording_patterns"):
        first, *others = sorted(needs, key=lambda need: not need <= names)
        for one in first:
            found.setdefault(one, []).append((name, others, bars))
    return found
