"""Tell what a text says from what it reports that others say: quotations and reported speech.

A report is a verb of saying (``speech.txt``) with a speaker and a clause of its own behind it ("De GGD stelt dat …",
"Bewoners vroegen of …"), or "volgens X", or "aldus X". Who writes is "ik", "wij", the body by its office ("het
college") or a member of it ("wethouder Jansen"): their words are the text's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from answerstance.dutch.cues import phrases
from answerstance.dutch.lists import entries
from answerstance.records import Span

_MEMBER = (
    r"(?:wethouders?|burgemeester|gedeputeerden?|dijkgraaf|heemra(?:ad|den)|(?:staats)?secretaris(?:sen)?|ministers?"
    r"|commissaris van de koning|portefeuillehouders?|bestuurders?)"
)
_QUOTATION = re.compile(
    r"""[“„][^“”„]{1,2000}[”“] | "[^"]{1,2000}" | «[^«»]{1,2000}»
      | ‘(?:[^‘’]|’(?=\w)){1,2000}’(?!\w) | (?<![\w’'])'(?![snt]\b)(?:[^']|'(?=\w)){1,2000}'(?!\w)""",
    re.VERBOSE,
)
_OWN_QUOTATION = re.compile(
    rf"\b(?:zegt|aldus|vertelt|benadrukt|stelt|vindt|reageert|licht|legt)\s+(?:(?:de|onze|verantwoordelijk)\s+)*{_MEMBER}\b"
    rf"|\b{_MEMBER}(?:\s+[A-Z][\w’'-]*)+\s*(?::|zegt|stelt|vindt|benadrukt|licht|legt)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3  # of a quotation; fewer are a term, not a statement
_ALDUS = re.compile(r"\baldus\b(?P<who>.{0,60})", re.IGNORECASE)
_VOLGENS = re.compile(
    r"\bvolgens\s+(?!(?:mij|ons|wij)\b|(?:(?:de|het|onze|deze|dit|huidige|vaste|gebruikelijke)\s+)*"
    r"(?:planning|schema|afspraken?|wet\b|grondwet|wetsvoorstel|verdrag|artikel|reglement|verordening|richtlijn|procedure|wijze|begroting|regels?|protocol|"
    r"besluit|verwachting|plan\b|rooster))",
    re.IGNORECASE,
)
# what is said, behind whom it is said to: "vroeg in de commissie of", "heeft u toegezegd de cijfers te sturen"
_SAID = re.compile(r"[^.;:,]{0,60}?(?:\s(?:dat|of|om|te|hoe|hoeveel|waarom|wat)\b|:)", re.IGNORECASE)
_HELD = re.compile(r"(?:\s(?:zich|ons|u|ook|echter|daarbij))*\s(?:dat|of)\b|\s*:", re.IGNORECASE)
_NO_REPORT = re.compile(
    r"\b(?:zoals|zal|zullen)\b|\bte\s*$", re.IGNORECASE
)  # "zoals gemeld", "zal vragen of", "te zeggen of"
_PERFECT = re.compile(r"\b(?:heeft|hebben|heb|had|hadden)\b", re.IGNORECASE)  # a passive names no speaker
_END = re.compile(
    r";|,\s+(?:maar|doch|en|echter)\s+(?=(?:wij|we|ik|het college|ons college|het kabinet)\b)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:]\s")
_PREPOSITION = re.compile(
    r"\b(?:aan|van|voor|met|door|bij|tegen|over|namens|naar)\s+(?:de\s+|het\s+|onze\s+)?$", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:hij|zij|ze)\b", re.IGNORECASE)


@cache
def _reports() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The forms of verbs of saying as one pattern a kind, longest first."""
    kinds: dict[str, list[str]] = {}
    for line in entries("speech"):
        form, kind = line.split(" = ")
        kinds.setdefault(kind, []).append(form.replace(" ", r"\b[^.;:]{0,60}?\b"))
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(sorted(forms, key=len, reverse=True))})\b", re.IGNORECASE), kind)
        for kind, forms in kinds.items()
    )


@cache
def _writer() -> re.Pattern[str]:
    names = sorted((name for name in phrases("self") if name not in ("nederland", "defensie")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))}|{_MEMBER})\b", re.IGNORECASE)


def own_words(text: str, spans: Sequence[Span]) -> list[str]:
    """Each sentence of a paragraph without the words of others.

    Parameters
    ----------
    text : str
        A paragraph in which a public body speaks.
    spans : sequence of Span
        Its sentences.

    Returns
    -------
    list of str
        As many as there are sentences, and each as long as its sentence: what is quoted or reported of others is
        blank. What the body itself is quoted with in the present tense ("…", zegt wethouder Jansen) stays.
    """
    shown = _without_quotations(text)
    found: list[str] = []
    for at, (start, end) in enumerate(spans):
        before = text[slice(*spans[at - 1])] if at else ""
        found.append(_without_reports(shown[start:end], before))
    return found


def _without_quotations(text: str) -> str:
    quotations = [match.span() for match in _QUOTATION.finditer(text) if len(match.group().split()) >= _FEWEST_WORDS]
    ends = [0, *(end for _, end in quotations)]
    starts = [*(start for start, _ in quotations), len(text)]
    for number, (start, end) in enumerate(quotations):
        around = f"{text[ends[number] : start]} {text[end : starts[number + 1]]}"
        if not _OWN_QUOTATION.search(around):
            text = _blank(text, start, end)
    return text


def _without_reports(sentence: str, before: str) -> str:
    """One sentence without what it reports; the one before it says who "hij" is."""
    aldus = _ALDUS.search(sentence)
    if aldus and not _writer().search(aldus["who"]):
        return _blank(sentence, 0, len(sentence))
    for match in _VOLGENS.finditer(sentence):
        start = _clause(sentence, match.start())
        if not _is_own(sentence[start : match.start()], ""):
            sentence = _blank(sentence, start, _end(sentence, match.end()))
    for pattern, kind in _reports():
        for match in pattern.finditer(sentence):
            said = (_HELD if kind == "holds" else _SAID).match(sentence, match.end())
            if said is None:
                continue
            start = _clause(sentence, match.start())
            before_verb, clause = sentence[start : match.start()], sentence[start : said.end()]
            if _NO_REPORT.search(before_verb) or (kind == "told" and not _PERFECT.search(clause)):
                continue
            if not _is_own(clause, before):
                sentence = _blank(sentence, match.end(), _end(sentence, said.end()))
    return sentence


def _is_own(clause: str, before: str) -> bool:
    """Whether the writer is who speaks in a clause: named in it, and not behind a preposition."""
    for match in _writer().finditer(clause):
        if not _PREPOSITION.search(clause[: match.start()]):
            return True
    return bool(_PRONOUN.search(clause)) and bool(_writer().search(before))


def _clause(sentence: str, at: int) -> int:
    """Where the clause begins in which a verb stands."""
    return max((mark.end() for mark in _CLAUSE.finditer(sentence, 0, at)), default=0)


def _end(sentence: str, at: int) -> int:
    """Where a report ends: with its sentence, or where the writer goes on."""
    stop = _END.search(sentence, at)
    return stop.start() if stop else len(sentence)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
