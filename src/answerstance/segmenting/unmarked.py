"""Questions that no heading and no number marks: paragraphs that ask, and the paragraphs below that answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from answerstance.segmenting.blocks import ENDS_ASKING, Block, Place
from answerstance.segmenting.interludes import is_title
from answerstance.segmenting.lines import Line
from answerstance.segmenting.paragraphs import opens_paragraph

_ADDS = re.compile(
    r"\?[\"'’”»)\]]*\s+(?:graag|gaarne|zo\s+(?:ja|nee|niet)|met\s+andere\s+woorden|kunt\s+u)\b[^?]{2,90}$",
    re.IGNORECASE,
)
_ASKERS = re.compile(  # "De leden van de X-fractie vragen …", "Ook willen deze leden weten …"
    r"^\W*(?:(?:ook|voorts|verder|daarnaast|tevens|tot\s+slot|ten\s*slotte|vervolgens|hiernaast|in\s+dit\s+verband)\s+)?"
    r"(?:(?:vragen|willen|zouden|lezen|constateren|hebben)\s+)?(?:(?:de|deze)\s+(?:aan\s+het\s+woord\s+zijnde\s+)?(?:leden|fracties?)\b"
    r"|de\s+\S{2,30}-fractie\b|de\s+commissie\b|het\s+lid\s+[A-Z]|zij\s+vragen\b"
    r"|(?:de\s+heer|mevrouw)\s+\w[^.?!]{2,80}\b(?:vroeg|vroegen|vraagt|vragen)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(  # "vragen" as a verb: "vragen of", "vragen de regering hoe"
    r"\?|\bvroeg(?:en)?\b|\b(?:vragen|vraagt|verzoeken|verzoekt)\s+(?:\S+\s+){0,5}?(?:of|hoe\w*|wat|waar\w*|wanneer|welke?|wie|in\s+hoeverre|naar|om|aan|te|"
    r"zich|(?:de|het)\s+(?:regering|minister|staatssecretaris|kabinet|college))\b"
    r"|\bzo\s+vragen\b|\bvernemen\b|\binformeren\s+(?:naar|of)\b|\b(?:willen|wil|zouden|zou)\b.{0,60}\bweten\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\b(?:vra(?:ag|agt|gen)|vroegt?|weten|luid(?:t|de|en|den)?|stelt|stelde)\b[^“\"„?]{0,140}:\s*(?=[“\"„])",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[“\"„](?P<asked>[^“”\"„]{8,1500}\?)[”\"]")
_ANSWERS = re.compile(  # what the one who answers says of the letter, before the first question
    r"\b(?:be)?antwoord|\b(?:onze|mijn|de|ons)\s+reacties?\b|\bberichten\b|\bbericht\s+ik\b|\bin\s+op\b|\bop\s+(?:deze|die|uw)\s+vragen\s+in\b"
    r"|\bnota\s+naar\s+aanleiding\s+van\s+het\s+(?:nader\s+)?verslag",
    re.IGNORECASE,
)
_ASKED = re.compile(r"vra(?:ag|gen)\b|\bverslag\b", re.IGNORECASE)
_WANTS_ANSWERS = re.compile(
    r"\b(?:verzoek\w*|(?<!aantal )(?<!de )(?<!uw )(?<!deze )(?<!zijn )vragen|vraagt"
    r"|wil\w*|zou\w*|kan|kunt|graag|gaarne)\b[^.?!:]{0,140}\bte\s+(?:be)?antwoorden\b"
    r"|\b(?:verzoeken|graag|gaarne)\b[^.?!:]{0,140}\b(?:antwoord|reactie)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[•*·▪●–—-]|(?:\d{1,2}[a-z]?|[a-z])[.)]\s)\s*(?=\S)")
_LEAST = 2  # questions with answers: one paragraph that asks may be a figure of speech
_SHORT = 90  # characters of a title
_HEADING = 5  # words
_ANSWERED = re.compile(r"[\s.,;:”\"]*(?=[A-Z])")  # behind a quotation

Kind = Literal["asks", "leads in", "title", "says"]


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A stretch of lines without an empty one between them."""

    kind: Kind
    start: int
    stop: int
    """The line after its last."""
    questions: tuple[tuple[Place, Place], ...] = ()
    answer: Place | None = None
    """Where its answer begins, if that is in the paragraph."""


def read_paragraphs(lines: Sequence[Line], styles: Sequence[str], also: Container[int] = ()) -> list[ReadParagraph]:
    """The paragraphs of a letter, and which of them ask; `also` are lines that open one without an empty line.

    Where several paragraphs in bold or italic type ask, those in such type are the questions.
    """
    opens = [at for at in range(len(lines)) if not at or (lines[at].gap and opens_paragraph(lines, at)) or at in also]
    bounds = list(zip(opens, [*opens[1:], len(lines)], strict=False))
    texts = [" ".join(line.text.strip() for line in lines[a:b]) for a, b in bounds]
    shown = [styles[a] if len(set(styles[a:b])) == 1 else "plain" for a, b in bounds]
    asking = [style != "plain" and bool(_ASKS.search(text)) for style, text in zip(shown, texts, strict=True)]
    styled = sum(asking) >= _LEAST and sum(asking) > sum(
        style == "plain" and bool(ENDS_ASKING.search(text)) for style, text in zip(shown, texts, strict=True)
    )
    found = []
    for (start, stop), text, style, asks, after in zip(
        bounds, texts, shown, asking, [*asking[1:], False], strict=False
    ):
        if _is_title(lines, styles, start, stop, text):
            found.append(ReadParagraph("title", start, stop))
        elif styled and style != "plain" and (asks or after or _ASKERS.match(text)):
            found.append(ReadParagraph("asks", start, stop, (_whole(lines, start, stop),)))
        elif styled:
            found.append(ReadParagraph("leads in" if _ASKERS.match(text) else "says", start, stop))
        else:
            found.append(_plain(lines, start, stop, text))
    return _with_listed(lines, found)


def _items_that_ask(lines: Sequence[Line]) -> set[int]:
    """The lines that open an item right below one that asks, both behind the same sign."""
    found: set[int] = set()
    sign = ""
    for at, line in enumerate(lines):
        bullet = _BULLET.match(line.text)
        if bullet and not line.gap and sign == line.text.lstrip()[:1] and ENDS_ASKING.search(lines[at - 1].text):
            found.add(at)
        if bullet or line.gap:
            sign = line.text.lstrip()[:1] if bullet else ""
    return found


def _with_listed(lines: Sequence[Line], paragraphs: list[ReadParagraph]) -> list[ReadParagraph]:
    """Take what asks behind the sign that several questions stand behind, though it does not end with asking."""
    signs = Counter(lines[one.start].text.lstrip()[:1] for one in paragraphs if one.kind == "asks")
    listed = {sign for sign, count in signs.items() if count >= _LEAST and _BULLET.match(f"{sign} x")}
    return [
        ReadParagraph("asks", one.start, one.stop, (_whole(lines, one.start, one.stop),))
        if one.kind == "says"
        and lines[one.start].text.lstrip()[:1] in listed
        and any("?" in line.text for line in lines[one.start : one.stop])
        else one
        for one in paragraphs
    ]


def _is_title(lines: Sequence[Line], styles: Sequence[str], start: int, stop: int, text: str) -> bool:
    if styles[start] == "title" and "?" not in text:
        return True
    if stop - start > 2 or len(text) > _SHORT or text.rstrip()[-1:] in set(".?!:;,") or _BULLET.match(text):
        return False
    return is_title(lines, styles, start, "plain") or text[:1].isupper() or text[:1].isdigit()


def _plain(lines: Sequence[Line], start: int, stop: int, text: str) -> ReadParagraph:
    """A paragraph by what it says, its type aside."""
    lead = _QUOTED.search(text)
    quotes = list(_QUOTE.finditer(text, lead.end())) if lead else []
    if quotes:
        spans = tuple(
            (_place(lines, start, quote.start("asked")), _place(lines, start, quote.end("asked"))) for quote in quotes
        )
        answered = _ANSWERED.match(text, quotes[-1].end())
        return ReadParagraph("asks", start, stop, spans, _place(lines, start, answered.end()) if answered else None)
    if ENDS_ASKING.search(text) or _ADDS.search(text) or (_ASKERS.match(text) and _ASKS.search(text)):
        return ReadParagraph("asks", start, stop, (_whole(lines, start, stop),))
    return ReadParagraph("leads in" if _ASKERS.match(text) else "says", start, stop)


def _whole(lines: Sequence[Line], start: int, stop: int) -> tuple[Place, Place]:
    bullet = _BULLET.match(lines[start].text)
    return (start, bullet.end() if bullet else 0), (stop, 0)


def _place(lines: Sequence[Line], start: int, offset: int) -> Place:
    """Where a character of a paragraph's text, its lines stripped and joined, stands."""
    at = start
    while offset > len(lines[at].text.strip()):
        offset -= len(lines[at].text.strip()) + 1
        at += 1
    return at, offset + len(lines[at].text) - len(lines[at].text.lstrip())


def unmarked_blocks(lines: Sequence[Line], styles: Sequence[str]) -> list[Block]:
    """Questions and answers by what their paragraphs say; none in a letter that does not say that it answers."""
    paragraphs = read_paragraphs(lines, styles, _items_that_ask(lines))
    first = next((paragraph.start for paragraph in paragraphs if paragraph.kind == "asks"), 0)
    said = " ".join(line.text.strip() for line in lines[:first])
    if not (_ANSWERS.search(said) and _ASKED.search(said)) or _WANTS_ANSWERS.search(said):
        return []
    blocks: list[Block] = []
    pending: list[str] = []
    count = 0
    for index, paragraph in enumerate(paragraphs):
        last = blocks[-1] if blocks else None
        if paragraph.kind == "asks":
            if last and last.role == "answer":
                pending = []
            for start, end in paragraph.questions:
                count += 1
                pending.append(str(count))
                question = Block("question", (str(count),), paragraph.start, start, paragraph.stop)
                question.questions = [(str(count), start, end)]
                blocks.append(question)
            if paragraph.answer:
                blocks.append(Block("answer", tuple(pending), paragraph.start, paragraph.answer, paragraph.stop))
        elif last and last.role == "question" and paragraph.kind in {"says", "title"}:
            blocks.append(Block("answer", tuple(pending), paragraph.start, (paragraph.start, 0), paragraph.stop))
        elif last and last.role == "answer" and last.stop == paragraph.start and not _parts(paragraphs, index):
            last.stop = paragraph.stop
    asked = [" ".join(line.text for line in lines[p.start : p.stop]) for p in paragraphs if p.kind == "asks"]
    in_full = sum(len(text.split()) > _HEADING for text in asked)  # "Hoe nu verder?" heads a part of any letter
    return blocks if min(in_full, sum(block.role == "answer" for block in blocks)) >= _LEAST else []


def _parts(paragraphs: Sequence[ReadParagraph], index: int) -> bool:
    """Whether a paragraph ends the answer above it: the askers speak, or it titles the next question."""
    kind = paragraphs[index].kind
    return kind == "leads in" or (
        kind == "title" and any(after.kind in {"asks", "leads in"} for after in paragraphs[index + 1 : index + 3])
    )
