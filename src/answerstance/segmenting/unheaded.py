"""Numbered questions without headings: each before its answer, all before all answers, or in a table without bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from answerstance.segmenting.blocks import ENDS_ASKING, Block, place_after
from answerstance.segmenting.counting import FIRST, counts_on, covering_chain, that_ask, within
from answerstance.segmenting.ends import before_closing
from answerstance.segmenting.headings import Heading, Numbered
from answerstance.segmenting.interludes import is_remark, is_title
from answerstance.segmenting.lines import Line
from answerstance.segmenting.paragraphs import single_questions, split_paragraphs
from answerstance.segmenting.tables import find_printed_rows

_ARROW = re.compile(r"^\s*(?:[-=]+>|[→⇒➔])\s*")  # "-> Ja, dat klopt."


def unheaded_blocks(
    lines: Sequence[Line], headings: Sequence[Heading], numbered: Sequence[Numbered], styles: Sequence[str]
) -> tuple[list[Block], str]:
    """Numbered questions, each followed by its answer as the next paragraph, or all questions and then all answers.

    Some answers may be headed all the same: "Antwoord op vraag 3 en 4".
    """
    asked = [heading for heading in headings if heading.role == "question"]
    headed = {heading.line: heading for heading in headings if heading.role == "answer"}
    runs = [[h for h in asked if h.numbers]] if asked else _question_runs(lines, numbered)
    blocks: list[Block] = []
    for index, run in enumerate(runs):
        if not run:
            continue
        stop = runs[index + 1][0].line if index + 1 < len(runs) else before_closing(lines, run[-1].line + 1)
        while (
            index + 1 < len(runs)
            and stop - 1 > run[-1].line
            and is_title(lines, styles, stop - 1, styles[run[-1].line])
        ):
            stop -= 1
        blocks += _run_blocks(lines, run, stop, numbered, styles)
    for block in blocks:
        if block.role == "answer" and block.heading in headed:
            block.start = place_after(lines, headed[block.heading])
    listed = any(a.role == b.role == "question" for a, b in pairwise(blocks)) and any(
        block.role == "answer" for block in blocks
    )
    return blocks, "questions first" if listed else "paragraphs"


def printed_blocks(lines: Sequence[Line], numbered: Sequence[Numbered], styles: Sequence[str]) -> list[Block]:
    """The questions and answers of a table without bars."""
    rows = find_printed_rows(lines)
    return _run_blocks(lines, rows, len(lines), numbered, styles, joins=False) if rows else []


def _question_runs(lines: Sequence[Line], numbered: Sequence[Numbered]) -> list[list[Heading]]:
    """Runs 1, 2, 3 … of numbered lines that ask; numbering may restart, for a second party say.

    A line with several numbers and nothing else ("7 en 8") stands for as many questions.
    """
    items = [item for item in numbered if len(item.numbers) == 1 or not lines[item.line].text[item.body :].strip()]
    asking = that_ask(lines, items, len(lines))
    runs: list[list[Heading]] = []
    for item in items:
        if item.line not in asking:
            continue
        mark = Heading("question", item.numbers, item.line, item.line, item.body)
        if runs and counts_on(item, runs[-1][-1]):
            runs[-1].append(mark)
        elif item.numbers[0] in FIRST:
            runs.append([mark])
    longest = max((len(run) for run in runs), default=0)
    return [run for run in runs if len(run) >= 2 or longest == 1]


def _run_blocks(
    lines: Sequence[Line],
    run: list[Heading],
    stop: int,
    numbered: Sequence[Numbered],
    styles: Sequence[str],
    joins: bool = True,
) -> list[Block]:
    """The questions of a run and their answers; those that stand together above one answer share it if it `joins`."""
    ends = [mark.line for mark in run[1:]] + [stop]
    splits = [
        split_paragraphs(lines, styles, place_after(lines, mark)[0], end) for mark, end in zip(run, ends, strict=True)
    ]
    splits = [_behind_remark(lines, split, end) for split, end in zip(splits, ends, strict=True)]
    unanswered = sum(split == end for split, end in zip(splits[:-1], ends[:-1], strict=True))
    if len(run) > 1 and unanswered > 0.8 * (len(run) - 1):
        asked = [number for mark in run for number in mark.numbers]
        behind = within(numbered, splits[-1], stop)
        chain = covering_chain(behind, asked)
        questions = [
            Block("question", mark.numbers, mark.line, place_after(lines, mark), split)
            for mark, split in zip(run, splits, strict=True)
        ]
        answers = [
            Block("answer", item.numbers, item.line, (item.line, item.body), end)
            for item, end in zip(chain, [*(item.line for item in chain[1:]), stop], strict=False)
        ]
        if not chain:
            questions[-1].stop = splits[-1]
        blocks = questions + answers
    else:
        blocks = []
        pending: tuple[str, ...] = ()
        for mark, split, end in zip(run, splits, ends, strict=True):
            blocks.append(Block("question", mark.numbers, mark.line, place_after(lines, mark), split))
            pending += mark.numbers
            if split < end:
                arrow = _ARROW.match(lines[split].text)
                together = joins and all(
                    ENDS_ASKING.search(lines[block.stop - 1].text) for block in blocks[-len(pending) :]
                )
                blocks.append(
                    Block(
                        "answer",
                        pending if together else mark.numbers,
                        split,
                        (split, arrow.end() if arrow else 0),
                        end,
                    )
                )
                pending = ()
    for block in blocks:
        if block.role == "question":
            block.questions = single_questions(lines, block, numbered)
    return blocks


def _behind_remark(lines: Sequence[Line], split: int, end: int) -> int:
    """Where an answer begins if the asker adds to the question first: "Toelichting bij vraag 2" and its paragraph."""
    if split == end or not is_remark(lines[split]):
        return split
    return next((at for at in range(split + 2, end) if lines[at].gap), end)
