"""A small grammar over cues: who does what when, as combinations of cues in one clause or sentence."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Pattern(NamedTuple):
    """A combination of cues."""

    name: str
    needs: tuple[frozenset[str], ...]
    """One cue of each of these is there."""
    bars: frozenset[str]
    """None of these is."""


@cache
def patterns() -> tuple[Pattern, ...]:
    """The combinations of ``patterns.txt``, in its order."""
    text = (files(__package__) / "patterns.txt").read_text(encoding="utf-8")
    return tuple(_parsed(line) for line in text.splitlines() if line.strip() and not line.startswith("#"))


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


def matching(cues: Set[str]) -> tuple[str, ...]:
    """The names of the patterns that hold of a set of cues, in the order of the list."""
    return _matching(frozenset(cues))


@cache
def _matching(cues: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        name
        for name, needs, bars in patterns()
        if bars.isdisjoint(cues) and not any(need.isdisjoint(cues) for need in needs)
    )
