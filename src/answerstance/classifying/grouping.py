"""Keep together what must not be torn apart: answers of one letter, and letters that share a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

RUN = 12
"""Letters whose answers share this many words in a row are kept together."""

_WORD = re.compile(r"\w+")


def keep_together(letters: Sequence[str], answers: Sequence[str]) -> list[str]:
    """Group answers by letter, and join letters that have a run of 12 words in common.

    A bare "Ja." stands in many letters and joins none; a paragraph that was used twice does.

    Returns
    -------
    list of str
        For each answer the name of its group: the first letter of it, in alphabetical order.
    """
    parent = {letter: letter for letter in letters}

    def root(letter: str) -> str:
        while parent[letter] != letter:
            parent[letter] = parent[parent[letter]]
            letter = parent[letter]
        return letter

    seen: dict[tuple[str, ...], str] = {}
    for letter, answer in zip(letters, answers, strict=True):
        row = _WORD.findall(answer.lower())
        for at in range(len(row) - RUN + 1):
            one, other = root(seen.setdefault(tuple(row[at : at + RUN]), letter)), root(letter)
            parent[max(one, other)] = min(one, other)
    return [root(letter) for letter in letters]


def deal(groups: Sequence[str], folds: int, seed: int) -> np.ndarray:
    """Deal groups over folds of about equal size.

    Returns
    -------
    ndarray of int, shape (len(groups),)
        The fold of each member; every group lies in one fold. The same for the same groups and seed.
    """
    names, members = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    sizes = np.bincount(members)
    order = np.random.RandomState(seed).permutation(len(names))
    filled = np.zeros(folds)
    fold_of = np.zeros(len(names), dtype=int)
    for group in order[np.argsort(-sizes[order], kind="stable")]:
        fold_of[group] = int(np.argmin(filled))
        filled[fold_of[group]] += sizes[group]
    return fold_of[members]
