"""Footnotes at the foot of a page or a letter, and the marks that point to them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from answerstance.records import Piece, Span
from answerstance.segmenting.lines import ENDS_SENTENCE, Line

HEADING = re.compile(r"^\W*(?:(?:be)?ant(?:w|vv)|vr[a@]|reactie|toelichting|bijlage)", re.IGNORECASE)
_HEADING_WIDTH = 60
_HEADS = re.compile(  # a heading with what it heads behind it: "Antwoord op vraag 4: …", "V4. …"
    r"^\W{0,3}(?:(?:ant(?:w|vv)|vr[a@])\w*\.?\s+(?:op\s+)?(?:de\s+)?(?:vra\w+\s+)?|[avq]\s?)\d{1,3}\s*[.:)–-](?=\s|$)",
    re.IGNORECASE,
)
_TITLE = 3  # lines
_LONGEST_FOOT = 300  # lines of notes
_ANSWERS = re.compile(
    r"^\W*(?:antwoord(?:en)?\W*$|antwoord\s+van\s+(?:de\s+)?(?:minister|staatssecretaris)\b)", re.IGNORECASE
)
_HEADED = re.compile(r"^\W*vr[a@]{1,2}[gq](?:en)?\s+\d{1,3}(?:\s*(?:,|en|t/m|-)\s*\d{1,3})*\W*$", re.IGNORECASE)
# A note opens with its number, glued to its text where the printer set it as a superscript.
_NOTE = re.compile(r"^\s*[\[(]?(?P<number>\d{1,3})(?!\d)(?P<close>[\])]?)[.:]?(?P<space>\s*)(?P<text>\S.*)")
_SOURCE = re.compile(
    r"https?:|www\.|kamerst|aanhangsel|handelingen|zie\b|idem|ibid|stcrt|stb\.|staatscourant|ecli|artikel|brief|"
    r"\b(?:19|20)\d\d\b|\bnr\.|\bp\.\s?\d",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[^\W\d_A-Z]{3}[.,;:?!]?[”’\"»)]?(\d{1,2})(?=[\s.,;:)]|$)")  # "de norm1 voldoet", "het bericht?2"
_RAISED_NOTE = re.compile(r"\s*([¹²³⁰⁴-⁹]{1,2})\s*(?=\S)")
_RAISED_MARK = re.compile(r"(?<=[^\s¹²³⁰⁴-⁹])(?<!\bm)(?<!\b[kcdm]m)(?<!CO)([¹²³⁰⁴-⁹]{1,2})")  # but "m²"
_LOWER_NOTE = re.compile(r"zie\b|idem|ibid|https?:|www\.|[\w.-]+\.\w{2,3}/", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:|www\.|[\w.-]+\.(?:nl|com|eu|org|be|net|int)\b", re.IGNORECASE)
# Marks that show by their shape, also where the notes themselves are lost: "… het bericht? 1)"
_SHAPED_MARK = re.compile(r"(?<=[.?!,;:»”’\"'\w)])\s?(?:(?<=[.?!»”’\"'\s])\d{1,2}\)|\[\d{1,2}\])(?=\s*$)")


def find_footnotes(lines: Sequence[Line], taken: set[int], marked: dict[int, str]) -> tuple[list[Piece], list[Piece]]:
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
    headed = any(_HEADED.match(line.text) for line in lines)
    expected = 1
    page: list[int] = []
    answers = {at for at, line in enumerate(lines) if _ANSWERS.match(line.text)}  # the questions' notes stand above
    parted = answers if answers and max(answers) - min(answers) < _TITLE else set()
    for at in [*range(len(lines)), -1]:
        if at >= 0 and at not in taken and at not in parted:
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
    raised = _raised(lines)
    bodies += [Piece(lines[at].start, lines[at].end, "footnote") for at in raised]
    marks += [
        Piece(line.start + match.start(), line.start + match.end(), "footnote mark")
        for at, line in enumerate(lines)
        if raised and at not in raised and line.kept == (Span(line.start, line.end),)
        for match in _RAISED_MARK.finditer(line.text)
        if match[1] in raised.values()
    ]
    starts = sorted(piece.start for piece in (*marks, *bodies))
    for at, line in enumerate(lines):
        match = _SHAPED_MARK.search(line.text) if at not in taken else None
        if match and match.start() and not _closes_parenthesis(lines, at, match):
            mark = _piece(line, match)
            if mark and bisect_left(starts, line.start) == bisect_left(starts, line.end):
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


def _raised(lines: Sequence[Line]) -> dict[int, str]:
    """The lines of notes that open with a superior figure, which stands behind a word too; with that figure."""
    marked = {match[1] for line in lines if not line.text.isascii() for match in _RAISED_MARK.finditer(line.text)}
    if not marked:
        return {}
    found: dict[int, str] = {}
    figure, last = "", 0
    for at, line in enumerate(lines):
        note = _RAISED_NOTE.match(line.text)
        if note:
            counts = note[1] in marked and unicodedata.normalize("NFKC", note[1]) == str(last + 1)
            figure, last = (note[1], last + 1) if counts else ("", last)
        elif line.gap or HEADING.match(line.text) or ENDS_SENTENCE.search(lines[at - 1].text):
            figure = ""
        if figure:
            found[at] = figure
    return found


def _foot_of_page(lines: Sequence[Line], page: Sequence[int], expected: int) -> tuple[int, list[int], bool]:
    """Where the notes of a page begin, their numbers, and whether these are glued to their text.

    The notes are the longest run ``n, n + 1, …`` of openings that ends the page.
    """
    tail: list[tuple[int, int, bool]] = []  # line, number and glue of what may open a note, up to the last heading
    for at in reversed(page[-_LONGEST_FOOT:]):
        if _HEADS.match(lines[at].text) or (HEADING.match(lines[at].text) and len(lines[at].text) < _HEADING_WIDTH):
            break
        match = _NOTE.match(lines[at].text)
        if (
            match
            and (_opens_note(match) or _is_marked(lines, page, match))
            and not _is_question(lines, at, page[-1], match)
        ):
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


def _is_marked(lines: Sequence[Line], page: Sequence[int], match: re.Match[str]) -> bool:
    """Whether the number of what may open a note is glued to a word of the page: "de norm1 voldoet"."""
    if not match["text"][0].isupper() or match.string[match.end("number") : match.end("number") + 1] in {".", ":"}:
        return False
    return any(match["number"] in _GLUED.findall(lines[at].text) for at in page if match["number"] in lines[at].text)


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

    In a letter without headings "Vraag 1" a number at the start of a line opens a question.
    """
    found: list[Piece] = []
    head = [line for line in head if not (HEADING.match(line.text) and len(line.text) < _HEADING_WIDTH)]
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
_CODE = re.compile(r"(?:^|[^\w’'])[A-Z]$")  # "B1", "de A2"
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
    heads = _HEADS.match(text)
    if heads and start < heads.end():
        return 0
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
    if re.search(r"\d[.,]$", before) and not re.search(r"\b(?:19|20)\d\d\.$", before):  # "1,8 miljoen"
        return 0
    if after[:1].isalpha():  # a line break was lost as well: "de regeling1ingetrokken"
        stop = re.search(r"[a-z]{3}([.,;?!»”]?)$", before)
        return (
            0 if not stop else 2 if stop[1] and re.match(r"\w[a-z]", after) else int(bool(re.match(r"[a-z]{3}", after)))
        )
    if _CODE.search(text[:start]):
        return 0
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


def may_open_note(line: Line) -> bool:
    """Whether a line looks like the first of a footnote."""
    match = _NOTE.match(line.text)
    return bool(match and _opens_note(match))
