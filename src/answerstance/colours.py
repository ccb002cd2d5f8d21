"""The colours of the stances, on the terminal and in plots."""

from __future__ import annotations

from typing import Final

from answerstance.stances import Stance

COLOURS: Final[dict[Stance, str]] = {
    "commits": "#009e73",
    "defers": "#e69f00",
    "lacks_data": "#56b4e9",
    "declines": "#d55e00",
}
"""Okabe and Ito's colours, told apart by colour-blind readers; a name or another mark stands beside them everywhere."""
