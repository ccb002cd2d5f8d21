"""``answerstance label``: letters to a table on a terminal, to rows in a pipe, to rows in a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answerstance.cli.commands import add_command
from answerstance.errors import AnswerStanceError, ReadError

if TYPE_CHECKING:
    from answerstance.archiving import ArchiveSummary
    from answerstance.archiving.sources import Source
    from answerstance.labelling import LabelledLetter, Row

_LABEL = """\
Label letters: cut each into questions and answers, and say of every answer whether the body
commits (will do something), defers (it is another's responsibility), lacks data (does not know),
declines (will not do or tell it), or simply answers; with the sentences that show it.

On a terminal this prints a table; in a pipe one JSON object an answer; with -o FILE it writes a
table: .jsonl, .csv (UTF-8), .parquet, .xlsx or .sqlite.

What is done is kept in FILE.journal as it comes. However a run ends, the same command goes on with
what is missing; later it labels only what is new or changed. A letter that cannot be read costs one
row, which says why.
"""
_FEW = 8  # files: below it, a second worker takes longer to start than it saves


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    label = add_command(commands, "label", _label, "say of every answer in these letters what stance it takes", _LABEL)
    label.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="letters: text, markdown, PDF, docx, doc, odt, rtf, HTML, XML; folders, with their subfolders; zip and tar"
        ' archives; .jsonl files with a {"text": …} a line; URLs; - reads one letter from standard input',
    )
    label.add_argument("--from-list", metavar="FILE", help="read more PATHs from FILE, one a line; - is standard input")
    label.add_argument(
        "--pattern",
        action="append",
        default=[],
        metavar="GLOB",
        help="take only these files of folders and archives, as in '*.pdf' or '2024/*'; may be repeated",
    )
    label.add_argument(
        "-o", "--output", metavar="FILE", help="write rows here: .jsonl, .csv, .parquet, .xlsx or .sqlite"
    )
    label.add_argument(
        "--format",
        choices=("table", "jsonl", "csv"),
        help="what to print without -o (default: table on a terminal, else jsonl)",
    )
    label.add_argument(
        "--model", metavar="DIR", help="a model folder made by `answerstance train` (default: the shipped model)"
    )
    label.add_argument(
        "--passages",
        action="store_true",
        help="mark the sentences that take a stance in any letter's text, also where nothing was asked; letters"
        " only, one by one, as .jsonl or .csv",
    )
    label.add_argument("-j", "--jobs", type=int, metavar="N", help="worker processes (default: one a core)")
    label.add_argument(
        "--timeout",
        type=float,
        default=120,
        metavar="SECONDS",
        help="give a letter up after this time; 0: never (default: %(default)s)",
    )
    label.add_argument(
        "--memory",
        type=int,
        default=2048,
        metavar="MB",
        help="give a letter up when its worker holds more; 0: never (default: %(default)s)",
    )
    label.add_argument("--fresh", action="store_true", help="with -o: forget what was done before")
    label.add_argument("--log", metavar="FILE", help="with -o: add one JSON object a letter to this file")
    label.add_argument("--dask", metavar="ADDRESS", help="label on the Dask cluster with this scheduler")


def _label(options: argparse.Namespace) -> int:
    if not options.paths and options.from_list is None:
        raise AnswerStanceError("no letters to label; name files, folders or archives, or a --from-list")
    if options.passages:
        return _passages(options)
    if options.output is not None:
        return _write_file(options)
    if options.fresh or options.log:
        raise AnswerStanceError("--fresh and --log go with a file of rows; name one with -o")
    form = options.format or ("table" if sys.stdout.isatty() else "jsonl")
    return _print_table(options) if form == "table" else _print_rows(options, form)


def _passages(options: argparse.Namespace) -> int:
    """The sentences that take a stance, of letters one by one, in this process."""
    from answerstance.classifying import load_model
    from answerstance.cli.passages import label_running_text

    suffix = Path(options.output).suffix.lower() if options.output else None
    if suffix not in {None, ".jsonl", ".csv"}:
        raise AnswerStanceError(
            f"{options.output}: passages are written as .jsonl or .csv; end the file name with one of these"
        )
    others = ("--from-list", "--pattern", "--jobs", "--fresh", "--log", "--dask")
    given = [name for name in others if getattr(options, name[2:].replace("-", "_"))]
    if given:
        raise AnswerStanceError(f"--passages takes no {given[0]}; name the letters, which are read one by one")
    form = suffix[1:] if suffix else options.format or ("table" if sys.stdout.isatty() else "jsonl")
    return label_running_text(options.paths, options.output, form, load_model(options.model))


def say_kind(path: str | None, kind: str) -> None:
    """Tell on stderr what a document without exchanges is."""
    print(f"answerstance: {path or '-'}: no questions with answers in it; {_KINDS[kind]}", file=sys.stderr)


_KINDS = {
    "questions_only": "these are questions that have not been answered yet",
    "postponement": "it says that the answers will come later",
    "letter": "it is a letter of another kind",
    "article": "it is an article or another running text",
    "unknown": "what it is could not be told",
    "answers": "",
}


def _paths(options: argparse.Namespace) -> Iterator[str | Source]:
    from answerstance.archiving.sources import Held

    for path in options.paths:
        yield Held(None, sys.stdin.buffer.read()) if path == "-" else path
    if options.from_list is None:
        return
    place = 0 if options.from_list == "-" else options.from_list
    try:
        with open(place, encoding="utf-8", errors="surrogateescape", closefd=place != 0) as listed:
            yield from filter(None, (line.rstrip("\r\n") for line in listed))
    except OSError as error:
        raise AnswerStanceError(f"{options.from_list}: cannot be read ({error.strerror}); check its name") from error


def _jobs(options: argparse.Namespace) -> int:
    from answerstance.archiving.sources import may_hold_many

    if options.jobs is not None:
        return options.jobs
    few = options.from_list is None and len(options.paths) < _FEW
    return 1 if few and not any(map(may_hold_many, options.paths)) else -1


def _work(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "model": options.model,
        "patterns": options.pattern,
        "n_jobs": _jobs(options),
        "timeout": options.timeout or None,
        "memory": options.memory or None,
        "dask": options.dask,
    }


def _print_rows(options: argparse.Namespace, form: str) -> int:
    """Rows on standard output; what cannot be read is told on stderr too, and the others go on."""
    from answerstance.archiving import label_each
    from answerstance.labelling import write_rows

    status = 0

    def rows() -> Iterator[Row]:
        nonlocal status
        for path, found in label_each(_paths(options), **_work(options)):
            for row in found:
                if row["error"] is not None:
                    status = 2
                    print(f"answerstance: {row['error']}", file=sys.stderr)
                elif row["kind"] != "answers":
                    say_kind(path, row["kind"] or "unknown")
                yield row

    try:
        write_rows(rows(), sys.stdout, form)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AnswerStanceError(f"standard output cannot be written ({error.strerror}); make room") from error
    return status


def _print_table(options: argparse.Namespace) -> int:
    """Letters for a person to read, each as soon as it is labelled; by this process, which a person can end."""
    from answerstance.archiving.sources import find
    from answerstance.archiving.work import bare, told
    from answerstance.classifying import load_model
    from answerstance.cli.show import show_letters
    from answerstance.labelling import label
    from answerstance.letters import read_data

    status = 0
    model = load_model(options.model)

    def labelled() -> Iterator[LabelledLetter]:
        nonlocal status
        for source in find(_paths(options), options.pattern):
            try:
                found = label(read_data(source.load(), source.path, source.is_text), model)
            except ReadError as error:
                status = 2
                print(f"answerstance: {told(source.path, bare(source.path, error))}", file=sys.stderr)
                continue
            if not found.exchanges:
                say_kind(source.path, found.letter.kind)
            yield found

    show_letters(labelled())
    return status


def _write_file(options: argparse.Namespace) -> int:
    """Rows into a file, with progress on a terminal and one line at the end."""
    from answerstance.archiving import label_archive
    from answerstance.archiving.sources import count
    from answerstance.cli.progress import progress

    countable = sys.stderr.isatty() and options.from_list is None and "-" not in options.paths
    with progress(count(options.paths, options.pattern) if countable else None) as watch:
        summary = label_archive(
            _paths(options), options.output, **_work(options), fresh=options.fresh, log=options.log, watch=watch
        )
    print(f"answerstance: {options.output}: {_told(summary)}", file=sys.stderr)
    return 2 if summary.failed else 0


def _told(summary: ArchiveSummary) -> str:
    parts = [f"{summary.answers} answers of {summary.letters} letters in {summary.seconds:.1f} s"]
    if summary.known:
        parts.append(f"{summary.known} letters were done before")
    if summary.others:
        parts.append(f"{summary.others} hold no answers")
    if summary.failed:
        parts.append(f"{summary.failed} could not be read (their rows say why)")
    return "; ".join(parts)
