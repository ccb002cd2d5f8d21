"""A source to a Letter: furniture out, exchanges paired, everything left named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from answerstance.reading import Source
from answerstance.records import Answer, Exchange, Letter, Piece, Question, Span
from answerstance.segmenting.blocks import Draft, Place
from answerstance.segmenting.exchanges import find_exchanges
from answerstance.segmenting.furniture import find_furniture
from answerstance.segmenting.headings import find_headings, find_numbered
from answerstance.segmenting.kinds import is_postponed, kind_without_exchanges
from answerstance.segmenting.lines import Line, clean_text, merge, split_lines
from answerstance.segmenting.markup import find_markup
from answerstance.segmenting.metadata import find_meta
from answerstance.segmenting.references import find_references
from answerstance.segmenting.tables import find_table_rows

_NUMBER = re.compile(r"\s*\d{1,3}[a-z]?[.)]\s+(?=\S)")


def lay_out(source: Source) -> Letter:
    """Find a text's exchanges, kind and metadata.

    Any text gives a letter: where nothing is asked and answered, `Letter.exchanges` is empty and `Letter.kind` says
    what the text is instead.
    """
    text = source.text
    markup = find_markup(text)
    furniture = find_furniture(text, markup.pieces, markup.note_starts, source.pieces)
    pieces = _disjoint([*source.pieces, *furniture, *markup.pieces])
    lines = split_lines(text, pieces)
    exchanges = _table_exchanges(text, pieces)
    if not exchanges:
        bold = sorted(dict.fromkeys((*markup.bold, *source.bold)))
        italic = sorted(dict.fromkeys((*markup.italic, *source.italic)))
        drafts = find_exchanges(lines, _styles(text, lines, bold, italic))
        exchanges = [_drafted(text, lines, draft) for draft in drafts]
        exchanges = [exchange for exchange in exchanges if exchange.questions or exchange.answer]
    answered = [exchange for exchange in exchanges if exchange.answer is not None]
    asked = sum(len(exchange.numbers) for exchange in exchanges)
    headed = any(exchange.rule == "headings" for exchange in answered)
    few = 2 * len(answered) <= (len(exchanges) if headed else asked)
    if not answered or (few and is_postponed(text, of_answers=not headed)):
        exchanges = []
    exchanges = _with_references(exchanges)
    used = sorted(span for exchange in exchanges for span in _spans(exchange))
    begin, end = (used[0].start, used[-1].end) if used else (len(text), len(text))
    shown = split_lines(text, markup.pieces)
    head = "\n".join("\n" * bool(line.gap) + line.text.rstrip() for line in shown if line.start < begin)
    tail = "\n".join("\n" * bool(line.gap) + line.text.rstrip() for line in shown if line.start >= end)
    if exchanges:
        kind = "answers"
    else:
        asking = [h for h in find_headings(lines) if h.role == "question"] or find_numbered(lines)
        kind = kind_without_exchanges(head, len(asking))
    return Letter(
        text=text,
        kind=kind,
        path=source.path,
        format=source.format,
        sha256=source.sha256,
        meta=find_meta(head, tail, kind, " ".join(text[a:b] for a, b, name in furniture if name == "page furniture")),
        exchanges=tuple(exchanges),
        pieces=tuple(_left_over(text, pieces, used)),
    )


def _disjoint(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces in order; where two overlap, the one that begins first and the longer one stay."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if kept and piece.start < kept[-1].end:
            if piece.end > kept[-1].end:
                kept.append(piece._replace(start=kept[-1].end))
            continue
        kept.append(piece)
    return kept


def _table_exchanges(text: str, pieces: Sequence[Piece]) -> list[Exchange]:
    found = []
    for row in find_table_rows(text):
        questions = [_without(text, question, pieces) for question in row.questions]
        answer = _without(text, row.answer, pieces)
        if len(questions) == 1 and len(questions[0]) == len(row.numbers):  # parted by line breaks
            questions = [(span,) for span in questions[0]]
        if len(questions) == len(row.numbers):
            asked = list(zip(row.numbers, questions, strict=True))
        else:
            asked = [(None, questions[0])]
        found.append(_exchange(text, row.numbers, asked, answer, "table"))
    return [exchange for exchange in found if exchange.questions or exchange.answer]


def _without(text: str, span: Span, pieces: Sequence[Piece]) -> tuple[Span, ...]:
    kept, at = [], span.start
    for index in range(max(bisect_left(pieces, (span.start,)) - 1, 0), len(pieces)):
        piece = pieces[index]
        if piece.start >= span.end:
            break
        if piece.end > at:
            kept.append(Span(at, max(piece.start, at)))
            at = piece.end
    kept.append(Span(min(at, span.end), span.end))
    return merge(text, kept)


def _styles(text: str, lines: Sequence[Line], bold: Sequence[Span], italic: Sequence[Span]) -> list[str]:
    """For each line what emphasis covers all of it, a number before it aside: title, bold, italic or plain."""
    styles = []
    for line in lines:
        number = _NUMBER.match(line.text)
        first, last = line.spans_from(number.end() if number else 0)[0].start, line.kept[-1].end
        first += len(text[first:last]) - len(text[first:last].lstrip())
        last -= len(text[first:last]) - len(text[first:last].rstrip())
        if text[line.start : first].lstrip().startswith("#"):
            styles.append("title")
        elif _covers(bold, first, last):
            styles.append("bold")
        elif _covers(italic, first, last):
            styles.append("italic")
        else:
            styles.append("plain")
    return styles


def _covers(spans: Sequence[Span], first: int, last: int) -> bool:
    at = bisect_left(spans, (first + 1,)) - 1
    return at >= 0 and spans[at].start <= first and last <= spans[at].end


def _exchange(
    text: str,
    numbers: tuple[str, ...],
    questions: Sequence[tuple[str | None, tuple[Span, ...]]],
    answer: tuple[Span, ...],
    rule: str,
) -> Exchange:
    """The record of an exchange; what holds no visible character is no question and no answer."""
    asked = [Question(number, clean_text(text, spans), spans) for number, spans in questions]
    answered = Answer(clean_text(text, answer), answer)
    return Exchange(
        numbers, tuple(question for question in asked if question.text), answered if answered.text else None, rule=rule
    )


def _drafted(text: str, lines: Sequence[Line], draft: Draft) -> Exchange:
    questions = [(number, _stretch(text, lines, start, end)) for number, start, end in draft.questions]
    answer = _stretch(text, lines, *draft.answer) if draft.answer else ()
    return _exchange(text, draft.numbers, questions, answer, draft.rule)


def _stretch(text: str, lines: Sequence[Line], start: Place, end: Place) -> tuple[Span, ...]:
    """The kept text from one place to another."""
    spans: list[Span] = []
    for at in range(start[0], min(end[0] + 1, len(lines))):
        row = lines[at].spans_from(start[1] if at == start[0] else 0)
        if at == end[0]:
            if not end[1]:
                break
            rest = lines[at].spans_from(end[1])
            stop = rest[0].start if rest else lines[at].end
            row = tuple(Span(a, min(b, stop)) for a, b in row if a < stop)
        spans += row
    return merge(text, spans)


def _with_references(exchanges: Sequence[Exchange]) -> list[Exchange]:
    lists = {id(exchange.numbers): exchange.numbers for exchange in exchanges}.values()  # answers may share one
    known = {number: None for numbers in lists for number in numbers}
    before = dict(zip(known, [None, *known], strict=False))
    return [
        Exchange(
            exchange.numbers,
            exchange.questions,
            exchange.answer,
            find_references(exchange.answer.text, exchange.numbers, before) if exchange.answer else (),
            exchange.rule,
        )
        for exchange in exchanges
    ]


def _spans(exchange: Exchange) -> list[Span]:
    spans = [span for question in exchange.questions for span in question.spans]
    return spans + list(exchange.answer.spans if exchange.answer else ())


def _left_over(text: str, pieces: Sequence[Piece], used: Sequence[Span]) -> list[Piece]:
    """Name what is in no exchange, so that pieces and exchanges together cover the text."""
    begin, end = (used[0].start, used[-1].end) if used else (len(text), len(text))
    named = _disjoint([*(Piece(*span, "used") for span in used), *pieces])
    found: list[Piece] = []
    at = 0
    for piece in [*named, Piece(len(text), len(text), "used")]:
        if piece.start > at:
            gap = text[at : piece.start]
            name = (
                "space"
                if not gap.strip()
                else "body"
                if not used
                else "preamble"
                if at < begin
                else "closing"
                if at >= end
                else "heading"
            )
            found.append(Piece(at, piece.start, name))
        if piece.name != "used":
            found.append(piece)
        at = max(at, piece.end)
    return found
