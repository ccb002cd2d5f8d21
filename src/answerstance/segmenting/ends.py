"""Where an answer ends: at the title of the letter's next part, or where the letter closes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from unicodedata import normalize

from answerstance.dutch.lists import entries, words_in
from answerstance.segmenting.blocks import Block
from answerstance.segmenting.lines import ENDS_SENTENCE, SHORT_OF, Line, full_width, paragraph_start

_SECTION = re.compile(
    r"^\W*(?:(?:[A-Z]|[IVX]+|\d{1,2})[.)]\s+)?"
    r"(?:(?:(?:mondelinge|technische|informatieve)\s+)?vra(?:ag|gen)\s+.{2,60}\bd\.?d\.?\s.{4,30}|(?:schriftelijke\s+)?vragen\s+(?:van|door)\s+(?:het\s+lid|de\s+leden|de\s+fractie|de\s+heer|mevrouw)\b.*"
    r"|bijlagen?\b.{0,60}|(?:de\s+)?fractie\s+(?:van\s+)?\S.{0,40}(?<![.?!])|(?:[\w’' -]{2,40}-)?fractie)$",
    re.IGNORECASE,
)

_ASKER = re.compile(
    r"^\W*(?:(?:de|onze)\s+fractie|de\s+leden\s+van\s+de\s+(?:fractie|\S+fractie)|de\s+\S+-fractie)\b", re.IGNORECASE
)
_FINISHED = re.compile(r"[.?!…][\"'’”»)\]\d]*\s*$")
_TITLE = 60  # characters
_TITLE_BEGINS = re.compile(
    r"(?:\d{1,2}[.)]\s+)?(?!(?:Figuur|Tabel|Grafiek|Kaart|Foto|Afbeelding|Schema|Stand|Bron|Zie|Noot|Bijlage|Link|Ja|Jazeker|Zeker|Nee|Neen|"
    r"Akkoord|Onbekend)\b)[A-Z]"
)
_SAYS = re.compile(r"\b(?:ik|wij|we|u|ons|vragen|sturen|volgt)\b")


@cache
def closing_formula() -> re.Pattern[str]:
    """How the closing of a letter begins, matched at the start of a paragraph or sentence."""
    patterns = "|".join(line.replace(" ?", r"\s*").replace(" ", r"\s+") for line in entries("closings"))
    # an accent may be a character of its own
    patterns = re.sub(r"[^\x00-\x7f]", lambda match: f"(?:{match.group()}|{normalize('NFD', match.group())})", patterns)
    return re.compile(rf"^\W*(?:{patterns})", re.IGNORECASE | re.MULTILINE)


_RUNS_ON = re.compile(r"\s*(?!(?:mr|drs|ir|dr|prof|ing|dhr|mw|mevr|namens|voor)\b)[a-z]")


def without_section(lines: Sequence[Line], block: Block, styles: Sequence[str]) -> int:
    """Where an answer ends if the title of the next part of the letter stands behind it."""
    stop = block.stop
    while stop - 1 > block.start[0] and stop < len(lines):
        if not is_title(lines, styles, stop - 1, styles[block.start[0]]):
            break
        stop -= 1
    return stop


def is_title(lines: Sequence[Line], styles: Sequence[str], at: int, style: str) -> bool:
    """Whether a line titles what follows, in a text of the given style."""
    text = lines[at].text
    shown = styles[at] == "title" or (styles[at] == "bold" and style != "bold")
    return (shown or bool(_SECTION.match(text))) and not ENDS_SENTENCE.search(text)


def cut_plain_titles(lines: Sequence[Line], blocks: Sequence[Block]) -> None:
    """End answers before titles in plain type: several, or one and another above the first question."""
    titled = [
        block
        for block, after in pairwise(blocks)
        if block.role == "answer" and after.role == "question" and block.stop - 1 > block.start[0]
        if _is_plain_title(lines, block.stop - 1) and _FINISHED.search(lines[block.stop - 2].text)
    ]
    heads_first = bool(blocks) and blocks[0].heading > 0 and _is_plain_title(lines, blocks[0].heading - 1)
    if len(titled) + heads_first > 1:
        for block in titled:
            block.stop -= 1


def _is_plain_title(lines: Sequence[Line], at: int) -> bool:
    """Whether a line stands by itself and is short, without a mark at its end and without a verb, as a title is."""
    line, text = lines[at], lines[at].text.strip()
    alone = (line.gap or not at) and lines[at + 1].gap
    titled = alone and len(text) <= _TITLE and _TITLE_BEGINS.match(text) and text[-1].isalpha()
    said = text.lower()
    return bool(titled) and words_in("function_verbs").isdisjoint(said.split()) and not _SAYS.search(said)


def cut_lead_ins(lines: Sequence[Line], blocks: Sequence[Block]) -> None:
    """End answers before what the askers lead in their next question with, where they lead in the first one too."""
    if not blocks or not _ASKER.match(lines[paragraph_start(lines, max(blocks[0].heading - 1, 0), 0)].text):
        return
    for block, after in pairwise(blocks):
        if block.role == "answer" and after.role == "question":
            at = paragraph_start(lines, block.stop - 1, block.start[0])
            if at > block.start[0] and _ASKER.match(lines[at].text):
                block.stop = at


def cut_closing(lines: Sequence[Line], blocks: list[Block]) -> None:
    """End the letter's last block, and its last answer if questions follow, where the closing begins."""
    short = SHORT_OF * full_width(lines)
    for last in (blocks[-1:] if blocks else []) + [block for block in blocks if block.role == "answer"][-1:]:
        _cut(lines, last, short)


def _cut(lines: Sequence[Line], last: Block, short: float) -> None:
    for at in range(last.start[0] + (last.role == "answer"), last.stop):
        line = lines[at]
        before = lines[at - 1].text.rstrip() if at else ""
        opens = line.gap or line.cut or len(before) < short or ENDS_SENTENCE.search(before)
        if opens and (_closes(lines, at, last.stop) or _SECTION.match(line.text)):
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
    end = at + 1
    while end < min(stop, at + 4) and not lines[end].gap:
        end += 1
    return "\n".join(line.text.strip() for line in lines[at:end]).replace("\u00ad", "")
