"""What printing put into a letter: running heads and feet, page numbers, footnotes and their marks, letterheads."""

from __future__ import annotations

import re
from bisect import bisect_left
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
_HEADING = re.compile(r"^\W*(?:(?:be)?ant(?:w|vv)|vr[a@]|reactie|toelichting|bijlage)", re.IGNORECASE)
_HEADING_WIDTH = 60
_LONGEST_FOOT = 300  # lines of notes
_HEADED = re.compile(r"^\W*(?:ant(?:w|vv)[o0]{2}rd(?: op)?(?: vraag)?|vr[a@]{2}[gq])\s+\d{1,3}\W*$", re.IGNORECASE)
_REPEATS = 3  # a running head stands on every page; on two pages it may be chance
_AT_BREAKS = 0.6

# A note opens with its number, glued to its text where the printer set it as a superscript.
_NOTE = re.compile(r"^\s*[\[(]?(?P<number>\d{1,3})(?!\d)(?P<close>[\])]?)[.:]?(?P<space>\s*)(?P<text>\S.*)")
_SOURCE = re.compile(
    r"https?:|www\.|kamerst|aanhangsel|handelingen|zie\b|idem|ibid|stcrt|stb\.|staatscourant|ecli|artikel|brief|"
    r"\b(?:19|20)\d\d\b|\bnr\.|\bp\.\s?\d",
    re.IGNORECASE,
)
_LOWER_NOTE = re.compile(r"zie\b|idem|ibid|https?:|www\.|[\w.-]+\.\w{2,3}/", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:|www\.|[\w.-]+\.(?:nl|com|eu|org|be|net|int)\b", re.IGNORECASE)
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
    near = {at for place in sure for at in (place - 2, place - 1, place + 1, place + 2) if 0 <= at < len(lines)} - sure
    everywhere = Counter(_shape(line.text) for line in lines)
    near = {at for at in near if not ((match := _NOTE.match(lines[at].text)) and _opens_note(match))}
    near_breaks = Counter(_shape(lines[at].text) for at in near)
    # a line that stands elsewhere as well, such as a question's number, is no running head
    running = {
        shape for shape, count in near_breaks.items() if count >= _REPEATS and count > _AT_BREAKS * everywhere[shape]
    }
    return sure | {at for at in near if _shape(lines[at].text) in running and not _is_prose(lines[at].text)}


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
    while (
        first and not lines[first].gap and (_FIELD.match(lines[first - 1].text) or _STREET.match(lines[first - 1].text))
    ):
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].gap and _FIELD.match(lines[last + 1].text):
        last += 1
    return list(range(first, last + 1))


def _footnotes(lines: Sequence[Line], taken: set[int], marked: dict[int, str]) -> tuple[list[Piece], list[Piece]]:
    """Footnote bodies at the foot of a page or of the letter, and the marks that point to them."""
    bodies: list[Piece] = []
    marks: list[Piece] = []
    openings = sorted(marked)
    paragraph_of_note = False
    for line in lines:  # bodies that markup shows: the paragraph behind a mark at the start of a line
        if bisect_left(openings, line.end) > bisect_left(openings, line.start):
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
    for at in reversed(page[-_LONGEST_FOOT:]):
        if _HEADING.match(lines[at].text) and len(lines[at].text) < _HEADING_WIDTH:
            break
        match = _NOTE.match(lines[at].text)
        if match and _opens_note(match) and not _is_question(lines, at, page[-1], match):
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
            if len(run) >= len(best[1]) and (glued or not _has_paragraphs(lines, at, page[-1], run)):
                best = (at, run, glued)
        if best[1]:
            break
    return best


def _has_paragraphs(lines: Sequence[Line], start: int, last: int, run: Sequence[int]) -> bool:
    """Whether what would be notes goes on in paragraphs, as a numbered answer does."""
    numbers = {str(number) for number in run}
    others = [
        lines[at].gap and not ((match := _NOTE.match(lines[at].text)) and match["number"] in numbers)
        for at in range(start + 1, last + 1)
    ]
    return sum(map(bool, others)) > 1  # one may close the letter


def _is_question(lines: Sequence[Line], at: int, last: int, match: re.Match[str]) -> bool:
    """Whether a numbered paragraph asks, as a note set apart from its number hardly does."""
    if not match["space"]:
        return False
    end = at + 1
    while end <= last and not lines[end].gap and not ((after := _NOTE.match(lines[end].text)) and _opens_note(after)):
        end += 1
    return lines[end - 1].text.rstrip().endswith("?")


def _opens_note(match: re.Match[str]) -> bool:
    rest = match["text"]
    if match["close"]:
        return True
    if not match["space"]:
        return rest[0].isupper() or rest[0] in "«“\"'‘(" or bool(_ADDRESS.match(rest))
    return bool(_SOURCE.search(rest)) and (not rest[0].islower() or bool(_LOWER_NOTE.match(rest)))


def _marks(head: Sequence[Line], numbers: Sequence[int], headed: bool) -> list[Piece]:
    """The marks of a page's notes: their numbers in order, where they look most like marks.

    In a letter without "Vraag 1" and "Antwoord 1" a number at the start of a line opens a question.
    """
    found: list[Piece] = []
    head = [line for line in head if not (_HEADING.match(line.text) and len(line.text) < _HEADING_WIDTH)]
    if headed:  # several marks may stand together on a line of their own: "2, 3 en 4"
        listed = re.compile(
            rf"^\s*(?:{'|'.join(map(str, numbers))})(?:(?:\s*,\s*|\s+en\s+|\s+)(?:{'|'.join(map(str, numbers))}))+\s*$"
        )
        found = [Piece(line.start, line.end, "footnote mark") for line in head if listed.match(line.text)]
        inside = {int(number) for line in head if listed.match(line.text) for number in re.findall(r"\d+", line.text)}
        head = [line for line in head if not listed.match(line.text)]
        numbers = [number for number in numbers if number not in inside]
    places = [
        (number, row, match, _likeness(head, row, match, headed))
        for row, line in enumerate(head)
        for match in _MARK.finditer(line.text)
        for number in [int(match["number"])]
        if number in numbers and not _closes_parenthesis(head, row, match)
    ]
    chosen = _heaviest_rising([(number, weight) for number, _, _, weight in places])
    return found + [piece for at in chosen if (piece := _piece(head[places[at][1]], places[at][2]))]


_MARK = re.compile(
    r"(?:(?<=[^\W\d])|(?<=[.,;:?!»”’\"')\]])|(?<=\s)|^)(?:\[(?=\d{1,3}\]))?(?P<number>\d{1,3})(?![\d_%]|[.,:/–-]\d)(?P<close>[)\]]?)"
)
_REFERS = re.compile(
    r"(?:\b(?:vra(?:ag|gen)|antwoord(?:en)?|art(?:ikel|ikelen)?|nrs?|lid|t/m|en|of|punt|bijlagen?|deel|hoofdstuk|paragraaf|fase|"
    r"groep|categorie|tot|van|op|per|de|het|met|a)\b\.?|[\d–-])\s*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\s*(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|procent|miljoen|miljard|"
    r"euro|jaar|jaren|maanden|weken|dagen|uur|km|m2|x|×|[\d€%])",
    re.IGNORECASE,
)


def _likeness(head: Sequence[Line], row: int, match: re.Match[str], headed: bool) -> int:
    """How much a figure looks like a footnote mark: 0 not at all."""
    text, start, after = head[row].text, match.start(), head[row].text[match.end() :]
    opens = not text[:start].strip()
    before = (head[row - 1].text if row else "") if opens else text[:start]
    stopped = before.rstrip()[-1:] in set(".,;:?!»”")
    if opens:  # the printer's superscript became a line of its own, or began one
        if (
            not headed
            or after[:1].isalpha()
            or _COUNTS.match(after)
            or (head[row].gap and re.match(r"[.)]\s+\S", after))
        ):
            return 0
        return 4 if not after.strip(" .,;") else 3 if stopped else 1 if _REFERS.search(before) else 2
    if re.search(r"\d[.,]$", before):  # "1,8 miljoen"
        return 0
    if after[:1].isalpha():  # a line break was lost as well: "de regeling1ingetrokken"
        stop = re.search(r"[a-z]{3}([.,;?!»”]?)$", before)
        return (
            0 if not stop else 2 if stop[1] and re.match(r"\w[a-z]", after) else int(bool(re.match(r"[a-z]{3}", after)))
        )
    if not text[start - 1].isspace() and not match["close"]:
        return 4 if not text[start - 1].isalpha() else 3 if text[max(start - 3, 0) : start].islower() else 1
    if _REFERS.search(before) or _COUNTS.match(after):
        return 0
    return 3 if match["close"] else 1 if stopped else 0


def _heaviest_rising(items: Sequence[tuple[int, int]]) -> list[int]:
    """The places of the heaviest run of rising numbers; of two as heavy, the earlier."""
    best: dict[int, tuple[int, list[int]]] = {}  # by its last number: weight and places
    for at, (number, weight) in enumerate(items):
        if weight <= 0:
            continue
        before = max((run for last, run in best.items() if last < number), key=lambda run: run[0], default=(0, []))
        if number not in best or before[0] + weight > best[number][0]:
            best[number] = (before[0] + weight, [*before[1], at])
    return max(best.values(), key=lambda run: run[0])[1] if best else []
