"""Tie answers to questions."""

from __future__ import annotations

import string
from collections import Counter, deque
from collections.abc import Mapping, Sequence

from answerstance.segmenting.blocks import ENDS_ASKING, Block, Draft
from answerstance.segmenting.interludes import is_remark
from answerstance.segmenting.lines import Line
from answerstance.segmenting.paragraphs import split_paragraphs


def pair(lines: Sequence[Line], styles: Sequence[str], blocks: list[Block], rule: str) -> list[Draft]:
    """Tie every answer to the nearest open questions that bear its numbers."""
    questions = [block for block in blocks if block.role == "question"]
    open_blocks: dict[str, deque[Block]] = {}
    shared = Counter(id(block.numbers) for block in blocks if block.role == "answer")  # answers in a row may share one
    own = [block for block in blocks if block.role == "answer" and shared[id(block.numbers)] == 1]
    left = Counter(number for block in own for number in block.numbers)  # answers to come, by number
    barren: set[int] = set()  # by identity: numbers under which nothing was open, and nothing was asked since
    drafts: list[tuple[int, Draft]] = []
    late: list[tuple[int, Block]] = []
    for index, block in enumerate(blocks):
        if block.role == "question":
            for number in block.numbers:
                open_blocks.setdefault(number, deque()).append(block)
            barren.clear()
            continue
        taken = id(block.numbers) not in barren and _take(block, block.numbers, open_blocks, drafts, rule, left=left)
        if shared[id(block.numbers)] == 1:
            left.subtract(block.numbers)
        if not taken:
            barren.add(id(block.numbers))
            late.append((index, block))
    barren.clear()
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
        elif id(block.numbers) in barren or not _take(block, block.numbers, open_blocks, drafts, "questions last"):
            barren.add(id(block.numbers))
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
    if (
        block.start[0] < split < end[0]
        and not is_remark(lines[split])
        and not ENDS_ASKING.search(lines[end[0] - 1].text)
    ):
        asked = tuple((number, start, min(stop, (split, 0))) for number, start, stop in block.questions)
        if all(start < stop for _, start, stop in asked):
            return Draft(block.numbers, asked, ((split, 0), end), "answer without heading")
    return Draft(block.numbers, tuple(block.questions), None, "question without answer")


def _take(
    answer: Block,
    numbers: Sequence[str],
    open_blocks: dict[str, deque[Block]],
    drafts: list[tuple[int, Draft]],
    rule: str,
    fallback: Sequence[Block] = (),
    left: Mapping[str, int] | None = None,
) -> bool:
    found: list[Block] = list(fallback)
    if not fallback:
        by_identity: dict[int, Block] = {}
        for number in numbers:
            bearing = _still_open(open_blocks, number)
            if bearing:  # what stands open before the answer does so while the letter is read down to it
                in_turn = left is not None and 1 < len(bearing) == left[number]  # lists, each answered behind the last
                block = bearing[-1] if bearing[-1].start < answer.start and not in_turn else bearing[0]
            else:
                bearing = _still_open(open_blocks, number.rstrip(string.ascii_lowercase))
                if not bearing:
                    continue
                block = bearing[0]
            by_identity.setdefault(id(block), block)
        found = list(by_identity.values())
    if not found:
        return False
    for block in found:
        block.taken = True
    together = tuple(dict.fromkeys([*numbers, *(number for block in found for number in block.numbers)]))
    single = [question for block in found for question in block.questions]
    drafts.append((answer.start[0], Draft(together, tuple(single), (answer.start, (answer.stop, 0)), rule)))
    return True


def _still_open(open_blocks: dict[str, deque[Block]], number: str) -> deque[Block]:
    """The blocks that bear a number, with those taken gone from both ends."""
    bearing = open_blocks.get(number, deque())
    while bearing and bearing[-1].taken:
        bearing.pop()
    while bearing and bearing[0].taken:
        bearing.popleft()
    return bearing
