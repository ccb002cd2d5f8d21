"""What commands share: how one is added, and the options that name gold labels."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    help_line: str,
    description: str | None = None,
) -> argparse.ArgumentParser:
    """Add a command; `run` gets the parsed options and returns the exit status."""
    parser = commands.add_parser(
        name,
        help=help_line,
        description=description or help_line[:1].upper() + help_line[1:] + ".",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_gold_options(parser: argparse.ArgumentParser) -> None:
    """The options that name the labels and the texts to learn from."""
    parser.add_argument(
        "--annotations", metavar="DIR", help="folder with label files (default: annotations/ of the repository)"
    )
    parser.add_argument(
        "--corpus", metavar="DIR", help="folder with the texts (default: $ANSWERSTANCE_CORPUS, else ../shared/corpus)"
    )
    parser.add_argument(
        "--examples", metavar="DIR", help="use the gold files in this folder instead of annotations and corpus"
    )


def tell(line: str) -> None:
    """Say on stderr how far the work is."""
    print(f"answerstance: {line}", file=sys.stderr, flush=True)
