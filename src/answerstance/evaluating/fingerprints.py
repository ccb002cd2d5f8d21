"""Name the code that verdicts come from, so that stored scores can be known to be of other code."""

from __future__ import annotations

import ast
import hashlib
from importlib.resources import files
from typing import Any

_ROOMS = ("classifying", "dutch")


def code_fingerprint() -> str:
    """SHA-256 over what the code and the word lists of the classifier do.

    Comments, docstrings and the layout of the code do not count, and neither does the version of Python:
    modules count by their syntax tree, lists by their lines.
    """
    whole = hashlib.sha256()
    for room in _ROOMS:
        for name, text in _texts(files("answerstance").joinpath(room), room):
            shown = repr(_tree(ast.parse(text))) if name.endswith(".py") else _lines(text)
            whole.update(f"{name}\n{shown}\n".encode())
    return whole.hexdigest()


def _texts(folder: Any, path: str) -> list[tuple[str, str]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        place = f"{path}/{entry.name}"
        if entry.is_dir():
            found += _texts(entry, place)
        elif entry.name.endswith((".py", ".txt")):
            found.append((place, entry.read_text(encoding="utf-8")))
    return found


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _tree(node: Any) -> Any:
    """A syntax tree as nested lists; strings that stand alone are docstrings."""
    if isinstance(node, ast.AST):
        fields = [(name, _tree(value)) for name, value in ast.iter_fields(node) if value not in (None, [])]
        return [type(node).__name__, *fields]
    if isinstance(node, list):
        return [_tree(one) for one in node if not _is_docstring(one)]
    return repr(node)


def _is_docstring(node: Any) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
