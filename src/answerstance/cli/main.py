"""Commands and their options."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from answerstance import __version__
from answerstance.cli.label import LABEL, add_label_options, run_label, say_kind
from answerstance.errors import AnswerStanceError

if TYPE_CHECKING:
    from answerstance.annotating import Labelled
    from answerstance.records import Letter

_EPILOG = """\
examples:
  answerstance label letter.txt                  show every answer with its stance, evidence marked
  answerstance label letters/*.txt -o rows.csv   label many letters into a table
  answerstance label archive/ -o rows.parquet    label a whole archive; run it again to go on where it ended
  answerstance label letter.txt | jq .stances    in a pipe: one JSON object an answer
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

    add_label_options(
        _command(commands, "label", run_label, "say of every answer in these letters what stance it takes", LABEL)
    )

    segment = _command(commands, "segment", _segment, "cut a letter into questions and answers, without judging them")
    segment.add_argument("path", metavar="PATH", help=_LETTER)
    segment.add_argument("--json", action="store_true", help="print JSON, with spans, also on a terminal")

    train = _command(
        commands,
        "train",
        _train,
        "build a model from annotated answers",
        "Build a model from the labels in annotations/ and the texts of the corpus, and store it with its scores.\n"
        "Without the corpus: `answerstance train --examples examples/gold -o my-model` shows how it goes.",
    )
    train.add_argument(
        "-o", "--output", metavar="DIR", default="models", help="where to store the model (default: %(default)s/)"
    )
    _data_options(train)
    train.add_argument("--seed", type=int, default=0, help="seed of the folds (default: %(default)s)")

    evaluate = _command(
        commands,
        "evaluate",
        _evaluate,
        "score a model on annotated answers it has not seen",
        "Score by cross-validation, grouped by letter: every answer is judged by a model that has not seen its letter.",
    )
    _data_options(evaluate)
    evaluate.add_argument("--folds", type=int, default=10, metavar="N", help="how many folds (default: %(default)s)")
    evaluate.add_argument("--seed", type=int, default=0, help="seed of the folds (default: %(default)s)")
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    help_line: str,
    description: str | None = None,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=help_line,
        description=description or help_line[:1].upper() + help_line[1:] + ".",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def _data_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--annotations", metavar="DIR", help="folder with label files (default: annotations/ of the repository)"
    )
    parser.add_argument(
        "--corpus", metavar="DIR", help="folder with the texts (default: $ANSWERSTANCE_CORPUS, else ../shared/corpus)"
    )
    parser.add_argument(
        "--examples", metavar="DIR", help="use the gold files in this folder instead of annotations and corpus"
    )


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


def _train(options: argparse.Namespace) -> int:
    from answerstance.classifying.training import build

    labelled = _gold(options)
    print(
        f"answerstance: training on {len(labelled)} answers, then scoring out of fold; a few minutes", file=sys.stderr
    )
    manifest = build(out=options.output, seed=options.seed, labelled=labelled)
    print(f"answerstance: model stored in {options.output}", file=sys.stderr)
    _print_scores(manifest["out_of_fold"])
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from answerstance.annotating import load_invented
    from answerstance.classifying.training import measure

    measured = measure(_gold(options), options.folds, options.seed, load_invented())
    if options.json:
        print(json.dumps(measured, indent=1))
    else:
        _print_scores(measured)
    return 0


def _gold(options: argparse.Namespace) -> list[Labelled]:
    from answerstance.annotating import load, load_examples

    return load_examples(options.examples) if options.examples else load(options.annotations, options.corpus)


def _print_scores(measured: dict[str, Any]) -> None:
    print(
        f"{measured['answers']} answers of {measured['letters']} letters,"
        " each judged by a model that had not seen its letter;"
    )
    print("F1 with the 95 % interval of a bootstrap over letters")
    for stance, found in measured["stances"].items():
        print(f"  {stance:<18}{_f1(found['f1'], found['interval'])}  n = {found['n']}")
    for name, key in (("macro", "macro_f1"), ("primary, macro", "primary_macro_f1"), ("evidence", "evidence_f1")):
        print(f"  {name:<18}{_f1(measured[key]['value'], measured[key]['interval'])}")
    print(f"  {'right sets':<18}{measured['right_sets']:.1%} of the answers have exactly their stances")
    print(f"  {'calibration':<18}{measured['calibration_error']:.3f} expected error of the probabilities, ten bins")


def _f1(value: float, interval: Sequence[float]) -> str:
    return f"{value:.2f} [{interval[0]:.2f}, {interval[1]:.2f}]"
