"""How well letters of every layout are cut into exchanges, beside two plain baselines.

Usage: python benchmarks/segmentation_report.py [--letters N] [--layout NAME] [--misses K] [--seed S]
       python benchmarks/segmentation_report.py --documents FOLDER [--misses K]
       python benchmarks/segmentation_report.py --corpus [--misses K]

The letters are printed by `layouts` from the corpus's exchanges. With --corpus they are the corpus's own documents, a
row a format, beside their gold segmentation; letters/s then has the reading of the file in it, and the baselines get
the text that the library read. An exchange is exact when its numbers, the text of its
questions and its answer are right; letters and digits only are compared. A boundary is a place where a question or an
answer begins; in the corpus's documents, where its gold text is found, letters and digits only, behind the one before
it (`starts_in`). Pk and WindowDiff (Beeferman 1999; Pevzner and Hearst 2002) run over words with the window nltk takes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import answerstance
import layouts
from answerstance.evaluating.segmentation import boundaries, plain, starts_in


class Found(NamedTuple):
    """An exchange as a segmenter gives it."""

    numbers: tuple[str, ...]
    question: str
    answer: str
    starts: tuple[int, ...]
    """Where its questions and its answer begin."""


def by_answerstance(text: str) -> list[Found]:
    """What the library finds in a text."""
    return _found(answerstance.read_text(text))


def _found(letter: answerstance.Letter) -> list[Found]:
    found = []
    for exchange in letter.exchanges:
        parts = [*exchange.questions, *([exchange.answer] if exchange.answer else [])]
        found.append(
            Found(
                exchange.numbers,
                " ".join(question.text for question in exchange.questions),
                exchange.answer.text if exchange.answer else "",
                tuple(part.spans[0].start for part in parts if part.spans),
            )
        )
    return found


_HEADING = re.compile(r"^(Vraag|Antwoord) (\d+)[:.]?", re.MULTILINE)


def by_expression(text: str) -> list[Found]:
    """A plain baseline: cut before every line that begins with "Vraag 3" or "Antwoord 3"."""
    places = list(_HEADING.finditer(text))
    ends = [*(place.start() for place in places[1:]), len(text)]
    asked: dict[str, tuple[str, int]] = {}
    found = []
    for place, end in zip(places, ends, strict=False):
        body = text[place.end() : end]
        if place[1] == "Vraag":
            asked[place[2]] = (body, place.end())
        else:
            question, start = asked.get(place[2], ("", place.end()))
            found.append(Found((place[2],), question, body, (start, place.end())))
    return found


_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t\r]*\n))*")
_LABEL = re.compile(r"\W*(?:(?:vra|antw|reactie)\w*[^\n]{0,40}\n|(?:(?:vra|antw|reactie)\w*\W*)?\d+\W+)", re.IGNORECASE)
_ONLY_LABEL = re.compile(r"\W*(?:vra|antw|reactie)?\w*[\W\d]*(?:en|t/m)?[\W\d]*", re.IGNORECASE)


def by_turns(text: str) -> list[Found]:
    """The other baseline: from the first that asks on, paragraphs ask and answer in turn; headings are left out."""
    parts: list[tuple[str, int]] = []
    for match in (_PARAGRAPH if "\n\n" in text else re.compile(".+")).finditer(text):
        head = _LABEL.match(match.group())
        start = match.start() + (head.end() if head else 0)
        if not _ONLY_LABEL.fullmatch(match.group()) and (parts or "?" in match.group()):
            parts.append((text[start : match.end()], start))
    return [
        Found((str(number),), question, answer, (asked, replied))
        for number, ((question, asked), (answer, replied)) in enumerate(zip(parts[::2], parts[1::2], strict=False), 1)
    ]


def score(sample: layouts.Sample, found: Sequence[Found], tally: Counter[str]) -> list[str]:
    """Count one letter into a tally; returns its misses in words."""
    tally["letters"] += 1
    misses: list[str] = []
    left: dict[tuple[str, ...], list[Found]] = {}
    for exchange in found:
        left.setdefault(exchange.numbers, []).append(exchange)
    for wanted in sample.gold:
        tally["exchanges"] += 1
        same = left.get(wanted.numbers)
        if not same:
            misses.append(f"{_name(wanted.numbers)}: missing")
            continue
        tally["numbers"] += 1
        exchange = same.pop(0)
        pairs = (
            ("question", plain(exchange.question), plain(" ".join(question.text for question in wanted.questions))),
            ("answer", plain(exchange.answer), plain(wanted.answer)),
        )
        tally["exact"] += all(got == want for _, got, want in pairs)
        misses += [
            f"{_name(wanted.numbers)}: {part} {_difference(got, want)}" for part, got, want in pairs if got != want
        ]
    extra = [_name(numbers) for numbers, rest in left.items() for _ in rest]
    if extra:
        tally["extra"] += len(extra)
        misses.append(f"extra {extra[:5]}")
    _boundaries(sample, found, tally)
    return misses


def _name(numbers: Sequence[str]) -> str:
    return "+".join(numbers)


def _difference(got: str, want: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(got, want, strict=False)) if a != b), min(len(got), len(want)))
    shown = slice(max(0, at - 25), at + 40)
    return f"{len(got)} for {len(want)} characters; parts at {at}: …{got[shown]}… should be …{want[shown]}…"


def _boundaries(sample: layouts.Sample, found: Iterable[Found], tally: Counter[str]) -> None:
    told = boundaries(sample.text, sample.starts, [start for exchange in found for start in exchange.starts])
    tally["hits"] += told.hits
    tally["wanted"] += told.wanted
    tally["given"] += told.given
    if told.pk is not None and told.windowdiff is not None:
        tally["windows"] += 1
        tally["pk"] += told.pk
        tally["windowdiff"] += told.windowdiff


def report(
    name: str, made: Sequence[layouts.Sample], segmenter: Callable[[str], list[Found]]
) -> tuple[Counter[str], list[str]]:
    """The tally of a layout's letters, and the misses."""
    tally: Counter[str] = Counter()
    misses: list[str] = []
    for sample in made:
        begin = time.perf_counter()
        found = segmenter(sample.text)
        tally["seconds"] += time.perf_counter() - begin
        misses += [f"{name} {sample.source} {miss}" for miss in score(sample, found, tally)]
    return tally, misses


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:6.2f}" if whole else "     –"


def documents(folder: Path) -> Iterator[tuple[layouts.Sample, list[Found], float, int]]:
    """A folder's documents under their format with their gold, what is found in them, the seconds, the parts lost."""
    for path in sorted((folder / "segmentation").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = folder / "letters" / path.name.removesuffix(".json")
        begin = time.perf_counter()
        letter = answerstance.read(document)
        taken = time.perf_counter() - begin
        exchanges = [
            layouts.Exchange(
                tuple(layouts.Asked(*pair) for pair in zip(e["numbers"], _texts(e), strict=True)), e["answer"] or ""
            )
            for e in gold["exchanges"]
        ]
        parts = [t for e in exchanges for t in (*(question.text for question in e.questions), e.answer) if t]
        starts = starts_in(letter.text, parts)
        known = tuple(start for start in starts if start is not None)
        sample = layouts.Sample(document.suffix[1:], document.name, letter.text, tuple(exchanges), known)
        yield sample, _found(letter), taken, len(starts) - len(known)


def _texts(exchange: dict) -> list[str]:
    """One text a number; questions that the gold does not part stand under the first."""
    texts = [text or "" for text in exchange["questions"]]
    return texts + [""] * (len(exchange["numbers"]) - len(texts))


def report_documents(folder: Path, misses: int) -> None:
    """Print a row a format of a folder's documents, and one for all."""
    tallies: dict[str, list[Counter[str]]] = {}
    shown: dict[str, list[str]] = {}
    lost = 0
    for sample, found, taken, missing in documents(folder):
        tally, *others = tallies.setdefault(sample.layout, [Counter(), Counter(), Counter()])
        tally["seconds"] += taken
        shown.setdefault(sample.layout, []).extend(f"{sample.source} {miss}" for miss in score(sample, found, tally))
        for other, baseline in zip(others, (by_expression, by_turns), strict=True):
            score(sample, baseline(sample.text), other)
        lost += missing
    print(_COLUMNS.replace("layout", "format"))
    for name, (tally, *others) in sorted(tallies.items()):
        print(_row(name, 0, tally, others))
        for miss in shown[name][:misses]:
            print("   ", miss)
    total, *others = (sum(column, Counter()) for column in zip(*tallies.values(), strict=True))
    print(_row("all", 0, total, others))
    print(f"gold texts not found in the text that was read, so without a boundary: {lost}")


_COLUMNS = (
    "layout                 letters  skipped  exchanges   exact  numbers  precision  recall     Pk  WinDiff  extra"
    "  letters/s | exact: expression   turns"
)


def _row(name: str, skipped: int, tally: Counter[str], others: Sequence[Counter[str]]) -> str:
    windows = max(tally["windows"], 1)
    hits, seconds = tally["hits"], max(tally["seconds"], 1e-9)
    shown = (
        f"{name:22} {tally['letters']:7}  {skipped:7}  {tally['exchanges']:9}"
        f"  {_share(tally['exact'], tally['exchanges'])}   {_share(tally['numbers'], tally['exchanges'])}"
        f"     {_share(hits, tally['given'])}  {_share(hits, tally['wanted'])}"
        f"  {tally['pk'] / windows:5.3f}    {tally['windowdiff'] / windows:5.3f}"
        f"  {tally['extra']:5}  {tally['letters'] / seconds:9.0f}"
    )
    return shown + " |            " + "  ".join(_share(other["exact"], other["exchanges"]) for other in others)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--letters", type=int, default=400, help="letters a layout (default: 400)")
    parser.add_argument("--layout", choices=layouts.LAYOUTS, action="append", help="only this layout; may be repeated")
    parser.add_argument("--misses", type=int, default=0, help="print the first K misses of a layout")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain", action="store_true", help="without the baselines")
    parser.add_argument("--documents", type=Path, metavar="FOLDER", help="the documents of a folder, a row a format")
    parser.add_argument("--corpus", action="store_true", help="the corpus's own documents, a row a format")
    options = parser.parse_args(arguments)
    if options.corpus or options.documents:
        report_documents(options.documents or layouts.corpus_folder(), options.misses)
        return 0
    letters = layouts.corpus_letters()
    print(_COLUMNS)
    total: Counter[str] = Counter()
    for name in options.layout or layouts.LAYOUTS:
        drawn = list(layouts.samples(name, letters, options.letters, options.seed))
        made = [sample for sample in drawn if sample is not None]
        tally, misses = report(name, made, by_answerstance)
        others = [] if options.plain else [report(name, made, baseline)[0] for baseline in (by_expression, by_turns)]
        print(_row(name, len(drawn) - len(made), tally, others), flush=True)
        for miss in misses[: options.misses]:
            print("   ", miss)
        total += tally
    print(_row("all", 0, total, []))
    return 0


if __name__ == "__main__":
    sys.exit(main())
