"""Wordings of Dutch official letters: turns of phrase that mean one thing, lists of them, and their combinations.

Cues share the words of a sentence out among them, a class a word. A wording is a whole turn of phrase ("ligt niet in
de rede"), and several may overlap. ``wordings/`` holds their lists, ``wording_patterns.txt`` what they mean beside each
other and beside cues.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

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


class _Opened(NamedTuple):
    """What a word by itself leads to."""

    nodes: list[_Node]
    """Where phrases go on that open with it."""
    names: frozenset[str]
    """Lists of phrases that are this word alone."""


@lru_cache(maxsize=50_000)  # texts repeat their words
def _opened(word: str) -> _Opened | None:
    """What phrases a word opens, if any."""
    root = _root()
    stems = (word[:end] for end in range(1, min(len(word), _longest_opening()) + 1))
    nodes = [
        *([root.words[word]] if word in root.words else ()),
        *(root.stems[stem] for stem in stems if stem in root.stems),
    ]
    if not nodes:
        return None
    names = frozenset().union(*[node.names for node in nodes])
    return _Opened([node for node in nodes if node.words or node.stems], names)


@cache
def _longest_opening() -> int:
    """The letters of the longest stem that opens a phrase."""
    return max(map(len, _root().stems))


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
    for word, opened in zip(row, map(_opened, row), strict=True):
        if started:
            nodes = []
            for node in started:
                if (after := node.words.get(word)) is not None:
                    nodes.append(after)
                if node.stems:
                    nodes += [after for stem, after in node.stems.items() if word.startswith(stem)]
            for node in nodes:
                if node.names:
                    found |= node.names
            started = nodes
        if opened is not None:
            started = started + opened.nodes if started else opened.nodes  # these are kept, and never added to
            found |= opened.names
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
