"""Words of Dutch letters, also where a text was damaged on its way out of a PDF or an old file.

Line ends that lost their space glue two words together ("ganiet", "informerenover"), hyphens of a line end stay inside
a word ("personeels-tekorten"), old files put an accent behind its letter ("geı¨nformeerd"), scans show "Ik" as "lk".
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import chain

from answerstance.dutch.kept import Kept
from answerstance.dutch.lists import words_in

CLAUSE_MARKS = frozenset(",;:")
"""The words that part clauses."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’&-][^\W\d_]+)*|\d+|[,;:?]")
_PROSECUTOR = re.compile(r"\bOM\b")  # in lower case it would be the preposition "om"
_LOOSE_ACCENT = re.compile(r"(?<=[^\W\d_])[¨´`¸](?=[^\W\d_])")
_COMBINING = {"¨": "\u0308", "´": "\u0301", "`": "\u0300", "¸": "\u0327"}
_SHORTEST = 5
# As a first part these make one word with a verb or noun ("op" + "komen"), as a last part those are an ending.
_PREFIXES = frozenset(
    "aan achteruit af al bij binnen buiten de dicht door in mede mee meer na om onder op open over per rond tegemoet "
    "tegen ter terecht terug toe tussen uit ver vol voor voort vooruit weg".split()
)
_ENDINGS = frozenset("al ben de en er had men om te ten ter wel".split())


def words(text: str) -> list[str]:
    """The words of a text in lower case; a number is ``0``, a year ``0000``; ``, ; : ?`` stand for themselves.

    Words glued together are parted, if one of them is a function word and both are common.
    """
    return list(chain.from_iterable(map(_RUNS.__getitem__, text.split())))


def printed_words(text: str) -> list[str]:
    """The words of a text in lower case as they stand there, but for accents behind their letter and for "OM"."""
    if "OM" in text:
        text = _PROSECUTOR.sub("Openbaar Ministerie", text)
    if not text.isascii() or "`" in text:
        if _LOOSE_ACCENT.search(text):
            text = _LOOSE_ACCENT.sub(lambda match: _COMBINING[match[0]], text.replace("ı", "i"))
        text = unicodedata.normalize("NFC", text)
    return _TOKEN.findall(text.lower())


def _words_of(token: str) -> tuple[str, ...]:
    """What stands for a token."""
    if token[0].isdigit():
        return ("0000",) if len(token) == 4 and token[:2] in ("19", "20") else ("0",)
    if len(token) < _SHORTEST:
        return ("ik",) if token == "lk" else (token,)
    return _mended(token)


def _mended(word: str) -> tuple[str, ...]:
    """The word itself, or the words it was meant to be."""
    ranks = _ranks()
    if word in ranks:
        return (word,)
    if not word.isalpha():
        joined = word.replace("-", "")
        return (joined,) if joined in ranks else (word,)
    if len(word) > 2 * _longest():  # a text without spaces is one huge word
        return (word,)
    best, found = math.inf, (word,)
    for at in range(1, len(word) - 1):
        left, right = word[:at], word[at:]
        if left in ranks and right in ranks and ranks[left] * ranks[right] < best and _glued(left, right):
            best, found = ranks[left] * ranks[right], (left, right)
    return found


def _glued(left: str, right: str) -> bool:
    small, verbs = words_in("function_words"), words_in("function_verbs")
    if right in small and right not in _ENDINGS:
        return True
    return left not in _PREFIXES and (left in small or left in verbs or right in verbs)


@cache
def _ranks() -> dict[str, int]:
    """Words with their rank, the most common first; single letters but "u" are no words here."""
    rows = (files(__package__) / "lexicon.txt").read_text(encoding="utf-8").split("\n")
    return {word: rank for rank, word in enumerate(rows, 1) if len(word) > 1 or word == "u"}


@cache
def _longest() -> int:
    """The letters of the longest word."""
    return max(map(len, _ranks()))


def _between_spaces(run: str) -> tuple[str, ...]:
    """The words of what stands between two spaces, marks included: no token goes over a space."""
    return tuple(map(_ONE_OF_EACH.__getitem__, chain.from_iterable(map(_words_of, printed_words(run)))))


_ONE_OF_EACH: Kept[str, str] = Kept(lambda word: word)
"""Equal words as one string, which is found faster where it is looked up."""
_RUNS = Kept(_between_spaces)
