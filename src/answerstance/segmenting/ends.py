"""Where a letter closes: there its last answer ends, and what was asked in a letter of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from unicodedata import normalize

from answerstance.dutch.lists import entries
from answerstance.segmenting.blocks import Block
from answerstance.segmenting.interludes import is_section
from answerstance.segmenting.lines import ENDS_SENTENCE, SHORT_OF, Line, full_width, paragraph_end

_LONGEST_QUESTION = 12  # lines


@cache
def closing_formula() -> re.Pattern[str]:
    """How the closing of a letter begins, matched at the start of a paragraph or sentence."""
    patterns = "|".join(line.replace(" ?", r"\s*").replace(" ", r"\s+") for line in entries("closings"))
    # an accent may be a character of its own
    patterns = re.sub(r"[^\x00-\x7f]", lambda match: f"(?:{match.group()}|{normalize('NFD', match.group())})", patterns)
    return re.compile(rf"^\W*(?:{patterns})", re.IGNORECASE | re.MULTILINE)


_RUNS_ON = re.compile(r"\s*(?!(?:mr|drs|ir|dr|prof|ing|dhr|mw|mevr|namens|voor)\b)[a-z]")


def cut_closing(lines: Sequence[Line], blocks: list[Block]) -> None:
    """End the letter's last block, and its last answer if questions follow, where the closing begins.

    So ends the last question of a letter that the letter with its answers follows.
    """
    short = SHORT_OF * full_width(lines)
    for block, after in pairwise(blocks):
        if block.role == "question" and after.role == "answer" and block.stop - block.start[0] > _LONGEST_QUESTION:
            _cut(lines, block, short)
    for last in (blocks[-1:] if blocks else []) + [block for block in blocks if block.role == "answer"][-1:]:
        _cut(lines, last, short)


def before_closing(lines: Sequence[Line], begin: int) -> int:
    """Where the closing begins that follows on what begins at a line; the end of the letter where there is none."""
    last = Block("question", (), begin, (begin, 0), len(lines))
    _cut(lines, last, SHORT_OF * full_width(lines))
    return last.stop


def _cut(lines: Sequence[Line], last: Block, short: float) -> None:
    for at in range(last.start[0] + (last.role == "answer"), last.stop):
        line = lines[at]
        before = lines[at - 1].text.rstrip() if at else ""
        opens = line.gap or line.cut or len(before) < short or ENDS_SENTENCE.search(before)
        if opens and (_closes(lines, at, last.stop) or is_section(line)):
            last.stop = at
            if last.questions:
                number, start, _ = last.questions[-1]
                last.questions[-1] = (number, start, (at, 0))
            return


def _closes(lines: Sequence[Line], at: int, stop: int) -> bool:
    """Whether a closing formula begins here; "De minister van Defensie" may be one, or the subject of a sentence."""
    paragraph = _paragraph(lines, at, stop)
    match = closing_formula().match(paragraph)
    if not match:
        return bool(closing_formula().match(re.sub(r"-\n(?=[a-z])", "", paragraph).replace("\n", " ")))
    whole = match.group().rstrip().endswith(lines[at].text.strip())
    runs_on = at + 1 < stop and not lines[at + 1].gap and bool(_RUNS_ON.match(lines[at + 1].text))
    return not (whole and runs_on and match.group().rstrip()[-1:] not in set(",.!"))


def _paragraph(lines: Sequence[Line], at: int, stop: int) -> str:
    """The line and what of its paragraph stands behind it; a closing formula is no longer than a few lines."""
    end = paragraph_end(lines, at, min(stop, at + 4))
    return "\n".join(line.text.strip() for line in lines[at:end]).replace("\u00ad", "")
