"""A small grammar over cues: who does what when, as combinations of cues in one clause or sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from functools import cache
from typing import NamedTuple

from answerstance.dutch.lists import entries


class Pattern(NamedTuple):
    """A combination of cues."""

    name: str
    needs: tuple[frozenset[str], ...]
    """One cue of each of these is there; there is one or more."""
    bars: frozenset[str]
    """None of these is."""


@cache
def patterns() -> tuple[Pattern, ...]:
    """The combinations of ``patterns.txt``, in its order."""
    return read_patterns("patterns")


def read_patterns(listed: str) -> tuple[Pattern, ...]:
    """The combinations of a data file beside this module, by its name without ending, in its order."""
    return tuple(_parsed(line) for line in entries(listed))


def _parsed(line: str) -> Pattern:
    name, _, conditions = line.partition(":")
    needs: list[frozenset[str]] = []
    bars: frozenset[str] = frozenset()
    for condition in conditions.split("&"):
        cues = frozenset(condition.strip().lstrip("!").split("|"))
        if condition.strip().startswith("!"):
            bars |= cues
        else:
            needs.append(cues)
    return Pattern(name.strip(), tuple(needs), bars)


class Matcher:
    """Finds the patterns that hold of a sentence.

    Parameters
    ----------
    patterns : iterable of Pattern
    rare : set of str, optional
        Names that are rarer than the others: a pattern is only looked at where one of its needs is met, one of rare
        names if it has any.
    """

    def __init__(self, patterns: Iterable[Pattern], rare: Set[str] = frozenset()) -> None:
        patterns = list(patterns)
        named = sorted({name for one in patterns for names in (*one.needs, one.bars) for name in names})
        self._bits = defaultdict(int, {name: 1 << at for at, name in enumerate(named)})
        self._by_name: dict[str, list[tuple[str, int, list[int]]]] = {}
        for one in patterns:
            first, *others = sorted(one.needs, key=lambda need: (not need <= rare, len(need)))
            row = (one.name, self._sum(one.bars), [*map(self._sum, others)])
            for name in first:
                self._by_name.setdefault(name, []).append(row)

    def _sum(self, names: Iterable[str]) -> int:
        """The bits of different names."""
        return sum(map(self._bits.__getitem__, names))

    def __call__(self, names: Set[str]) -> set[str]:
        """The names of the patterns that hold of what a sentence or a clause has, by its names."""
        have = self._sum(names)
        by_name = self._by_name
        return {
            pattern
            for name in names
            if name in by_name
            for pattern, bars, needs in by_name[name]
            if not have & bars and all(map(have.__and__, needs))
        }


@cache
def _matcher() -> Matcher:
    return Matcher(patterns())


def matching(cues: Set[str]) -> set[str]:
    """The names of the patterns of ``patterns.txt`` that hold of some cues."""
    return _matcher()(cues)
