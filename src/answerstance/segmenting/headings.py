"""Lines that open a question or an answer, and lines that bear a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from answerstance.dutch.lists import words_in
from answerstance.dutch.numbers import PHRASE, expand
from answerstance.segmenting.lines import ENDS_SENTENCE, SHORT_OF, Line, full_width, paragraph_end

Role = Literal["question", "answer", "title"]
"""A title heads a part of the letter, such as all its answers, and ends what stands before it."""


class Heading(NamedTuple):
    """A line, or the beginning of one, that says what follows."""

    role: Role
    numbers: tuple[str, ...]
    """Empty where the heading names none."""
    line: int
    """Its place among the letter's lines."""
    last: int
    """Its last line: a long heading may run on."""
    body: int
    """Offset in the last line's text at which what it heads begins."""


class Numbered(NamedTuple):
    """A line that begins with a number, as ``12. Bent u …`` or as ``12`` alone."""

    numbers: tuple[str, ...]
    line: int
    body: int


_BODY = (
    r"(?:het\s+|ons\s+|de\s+)?(?:college|gedeputeerde\s+staten|gs|b\s?(?:en|&)\s?w|burgemeester(?:\s+en\s+wethouders)?|"
    r"dagelijks\s+bestuur|wethouder|dijkgraaf(?:\s+en\s+(?:hoog)?heemraden)?|(?:hoog)?heemraad|d\s?(?:en|&)\s?h|"
    r"minister|staatssecretaris|gedeputeerde|provincie|gemeente|waterschap)"
)
_OF_QUESTION = (
    r"(?:(?:op|bij|van|aan|ad|m\.b\.t\.)\s+)?(?:(?:de|uw)\s+)?(?:(?:deel|sub)?vra(?:ag|gen)\s*)?"
    r"(?:(?:nr|no)\.?|nummers?)?\s*:?\s*"
)
_ANSWER_WORD = r"(?:ant(?:w|vv)[o0]{2}rd(?:en)?|antw\.|reactie|beant(?:w|vv)[o0]{2}rding)"
_BODY_ANSWERS = rf"(?:{_BODY}|wij|we|ik)\s+antwoord(?:t|en)?(?:\s+(?:hierop|daarop|u|als\s+volgt|het\s+volgende))*"
_QUESTION_WORD = (
    r"(?:(?:uw|aanvullende|nadere|vervolg)[\s-]+)?"
    r"(?:(?:deel|sub|staten|raads|kamer)?vr[a@]{2}[gq]|(?:deel|staten|raads|kamer)?vra[gq]en|vr\.)"
)
_FIRST, _FIRST_OF_BODIES = "avrqdshobunk0123456789", "giwmp"  # letters, as all patterns cost time at each line
_WIDE = " " * 100  # blanks that no heading has, and that patterns would try in many ways
_EDGE = r"^\s*[\"'“„(\[]{0,3}\s{0,3}"
_STOP = r"(?P<stop>\s*[:.)\]–—-]*[:.)\]–—-]|)"
_TAIL = (  # "Vraag 3 (D66)", "Vraag 3 van 12", "Vraag 3 en antwoord"
    rf"(?P<phrase>{PHRASE})(?:\s+van\s+\d{{1,3}}(?=\W*$))?(?:\s+en\s+antwoord(?:en)?(?=\W*$))?"
    rf"(?:\s*\([^()]{{1,60}}\)(?=\W*$|\s*:|\s{{2}}))?{_STOP}(?P<rest>.*)$"
)
_ANSWER = re.compile(
    rf"{_EDGE}(?:(?:(?:ons|het)\s+)?{_ANSWER_WORD}\s*(?:(?:(?:van|door)\s+)?{_BODY}\s*)?{_OF_QUESTION}"
    rf"|{_BODY_ANSWERS}\s+{_OF_QUESTION}|(?:ad|re)\.?\s+(?:vra(?:ag|gen)\s+)?|A\.\s*\((?=\d)|A\s?(?![IVX]|[A-H]\d)){_TAIL}",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    rf"{_EDGE}(?:{_QUESTION_WORD}\s*(?:(?:nr|no)\.?|nummers?)?\s*:?\s*|[VQ]\s?(?![IVX]|[A-H]\d)){_TAIL}", re.IGNORECASE
)
_NUMBER_FIRST = re.compile(  # "1. Vraag: Kent u …", "1 Antwoord"
    rf"^\s*(?P<phrase>{PHRASE})\s*[.):]?\s+(?:(?P<answer>{_ANSWER_WORD})|{_QUESTION_WORD})\s*"
    r"(?:(?P<stop>[:.])\s*(?P<rest>.*)|(?P<end>))$",
    re.IGNORECASE,
)
_ALL = r"(?P<all>\s+op\s+(?:beide|deze|alle|bovenstaande)\s+vra(?:ag|gen))|\s*\([^()\d]{1,40}\)(?=\s*:)"
_BARE_ANSWER = re.compile(
    rf"{_EDGE}(?:(?:(?:ons\s+|het\s+)?{_ANSWER_WORD}|A)(?:\s+(?:(?:van|door)\s+)?{_BODY}[\w\s,’'-]{{0,40}})?(?:{_ALL})?"
    rf"|{_BODY_ANSWERS}(?=\s*:))\s*(?:(?P<stop>[:.])\s*(?P<rest>.*)|(?P<end>))$",
    re.IGNORECASE,
)
_ASKER = (  # "Vraag (VVD):", "Vraag fractie Dorpsbelang:", "Vraag VVD en Water Natuurlijk:", "Vraag VVD"
    r"(?:\s*\([^()]{2,40}\)(?=\s*:)|\s+(?:(?:van\s+)?(?:(?:de|het|een)\s+)?(?:fractie|heer|mevrouw|mw\.|dhr\.|lid|leden)\b[\w\s.’'/()-]{0,60}"
    r"|(?-i:[A-Z0-9][\w.’'&+/-]*(?:,?\s+(?:en\s+|&\s+)?[A-Z0-9][\w.’'&+/-]*){0,5}\s*))(?=:)"
    r"|(?<=vraag)\s+(?-i:(?=\S*[A-Z0-9]\S*[A-Z0-9])[A-Z][\w.’'&+/-]*(?:,?\s+(?:en\s+|&\s+)?[A-Z0-9][\w.’'&+/-]*){0,3})(?=\s*$))?"
)
_BARE_QUESTION = re.compile(
    rf"{_EDGE}(?:{_QUESTION_WORD}{_ASKER}|u\s+(?:vraagt|vroeg)(?=\W*$)|[VQ](?:\s*\([^()]{{1,30}}\)(?=\s*:))?)\s*(?:(?P<stop>[:.])\s*(?P<rest>.*)|(?P<end>))$",
    re.IGNORECASE,
)
_SHORT = re.compile(r"^\W{0,3}[AVQ](?![^\W\d_])", re.IGNORECASE)
_NUMBER = re.compile(
    r"^\s*(?:[-–•\"“„]\s*)?(?P<phrase>\d{1,3}[a-z]?\.?"
    r"(?:(?:\s*,\s*(?:en\s+)?|\s*(?:en|&|t/m|tot en met)\s+|\s*[-–+/]\s*)\d{1,3}[a-z]?\.?)*)"
    r"(?P<stop>\s*[.):\]]|\s+[-–]\s|\s*)(?P<rest>.*)$"
)
_POINTED = re.compile(
    r"^\s*(?P<phrase>\d{1,2}\.\d{1,2}[a-z]?)(?:[.):\]]?\s*(?=$)|(?:[.):\]]|\s)\s*(?=[A-Z\"'“„«‘’(]))(?P<rest>.*)$"
)
_ROMAN = re.compile(r"^\s*(?P<phrase>[IVX]{1,5})(?P<stop>[.):])\s+(?P<rest>[A-Z\"'“„«‘’(].*)$")
_CODED = re.compile(r"^\s*(?P<phrase>[A-H]\d{1,2})(?:[.):]\s*|\s+)(?P<rest>[\"'“„«‘’(]?[A-Z].*)$")
_OF_LETTER = re.compile(r"^\W*vragen\s+(?:nr|no|nummer)s?\.?\s*\d+\W*$", re.IGNORECASE)  # the letter's own number
_ALONE = re.compile(rf"{PHRASE}\.?", re.IGNORECASE)
_SUB_LETTER = re.compile(r"[a-z](?:[.):]\s*\S|\s+[A-Z])")
_INITIAL = re.compile(r"^\W{0,3}(?P<letter>[AB])\s*:")
_VERB = re.compile(rf"^\W*{_BODY_ANSWERS}\b", re.IGNORECASE)
_BRACKETED = re.compile(r"^\W*A\.\s*\(")
_LESSER = re.compile(r"^\W*(?:ad\b|re\b|reactie\s*:\s*\S)", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?:(?P<answer>Antwoord|Reactie)|Vraag)\s+(?=[\"'“(]?[A-Z0-9])")
_SEVERAL = 2
_SUBJECT = 60  # characters
_LONGEST = 40  # lines of a question
_RUNS_ON = re.compile(r"(?:,|\b(?:en|t/m|tot en met|vraag|vragen|&))\s*$", re.IGNORECASE)


def find_headings(lines: Sequence[Line]) -> list[Heading]:
    """The lines that say "Vraag 1", "Antwoord op de vragen 3 en 4:", "Antwoord:" … in order."""
    headings: list[Heading] = []
    short = SHORT_OF * full_width(lines)
    at = 0
    while at < len(lines):
        heading = _heading(lines, at, short)
        if heading is not None:
            headings.append(heading)
            at = heading.last
        at += 1
    headings = [_numbered_above(lines, heading) for heading in _without_lookalikes(lines, headings)]
    headings = _without_subjects(lines, headings)
    asked, answered = (sum(h.role == role for h in headings) for role in ("question", "answer"))
    return headings if 2 * answered > asked else _with_labels(lines, headings)


def _with_labels(lines: Sequence[Line], headings: list[Heading]) -> list[Heading]:
    """Take "Antwoord Ja, …" for a heading in a letter where such lines stand behind most of its questions."""
    at = {h.line for h in headings}
    found = [
        Heading("answer" if match["answer"] else "question", (), place, place, match.end())
        for place, line in enumerate(lines)
        if place not in at and (match := _LABEL.match(line.text))
    ]
    both = sorted([*headings, *found], key=lambda heading: heading.line)
    asked = [index for index, heading in enumerate(both) if heading.role == "question"]
    turns = sum(index + 1 < len(both) and both[index + 1].role == "answer" for index in asked)
    return both if turns >= _SEVERAL and 4 * turns >= 3 * len(asked) else headings


def _without_subjects(lines: Sequence[Line], headings: list[Heading]) -> list[Heading]:
    """Leave out what questions are about where that stands on their headings' lines: "Vraag 1 - De brug"."""
    headed = [h for h in headings if h.role == "question" and lines[h.last].text[h.body :].strip()]
    told = {h for h in headed if _is_subject(lines, h)}
    if len(told) < max(_SEVERAL, len(headed)):
        return headings
    return [h._replace(body=len(lines[h.last].text)) if h in told else h for h in headings]


def _is_subject(lines: Sequence[Line], heading: Heading) -> bool:
    said = lines[heading.last].text[heading.body :].strip()
    below = lines[heading.last + 1].text.lstrip("\"'“„‘( ") if heading.last + 1 < len(lines) else ""
    words = said.lower().split()
    plain = words_in("function_verbs").isdisjoint(words) and words[-1] not in words_in("function_words")
    titled = plain and len(said) <= _SUBJECT and said[0].isupper() and said[-1].isalnum()
    return titled and below[:1].isupper() and "?" in _paragraph_below(lines, heading.last)


def _paragraph_below(lines: Sequence[Line], at: int) -> str:
    end = paragraph_end(lines, at + 1, min(len(lines), at + _LONGEST))
    return " ".join(line.text for line in lines[at + 1 : end])


def _numbered_above(lines: Sequence[Line], heading: Heading) -> Heading:
    """A heading "Vraag" with the number that stands by itself on the line above it."""
    at = heading.line - 1
    if heading.role != "question" or heading.numbers or at < 0:
        return heading
    above = lines[at].text.strip()
    opens = not at or lines[at].gap or ENDS_SENTENCE.search(lines[at - 1].text) or "." in above[:-1]
    if not opens or not _ALONE.fullmatch(above) or re.search(r"\d\s+\d", above):
        return heading
    return heading._replace(numbers=expand(above), line=heading.line - 1)


def _without_lookalikes(lines: Sequence[Line], headings: list[Heading]) -> list[Heading]:
    """Leave out what is a heading in some letters, but in this one something else."""
    # "A7." alone is a road: letters for words come in pairs, "V7." and "A7."
    initials = {(heading.role, _SHORT.match(lines[heading.line].text) is not None) for heading in headings}
    # and "A:" comes back where no "B:" does and nothing else answers
    bare = [match["letter"] for line in lines if (match := _INITIAL.match(line.text))]
    named = any(h.role == "answer" and not _SHORT.match(lines[h.line].text) for h in headings)
    alone = not named and len(bare) >= _SEVERAL and "B" not in bare
    if not alone and not {("answer", True), ("question", True)} <= initials:
        headings = [heading for heading in headings if not _SHORT.match(lines[heading.line].text)]
    # "A. Jansen" is a name, also where answers are headed "A1", "A2"
    short = [h for h in headings if h.role == "answer" and _SHORT.match(lines[h.line].text)]
    names = {h.line for h in short if not h.numbers and lines[h.line].text[: h.body].rstrip().endswith(".")}
    if any(h.line not in names and not _BRACKETED.match(lines[h.line].text) for h in short):
        headings = [heading for heading in headings if heading.line not in names]
    # "Het college antwoordt:" stands inside answers where these are headed otherwise
    verbs = {heading.line for heading in headings if _VERB.match(lines[heading.line].text)}
    if verbs and sum(h.role == "answer" for h in headings) >= 2 * len(verbs):
        headings = [heading for heading in headings if heading.line not in verbs]
    # "Ad 2." and "Reactie:" stand inside answers where the answers are headed "Antwoord 1", "Antwoord 2"
    lesser = {heading.line for heading in headings if _LESSER.match(lines[heading.line].text)}
    named = sum(h.role == "answer" and bool(h.numbers) and h.line not in lesser for h in headings)
    return [heading for heading in headings if named < _SEVERAL or heading.line not in lesser]


def _heading(lines: Sequence[Line], at: int, short: float) -> Heading | None:
    line = lines[at]
    first = line.text.lstrip(" \"'“„([")[:1].lower()
    if (
        _WIDE in line.text
        or not first
        or not (first in _FIRST or (first in _FIRST_OF_BODIES and "antwoord" in line.text))
    ):
        return None
    before = lines[at - 1].text.rstrip() if at else ""
    sure = line.gap > 0 or not at or bool(ENDS_SENTENCE.search(before))
    after_stop = sure or len(before) < short
    match = _NUMBER_FIRST.match(line.text)
    if match and after_stop and (match["stop"] in {None, ":"} or not match["rest"]):
        body = match.start("rest") if match["stop"] else len(line.text)
        return Heading("answer" if match["answer"] else "question", expand(match["phrase"]), at, at, body)
    for role, numbered, bare in (("answer", _ANSWER, _BARE_ANSWER), ("question", _QUESTION, _BARE_QUESTION)):
        match = numbered.match(line.text)
        if match:
            if (
                _RUNS_ON.search(line.text)
                and at + 1 < len(lines)
                and len(line.text) < 120
                and not match["rest"].strip(" ,en&")
            ):
                joined = f"{line.text.rstrip()} {lines[at + 1].text}"
                longer = numbered.match(joined)
                if (
                    longer
                    and longer.end("phrase") > len(line.text.rstrip())
                    and _accept(longer, line.text, after_stop, sure)
                ):
                    body = longer.start("rest") - len(line.text.rstrip()) - 1
                    return Heading(role, expand(longer["phrase"]), at, at + 1, max(body, 0))
            if _accept(match, line.text, after_stop, sure) and not _OF_LETTER.match(line.text):
                return Heading(role, expand(match["phrase"]), at, at, match.start("rest"))
        match = bare.match(line.text)
        runs_on = at + 1 < len(lines) and not lines[at + 1].gap and lines[at + 1].text.lstrip()[:1].islower()
        if match and runs_on and match.groupdict().get("all") and not match["stop"]:
            continue  # "Antwoord op deze vragen" and on the next line "heeft de minister gegeven."
        if match and (line.text.strip()[:1].isupper()) and _accept_bare(role, match, line.text, after_stop):
            return Heading(role, (), at, at, match.start("rest") if match["stop"] else len(line.text))
    return None


def _accept(match: re.Match[str], line: str, after_stop: bool, sure: bool) -> bool:
    """Tell a heading from a sentence that happens to begin like one: "Vraag 3 gaat over …", "antwoord op vraag 3).".

    `after_stop` says that nothing runs on into the line, as far as the line before it shows; `sure` that a full stop
    or an empty line says so.
    """
    rest = match["rest"].strip()
    stop = match["stop"].strip()
    capital = line.lstrip(" \"'“„([")[:1].isupper()
    marked = stop or match["rest"].startswith("  ") or not rest
    if _SHORT.match(line) and not (marked and after_stop and (rest or sure)):
        return False  # "A7." is a road as well
    if not rest:
        return (capital or (after_stop and stop in {"", ":"})) and (stop in {"", ":", "."} or after_stop)
    # no sentence ends before it: a capital then opens a heading, and one opens what it heads
    if not (capital and (after_stop or rest[0].isupper())):
        return False
    opens = rest[0].isupper() or rest[0] in "\"'“„«‘’([0123456789-–•…*" or rest.startswith(("a.", "a)"))
    return stop.endswith((":", ")")) or opens


def _accept_bare(role: Role, match: re.Match[str], line: str, after_stop: bool) -> bool:
    rest = (match["rest"] or "").strip()
    if _SHORT.match(line):
        return match["stop"] in ({":", "."} if role == "answer" else {":"}) and bool(rest) and after_stop
    if not rest:
        return True
    return match["stop"] == ":" and after_stop and not (rest[0].islower() and _VERB.match(line))


def find_numbered(lines: Sequence[Line]) -> list[Numbered]:
    """The lines that begin with a number and may so open a question or an answer, in order."""
    romans = [match["phrase"] for line in lines if (match := _ROMAN.match(line.text))]
    counts = "I" in romans and "II" in romans[romans.index("I") :]  # "V. Jansen" alone is a name
    codes = {match["phrase"] for line in lines if (match := _CODED.match(line.text))}
    themes = {"A1", "B1"} <= codes  # "A7" alone is a road
    found = []
    for at, line in enumerate(lines):
        match = (
            _POINTED.match(line.text) or (counts and _ROMAN.match(line.text)) or (themes and _CODED.match(line.text))
        )
        if match:
            numbers = expand(match["phrase"])
            found += [Numbered(numbers, at, match.start("rest"))] if numbers else []  # "XXI" is read as no number
            continue
        match = _NUMBER.match(line.text)
        if not match:
            continue
        rest = match["rest"].strip()
        if match["rest"][:1].isdigit() and not match["stop"]:
            continue  # "3.412 huishoudens"
        stop = match["stop"].strip() or match["phrase"].endswith(".")
        # "3 weken later" at a line start is text; "3. Bent u", "3 Bent u" behind a blank line and "3" alone are not
        opens = not rest or rest[0].isupper() or rest[0] in "\"'“„«‘’("
        lettered = bool(_SUB_LETTER.match(rest)) and (stop or line.gap > 0)
        if not opens and not lettered and not (stop and not rest[0].islower()):
            continue
        if rest and not stop and not (line.gap or rest[0].isupper()):
            continue
        numbers = expand(match["phrase"].replace(".", ""))
        if numbers:
            found.append(Numbered(numbers, at, match.start("rest")))
    return found
