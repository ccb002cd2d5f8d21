"""A small grammar over cues: who does what when, as combinations of cues in one clause or sentence."""

from __future__ import annotations

from collections.abc import Iterable
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


def matching(cues: Iterable[str]) -> tuple[str, ...]:
    """The names of the patterns that hold of some cues, in the order of the list."""
    bits, compiled = _compiled()
    have = 0
    for cue in cues:
        have |= bits.get(cue, 0)
    return tuple(
        [
            name
            for name, first, others, bars in compiled
            if have & first and not have & bars and all(map(have.__and__, others))
        ]
    )


@cache
def _compiled() -> tuple[dict[str, int], tuple[tuple[str, int, tuple[int, ...], int], ...]]:
    """A bit for each cue that patterns name; and of each pattern its name, its needs and its bars, as sums of bits."""
    named = sorted({cue for one in patterns() for cues in (*one.needs, one.bars) for cue in cues})
    bits = {cue: 1 << at for at, cue in enumerate(named)}
    compiled = []
    for one in patterns():
        first, *others = [sum(bits[cue] for cue in need) for need in one.needs]
        compiled.append((one.name, first, tuple(others), sum(bits[cue] for cue in one.bars)))
    return bits, tuple(compiled)
