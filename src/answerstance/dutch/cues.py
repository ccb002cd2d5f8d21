"""Cue words of Dutch official letters: lists as data files, compiled once, and matched on words.

Each file of ``cues/`` names one class of words: who acts (``self``, ``other``), what verb makes a promise
(``future``, ``ready``), what stands for knowing (``know``, ``data``), for refusing (``need``, ``speak``) and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from answerstance.dutch.lists import entries, lists_in
from answerstance.dutch.words import words

_ABROAD = ("se", "sche")  # "franse", "belgische"
_NOT_ABROAD = frozenset({"nederlandse", "diverse"})
_OF_A_STATE = frozenset(
    "ambtgenoot ambtgenote ambtgenoten bewindslieden bewindspersonen bewindspersoon collega collegae defensie "
    "departement departementen kabinet minister ministerie ministeries ministers regering staatssecretaris "
    "staatssecretarissen".split()
)
"""Of which another state has its own: "de Franse regering", but not "de Haagse wethouder"."""
_BY_CONTEXT = frozenset({"self", "colleague", "see"})
_NEAR = 100  # words from "vindt" to its "plaats", either way


class Cue(NamedTuple):
    """A cue found in a row of words: ``words[start:end]`` belongs to the class ``name``."""

    start: int
    end: int
    name: str


class _Lists(NamedTuple):
    alone: dict[str, str]
    """Word that is a cue by itself, to class."""
    longer: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]]
    """First word, to second word, to (all words, class), longest first."""
    stems: dict[str, str]
    """Stem of a single word with any ending, to class."""
    lengths: range
    """Of stems, the longest first."""


@cache
def cue_names() -> tuple[str, ...]:
    """The classes of cues by name."""
    return tuple(lists_in("cues"))


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of one list, as written in its file."""
    return entries(f"cues/{name}")


@cache
def _compiled() -> _Lists:
    alone: dict[str, str] = {}
    longer: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    stems: dict[str, str] = {}
    for name in cue_names():
        for phrase in phrases(name):
            if phrase.endswith("*") and " " not in phrase:
                stems[phrase[:-1]] = name
            else:
                row = tuple(words(phrase))
                if len(row) == 1:
                    alone.setdefault(row[0], name)
                else:
                    longer.setdefault(row[0], {}).setdefault(row[1], []).append((row, name))
    for followers in longer.values():
        for rows in followers.values():
            rows.sort(key=lambda row: (-len(row[0]), row))
    lengths = [*map(len, stems)]
    return _Lists(alone, longer, stems, range(max(lengths), min(lengths) - 1, -1))


@cache
def _finder() -> Callable[[str], tuple[dict[str, list[tuple[tuple[str, ...], str]]], str | None] | None]:
    """What finds the phrases that open with a word, by their second word, and the word's own class."""
    lists = _compiled()

    @lru_cache(maxsize=50_000)  # texts repeat their words
    def at(word: str) -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], str | None] | None:
        stems = (lists.stems.get(word[:length]) for length in lists.lengths)
        own = lists.alone.get(word) or next((name for name in stems if name is not None), None)
        longer = lists.longer.get(word, {})
        return (longer, own) if longer or own else None

    return at


def find_cues(row: Sequence[str]) -> list[Cue]:
    """Find the cues in a row of words.

    Parameters
    ----------
    row : sequence of str
        As `words` gives them.

    Returns
    -------
    list of Cue
        In order and disjoint; at each word the longest phrase wins.
    """
    row = list(row)
    found: list[Cue] = []
    past = 0
    for at, entry in enumerate(map(_finder(), row)):
        if entry is None or at < past:
            continue
        longer, name = entry
        length = 1
        if longer and at + 1 < len(row):
            for phrase, phrase_name in longer.get(row[at + 1], ()):
                if tuple(row[at : at + len(phrase)]) == phrase:
                    length, name = len(phrase), phrase_name
                    break
        if name is not None:
            past = at + length
            found.append(Cue(at, past, _in_context(row, at, past, name) if name in _BY_CONTEXT else name))
    return found


def _in_context(row: list[str], at: int, past: int, name: str) -> str:
    """The class of a cue that its context may change: "de Franse regering", "vindt in mei plaats"."""
    if name == "see":
        takes_place = row[at] in {"vindt", "vinden"} and "plaats" in row[max(0, at - _NEAR) : at + _NEAR]
        return "become" if takes_place else name
    before = row[at - 1] if at else ""
    abroad = before.endswith(_ABROAD) and before not in _NOT_ABROAD and not _OF_A_STATE.isdisjoint(row[at:past])
    return "other" if abroad else name
