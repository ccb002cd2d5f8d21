"""Stretches of type put together to rows, raised marks to the row they belong to."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

LINE_END_HYPHEN = "\x02"
"""A hyphen at the end of a printed line: it may be part of the word or not."""

_SMALL = 0.85  # of the row's size: what is smaller may be a mark
_WIDE_GAP = 1.2  # of the type size: no space between words is as wide, not even in justified text


@dataclass(slots=True)
class Fragment:
    """A stretch of text in one type on one baseline; lengths in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
    spaced: bool = False
    """Whether the file has a space before it."""
    raised: bool = False
    """Whether it is set smaller and higher than its row."""


@dataclass(slots=True)
class Cell:
    """What stands on one baseline without a wide gap."""

    fragments: list[Fragment]
    base: float
    size: float
    """Of its largest type."""
    left: float = field(init=False)
    right: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = min(fragment.left for fragment in self.fragments)
        self.right = max(fragment.right for fragment in self.fragments)

    @property
    def text(self) -> str:
        """Its fragments, with spaces between words."""
        return "".join(" " * needs_space(self.fragments, at) + f.text for at, f in enumerate(self.fragments))


def needs_space(fragments: Sequence[Fragment], at: int) -> bool:
    """Whether a space parts a fragment from the one before it."""
    if not at:
        return False
    gap = fragments[at].left - fragments[at - 1].right
    # a line break in the file, around a raised mark say, counts as a space there but leaves no white
    least = 0.08 if fragments[at].spaced else 0.18
    return gap > least * min(fragments[at].size, fragments[at - 1].size)


def find_cells(fragments: Sequence[Fragment]) -> list[Cell]:
    """Put the stretches of a page together to cells, in no order.

    The largest type makes the rows; smaller type joins the row on whose baseline, or raised above it, it stands.
    """
    rows: list[_Row] = []
    bases: list[tuple[float, int]] = []
    tallest = max((fragment.size for fragment in fragments), default=0.0)
    for fragment in sorted(fragments, key=lambda fragment: (-fragment.size, -fragment.base, fragment.left)):
        near = _near(rows, bases, fragment, tallest)
        if near is None:
            insort(bases, (fragment.base, len(rows)))
            rows.append(_Row(fragment.base, fragment.size, [fragment]))
        else:
            fragment.raised = fragment.size < _SMALL * near.size and fragment.base > near.base + 0.12 * near.size
            near.fragments.append(fragment)
    return [cell for row in rows for cell in _cells(row)]


@dataclass(slots=True)
class _Row:
    base: float
    size: float
    fragments: list[Fragment]


def _near(rows: list[_Row], bases: list[tuple[float, int]], fragment: Fragment, tallest: float) -> _Row | None:
    """The row whose baseline is nearest among those the fragment may stand on."""
    best: tuple[float, _Row] | None = None
    first = bisect_left(bases, (fragment.base - 0.65 * tallest, -1))
    for base, number in bases[first:]:
        if base > fragment.base + 0.3 * tallest:
            break
        row = rows[number]
        offset = fragment.base - base
        level = abs(offset) <= 0.2 * fragment.size
        if not level:
            small = fragment.size < _SMALL * row.size and -0.3 * row.size < offset < 0.65 * row.size
            if not (small and _beside(row, fragment)):
                continue
        if best is None or abs(offset) < best[0]:
            best = (abs(offset), row)
    return best[1] if best else None


def _beside(row: _Row, fragment: Fragment) -> bool:
    near = row.size
    return any(
        -near < fragment.left - other.right < near or -near < other.left - fragment.right < near
        for other in row.fragments
    )


def _cells(row: _Row) -> list[Cell]:
    cells: list[list[Fragment]] = []
    for fragment in sorted(row.fragments, key=lambda fragment: fragment.left):
        if cells and fragment.left - max(other.right for other in cells[-1]) < _WIDE_GAP * row.size:
            cells[-1].append(fragment)
        else:
            cells.append([fragment])
    return [_cell(fragments, row) for fragments in cells]


def _cell(fragments: list[Fragment], row: _Row) -> Cell:
    level = [fragment for fragment in fragments if not fragment.raised] or fragments
    return Cell(fragments, row.base, max(fragment.size for fragment in level))
