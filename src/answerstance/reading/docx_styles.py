"""Styles and automatic numbers of Word documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from answerstance.reading.extract import number_as

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_MOST_PARENTS = 20  # styles based on styles; a ring of them ends here


_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _WORD.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def usual_names(content: bytes) -> bytes:
    """Write a part of a strict document with the namespaces of the others: that is all they differ in here."""
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    return content


def word(name: str) -> str:
    """A name in Word's namespace, as lxml writes it."""
    return f"{{{_WORD}}}{name}"


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute in Word's namespace."""
    return None if element is None else element.get(word(name))


def is_on(element: etree._Element | None, name: str = "val") -> bool:
    """Whether a switch is set; one without a value is, but an attribute that is missing is not."""
    if element is None:
        return False
    given = value(element, name)
    return name == "val" if given is None else given not in {"0", "false", "off", "none"}


class Look(NamedTuple):
    """How type looks; None where a style leaves it to the one it is based on."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None

    def over(self, other: Look) -> Look:
        """Give this look, with the other where this one leaves something open."""
        return Look(*(mine if mine is not None else theirs for mine, theirs in zip(self, other, strict=True)))


def _look(properties: etree._Element | None) -> Look:
    if properties is None:
        return Look()
    bold, italic, hidden = (
        None if (element := properties.find(word(name))) is None else is_on(element) for name in ("b", "i", "vanish")
    )
    raised = properties.find(word("vertAlign"))
    return Look(bold, italic, hidden, None if raised is None else value(raised) == "superscript")


@dataclass(frozen=True, slots=True)
class Styles:
    """The document's styles by their ids."""

    elements: Mapping[str, etree._Element] = field(default_factory=dict)
    usual: str | None = None
    """The id of the style of paragraphs that name none."""
    base: Look = field(default_factory=Look)

    def chain(self, style: str | None) -> list[etree._Element]:
        """A style and those it is based on."""
        found: list[etree._Element] = []
        while style in self.elements and len(found) < _MOST_PARENTS:
            found.append(self.elements[style])
            style = value(found[-1].find(word("basedOn")))
        return found

    def look(self, style: str | None) -> Look:
        """The look of a style, also through those it is based on."""
        look = Look()
        for element in self.chain(style):
            look = look.over(_look(element.find(word("rPr"))))
        return look

    def of_paragraph(self, properties: etree._Element | None) -> Look:
        """The look of text in a paragraph with these properties."""
        style = value(properties.find(word("pStyle"))) if properties is not None else None
        return self.look(style or self.usual).over(self.base)

    def of_run(self, properties: etree._Element | None, paragraph: Look) -> Look:
        """The look of a run with these properties in such a paragraph."""
        if properties is None:
            return paragraph
        return _look(properties).over(self.look(value(properties.find(word("rStyle"))))).over(paragraph)


def read_styles(root: etree._Element | None) -> Styles:
    """Read ``styles.xml``; a document may have none."""
    if root is None:
        return Styles()
    elements = {value(style, "styleId") or "": style for style in root.iter(word("style"))}
    paragraphs = (name for name, style in elements.items() if value(style, "type") == "paragraph")
    usual = next((name for name in paragraphs if is_on(elements[name], "default")), None)
    base = root.find(f"{word('docDefaults')}/{word('rPrDefault')}/{word('rPr')}")
    return Styles(elements, usual, _look(base))


class _Level(NamedTuple):
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    styles: Styles
    lists: Mapping[str, tuple[str, Mapping[int, _Level]]] = field(default_factory=dict)
    """For each list the definition it counts with others of, and its levels."""
    restarts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """For each list the levels that begin anew with it."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def next_number(self, properties: etree._Element | None) -> str:
        """Count one paragraph and give the number Word prints before it; empty where it prints none."""
        found = self._place(properties)
        if found is None or found[0] not in self.lists:
            return ""
        number, level = found
        definition, levels = self.lists[number]
        if level not in levels:
            return ""
        counts = self._counts.setdefault(definition, {})
        if number not in self._begun:
            self._begun.add(number)
            for at, start in self.restarts.get(number, {}).items():
                counts[at] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if levels[level].form == "bullet":
            return "•"
        if levels[level].form == "none":
            return levels[level].text if "%" not in levels[level].text else ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels:
                return ""
            return number_as(counts.get(at, levels[at].start), _FORMS.get(levels[at].form, "1"))

        return re.sub(r"%(\d)", shown, levels[level].text).strip()

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The list a paragraph is in and its level, by itself or by its style."""
        style = value(properties.find(word("pStyle"))) if properties is not None else None
        number = level = None
        for holder in [properties, *(s.find(word("pPr")) for s in self.styles.chain(style or self.styles.usual))]:
            given = holder.find(word("numPr")) if holder is not None else None
            if given is None:
                continue
            number = value(given.find(word("numId"))) if number is None else number
            level = value(given.find(word("ilvl"))) if level is None else level
        if number is None or number == "0":
            return None
        return number, int(level) if level and level.isdigit() else 0


def read_numbering(root: etree._Element | None, styles: Styles) -> Numbering:
    """Read ``numbering.xml``; a document may have none."""
    if root is None:
        return Numbering(styles)
    abstract = {value(element, "abstractNumId") or "": element for element in root.iter(word("abstractNum"))}
    definitions = {value(e, "numId") or "": value(e.find(word("abstractNumId"))) or "" for e in root.iter(word("num"))}
    lists: dict[str, tuple[str, dict[int, _Level]]] = {}
    restarts: dict[str, dict[int, int]] = {}
    for element in root.iter(word("num")):
        number = value(element, "numId") or ""
        definition = _definition(definitions[number], abstract, definitions, styles)
        levels = _levels(abstract.get(definition))
        for override in element.iter(word("lvlOverride")):
            levels |= _levels(override)
            at, start = value(override, "ilvl"), value(override.find(word("startOverride")))
            if at and at.isdigit() and start and start.isdigit():
                restarts.setdefault(number, {})[int(at)] = int(start)
        lists[number] = (definition, levels)
    return Numbering(styles, lists, restarts)


def _definition(
    definition: str, abstract: Mapping[str, etree._Element], definitions: Mapping[str, str], styles: Styles
) -> str:
    """The definition that has the levels; some only name the style of a list."""
    link = value(abstract[definition].find(word("numStyleLink"))) if definition in abstract else None
    for style in styles.chain(link) if link else []:
        number = value(style.find(f"{word('pPr')}/{word('numPr')}/{word('numId')}"))
        if number in definitions:
            return definitions[number]
    return definition


def _levels(parent: etree._Element | None) -> dict[int, _Level]:
    levels = {}
    for element in parent.iter(word("lvl")) if parent is not None else ():
        at, start = value(element, "ilvl") or "0", value(element.find(word("start"))) or "1"
        levels[int(at) if at.isdigit() else 0] = _Level(
            value(element.find(word("numFmt"))) or "decimal",
            value(element.find(word("lvlText"))) or "",
            int(start) if start.isdigit() else 1,
        )
    return levels
