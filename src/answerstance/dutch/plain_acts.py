"""Acts of the writer in the plain present tense: what it schedules, takes up and turns down.

Running text says so without "zal" or "bereid": "In mei leggen wij het plan aan u voor", "Deze motie voeren wij uit",
"Een fonds stellen wij niet in". The writer must stand beside the verb, in one clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answerstance.dutch.cues import Cue, find_cues
from answerstance.dutch.words import CLAUSE_MARKS, words

_NO_ACT = frozenset({"have", "be", "past", "know", "hope", "see", "can", "must", "want", "refer", "neg", "self"})
_LINKS = frozenset(
    "aan als bij dan dat de die dit doch door een en hoe maar met naar of om omdat onder op over sinds toen tot totdat "
    "uit van voor waar waarin waarmee waarom waarop waarover waarvan wanneer want wat welke zoals zodat zodra".split()
)
_COUNTRY = frozenset({"nederland", "defensie"})  # as often a place or a policy as who acts
_PAST_FORM = re.compile(r"\w+(?:[dt]e|(?:[kpf]t|[gbm]d|eerd)en)|ontving(?:en)?|stond(?:en)?")
_MONTH = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_AHEAD = re.compile(
    rf"\b(?:vanaf|per|voor|vóór|in|uiterlijk|medio|eind|begin|na|rond)\b[^,;:]{{0,25}}?"
    rf"\b(?:{_MONTH}|voorjaar|najaar|zomer|herfst|winter|zomerreces|plantseizoen|schooljaar|kwartaal)\b"
    r"|\bvolgende?\s+(?:jaar|maand|week|schooljaar)\b"
    r"|\b(?:de|het)\s+komende?\s+(?:dagen|weken|maanden|tijd|periode|jaren|jaar|zomer|winter|schooljaar)\b"
    r"|\bzodra\b|\bbinnenkort\b"
)
_BEHIND = re.compile(r"\b(?:zoals|jl|afgelopen|vorige?|sinds|destijds|toen|eerder)\b")
_THIS_LETTER = re.compile(
    r"^\W*hierbij\s+(?!zal|zullen)|\b(?:hieronder|bijgaand|(?:in|met|bij|via|door\s+middel\s+van)\s+(?:deze|dit)\s+"
    r"(?:\w*brief|memo|bericht|notitie|nota|schrijven|mededeling))\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"motie\w*|\w*verzoek\w*|aanbeveling\w*|advies|voorstel\w*|suggestie|oproep|amendement|wens")
# particles that make a verb refuse or take up, by its forms
_PARTICLES = {
    form: particles
    for forms, particles in (
        ("neem neemt nemen", {"over"}),
        ("voer voert voeren", {"uit", "in"}),
        ("stel stelt stellen", {"in", "beschikbaar", "vast"}),
        ("trek trekt trekken", {"uit", "in"}),
        ("werk werkt werken", {"mee"}),
        ("leg legt leggen", {"aan", "voor", "op"}),
        ("pas past passen", {"aan", "toe"}),
        ("breid breidt breiden", {"uit"}),
    )
    for form in forms.split()
}
_REJECTS = frozenset("zie zien ziet wijs wijst wijzen".split())  # … af
_DOES = frozenset("doe doen doet".split())
_JUDGES = frozenset("acht achten vind vinden vindt".split())
_WORTH = frozenset("verantwoord wenselijk nodig opportuun zinvol verstandig gewenst noodzakelijk".split())


def is_of_this_letter(sentence: str) -> bool:
    """Whether a sentence tells what its letter holds or does by being written: "In deze brief informeren wij u"."""
    return bool(_THIS_LETTER.search(sentence))


def schedules(sentence: str) -> bool:
    """Whether the writer says when it takes a step that lies ahead."""
    low = sentence.lower()
    if not _AHEAD.search(low.partition(" dat ")[0]) or _BEHIND.search(low):
        return False
    return any(_acts(verb) for _, verb, names in _clauses(sentence) if names.isdisjoint({"neg", "have", "past"}))


def takes_up(sentence: str) -> bool:
    """Whether the writer says that it carries out what was asked: "Deze motie voeren wij uit"."""
    return any(
        "neg" not in names
        and verb[:4] in {"neem", "neme", "voer"}
        and not _PARTICLES.get(verb, set()).isdisjoint(row[-2:])
        and any(_ASKED.fullmatch(word) for word in row)
        for row, verb, names in _clauses(sentence)
    )


def turns_down(sentence: str) -> bool:
    """Whether the writer says that it does not do something: "Een fonds stellen wij niet in"."""
    for row, verb, names in _clauses(sentence):
        if "neg" not in names:
            if verb in _REJECTS and row[-1] == "af":
                return True
        elif (
            not _PARTICLES.get(verb, set()).isdisjoint(row[-2:])
            or (verb in _DOES and row[-1] == "niet")
            or (verb in _JUDGES and not _WORTH.isdisjoint(row))
        ):
            return True
    return False


def _clauses(sentence: str) -> Iterator[tuple[list[str], str, set[str]]]:
    """The clauses in which the writer stands beside a word that may be its verb: words, that word, classes of cues."""
    for row in _parted(words(sentence)):
        cues = find_cues(row)
        names = {cue.name for cue in cues}
        for cue in cues:
            if cue.name == "self" and not _COUNTRY.intersection(row[cue.start : cue.end]):
                verb = _beside(row, cue)
                if verb:
                    yield row, verb, names


def _parted(row: Sequence[str]) -> Iterator[list[str]]:
    clause: list[str] = []
    for word in row:
        if word in CLAUSE_MARKS:
            if clause:
                yield clause
            clause = []
        else:
            clause.append(word)
    if clause:
        yield clause


def _beside(row: Sequence[str], writer: Cue) -> str | None:
    """The word before the writer ("leggen wij"), or behind it where it opens the clause ("Wij leggen")."""
    at = writer.start - 1 if writer.start else writer.end
    return row[at] if at < len(row) and row[at].isalpha() and row[at] not in _LINKS else None


def _acts(verb: str) -> bool:
    """Whether a word may be the present tense of an act: no verb of being, having, knowing or hoping, and no past."""
    return not _PAST_FORM.fullmatch(verb) and all(cue.name not in _NO_ACT for cue in find_cues([verb]))
