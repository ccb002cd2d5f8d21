"""Tie answers to questions."""

from __future__ import annotations

import string
from collections.abc import Sequence

from answerstance.segmenting.blocks import ENDS_ASKING, Block, Draft
from answerstance.segmenting.lines import Line
from answerstance.segmenting.paragraphs import split_paragraphs


def pair(lines: Sequence[Line], styles: Sequence[str], blocks: list[Block], rule: str) -> list[Draft]:
    """Tie every answer to the nearest open questions that bear its numbers."""
    questions = [block for block in blocks if block.role == "question"]
    open_blocks: dict[str, list[Block]] = {}
    drafts: list[tuple[int, Draft]] = []
    late: list[tuple[int, Block]] = []
    for index, block in enumerate(blocks):
        if block.role == "question":
            for number in block.numbers:
                open_blocks.setdefault(number, []).append(block)
            continue
        if _take(block, block.numbers, open_blocks, drafts, rule):
            continue
        late.append((index, block))
    for index, block in late:
        # a misprinted number: the answer to what was asked right before it
        before = []
        for place in range(index - 1, -1, -1):
            if blocks[place].role == "answer":
                break
            before.append(blocks[place])
        if before and not any(other.taken for other in before):
            numbers = tuple(number for other in reversed(before) for number in other.numbers)
            _take(block, numbers, open_blocks, drafts, "misprinted number", fallback=before[::-1])
        elif not _take(block, block.numbers, open_blocks, drafts, "questions last"):
            drafts.append(
                (block.start[0], Draft(block.numbers, (), (block.start, (block.stop, 0)), "answer without question"))
            )
    for block in questions:
        if not block.taken:
            drafts.append((block.start[0], _answer_inside(lines, styles, block)))
    return [draft for _, draft in sorted(drafts, key=lambda pair: pair[0])]


def _answer_inside(lines: Sequence[Line], styles: Sequence[str], block: Block) -> Draft:
    """A question that no heading answers: what stands behind it may be an answer whose heading is missing."""
    end = block.questions[-1][2] if block.questions else (block.stop, 0)
    split = split_paragraphs(lines, styles, block.start[0], end[0])
    if block.start[0] < split < end[0] and not ENDS_ASKING.search(lines[end[0] - 1].text):
        asked = tuple((number, start, min(stop, (split, 0))) for number, start, stop in block.questions)
        if all(start < stop for _, start, stop in asked):
            return Draft(block.numbers, asked, ((split, 0), end), "answer without heading")
    return Draft(block.numbers, tuple(block.questions), None, "question without answer")


def _take(
    answer: Block,
    numbers: Sequence[str],
    open_blocks: dict[str, list[Block]],
    drafts: list[tuple[int, Draft]],
    rule: str,
    fallback: Sequence[Block] = (),
) -> bool:
    found: list[Block] = list(fallback)
    if not fallback:
        for number in numbers:
            bearing = open_blocks.get(number, [])
            while bearing and bearing[-1].taken:
                bearing.pop()
            block = next((b for b in reversed(bearing) if not b.taken and b.start < answer.start), None)
            block = block or next((b for b in open_blocks.get(number, ()) if not b.taken), None)
            block = block or next(
                (b for b in open_blocks.get(number.rstrip(string.ascii_lowercase), ()) if not b.taken), None
            )
            if block and all(block is not other for other in found):
                found.append(block)
    if not found:
        return False
    for block in found:
        block.taken = True
    together = tuple(dict.fromkeys([*numbers, *(number for block in found for number in block.numbers)]))
    single = [question for block in found for question in block.questions]
    drafts.append((answer.start[0], Draft(together, tuple(single), (answer.start, (answer.stop, 0)), rule)))
    return True
