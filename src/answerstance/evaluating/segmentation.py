"""Score how letters are cut: exact exchanges, numbers, boundaries, Pk and WindowDiff."""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerstance.errors import AnnotationError, AnswerStanceError
from answerstance.letters import read
from answerstance.records import Letter

_SEEN = 12  # signs by which a text is found again behind what its gold leaves out: a footnote, a page break
_OPENING = 40  # signs by which a text is found anywhere
_FARTHEST = 6000  # signs: what a gold leaves out inside one text is shorter than two pages


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Where questions and answers begin, counted in words."""

    hits: int
    wanted: int
    given: int
    pk: float | None
    """Beeferman, Berger and Lafferty 1999; None where the letter is shorter than the window."""
    windowdiff: float | None
    """Pevzner and Hearst 2002."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How one letter was cut, as counts."""

    letter: str
    format: str
    level: str | None
    kind_right: bool
    exchanges: int
    found: int
    exact: int
    """Exchanges whose numbers, questions and answer are right, letters and digits only."""
    numbers: int
    """Exchanges whose numbers are right."""
    boundaries: Boundaries


def cuts(corpus: str | Path, levels: dict[str, str | None]) -> list[Cut]:
    """Read and cut the letters of a corpus, and compare with their gold segmentation.

    Parameters
    ----------
    corpus : path
        With ``letters/`` and ``segmentation/<file>.json``.
    levels : dict of str to str or None
        The level of each letter, by file name.

    Raises
    ------
    AnnotationError
        If there is no gold segmentation.
    """
    golds = sorted((Path(corpus) / "segmentation").glob("*.json"))
    if not golds:
        raise AnnotationError(f"no gold segmentation in {corpus}: expected segmentation/<file>.json beside letters/")
    found = []
    for path in golds:
        name = path.name.removesuffix(".json")
        gold = json.loads(path.read_text(encoding="utf-8"))
        found.append(cut(read(Path(corpus) / "letters" / name), gold, levels.get(name)))
    return found


def cut(letter: Letter, gold: dict[str, Any], level: str | None = None) -> Cut:
    """Compare one letter with its gold segmentation, in the form of ``examples/gold``."""
    wanted = [(tuple(one["numbers"]), _joined(one["questions"]), plain(one["answer"])) for one in gold["exchanges"]]
    found = [
        (
            exchange.numbers,
            _joined(question.text for question in exchange.questions),
            plain(exchange.answer.text if exchange.answer else ""),
        )
        for exchange in letter.exchanges
    ]
    parts = [text for one in gold["exchanges"] for text in [*one["questions"], one["answer"]] if text]
    known = [start for start in starts_in(letter.text, parts) if start is not None]
    given = [
        part.spans[0].start
        for exchange in letter.exchanges
        for part in [*exchange.questions, *([exchange.answer] if exchange.answer else [])]
        if part.spans
    ]
    return Cut(
        Path(letter.path or "").name,
        letter.format,
        level,
        letter.kind == gold["kind"],
        len(wanted),
        len(found),
        _common(wanted, found),
        _common([one[0] for one in wanted], [one[0] for one in found]),
        boundaries(letter.text, known, given),
    )


def boundaries(text: str, wanted: Sequence[int], given: Sequence[int]) -> Boundaries:
    """Compare places in a text, each taken as the next word; the window of Pk and WindowDiff is the one nltk takes.

    Raises
    ------
    AnswerStanceError
        nltk is not installed.
    """
    try:
        from nltk.metrics.segmentation import pk, windowdiff
    except ImportError as error:
        raise AnswerStanceError("Pk and WindowDiff need nltk: pip install 'answerstance[baselines]'") from error
    words = [match.start() for match in re.finditer(r"[^\W_]+", text)]
    right, shown = ({bisect_left(words, start) for start in starts} for starts in (wanted, given))
    marks = ["".join("01"[at in places] for at in range(len(words))) for places in (right, shown)]
    window = max(2, round(len(words) / (2 * max(marks[0].count("1"), 1))))
    fits = window < len(words)
    return Boundaries(
        len(right & shown),
        len(right),
        len(shown),
        float(pk(*marks, window)) if fits else None,
        float(windowdiff(*marks, window)) if fits else None,
    )


def segmentation_figures(cut_letters: Sequence[Cut]) -> dict[str, Any]:
    """Sums of counts by format, and of all: shares where they can be told."""
    formats = sorted({one.format for one in cut_letters})
    groups = {name: [one for one in cut_letters if one.format == name] for name in formats}
    return {name: _sums(group) for name, group in (groups | {"all": list(cut_letters)}).items()}


def from_json(rows: Sequence[dict[str, Any]]) -> list[Cut]:
    """The counts from JSON."""
    return [Cut(**(row | {"boundaries": Boundaries(**row["boundaries"])})) for row in rows]


def plain(text: str | None) -> str:
    """Letters and digits only, in lower case: how segmentation is compared."""
    return "".join(re.findall(r"[^\W_]", (text or "").lower()))


def starts_in(text: str, parts: Sequence[str]) -> list[int | None]:
    """Where texts begin in a letter that holds them one behind another, among headings, notes and page furniture.

    Letters and digits are compared, without case and accents. A part is looked for behind the end of the one before
    it, and one that is not too short to tell from the top as well, as questions answered together may stand apart:
    its first signs, then as far as both agree, then its next signs further on. None where it is not found.
    """
    signs, places = _signs(text)
    starts: list[int | None] = []
    at = 0
    for part in parts:
        wanted, _ = _signs(part)
        first = wanted[:_OPENING]
        begin = signs.find(first, at) if first else -1
        if begin < 0 and len(first) == _OPENING:
            begin = signs.find(first)
        if begin < 0 and len(first) >= _SEEN:  # a footnote mark may stand inside its opening
            begin = signs.find(first[:_SEEN], at)
        starts.append(places[begin] if begin >= 0 else None)
        if begin >= 0:
            at = _end(signs, begin, wanted)
    return starts


def _signs(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, and where each stands."""
    found = [
        (sign.lower()[0], at)
        for at, character in enumerate(text)
        for sign in unicodedata.normalize("NFKD", character)
        if sign.isalnum()
    ]
    return "".join(sign for sign, _ in found), [at for _, at in found]


def _end(signs: str, at: int, wanted: str) -> int:
    """Where a text that begins at a place ends, with what parts it."""
    read_ = 0
    while read_ < len(wanted):
        if at < len(signs) and signs[at] == wanted[read_]:
            at, read_ = at + 1, read_ + 1
            continue
        further = signs.find(wanted[read_ : read_ + _SEEN], at, at + _FARTHEST)
        if further < 0:
            return at
        at = further
    return at


def _joined(questions: Any) -> str:
    return plain(" ".join(text or "" for text in questions))


def _common(wanted: list, found: list) -> int:
    """How many of the wanted are found, each found one counted once."""
    left = list(found)
    count = 0
    for one in wanted:
        if one in left:
            left.remove(one)
            count += 1
    return count


def _sums(group: Sequence[Cut]) -> dict[str, Any]:
    exchanges = sum(one.exchanges for one in group)
    hits, wanted, given = (sum(getattr(one.boundaries, name) for one in group) for name in ("hits", "wanted", "given"))
    answered = [one.boundaries for one in group if one.exchanges and one.boundaries.pk is not None]
    return {
        "letters": len(group),
        "kind_right": sum(one.kind_right for one in group),
        "exchanges": exchanges,
        "found": sum(one.found for one in group),
        "exact": _share(sum(one.exact for one in group), exchanges),
        "numbers": _share(sum(one.numbers for one in group), exchanges),
        "boundary_precision": _share(hits, given),
        "boundary_recall": _share(hits, wanted),
        "pk": _mean([one.pk for one in answered]),
        "windowdiff": _mean([one.windowdiff for one in answered]),
        "letters_with_pk": len(answered),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 4) if known else None
