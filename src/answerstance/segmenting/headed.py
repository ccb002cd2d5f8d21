"""Questions and answers under headings: "Vraag 1", "Antwoord op de vragen 2 en 3"."""

from __future__ import annotations

import re
import string
from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import pairwise

from answerstance.segmenting.blocks import Block, place_after
from answerstance.segmenting.counting import (
    Part,
    asking_chain,
    asking_lists,
    backward_chain,
    chain_from,
    covering_chain,
    item_asks,
    longest_chain,
    with_unanswered,
    within,
)
from answerstance.segmenting.headings import Heading, Numbered
from answerstance.segmenting.lines import Line
from answerstance.segmenting.paragraphs import single_questions
from answerstance.segmenting.unmarked import read_paragraphs

_BULLET = re.compile(r"^\s*(?P<sign>[•*·▪●–—-])?(?(sign)|[IVX]{1,5}[.)])\s*(?=\S)")
_LEADS_IN = re.compile(
    r"^\W*(?=[^?]*[.:]\s*$)(?:(?:hieronder|hierna|onderstaand|hierbij)\b.{0,80}\b(?:antwoord|beantwoord|reactie)"
    r"|(?:wij|we|ik|het\s+college|gedeputeerde\s+staten|het\s+dagelijks\s+bestuur)\b.{0,60}"
    r"\b(?:be)?antwoord(?:en|t)?\b.{0,60}\b(?:als\s+volgt|hieronder|hierna)"
    r"|[^.?!:]{0,60}\b(?:delen|berichten|laten)\s+(?:wij|we)\s+u\b[^?!:]{0,60}\b(?:het\s+volgende|als\s+volgt)"
    r"|(?:wij|we|ik|het\s+college)\b.{0,60}\bals\s+volgt\s+(?:be)?antwoord|(?:onze\s+(?:reactie|antwoorden|beantwoording)|ons\s+antwoord)\b)"
    r"|^\W*(?:(?:[IVX]+|[A-Z]|\d)[.)]\s+)?(?:(?:onze|de|mijn)\s+)?(?:beantwoording|antwoorden)\W*$",
    re.IGNORECASE,
)
_SEVERAL_ASKED = re.compile(r"^\W*(?:\w+\s+)?vragen\W*$", re.IGNORECASE)
_SOURCE = re.compile(r"^\W*(?:bron|blz\.?|bladzijde|pagina|vindplaats)\s*:", re.IGNORECASE)
_LETTER = re.compile(r"^\s*(?P<letter>[a-z])[.)]\s+", re.IGNORECASE)


def headed_blocks(
    lines: Sequence[Line], headings: list[Heading], numbered: Sequence[Numbered], styles: Sequence[str]
) -> list[Block]:
    """The blocks of a letter that heads its answers; its questions may bear headings or only numbers."""
    marks = list(headings)
    marks += _numbered_questions(lines, headings, numbered)
    if not any(mark.role == "question" for mark in marks):
        marks += _unmarked_questions(lines, styles, headings)
    marks.sort(key=lambda mark: mark.line)
    marks = _numbered_answers(lines, _without_common(marks), numbered)
    marks = [_as_title(lines, mark, after) for mark, after in zip(marks, [*marks[1:], None], strict=True)]
    ends = [mark.line for mark in marks[1:]] + [len(lines)]
    blocks = [
        Block(mark.role, mark.numbers, mark.line, place_after(lines, mark), end)
        for mark, end in zip(marks, ends, strict=True)
        if mark.role != "title"
    ]
    _cut_lead_in(lines, blocks)
    blocks = _lettered_between(lines, blocks)
    _number_the_unnumbered(blocks)
    blocks = _split_letters(lines, blocks)
    for block in blocks:
        if block.role == "question":
            block.questions = single_questions(lines, block, numbered)
    return blocks


def _unmarked_questions(lines: Sequence[Line], styles: Sequence[str], headings: Sequence[Heading]) -> list[Heading]:
    """The paragraphs right before each answer's heading; most of them ask, or none is taken."""
    answers = [heading for heading in headings if heading.role == "answer"]
    if len(answers) < 2 or any(heading.numbers for heading in answers) or not answers[0].line:
        return []
    heads = {heading.line for heading in headings}
    bullets = {at for at, line in enumerate(lines) if (match := _BULLET.match(line.text)) and match["sign"]}
    before = bullets & {_opening(lines, bullets, heading.line - 1) for heading in answers}
    signs = {_BULLET.match(lines[at].text)["sign"] for at in before}
    listed = {at for at in bullets if _BULLET.match(lines[at].text)["sign"] in signs}
    paragraphs = read_paragraphs(lines, styles, heads | {heading.last + 1 for heading in headings} | listed)
    ending = {paragraph.stop: index for index, paragraph in enumerate(paragraphs)}
    found, asking = [], 0
    for answer, above in zip(answers, [None, *answers[:-1]], strict=True):
        index = ending.get(answer.line)
        least = place_after(lines, above)[0] if above else -1
        if index is None or paragraphs[index].kind == "title" or paragraphs[index].start <= least:
            return []
        asking += paragraphs[index].kind == "asks"
        while (
            index
            and paragraphs[index - 1].kind == "asks"
            and paragraphs[index - 1].start > least
            and paragraphs[index].start not in listed
        ):
            index -= 1
        at = paragraphs[index].start
        bullet = _BULLET.match(lines[at].text)
        found.append(Heading("question", (), at, at, bullet.end() if bullet else 0))
    return found if 2 * asking >= len(answers) else []


def _opening(lines: Sequence[Line], bullets: Container[int], at: int) -> int:
    """The line that opens the paragraph of a line, or the item of a list."""
    while at > 0 and not lines[at].gap and at not in bullets:
        at -= 1
    return at


def _cut_lead_in(lines: Sequence[Line], blocks: Sequence[Block]) -> None:
    """End a question before "Wij beantwoorden uw vragen als volgt.", which stands behind the last of a list."""
    for block, after in pairwise(blocks):
        last = block.stop - 1
        if block.role == "question" and after.role == "answer" and last > block.start[0] and lines[last].gap:
            block.stop -= bool(_LEADS_IN.match(lines[last].text))
        elif block.role == "question" and after.role == "answer" and last > block.start[0]:
            block.stop -= bool(_SOURCE.match(lines[last].text))


def _without_common(marks: list[Heading]) -> list[Heading]:
    """Make a title of "Beantwoording" where all that was asked is answered behind it, number by number."""
    answers = [mark for mark in marks if mark.role == "answer"]
    if len(answers) <= 2 or answers[0].numbers or not all(answer.numbers for answer in answers[1:]):
        return marks
    asked = {
        number for mark in marks if mark.role == "question" and mark.line < answers[0].line for number in mark.numbers
    }
    answered = {number for answer in answers[1:] for number in answer.numbers}
    if len(asked) < 2 or not asked <= answered:
        return marks
    return [mark._replace(role="title") if mark is answers[0] else mark for mark in marks]


def _as_title(lines: Sequence[Line], mark: Heading, after: Heading | None) -> Heading:
    """Make a title of a heading without a number that heads another: "Antwoorden", or "Vragen" with what leads in."""
    if mark.numbers or after is None:
        return mark
    if mark.role == "answer":
        titles = after.role != "question" and place_after(lines, mark) == (after.line, 0)
    else:
        several = _SEVERAL_ASKED.match(lines[mark.line].text)
        asks = any("?" in line.text for line in lines[mark.line : after.line])
        titles = after.role == "question" and several is not None and not asks
    return mark._replace(role="title") if titles else mark


def _numbered_questions(lines: Sequence[Line], headings: list[Heading], numbered: Sequence[Numbered]) -> list[Heading]:
    """Questions that no "Vraag" heads but a number: "4. Hoe kijkt u …" or a line "4", before an answer's heading.

    In a letter whose answers come first they stand behind the last one.
    """
    headed = {number for heading in headings if heading.role == "question" for number in heading.numbers}
    answers = [heading for heading in headings if heading.role == "answer"]
    single = [item for item in numbered if len(item.numbers) == 1]
    question_lines = [heading.line for heading in headings if heading.role == "question"]
    chains: list[list[Numbered]] = []
    part = Part(answers, headed, 0)
    for index, answer in enumerate(answers):
        if index == part.stop:
            part = Part(answers, headed, index)
        begin = answers[index - 1].last + 1 if index else 0
        region = within(single, begin, answer.line)
        questions_between = bisect_left(question_lines, begin) < bisect_left(question_lines, answer.line)
        if questions_between and not (set(answer.numbers) - part.asked):
            continue
        chain: list[Numbered] = []
        if answer.numbers:
            numbers = {item.numbers[0] for item in region}
            chain = asking_chain(lines, region, answer.line, (numbers & part.answered) - part.asked)
            if set(answer.numbers) - part.asked - {item.numbers[0] for item in chain}:  # a question may lack its mark
                opened = region if index else [item for item in region if item_asks(lines, item)]
                chain = (
                    backward_chain(opened, [number for number in answer.numbers if number not in part.asked]) or chain
                )
        elif not index and not questions_between:
            chain = longest_chain(lines, region, answer.line)
        elif not questions_between:
            chain = chain_from(lines, region, answer.line, part)
        if len(chain) > 1:
            chain = with_unanswered(lines, region, answer.line, chain)
        if not index and part.stop < len(answers):  # answered again from the first number: several lists before
            lists = asking_lists(lines, region, answer.line)
            chain = lists if len(lists) > len(chain) else chain
        chains.append(chain)
        part.add(chain)
    if answers and not headed and not any(chains):
        region = within(single, answers[-1].last + 1, len(lines))
        chain = asking_chain(lines, region, len(lines), part.answered)
        if {item.numbers[0] for item in chain} == part.answered:
            chains.append(chain)
    return [Heading("question", item.numbers, item.line, item.line, item.body) for chain in chains for item in chain]


def _numbered_answers(lines: Sequence[Line], marks: list[Heading], numbered: Sequence[Numbered]) -> list[Heading]:
    """Answers that stand numbered under a common heading: "Beantwoording", then "1. …", "2. en 3. …".

    There is one such heading, or one for each list of questions; where several stand together the last counts.
    """
    found: list[Heading] = []
    asked: list[str] = []
    bare = [
        mark
        for mark, after in zip(marks, [*marks[1:], None], strict=True)
        if mark.role == "answer" and not mark.numbers and not (after and after.role == "answer")
    ]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        if mark.role == "question":
            if found and found[-1].role != "question":
                asked = []
            asked += mark.numbers
        if mark.role != "answer" or mark.numbers or len(asked) < 2 or (after and after.role == "answer"):
            found.append(mark)
            continue
        chain = covering_chain(within(numbered, mark.last + 1, after.line if after else len(lines)), asked)
        if len(bare) > 1 and chain and place_after(lines, mark) != (chain[0].line, 0):
            chain = []  # a numbered list within an answer
        found.append(mark._replace(role="title") if chain else mark)
        found += [Heading("answer", item.numbers, item.line, item.line, item.body) for item in chain]
    return found


def _split_letters(lines: Sequence[Line], blocks: list[Block]) -> list[Block]:
    """Part a question with sub-questions a, b, c where the answers are headed "3a", "3b"; what leads in goes with a."""
    # answers in a row may share one tuple, which is read once
    lists = {id(block.numbers): block.numbers for block in blocks if block.role == "answer"}.values()
    answered = {number for numbers in lists for number in numbers}
    parted: list[Block] = []
    for block in blocks:
        number = block.numbers[0] if block.role == "question" and len(block.numbers) == 1 else ""
        letters = [letter for letter in string.ascii_lowercase if number.isdigit() and number + letter in answered]
        at = [
            line
            for line in range(block.start[0], block.stop)
            if (match := _LETTER.match(lines[line].text)) and match["letter"].lower() in letters
        ]
        if len(letters) < 2 or len(at) != len(letters):
            parted.append(block)
            continue
        starts = [block.start, *((line, _LETTER.match(lines[line].text).end()) for line in at[1:])]
        stops = [*at[1:], block.stop]
        parted += [
            Block("question", (number + letter,), block.heading, start, stop)
            for letter, start, stop in zip(letters, starts, stops, strict=True)
        ]
    return parted


def _lettered_between(lines: Sequence[Line], blocks: list[Block]) -> list[Block]:
    """Find the sub-question "b) Zo ja, …?" that stands between two answers, headed "Antwoord" both."""
    parted: list[Block] = []
    asked: Block | None = None
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        parted.append(block)
        if block.role == "question":
            asked = (
                block if len(block.numbers) == 1 and block.numbers[0].rstrip(string.ascii_lowercase).isdigit() else None
            )
        if (
            block.role != "answer"
            or block.numbers
            or asked is None
            or after is None
            or after.role != "answer"
            or after.numbers
        ):
            continue
        at = next((at for at in range(block.stop - 1, block.start[0], -1) if _LETTER.match(lines[at].text)), None)
        if at is None or "?" not in " ".join(line.text for line in lines[at : block.stop]):
            continue
        match = _LETTER.match(lines[at].text)
        number = asked.numbers[0].rstrip(string.ascii_lowercase)
        if not asked.numbers[0][-1].isalpha():
            asked.numbers = (f"{number}a",)
        asked = Block("question", (number + match["letter"].lower(),), at, (at, match.end()), block.stop)
        block.stop = at
        parted.append(asked)
    return parted


def _number_the_unnumbered(blocks: list[Block]) -> None:
    """Count questions headed "Vraag:" and tie answers headed "Antwoord" to what was asked since the last answer."""
    count = 0
    pending: list[str] = []
    tied: tuple[str, ...] | None = None
    for index, block in enumerate(blocks):
        if block.role == "question":
            if not block.numbers:
                block.numbers = (str(count + 1),)
            count = max([count, *(int(re.sub(r"\D", "", number) or 0) for number in block.numbers)])
            if index and blocks[index - 1].role == "answer":
                pending = []
            pending += block.numbers
            tied = None
        elif not block.numbers:
            tied = tuple(pending) if tied is None else tied
            block.numbers = tied  # the same tuple for answers in a row: `pair` looks for it once
