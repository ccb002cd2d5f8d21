"""What stands between an answer and the next question: titles, and what the askers say before they ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from answerstance.dutch.lists import entries, words_in
from answerstance.segmenting.blocks import Block
from answerstance.segmenting.counting import FIRST
from answerstance.segmenting.lines import ENDS_SENTENCE, Line, paragraph_end

_SECTION = re.compile(
    r"^\W*(?:(?:[A-Z]|[IVX]+|\d{1,2})[.)]\s+)?"
    r"(?:(?:(?:mondelinge|technische|informatieve)\s+)?vra(?:ag|gen)\s+.{2,60}\bd\.?d\.?\s.{4,30}|(?:schriftelijke\s+)?vragen\s+(?:van|door)\s+(?:het\s+lid|de\s+leden|de\s+fractie|de\s+heer|mevrouw)\b.*"
    r"|bijlagen?\b.{0,60}|(?:de\s+)?fractie\s+(?:van\s+)?\S.{0,40}(?<![.?!])|(?:[\w’' -]{2,40}-)?fractie)$",
    re.IGNORECASE,
)
_THEME = re.compile(  # "Thema B: Maaibeheer"
    r"^\W*(?i:thema|onderwerp|onderdeel|deel|blok|cluster|programma|hoofdstuk)\s+(?:[A-Z]|[IVX]+|\d{1,2})\s*(?:[:.–-].{0,80})?(?<![.?!])$"
)
_REMARK = re.compile(
    r"^\W*toelichting\b[^.?!:]{0,40}\b(?:(?:vra(?:ag|gen)|vragenste(?:ller|llers|lster)|indieners?)\b[^.?!:]{0,40}:?\s*$"
    r"|vragenste(?:ller|llers|lster)\b[^.?!:]{0,40}:)",
    re.IGNORECASE,
)
_ASKER = re.compile(
    r"^\W*(?:(?:de|onze)\s+fractie|de\s+(?:raadsleden|statenleden|vragenstellers?|indieners?)|het\s+(?:raads|staten)lid|de\s+leden\s+van\s+de\s+(?:fractie|\S+fractie)|de\s+\S+-fractie)\b",
    re.IGNORECASE,
)
_HAS_QUESTIONS = re.compile(
    r"\b(?:heeft|stelt|wil|gaat)\s+(?:het\s+)?(?:de|onze|deze)\s+fractie\b[^.?!]{0,60}\bvra(?:ag|gen)\b"
    r"|\bvragen\b[^.?!]{0,30}\bgaat\s+het\s+(?:de|onze|deze)\s+fractie\b",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    r"\baldus\s+(?:de|het|onze)\s+(?:fractie|raadsleden|raadslid|statenleden|statenlid|vragenstellers?|indieners?)\W*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*[“\"„«‘][^“”\"„«»]*[”\"»’]\s*$")
_ASKS_ON = re.compile(r"\bvra(?:ag|agt|gen)\b[^.?!]*:\s*$", re.IGNORECASE)
_FINISHED = re.compile(r"[.?!…][\"'’”»)\]\d]*\s*$")
_CHAPTER = re.compile(r"^\W*(?P<chapter>\d{1,2})[.)]?\s+[A-Z]")
_CODE = re.compile(  # what some bodies call a question: "VVD-1", "VVD-2 en D66-1", "GL-2 (vervolgvraag)"
    r"^\W*[A-Z][A-Za-z0-9]{0,9}-\d{1,3}(?:\s*(?:,|/|en|&)\s*[A-Z][A-Za-z0-9]{0,9}-\d{1,3})*\s*(?:\([^()]{1,40}\))?\W*$"
)
_YEAR = re.compile(r"\s(?:19|20)\d\d$")
_TITLE = 60  # characters
_TITLES = 2  # lines
_TITLE_BEGINS = re.compile(
    r"(?:\d{1,2}[.)]\s+)?(?!(?:Figuur|Tabel|Grafiek|Kaart|Foto|Afbeelding|Schema|Stand|Bron|Zie|Noot|Bijlage|Link|Ja|Jazeker|Zeker|Nee|Neen|"
    r"Akkoord|Onbekend)\b)[A-Z]"
)
_SAYS = re.compile(r"\b(?:ik|wij|we|u|ons|vragen|sturen|volgt)\b")
_LONGEST_NAME = 120  # characters of a line that names who asks
_LONGEST = 15  # lines from a title or a remark to the question it leads in


def _names() -> str:
    """Parties as a pattern, also those in capitals."""
    names = entries("parties")
    return "|".join([*names, *(name.upper() for name in names if name.replace(" ", "").isalnum())])


@cache
def _party() -> re.Pattern[str]:
    """A line that names who asks what follows: "Fractie Dorpsbelang", "VVD (de heer Jansen)"."""
    return re.compile(
        r"^[\s#*_>]*(?:(?:[A-Z]|[IVX]+|\d{1,2})[.)]\s+)?(?:[Dd]e |[Pp]artij )?"
        r"(?:(?i:(?:antwoorden\s+op\s+)?(?:de\s+)?vragen|opmerkingen|vragen\s+en\s+opmerkingen)\s+(?i:van(?:uit|wege)?|door)\s+(?:(?i:de|het|leden|lid|van|fractie|fracties)\s+){0,5}\S.{1,60}"
        r"|(?i:fractie)\s+(?:van\s+)?(?:(?:de|het)\s+)?[A-Z0-9’'].{0,40}|[A-Z].{1,40}[\s-](?i:fractie)"
        rf"|(?:[Vv]ragen\s+)?(?:{_names()})(?:\s*[-–,(]{{1,2}}\s*(?:de\s+heer|mevrouw|dhr|mw|mevr|lid|raadslid)\b.{{0,50}})?"
        r"|(?:[A-Z][\w’'-]*\s+){1,5}(?:[-–,]\s+)?\((?:de\s+heer|mevrouw|dhr\.?|mw\.?|mevr\.?|lid|raadslid)\s[^()]{2,40}\))"
        r"(?:\s*\([^()]{2,40}\))?\s*:?\s*$"
    )


def _names_askers(line: str) -> bool:
    text = line.strip()
    if len(text) > _LONGEST_NAME or not _party().match(text):
        return False
    return words_in("function_verbs").isdisjoint(text.lower().split())


def is_section(line: Line) -> bool:
    """Whether a line by its words opens another part of the letter: another's questions, an appendix."""
    return bool(_SECTION.match(line.text))


def is_remark(line: Line) -> bool:
    """Whether a line opens what the asker adds to a question: "Toelichting bij vraag 2"."""
    return bool(_REMARK.match(line.text))


def is_title(lines: Sequence[Line], styles: Sequence[str], at: int, style: str) -> bool:
    """Whether a line titles what follows, in a text of the given style."""
    text = lines[at].text
    shown = styles[at] == "title" or (styles[at] == "bold" and style != "bold")
    return (shown or bool(_SECTION.match(text)) or _names_askers(text)) and not ENDS_SENTENCE.search(text)


def without_section(lines: Sequence[Line], block: Block, styles: Sequence[str]) -> int:
    """Where an answer ends if the title of the next part of the letter stands behind it."""
    stop = block.stop
    while stop - 1 > block.start[0] and stop < len(lines):
        if not is_title(lines, styles, stop - 1, styles[block.start[0]]):
            break
        stop -= 1
    return stop


def without_asker(lines: Sequence[Line], blocks: Sequence[Block]) -> None:
    """Leave out who asks, and of which page, where that stands by itself above a question: "VVD, blz. 12"."""
    for block in blocks:
        for place, (number, (at, offset), end) in enumerate(block.questions):
            if at + 1 < end[0] and _asker_line().match(lines[at].text[offset:]):
                block.questions[place] = (number, (at + 1, 0), end)


@cache
def _asker_line() -> re.Pattern[str]:
    page = r"(?:blz|pag)\.?\s*[\d–-]+"
    return re.compile(rf"^\s*(?:(?:{_names()})(?:,?\s+{page})?|[A-Z][\w.’' -]{{1,40}},?\s+{page})\s*$")


def cut_interludes(lines: Sequence[Line], styles: Sequence[str], blocks: Sequence[Block]) -> None:
    """End answers before what stands above the next question and belongs to it."""
    above = [at for at in range(blocks[0].heading if blocks else 0) if not at or lines[at].gap]
    habits = _Habits(
        asker=any(_ASKER.match(lines[at].text) for at in above),
        quoted=any(_quotes(lines, at, blocks[0].heading) for at in above),
        theme=any(_THEME.match(lines[at].text) for at in above),
    )
    for block, after in pairwise(blocks):
        if after.role != "question":
            continue
        if block.role == "question":
            _cut_question(lines, block)
            continue
        for at in range(block.start[0] + 1, block.stop):
            new = lines[at].gap or lines[at].cut or _FINISHED.search(lines[at - 1].text)
            if new and _opens(lines, styles, at, block, after, habits):
                block.stop = at
                break


def _cut_question(lines: Sequence[Line], block: Block) -> None:
    """End a question before the name of those who ask the next."""
    at = next(
        (at for at in range(block.start[0] + 1, block.stop) if lines[at].gap and _names_askers(lines[at].text)), None
    )
    if at is not None and block.questions:
        block.stop = at
        number, start, end = block.questions[-1]
        block.questions[-1] = (number, start, min(end, (at, 0)))


class _Habits(NamedTuple):
    """What stands above the first question of a letter, and so may stand above others."""

    asker: bool
    quoted: bool
    theme: bool


def _opens(lines: Sequence[Line], styles: Sequence[str], at: int, block: Block, after: Block, habits: _Habits) -> bool:
    """Whether with a line, the first of a paragraph, what belongs to the next question begins."""
    text = lines[at].text
    if _names_askers(text):  # and no list of parties
        return lines[at - 1].text.rstrip()[-1:] != ":" and not _names_askers(lines[at + 1].text)
    if block.stop - at > _LONGEST:
        return False
    chapter = _CHAPTER.match(text)
    begins = tuple(chapter["chapter"] + sign for sign in (".a" if at + 1 == block.stop else ".")) if chapter else ()
    if begins and after.numbers and after.numbers[0].startswith(begins):
        return not ENDS_SENTENCE.search(text)
    again = bool(after.numbers) and after.numbers[0] in FIRST and bool(FIRST.isdisjoint(block.numbers))
    if again and (is_title(lines, styles, at, styles[block.start[0]]) or _is_plain_title(lines, at)):
        return True
    if habits.theme and _THEME.match(text) and lines[at + 1].gap:
        return True
    if is_remark(lines[at]) and not (block.numbers and set(block.numbers) == set(after.numbers)):
        return True
    end = paragraph_end(lines, at, block.stop)
    if end < block.stop:
        return False
    asking = _ASKS_ON.search(lines[end - 1].text[-_LONGEST_NAME:]) is not None
    said = " ".join(line.text for line in lines[at:end])
    asker = (habits.asker and (_ASKER.match(text) or _SAID_BY.search(said))) or _HAS_QUESTIONS.search(said)
    return asking or bool(asker) or (habits.quoted and _quotes(lines, at, end))


def _quotes(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether all of the paragraph that a line begins is a quotation."""
    if not lines[at].text.lstrip().startswith(("“", '"', "„", "«", "‘")):
        return False
    return bool(_QUOTED.match(" ".join(line.text for line in lines[at : paragraph_end(lines, at, end)])))


def cut_plain_titles(lines: Sequence[Line], blocks: Sequence[Block]) -> None:
    """End answers before titles in plain type: several, or one and another above the first question."""
    titled = [
        (block, stop)
        for block, after in pairwise(blocks)
        if block.role == "answer" and after.role == "question"
        if (stop := _before_titles(lines, block)) < block.stop
    ]
    first = blocks[0].heading - 1 if blocks else -1
    heads_first = first >= 0 and _titles_question(lines, first)
    if len(titled) + heads_first > 1:
        for block, stop in titled:
            block.stop = stop


def _before_titles(lines: Sequence[Line], block: Block) -> int:
    """Where an answer ends without the title, the code or the title and the code that stand at its end."""
    stop = block.stop
    while stop - 1 > block.start[0] and block.stop - stop < _TITLES and _titles_question(lines, stop - 1):
        stop -= 1
    return stop if _FINISHED.search(lines[stop - 1].text) else block.stop


def _titles_question(lines: Sequence[Line], at: int) -> bool:
    return _is_plain_title(lines, at, before_question=True) or (
        len(lines[at].text) < _LONGEST_NAME and bool(_CODE.match(lines[at].text))
    )


def _is_plain_title(lines: Sequence[Line], at: int, before_question: bool = False) -> bool:
    """Whether a line stands by itself and is short, without a mark at its end and without a verb, as a title is."""
    line, text = lines[at], lines[at].text.strip()
    alone = (line.gap or not at) and (before_question or lines[at + 1].gap)
    titled = alone and len(text) <= _TITLE and _TITLE_BEGINS.match(text) and (text[-1].isalpha() or _YEAR.search(text))
    said = text.lower()
    first, *others = said.split() or [""]
    verbs = words_in("function_verbs")
    says = not verbs.isdisjoint(others) or (first in verbs and not first.endswith("en"))  # "Kosten en baten"
    return bool(titled) and not says and not _SAYS.search(said)
