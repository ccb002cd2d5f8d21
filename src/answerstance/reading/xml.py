"""The XML of Dutch official publications and of PoliticalMashup, as the text that is printed of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import name2codepoint

from lxml import etree

from answerstance.reading.archive import parse_xml
from answerstance.reading.extract import RAISED, Extract, Run, Writer, collapsed, stripped, table_rows, with_marks
from answerstance.records import collapse

_GONE = {"metadata", "vraagnummer", "colspec", "plaatje", "illustratie", "footer", "bijlagen", "link", "wijzigingen"}
_BLOCKS = {
    "al", "tekstregel", "titel", "tussenkop", "kop", "omschr", "kamervraagomschrijving", "li", "functie", "naamlijst",
    "datumtekst", "ondertekenaar", "toelicht", "toelichting", "kamervraagnummer", "nummering", "p", "title", "head",
}  # fmt: skip
_NOTES = {"noot", "voetnoot", "note"}
_NOTE_MARKS = {"nootref", "voetref", "noot.nr", "nootnr", "noteref"}
_NUMBERS = {"nr", "nummer", "vraagnr"}
_ITEM_NUMBERS = {"li.nr", "lidnr"}
_HEADING = re.compile(r"\W*(?:vra(?:ag|gen)|antw(?:oord(?:en)?)?|nrs?|nummers?|(?:op|de|het)\b)[\s.:]*", re.IGNORECASE)
_PHRASE = re.compile(r"\d{1,3}[a-z]?(?:[\s.,;&+/-]+|en|t/m|tot en met|\d{1,3}[a-z]?(?!\w)|[a-z](?!\w))*", re.IGNORECASE)
_WORDED_HEADING = re.compile(r"\W*(?:vra(?:ag|gen)|antwoord(?:en)?)\b[^.?!]{0,40}", re.IGNORECASE)
_ROLES = {"vraag": "Vraag", "antwoord": "Antwoord"}


_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}


@dataclass(slots=True)
class _Reading:
    writer: Writer = field(default_factory=Writer)
    runs: list[Run] = field(default_factory=list)
    """Of the paragraph that is being read."""
    notes: list[list[Run]] = field(default_factory=list)


def read_xml(data: bytes) -> Extract:
    """Read an official publication or a PoliticalMashup document in XML.

    Questions and answers stand under "Vraag 3" and "Antwoord 3 en 4", whichever way the file writes their numbers.
    Footnotes stand at the end.

    Raises
    ------
    ReadError
        It is no XML, declares entities, or holds no text.
    """
    root = parse_xml(_NAMED.sub(_numbered, data), "XML file")
    for element in root.iter(etree.Element):  # names without their namespace
        element.tag = etree.QName(element).localname
    reading = _Reading()
    if root.tag == "kvr" or root.find(".//vraagdata") is not None:
        _preamble(root, reading)
    _walk(root, Run(""), reading)
    _end_paragraph(reading)
    for note in reading.notes:
        reading.writer.paragraph(run._replace(piece="footnote") for run in note)
    return reading.writer.extract()


def _numbered(match: re.Match[bytes]) -> bytes:
    """Write a named character, which older files take from a document type, by its number."""
    name = match[1].decode("ascii")
    code = None if name in _OF_XML else name2codepoint.get(name)
    return match.group() if code is None else b"&#%d;" % code


def _preamble(root: etree._Element, reading: _Reading) -> None:
    """What PoliticalMashup keeps as data of who asked and who answered, worded as the printed letter does."""
    meta = root.find("meta")
    if meta is None:
        return
    for item in meta.iter("item"):
        if item.get("attribuut") == "Bibliografische_omschrijving":
            title = re.sub(r"\s*;\s*Antwoord\s*$", ".", collapse("".join(item.itertext())))
            reading.writer.paragraph([Run(title)])
    answered, by = meta.find("antwoorddata"), meta.find("antwoorddata/antwoorder")
    if answered is not None and by is not None:
        office = f"{by.get('functie') or 'minister'} {' '.join((by.text or '').split())}"
        date = (answered.get("antwoorddatum") or "").split(")")[0]
        received = f" (ontvangen {date})" if date else ""
        reading.writer.paragraph([Run(f"Antwoord van {office} ({by.get('ministerie') or ''}){received}.")])
    meta.getparent().remove(meta)


def _walk(element: etree._Element, look: Run, reading: _Reading) -> None:
    tag = element.tag
    if tag in _GONE:
        return
    if tag in _ROLES and _has_text(element):
        _exchange(element, look, reading)
        return
    if tag in _NOTES:
        _note(element, reading)
        return
    if tag in _NOTE_MARKS:
        _text("".join(element.itertext()), look._replace(piece="footnote mark"), reading)
        return
    if tag == "table" or tag == "tabel":
        _table(element, reading)
        return
    if tag in {"br", "lb"}:
        reading.runs.append(Run("\n"))
        return
    block = tag in _BLOCKS
    # the number of an item and its first paragraph stand together
    first_of_item = tag == "al" and element.getparent().tag == "li" and reading.runs
    if block and not first_of_item:
        _end_paragraph(reading)
    look = _looked(element, look)
    _text(element.text, look, reading)
    for child in element.iterchildren(etree.Element):
        _walk(child, look, reading)
        if child.tag in _ITEM_NUMBERS:
            reading.runs.append(Run(" "))
        _text(child.tail, look, reading)
    if block:
        _end_paragraph(reading)


def _has_text(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext())


def _looked(element: etree._Element, look: Run) -> Run:
    kind = element.get("type") or element.get("opmaak") or ""
    if element.tag in {"nadruk", "emphasis", "hi"}:
        look = look._replace(bold=look.bold or "vet" in kind, italic=look.italic or "cur" in kind)
    return look._replace(piece=RAISED) if element.tag == "sup" else look


def _text(text: str | None, look: Run, reading: _Reading) -> None:
    if not text:
        return
    reading.runs.append(look._replace(text=text if text != "\n" else " "))


def _exchange(element: etree._Element, look: Run, reading: _Reading) -> None:
    """Write a question or an answer under its heading."""
    _end_paragraph(reading)
    number = element.get("nummer") or element.get("nr") or ""
    for child in element.iterchildren(etree.Element):
        words = collapse(" ".join(child.itertext()))
        if child.tag in _NUMBERS or (not number and _WORDED_HEADING.fullmatch(words) and _phrase(words)):
            number = words or number
            child.tag = "metadata"  # written as the heading
            break
        if child.tag not in {"kop", "titel"}:
            break
    heading = f"{_ROLES[element.tag]} {_phrase(number)}".strip()
    reading.writer.paragraph([Run(heading)])
    reading.writer.end_line()
    _text(element.text, look, reading)
    for child in element.iterchildren(etree.Element):
        _walk(child, look, reading)
        _text(child.tail, look, reading)
    _end_paragraph(reading)


def _phrase(number: str) -> str:
    """The bare numbers of "Vraag 3", "Antwoord op de vragen 3 en 4:" or "3 en 4"."""
    rest = re.sub(r"(?<=\d)(?=en\b|t/m|tot en met)", " ", collapse(number))  # as in "3, 4en 5"
    while (match := _HEADING.match(rest)) and match.end():
        rest = rest[match.end() :]
    found = _PHRASE.match(rest.strip())
    return re.sub(r"[\s.,;&+/-]+$", "", found.group()) if found else ""


def _note(element: etree._Element, reading: _Reading) -> None:
    """Leave a footnote's mark where it stands and keep its text for the end."""
    number = element.get("nummer") or ""
    inner = _Reading()
    for child in element.iterchildren(etree.Element):
        if child.tag in _NOTE_MARKS:
            number = collapse("".join(child.itertext()))
            child.tag = "metadata"
    at_word = bool(reading.runs)
    _text(element.text, Run(""), inner)
    for child in element.iterchildren(etree.Element):
        if child.tag != "metadata":
            inner.runs.append(Run("".join(child.itertext())))
        _text(child.tail, Run(""), inner)
    body = stripped(collapsed(inner.runs))
    if at_word and number:
        reading.runs.append(Run(number, piece="footnote mark"))
    if body:
        reading.notes.append([Run(f"{number} " if number else ""), *body])


def _table(element: etree._Element, reading: _Reading) -> None:
    _end_paragraph(reading)
    rows = [[_cell(cell) for cell in row if cell.tag in {"entry", "td", "th"}] for row in element.iter("row", "tr")]
    has_head = element.find(".//thead") is not None
    written = table_rows(rows, has_head)
    reading.writer.end_paragraph()
    for row in written or ():
        reading.writer.line(row)
    if not written:
        for cell in (cell for row in rows for cell in row):
            reading.writer.paragraph(cell)


def _cell(cell: etree._Element) -> list[Run]:
    return collapsed(_cell_runs(cell))


def _cell_runs(cell: etree._Element) -> Iterator[Run]:
    yield Run(cell.text or "")
    for child in cell.iterchildren(etree.Element):
        yield Run("".join(child.itertext()))
        yield Run(child.tail or "")
        if child.getnext() is not None and child.tag == "al":
            yield Run("\n")


def _end_paragraph(reading: _Reading) -> None:
    runs = with_marks(collapsed(reading.runs))
    reading.runs = []
    reading.writer.paragraph(runs)
