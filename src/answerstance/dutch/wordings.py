"""Wordings of Dutch official letters: turns of phrase that mean one thing, lists of them, and their combinations.

Cues share the words of a sentence out among them, a class a word. A wording is a whole turn of phrase ("ligt niet in
de rede"), and several may overlap. ``wordings/`` holds their lists, ``wording_patterns.txt`` what they mean beside each
other and beside cues.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cache
from threading import Lock
from typing import NamedTuple

from answerstance.dutch.kept import Kept
from answerstance.dutch.lists import entries, lists_in
from answerstance.dutch.patterns import Matcher, read_patterns
from answerstance.dutch.words import words

_ANY = "*"
_MOST_STEPS = 300_000


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


class _State:
    """How far phrases have come that are under way."""

    __slots__ = ("after", "names", "nodes")

    def __init__(self, reached: Set[_Node]) -> None:
        self.nodes = [node for node in reached if node.words or node.stems]
        """Where they go on."""
        self.names = frozenset().union(*[node.names for node in reached])
        """Lists of those that end here."""
        self.after: dict[int, _State] = {}
        """Where the next word leads, by its number, as far as that was asked."""


class _Shape(NamedTuple):
    """What phrases see of a word."""

    word: str | None
    """The word itself, if any of them has it."""
    stems: tuple[str, ...]
    """Stems of theirs with which it begins."""


class _Automaton:
    """All phrases as a machine of states, each made when a text first comes to it."""

    def __init__(self) -> None:
        self.numbers = Kept(self._number)
        """The numbers of words: 0 for one that is in no phrase, and one number for words that phrases do not tell
        apart."""
        self._root = _root()
        self._words, self._stems = _alphabet(self._root)
        self._longest = max(map(len, self._stems))
        self._lock = Lock()
        self._steps = 0
        self._known: dict[_Shape, int] = {_Shape(None, ()): 0}
        self._shapes = [*self._known]
        self._opened: list[frozenset[_Node]] = [frozenset()]
        self._states: dict[frozenset[_Node], _State] = {}
        self.begin = self._state(self._opened[0])
        """Where no phrase is under way."""

    def _number(self, word: str) -> int:
        stems = (word[:end] for end in range(1, min(len(word), self._longest) + 1))
        shape = _Shape(word if word in self._words else None, tuple(stem for stem in stems if stem in self._stems))
        with self._lock:
            if shape not in self._known:
                self._shapes.append(shape)
                self._opened.append(frozenset(_reached([self._root], shape)))
                self._known[shape] = len(self._shapes) - 1
            return self._known[shape]

    def _state(self, reached: frozenset[_Node]) -> _State:
        return self._states.get(reached) or self._states.setdefault(reached, _State(reached))

    def step(self, state: _State, number: int) -> _State:
        """Where a word leads from a state, by its number."""
        gone_on, opened = _reached(state.nodes, self._shapes[number]), self._opened[number]
        after = state.after[number] = self._state(opened.union(gone_on) if gone_on else opened)
        self._steps += 1
        if self._steps > _MOST_STEPS:  # what is under way elsewhere goes on with the states that it has
            self._steps = 0
            self._states.clear()
            self.begin.after.clear()
        return after


def _reached(nodes: Iterable[_Node], shape: _Shape) -> list[_Node]:
    """Where a word leads from nodes, by itself and by the stems that it has."""
    word, stems = shape
    found = [node.words[word] for node in nodes if word in node.words]
    if stems:
        found += [node.stems[stem] for node in nodes if node.stems for stem in stems if stem in node.stems]
    return found


def _alphabet(root: _Node) -> tuple[frozenset[str], frozenset[str]]:
    """The words and the stems of all phrases."""
    words: set[str] = set()
    stems: set[str] = set()
    ahead = [root]
    while ahead:
        node = ahead.pop()
        words.update(node.words)
        stems.update(node.stems)
        ahead += [*node.words.values(), *node.stems.values()]
    return frozenset(words), frozenset(stems)


@cache
def _automaton() -> _Automaton:
    return _Automaton()


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
    automaton = _automaton()
    state = begin = automaton.begin
    found: set[str] = set()
    for number in map(automaton.numbers.__getitem__, row):
        state = (state.after.get(number) or automaton.step(state, number)) if number else begin
        if state.names:
            found |= state.names
    return frozenset(found)


@cache
def _matcher() -> Matcher:
    return Matcher(read_patterns("wording_patterns"), rare=wordings().keys())


def combined(found: Set[str], cues: Set[str]) -> set[str]:
    """The names of the patterns of ``wording_patterns.txt`` that hold of the wordings and the cues of a sentence."""
    return _matcher()(found | cues)
