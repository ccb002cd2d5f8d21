"""Read invented exercises: questions and answers written to teach wordings that the gold letters hold too few of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from answerstance.annotating.loading import annotations_folder
from answerstance.annotating.records import Labelled
from answerstance.errors import AnnotationError
from answerstance.records import Evidence, collapse
from answerstance.stances import ANSWERS, STANCES

INVENTED = "invented"
"""The source of exercises: learn from them, never score on them."""

_QUESTION = "?"
_NOTHING = "-"  # as a mark: a sentence without stance; as a question: running text, where nothing was asked


def load_invented(path: str | Path | None = None) -> list[Labelled]:
    """Read a list of exercises.

    Parameters
    ----------
    path : path, optional
        A text file of blocks, apart by an empty line. A block opens with ``? question`` (``? -`` for running text)
        and goes on with the answer, a sentence a line: ``- sentence`` where it takes no stance,
        ``stance: sentence`` or ``stance,stance: sentence`` where it does. ``#`` opens a comment. By default
        ``annotations/invented.txt`` of this repository; an installed package has no such folder, and then
        there are none.

    Returns
    -------
    list of Labelled
        In order; each is its own letter.

    Raises
    ------
    AnnotationError
        If the file is missing, or naming the first line that is not of this form.
    """
    place = Path(path) if path is not None else annotations_folder() / "invented.txt"
    if path is None and not annotations_folder().is_dir():
        return []
    if not place.is_file():
        raise AnnotationError(f"no exercises in {place}: restore the file, or train without them")
    return [_exercise(place, block) for block in _blocks(place)]


def _blocks(place: Path) -> Iterator[list[tuple[int, str]]]:
    """The lines of each block with their numbers."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(place.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _exercise(place: Path, block: list[tuple[int, str]]) -> Labelled:
    (first, opening), *rest = block
    mark, _, question = opening.partition(" ")
    if mark != _QUESTION or not question.strip():
        raise AnnotationError(f"{place} line {first}: a block opens with '? question', or '? -' for running text")
    if not rest:
        raise AnnotationError(f"{place} line {first}: the question has no answer; write it below, a sentence a line")
    evidence: list[Evidence] = []
    answer = ""
    for number, line in rest:
        mark, _, sentence = line.partition(" ")
        stances = [] if mark == _NOTHING else mark.removesuffix(":").split(",")
        sentence = collapse(sentence)
        if not sentence or (mark != _NOTHING and not mark.endswith(":")) or not set(stances) <= set(STANCES):
            raise AnnotationError(
                f"{place} line {number}: expected '- sentence' or 'stance: sentence', the stance one of "
                + ", ".join(STANCES)
            )
        start = len(answer) + bool(answer)
        answer = f"{answer} {sentence}".lstrip()
        evidence += [Evidence(stance, start, len(answer), 1.0) for stance in STANCES if stance in stances]
    taken = tuple(stance for stance in STANCES if any(piece.stance == stance for piece in evidence))
    question = "" if question.strip() == _NOTHING else collapse(question)
    name = f"line {first}"
    return Labelled(
        INVENTED, name, None, (), question, answer, taken, (*taken, ANSWERS)[0], tuple(evidence), (), unsure=False
    )
