"""``answerstance evaluate``: a report on a model."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from answerstance.cli.commands import add_command, add_gold_options, tell
from answerstance.errors import AnswerStanceError

if TYPE_CHECKING:
    from answerstance.annotating import Labelled

_DESCRIPTION = """\
Write a report on a model: report.html (one page that needs nothing beside it), report.md, report.json (every
figure) and plots/ (SVG and PNG).

  answerstance evaluate                                     the shipped model, out of fold, from what is stored
                                                            beside it: no letters are needed
  answerstance evaluate --refit                             train all models again, and say whether it agrees
  answerstance evaluate --gold mine.jsonl --letters DIR     a model on gold labels of your own
  answerstance evaluate --gold mine.jsonl --letters DIR --against OTHER
                                                            two models on them: differences, flipped answers

Gold labels: JSON lines as in annotations/ (letter, numbers, stances, primary, evidence), with the letters in DIR;
or a folder of JSON files as in examples/gold.
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the others."""
    parser = add_command(commands, "evaluate", _run, "write a report: how good is a model?", _DESCRIPTION)
    parser.add_argument(
        "-o", "--output", metavar="DIR", default="report", help="folder for the report (default: %(default)s/)"
    )
    parser.add_argument(
        "--model", metavar="DIR", help="a model made by `answerstance train` (default: the shipped one)"
    )
    parser.add_argument("--gold", metavar="FILE", help="gold labels of your own: a .jsonl file or a folder")
    parser.add_argument("--letters", metavar="DIR", help="folder with the letters that the gold labels are about")
    parser.add_argument("--against", metavar="DIR", help="another model, to compare with on the same answers")
    parser.add_argument("--refit", action="store_true", help="train all models again and compare with what is stored")
    parser.add_argument(
        "--text",
        action="store_true",
        help="show the texts of wrong answers, where the letters are at hand: the report then holds text of letters",
    )
    parser.add_argument("--json", action="store_true", help="print all figures as JSON, and write no folder")
    add_gold_options(parser)


def _run(options: argparse.Namespace) -> int:
    figures = _figures(options)
    if options.json:
        print(json.dumps(figures, indent=1, ensure_ascii=False, allow_nan=False))
    else:
        from answerstance.evaluating.pages import write_report

        write_report(figures, options.output)
        print_scores(figures)
        for line in figures.get("left_out", []):
            tell(f"left out: {line}")
        if figures.get("warning"):
            tell(figures["warning"])
        tell(f"report written to {options.output}/report.html")
    if "refit" not in figures:
        return 0
    tell(
        "the models trained again " + ("agree" if figures["refit_agrees"] else "do not agree") + " with what is stored"
    )
    return 0 if figures["refit_agrees"] else 2


def _figures(options: argparse.Namespace) -> dict[str, Any]:
    from answerstance.evaluating import reports

    if options.gold:
        if options.refit:
            raise AnswerStanceError("--gold and --refit do not go together: own labels are scored, not learned from")
        return reports.own_report(options.gold, options.letters, options.model, options.against, options.text)
    if options.letters:
        raise AnswerStanceError("--letters names the letters of gold labels: name these with --gold")
    if options.refit:
        return reports.refitted_report(
            options.model, options.annotations, options.corpus, options.examples, options.text, tell
        )
    return reports.stored_report(options.model, options.against, _gold(options) if options.text else None)


def _gold(options: argparse.Namespace) -> list[Labelled]:
    from answerstance.annotating import load, load_examples

    return load_examples(options.examples) if options.examples else load(options.annotations, options.corpus)


def print_scores(figures: Mapping[str, Any]) -> None:
    """Print the scores in short."""
    from answerstance.evaluating.content import told
    from answerstance.evaluating.names import SCORE_NAMES

    scores = figures["scores"]
    print(f"{scores['answers']} answers of {scores['letters']} letters; 95 % intervals by a bootstrap over letters")
    for stance, found in scores["stances"].items():
        print(f"  F1 {stance:<41}{told(found['f1'])}  n = {found['n']}")
    for name, title in SCORE_NAMES.items():
        digits = 3 if name == "calibration_error" else 2
        print(f"  {title:<44}{told(scores[name], digits=digits)}")
