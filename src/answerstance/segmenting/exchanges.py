"""From lines to exchanges: which lines ask, which answer, and which belong together."""

from __future__ import annotations

from collections.abc import Sequence

from answerstance.segmenting.blocks import Draft
from answerstance.segmenting.ends import cut_closing, without_section
from answerstance.segmenting.headed import headed_blocks
from answerstance.segmenting.headings import Heading, Numbered, find_headings, find_numbered
from answerstance.segmenting.lines import Line
from answerstance.segmenting.pairing import pair
from answerstance.segmenting.unheaded import unheaded_blocks


def find_exchanges(lines: Sequence[Line], styles: Sequence[str]) -> list[Draft]:
    """Pair questions and answers; the first rule that the letter's layout fits decides.

    Parameters
    ----------
    lines : sequence of Line
    styles : sequence of str
        For each line ``bold``, ``italic`` or ``plain``: whether emphasis covers all of it.

    Returns
    -------
    list of Draft
        In the order of the answers; questions that got no answer stand where they were asked.
    """
    numbered = find_numbered(lines)
    headings = _without_titles(find_headings(lines), numbered)
    if any(heading.role == "answer" for heading in headings):
        blocks = headed_blocks(lines, headings, numbered)
        rule = "headings"
    else:
        blocks, rule = unheaded_blocks(lines, headings, numbered, styles)
    for block in blocks:
        if block.role == "answer":
            block.stop = without_section(lines, block, styles)
    cut_closing(lines, blocks)
    return pair(lines, styles, blocks, rule)


def _without_titles(headings: list[Heading], numbered: Sequence[Numbered]) -> list[Heading]:
    """Leave out "Vragen" where it is the title of a list of numbered questions."""
    opens_list = {item.line for item in numbered}
    return [h for h in headings if h.numbers or h.role == "answer" or h.last + 1 not in opens_list]
