"""What a letter states about itself: who answers, when, under which mark, on what, and who asked."""

from __future__ import annotations

import re
from unicodedata import normalize

from answerstance.dutch.dates import DATE, iso_date
from answerstance.records import Kind, Meta, collapse

_OFFICE = r"(?:Minister|Staatssecretaris)"
_NATIONAL = re.compile(
    rf"\b(?:antwoord|mededeling)(?:en)?\s+van\s+(?:de\s+)?(?P<body>{_OFFICE}.{{3,400}}?)\s*\(\s*ontvangen\s*(?P<date>{DATE})",
    re.IGNORECASE,
)
_SECOND = re.compile(rf"\ben\s+van\s+(?:de\s+)?(?P<office>{_OFFICE})", re.IGNORECASE)
_ALSO = re.compile(
    rf"\bmede\s+namens\s+de\s+(?P<office>{_OFFICE})\s+(?P<rest>(?:van|voor)\s+[^.,|]{{3,80}}?)(?=\s+(?:op|over)\b|[.,|])",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"^[ \t]*de\s+(?P<office>{_OFFICE})\s+(?:van|voor)\s+(?P<field>[^\n,]{{3,80}}(?:,[^\n,]{{3,40}})?),?[ \t]*\n\s*"
    r"(?P<name>(?:[a-z]{2,4}\.\s*){0,3}(?:[A-Z]{1,2}[a-z]?\.\s?)+[ \t]*(?P<surname>\S[^\n,()]{1,40}))$",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = r"[A-Z’'][\w’'-]*"
_PLACE = rf"{_WORD}(?:[ -](?:en|aan|de|den|der|op|bij|het|{_WORD}))*"
_LOCAL = tuple(
    re.compile(rf"\b(?P<body>(?i:{office}){place})")
    for office, place in (
        (r"(?:college\s+van\s+)?gedeputeerde\s+staten", rf"(?:\s+van\s+(?:(?i:de\s+provincie)\s+)?{_PLACE})?"),
        (
            r"(?:college\s+van\s+)?burgemeester\s+en\s+wethouders",
            rf"(?:\s+van\s+(?:(?i:de\s+gemeente)\s+)?{_PLACE})?",
        ),
        (
            r"(?:college\s+van\s+)?dijkgraaf\s+en\s+(?:hoog)?heemraden",
            rf"(?:\s+van\s+(?:(?i:het)\s+)?(?:(?i:waterschap|hoogheemraadschap)\s+)?(?:van\s+)?{_PLACE})?",
        ),
        (
            r"dagelijks\s+bestuur",
            rf"\s+van\s+(?:het\s+)?(?:(?i:waterschap|hoogheemraadschap|wetterskip)\s+)?(?:van\s+)?{_PLACE}",
        ),
    )
)
_NAMED_DATE = re.compile(
    rf"\b(?:datum|verzenddatum|verzonden(?:\s+op)?|beantwoord\b[^\n]{{0,80}}\bop)\W{{0,40}}(?:[^\W\d]+\W+){{0,6}}?(?P<date>{DATE})",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    rf"^\W*(?:[A-Z][\w’' -]{{2,30}},\s*)?(?P<date>{DATE})\b.{{0,20}}$", re.IGNORECASE | re.MULTILINE
)
_REFERENCE = re.compile(
    r"(?<!uw )\b(?:kenmerk|zaaknummer|registratienummer|documentnummer)"
    rf"[:/\s]*(?!{DATE})(?P<mark>[\w./-]*\d[\w./-]{{2,}})",
    re.IGNORECASE,
)
_PARLIAMENT_MARK = re.compile(r"\b(?P<mark>20\d\dZ\d{4,6}|ah-tk-\d+-\d+)\b")
_SUBJECT = re.compile(r"^\W*(?:onderwerp|betreft)\b\s*:?\s*(?P<subject>\S.{3,300})$", re.IGNORECASE | re.MULTILINE)
_ABOUT = re.compile(r"\bover\s+(?P<subject>.{5,600}?)\s*\((?:[^()]{0,80}\W)?ingezonden", re.IGNORECASE)
_NAME = (
    rf"(?=[A-Z’'])(?:(?:van|de|der|den|het|ten|ter|’t|'t|el|al|von|–|-|{_WORD}|[A-Z]\.)\s*)*"
    rf"{_WORD}(?:\s*´)?(?:\s*\([^()]{{1,60}}\))?"
)
_MEMBERS = re.compile(
    r"\b(?:(?:het|de|van)\s+(?:kamer|staten|raads)?(?:lid|leden)|(?i:indieners?:?)|(?i:(?:staten|raads)(?:lid|leden)))"
    rf"\s+(?P<names>{_NAME}(?:(?:,|\s+en|,\s+en)\s+{_NAME})*)"
)
_PARTY = re.compile(
    rf"\bfracties?\s+(?:van\s+)?(?:(?:de|het)\s+)?(?P<names>{_WORD}(?:(?:\s+|\s*&\s*|\s+en\s+){_WORD})*)"
)
_PARTY_GROUP = re.compile(r"\b(?P<names>[A-Z]\w*(?:[- ][A-Z]\w*)?)-fractie\b")
_HEAD = 6_000  # code points in which a letter introduces itself
_SHORT_LINE = 45  # a shorter line is one of its own; a longer one may run on


def find_meta(head: str, tail: str, kind: Kind, running: str = "") -> Meta:
    """Read the metadata from what stands before the first exchange and behind the last.

    Parameters
    ----------
    head, tail : str
        Text with its line breaks, without markup.
    kind : str
        Only letters, answers and postponements have an answering body and a date, and an article was not asked for.
    running : str
        Running heads and feet, which may bear a reference.
    """
    head = head[:_HEAD]
    flat = _flat(head)
    national = _NATIONAL.search(flat)
    body = date = None
    if kind in {"answers", "postponement", "letter"}:
        body = _tidy(national["body"]) if national else _signed(head, flat) or _local_body(flat, _flat(tail))
        date = iso_date(national["date"]) if national else _date(head) or _date(tail)
    mark = _REFERENCE.search(head) or _PARLIAMENT_MARK.search(f"{running} {head}")
    about = _SUBJECT.search(head) or _ABOUT.search(flat)
    return Meta(
        body=body,
        date=date,
        reference=mark["mark"] if mark else None,
        subject=collapse(about["subject"]) if about else None,
        askers=() if kind == "article" else _askers(flat),
    )


def _flat(text: str) -> str:
    """One line; a bar where a short line or a paragraph ends."""
    parts = []
    for line in text.split("\n"):
        parts.append(collapse(line) + ("" if len(line) >= _SHORT_LINE else " |"))
    return " ".join(parts)


def _tidy(body: str) -> str:
    body = normalize("NFC", body.replace("¸", "\u0327"))  # a cedilla that stands apart: Yes¸ilgöz
    body = collapse(body.replace("|", " ")).strip(" ,")
    body = _SECOND.sub(lambda match: f"en {match['office'].capitalize()}", body)
    body += ")" * (body.count("(") - body.count(")"))
    return body[:1].upper() + body[1:]


def _signed(head: str, flat: str) -> str | None:
    """Who signs as "DE MINISTER VAN DEFENSIE," above a name, in the words of the Official Gazette."""
    match = _SIGNED.search(head)
    if not match:
        return None
    field = collapse(match["field"])
    if field.isupper():
        field = " ".join(
            word if word in {"en", "van", "voor", "de"} else word.capitalize() for word in field.lower().split()
        )
    surname = match["surname"].strip()
    also = _ALSO.search(flat)
    behalf = f", mede namens de {also['office'].capitalize()} {also['rest']}" if also else ""
    return f"{match['office'].capitalize()} {surname[:1].upper()}{surname[1:]} ({field}){behalf}"


def _local_body(head: str, tail: str) -> str | None:
    """The body by its fullest name; the signature goes before the address."""
    for pattern in _LOCAL:
        found = [match["body"] for text in (tail, head) for match in pattern.finditer(text)]
        if found:
            fullest = max(found, key=lambda body: body.lower().split(" van ")[-1][:1] not in "bgd")
            as_college = any(body.lower().startswith("college") for body in found)
            return _tidy(
                fullest if not as_college or fullest.lower().startswith("college") else f"College van {fullest}"
            )
    return None


def _date(text: str) -> str | None:
    for pattern in (_NAMED_DATE, _DATE_LINE):
        match = pattern.search(text)
        if match:
            return iso_date(match["date"])
    return None  # a date in a sentence is mostly that of another letter


def _askers(flat: str) -> tuple[str, ...]:
    for pattern in (_MEMBERS, _PARTY, _PARTY_GROUP):
        match = pattern.search(flat)
        if match:
            names = (
                [match["names"]]
                if pattern is not _MEMBERS
                else re.split(r",\s+(?:en\s+)?|\s+en\s+(?=[^()]*(?:\(|$))", match["names"])
            )
            return tuple(name.strip() for name in names if name.strip())
    return ()
