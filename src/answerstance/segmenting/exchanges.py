"""From lines to exchanges: which lines ask, which answer, and which belong together."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from answerstance.records import collapse
from answerstance.segmenting.blocks import Block, Draft
from answerstance.segmenting.counting import that_ask
from answerstance.segmenting.ends import cut_closing
from answerstance.segmenting.headed import headed_blocks
from answerstance.segmenting.headings import Heading, Numbered, find_headings, find_numbered
from answerstance.segmenting.interludes import cut_interludes, cut_plain_titles, without_asker, without_section
from answerstance.segmenting.lines import Line
from answerstance.segmenting.pairing import pair
from answerstance.segmenting.unheaded import printed_blocks, unheaded_blocks
from answerstance.segmenting.unmarked import unmarked_blocks

_Mark = TypeVar("_Mark", Heading, Numbered)
_LETTER = re.compile(r"^\s*(?P<letter>[a-z])[.)]\s+(?=[A-Z\"'“„(])")
_SEVERAL = 2  # one question asked twice is a misprint or an afterthought


def find_exchanges(lines: Sequence[Line], styles: Sequence[str]) -> list[Draft]:
    """Pair questions and answers by the first rule that finds several questions, or by the one that answers most.

    Parameters
    ----------
    lines : sequence of Line
    styles : sequence of str
        For each line ``title``, ``bold``, ``italic`` or ``plain``: what covers all of it.

    Returns
    -------
    list of Draft
        In the order of the answers; questions that got no answer stand where they were asked.
    """
    numbered = _without_listed(lines, find_numbered(lines))
    headings = find_headings(lines)
    found = _find(lines, styles, headings, numbered)
    lettered = _lettered_questions(lines, headings)
    if not lettered:
        return found
    drafts = _find(lines, styles, headings, lettered)
    letters = {item.numbers[0]: lines[item.line].text.strip()[0] for item in lettered}
    fit = sorted(number for draft in drafts for number in draft.numbers) == sorted(letters)
    return [_renumbered(draft, letters) for draft in drafts] if fit and _whole(drafts) >= _whole(found) else found


def _find(
    lines: Sequence[Line], styles: Sequence[str], headings: list[Heading], numbered: Sequence[Numbered]
) -> list[Draft]:
    headings = _without_titles(_listed_as_titles(lines, headings), numbered)
    headings = _answers_under_questions(lines, headings, numbered)
    asked = [heading for heading in headings if heading.role == "question"]
    rules: list[Callable[[], tuple[list[Block], str]]] = [
        lambda: (printed_blocks(lines, numbered, styles), "table"),
        lambda: (headed_blocks(lines, headings, numbered, styles), "headings"),
        lambda: unheaded_blocks(lines, headings, numbered, styles),
        lambda: (unmarked_blocks(lines, styles), "unmarked"),
    ]
    if not any(heading.role == "answer" for heading in headings):
        del rules[1]
    best: list[Draft] = []
    for find in rules:
        blocks, rule = find()
        drafts = _without_field(_drafts(lines, styles, blocks, rule))
        if not best or _whole(drafts) > _whole(best):
            best = drafts
        if sum(bool(draft.questions) for draft in best) >= _SEVERAL or (asked and _whole(best)):
            break
    return best


def _lettered_questions(lines: Sequence[Line], headings: Sequence[Heading]) -> list[Numbered]:
    """The questions a), b), c) … of a letter that heads no question, as if they were 1, 2, 3."""
    if any(heading.role == "question" for heading in headings):
        return []
    found: list[Numbered] = []
    for at, line in enumerate(lines):
        match = _LETTER.match(line.text)
        if match and match["letter"] == string.ascii_lowercase[len(found) : len(found) + 1]:
            found.append(Numbered((str(len(found) + 1),), at, match.end()))
    asking = that_ask(lines, found, len(lines))
    return found if len(found) > _SEVERAL and all(item.line in asking for item in found) else []


def _renumbered(draft: Draft, letters: Mapping[str, str]) -> Draft:
    """A draft with letters for numbers."""
    return replace(
        draft,
        numbers=tuple(letters.get(number, number) for number in draft.numbers),
        questions=tuple((letters.get(number or "", number), *places) for number, *places in draft.questions),
    )


def _whole(drafts: Sequence[Draft]) -> int:
    """How many both ask and answer."""
    return sum(bool(draft.questions) and draft.answer is not None for draft in drafts)


def _drafts(lines: Sequence[Line], styles: Sequence[str], blocks: list[Block], rule: str) -> list[Draft]:
    for block in blocks:
        if block.role == "answer":
            block.stop = without_section(lines, block, styles)
    cut_interludes(lines, styles, blocks)
    cut_plain_titles(lines, blocks)
    cut_closing(lines, blocks)
    without_asker(lines, blocks)
    return pair(lines, styles, blocks, rule)


def _without_field(drafts: list[Draft]) -> list[Draft]:
    """Leave out what a form's field "Antwoord" heads above the first of several questions."""
    whole = _whole(drafts)
    field = bool(drafts) and not drafts[0].questions and not drafts[0].numbers
    return drafts[1:] if field and whole >= _SEVERAL and whole >= len(drafts) - 2 else drafts


def _listed_as_titles(lines: Sequence[Line], headings: list[Heading]) -> list[Heading]:
    """Make titles of the questions in a list that the letter repeats with their answers, and of "Vragen" above it."""
    kept = set(_without_listed(lines, headings))
    shown = [heading if heading in kept else heading._replace(role="title") for heading in headings]
    for at, (heading, after) in enumerate(pairwise(shown)):
        bare = heading.role == "question" and not heading.numbers
        if bare and after.role == "title" and after.line <= heading.last + 2:
            shown[at] = heading._replace(role="title")
    return shown


def _without_listed(lines: Sequence[Line], marks: Sequence[_Mark]) -> list[_Mark]:
    """Leave out questions that a later line repeats word for word: the list before the answers."""
    wording = {mark.line: collapse(lines[mark.line].text) for mark in marks if "?" in lines[mark.line].text}
    last = {text: line for line, text in wording.items()}
    listed = {line for line, text in wording.items() if last[text] != line}
    return [mark for mark in marks if len(listed) < _SEVERAL or mark.line not in listed]


def _without_titles(headings: list[Heading], numbered: Sequence[Numbered]) -> list[Heading]:
    """Leave out "Vragen" where it is the title of a list of numbered questions."""
    opens_list = {item.line for item in numbered}
    return [
        h if h.numbers or h.role == "answer" or h.last + 1 not in opens_list else h._replace(role="title")
        for h in headings
    ]


def _answers_under_questions(
    lines: Sequence[Line], headings: list[Heading], numbered: Sequence[Numbered]
) -> list[Heading]:
    """Make answers of the headings "Vraag 1", "Vraag 2 en 3" where these do not ask, and a list before them does."""
    asked = [h for h in headings if h.role == "question" and h.numbers]
    if len(asked) < _SEVERAL or any(h.role == "answer" and h.numbers for h in headings):
        return headings
    ends = [*(h.line for h in asked[1:]), len(lines)]
    asking = sum(any("?" in line.text for line in lines[h.last : end]) for h, end in zip(asked, ends, strict=True))
    before = [item for item in numbered if item.line < asked[0].line and len(item.numbers) == 1]
    asks = that_ask(lines, before, asked[0].line)
    listed = {item.numbers[0] for item in before if item.line in asks}
    wanted = {number for h in asked for number in h.numbers}
    if 3 * asking > len(asked) or 2 * len(wanted & listed) <= len(wanted):
        return headings
    return [h._replace(role="answer") if h.role == "question" and h.numbers else h for h in headings]
