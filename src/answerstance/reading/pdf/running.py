"""What stands on page after page, and notes at a page's foot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerstance.reading.pdf.columns import Region
from answerstance.reading.pdf.rows import Cell

_OUTER_ROWS = 8  # at each end of a page: no running head or foot has more
_SAME_PLACE = 6.0  # points
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:pagina|pag\.?|blz\.?|blad|bladzijde|page)\s*:?\s*)?(\d{1,4})(?:\s*(?:van|of|/)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_CLEAR = 1.8  # of the body's size: the least white between a numbered head or foot and the text

_SMALL_TYPE = 0.94  # of the body's size
_NOTE = re.compile(r"\W{0,2}(?:\d{1,3}|[*†‡]{1,3})\)?(?=\D|$)")


def find_running(pages: Sequence[Sequence[Cell]], body: float) -> list[tuple[list[Cell], list[Cell]]]:
    """For each page the cells of its running head and of its running foot.

    They are the outermost rows of a page that stand in the same place on another page, either word for word or with
    numbers that count the pages. A heading like "Vraag 4" at the top of a page is no running head: text of other pages
    stands as high, or its own text follows it closely.
    """
    outer = [(_outer(page), _outer(page, foot=True)) for page in pages]
    found = []
    for number, page in enumerate(pages):
        head, foot = (_running(outer, number, side, page, body) for side in (0, 1))
        found.append((head, [cell for cell in foot if cell not in head]))
    return found


def _outer(page: Sequence[Cell], foot: bool = False) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for cell in sorted(page, key=lambda cell: cell.base, reverse=not foot):
        if rows and abs(rows[-1][0].base - cell.base) < 3:
            rows[-1].append(cell)
        elif len(rows) == _OUTER_ROWS:
            break
        else:
            rows.append([cell])
    return rows


def _running(
    outer: Sequence[tuple[list[list[Cell]], list[list[Cell]]]],
    number: int,
    side: int,
    page: Sequence[Cell],
    body: float,
) -> list[Cell]:
    found: list[Cell] = []
    for row in outer[number][side]:
        hits = [
            cell
            for cell in row
            if _repeats(outer, number, side, cell, body) or _is_lone_number(cell, number, page, body)
        ]
        # a word of a widely set line may stand where it stands on another page, but among others
        hits = [cell for cell in hits if all(other in hits or _gap(cell, other) > 3 * body for other in row)]
        if not hits:
            break
        found += hits
    return found


def _repeats(
    outer: Sequence[tuple[list[list[Cell]], list[list[Cell]]]], number: int, side: int, cell: Cell, body: float
) -> bool:
    text = cell.text.strip()
    shape, numbers = _NUMBER.sub("0", text), [int(digits) for digits in _NUMBER.findall(text)]
    for other_number, other_page in enumerate(outer):
        if other_number == number:
            continue
        for other in (other for row in other_page[side] for other in row):
            if abs(other.base - cell.base) > _SAME_PLACE or _apart(other, cell):
                continue
            other_text = other.text.strip()
            if other_text == text:
                return True
            if _NUMBER.sub("0", other_text) == shape:
                steps = {b - a for a, b in zip(numbers, (int(d) for d in _NUMBER.findall(other_text)), strict=True)} - {
                    0
                }
                if steps <= {other_number - number} and _is_outside(outer, side, cell, shape, body):
                    return True
    return False


def _gap(cell: Cell, other: Cell) -> float:
    return max(cell.left - other.right, other.left - cell.right)


def _apart(cell: Cell, other: Cell) -> bool:
    middles = abs(cell.left + cell.right - other.left - other.right) / 2
    return min(abs(cell.left - other.left), abs(cell.right - other.right), middles) > _SAME_PLACE


def _is_outside(
    outer: Sequence[tuple[list[list[Cell]], list[list[Cell]]]], side: int, cell: Cell, shape: str, body: float
) -> bool:
    """Whether no page but the first, which has a letterhead, has other text that far out."""
    for page in outer[1:]:
        for other in (other for row in page[side] for other in row):
            beyond = other.base - cell.base if side == 0 else cell.base - other.base
            if (
                beyond > -_CLEAR * body
                and not _apart_columns(cell, other)
                and _NUMBER.sub("0", other.text.strip()) != shape
            ):
                return False
    return True


def _apart_columns(cell: Cell, other: Cell) -> bool:
    return cell.right < other.left or other.right < cell.left


def _is_lone_number(cell: Cell, number: int, page: Sequence[Cell], body: float) -> bool:
    """A page's own number, clear of its text."""
    match = _PAGE_NUMBER.fullmatch(cell.text)
    if not match or int(match[1]) != number + 1:
        return False
    return all(
        other is cell or abs(other.base - cell.base) > _CLEAR * body or _apart_columns(cell, other) for other in page
    )


def count_note_rows(region: Region, body: float, continued: bool) -> int:
    """How many of a region's last rows are footnotes.

    Parameters
    ----------
    region : Region
    body : float
        The size of the document's running text in points.
    continued : bool
        Whether the page before ended in a note, which may run on here.
    """
    rows = region.rows
    start = len(rows)
    while start and all(cell.size <= _SMALL_TYPE * body for cell in rows[start - 1]):
        start -= 1
    first = next((at for at in range(start, len(rows)) if _opens_note(rows[at])), None)
    if first is None:
        return 0
    # what stands right above the first note of a page is the end of the last page's note
    while continued and first > start and rows[first - 1][0].base - rows[first][0].base < 1.6 * rows[first][0].size:
        first -= 1
    return len(rows) - first


def _opens_note(row: Sequence[Cell]) -> bool:
    """A note begins with its mark, raised or set apart from its text."""
    fragment = row[0].fragments[0]
    if fragment.raised:
        return bool(_NOTE.match(fragment.text))
    match = _NOTE.match(row[0].text)
    return bool(match) and bool(row[0].text[match.end() :].strip() or len(row) > 1)
