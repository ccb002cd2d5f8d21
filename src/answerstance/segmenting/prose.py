"""The running text of a letter: its paragraphs outside questions, answers, headings and furniture."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from answerstance.dutch.sentences import sentences
from answerstance.records import Letter, Piece, Span, collapse
from answerstance.segmenting.headings import find_headings
from answerstance.segmenting.lines import ENDS_SENTENCE, SHORT_OF, Line, clean_text, full_width, merge, split_lines

_RUNNING = frozenset({"preamble", "body", "closing", "space"})
_FRAGMENT = re.compile(r"\s*(?:[-–—•●▪*°o]|\(?(?:\d{1,2}|[a-z])[.)])\s+[a-z]")
_ITEM = re.compile(r"\s*(?:[-–—•●▪*°o]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")
_TABLE = re.compile(r"[^|]*\|[^|]*\|")
_FIELD = re.compile(
    r"""\s*(?:
      (?:aan|van|datum|betreft|onderwerp|(?:ons|uw)\s+kenmerk|kenmerk|bijlagen?|cc)\s*:?(?:\s{2,}|$)
    | [\w /-]{2,25}\s*:\s{2,}
    | noot\s(?:voor|aan)\sde\sredactie
    | \d?\s*(?:schriftelijke\s+)?(?:vragen|antwoord(?:en)?|mededeling)\s+van\s+(?:(?:het|de)\s+)?
      (?:lid|leden|minister|staatssecretaris)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED_LINE = re.compile(r"\s*>")
_OPENS_LOW = re.compile(r"\s*[a-zà-öø-ÿ]")
_PAGE_BREAK = "\f"
_SHORTEST = 12  # code points of a sentence


class Paragraph(NamedTuple):
    """A stretch of running text."""

    text: str
    """Clean, with its white space collapsed."""
    spans: tuple[Span, ...]
    """Where it stands in the letter's text."""
    part: str
    """``preamble``, ``closing`` or ``body``, as the letter's pieces name it."""


def running_text(letter: Letter) -> list[Paragraph]:
    """The paragraphs of a letter in which its writer speaks, in order.

    Left out are the exchanges, headings, address and date lines, tables, footnotes, furniture, questions that are
    printed in a letter without answers, and block quotations.
    """
    if letter.kind == "questions_only":
        return []
    lines = [line for line in split_lines(letter.text, _left_out(letter)) if not _TABLE.match(line.text)]
    asked = _asked(lines)
    found = []
    for group in _paragraphs(letter.text, lines):
        spans = merge(letter.text, [span for line in group for span in line.kept])
        text = collapse(clean_text(letter.text, spans))
        quoted = _QUOTED_LINE.match(letter.text[group[0].start : group[0].kept[0].start])
        if spans and not quoted and not asked.intersection(line.start for line in group) and _is_prose(text, group[0]):
            found.append(Paragraph(text, spans, _part(letter, spans[0].start)))
    return found


def locate(text: str, spans: Sequence[Span], clean: str) -> list[int]:
    """Where each character of a clean text stands in the letter.

    Parameters
    ----------
    text : str
        The letter's.
    spans : sequence of Span
        What the clean text was made of.
    clean : str
        As `clean_text` gives it, white space collapsed or not.

    Returns
    -------
    list of int
        One offset a character; a space has that of the character before it.
    """
    places: list[int] = []
    raw = [place for start, end in spans for place in range(start, end) if not text[place].isspace()]
    at = 0
    for character in clean:
        if character.isspace():
            places.append(places[-1] if places else raw[0])
            continue
        first = _base(character)
        while at < len(raw) - 1 and _base(text[raw[at]]) != first:  # a hyphen at a line end, an accent of its own
            at += 1
        places.append(raw[min(at, len(raw) - 1)])
        at += 1
    return places


def _base(character: str) -> str:
    """A letter without its accent."""
    return normalize("NFD", character)[0]


def _left_out(letter: Letter) -> list[Piece]:
    """The pieces that hold no running text, and the exchanges."""
    spans = [span for exchange in letter.exchanges for question in exchange.questions for span in question.spans]
    spans += [span for exchange in letter.exchanges if exchange.answer for span in exchange.answer.spans]
    others = [piece for piece in letter.pieces if piece.name not in _RUNNING]
    return sorted([*(Piece(*span, "exchange") for span in spans), *others])


def _paragraphs(text: str, lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that belong together. A sentence that runs over a page break or a gap goes on behind it."""
    width = full_width(lines)
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        if at and _runs_on(text, lines[at - 1], line, SHORT_OF * width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _runs_on(text: str, before: Line, line: Line, short: float) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if _ITEM.match(line.text) or _FIELD.match(line.text):
        return False
    ended = ENDS_SENTENCE.search(before.text)
    quoted = [_QUOTED_LINE.match(text[one.start : one.kept[0].start]) is not None for one in (before, line)]
    if quoted[0] != quoted[1]:
        return False
    parted = line.gap or line.cut or _PAGE_BREAK in text[before.end : line.start + 1]
    long = len(before.text.rstrip()) >= short
    if parted:
        return not ended and long and bool(_OPENS_LOW.match(line.text))
    return long or (not ended and bool(_OPENS_LOW.match(line.text)))


def _asked(lines: Sequence[Line]) -> set[int]:
    """Starts of the lines of questions that a letter without answers prints: each up to its last question mark."""
    asked: set[int] = set()
    headings = [heading for heading in find_headings(lines) if heading.role == "question"]
    ends = [heading.line for heading in headings[1:]] + [len(lines)]
    for heading, end in zip(headings, ends, strict=False):
        last = max((at for at in range(heading.line, end) if "?" in lines[at].text), default=heading.last)
        asked.update(line.start for line in lines[heading.line : last + 1])
    return asked


def _is_prose(text: str, line: Line) -> bool:
    """Whether a paragraph has a sentence of its own; headings, addresses and the ends of a begun sentence have none."""
    if _FIELD.match(line.text) or _FRAGMENT.match(line.text):
        return False
    return any(
        end - start >= _SHORTEST and ENDS_SENTENCE.search(text[start:end]) is not None for start, end in sentences(text)
    )


def _part(letter: Letter, place: int) -> str:
    return letter.pieces[bisect_right(letter.pieces, place, key=lambda piece: piece.start) - 1].name
