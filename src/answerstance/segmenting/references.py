"""References from one answer to another: "Zie het antwoord op vraag 8 en 9"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from answerstance.dutch.numbers import PHRASE, expand
from answerstance.records import Exchange, collapse

_QUESTIONS = rf"(?:de\s+)?(?:(?:deel|sub)?vra(?:ag|gen)\s+)(?:(?:nr|no)\.?\s*|nummers?\s+)?(?P<phrase>{PHRASE})"
_REFERENCE = re.compile(
    rf"(?:\bzie\b|\bverwij(?:s|zen|st)\b|\bverwezen\b|\bidem\b|\bgelijk\s+aan\b)"
    rf"[^.?!]{{0,90}}?\b{_QUESTIONS}",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r"^\W*(?:zie|idem)\s*:?\s*(?:ook\s+)?(?:(?:het|mijn|ons)\s+)?(?:antw\w*\s+)?(?P<phrase>\d{1,3}[a-z]?(?!\w))\W*$",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"^\W*(?:idem|zie\s+(?:ook\s+)?(?:het\s+|ons\s+|mijn\s+)?(?:vorige?|voorgaande?|voorafgaande|bovenstaande?)\s*(?:antwoorde?n?|vraag)?"
    r"|zie\s+(?:hier)?boven)\W*$",
    re.IGNORECASE,
)
# What shows that the questions referred to are those of another letter.
_ELSEWHERE = re.compile(
    r"^\s*(?:,\s*)?(?:van|uit|in|door)\s+(?:de\s+|het\s+|mijn\s+|onze\s+|uw\s+|eerdere\s+)*"
    r"(?:kamervragen|statenvragen|raadsvragen|schriftelijke|vragen|leden|lid|fractie|brief|aanhangsel|feitelijke|set|verslag)\b"
    r"|^[^.?!]{0,60}\b(?:aanhangsel|handelingen|kamerstuk\w*|20\d\d[zZ]\d+|vergaderjaar|vraagnummer)\b",
    re.IGNORECASE,
)
_OTHER_SET = re.compile(
    r"\b(?:eerdere|andere|vorige)\s+(?:set\s+)?(?:kamer|staten|raads|schriftelijke\s+)?vragen\b|\bkamervragen\b",
    re.IGNORECASE,
)


def find_references(answer: str, own: Sequence[str], known: Mapping[str, str | None]) -> tuple[str, ...]:
    """The numbers of the letter's other questions whose answers this answer points to.

    Parameters
    ----------
    answer : str
        Clean text of the answer.
    own : sequence of str
        The numbers it answers itself.
    known : mapping of str to str or None
        All numbers asked in the letter, each with the one asked before it.

    Returns
    -------
    tuple of str
        Only numbers in `known`; a reference to another letter's questions gives none.
    """
    text = collapse(answer)
    found: list[str] = []
    for match in _REFERENCE.finditer(text):
        if _ELSEWHERE.match(text[match.end() :]) or _OTHER_SET.search(match.group()):
            continue
        found += expand(match["phrase"])
    short = _DIRECT.match(text)
    if short:
        found += expand(short["phrase"])
    if _PREVIOUS.match(text) and own and (previous := known.get(own[0])):
        found.append(previous)
    # "vraag 3.12": what stands behind the full stop is the mark of a footnote, where no question is numbered so
    found = [number if number in known else number.partition(".")[0] for number in found]
    return tuple(number for number in dict.fromkeys(found) if number in known and number not in own)


def answers_behind(exchange: Exchange, exchanges: Sequence[Exchange]) -> list[Exchange]:
    """The exchanges whose answers an exchange refers to, also through a second reference, each once."""
    by_number: dict[str, Exchange] = {}
    for other in exchanges:
        if other.answer is not None:
            for number in other.numbers:
                by_number.setdefault(number, other)
    behind: list[Exchange] = []
    waiting = list(exchange.refers_to)
    while waiting:
        other = by_number.get(waiting.pop(0))
        if other is not None and other is not exchange and all(other is not seen for seen in behind):
            behind.append(other)
            waiting += other.refers_to
    return behind
