"""``answerstance train``: build a model, and what its report rests on."""

from __future__ import annotations

import argparse
from pathlib import Path

from answerstance.cli.commands import add_command, add_gold_options, tell
from answerstance.cli.evaluate import print_scores

_DESCRIPTION = """\
Build a model from the labels in annotations/ and the texts of the corpus, score it by letters it has not seen,
and store both. `--parts all` also makes the baselines, the random split, the learning curve and the scores of
segmentation that the whole report shows (an hour and a quarter on one core), and writes the model card.
`--parts confirm` learns one fold again and lets what is stored stand if its verdicts are the same: for changes of the
code that change no verdict.
Without the corpus: `answerstance train --examples examples/gold -o my-model` shows how it goes.
"""

_CARD = "card"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the others."""
    parser = add_command(commands, "train", _run, "build a model from annotated answers", _DESCRIPTION)
    parser.add_argument(
        "-o", "--output", metavar="DIR", default="models", help="where to store the model (default: %(default)s/)"
    )
    parser.add_argument(
        "--parts",
        metavar="PART,…",
        default="model,folds",
        help="what to make: model, folds, baselines, random_split, learning_curve, segmentation, card;"
        " or all; or confirm"
        " (default: %(default)s); what is stored of the others stays",
    )
    parser.add_argument("--folds", type=int, default=10, metavar="N", help="folds of the scores (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the folds (default: %(default)s)")
    parser.add_argument(
        "--jobs",
        type=int,
        default=1,
        metavar="N",
        help="folds learned side by side, in some 3 GB of memory each; -1 is one a core (default: %(default)s)",
    )
    add_gold_options(parser)


def _run(options: argparse.Namespace) -> int:
    from answerstance.evaluating.pages import CARD, card
    from answerstance.evaluating.rebuilding import PARTS, confirm, rebuild
    from answerstance.evaluating.reports import stored_report

    if options.parts == "confirm":
        compared = confirm(options.output, options.annotations, options.corpus, options.examples, tell)
        tell(f"{compared} verdicts are as stored in {options.output}")
        return 0
    parts = [part.strip() for part in options.parts.split(",")] if options.parts != "all" else [*PARTS, _CARD]
    made = [part for part in parts if part != _CARD]
    if made:
        gold = (options.annotations, options.corpus, options.examples)
        rebuild(options.output, made, *gold, options.folds, options.seed, tell, options.jobs)
        tell(f"stored in {options.output}")
    if "folds" in parts or _CARD in parts:
        figures = stored_report(options.output)
        print_scores(figures)
        if _CARD in parts:
            place = Path(options.output) / CARD
            place.write_text(card(figures), encoding="utf-8")
            tell(f"model card written to {place}")
    return 0
