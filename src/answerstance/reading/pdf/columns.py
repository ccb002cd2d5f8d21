"""The reading order of a page: by columns where a gutter parts them, else from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from answerstance.reading.pdf.rows import Cell

_GUTTER = 0.8  # of the body's size: the least width of the white between two columns
_NARROWEST = 10.0  # of the body's size: the least width of a column of running text
_FILLED = 0.7  # of its column's width: what a row of running text fills, unless it ends a paragraph
_CLEAR = 3.2  # of the body's size: the least white between a page's text and a row at its edge
_BAND = 1.5  # of the body's size: more white than this between two baselines may part bands of a page
_MOST_BANDS = 40  # a page with more of them is a table
_MOST_CELLS = 3000
_DEPTH = 3  # columns within columns within columns


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that are read one after another."""

    rows: tuple[tuple[Cell, ...], ...]
    aside: bool = False
    """Whether it is small type in a margin, as a letterhead has."""

    @property
    def left(self) -> float:
        """Where most rows begin or, of two such places, the left one."""
        return min(row[0].left for row in self.rows)

    @property
    def right(self) -> float:
        """Where its longest row ends."""
        return max(row[-1].right for row in self.rows)


def find_regions(cells: Sequence[Cell], body: float) -> list[Region]:
    """Part a page into regions in reading order.

    A recursive cut along white lanes, upright lanes first (Nagy and Seth 1984); a lane between labels and what they
    name, or through a table, is none: there each left piece has its right one on the same baseline.

    Parameters
    ----------
    cells : sequence of Cell
    body : float
        The size of the document's running text in points.
    """
    if not cells:
        return []
    rows = _rows(cells, body)
    if len(cells) > _MOST_CELLS:
        return [Region(rows)]
    # a lone row at the edge, such as the head of a letter of one page, is in no column
    head = len(rows) > 2 and rows[0][0].base - rows[1][0].base > _CLEAR * body
    foot = len(rows) > 2 + head and rows[-2][0].base - rows[-1][0].base > _CLEAR * body
    inner = rows[head : len(rows) - foot]
    found = _regions([cell for row in inner for cell in row], body, _DEPTH)
    return [Region(rows[:1])] * head + found + [Region(rows[-1:])] * foot


def _regions(cells: list[Cell], body: float, depth: int) -> list[Region]:
    if not depth or not _any_apart(cells):
        return [Region(_rows(cells, body))]
    columns = _columns(cells, body, depth)
    if columns:
        return columns
    bands = _bands(cells, body)
    if not 1 < len(bands) <= _MOST_BANDS:
        return [Region(_rows(cells, body))]
    found: list[Region] = []
    plain: list[Cell] = []
    start = 0
    while start < len(bands):
        for stop in range(len(bands), start, -1):
            part = [cell for band in bands[start:stop] for cell in band]
            columns = _columns(part, body, depth)
            if columns:
                if plain:
                    found.append(Region(_rows(plain, body)))
                    plain = []
                found += columns
                start = stop
                break
        else:
            plain += bands[start]
            start += 1
    if plain:
        found.append(Region(_rows(plain, body)))
    return found


def _any_apart(cells: Sequence[Cell]) -> bool:
    return max(cell.left for cell in cells) > min(cell.right for cell in cells)


def _columns(cells: list[Cell], body: float, depth: int) -> list[Region] | None:
    """The two sides of the widest lane that parts columns; None where no lane does."""
    if not _any_apart(cells):
        return None
    lanes: list[tuple[float, float]] = []
    reach = None
    for cell in sorted(cells, key=lambda cell: cell.left):
        if reach is not None and cell.left - reach >= _GUTTER * body:
            lanes.append((cell.left - reach, reach))
        reach = cell.right if reach is None else max(reach, cell.right)
    for _, edge in sorted(lanes, reverse=True):
        left = [cell for cell in cells if cell.right <= edge]
        right = [cell for cell in cells if cell.right > edge]
        narrow, wide = sorted((left, right), key=_width)
        if len(_rows(narrow, body)) < 2 or len(_rows(wide, body)) < 2:
            continue
        if _width(narrow) < 0.5 * _width(wide):
            if _shared_baselines(narrow, wide, body) > 0.7:
                continue
            if _type_size(narrow) < 0.95 * body:
                return [Region(_rows(narrow, body), aside=True), *_regions(wide, body, depth - 1)]
        elif not (_is_column(left, body) and _is_column(right, body)):
            continue
        return _regions(left, body, depth - 1) + _regions(right, body, depth - 1)
    return None


def _is_column(cells: Sequence[Cell], body: float) -> bool:
    """Rows of running text fill their column; the cells of a table do not."""
    rows = _rows(cells, body)
    width = _width(cells)
    if len(rows) < 3 or width < _NARROWEST * body:
        return False
    filled = sum(sum(cell.right - cell.left for cell in row) > _FILLED * width for row in rows)
    return filled >= max(3, len(rows) / 4)


def _width(cells: Sequence[Cell]) -> float:
    return max(cell.right for cell in cells) - min(cell.left for cell in cells)


def _type_size(cells: Sequence[Cell]) -> float:
    return median(cell.size for cell in cells)


def _shared_baselines(narrow: Sequence[Cell], wide: Sequence[Cell], body: float) -> float:
    bases = [cell.base for cell in wide]
    return sum(any(abs(cell.base - base) < 0.3 * body for base in bases) for cell in narrow) / len(narrow)


def _bands(cells: Sequence[Cell], body: float) -> list[list[Cell]]:
    bands: list[list[Cell]] = []
    last = 0.0
    for cell in sorted(cells, key=lambda cell: -cell.base):
        if bands and last - cell.base <= _BAND * max(body, cell.size):
            bands[-1].append(cell)
        else:
            bands.append([cell])
        last = cell.base
    return bands


def _rows(cells: Sequence[Cell], body: float) -> tuple[tuple[Cell, ...], ...]:
    """Cells of one baseline together, from top to bottom."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: -cell.base):
        if rows and rows[-1][0].base - cell.base < 0.3 * body:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return tuple(tuple(sorted(row, key=lambda cell: cell.left)) for row in rows)
