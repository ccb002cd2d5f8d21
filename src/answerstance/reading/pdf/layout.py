"""From placed stretches of type to a text in reading order, with what is no running text named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerstance.reading.extract import Extract, Run, Writer, is_note_mark
from answerstance.reading.pdf.columns import Region, find_regions
from answerstance.reading.pdf.rows import LINE_END_HYPHEN, Cell, Fragment, find_cells, needs_space
from answerstance.reading.pdf.running import count_note_rows, find_running

_PARAGRAPH = 1.35  # of the usual distance between baselines: more of it shows a new paragraph
_SENTENCE_END = re.compile(r"[.?!:;][\"'’”»)\]\d]*\s*$")
_OPENS = re.compile(r"\s*[A-Z0-9À-Þ\"'“„«‘’(–•·*-]")
_LIST_HYPHEN = re.compile(r"(?:en|of|als|dan wel|en/of|noch|tot|respectievelijk|c\.q\.)\b")
_COMPOUND = re.compile(r"\w+-(?=\w)")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the text, and what it is."""

    cells: tuple[Cell, ...]
    name: str | None
    region: Region
    margin: float
    """Where the longest row of its column ends."""

    @property
    def text(self) -> str:
        return "\t".join(cell.text for cell in self.cells)

    @property
    def base(self) -> float:
        return self.cells[0].base

    @property
    def size(self) -> float:
        return max(cell.size for cell in self.cells)


def lay_out_pages(pages: Sequence[Sequence[Fragment]]) -> Extract:
    """Write pages as a text.

    Rows stay lines. An empty line shows a new paragraph where the page has more white than usual, or where a sentence
    ends so early in a row that the next word would have had room behind it.
    """
    cells = [find_cells(page) for page in pages]
    body = _body_size(pages)
    running = find_running(cells, body)
    rows: list[_Row] = []
    notes_before = False
    page_rows: list[list[_Row]] = []
    for page, (head, foot) in zip(cells, running, strict=True):
        gone = {id(cell) for cell in (*head, *foot)}
        regions = find_regions([cell for cell in page if id(cell) not in gone], body)
        rows = [*_named(head, body), *_page(regions, body, notes_before), *_named(foot, body)]
        notes_before = any(row.name == "footnote" for row in rows)
        page_rows.append(rows)
    return _write(_with_margins(page_rows), _usual_distance(page_rows, body))


def _body_size(pages: Sequence[Sequence[Fragment]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for fragment in page:
            sizes[round(fragment.size, 1)] += len(fragment.text)
    return sizes.most_common(1)[0][0]


def _named(cells: Sequence[Cell], body: float) -> Iterator[_Row]:
    for region in find_regions(cells, body):
        for row in region.rows:
            yield _Row(row, "page furniture", region, 0.0)


def _page(regions: Sequence[Region], body: float, notes_before: bool) -> Iterator[_Row]:
    for region in sorted(regions, key=lambda region: not region.aside):
        notes = 0 if region.aside else count_note_rows(region, body, notes_before)
        for at, row in enumerate(region.rows):
            name = "footnote" if at >= len(region.rows) - notes else "letterhead" if region.aside else None
            yield _Row(row, name, region, 0.0)


def _with_margins(pages: Sequence[Sequence[_Row]]) -> list[list[_Row]]:
    """Give every row the right margin of its column: the end of the longest row in columns that begin where it does."""
    reach: dict[int, float] = {}
    for rows in pages:
        for row in rows:
            if row.name is None:
                key = round(row.region.left / 20)
                reach[key] = max(reach.get(key, 0.0), row.region.right)
    return [
        [
            _Row(row.cells, row.name, row.region, reach.get(round(row.region.left / 20), row.region.right))
            for row in rows
        ]
        for rows in pages
    ]


def _usual_distance(pages: Sequence[Sequence[_Row]], body: float) -> float:
    distances: Counter[float] = Counter()
    for rows in pages:
        for above, below in pairwise(rows):
            if above.region is below.region and abs(above.size - body) < 0.6 and abs(below.size - body) < 0.6:
                distances[round(above.base - below.base, 0)] += 1
    return distances.most_common(1)[0][0] if distances else 1.2 * body


def _write(pages: Sequence[Sequence[_Row]], distance: float) -> Extract:
    words = Counter(word.lower() for rows in pages for row in rows for word in _COMPOUND.findall(row.text))
    writer = Writer()
    last: _Row | None = None  # the row before, and the row of running text before that
    flow: _Row | None = None
    for number, rows in enumerate(pages):
        for at, row in enumerate(rows):
            before = last if row.name else flow
            adjoining = before is not None and before is last
            if before is not None and row.name == before.name and _runs_on(before.text, row.text):
                if not adjoining:
                    writer.add(Run("\u00ad\n"))  # the word goes on behind what stands between its halves
            elif adjoining and before is not None and row.name == before.name:
                if _parts(before, row, distance, at == 0):
                    writer.end_paragraph()
                else:
                    writer.end_line()
            elif flow is not None and row.name is None and last is not None and _ends_paragraph(flow, row):
                writer.end_paragraph()
            else:
                writer.end_line()
            following = next((other for other in _after(pages, number, at) if other.name == row.name), None)
            _write_row(writer, row, following, words)
            last = row
            if row.name is None:
                flow = row
    return writer.extract()


def _after(pages: Sequence[Sequence[_Row]], number: int, at: int) -> Iterator[_Row]:
    yield from pages[number][at + 1 :]
    if number + 1 < len(pages):
        yield from pages[number + 1]


def _runs_on(text: str, following: str) -> bool:
    """Whether a row ends within a word or a compound that the next row ends."""
    if not text.endswith((LINE_END_HYPHEN, "-")) or len(text) < 2 or not (text[-2].isalnum()):
        return False
    start = following.lstrip()
    return bool(start) and start[0].isalnum() and not _LIST_HYPHEN.match(start)


def _keeps_hyphen(text: str, following: str, words: Counter[str]) -> bool:
    """Whether the hyphen at a row's end belongs to the word: "Noord-Holland", "EU-lid", an address of the web."""
    start = following.lstrip()
    head = re.search(r"\S+$", text[:-1])
    stem = head.group().strip("\"'“„«‘’(") if head else ""
    if not start[0].islower() or "/" in stem or "@" in stem or "www." in stem:
        return True
    return (
        any(character.isdigit() for character in stem)
        or (len(stem) > 1 and stem.isupper())
        or words[f"{stem.lower()}-"] > 0
    )


def _parts(above: _Row, below: _Row, distance: float, new_page: bool) -> bool:
    """Whether a new paragraph begins between two rows that follow each other."""
    if above.name:
        return False
    if not new_page and above.base > below.base:
        usual = distance * max(above.size, below.size, 0.1) / max(min(above.size, below.size), 0.1)
        if above.base - below.base > _PARAGRAPH * usual:
            return True
    return _ends_paragraph(above, below)


def _ends_paragraph(above: _Row, below: _Row) -> bool:
    """A sentence ends, and the next row's first word would have had room behind it."""
    if not (_SENTENCE_END.search(above.text) and _OPENS.match(below.text)):
        return False
    first = below.cells[0]
    word = re.match(r"\S+", first.text.strip())
    share = len(word.group()) / max(len(first.text.strip()), 1) if word else 0.0
    return (
        above.cells[-1].right + 0.6 * above.size + share * (first.right - first.left) < above.margin - 0.5 * above.size
    )


def _write_row(writer: Writer, row: _Row, following: _Row | None, words: Counter[str]) -> None:
    hyphen = following is not None and _runs_on(row.text, following.text)
    for number, cell in enumerate(row.cells):
        if number:
            writer.add(Run("\t", piece=row.name))
        before = ""
        for at, fragment in enumerate(cell.fragments):
            text = fragment.text
            if needs_space(cell.fragments, at):
                writer.add(Run(" ", fragment.bold, fragment.italic, row.name))
                before += " "
            if fragment is row.cells[-1].fragments[-1]:
                if hyphen and following is not None:
                    text = text[:-1] + ("-" if _keeps_hyphen(row.text, following.text, words) else "")
                elif text.endswith(LINE_END_HYPHEN):
                    text = text[:-1] + "-"
            text = text.replace(LINE_END_HYPHEN, "-")
            marked = row.name is None and fragment.raised and is_note_mark(text, before)
            writer.add(Run(text, fragment.bold, fragment.italic, "footnote mark" if marked else row.name))
            before += text
