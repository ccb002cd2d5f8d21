"""``answerstance label --passages``: the sentences of letters that take a stance."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from answerstance.classifying import StanceClassifier
from answerstance.cli.show import show_title
from answerstance.colours import COLOURS
from answerstance.errors import ReadError
from answerstance.labelling import PASSAGE_FIELDS, PassageRow, label_passages, write_rows
from answerstance.labelling.labelled import model_name
from answerstance.labelling.rows import empty_passage_row, passage_rows, rows_file
from answerstance.letters import read
from answerstance.records import Letter, Passage


def label_running_text(paths: Sequence[str], output: str | None, form: str, model: StanceClassifier) -> int:
    """Print or write the passages of letters; the exit status is 2 where one could not be read.

    Parameters
    ----------
    paths : sequence of str
        "-" reads standard input.
    output : str or None
        A file for the rows; None prints.
    form : {"table", "jsonl", "csv"}
    model : StanceClassifier
    """
    failed: list[str] = []
    letters = _each(paths, model, failed)
    if form == "table":
        console = Console()
        for letter, passages in letters:
            if isinstance(letter, Letter):
                _show(letter, passages, console)
    else:
        with rows_file(output, form) as file:
            write_rows(_rows(letters, model_name(model)), file, form, PASSAGE_FIELDS)
    return 2 if failed else 0


def _each(
    paths: Sequence[str], model: StanceClassifier, failed: list[str]
) -> Iterator[tuple[Letter, tuple[Passage, ...]] | tuple[str, str]]:
    """Each letter with its passages, or the path of one that cannot be read with the reason, which is told too."""
    for path in paths:
        try:
            letter = read(sys.stdin.buffer if path == "-" else path)
        except ReadError as error:
            failed.append(path)
            print(f"answerstance: {error}", file=sys.stderr)
            yield path, str(error)
            continue
        yield letter, label_passages(letter, model)


def _rows(letters: Iterator[tuple[Letter, tuple[Passage, ...]] | tuple[str, str]], model: str) -> Iterator[PassageRow]:
    for letter, found in letters:
        yield from (
            passage_rows(letter, found, model)
            if isinstance(letter, Letter)
            else [empty_passage_row(letter, found, model)]
        )


def _show(letter: Letter, passages: Sequence[Passage], console: Console) -> None:
    """One letter's passages as a table."""
    show_title(console, letter)
    if not passages:
        console.print(Text("no sentence takes a stance", style="italic"))
        return
    table = Table(show_lines=True, header_style="bold", expand=True)
    table.add_column("where", no_wrap=True)
    table.add_column("stance", no_wrap=True)
    table.add_column("sentence", ratio=1)
    for passage in passages:
        where = f"{passage.part} {', '.join(passage.numbers)}".rstrip()
        stances = [Text(f"{stance} {score:.0%}", style=COLOURS[stance]) for stance, score in passage.scores.items()]
        table.add_row(where, Text("\n").join(stances), Text(passage.text))
    console.print(table)
