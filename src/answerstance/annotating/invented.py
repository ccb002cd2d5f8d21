"""Read invented exercises: sentences written to teach wordings that the gold letters hold too few of."""

from __future__ import annotations

from pathlib import Path

from answerstance.annotating.loading import annotations_folder
from answerstance.annotating.records import Labelled, collapse
from answerstance.errors import AnnotationError
from answerstance.records import Evidence
from answerstance.stances import ANSWERS, PRIMARIES

INVENTED = "invented"
"""The source of exercises: learn from them, never score on them."""


def load_invented(path: str | Path | None = None) -> list[Labelled]:
    """Read a list of exercises.

    Parameters
    ----------
    path : path, optional
        A text file with one exercise a line, ``stance | question | answer``, ``answers`` for no stance;
        ``#`` opens a comment. By default ``annotations/invented.txt`` of this repository; an installed
        package has no such folder, and then there are none.

    Returns
    -------
    list of Labelled
        In order; each is its own letter, and its whole answer is the evidence.

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
    made = []
    for number, line in enumerate(place.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [collapse(part) for part in line.split(" | ")]
        if len(parts) != 3 or parts[0] not in PRIMARIES or not all(parts):
            raise AnnotationError(
                f"{place} line {number}: expected 'stance | question | answer' with a stance of {', '.join(PRIMARIES)}"
            )
        made.append(_exercise(number, *parts))
    return made


def _exercise(number: int, stance: str, question: str, answer: str) -> Labelled:
    taken = () if stance == ANSWERS else (stance,)
    evidence = tuple(Evidence(one, 0, len(answer), 1.0) for one in taken)  # type: ignore[arg-type]
    return Labelled(INVENTED, f"line {number}", None, (), question, answer, taken, stance, evidence, (), False)  # type: ignore[arg-type]
