"""The word lists of this package: data files of a line an entry, with ``#`` for comments."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def entries(name: str) -> tuple[str, ...]:
    """The lines of a list, by its file without ending (``cues/self``), without comments and blank lines."""
    text = (files(__package__) / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def words_in(name: str) -> frozenset[str]:
    """The words of a list whose lines hold several."""
    return frozenset(word for line in entries(name) for word in line.split())


def lists_in(folder: str) -> list[str]:
    """The names of the lists in a folder of this package, in order."""
    names = (entry.name for entry in (files(__package__) / folder).iterdir())
    return sorted(name.removesuffix(".txt") for name in names if name.endswith(".txt"))
