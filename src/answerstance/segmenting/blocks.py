"""What pairing works on: stretches of lines that ask or answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from answerstance.segmenting.headings import Heading, Role
from answerstance.segmenting.lines import Line

Place = tuple[int, int]
"""A place in a letter: a line's number and an offset into its text."""


@dataclass(slots=True)
class Block:
    """A stretch of lines that asks or answers: from a place to the line before another."""

    role: Role
    numbers: tuple[str, ...]
    heading: int
    """The line its heading stands on; the line it begins with where it has none."""
    start: Place
    stop: int
    """The line after its last."""
    questions: list[tuple[str | None, Place, Place]] = field(default_factory=list)
    """For a question block: number, first place and end of each single question."""
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An exchange as places; what `segment` turns into records."""

    numbers: tuple[str, ...]
    questions: tuple[tuple[str | None, Place, Place], ...]
    answer: tuple[Place, Place] | None
    rule: str


ENDS_ASKING = re.compile(r"\?[\"'’”»)\]\s\d]*$")


def place_after(lines: Sequence[Line], mark: Heading) -> Place:
    """Where what a heading heads begins: behind it on its line, or on the next."""
    if lines[mark.last].text[mark.body :].strip():
        return (mark.last, mark.body)
    return (mark.last + 1, 0)
