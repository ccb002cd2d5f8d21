"""Cue words of Dutch official letters: lists as data files, compiled once, and matched on words.

Each file of ``cues/`` names one class of words: who acts (``self``, ``other``), what verb makes a promise
(``future``, ``ready``), what stands for knowing (``know``, ``data``), for refusing (``need``, ``speak``) and so on.
Lists whose name starts with ``ask_`` say what a question asks for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from answerstance.dutch.words import words

_ASK = "ask_"


class Cue(NamedTuple):
    """A cue found in a row of words: ``words[start:end]`` belongs to the class ``name``."""

    start: int
    end: int
    name: str


class _Lists(NamedTuple):
    exact: dict[str, list[tuple[tuple[str, ...], str]]]
    """First word, to (all words, class), longest first."""
    stems: dict[str, str]
    """Stem of a single word with any ending, to class."""
    shortest: int


def _names(questions: bool) -> list[str]:
    folder = files(__package__) / "cues"
    names = sorted(entry.name.removesuffix(".txt") for entry in folder.iterdir() if entry.name.endswith(".txt"))
    return [name for name in names if name.startswith(_ASK) == questions]


@cache
def cue_names() -> tuple[str, ...]:
    """The classes of cues in answers, by name."""
    return tuple(_names(questions=False))


@cache
def ask_names() -> tuple[str, ...]:
    """The classes of requests in questions, by name."""
    return tuple(_names(questions=True))


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of one list, as written in its file."""
    text = (files(__package__) / "cues" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def _compiled(questions: bool) -> _Lists:
    exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    stems: dict[str, str] = {}
    for name in ask_names() if questions else cue_names():
        for phrase in phrases(name):
            if phrase.endswith("*") and " " not in phrase:
                stems[phrase[:-1]] = name
            else:
                row = tuple(words(phrase))
                exact.setdefault(row[0], []).append((row, name))
    for rows in exact.values():
        rows.sort(key=lambda row: (-len(row[0]), row))
    return _Lists(exact, stems, min(map(len, stems), default=sys.maxsize))


@lru_cache(maxsize=50_000)
def _at(word: str, questions: bool) -> tuple[Sequence[tuple[tuple[str, ...], str]], str | None] | None:
    """The phrases that open with a word, and the class of its stem; texts repeat their words, so this is kept."""
    lists = _compiled(questions)
    stems = (lists.stems.get(word[:length]) for length in range(len(word), lists.shortest - 1, -1))
    found = lists.exact.get(word, ()), next((name for name in stems if name is not None), None)
    return found if any(found) else None


def find_cues(row: Sequence[str], questions: bool = False) -> list[Cue]:
    """Find the cues in a row of words.

    Parameters
    ----------
    row : sequence of str
        As `words` gives them.
    questions : bool, default False
        Look for what a question asks for rather than for cues of answers.

    Returns
    -------
    list of Cue
        In order and disjoint; at each word the longest phrase wins.
    """
    row = list(row)
    found: list[Cue] = []
    at = 0
    while at < len(row):
        entry = _at(row[at], questions)
        length = 1
        if entry is not None:
            opening, name = entry
            for phrase, phrase_name in opening:
                if len(phrase) == 1 or tuple(row[at : at + len(phrase)]) == phrase:
                    length, name = len(phrase), phrase_name
                    break
            if name is not None:
                found.append(Cue(at, at + length, name))
        at += length
    return found
