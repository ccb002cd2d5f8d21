"""What printing put into a letter: running heads and feet, page numbers, footnotes and their marks, letterheads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from answerstance.records import Piece
from answerstance.segmenting.lines import Line, split_lines

_PAGE = re.compile(
    r"""^\s*(?:
      (?:’s|'s)-Gravenhage\s+\d{4}\s*(?=$|Tweede) .*
    | (?:Tweede|Eerste)\s+Kamer,\s+vergaderjaar\s+\d{4}\s?[-–—]\s?\d{2,4},\s+(?:Aanhangsel|Vragen|Handelingen)\b.{0,20}
    | ISSN\s+\d{4}\s*-\s*\d{3}[\dX]\b.{0,120}
    | (?:ah|kv|kst|h)-(?:tk|ek)-?[\dZ-]{4,20}
    | (?:pagina|pag\.|blz\.|blad|bladzijde|page)\s*:?\s*\d{1,3}\s*(?:(?:van|of|/)\s*\d{1,3})?\s*\.?
    | \d{1,3}\s*(?:van|/)\s*\d{1,3}
    | [-–—]\s?\d{1,3}\s?[-–—]
    )\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_HEADING = re.compile(r"^\W*(?:antw|vra|reactie|toelichting|bijlage)", re.IGNORECASE)
_HEADED = re.compile(r"^\W*(?:antwoord(?: op)?(?: vraag)?|vraag)\s+\d{1,3}\W*$", re.IGNORECASE)
_REPEATS = 3  # a running head stands on every page; on two pages it may be chance

# A note opens with its number, glued to its text where the printer set it as a superscript.
_NOTE = re.compile(r"^\s*[\[(]?(?P<number>\d{1,3})(?P<close>[\])]?)[.:]?(?P<space>\s*)(?P<text>\S.*)")
_SOURCE = re.compile(
    r"https?:|www\.|kamerst|aanhangsel|handelingen|zie\b|idem|ibid|stcrt|stb\.|staatscourant|ecli|artikel|brief|"
    r"\b(?:19|20)\d\d\b|\bnr\.|\bp\.\s?\d",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|[\w.-]+\.(?:nl|com|eu|org|be|net|int)\b", re.IGNORECASE)
# Marks that show by their shape, also where the notes themselves are lost: "… het bericht? 1)"
_SHAPED_MARK = re.compile(r"(?<=[.?!,;:»”’\"'\w)])\s?(?:(?<=[.?!»”’\"'\s])\d{1,2}\)|\[\d{1,2}\])(?=\s*$)")

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
    lines = split_lines(text, sorted({*markup, *known}))
    breaks = _page_lines(lines)
    pieces = [Piece(lines[at].start, lines[at].end, "page furniture") for at in sorted(breaks)]
    blocks = _letterheads(lines, breaks)
    pieces += [Piece(lines[at].start, lines[at].end, "letterhead") for at in blocks]
    taken = breaks | set(blocks)
    if not any(piece.name == "footnote" for piece in known):
        bodies, marks = _footnotes(lines, taken, dict(note_starts))
        pieces += bodies + marks
    return sorted(pieces)


def _page_lines(lines: Sequence[Line]) -> set[int]:
    sure = {at for at, line in enumerate(lines) if _PAGE.match(line.text)}
    counted = Counter(_shape(line.text) for line in lines)
    running = set()
    for at, line in enumerate(lines):
        near_break = any(other in sure for other in (at - 2, at - 1, at + 1, at + 2))
        if near_break and counted[_shape(line.text)] >= _REPEATS and not _is_prose(line.text):
            running.add(at)
    return sure | running


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _is_prose(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 100 or stripped.endswith((".", "?", "!", ":", ";", ",")) or bool(_HEADING.match(stripped))


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
    while first and not lines[first].gap and _FIELD.match(lines[first - 1].text):
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].gap and _FIELD.match(lines[last + 1].text):
        last += 1
    return list(range(first, last + 1))


def _footnotes(lines: Sequence[Line], taken: set[int], marked: dict[int, str]) -> tuple[list[Piece], list[Piece]]:
    """Footnote bodies at the foot of a page or of the letter, and the marks that point to them."""
    bodies: list[Piece] = []
    marks: list[Piece] = []
    paragraph_of_note = False
    for line in lines:  # bodies that markup shows: the paragraph behind a mark at the start of a line
        if line.start in marked or any(line.start <= at < line.end for at in marked):
            paragraph_of_note = True
        elif line.gap:
            paragraph_of_note = False
        if paragraph_of_note:
            bodies += [Piece(*span, "footnote") for span in line.kept]
    headed = sum(bool(_HEADED.match(line.text)) for line in lines) > 1
    expected = 1
    page: list[int] = []
    for at in [*range(len(lines)), -1]:
        if at >= 0 and at not in taken:
            page.append(at)
        elif page:
            start, numbers, glued = _foot_of_page(lines, page, expected)
            if numbers:
                found = _marks([lines[i] for i in page if i < start], numbers, headed)
                if found or (glued and at >= 0):
                    bodies += [Piece(lines[i].start, lines[i].end, "footnote") for i in page if i >= start]
                    marks += found
                    expected = numbers[-1] + 1
            page = []
    known = {mark.start for mark in marks} | {body.start for body in bodies}
    for at, line in enumerate(lines):
        match = _SHAPED_MARK.search(line.text) if at not in taken else None
        if match and match.start() and not _closes_parenthesis(lines, at, match):
            mark = _piece(line, match)
            if mark and mark.start not in known and not any(line.start <= start < line.end for start in known):
                marks.append(mark)
    return bodies, marks


def _closes_parenthesis(lines: Sequence[Line], at: int, match: re.Match[str]) -> bool:
    """Whether a mark like "2)" ends what a parenthesis opened: "(zie antwoord 2)"."""
    before = " ".join([*(line.text for line in lines[max(at - 2, 0) : at]), lines[at].text[: match.start()]])
    return match.group().endswith(")") and before.rfind("(") > before.rfind(")")


def _piece(line: Line, match: re.Match[str]) -> Piece | None:
    start = line.spans_from(match.start())[0].start
    end = start + len(match.group())
    return Piece(start, end, "footnote mark") if end <= line.end else None


def _foot_of_page(lines: Sequence[Line], page: Sequence[int], expected: int) -> tuple[int, list[int], bool]:
    """Where the notes of a page begin, their numbers, and whether these are glued to their text.

    The notes are the longest run ``n, n + 1, …`` of openings that ends the page.
    """
    tail: list[tuple[int, int, bool]] = []  # line, number and glue of what may open a note, up to the last heading
    for at in reversed(page):
        if _HEADING.match(lines[at].text) and len(lines[at].text) < 60:
            break
        match = _NOTE.match(lines[at].text)
        if match and _opens_note(match):
            tail.append((at, int(match["number"]), not match["space"]))
    tail.reverse()
    best: tuple[int, list[int], bool] = (0, [], False)
    for first in (expected, 1):
        for index, (at, number, glued) in enumerate(tail):
            if number != first:
                continue
            run = [number]
            for _, other, _ in tail[index + 1 :]:
                if other == run[-1] + 1:
                    run.append(other)
            if len(run) >= len(best[1]):
                best = (at, run, glued)
        if best[1]:
            break
    return best


def _opens_note(match: re.Match[str]) -> bool:
    rest = match["text"]
    if match["close"]:
        return True
    if not match["space"]:
        return rest[0].isupper() or rest[0] in "«“\"'‘(" or bool(_ADDRESS.match(rest))
    return bool(_SOURCE.search(rest))


def _marks(head: Sequence[Line], numbers: Sequence[int], headed: bool) -> list[Piece]:
    """The marks of a page's notes: their numbers in order, glued to a word or, if `headed`, at the start of a line.

    In a letter without "Vraag 1" and "Antwoord 1" a number at the start of a line opens a question.
    """
    found: list[Piece] = []
    if headed:  # several marks may stand together on a line of their own: "2, 3 en 4"
        listed = re.compile(
            rf"^\s*(?:{'|'.join(map(str, numbers))})(?:(?:\s*,\s*|\s+en\s+|\s+)(?:{'|'.join(map(str, numbers))}))+\s*$"
        )
        found = [Piece(line.start, line.end, "footnote mark") for line in head if listed.match(line.text)]
        inside = {int(number) for line in head if listed.match(line.text) for number in re.findall(r"\d+", line.text)}
        head = [line for line in head if not listed.match(line.text)]
        numbers = [number for number in numbers if number not in inside]
    row, at = 0, 0
    for number in numbers:
        mark = re.compile(
            rf"(?<=[^\W\d])(?:{number})(?![\d\w%.,]*\d)(?=\W|$)"  # word1, but not CO2-uitstoot or H2O
            rf"|(?<=[.,;:?!»”’\"')\]])(?:\s?{number}\)|\s?\[{number}\]|{number})(?=\s|$|[.,;:?!)\]»])"
            + (rf"|^\s*{number}(?=\s*[.,;]?\s|\s*[.,;]?$)" if headed else "")
            + rf"|(?<=\s)(?:{number}\)|\[{number}\])(?=\s|$|[.,;:?!])"
        )
        for index in range(row, len(head)):
            matches = mark.finditer(head[index].text, at if index == row else 0)
            match = next((match for match in matches if not _closes_parenthesis(head, index, match)), None)
            if match:
                piece = _piece(head[index], match)
                if piece:
                    found.append(piece)
                row, at = index, match.end()
                break
    return found
