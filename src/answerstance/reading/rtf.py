"""Rich text (rtf): paragraphs, without notes, deletions, fields' instructions and hidden text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from answerstance.errors import ReadError
from answerstance.reading.extract import (
    PARAGRAPH,
    RAISED,
    Extract,
    Run,
    Writer,
    split_paragraphs,
    table_rows,
    with_marks,
)

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
)
_GONE = {  # groups that hold no running text
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "objdata", "fldinst", "footnote", "annotation",
    "atnid", "atnauthor", "xe", "tc", "sp", "nonshppict", "themedata", "listtable", "listoverridetable", "revtbl",
    "rsidtbl", "generator", "filetbl", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
    "footerf", "ftnsep", "ftnsepc", "aftnsep", "private", "template", "pnseclvl", "mmathPr",
}  # fmt: skip
_STARRED = {"shptxt", "shpinst", "shppict", "background"}  # marked as skippable, yet they may hold text boxes
_SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_PARAGRAPH_ENDS = {"par", "sect", "page"}
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_DEEPEST = 1000  # groups within groups


@dataclass(frozen=True, slots=True)
class _Type:
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    raised: bool = False
    gone: bool = False
    """Whether the group is no running text."""
    skip: int = 1
    """How many characters stand behind a Unicode character for programs that do not know it."""


@dataclass(slots=True)
class _Reading:
    encoding: str = "cp1252"
    runs: list[Run] = field(default_factory=list)
    cells: list[list[Run]] = field(default_factory=list)
    rows: list[list[list[Run]]] = field(default_factory=list)
    in_table: bool = False
    writer: Writer = field(default_factory=Writer)


def read_rtf(data: bytes) -> Extract:
    """Read rich text.

    Raises
    ------
    ReadError
        It does not begin as rich text does, or its groups lie too deep.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError(
            "this rich text (rtf) does not begin with {\\rtf; open it in an office program and save it anew"
        )
    reading = _Reading()
    kind, outer = _Type(), []
    starred = False
    pending = bytearray()  # bytes of a character set, which may need two for a character
    skip = 0

    def flush() -> None:
        if pending:
            _text(reading, kind, pending.decode(reading.encoding, "replace"))
            pending.clear()

    for match in _TOKEN.finditer(data):
        name, number = match["word"], match["number"]
        if match["hex"] or match["text"]:
            content = bytes([int(match["hex"], 16)]) if match["hex"] else match["text"]
            left_out = min(skip, len(content))
            skip -= left_out
            pending += content[left_out:]
            continue
        flush()
        if match["brace"] == b"{":
            outer.append(kind)
            if len(outer) > _DEEPEST:
                raise ReadError(f"this rich text (rtf) nests more than {_DEEPEST} groups; save it anew")
            starred, skip = False, 0
        elif match["brace"] == b"}":
            kind = outer.pop() if outer else kind
            skip = 0
        elif match["sign"]:
            sign = match["sign"].decode("latin-1")
            starred = sign == "*"
            _text(reading, kind, {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\"}.get(sign, ""))
            if sign in "\r\n":
                _end_paragraph(reading, kind)
        elif name:
            word, value = name.decode("ascii"), None if number is None else int(number)
            if word == "u" and value is not None:
                _text(reading, kind, chr(value % 0x10000))
                skip = kind.skip
            else:
                kind = _control(reading, kind, word, value, starred)
            starred = False
    flush()
    _end_paragraph(reading, kind)
    _end_table(reading)
    return reading.writer.extract()


def _control(reading: _Reading, kind: _Type, word: str, value: int | None, starred: bool) -> _Type:
    """Do what a control word says and give the type that goes on behind it."""
    if word in _GONE or (starred and word not in _STARRED):
        return replace(kind, gone=True)
    if word in _SIGNS:
        _text(reading, kind, _SIGNS[word])
    elif word in _PARAGRAPH_ENDS:
        _end_paragraph(reading, kind)
    elif kind.gone:
        pass
    elif word in {"cell", "nestcell"}:
        reading.cells.append(reading.runs)
        reading.runs = []
    elif word in {"row", "nestrow"}:
        reading.rows.append(reading.cells)
        reading.cells, reading.in_table = [], False
    elif word == "intbl":
        reading.in_table = True
    elif word == "pard":
        reading.in_table = False
    elif word in _CODE_PAGES:
        reading.encoding = _CODE_PAGES[word]
    elif word == "ansicpg":
        reading.encoding = _codec(value)
    return _typed(kind, word, value)


def _typed(kind: _Type, word: str, value: int | None) -> _Type:
    on = value != 0
    if word in {"b", "i"}:
        return replace(kind, bold=on) if word == "b" else replace(kind, italic=on)
    if word in {"v", "deleted"}:
        return replace(kind, hidden=on)
    if word in {"super", "up"}:
        return replace(kind, raised=on)
    if word in {"nosupersub", "sub"}:
        return replace(kind, raised=False)
    if word == "plain":
        return replace(kind, bold=False, italic=False, hidden=False, raised=False)
    if word == "uc" and value is not None:
        return replace(kind, skip=max(value, 0))
    return kind


def _codec(page: int | None) -> str:
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "cp1252"


def _text(reading: _Reading, kind: _Type, text: str) -> None:
    if text and not kind.gone and not kind.hidden:
        reading.runs.append(Run(text, kind.bold, kind.italic, RAISED if kind.raised else None))


def _end_paragraph(reading: _Reading, kind: _Type) -> None:
    if kind.gone:
        return
    if reading.in_table:
        reading.runs.append(PARAGRAPH)
        return
    if not reading.cells and any(run.text.strip() for run in reading.runs):
        _end_table(reading)
    _paragraphs(reading.writer, reading.runs)
    reading.runs = []


def _end_table(reading: _Reading) -> None:
    rows, reading.rows = reading.rows, []
    written = table_rows(rows) if rows else None
    if written:
        reading.writer.end_paragraph()
        for row in written:
            reading.writer.line(row)
    else:
        for cell in (cell for row in rows for cell in row):
            _paragraphs(reading.writer, cell)
    for cell in reading.cells:  # of a row that never ended
        _paragraphs(reading.writer, cell)
    reading.cells = []


def _paragraphs(writer: Writer, runs: list[Run]) -> None:
    for paragraph in split_paragraphs(runs):
        joined = "".join(run.text for run in paragraph)
        if any(0xD800 <= ord(character) < 0xE000 for character in joined):  # halves of characters, one run each
            paragraph = [Run(joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))]
        writer.paragraph(with_marks(paragraph))
