"""PDF to text: every character with its place and type; `layout` makes a text of them."""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from answerstance.errors import ReadError
from answerstance.reading.extract import Extract
from answerstance.reading.pdf.layout import lay_out_pages
from answerstance.reading.pdf.rows import LINE_END_HYPHEN, Fragment

_PDFIUM = threading.Lock()  # the library may be used by one thread at a time
_SCANNED = 10  # a document with fewer letters holds pictures of its pages
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_ITALIC_FLAG, _FORCED_BOLD_FLAG = 1 << 6, 1 << 18  # PDF 32000-1, table 123
_BOLD_WEIGHT = 600
_SPACE = 0.2  # of the type size: a wider gap parts two words; spaces measure .25 and more
_MARKED_SPACE = 0.08  # the same where the file has a space
_BREAK = 0.9  # of the type size: a wider gap may part two columns


class _Type(NamedTuple):
    size: float
    bold: bool
    italic: bool
    quadrant: int
    """How often a quarter turn to the left turned the text: 0 is upright."""


class _Glyph(NamedTuple):
    text: str
    left: float
    right: float
    base: float
    type: _Type
    space: bool
    """Whether a space stands before it."""


def read_pdf(data: bytes) -> Extract:
    """Read a PDF in reading order: heads, feet and footnotes named, columns one after another.

    Raises
    ------
    ReadError
        The file is damaged, needs a password, or holds no text but pictures of it.
    """
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise ReadError("this PDF needs a password; save a copy without one and read that") from error
            raise ReadError(f"this PDF is damaged ({error}); print it to a new PDF and read that") from error
        try:
            pages = [_fragments(document[number]) for number in range(len(document))]
        except (pypdfium2.PdfiumError, OSError) as error:
            raise ReadError(f"a page of this PDF is damaged ({error}); print it to a new PDF and read that") from error
        finally:
            document.close()
    if sum(character.isalnum() for page in pages for fragment in page for character in fragment.text) < _SCANNED:
        raise ReadError(
            "this PDF holds no text, only pictures of pages; read the text from them first, for instance with:"
            " ocrmypdf -l nld in.pdf out.pdf"
        )
    return lay_out_pages(pages)


def _fragments(page: Any) -> list[Fragment]:
    """The page's stretches of one type on one baseline, in the order of the file."""
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage.raw, textpage.count_chars()))
    finally:
        textpage.close()
        page.close()
    if not glyphs:
        return []
    # Text that stands across the others is an imprint in the margin or a watermark; a turned page is turned back.
    quadrant = Counter(glyph.type.quadrant for glyph in glyphs).most_common(1)[0][0]
    fragments: list[Fragment] = []
    for glyph in glyphs:
        if glyph.type.quadrant != quadrant:
            continue
        last = fragments[-1] if fragments else None
        size = glyph.type.size
        gap = glyph.left - last.right if last else 0.0
        if (
            last
            and (last.size, last.bold, last.italic) == glyph.type[:3]
            and abs(glyph.base - last.base) < 0.1 * size
            and -0.5 * size < gap < _BREAK * size
        ):
            spaced = gap > (_MARKED_SPACE if glyph.space else _SPACE) * size
            last.text += (" " if spaced else "") + glyph.text
            last.right = max(last.right, glyph.right)
        else:
            fragments.append(
                Fragment(
                    glyph.text,
                    glyph.left,
                    glyph.right,
                    glyph.base,
                    size,
                    glyph.type.bold,
                    glyph.type.italic,
                    glyph.space,
                )
            )
    return [_whole(fragment) for fragment in fragments]


def _whole(fragment: Fragment) -> Fragment:
    """Put characters outside the first plane together, which arrive in halves."""
    fragment.text = fragment.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return fragment


def _glyphs(textpage: Any, count: int) -> Iterator[_Glyph]:
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    types: dict[int | None, _Type] = {}
    space = False
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        if pdfium.FPDFText_IsGenerated(textpage, at) == 1 or code in (0, 9, 10, 13, 32, 0xA0):
            space = True
            continue
        drawn = ctypes.cast(pdfium.FPDFText_GetTextObject(textpage, at), ctypes.c_void_p).value
        if drawn not in types:
            pdfium.FPDFText_GetMatrix(textpage, at, matrix)
            types[drawn] = _type(textpage, at, matrix)
        kind = types[drawn]
        if kind.size <= 0:
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(textpage, at, box)
        left, right, base = _upright(kind.quadrant, box, x.value, y.value)
        text = LINE_END_HYPHEN if code in (2, 0xFFFE) else chr(code)
        yield _Glyph(text, left, right, base, kind, space)
        space = False


def _type(textpage: Any, at: int, matrix: Any) -> _Type:
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(textpage, at, None, 0, flags)
    name = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFText_GetFontInfo(textpage, at, name, length, flags)
    font = name.value.decode("utf-8", "replace")
    size = pdfium.FPDFText_GetFontSize(textpage, at) * math.hypot(matrix.c, matrix.d)
    weight = pdfium.FPDFText_GetFontWeight(textpage, at)
    return _Type(
        round(size, 2),
        bool(_BOLD.search(font) or flags.value & _FORCED_BOLD_FLAG or weight >= _BOLD_WEIGHT),
        bool(_ITALIC.search(font) or flags.value & _ITALIC_FLAG),
        round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4,
    )


def _upright(quadrant: int, box: Any, x: float, y: float) -> tuple[float, float, float]:
    """Left, right and baseline of a character as its reader sees it."""
    if quadrant == 0:
        return box.left, box.right, y
    if quadrant == 1:
        return box.bottom, box.top, -x
    if quadrant == 2:
        return -box.right, -box.left, -y
    return -box.top, -box.bottom, x
