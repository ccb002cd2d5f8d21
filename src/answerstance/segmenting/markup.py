"""Markdown and the little HTML that converters leave in it: what of a text is markup, and what it marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from answerstance.records import Piece, Span

_SIMPLE = re.compile(
    r"""
    (?=[<\[\\]|^[ ]{0,3}[\#>*_-])(?:                                # nothing else begins one: quickly told
      (?P<sup><sup>\s{0,3}(?P<mark>[\d*,\s]{1,12})\s{0,3}</sup>)      # <sup>1</sup>
    | (?P<note>\[\^(?P<name>\w{1,12})\])                              # [^1]
    | (?P<link>(?<!\\)\[(?P<shown>[^\[\]\n]{1,300})\](?P<url>\([^()\s]{1,600}\)))
    | (?P<tag></?(?:b|i|u|em|strong|sup|sub|br|p|div|span|font)(?:\s[^<>\n]{0,200})?/?>)
    | (?P<hash>^[ ]{0,3}\#{1,6}[ \t]+)
    | (?P<quote>^[ ]{0,3}>[ ]?)
    | (?P<rule>^[ ]{0,3}(?:[-*_][ ]?){3,40}$)
    | (?P<escape>\\(?=[-\\`*_{}\[\]()#+.!|<>]|$))
    )""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_RUN = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=[^\s_])|(?<=[\w.?!,:;)\]»”’\"'%])_{1,3}(?!\w)")
_BLANK = re.compile(r"\n[ \t\r]*\n")


class Markup(NamedTuple):
    """What `find_markup` found, in the order of the text."""

    pieces: tuple[Piece, ...]
    """``markup`` and ``footnote mark`` pieces, disjoint."""
    bold: tuple[Span, ...]
    italic: tuple[Span, ...]
    note_starts: tuple[tuple[int, str], ...]
    """Where a footnote mark opens a line, and its name: the body of that note follows."""


def find_markup(text: str) -> Markup:
    """Find markdown and HTML marks; only marks that come in pairs count as emphasis."""
    pieces: list[Piece] = []
    note_starts: list[tuple[int, str]] = []
    for match in _SIMPLE.finditer(text):
        start, end = match.span()
        kind = match.lastgroup if match.lastgroup not in {"mark", "name", "shown", "url"} else None
        if match["sup"] or match["note"]:
            pieces.append(Piece(start, end, "footnote mark"))
            if start == 0 or text[start - 1] == "\n":
                note_starts.append((start, (match["mark"] or match["name"]).strip()))
        elif match["link"]:
            pieces.append(Piece(start, start + 1, "markup"))
            pieces.append(Piece(match.start("url") - 1, end, "markup"))
        elif end > start and kind:
            pieces.append(Piece(start, end, "markup"))
    bold: list[Span] = []
    italic: list[Span] = []
    taken = [(piece.start, piece.end) for piece in pieces]
    emphasis = [run for run in _emphasis(text, bold, italic) if not _inside(run, taken)]
    # both are nearly in order, which a set would shuffle and make costly to sort
    pieces = sorted(dict.fromkeys([*pieces, *(Piece(*run, "markup") for run in emphasis)]))
    return Markup(tuple(pieces), tuple(sorted(bold)), tuple(sorted(italic)), tuple(note_starts))


def _inside(run: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    at = bisect_right(taken, run)
    return any(start < run[1] and run[0] < end for start, end in taken[max(0, at - 1) : at + 1])


def _emphasis(text: str, bold: list[Span], italic: list[Span]) -> list[tuple[int, int]]:
    """The paired runs of ``*`` and ``_``; a run opens before text and closes after it, within one paragraph."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*(match.start() for match in _BLANK.finditer(text)), len(text)]:
        opened: dict[str, tuple[int, int]] = {}
        for match in _RUN.finditer(text, start, end):
            run, left, right = match.group(), match.start(), match.end()
            before = text[left - 1] if left else " "
            after = text[right] if right < len(text) else " "
            if run in opened and not before.isspace():
                begin = opened.pop(run)
                found += [begin, (left, right)]
                if len(run) != 1:
                    bold.append(Span(begin[1], left))
                if len(run) != 2:
                    italic.append(Span(begin[1], left))
            elif not after.isspace() and not before.isalnum():
                opened[run] = (left, right)
        start = end
    return found
