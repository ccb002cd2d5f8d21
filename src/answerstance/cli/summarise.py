"""``answerstance summarise``: count stances by body, year and the like."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from answerstance.cli.commands import add_command, tell
from answerstance.errors import AnswerStanceError

if TYPE_CHECKING:
    from answerstance.evaluating.summaries import Summary

_DESCRIPTION = """\
Count the stances in rows that `answerstance label` wrote, by group, with shares that are corrected
for the errors the model is known to make, and 95 % intervals that hold the uncertainty of both.

  answerstance label letters/* -o rows.csv
  answerstance summarise rows.csv --by office,year --plot shares.svg

Groups: body (as the letter words it), office (a minister's ministry, any other body as it is), year, asker, kind,
letter. Without --by all answers are counted together.
"""
_FORMS = ("table", "json", "csv")
_PIPED = 120  # columns of a table that goes into a file or a pipe


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the others."""
    help_line = "count stances in labelled rows, corrected for known errors"
    parser = add_command(commands, "summarise", _run, help_line, _DESCRIPTION)
    parser.add_argument(
        "rows", metavar="ROWS", help="rows that `answerstance label -o` wrote: .jsonl, .csv, .parquet or .sqlite"
    )
    parser.add_argument("--by", metavar="KEY,…", default="", help="what to group by, such as body,year")
    parser.add_argument("--model", metavar="DIR", help="the model that labelled the rows (default: the shipped one)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write the table here; .json or .csv")
    parser.add_argument("--format", choices=_FORMS, help="what to print without -o (default: table)")
    parser.add_argument("--plot", metavar="FILE", help="draw the corrected shares; .svg or .png")


def _run(options: argparse.Namespace) -> int:
    from answerstance.evaluating.summaries import read_rows, summarise, write_summary

    by = [key.strip() for key in options.by.split(",") if key.strip()]
    form = _suffix(options.output, ("json", "csv")) if options.output else options.format or "table"
    drawn = _suffix(options.plot, ("svg", "png")) if options.plot else None
    summary = summarise(read_rows(options.rows), by, options.model)
    if options.output:
        table = io.StringIO(newline="")
        write_summary(summary, table, form)
        _write(options.output, table.getvalue())
    elif form == "table":
        _show(summary, by)
    else:
        write_summary(summary, sys.stdout, form)
    if drawn:
        from answerstance.evaluating.plots import shares_plot

        plot = shares_plot(summary.rows, by)
        _write(options.plot, plot.png if drawn == "png" else plot.svg)
    for note in summary.notes:
        tell(note)
    return 0


def _suffix(path: str, known: tuple[str, ...]) -> str:
    suffix = Path(path).suffix.lower()[1:]
    if suffix not in known:
        raise AnswerStanceError(f"{path}: written as .{' or .'.join(known)}; end the file name with one of these")
    return suffix


def _write(path: str, content: str | bytes) -> None:
    try:
        Path(path).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    except OSError as error:
        raise AnswerStanceError(f"{path}: cannot be written ({error.strerror}); choose another file") from error


def _show(summary: Summary, by: list[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    from answerstance.evaluating.slices import SMALL_LETTERS
    from answerstance.evaluating.summaries import FEW

    table = Table(header_style="bold")
    for key in by:
        table.add_column(key)
    for name in ("answers", "stance", "told", "plain", "corrected", "95 % interval"):
        table.add_column(name, justify="left" if name == "stance" else "right", no_wrap=True)
    last = None
    for row in summary.rows:
        group = list(row["group"].values())
        new = group != last
        if new and last is not None:
            table.add_section()
        last = group
        table.add_row(
            *(group if new else [""] * len(group)),
            f"{row['answers']}{' *' if row['few'] else ''}" if new else "",
            row["stance"],
            str(row["told"]),
            f"{row['share']:.1%}",
            f"{row['corrected']:.1%}",
            f"{row['interval'][0]:.1%} to {row['interval'][1]:.1%}",
        )
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, _PIPED)
    console.print(table)
    if any(row["few"] for row in summary.rows):
        console.print(f"* fewer than {FEW} answers or {SMALL_LETTERS} letters: the interval says little")
