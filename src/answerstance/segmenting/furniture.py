"""What printing put into a letter: running heads and feet, page numbers, letterheads, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerstance.records import Piece
from answerstance.segmenting.footnotes import HEADING, find_footnotes
from answerstance.segmenting.lines import Line, split_lines
from answerstance.segmenting.pages import find_page_lines
from answerstance.segmenting.table_notes import find_table_notes
from answerstance.segmenting.tables import find_printed_head

_LETTERHEAD = re.compile(
    r"""^\s*(?:
      (?:organisatie[\s-]?eenheid|behandeld\s+door|behandelaar|contactpersoon|afdeling|team|telefoon(?:nummer)?|tel\.|
         doorkies(?:nummer)?|fax|e-?mail|internet|website|bezoekadres|postadres|correspondentieadres|adres|
         (?:ons|uw)\s+kenmerk|kenmerk|uw\s+brief(?:\s+van)?|zaaknummer|registratienummer|documentnummer|
         datum|verzonden|verzenddatum|bijlagen?(?:\(n\))?|bijlage\(n\)|onderwerp|iban|bic|kvk(?:-nummer)?|
         btw(?:-nummer)?|bank(?:rekening)?)\s*[:.].{0,80}
    | (?:postbus|antwoordnummer)\s+\d+.{0,40}
    | \d{4}\s?[A-Z]{2}\s+[A-Z’'].{0,40}
    | [TFEIWBM]\s+(?:[+(]?\d[\d\s()+-]{6,}|\S+@\S+|(?:https?://|www\.)\S+|NL\d\d\s.*)
    | [\w.-]+@[\w.-]+\.\w{2,4}
    | (?:https?://)?www\.[\w.-]+\.\w{2,4}/?
    | \(?0\d{2,3}\)?[\s-]\d[\d\s]{5,10}
    | NL\d\d\s?[A-Z]{4}\s?[\d\s]{8,16}
    )\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_FIELD = re.compile(r"^\s*[^\W\d_][\w ()/-]{2,24}:(?:\s.{0,50})?$")
_STREET = re.compile(r"^\s*[A-Z’'][\w .’'-]{3,30}\s\d{1,4}(?:\s?[a-z]|-\d{1,3})?\s*$")
_LETTERHEAD_LINES = 3  # hits that make a block a letterhead
_LETTERHEAD_WIDTH = 70


def find_furniture(
    text: str, markup: Sequence[Piece], note_starts: Sequence[tuple[int, str]], known: Sequence[Piece] = ()
) -> list[Piece]:
    """Everything in a letter that printing put there, in order; disjoint from the markup pieces.

    Parameters
    ----------
    text : str
    markup : sequence of Piece
        What `find_markup` found, sorted.
    note_starts : sequence of (int, str)
        Where a marked-up footnote body begins, and its name.
    known : sequence of Piece
        What the letter's format shows to be no running text, sorted. Where it shows footnotes, they are all it has:
        none are guessed, so that "CO2" keeps its number.
    """
    lines = split_lines(text, sorted(dict.fromkeys((*markup, *known))))
    breaks = find_page_lines(text, lines) | _repeated_heads(lines)
    pieces = [Piece(lines[at].start, lines[at].end, "page furniture") for at in sorted(breaks)]
    blocks = _letterheads(lines, breaks)
    pieces += [Piece(lines[at].start, lines[at].end, "letterhead") for at in blocks]
    taken = breaks | set(blocks)
    if not any(piece.name == "footnote" for piece in known):
        bodies, marks = find_footnotes(lines, taken, dict(note_starts))
        pieces += bodies + marks
        bodies, marks = find_table_notes(split_lines(text, sorted(dict.fromkeys((*markup, *known, *pieces)))))
        pieces += bodies + marks
    return sorted(pieces)


def _repeated_heads(lines: Sequence[Line]) -> set[int]:
    """The head of a table where it is printed again on a later page."""
    heads = [(at, head[0]) for at in range(len(lines)) if (head := find_printed_head(lines, at))]
    return {place for first, last in heads[1:] for place in range(first, last + 1)}


def _is_prose(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 100 or stripped.endswith((".", "?", "!", ":", ";", ",")) or bool(HEADING.match(stripped))


def _letterheads(lines: Sequence[Line], taken: set[int]) -> list[int]:
    """Lines of address blocks: runs of short lines of which several name a phone, an address, a reference …"""
    found: list[int] = []
    hits: list[int] = []
    for at, line in enumerate([*lines, None]):
        if line is not None and at not in taken and _LETTERHEAD.match(line.text):
            if hits and _far(lines, hits[-1], at):
                found += _block(lines, hits)
                hits = []
            hits.append(at)
    return found + _block(lines, hits)


def _far(lines: Sequence[Line], last: int, at: int) -> bool:
    between = lines[last + 1 : at]
    return len(between) > 2 or any(_is_prose(line.text) or len(line.text) > _LETTERHEAD_WIDTH for line in between)


def _block(lines: Sequence[Line], hits: list[int]) -> list[int]:
    if len(hits) < _LETTERHEAD_LINES:
        return []
    first, last = hits[0], hits[-1]
    while (
        first and not lines[first].gap and (_FIELD.match(lines[first - 1].text) or _STREET.match(lines[first - 1].text))
    ):
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].gap and _FIELD.match(lines[last + 1].text):
        last += 1
    return list(range(first, last + 1))
