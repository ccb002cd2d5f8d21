"""A letter as lines: what of each line is text, and how to turn stretches of the letter into clean text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerstance.records import Piece, Span

_OTHER_WHITE = re.compile(r"[^\S ]")
_NEWLINE = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
ENDS_SENTENCE = re.compile(r"[.?!:;…][\"'’”»)\]\d]*\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line."""

    start: int
    end: int
    """Without its line break."""
    kept: tuple[Span, ...]
    """What is left of it once the pieces are taken out; never empty for a line of a `Page`."""
    text: str
    """The kept stretches, one after another, with each kind of white space as a plain space: as long as they are."""
    gap: int
    """How many blank lines stand before it. A line that was taken out whole is no blank line."""
    cut: bool = False
    """Whether something was taken out between this line and the one before it."""

    def spans_from(self, offset: int) -> tuple[Span, ...]:
        """The kept stretches from an offset into `text` on."""
        rest = []
        for start, end in self.kept:
            length = end - start
            if offset < length:
                rest.append(Span(start + max(offset, 0), end))
            offset -= length
        return tuple(rest)


def split_lines(text: str, pieces: Sequence[Piece] = ()) -> list[Line]:
    """The lines of a text that hold more than white space and pieces.

    Parameters
    ----------
    text : str
    pieces : sequence of Piece
        What is no text: sorted and disjoint.
    """
    lines: list[Line] = []
    gap, cut = 0, False
    flat = _OTHER_WHITE.sub(" ", text)
    first, last = 0, len(pieces) - 1
    for start, end in _bounds(text):
        while first < last and pieces[first + 1].start <= start:
            first += 1
        kept, hit = _kept(pieces, first, start, end)
        shown = "".join([flat[a:b] for a, b in kept]) if hit else flat[start:end]
        if shown and not shown.isspace():
            lines.append(Line(start, end, tuple(kept), shown, gap, cut))
            gap, cut = 0, False
        elif hit:
            cut = True
        else:
            gap += 1
    return lines


def _kept(pieces: Sequence[Piece], first: int, start: int, end: int) -> tuple[list[Span], bool]:
    """What pieces leave of a line, and whether one touches it; the first that can is given."""
    kept, at, hit = [], start, False
    for place in range(first, len(pieces)):  # a slice would copy the rest for every line
        piece = pieces[place]
        if piece.start >= end:
            break
        if piece.end <= start:
            continue
        hit = True
        if piece.start > at:
            kept.append(Span(at, min(piece.start, end)))
        at = max(at, piece.end)
    if at < end:
        kept.append(Span(at, end))
    return kept, hit


SHORT_OF = 0.7
"""Of the full width: a shorter line ends its paragraph."""


def full_width(lines: Sequence[Line]) -> int:
    """How long a line is that runs on to the next: nine of ten lines are no longer."""
    widths = sorted(len(line.text.rstrip()) for line in lines)
    return widths[9 * (len(widths) - 1) // 10] if widths else 0


def paragraph_end(lines: Sequence[Line], at: int, stop: int) -> int:
    """The line behind the paragraph that a line stands in, which ends at `stop` at the latest."""
    end = at + 1
    while end < stop and not lines[end].gap:
        end += 1
    return end


def _bounds(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _NEWLINE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def merge(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Trim white space from stretches, and join those that only white space parts."""
    merged: list[Span] = []
    for start, end in spans:
        stretch = text[start:end]
        start += len(stretch) - len(stretch.lstrip())
        end -= len(stretch) - len(stretch.rstrip())
        if start >= end:
            continue
        if merged and not text[merged[-1].end : start].strip():
            merged[-1] = Span(merged[-1].start, end)
        else:
            merged.append(Span(start, end))
    return tuple(merged)


_HYPHEN = re.compile(r"(?<=\w)-[^\S\n]*\n\s*(?!(?:en|of|als|en/of|dan wel)\b)(?=[^\W\d_A-Z])|\u00ad\s*|\ufffe")
_PARAGRAPH = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")
_SPACE = re.compile(r"[^\S\n]*\n[^\S\n]*(?!\n)|[^\S\n]+")
_SENTENCE_END = re.compile(r"[.?!:;…][\"'’”»)\]]*\s*$")


def clean_text(text: str, spans: Sequence[Span]) -> str:
    """Readable text of stretches of a letter.

    Words cut at a line end are joined, lines of one paragraph too; paragraphs are parted by an empty line. Where
    something was taken out, a new paragraph begins only if an empty line stood there after a whole sentence.
    """
    parts: list[str] = []
    for number, (start, end) in enumerate(spans):
        if number:
            gap = text[spans[number - 1].end : start]
            if "\n" in gap and len(gap.strip()) > 3:  # a page break: the sentence may go on behind it
                parts.append("\n\n" if _SENTENCE_END.search(parts[-1]) and text[start:end][:1].isupper() else "\n")
            else:
                spaces = "".join(character for character in gap if character.isspace())
                figures = text[spans[number - 1].end - 1].isdigit() and text[start].isdigit()
                parts.append(spaces or (" " if figures or "<br" in gap.lower() else ""))
        parts.append(text[start:end].replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    joined = _HYPHEN.sub("", "".join(parts))
    paragraphs = _PARAGRAPH.split(joined)
    shown = "\n\n".join(_SPACE.sub(" ", paragraph).strip() for paragraph in paragraphs)
    return unicodedata.normalize("NFC", shown).strip()
