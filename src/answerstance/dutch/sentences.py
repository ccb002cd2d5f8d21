"""Cut Dutch running text into sentences, by rules and an abbreviation list.

The rules are written for official letters, also as they come out of PDF files and OCR: references
("art. 40 RvO", "nr. 382"), titles ("mr.drs."), dates, amounts, closing quotes and note marks after
the stop, and a missing space after the stop ("doen.Op termijn").
"""

from __future__ import annotations

import re
from functools import cache

from answerstance.dutch.lists import entries
from answerstance.records import Span

# A stop, what closes with it (quotes, brackets, a note mark such as "[3]"), and the gap after it.
_STOP = re.compile(
    r"""(?P<stop>[.!?…]+)
        (?P<close>["'”’»›)\]]*(?:\s?\[\d[\d,\s]{0,12}\])?)
        (?:(?P<gap>\s+)|(?=["'“‘„«(]?[A-ZÀ-ÖØ-Þ]))""",
    re.VERBOSE,
)
_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*(?:\n\s*|(?=[-•–*]\s))")
_OPENING = re.compile(r"""["'“‘„«(\[\s–—•-]*""")
_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?)|(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_NUMBERING = re.compile(r"""["'“‘„«(\s]*(?:\d{1,2}|[a-z]|[ivx]{1,4})""")
_GLUED = re.compile(r"[^\W\d_]{2,}|\d+|%|.*[)\]%€]")
_LOOK_BACK = 24
_ADDRESS = 60


@cache
def abbreviations() -> dict[str, str]:
    """The abbreviation list: lower-case abbreviation without its last stop, to its kind (see the data file)."""
    return dict(line.split() for line in entries("abbreviations"))  # type: ignore[misc]


@cache
def openers() -> frozenset[str]:
    """Lower-case words that open sentences rather than names."""
    return frozenset(entries("openers"))


def _before(text: str, low: int, stop: int) -> str:
    """The word that ends at `stop`, with inner stops, no further back than `low`."""
    start = max(low, stop - _LOOK_BACK)
    words = text[start:stop].split()
    if not words or text[stop - 1].isspace():
        return ""
    return words[-1].lstrip("\"'“‘„«([")


def _ends(text: str, low: int, match: re.Match[str]) -> bool:
    """Whether the stop ends the sentence that began at `low`. The order of the rules is the order of certainty."""
    stop, after = match["stop"], match.end()
    if after >= len(text):
        return True
    opening = _OPENING.match(text, after)
    first = text[opening.end()] if opening and opening.end() < len(text) else ""
    if not first or (first.islower() and not (opening and text.startswith("lk ", opening.end()))):
        return False  # no sentence opens in lower case, but for a scanned "Ik"; "?" and "…" stand inside sentences
    word = _before(text, low, match.start())
    lower = word.lower()
    if match["gap"] is None:
        return _glued_end(text, match, word)
    if stop != ".":
        return True
    if match["close"]:  # "(…, nr. 12.) De": what closes with the stop closes a sentence
        return True
    if _NUMBERING.fullmatch(text, low, match.start()):  # "1. Wij …": the number belongs to what follows
        return False
    kind = abbreviations().get(lower)
    if kind == "bound":
        return False
    following = _WORD.match(text, opening.end()) if opening else None
    opens = following is not None and following[0].lower() in openers()
    if kind == "either":
        return opens
    if kind == "number":
        return opens and not first.isdigit()
    if _INITIALS.fullmatch(word) and not word.isdigit():  # "J.P. Wassens", but "plan B. De kosten"
        return opens
    return True


def _glued_end(text: str, match: re.Match[str], word: str) -> bool:
    """Whether a stop without a space ends a sentence: between two words, yes; in a name or an address, no."""
    at = match.start()
    run = "".join(text[max(0, at - _ADDRESS) : at].split()[-1:] + text[at : at + _ADDRESS].split()[:1])
    if match["stop"] == "." and (not word or "@" in run or "/" in run or "www" in run):
        return False
    if match["stop"] == "." and not match["close"]:
        if word.lower() in abbreviations() or "." in word or not _GLUED.fullmatch(word):
            return False
        following = _WORD.match(text, match.end())
        return following is None or len(following[0]) == 1 or following[0][1:].islower()
    return True


def sentences(text: str) -> list[Span]:
    """Find the sentences of a Dutch text.

    Parameters
    ----------
    text : str
        Any text; white space need not be collapsed. A blank line, and a line that opens with a
        bullet, also end a sentence.

    Returns
    -------
    list of Span
        Half-open code-point offsets into `text`, in order and disjoint. What lies between them is
        white space; no sentence starts or ends with white space. Empty for a blank text.

    Notes
    -----
    Rules and lists of this project (``abbreviations.txt``, ``openers.txt``), one pass, linear time.
    """
    ends = [match.end() for match in _BREAK.finditer(text)] if "\n" in text else []
    breaks = iter([*ends, len(text)])
    spans: list[Span] = []
    low, limit = _skip(text, 0), next(breaks)
    for match in _STOP.finditer(text):
        while limit <= match.start():
            low, limit = _close(spans, text, low, limit), next(breaks)
        if match.start() >= low and _ends(text, low, match):
            low = _close(spans, text, low, match.end())
    while True:
        low = _close(spans, text, low, limit)
        if limit >= len(text):
            return spans
        limit = next(breaks)


def _skip(text: str, at: int) -> int:
    """The first place from `at` on that is not white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _close(spans: list[Span], text: str, low: int, high: int) -> int:
    """Add ``text[low:high]`` without the white space around it; return where the next sentence may start."""
    if high <= low:
        return low
    end = high
    while end > low and text[end - 1].isspace():
        end -= 1
    if end > low:
        spans.append(Span(low, end))
    return _skip(text, high)
