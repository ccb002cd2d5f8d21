"""The label names, and nothing else: their meaning is in ``annotations/GUIDELINES.md``."""

from __future__ import annotations

from typing import Final, Literal, get_args

Stance = Literal["commits", "defers", "lacks_data", "declines"]
"""A stance an answer can take. An answer takes any number of them."""

Primary = Literal["commits", "defers", "lacks_data", "declines", "answers"]
"""What the asker got for the core of the question: one of the stances, or ``answers``."""

STANCES: Final[tuple[Stance, ...]] = get_args(Stance)
PRIMARIES: Final[tuple[Primary, ...]] = get_args(Primary)
ANSWERS: Final = "answers"
