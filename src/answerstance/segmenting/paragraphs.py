"""Paragraphs: where a question ends and its answer begins, and where single questions part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from answerstance.segmenting.blocks import ENDS_ASKING, Block, Place
from answerstance.segmenting.counting import within
from answerstance.segmenting.headings import Numbered
from answerstance.segmenting.interludes import is_title
from answerstance.segmenting.lines import ENDS_SENTENCE, Line


def split_paragraphs(lines: Sequence[Line], styles: Sequence[str], start: int, stop: int) -> int:
    """The line with which the answer begins: after the paragraph that asks, or where the emphasis changes."""
    if start >= stop:
        return stop
    style = styles[start]
    end = stop
    while end - 1 > start and is_title(lines, styles, end - 1, style):
        end -= 1
    shown = [at for at in range(start, end) if styles[at] != "title"]
    changes = [b for a, b in pairwise(shown) if (styles[b] == style) is not (styles[a] == style)]
    if changes and (style != "plain" or styles[changes[0]] != "plain") and len(changes) == 1:
        return changes[0]
    opens = [at for at in range(start, stop) if at == start or opens_paragraph(lines, at)]
    ends = [*opens[1:], stop]
    asks = [any("?" in line.text for line in lines[a:b]) for a, b in zip(opens, ends, strict=True)]
    if not any(asks):
        return opens[1] if len(opens) > 1 else stop
    last = asks.index(True)
    while last + 2 < len(opens) and ENDS_ASKING.search(lines[ends[last + 1] - 1].text):
        last += 1
    return ends[last]


def opens_paragraph(lines: Sequence[Line], at: int) -> bool:
    """Whether with a line that is not the first a paragraph begins."""
    line, before = lines[at], lines[at - 1]
    text = line.text.lstrip(" -–—=>→⇒•*")
    if line.gap:
        return not (line.cut and text[:1].islower() and not ENDS_SENTENCE.search(before.text))  # a page break
    # without blank lines: a line that asks to its end, and a sentence behind it that adds nothing to the question
    return bool(ENDS_ASKING.search(before.text)) and text[:1].isupper() and not text.startswith(("Graag ", "Gaarne "))


def single_questions(
    lines: Sequence[Line], block: Block, numbered: Sequence[Numbered]
) -> list[tuple[str | None, Place, Place]]:
    """The single questions of a block that asks several, without the numbers printed before them."""
    inner = {item.numbers[0]: item for item in within(numbered, block.start[0], block.stop) if len(item.numbers) == 1}
    end = (block.stop, 0)
    if len(block.numbers) == 1:
        item = inner.get(block.numbers[0])
        start = block.start
        if item and item.line == start[0] and start[1] == 0 and lines[item.line].text[item.body :].strip():
            start = (item.line, item.body)
        return [(block.numbers[0], start, end)]
    if all(number in inner for number in block.numbers):
        items = [inner[number] for number in block.numbers]
        if all(a.line < b.line for a, b in pairwise(items)):
            starts = [(item.line, item.body) for item in items]
            return list(zip(block.numbers, starts, [*((item.line, 0) for item in items[1:]), end], strict=True))
    starts = _question_starts(lines, block)
    if len(starts) == len(block.numbers):
        return list(zip(block.numbers, starts, [*starts[1:], end], strict=True))
    return [(None, block.start, end)]


def _question_starts(lines: Sequence[Line], block: Block) -> list[Place]:
    """Where single questions begin: by paragraph, else by line behind a question mark, else behind one in a line."""
    wanted = len(block.numbers)
    inside = range(block.start[0] + 1, block.stop)
    paragraphs = [block.start, *((at, 0) for at in inside if lines[at].gap or lines[at].cut)]
    rows = [block.start, *((at, 0) for at in inside if opens_paragraph(lines, at))]
    glued = [block.start]
    for at in range(block.start[0], block.stop):
        if at > block.start[0] and opens_paragraph(lines, at):
            glued.append((at, 0))
        begin = block.start[1] if at == block.start[0] else 0
        glued += [(at, match.end()) for match in re.finditer(r"\?[\"'’”»)]?(?=[A-Z])", lines[at].text[begin:])]
    for starts in (paragraphs, rows, glued):
        if len(starts) == wanted:
            return starts
    return []
