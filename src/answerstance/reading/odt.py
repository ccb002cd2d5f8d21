"""OpenDocument texts (odt): paragraphs with their automatic numbers, without notes, deletions and hidden text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from answerstance.errors import ReadError
from answerstance.reading.archive import open_archive, parse_xml, read_member
from answerstance.reading.extract import (
    RAISED,
    Extract,
    Run,
    Writer,
    cell_size,
    collapsed,
    number_as,
    table_rows,
    unmerged,
    with_marks,
)

_WHAT = "OpenDocument text (odt)"
_SPACES = {
    prefix: f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
    )
}  # fmt: skip
_MOST_PARENTS = 20
_DEPTH = 60
_MOST_SPACES = 1000  # that one element may stand for


def _n(name: str) -> str:
    """A prefixed name as lxml writes it."""
    prefix, local = name.split(":")
    return _SPACES[prefix] + local


_GONE = {
    _n(name)
    for name in (
        "text:note", "office:annotation", "office:annotation-end", "text:tracked-changes", "text:hidden-text",
        "text:hidden-paragraph", "text:sequence-decls", "office:forms", "text:ruby-text",
    )
}  # fmt: skip
_PARAGRAPHS = {_n("text:p"), _n("text:h")}


class _Look(NamedTuple):
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None


@dataclass(slots=True)
class _Reading:
    styles: Mapping[str, etree._Element]
    lists: Mapping[str, etree._Element]
    writer: Writer = field(default_factory=Writer)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    """How far each list, by its id, has counted on each level."""


def read_odt(data: bytes) -> Extract:
    """Read an OpenDocument text; its tables and text boxes come as those of Word documents do.

    Raises
    ------
    ReadError
        The file is damaged, no OpenDocument text, needs a password, or is not safe to unpack.
    """
    archive = open_archive(data, _WHAT)
    manifest = read_member(archive, "META-INF/manifest.xml", _WHAT) or b""
    if b"encryption-data" in manifest:
        raise ReadError(f"this {_WHAT} needs a password; save a copy without one and read that")
    content = read_member(archive, "content.xml", _WHAT)
    if content is None:
        raise ReadError(f"this zip archive is no {_WHAT} (it has no content.xml); unpack it and read what is in it")
    roots = [parse_xml(content, _WHAT)]
    text = roots[0].find(f"{_n('office:body')}/{_n('office:text')}")
    if text is None:
        raise ReadError("this OpenDocument file is no text, but a sheet or slides; save the letter in it as odt")
    shared = read_member(archive, "styles.xml", _WHAT)
    if shared is not None:
        roots.insert(0, parse_xml(shared, _WHAT))
    reading = _Reading(
        {e.get(_n("style:name"), ""): e for root in roots for e in root.iter(_n("style:style"))},
        {e.get(_n("style:name"), ""): e for root in roots for e in root.iter(_n("text:list-style"))},
    )
    _blocks(text, reading, None, _DEPTH)
    return reading.writer.extract()


def _blocks(parent: etree._Element, reading: _Reading, name: str | None, depth: int) -> None:
    if not depth:
        return
    for element in parent.iterchildren(etree.Element):
        if element.tag in _PARAGRAPHS:
            _paragraph(element, reading, name, depth, "")
        elif element.tag == _n("text:list"):
            _list(element, reading, name, depth, 0, None, "")
        elif element.tag == _n("table:table"):
            _table(element, reading, name, depth)
        elif element.tag == _n("draw:text-box"):
            _blocks(element, reading, name or "text box", depth - 1)
        elif element.tag not in _GONE and element.get(_n("text:display")) not in {"none", "condition"}:
            _blocks(element, reading, name, depth - 1)  # sections, indexes, frames


def _paragraph(element: etree._Element, reading: _Reading, name: str | None, depth: int, number: str) -> None:
    boxes: list[etree._Element] = []
    runs = with_marks(collapsed(_runs(element, _style(element, reading), reading, boxes)))
    if number and any(run.text.strip() for run in runs):
        first = next(run for run in runs if run.text.strip())
        runs.insert(0, Run(f"{number} ", first.bold, first.italic))
    reading.writer.paragraph(run._replace(piece=name) if name else run for run in runs)
    for box in boxes:
        _blocks(box, reading, name or "text box", depth - 1)


def _list(
    element: etree._Element, reading: _Reading, name: str | None, depth: int, level: int, style: str | None, key: str
) -> None:
    if depth <= 0:
        return
    style = element.get(_n("text:style-name")) or style
    own = element.get("{http://www.w3.org/XML/1998/namespace}id") or f"{style}/{len(reading.counts)}"
    if level == 0:
        goes_on = element.get(_n("text:continue-numbering")) == "true"
        before = element.get(_n("text:continue-list")) or (next(reversed(reading.counts), own) if goes_on else own)
        key = own
        reading.counts[key] = dict(reading.counts.get(before, {}))
    counts = reading.counts[key]
    for item in element.iterchildren(_n("text:list-item"), _n("text:list-header")):
        number = ""
        if item.tag == _n("text:list-item"):
            start = item.get(_n("text:start-value"))
            number = _next_number(counts, level, _level(reading.lists.get(style or ""), level), start)
        for child in item.iterchildren(etree.Element):
            if child.tag in _PARAGRAPHS:
                _paragraph(child, reading, name, depth, number)
                number = ""
            elif child.tag == _n("text:list"):
                _list(child, reading, name, depth - 1, level + 1, style, key)


def _level(style: etree._Element | None, level: int) -> etree._Element | None:
    for element in style.iterchildren(etree.Element) if style is not None else ():
        if element.get(_n("text:level")) == str(level + 1):
            return element
    return None


def _next_number(counts: dict[int, int], level: int, form: etree._Element | None, start: str | None) -> str:
    """Count one item and give what is printed before it."""
    first = start or (form.get(_n("text:start-value")) if form is not None else None) or "1"
    first_number = int(first) if first.isdigit() else 1
    counts[level] = first_number if start or level not in counts else counts[level] + 1
    for deeper in [at for at in counts if at > level]:
        del counts[deeper]
    if form is None or form.tag != _n("text:list-level-style-number"):
        return "•" if form is not None else ""
    kind = form.get(_n("style:num-format"))
    if not kind:
        return ""
    levels = form.get(_n("text:display-levels"), "1")
    shown = int(levels) if levels.isdigit() else 1
    digits = [number_as(counts.get(at, 1), kind) for at in range(max(level - shown + 1, 0), level + 1)]
    return form.get(_n("style:num-prefix"), "") + ".".join(digits) + form.get(_n("style:num-suffix"), "")


def _table(table: etree._Element, reading: _Reading, name: str | None, depth: int) -> None:
    rows = [row for row in table.iter(_n("table:table-row")) if _owner(row) is table]
    cells = [list(row.iterchildren(_n("table:table-cell"))) for row in rows]
    boxes: list[etree._Element] = []
    read = [[_cell(cell, reading, boxes) for cell in row] for row in cells]
    has_head = table.find(_n("table:table-header-rows")) is not None
    sizes = [[_size(cell) for cell in row] for row in cells]
    whole: Sequence[Sequence[Sequence[Run]]] | None = read
    if any(size != (1, 1) for row in sizes for size in row):
        pairs = zip(read, sizes, strict=True)
        whole = unmerged([[(cell, *size) for cell, size in zip(*row, strict=True)] for row in pairs])
    written = table_rows(whole, has_head) if whole and table.find(f".//{_n('table:table')}") is None else None
    if not written:
        for cell in (cell for row in cells for cell in row):
            _blocks(cell, reading, name, depth - 1)
        return
    reading.writer.end_paragraph()
    for line in written:
        reading.writer.line(run._replace(piece=name) if name else run for run in line)
    for box in boxes:
        _blocks(box, reading, name or "text box", depth - 1)


def _size(cell: etree._Element) -> tuple[int, int]:
    """How many columns and rows a cell covers."""
    across, down = (cell.get(_n(f"table:number-{name}-spanned")) for name in ("columns", "rows"))
    return cell_size(across), cell_size(down)


def _owner(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(_n("table:table")), None)


def _cell(cell: etree._Element, reading: _Reading, boxes: list[etree._Element]) -> list[Run]:
    runs: list[Run] = []
    for paragraph in cell.iter(*_PARAGRAPHS):
        found = with_marks(collapsed(_runs(paragraph, _style(paragraph, reading), reading, boxes)))
        if any(run.text.strip() for run in found):
            runs += [Run("\n"), *found] if runs else found
    return runs


def _runs(element: etree._Element, look: _Look, reading: _Reading, boxes: list[etree._Element]) -> Iterator[Run]:
    if look.hidden:
        return
    yield from _text(element.text, look)
    for child in element.iterchildren(etree.Element):
        if child.tag == _n("text:s"):
            count = child.get(_n("text:c"), "1")
            yield (
                Run("\u00a0" if int(count) == 1 else " ") if count.isdigit() and int(count) < _MOST_SPACES else Run(" ")
            )
        elif child.tag == _n("text:tab"):
            yield Run("\t")
        elif child.tag == _n("text:line-break"):
            yield Run("\n")
        elif child.tag == _n("draw:text-box"):
            boxes.append(child)
        elif child.tag == _n("text:span"):
            yield from _runs(child, _over(_style(child, reading), look), reading, boxes)
        elif child.tag not in _GONE:  # links, fields, frames
            yield from _runs(child, look, reading, boxes)
        yield from _text(child.tail, look)


def _text(text: str | None, look: _Look) -> Iterator[Run]:
    if text:
        # a line break in the file is white space; one that is meant has an element of its own
        yield Run(text.replace("\n", " "), bool(look.bold), bool(look.italic), RAISED if look.raised else None)


def _style(element: etree._Element, reading: _Reading) -> _Look:
    """The look of a paragraph or span, also through the styles its own is based on."""
    look, name = _Look(), element.get(_n("text:style-name"))
    for _ in range(_MOST_PARENTS):
        style = reading.styles.get(name or "")
        if style is None:
            break
        look = _over(look, _look(style.find(_n("style:text-properties"))))
        name = style.get(_n("style:parent-style-name"))
    return look


def _over(look: _Look, other: _Look) -> _Look:
    return _Look(*(mine if mine is not None else theirs for mine, theirs in zip(look, other, strict=True)))


def _look(properties: etree._Element | None) -> _Look:
    if properties is None:
        return _Look()
    weight, slant = properties.get(_n("fo:font-weight")), properties.get(_n("fo:font-style"))
    display, position = properties.get(_n("text:display")), properties.get(_n("style:text-position"))
    return _Look(
        None if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= 600),
        None if slant is None else slant in {"italic", "oblique"},
        None if display is None else display == "none",
        None if position is None else position.startswith("super") or not position.startswith(("sub", "0", "-")),
    )
