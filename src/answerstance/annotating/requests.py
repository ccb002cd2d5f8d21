"""Learn what a question asks for: make ``dutch/request_weights.txt`` from ``annotations/requests.tsv``.

    python -m answerstance.annotating.requests

It learns from questions of the older letters and of the exercises, and from none of a letter whose answers scores are
taken on, so that no score is of a letter that the weights have seen. It prints how many requests of those it tells
right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from answerstance.annotating.invented import INVENTED, load_invented
from answerstance.annotating.loading import annotations_folder, load
from answerstance.annotating.records import Labelled
from answerstance.dutch import requests
from answerstance.dutch.requests import KINDS, Asked

FILE = "requests.tsv"
LEARNED = frozenset({"kvr", "kvr-chosen", "kvr-rest", INVENTED})
"""Sources whose questions are learned."""

_LEAST = 3  # requests that a feature stands in
_STRENGTH = 0.5
_NOTES = """\
# What the words of a request add to the log odds that it asks for a kind of thing: kind, weight in
# thousandths, feature.
# Made by `python -m answerstance.annotating.requests` from annotations/requests.tsv; a logistic regression a kind, L1.
"""


def read_requests(folder: Path | None = None) -> dict[str, list[tuple[str, str]]]:
    """The requests of each annotated question, pairs of condition (or empty) and kind.

    By the id of its answer, or ``invented/`` and the question.
    """
    path = (folder or annotations_folder()) / FILE
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, told = line.partition("\t")
        pairs = [one.rpartition(":") for one in told.split()]
        found[name] = [(condition, kind) for condition, _, kind in pairs]
    return found


def _name(one: Labelled) -> str:
    return f"{INVENTED}/{one.question}" if one.source == INVENTED else one.id


def _cut(question: str) -> list[Asked]:
    return requests.requests(requests.rows_of(question))


def _named(request: Asked) -> set[str]:
    """The features of a request as they are written in the list of weights."""
    found = requests.features(request).items()
    return {f"{place} {' '.join(one) if isinstance(one, tuple) else one}" for place, ones in found for one in ones}


def learn(asked: Sequence[Asked], kinds: Sequence[str]) -> dict[tuple[str, str], int]:
    """Weights by kind and feature, in thousandths; those of 0 are left out."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [sorted(_named(one)) for one in asked]
    counts = Counter(feature for row in rows for feature in row)
    names = sorted(feature for feature, count in counts.items() if count >= _LEAST)
    number = {name: at for at, name in enumerate(names)}
    known = [[number[feature] for feature in row if feature in number] for row in rows]
    indices = np.array([one for row in known for one in row], dtype=np.int32)
    starts = np.cumsum([0, *map(len, known)], dtype=np.int32)
    matrix = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(names)))
    found = {}
    for kind in KINDS:
        model = LogisticRegression(l1_ratio=1, C=_STRENGTH, solver="liblinear", random_state=0, max_iter=1000)
        model.fit(matrix, np.array(kinds) == kind)
        weights = [(requests.CONSTANT, model.intercept_[0]), *zip(names, model.coef_[0], strict=True)]
        whole = [(name, round(1000 * float(weight))) for name, weight in weights]
        found.update({(kind, name): weight for name, weight in whole if weight})
    return found


def main() -> None:
    """Write the weights beside the module that reads them, and say how often they are right elsewhere."""
    gold = read_requests()
    labelled = [*load(), *load_invented()]
    scored = {one.letter for one in labelled if one.source not in LEARNED}
    asked: list[Asked] = []
    kinds: list[str] = []
    for one in labelled:
        found, told = _cut(one.question), gold[_name(one)]
        if one.source in LEARNED and one.letter not in scored and len(found) == len(told):
            asked += found
            kinds += [kind for _, kind in told]
    weights = learn(asked, kinds)
    lines = [f"{kind} {weight} {feature}\n" for (kind, feature), weight in weights.items()]
    place = Path(requests.__file__).parent / "request_weights.txt"
    place.write_text(_NOTES + "".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(asked)} requests learned, {len(weights)} weights")
    requests._weights.cache_clear()
    requests.kinds.cache_clear()
    for source in sorted({one.source for one in labelled} - LEARNED):
        rows = [(_cut(one.question), gold[_name(one)]) for one in labelled if one.source == source]
        same = [pair for pair in rows if len(pair[0]) == len(pair[1])]
        pairs = [(one, kind) for found, told in same for one, (_, kind) in zip(found, told, strict=True)]
        right = sum(requests.kinds(one)[0][0] == kind for one, kind in pairs) / len(pairs)
        print(
            f"{source}: {len(same)} of {len(rows)} questions cut alike; of {len(pairs)} requests {right:.3f} told right"
        )


if __name__ == "__main__":
    main()
