"""The command line: parse, call, print. Data goes to stdout, talk to stderr."""

from answerstance.cli.main import main

__all__ = ["main"]
