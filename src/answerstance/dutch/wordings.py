"""Wordings of Dutch official letters: turns of phrase that mean one thing, lists of them, and their combinations.

Cues share the words of a sentence out among them, a class a word. A wording is a whole turn of phrase ("ligt niet in
de rede"), and several may overlap. ``wordings/`` holds their lists, ``wording_patterns.txt`` what they mean beside each
other and beside cues.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache, lru_cache

from answerstance.dutch.lists import entries, lists_in
from answerstance.dutch.patterns import read_patterns
from answerstance.dutch.words import words

_ANY = "*"


class _Node:
    """What may follow the words of phrases so far."""

    __slots__ = ("names", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.stems: dict[str, _Node] = {}
        """By the stem of a word with any ending."""
        self.names: set[str] = set()
        """Lists with a phrase that ends here."""


@cache
def wordings() -> dict[str, tuple[str, ...]]:
    """The lists by name, each with its phrases as written in ``wordings/``."""
    found: dict[str, list[str]] = {}
    for listed in lists_in("wordings"):
        name = ""
        for line in entries(f"wordings/{listed}"):
            if line.startswith("["):
                name = line.strip("[]")
            else:
                found.setdefault(name, []).append(line)
    return {name: tuple(phrases) for name, phrases in found.items()}


@cache
def _root() -> _Node:
    """All phrases, word by word."""
    root = _Node()
    for name, phrases in wordings().items():
        for phrase in phrases:
            node = root
            for printed in phrase.split():
                if printed.endswith(_ANY):
                    node = node.stems.setdefault(printed.removesuffix(_ANY), _Node())
                else:
                    for word in words(printed):
                        node = node.words.setdefault(word, _Node())
            node.names.add(name)
    return root


@lru_cache(maxsize=50_000)  # texts repeat their words
def _openings(word: str) -> list[_Node]:
    """Where phrases are that open with a word."""
    root = _root()
    stems = (word[:end] for end in range(1, min(len(word), _longest_opening()) + 1))
    return [
        *([root.words[word]] if word in root.words else ()),
        *(root.stems[stem] for stem in stems if stem in root.stems),
    ]


@cache
def _longest_opening() -> int:
    """The letters of the longest stem that opens a phrase."""
    return max(map(len, _root().stems))


def _after(nodes: list[_Node], word: str) -> list[_Node]:
    """Where a word leads to from some nodes."""
    found = []
    for node in nodes:
        if (after := node.words.get(word)) is not None:
            found.append(after)
        if node.stems:
            found += [after for stem, after in node.stems.items() if word.startswith(stem)]
    return found


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
    found: set[str] = set()
    started: list[_Node] = []
    for word in row:
        started = _after(started, word) + _openings(word)
        for node in started:
            if node.names:
                found |= node.names
    return frozenset(found)


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
