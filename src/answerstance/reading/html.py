"""Web pages (html): what a reader sees of the page's content, paragraph by paragraph."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree
from lxml import html as lxml_html

from answerstance.errors import ReadError
from answerstance.reading.encoding import decode
from answerstance.reading.extract import (
    RAISED,
    Extract,
    Run,
    Writer,
    cell_size,
    collapsed,
    table_rows,
    unmerged,
    with_marks,
)
from answerstance.records import collapse

_GONE = {
    "head", "script", "style", "nav", "form", "button", "select", "noscript", "template", "iframe", "object", "svg",
    "audio", "video", "canvas", "input", "textarea", "dialog", "menu", "del", "s", "strike", "footer",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE = re.compile(r"(?:^|[\s_-])(?:foot|voet|eind|end)?no(?:o)?t(?:e|en|es)?(?:[\s_-]|$)", re.IGNORECASE)
_DEPTH = 200
_MENU = 3  # words on a button that opens a menu


class _Look(NamedTuple):
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(slots=True)
class _Reading:
    writer: Writer = field(default_factory=Writer)
    runs: list[Run] = field(default_factory=list)
    """Of the paragraph that is being read."""


def read_html(data: bytes) -> Extract:
    """Read a web page: its main part, if it names one.

    Menus, forms, scripts and hidden parts are left out, raised numbers are footnote marks, and parts whose class says
    so are footnotes. Tables of data become markdown rows.

    Raises
    ------
    ReadError
        It is no text, or holds no element.
    """
    text = _decoded(data)
    if text is None:
        raise ReadError(f"this web page is no text (it begins with {data[:8]!r}); save it anew as a web page in UTF-8")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"this web page cannot be read ({error}); save it anew as a web page or as text") from error
    _unfold(root)
    content = next(iter(root.xpath("//main | //*[@role='main'] | //*[@id='main-column']")), root)
    reading = _Reading()
    _walk(content, _Look(), None, reading, _DEPTH)
    _end_paragraph(reading, None)
    return reading.writer.extract()


def _decoded(data: bytes) -> str | None:
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        declared = _CHARSET.search(data[:4096])
        if declared:
            try:
                return data.decode(declared[1].decode("ascii"))
            except (LookupError, UnicodeError):
                pass  # pages often declare what they are not
    return decode(data)


def _unfold(root: etree._Element) -> None:
    """Show what the page folds away: the panels that buttons open, and the words on these buttons."""
    opened: set[str] = set()
    for button in root.iter("button", "a"):
        said = collapse("".join(button.itertext()))
        if button.get("aria-expanded") is not None and ("?" in said or len(said.split()) > _MENU):
            targets = [button.get(name) or "" for name in ("aria-controls", "data-target", "data-bs-target")]
            opened.update(target.lstrip("#") for target in " ".join(targets).split())
            button.tag = "span"
    for panel in root.iter(etree.Element):
        if panel.get("id") in opened:
            for name in ("hidden", "aria-hidden", "style"):
                panel.attrib.pop(name, None)


def _walk(element: etree._Element, look: _Look, name: str | None, reading: _Reading, depth: int) -> None:
    tag = _entered(element, reading, depth)
    if tag is None:
        return
    if tag == "table" and _data_table(element, look, name, reading, depth):
        return
    block = tag in _BLOCKS
    if block:
        _end_paragraph(reading, name)
        if _NOTE.search(f"{element.get('class', '')} {element.get('id', '')}") and tag != "body":
            name = name or "footnote"
        reading.runs += _number(element)
    look = _looks(element, tag, look)
    _text(element.text, look, reading)
    for child in element:
        _walk(child, look, name, reading, depth - 1)
        _text(child.tail, look, reading)
    if block:
        _end_paragraph(reading, name)


def _entered(element: etree._Element, reading: _Reading, depth: int) -> str | None:
    """The tag of an element to walk into; None for what is not shown, and for a line break, which is noted."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _GONE or not depth or _is_hidden(element):
        return None
    if tag == "br":
        reading.runs.append(Run("\n"))
        return None
    return tag


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _looks(element: etree._Element, tag: str, look: _Look) -> _Look:
    style = (element.get("style") or "").replace(" ", "").lower()
    if tag in {"b", "strong", "dt", "th", "h1", "h2", "h3", "h4", "h5", "h6"} or "font-weight:bold" in style:
        look = look._replace(bold=True)
    if tag in {"i", "em", "cite"} or "font-style:italic" in style:
        look = look._replace(italic=True)
    if tag == "sup" or "vertical-align:super" in style:
        look = look._replace(raised=True)
    return look


def _text(text: str | None, look: _Look, reading: _Reading) -> None:
    if text:
        # a lone line break in the file is white space like any other
        shown = text if text != "\n" else " "
        reading.runs.append(Run(shown, look.bold, look.italic, RAISED if look.raised else None))


def _number(element: etree._Element) -> Iterator[Run]:
    """What a browser prints before an item of a list."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag not in {"ol", "ul"}:
        return
    if parent.tag == "ul":
        yield Run("• ")
        return
    start = parent.get("start") or "1"
    number = int(start) if start.isdigit() else 1
    for item in parent.iterchildren("li"):
        value = item.get("value") or ""
        number = int(value) if value.isdigit() else number
        if item is element:
            break
        number += 1
    letter = parent.get("type") == "a" and number <= 26
    yield Run(f"{chr(ord('a') + number - 1) if letter else number}. ")


def _data_table(table: etree._Element, look: _Look, name: str | None, reading: _Reading, depth: int) -> bool:
    """Write a table of data as markdown rows; False where the table only places text on the page."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
    if table.find(".//table") is not None:
        return False
    has_head = bool(cells) and all(cell.tag == "th" for cell in cells[0])
    read: Sequence[Sequence[Sequence[Run]]] | None = [[_cell(cell, look, depth) for cell in row] for row in cells]
    sizes = [[(cell_size(cell.get("colspan")), cell_size(cell.get("rowspan"))) for cell in row] for row in cells]
    if any(size != (1, 1) for row in sizes for size in row):
        pairs = zip(read, sizes, strict=True)
        read = unmerged([[(cell, *size) for cell, size in zip(*row, strict=True)] for row in pairs])
    written = table_rows(read, has_head) if read else None
    if not written:
        return False
    _end_paragraph(reading, name)
    reading.writer.end_paragraph()
    for row in written:
        reading.writer.line(run._replace(piece=name) if name else run for run in row)
    return True


def _cell(cell: etree._Element, look: _Look, depth: int) -> list[Run]:
    inner = _Reading()
    for child in [None, *cell]:
        if child is None:
            _text(cell.text, look, inner)
            continue
        if child.tag in _BLOCKS and inner.runs:
            inner.runs.append(Run("\n"))
        _inline(child, look, inner, depth - 1)
        _text(child.tail, look, inner)
    return with_marks(collapsed(inner.runs))


def _inline(element: etree._Element, look: _Look, reading: _Reading, depth: int) -> None:
    tag = _entered(element, reading, depth)
    if tag is None:
        return
    look = _looks(element, tag, look)
    reading.runs += _number(element)
    _text(element.text, look, reading)
    for child in element:
        _inline(child, look, reading, depth - 1)
        _text(child.tail, look, reading)


def _end_paragraph(reading: _Reading, name: str | None) -> None:
    runs = with_marks(collapsed(reading.runs))
    reading.runs = []
    reading.writer.paragraph(run._replace(piece=run.piece or name) for run in runs)
