"""Learn what a question asks for: make ``dutch/request_weights.txt`` from ``annotations/requests.tsv``.

    python -m answerstance.annotating.requests

It learns from questions of the older letters and of the exercises, and from none of a letter whose answers scores are
taken on, so that no score is of a letter that the weights have seen. It prints how many requests of those it tells
right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from answerstance.annotating.invented import INVENTED, load_invented
from answerstance.annotating.loading import annotations_folder, load
from answerstance.dutch import requests
from answerstance.dutch.requests import CONDITIONS, KINDS, Asked
from answerstance.errors import AnnotationError

FILE = "requests.tsv"
LEARNED = frozenset({"kvr", "kvr-chosen", "kvr-rest", INVENTED})
"""Sources whose questions are learned."""

_LEAST = 3  # requests that a feature stands in
_STRENGTH = 0.5
_SCIKIT_LEARN = (1, 8)  # the first whose l1_ratio is that of a logistic regression
_NOTES = """\
# What the words of a request add to the log odds that it asks for a kind of thing: kind, weight in
# thousandths, feature.
# Made by `python -m answerstance.annotating.requests` from annotations/requests.tsv; a logistic regression a kind, L1.
"""


def read_requests(folder: Path | None = None) -> dict[str, list[tuple[str, str]]]:
    """The requests of each annotated question, pairs of condition (or empty) and kind.

    By the id of its answer, or ``invented/`` and the question. Raises AnnotationError for what is neither a kind nor a
    condition.
    """
    path = (folder or annotations_folder()) / FILE
    found: dict[str, list[tuple[str, str]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        name, _, told = line.partition("\t")
        pairs = [(condition, kind) for condition, _, kind in (one.rpartition(":") for one in told.split())]
        for condition, kind in pairs:
            if kind not in KINDS or condition not in ("", *CONDITIONS):
                raise AnnotationError(
                    f"{path.name}, line {number}: {condition}:{kind} is no request; write one of {', '.join(KINDS)}, "
                    f"behind one of {', '.join(CONDITIONS)} and a colon where it hangs on another"
                )
        found[name] = pairs
    return found


def learn(asked: Sequence[Asked], kinds: Sequence[str]) -> dict[tuple[str, str], int]:
    """Weights by kind and feature, in thousandths, those of 0 left out; every kind must occur."""
    import sklearn
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    if tuple(map(int, sklearn.__version__.split(".")[:2])) < _SCIKIT_LEARN:  # it would take L2 and say nothing
        raise AnnotationError(f"requests are learned with scikit-learn 1.8 or newer, this is {sklearn.__version__}")
    counting = CountVectorizer(analyzer=_named, min_df=_LEAST, dtype=float)
    matrix = counting.fit_transform(asked)
    names = counting.get_feature_names_out()
    found: dict[tuple[str, str], int] = {}
    for kind in KINDS:
        model = LogisticRegression(l1_ratio=1, C=_STRENGTH, solver="liblinear", random_state=0, max_iter=1000)
        model.fit(matrix, np.array(kinds) == kind)
        weights = [(requests.CONSTANT, model.intercept_[0]), *zip(names, model.coef_[0], strict=True)]
        whole = [(name, round(1000 * float(weight))) for name, weight in weights]
        found.update({(kind, name): weight for name, weight in whole if weight})
    return found


def _named(request: Asked) -> set[str]:
    """The features of a request as they are written in the list of weights."""
    found = requests.features(request).items()
    return {f"{place} {' '.join(one) if isinstance(one, tuple) else one}" for place, ones in found for one in ones}


class _Question(NamedTuple):
    source: str
    letter: str
    asked: list[Asked]
    told: list[tuple[str, str]]
    """As annotated."""


def _questions() -> list[_Question]:
    gold = read_requests()
    found = []
    for one in [*load(), *load_invented()]:
        name = f"{INVENTED}/{one.question}" if one.source == INVENTED else one.id
        if name not in gold:
            raise AnnotationError(f"{FILE} has no line for {name}; add one, with a tab and what the question asks for")
        asked = requests.requests(requests.rows_of(one.question))
        found.append(_Question(one.source, one.letter, asked, gold[name]))
    return found


def _pairs(questions: Iterable[_Question]) -> list[tuple[Asked, str]]:
    """Requests with their kinds, of the questions that are cut into as many requests as readers found."""
    cut = [one for one in questions if len(one.asked) == len(one.told)]
    return [(asked, kind) for one in cut for asked, (_, kind) in zip(one.asked, one.told, strict=True)]


def main() -> None:
    """Write the weights beside the module that reads them, and say how often they are right elsewhere."""
    questions = _questions()
    scored = [one for one in questions if one.source not in LEARNED]
    letters = {one.letter for one in scored}
    pairs = _pairs(one for one in questions if one.source in LEARNED and one.letter not in letters)
    weights = learn(*zip(*pairs, strict=True))
    lines = [f"{kind} {weight} {feature}\n" for (kind, feature), weight in weights.items()]
    place = Path(requests.__file__).parent / "request_weights.txt"
    place.write_text(_NOTES + "".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(pairs)} requests learned, {len(weights)} weights")
    requests.forget_weights()
    for source in sorted({one.source for one in scored}):
        pairs = _pairs(one for one in scored if one.source == source)
        found = requests.kinds([asked for asked, _ in pairs])
        right = sum(likely[0] == kind for (likely, _), (_, kind) in zip(found, pairs, strict=True)) / len(pairs)
        print(f"{source}: {right:.3f} of {len(pairs)} requests right")


if __name__ == "__main__":
    main()
