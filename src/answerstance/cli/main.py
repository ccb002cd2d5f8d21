"""Commands and their options."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from answerstance import __version__
from answerstance.cli import evaluate, explain, label, summarise, train
from answerstance.cli.commands import add_command
from answerstance.cli.label import say_kind
from answerstance.errors import AnswerStanceError

if TYPE_CHECKING:
    from answerstance.records import Letter

_EPILOG = """\
examples:
  answerstance label letter.txt                  show every answer with its stance, evidence marked
  answerstance label letters/*.txt -o rows.csv   label many letters into a table
  answerstance label archive/ -o rows.parquet    label a whole archive; run it again to go on where it ended
  answerstance label --passages brief.txt        what a letter promises, leaves to others, does not know or will not do
  answerstance label letter.txt | jq .stances    in a pipe: one JSON object an answer
  answerstance summarise rows.csv --by year      count stances, corrected for known errors
  answerstance explain letter.txt 3              show why the answer to question 3 got its stances
  answerstance segment letter.txt                show how the letter is cut into questions and answers

exit status: 0 all went well; 2 something could not be read or was asked for wrongly (the other files of the
same call still come out); 130 interrupted.
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

    label.add_to(commands)

    help_line = "cut a letter into questions and answers, without judging them"
    segment = add_command(commands, "segment", _segment, help_line)
    segment.add_argument("path", metavar="PATH", help=_LETTER)
    segment.add_argument("--json", action="store_true", help="print JSON, with spans, also on a terminal")

    explain.add_to(commands)
    train.add_to(commands)
    evaluate.add_to(commands)
    summarise.add_to(commands)
    return parser


def _segment(options: argparse.Namespace) -> int:
    from answerstance.cli.show import show_exchanges
    from answerstance.letters import read

    letter = read(sys.stdin.buffer if options.path == "-" else options.path)
    if not letter.exchanges:
        say_kind(options.path, letter.kind)
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
