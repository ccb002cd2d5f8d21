"""Word documents (docx): paragraphs with their automatic numbers, without notes, deletions, fields and hidden text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml import etree

from answerstance.errors import ReadError
from answerstance.reading.archive import open_archive, parse_xml, read_member
from answerstance.reading.docx_styles import (
    Look,
    Numbering,
    Styles,
    is_on,
    read_numbering,
    read_styles,
    usual_names,
    value,
    word,
)
from answerstance.reading.extract import (
    DITTO,
    PARAGRAPH,
    RAISED,
    Extract,
    Run,
    Writer,
    cell_size,
    split_paragraphs,
    table_rows,
    unmerged,
    with_marks,
)

_WHAT = "Word document (docx)"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

_GONE = {
    word(name) for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "sectPr", "rt")
}
_NOTES = {word(name) for name in ("footnoteReference", "endnoteReference", "annotationRef", "commentReference")}
_BREAKS = {word("br"), word("cr")}
_CHARACTERS = {word("tab"): "\t", word("ptab"): "\t", word("noBreakHyphen"): "-", word("softHyphen"): ""}
_BOX = word("txbxContent")
_DEPTH = 60  # nested tables, boxes and content controls
_OF_BODY = re.compile(
    r"\W*(?:(?:ons\s+)?(?:antwoord|beantwoording|reactie)|vra(?:ag|gen))\b", re.IGNORECASE
)  # a box that asks or answers


@dataclass(slots=True)
class _Reading:
    """What is carried from one paragraph to the next."""

    styles: Styles
    numbering: Numbering
    writer: Writer = field(default_factory=Writer)
    fields: list[bool] = field(default_factory=list)
    """For each open field whether its result has begun; what stands before that is its instruction."""
    held: list[Run] = field(default_factory=list)
    """Text of a paragraph whose mark is deleted: the next paragraph goes on with it."""


def read_docx(data: bytes) -> Extract:
    """Read a Word document.

    A paragraph is a line with an empty line before it. Headers, footers and the text of notes are left out; the
    letterhead that some bodies keep in the header of the first page stands first, named ``letterhead``. Text boxes
    follow the paragraph they hang on, named ``text box``. Tables of data become markdown rows, other tables a
    paragraph for each one in their cells.

    Raises
    ------
    ReadError
        The file is damaged, no Word document, or not safe to unpack.
    """
    archive = open_archive(data, _WHAT)
    main = _main_part(archive.namelist())
    content = read_member(archive, main, _WHAT) if main else None
    if main is None or content is None:
        raise ReadError(
            "this zip archive is no Word document (it has no word/document.xml); unpack it and read what is in it"
        )
    folder = posixpath.dirname(main)
    root = parse_xml(usual_names(content), _WHAT)
    styles = read_styles(_part(archive, f"{folder}/styles.xml"))
    reading = _Reading(styles, read_numbering(_part(archive, f"{folder}/numbering.xml"), styles))
    body = root.find(word("body"))
    if body is None:
        raise ReadError(f"this {_WHAT} has no body; open it in an office program and save it anew")
    head = _first_header(body, _part(archive, f"{folder}/_rels/{posixpath.basename(main)}.rels"))
    if head:
        header = _part(archive, posixpath.normpath(posixpath.join(folder, head)))
        if header is not None:
            _blocks(header, reading, "letterhead", _DEPTH)
            reading.fields.clear()
    _blocks(body, reading, None, _DEPTH)
    if reading.held:
        reading.writer.paragraph(reading.held)
    return reading.writer.extract()


def _main_part(names: list[str]) -> str | None:
    """The document's main part; programs other than Word may number it."""
    if "word/document.xml" in names:
        return "word/document.xml"
    return next((name for name in names if name.startswith("word/document") and name.endswith(".xml")), None)


def _part(archive: ZipFile, name: str) -> etree._Element | None:
    content = read_member(archive, name, _WHAT)
    return None if content is None else parse_xml(usual_names(content), _WHAT)


def _first_header(body: etree._Element, relations: etree._Element | None) -> str | None:
    """Where the header of the first page is kept, if that page has one of its own."""
    section = next(body.iter(word("sectPr")), None)
    if section is None or relations is None or not is_on(section.find(word("titlePg"))):
        return None
    for reference in section.iter(word("headerReference")):
        if value(reference, "type") == "first":
            wanted = reference.get(_RELATION)
            return next((r.get("Target") for r in relations.iter(_RELATIONS) if r.get("Id") == wanted), None)
    return None


# -- blocks ------------------------------------------------------------------------------------------------------------


def _blocks(parent: etree._Element, reading: _Reading, name: str | None, depth: int) -> None:
    """Write the paragraphs and tables of a body, a box or a content control."""
    if not depth:
        return
    for element in parent.iterchildren(etree.Element):
        if element.tag == word("p"):
            _paragraph(element, reading, name, depth)
        elif element.tag == word("tbl"):
            _table(element, reading, name, depth)
        elif element.tag == _ALTERNATE:
            choice = element.find(_CHOICE)
            if choice is not None:
                _blocks(choice, reading, name, depth - 1)
        elif element.tag not in _GONE:  # content controls, insertions, custom XML
            _blocks(element, reading, name, depth - 1)


def _paragraph(paragraph: etree._Element, reading: _Reading, name: str | None, depth: int) -> None:
    runs, boxes = _read_paragraph(paragraph, reading, name)
    reading.writer.paragraph(runs)
    for box in boxes:
        _blocks(box, reading, name or _box_name(box), depth - 1)


def _box_name(box: etree._Element) -> str | None:
    """What the text of a box is named: that of a box which asks or answers is running text."""
    text = " ".join("".join(paragraph.itertext(word("t"))) for paragraph in box.iter(word("p")))
    return None if _OF_BODY.match(text) else "text box"


def _read_paragraph(
    paragraph: etree._Element, reading: _Reading, name: str | None
) -> tuple[list[Run], list[etree._Element]]:
    properties = paragraph.find(word("pPr"))
    look = reading.styles.of_paragraph(properties)
    boxes: list[etree._Element] = []
    runs = with_marks([*reading.held, *_runs(paragraph, look, reading, boxes)])
    reading.held = []
    mark = properties.find(word("rPr")) if properties is not None else None
    if mark is not None and mark.find(word("del")) is not None:
        reading.held = runs
        return [], boxes
    number = reading.numbering.next_number(properties)
    first = next((run for run in runs if run.text.strip()), None)
    if number and first is not None:
        runs.insert(0, Run(f"{number} ", first.bold, first.italic))
    elif number.strip("•"):  # a number is printed though nothing stands behind it
        runs = [Run(number, bool(look.bold), bool(look.italic))]
    if name:
        runs = [run._replace(piece=name) for run in runs]
    return runs, boxes


def _table(table: etree._Element, reading: _Reading, name: str | None, depth: int) -> None:
    rows = [row for row in _children(table, "tr") if row.find(f"{word('trPr')}/{word('del')}") is None]
    cells = [_children(row, "tc") for row in rows]
    plain = not any(cell.find(f".//{word('tbl')}") is not None for row in cells for cell in row)
    floats = table.find(f"{word('tblPr')}/{word('tblpPr')}") is not None
    if plain and not floats and len(cells) > 1 and len(cells[0]) > 1:
        has_head = any(is_on(row.find(f"{word('trPr')}/{word('tblHeader')}")) for row in rows[:1])
        boxes: list[etree._Element] = []
        read = [[_cell(cell, reading, name, boxes) for cell in row] for row in cells]
        merged = any(_merged(cell) != (1, False) for row in cells for cell in row)
        whole = unmerged(
            [[_unmerged(*pair) for pair in zip(*row, strict=True)] for row in zip(read, cells, strict=True)]
        )
        written = table_rows(read if not merged else whole or [], has_head)
        if written:
            reading.writer.end_paragraph()
            for row in written:
                reading.writer.line([run._replace(piece=name) for run in row] if name else row)
        else:
            for cell in (cell for row in read for cell in row):
                for paragraph in split_paragraphs(cell):
                    reading.writer.paragraph(paragraph)
        for box in boxes:
            _blocks(box, reading, name or _box_name(box), depth - 1)
        return
    for cell in (cell for row in cells for cell in row):
        _blocks(cell, reading, name, depth - 1)


def _cell(cell: etree._Element, reading: _Reading, name: str | None, boxes: list[etree._Element]) -> list[Run]:
    """The paragraphs of a cell with an empty line between each two."""
    runs: list[Run] = []
    for paragraph in cell.iter(word("p")):
        if any(parent.tag in _GONE or parent.tag == _BOX for parent in paragraph.iterancestors()):
            continue
        found, inner = _read_paragraph(paragraph, reading, name)
        boxes += inner
        if any(run.text.strip() for run in found):
            runs += [PARAGRAPH, *found] if runs else found
    return runs


def _children(parent: etree._Element, name: str) -> list[etree._Element]:
    """Rows of a table or cells of a row, also those within insertions and content controls."""
    found: list[etree._Element] = []
    for element in parent.iterchildren(etree.Element):
        if element.tag == word(name):
            found.append(element)
        elif element.tag in {word("sdt"), word("sdtContent"), word("ins"), word("moveTo"), word("customXml")}:
            found += _children(element, name)
    return found


def _merged(cell: etree._Element) -> tuple[int, bool]:
    """How many columns a cell covers, and whether it belongs to the one above."""
    properties = cell.find(word("tcPr"))
    if properties is None:
        return 1, False
    above = properties.find(word("vMerge"))
    return (
        cell_size(value(properties.find(word("gridSpan")))),
        above is not None and (value(above) or "continue") == "continue",
    )


def _unmerged(read: list[Run], cell: etree._Element) -> tuple[Sequence[Run], int, int]:
    across, above = _merged(cell)
    return ([DITTO] if above else read), across, 1


# -- runs --------------------------------------------------------------------------------------------------------------


def _runs(parent: etree._Element, look: Look, reading: _Reading, boxes: list[etree._Element]) -> Iterator[Run]:
    """The text of a paragraph; `boxes` receives the text boxes that hang on it."""
    for element in parent.iterchildren(etree.Element):
        if element.tag == word("r"):
            yield from _run(element, look, reading, boxes)
        elif element.tag == _ALTERNATE:
            choice = element.find(_CHOICE)
            if choice is not None:
                yield from _runs(choice, look, reading, boxes)
        elif element.tag not in _GONE:  # links, insertions, simple fields, content controls
            yield from _runs(element, look, reading, boxes)


def _run(run: etree._Element, paragraph_look: Look, reading: _Reading, boxes: list[etree._Element]) -> Iterator[Run]:
    look = reading.styles.of_run(run.find(word("rPr")), paragraph_look)
    text: list[str] = []
    for element in run.iterchildren(etree.Element):
        tag = element.tag
        if tag == word("fldChar"):
            kind = value(element, "fldCharType")
            if kind == "begin":
                reading.fields.append(False)
            elif kind == "separate" and reading.fields:
                reading.fields[-1] = True
            elif kind == "end" and reading.fields:
                reading.fields.pop()
        elif tag in _NOTES:
            if is_on(element, "customMarkFollows"):
                break  # the mark itself follows as text
        elif not all(reading.fields):
            continue
        elif tag == word("t"):
            text.append(element.text or "")
        elif tag in _BREAKS:
            text.append("\n")
        elif tag in _CHARACTERS:
            text.append(_CHARACTERS[tag])
        else:
            boxes += _outermost_boxes(element)
    shown = "".join(text)
    if shown and not look.hidden:
        yield Run(shown, bool(look.bold), bool(look.italic), RAISED if look.raised else None)


def _outermost_boxes(element: etree._Element) -> list[etree._Element]:
    """Visible text boxes of a drawing; the copy for older programs is left out."""
    if element.tag == _ALTERNATE:
        choice = element.find(_CHOICE)
        return [] if choice is None else _outermost_boxes(choice)
    if "visibility:hidden" in (element.get("style") or "").replace(" ", ""):
        return []
    if element.tag == _BOX:
        return [element]
    return [box for child in element.iterchildren(etree.Element) for box in _outermost_boxes(child)]
