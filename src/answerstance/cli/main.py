"""Commands and their options."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from answerstance import __version__
from answerstance.cli import evaluate, explain, summarise, train
from answerstance.cli.commands import add_command
from answerstance.errors import AnswerStanceError, ReadError

if TYPE_CHECKING:
    from answerstance.classifying import StanceClassifier
    from answerstance.labelling import LabelledLetter, Row
    from answerstance.records import Letter

_EPILOG = """\
examples:
  answerstance label letter.txt                  show every answer with its stance, evidence marked
  answerstance label letters/*.txt -o rows.csv   label many letters into a table
  answerstance label --passages brief.txt        what a letter promises, leaves to others, does not know or will not do
  answerstance label letter.txt | jq .stances    in a pipe: one JSON object an answer
  answerstance summarise rows.csv --by year      count stances, corrected for known errors
  answerstance explain letter.txt 3              show why the answer to question 3 got its stances
  answerstance segment letter.txt                show how the letter is cut into questions and answers

exit status: 0 all went well; 2 something could not be read or was asked for wrongly (the other files of the
same call still come out).
"""
_LABEL = """\
Label letters: cut each into questions and answers, and say of every answer whether the body
commits (will do something), defers (it is another's responsibility), lacks data (does not know),
declines (will not do or tell it), or simply answers; with the sentences that show it.

On a terminal this prints a table; in a pipe, or with -o FILE.jsonl, one JSON object an answer;
with -o FILE.csv a table for a spreadsheet (UTF-8).
"""


_LETTER = "a letter: text, markdown, PDF, docx, doc, odt, rtf, HTML or XML; - reads standard input"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 2 wrong input."""
    for stream in (sys.stdout, sys.stderr):  # a terminal in another encoding shows "?" instead of failing
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(argv)
    try:
        return options.run(options)
    except AnswerStanceError as error:
        print(f"answerstance: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output left: no error of ours
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="answerstance",
        description=(
            "Read letters in which Dutch governments answer written questions,"
            " and say of every answer what stance it takes."
        ),
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"answerstance {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    label = add_command(commands, "label", _label, "say of every answer in these letters what stance it takes", _LABEL)
    label.add_argument("paths", nargs="+", metavar="PATH", help=_LETTER)
    label.add_argument("-o", "--output", metavar="FILE", help="write rows here; .jsonl or .csv")
    label.add_argument(
        "--format",
        choices=("table", "jsonl", "csv"),
        help="what to print without -o (default: table on a terminal, else jsonl)",
    )
    label.add_argument(
        "--passages",
        action="store_true",
        help="mark the sentences that take a stance in any letter's text, also where nothing was asked",
    )
    label.add_argument(
        "--model", metavar="DIR", help="a model folder made by `answerstance train` (default: the shipped model)"
    )

    help_line = "cut a letter into questions and answers, without judging them"
    segment = add_command(commands, "segment", _segment, help_line)
    segment.add_argument(
        "path",
        metavar="PATH",
        help="a letter: text, markdown, PDF, docx, doc, odt, rtf, HTML or XML; - reads standard input",
    )
    segment.add_argument("--json", action="store_true", help="print JSON, with spans, also on a terminal")

    explain.add_to(commands)
    train.add_to(commands)
    evaluate.add_to(commands)
    summarise.add_to(commands)
    return parser


def _label(options: argparse.Namespace) -> int:
    from answerstance.classifying import load_model
    from answerstance.labelling.rows import rows_file, write_rows

    form = _form(options)
    model = load_model(options.model)
    if options.passages:
        from answerstance.cli.passages import label_running_text

        return label_running_text(options.paths, options.output, form, model)
    letters = _Letters(options.paths, model)
    if form == "table":
        from answerstance.cli.show import show_letters

        show_letters(letters.labelled())
    else:
        with rows_file(options.output, form) as file:
            write_rows(letters.rows(), file, form)
    return 2 if letters.failed else 0


def _form(options: argparse.Namespace) -> str:
    if options.output is None:
        return options.format or ("table" if sys.stdout.isatty() else "jsonl")
    suffix = Path(options.output).suffix.lower()
    if suffix not in {".jsonl", ".csv"}:
        raise AnswerStanceError(
            f"{options.output}: rows are written as .jsonl or .csv; end the file name with one of these"
        )
    return suffix[1:]


class _Letters:
    """The letters of one call; what cannot be read is told on stderr, and the others go on."""

    def __init__(self, paths: Sequence[str], model: StanceClassifier) -> None:
        self.paths = paths
        self.model = model
        self.failed = 0

    def labelled(self) -> Iterator[LabelledLetter]:
        return (found for found in self._each() if not isinstance(found, tuple))

    def rows(self) -> Iterator[Row]:
        from answerstance.labelling.labelled import model_name
        from answerstance.labelling.rows import error_row

        for found in self._each():
            yield from [error_row(*found, model_name(self.model))] if isinstance(found, tuple) else found.rows()

    def _each(self) -> Iterator[LabelledLetter | tuple[str, str]]:
        from answerstance.labelling import label

        for path in self.paths:
            try:
                labelled = label(_read(path), self.model)
            except ReadError as error:
                self.failed += 1
                print(f"answerstance: {error}", file=sys.stderr)
                yield path, str(error)
                continue
            if not labelled.exchanges:
                _say_kind(path, labelled.letter.kind)
            yield labelled


def _read(path: str) -> Letter:
    from answerstance.letters import read

    return read(sys.stdin.buffer if path == "-" else path)


def _say_kind(path: str, kind: str) -> None:
    print(f"answerstance: {path}: no questions with answers in it; {_KINDS[kind]}", file=sys.stderr)


_KINDS = {
    "questions_only": "these are questions that have not been answered yet",
    "postponement": "it says that the answers will come later",
    "letter": "it is a letter of another kind",
    "article": "it is an article or another running text",
    "unknown": "what it is could not be told",
    "answers": "",
}


def _segment(options: argparse.Namespace) -> int:
    from answerstance.cli.show import show_exchanges

    letter = _read(options.path)
    if not letter.exchanges:
        _say_kind(options.path, letter.kind)
    if options.json or not sys.stdout.isatty():
        print(json.dumps(_letter_record(letter), ensure_ascii=False, indent=1))
    else:
        show_exchanges(letter)
    return 0


def _letter_record(letter: Letter) -> dict[str, object]:
    from dataclasses import asdict

    record = asdict(letter)
    record["pieces"] = [piece._asdict() for piece in letter.pieces if piece.name != "space"]
    del record["text"]
    return record
