"""Heads and feet of printed pages in a text that no longer has pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from answerstance.segmenting.footnotes import may_open_note
from answerstance.segmenting.lines import Line

_PAGE = re.compile(
    r"""^\s*(?:
      (?:’s|'s)-Gravenhage\s+\d{4}\s*(?=$|Tweede) .*
    | (?:Tweede|Eerste)\s+Kamer,\s+vergaderjaar\s+\d{4}\s?[-–—]\s?\d{2,4},\s+
      (?:(?:Aanhangsel|Vragen|Handelingen)\b.{0,60}|[\d\s]{2,7}\s?(?:[IVX]{1,5}|[A-Z]{1,2})?(?:\s*\([\w\s]{1,12}\))?,\s.{1,20})
    | (?:kst|ah)-\d[\w-]{3,20}
    | KVR\d{3,6} | \d{4}tkkvr\d{3,5} | Sdu\s+Uitgevers.{0,30}
    | ISSN\s+\d{4}\s*-\s*\d{3}[\dX]\b.{0,120}
    | (?:ah|kv|kst|h)-(?:tk|ek)-?[\dZ-]{4,20}
    | (?:pagina|pag\.|blz\.|blad|bladzijde|page)\s*:?\s*\d{1,3}\s*(?:(?:van|of|/)\s*\d{1,3})?\s*\.?
    | vervolg(?:blad|vel|pagina)\s*:?\s*\d{1,3}
    | \d{1,3}\s*(?:van|[/|])\s*\d{1,3}
    | [-–—]\s?\d{1,3}\s?[-–—]
    | /\s?\d{1,3}
    | (?:terug\s+)?naar\s+boven
    )\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNT = re.compile(  # the number of a page in a line that says more: "RIS 325518   2/3", "Blad 2 van 4   Postbus 10"
    r"""(?:^\s*|[\s|–-])(?:pagina|pag\.|blz\.|blad|bladzijde|page)\s*:?\s*(?P<named>\d{1,3})(?:\s*(?:van|of|/)\s*(?P<of>\d{1,3}))?(?:\s*$|\s{2,})
      | (?:\s{2,}|\|\s*)(?P<last>\d{1,3})(?:\s*/\s*(?P<all>\d{1,3})|\s+van\s+\d{1,3})?\s*$
      | ^\s*(?P<first>\d{1,3})\s{2,}(?=\S)""",
    re.VERBOSE | re.IGNORECASE,
)
_WHERE = re.compile(  # what only an address says
    r"\b\d{4}\s?[A-Z]{2}\b\s+[A-Z’']|\bNL\d\d\s?[A-Z]{4}\s?\d|\b[Pp]ostbus\s\d|\b(?:[Tt]el(?:efoon(?:nummer)?)?|[Ff]ax|[Ee]-?mail)\b\W{0,3}(?:[\d(+]|\S+@)"
    r"|^\W*(?i:(?:ons|uw)\s+)?(?i:code|kenmerk|zaaknummer|registratienummer|documentnummer|referentie)\s*(?::|(?=\S*\d)).{1,40}$"
)
_HEADS = re.compile(r"^\W*(?:(?:be)?ant(?:w|vv)|vr[a@]|reactie|toelichting)", re.IGNORECASE)
_NUMBERED = re.compile(r"\d[\d./-]{3,}")  # as a reference is
_REFERS = re.compile(r"\b(?:zie|verwijs|verwijzen)\b", re.IGNORECASE)
_FAR = 8  # lines of a head or a foot
_LETTERHEAD = 30  # lines that may come back at the head of a page
_SHORTEST = 5  # letters and digits of a line that tells its page
_LONGEST = 130
_NARROW = 60
_PAGE_LENGTH = 5  # lines at least between two page numbers that stand alone
_ASIDE = 30  # blanks before a number that stands at the right or in the middle
_ON_SEVERAL = 3
_LONG = 20  # letters and digits: a line as long does not come back by chance
_NO_LETTER = re.compile(r"[\W_]+")
_COLUMNS = re.compile(r"\s{2,}|\s+[|–—-]\s+|:\s")


def find_page_lines(text: str, lines: Sequence[Line]) -> set[int]:
    """The lines that printing put at the head or the foot of a page, by their places.

    Page numbers are found by their form, or as they count from line to line. Next to them, or to a form feed, stands
    what is on several pages, what was in the letterhead, or an address.
    """
    keys = [_key(line.text) for line in lines]
    sure = {at for at, line in enumerate(lines) if _PAGE.match(line.text) or _cuts(lines, at)}
    sure |= _counting(text, lines) | _printed_again(lines, keys)
    breaks = _breaks(text, lines, sure)
    if not breaks:
        return sure
    beside = _Beside(lines, keys, sure, breaks)
    found = set(sure)
    for above, below in breaks:
        for side in (range(above, above - _FAR, -1), range(below, below + _FAR)):
            for at in side:
                if not 0 <= at < len(lines) or (at not in sure and not beside.runs(at)):
                    break
                found.add(at)
    return found


class _Beside:
    """What stands beside the page numbers of a letter, and on how many pages."""

    def __init__(
        self, lines: Sequence[Line], keys: Sequence[str], sure: set[int], breaks: Sequence[tuple[int, int]]
    ) -> None:
        self.lines, self.keys = lines, keys
        on: dict[str, set[int]] = defaultdict(set)  # the pages that bear a line, or its like
        bearing: dict[str, set[int]] = defaultdict(set)  # the lines that do: one may stand near two page numbers
        near = set(range(min(_LETTERHEAD, len(lines))))
        for page, (above, below) in enumerate(breaks):
            for at in (*range(above - _FAR + 1, above + 1), *range(below, below + _FAR)):
                if 0 <= at < len(lines) and at not in sure:
                    near.add(at)
                    for name in (keys[at], _shape(lines[at].text)):
                        on[name].add(page)
                        bearing[name].add(at)
        self.times = {name: min(len(on[name]), len(bearing[name])) for name in on}
        far = [at for at in range(len(lines)) if at not in near and at not in sure]
        self.elsewhere = {keys[at] for at in far} | {_shape(lines[at].text) for at in far}
        self.head = {_key(part) for line in lines[:_LETTERHEAD] for part in (line.text, *_COLUMNS.split(line.text))}

    def runs(self, at: int) -> bool:
        """Whether a line is a running head or foot."""
        line, key, shape = self.lines[at].text, self.keys[at], _shape(self.lines[at].text)
        times = self.times[key]
        if len(key) < _SHORTEST or len(line) > _LONGEST or key in self.elsewhere:
            return False
        if _HEADS.match(line) and (len(key) < 2 * _LONG or times < 2):
            return False
        parts = [_key(part) for part in _COLUMNS.split(line) if _key(part)]
        # a law cited twice, or "Ik verwijs naar het antwoord op" under two questions
        plain = len(parts) < 2 and not _NUMBERED.search(line)
        runs_on = plain and (line.lstrip()[:1].islower() or _REFERS.search(line) is not None)
        if times > 1 and not runs_on and (not _ends(line) or self._follows_head(at)):
            return True
        if _ends(line) or may_open_note(self.lines[at]):
            return False
        if self.times[shape] >= _ON_SEVERAL and shape not in self.elsewhere:
            return True
        again = (
            at >= _LETTERHEAD
            and not runs_on
            and all(any(known.endswith(part) for known in self.head) for part in parts)
        )
        return again or bool(_WHERE.search(line))

    def _follows_head(self, at: int) -> bool:
        """Whether a sentence stands behind a line that comes back with it; "Zie het antwoord op vraag 2." may alone."""
        return at > 0 and self.times.get(self.keys[at - 1], 0) > 1 and not _ends(self.lines[at - 1].text)


def _printed_again(lines: Sequence[Line], keys: Sequence[str]) -> set[int]:
    """Several lines in a row that the letterhead has too."""
    head = {key for key in keys[:_LETTERHEAD] if len(key) >= _SHORTEST}
    found: set[int] = set()
    row: list[int] = []
    for at in range(_LETTERHEAD, len(lines) + 1):
        text = lines[at].text.strip() if at < len(lines) else ""
        if text and keys[at] in head and len(text) <= _NARROW and not text[0].islower() and not _HEADS.match(text):
            row.append(at)
            continue
        if len(row) >= _ON_SEVERAL and sum(any(c.isdigit() for c in keys[place]) for place in row) > 1:
            found.update(row)
        row = []
    return found


def _cuts(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a number in the middle of a sentence."""
    if not 0 < at < len(lines) - 1 or len(lines[at].text) > _NARROW or not lines[at].text.strip().isdigit():
        return False
    before, after = lines[at - 1].text.rstrip(), lines[at + 1].text.lstrip()
    return before[-1:].isalpha() and len(before) > _LONG and after[:1].islower() and after[1:2].isalpha()


def _breaks(text: str, lines: Sequence[Line], sure: set[int]) -> list[tuple[int, int]]:
    """Where pages part: the line above and the line below a run of page numbers, or below a form feed."""
    found: list[tuple[int, int]] = []
    for at in range(len(lines)):
        fed = at > 0 and "\f" in text[lines[at - 1].end : lines[at].start + 1]
        if at in sure and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        elif at in sure:
            found.append((at - 1, at + 1))
        elif fed and not (found and found[-1][1] == at):
            found.append((at - 1, at))
    if found and found[-1][1] < len(lines):
        found.append((len(lines) - 1, len(lines)))  # the letter ends with a page
    return found


def _counting(source: str, lines: Sequence[Line]) -> set[int]:
    """Lines that are the same but for a number that counts on, or that say which page of how many they are."""
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    found = set()
    for at, line in enumerate(lines):
        aside = len(line.text) - len(line.text.lstrip()) >= _ASIDE and line.text.strip()
        if aside and aside.isdecimal() and len(aside) < _ON_SEVERAL:
            alike[""].append((int(aside), at))
        text = source[line.start : line.end].replace("\t", "  ")
        match = _COUNT.search(text) if len(text.rstrip()) <= _LONGEST else None
        if not match or _HEADS.match(text) or text.rstrip().endswith((".", "?", "!")):
            continue
        number = match["named"] or match["last"] or match["first"]
        rest = _key(text[: match.start()] + " " + text[match.end() :])
        if len(rest) < (_SHORTEST if match["named"] or match["all"] else _LONG // 2):
            continue
        alike[rest].append((int(number), at))
        total = match["of"] or match["all"]
        if total and int(number) <= int(total) and (match["all"] or not match.start() or "  " in text.strip()):
            found.add(at)
    for rest, places in alike.items():
        numbers = [number for number, _ in places]
        far = rest or all(after - before > _PAGE_LENGTH for (_, before), (_, after) in pairwise(places))
        if len(places) > 1 and far and all(after == before + 1 for before, after in pairwise(numbers)):
            found.update(at for _, at in places)
    return found


def _key(line: str) -> str:
    return _NO_LETTER.sub("", line.lower())


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _ends(line: str) -> bool:
    """Whether a line ends as running text does."""
    stripped = line.strip()
    return len(stripped) > 100 or stripped.endswith((".", "?", "!", ":", ";", ","))
