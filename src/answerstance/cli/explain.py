"""``answerstance explain``: why an answer got its verdict."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from answerstance.cli.commands import add_command
from answerstance.errors import AnswerStanceError
from answerstance.stances import STANCES

if TYPE_CHECKING:
    from answerstance.classifying import Explanation
    from answerstance.records import Exchange, Letter

_DESCRIPTION = """\
Show for one answer why it got its stances: the probability of each stance beside the threshold, what each sentence
scored, the cues found in it, and the weights that decided. Weights are added log odds: + speaks for the stance.
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = add_command(commands, "explain", _run, "show why an answer got its stances", _DESCRIPTION)
    parser.add_argument("path", metavar="PATH", help="a letter; - reads standard input")
    parser.add_argument(
        "number", metavar="NUMBER", nargs="?", help="the number of the question; not needed where there is one answer"
    )
    parser.add_argument("--nth", type=int, metavar="N", help="the Nth of these answers, where a number stands twice")
    parser.add_argument(
        "--stance", choices=STANCES, help="show this stance (default: those taken, else the most probable)"
    )
    parser.add_argument("--weights", type=int, default=8, metavar="N", help="of a sentence (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print JSON, all stances, also on a terminal")
    parser.add_argument("--model", metavar="DIR", help="a model folder (default: the shipped model)")


def _run(options: argparse.Namespace) -> int:
    if options.weights < 0:
        raise AnswerStanceError(f"--weights {options.weights}: how many weights to show; 0 or more")
    from answerstance.classifying import explain, load_model
    from answerstance.letters import read

    letter = read(sys.stdin.buffer if options.path == "-" else options.path)
    exchange = _chosen(letter, options)
    assert exchange.answer is not None
    found = explain(exchange.question, exchange.answer.text, load_model(options.model), options.weights)
    if options.json or not sys.stdout.isatty():
        print(json.dumps({"numbers": exchange.numbers, **asdict(found)}, ensure_ascii=False, indent=1))
    else:
        from answerstance.cli.show import show_explanation

        show_explanation(found, _shown(found, options.stance))
    return 0


def _chosen(letter: Letter, options: argparse.Namespace) -> Exchange:
    answered = [exchange for exchange in letter.exchanges if exchange.answer is not None]
    if not answered:
        raise AnswerStanceError(f"{options.path}: no answers in it to explain; `answerstance segment` shows what it is")
    found = [one for one in answered if options.number is None or options.number in one.numbers]
    nth = 1 if options.nth is None and len(found) == 1 else options.nth or 0
    if 1 <= nth <= len(found):
        return found[nth - 1]
    if options.number is not None and found:
        wrong, way_out = f"{len(found)} with number {options.number}", f"--nth 1 to --nth {len(found)}"
    else:
        wrong = "which answer" if options.number is None else f"no answer with number {options.number}"
        way_out = "one of the numbers answered in it (" + "; ".join(", ".join(one.numbers) for one in answered) + ")"
    raise AnswerStanceError(f"{options.path}: {wrong}; give {way_out}")


def _shown(found: Explanation, stance: str | None) -> list[str]:
    likeliest = max(STANCES, key=found.verdict.probabilities.__getitem__)
    return [stance] if stance else list(found.verdict.stances or (likeliest,))
