"""How far a long run is: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

    from answerstance.archiving.work import Outcome

_TOLD = 20  # errors, before only the rows tell of more


@contextmanager
def progress(total: int | None) -> Iterator[Callable[[Outcome], None]]:
    """Show on stderr how far a run is, and what could not be read.

    Parameters
    ----------
    total : int or None
        How many letters there are, if that is known.

    Yields
    ------
    callable
        To be given what came of each letter.
    """
    if not sys.stderr.isatty():
        yield _Watch(None, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[errors]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Watch(bar, total)


class _Watch:
    """Counts letters and errors."""

    def __init__(self, bar: Progress | None, total: int | None) -> None:
        self._bar = bar
        self._failed = 0
        self._task = bar.add_task("", total=total, rate="", errors="") if bar else None

    def __call__(self, found: Outcome) -> None:
        from answerstance.archiving.work import told

        if found.error:
            self._failed += 1
            if self._failed <= _TOLD:
                self._say(told(found.path, found.error))
            elif self._failed == _TOLD + 1:
                self._say("more letters cannot be read; the rows, and --log, say which")
        if self._bar is not None and self._task is not None:
            speed = self._bar.tasks[self._task].speed
            rate = f"{speed:.0f} letters/s" if speed else ""
            errors = f"{self._failed} errors" if self._failed else ""
            self._bar.update(self._task, advance=1, rate=rate, errors=errors)

    def _say(self, line: str) -> None:
        if self._bar is None:
            print(f"answerstance: {line}", file=sys.stderr)
        else:
            self._bar.console.print(f"answerstance: {line}", markup=False, highlight=False, soft_wrap=True)
