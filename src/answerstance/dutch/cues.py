"""Cue words of Dutch official letters: lists as data files, compiled once, and matched on words.

Each file of ``cues/`` names one class of words: who acts (``self``, ``other``), what verb makes a promise
(``future``, ``ready``), what stands for knowing (``know``, ``data``), for refusing (``need``, ``speak``) and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from answerstance.dutch.kept import Kept
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
    longer: dict[str, dict[str, list[tuple[int, list[str], str]]]]
    """First word, to second word, to (number of words, those behind the two, class), longest first."""
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
    longer: dict[str, dict[str, list[tuple[int, list[str], str]]]] = {}
    stems: dict[str, str] = {}
    for name in cue_names():
        for phrase in phrases(name):
            if phrase.endswith("*") and " " not in phrase:
                stems[phrase[:-1]] = name
            else:
                first, *others = words(phrase)
                if not others:
                    alone.setdefault(first, name)
                else:
                    second, *rest = others
                    longer.setdefault(first, {}).setdefault(second, []).append((len(rest) + 2, rest, name))
    for followers in longer.values():
        for rows in followers.values():
            rows.sort(key=lambda row: (-row[0], row))
    lengths = [*map(len, stems)]
    return _Lists(alone, longer, stems, range(max(lengths), min(lengths) - 1, -1))


class _Entry(NamedTuple):
    """What a word may be or open."""

    longer: dict[str, list[tuple[int, list[str], str]]]
    """By the second word of phrases that it opens: how long each is, the words behind those two, its class."""
    own: str | None
    """Its class by itself."""


@cache
def _entries() -> Kept[_Entry | None]:
    lists = _compiled()

    def entry(word: str) -> _Entry | None:
        stems = (lists.stems.get(word[:length]) for length in lists.lengths)
        own = lists.alone.get(word) or next((name for name in stems if name is not None), None)
        longer = lists.longer.get(word, {})
        return _Entry(longer, own) if longer or own else None

    return Kept(entry)


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
    for at, entry in enumerate(map(_entries().__getitem__, row)):
        if entry is None or at < past:
            continue
        longer, name = entry
        length = 1
        if longer and at + 1 < len(row) and row[at + 1] in longer:
            for size, rest, phrase_name in longer[row[at + 1]]:
                if not rest or row[at + 2 : at + size] == rest:
                    length, name = size, phrase_name
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
