"""What kind of document a text without exchanges is."""

from __future__ import annotations

import re

from answerstance.records import Kind

_POSTPONED = re.compile(
    r"\b(?:niet\s+(?:\w+\s+){0,2}binnen\s+de\s+(?:\w+\s+){0,3}termijn|uitstel\s+(?:van\s+)?(?:de\s+)?beantwoord\w*|"
    r"(?:vragen|beantwoording)\s+(?:\w+\s+){0,12}niet\s+(?:\w+\s+){0,4}(?:tijdig|binnen)\b|"
    r"binnen\s+(?:de|deze|die)\s+(?:\w+\s+){0,3}termijn\s+(?:\w+\s+){0,4}niet\b|uitstel(?:bericht|brief)\b|"
    r"streven\s+er\s?naar\s+(?:u\s+|om\s+)*(?:de|uw|deze)\s+(?:antwoorden|vragen|beantwoording)\b|"
    r"meer\s+tijd\s+nodig\b|(?:langere|meer)\s+tijd\s+(?:\w+\s+){0,3}(?:vraagt|vergt|nodig))",
    re.IGNORECASE,
)
_QUESTIONS_TITLE = re.compile(
    r"^[^\w\n]*(?:(?:mondelinge|schriftelijke|technische|politieke)\s+)?(?:staten|raads|kamer)?vragen\b(?!.*\b(?:antwoord|beantwoord))"
    r"[^\n]{0,200}\b(?:van|aan|door|ingezonden|inzake|over|ex\b|conform|art)",
    re.IGNORECASE | re.MULTILINE,
)
_ASKS = re.compile(
    r"\b(?:kent|bent|is|zijn|kan|kunt|kunnen|deelt|heeft|hoe|wat|welke|waarom|wanneer|klopt|vindt|ziet)\b",
    re.IGNORECASE,
)
_STRETCH = re.compile(r"[^.?!]++\??")  # up to a stop; what is passed over is not read again
_SALUTATION = re.compile(
    r"^[^\w\n]*(?:geachte|beste|aan\s+de\s+(?:leden|raad|gemeenteraad|commissie|provinciale)|l\.s\.)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CLOSING = re.compile(
    r"^[^\w\n]*(?:hoogachtend|met\s+(?:vriendelijke|hartelijke)\s+groet)", re.IGNORECASE | re.MULTILINE
)
_LETTER_FIELD = re.compile(
    r"^[^\w\n]*(?:onderwerp|betreft|ons\s+kenmerk|uw\s+kenmerk|datum|bijlage\w*|van|aan)\W*:",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = re.compile(r"(?P<words>[^.?!\n]++)(?:[.?!](?P<end>\s|$))?")
_SENTENCE_LENGTH = 17
_LONGEST_POSTPONEMENT = 12_000
_QUESTION_SHARE = 0.3  # of the sentences: a letter that asks this much is a list of questions


def is_postponed(text: str, of_answers: bool = False) -> bool:
    """Whether a text says that it does not answer yet; `of_answers` asks for the word in the same sentence."""
    if len(text) >= _LONGEST_POSTPONEMENT:
        return False
    found = list(_POSTPONED.finditer(text))
    return bool(found) and (not of_answers or any("antwoord" in _around(text, match) for match in found))


def _around(text: str, match: re.Match[str]) -> str:
    """The sentence of a match, in lower case."""
    start = max(text.rfind(stop, 0, match.start()) for stop in ".?!")
    end = min((at for stop in ".?!" if (at := text.find(stop, match.end())) >= 0), default=len(text))
    return text[start + 1 : end].lower()


def kind_without_exchanges(text: str, question_marks: int) -> Kind:
    """Tell questions, a postponement, a letter, an article and the rest apart.

    Parameters
    ----------
    text : str
        The document without its furniture.
    question_marks : int
        How many headings or numbers open a question.
    """
    asked = sum(stretch.endswith("?") and bool(_ASKS.search(stretch)) for stretch in _STRETCH.findall(text))
    title = _QUESTIONS_TITLE.search(text[:3000])
    letter = _SALUTATION.search(text) or _CLOSING.search(text) or len(_LETTER_FIELD.findall(text)) > 1
    if is_postponed(text):
        return "postponement"
    sentences = sum(
        match["end"] is not None and len(match["words"].strip()) >= _SENTENCE_LENGTH
        for match in _SENTENCE.finditer(text)
    )
    if question_marks >= 2 and asked >= 0.5 * question_marks:
        return "questions_only"
    if asked and (asked >= _QUESTION_SHARE * max(sentences, 1) or title):
        return "questions_only"
    if title and not letter:
        return "questions_only"
    if letter:
        return "letter"
    return "article" if sentences >= 3 else "unknown"
